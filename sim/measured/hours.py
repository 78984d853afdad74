"""The time account: where the hours of a paid month went; there where the scenario has a section `time`."""

from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, named


class H(IntEnum):
    """Places of the measures of the time account, from the group's first."""

    HOURS_CAPACITY = 0
    HOURS_MEETINGS = 1
    HOURS_TRAVEL = 2
    HOURS_REPORTS = 3
    HOURS_TAKEN = 4
    HOURS_BUSY = 5
    HOURS_IDLE = 6


_TOLD: tuple[str, ...] = (
    "Paid hours of the days on which the rep was there: the sum of the six below, exactly.",
    "Hours in internal meetings.",
    "Hours on the way to customers.",
    "Hours for reports, mail and other administration.",
    "Hours that training, planning, care, prospecting, learning, helping and reviews took from leads.",
    "Hours with hands on a lead, by the clock; work begun in one month and ended in the next is in both.",
    "Hours for leads without a lead to work on.",
)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    return named(H, (("hours", told) for told in _TOLD)) if scenario.time else ()


HOURS = Group("hours", _of)
