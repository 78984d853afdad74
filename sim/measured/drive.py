"""What moves people beside pay, month by month; there where a scenario has a `drive` that acts."""

from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, Unit


class D(IntEnum):
    """Places of the measures of drive, from the group's first."""

    EFFORT_BY_PAY = 0
    MOTIVATION = 1
    FATIGUE = 2
    COMMITMENT = 3
    UNFAIRNESS = 4
    MISJUDGED = 5
    RECOGNITIONS = 6
    HOURS_REVIEWS = 7


_TOLD: tuple[tuple[Unit, str], ...] = (
    ("effort", "Effort that pay alone would have brought in the month, before anything else moves it."),
    ("score", "How much the rep wants to, 0 to 1, as it stands in the month; not to be added up."),
    ("score", "How tired the rep is, 0 to 1, as it stands in the month; not to be added up."),
    ("score", "How far the rep has made the target her own, 0 to 1, as it stands in the month; not to be added up."),
    ("score", "How unfair the rep's pay seems to her, 0 to 1, as it stands in the month; not to be added up."),
    ("score", "By how much the rep misjudges her results, up or down, logarithm; not to be added up."),
    ("count", "Times that the rep was publicly recognised."),
    ("hours", "Hours in talks about targets, reports and reviews."),
)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    acts = scenario.drive is not None and scenario.drive.acts
    return tuple(Measure(d.name.lower(), *_TOLD[d]) for d in D) if acts else ()


DRIVEN = Group("drive", _of)
