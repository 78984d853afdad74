"""Orders signed before their time or after it; there where reps have a say in it."""

from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, named


class T(IntEnum):
    """Places of the measures of timing, from the group's first."""

    PULLED_ORDERS = 0
    EARLY_DISCOUNTS = 1
    HELD_ORDERS = 2


_TOLD: tuple[str, ...] = (
    "Value of orders signed before their time, before what was given for it; in the month that gained them.",
    "What customers were given for signing early.",
    "Value of orders whose signature was held back for the next month; in the month that lost them.",
)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    return named(T, (("money", told) for told in _TOLD)) if scenario.mind.timing.plays else ()


TIMING = Group("timing", _of)
