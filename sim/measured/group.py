"""Measures that are in a panel only where the scenario has what they count."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from scenarios.scenario import Scenario

Unit = Literal["count", "money", "hours", "days", "effort", "score"]


@dataclass(frozen=True)
class Measure:
    """One column of a panel."""

    name: str
    unit: Unit
    definition: str


@dataclass(frozen=True)
class Group:
    """Measures of one part of the sales world; `of` gives them in panel order, none where the scenario is without."""

    name: str
    of: Callable[[Scenario], tuple[Measure, ...]]


def named(places: type[IntEnum], told: Iterable[tuple[Unit, str]]) -> tuple[Measure, ...]:
    """A measure for each place of a group, called as the place is, with its unit and definition."""
    return tuple(Measure(place.name.lower(), *row) for place, row in zip(places, told, strict=True))
