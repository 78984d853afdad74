"""Who leaves and who comes; there where the scenario has a section `turnover`."""

from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, Unit, named


class U(IntEnum):
    """Places of the measures of turnover, from the group's first."""

    LEAVERS = 0
    LEAVING_CHANCE = 1
    NEWCOMERS = 2
    EMPTY_SEATS = 3
    HIRING_COST = 4


_TOLD: tuple[tuple[Unit, str], ...] = (
    ("count", "People who left, in the last month they worked."),
    ("score", "The chance with which each leaves at a month's end; its sum is how many leavers to expect."),
    ("count", "People who took an empty seat, in their first month."),
    ("count", "Seats that were empty for the month because somebody left."),
    ("money", "What it cost to find and teach newcomers, in their first month."),
)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    return named(U, _TOLD) if scenario.turnover else ()


TURNOVER = Group("turnover", _of)
