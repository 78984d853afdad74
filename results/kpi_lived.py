"""A KPI traced through one simulated year: its measures by rep and month, and what they come to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scenarios.formula import Formula, added, value
from scenarios.kpis import Cycle
from scenarios.scenario import Scenario
from sim.engine import Engine, chunk_of, prepare
from sim.panel import Panel

Sums = dict[str, Fraction]
MONTHS_IN: dict[Cycle, int] = {"week": 1, "month": 1, "quarter": 3, "year": 12}
"""Months that make a cycle; a simulated year is kept by month, so that weeks are not told apart."""


@dataclass(frozen=True)
class Line:
    """Some months of some people: what their measures come to, and the KPI made from that."""

    months: range
    sums: Sums
    value: Fraction | None


@dataclass(frozen=True)
class LivedKpi:
    """A KPI in one year. months: each measure's sum by [month][rep]."""

    formula: Formula
    months: tuple[tuple[Sums, ...], ...]

    def line(self, months: range, reps: Sequence[int]) -> Line:
        """Made from sums, never from values (H18)."""
        sums = added(self.months[month][rep] for month in months for rep in reps)
        sums = dict.fromkeys(self.formula.measures, Fraction(0)) | sums
        return Line(months, sums, value(self.formula, sums))

    def by_month(self, reps: Sequence[int]) -> tuple[Line, ...]:
        return tuple(self.line(range(month, month + 1), reps) for month in range(len(self.months)))

    def by_cycle(self, reps: Sequence[int], cycle: Cycle) -> tuple[Line, ...]:
        """Cycles from the fiscal year's first month on; the last one may be short."""
        length, all_months = MONTHS_IN[cycle], len(self.months)
        parts = [range(first, min(first + length, all_months)) for first in range(0, all_months, length)]
        return tuple(self.line(part, reps) for part in parts)

    def year(self, reps: Sequence[int]) -> Line:
        """All months at once."""
        return self.line(range(len(self.months)), reps)

    def mean_of_values(self, reps: Sequence[int]) -> tuple[Fraction | None, int]:
        """The plain mean of each rep's own value of the year, and how many have none; not how a team is measured."""
        own = [self.year([rep]).value for rep in reps]
        known = [each for each in own if each is not None]
        return (sum(known, Fraction(0)) / len(known) if known else None), len(own) - len(known)


def lived(formula: Formula, scenario: Scenario, seed: int, replication: int, engine: Engine) -> LivedKpi:
    """The KPI in one replication, counted from 0; its formula names measures of the panel only."""
    return from_panel(formula, chunk_of(prepare(scenario, seed), replication, 1, engine))


def from_panel(formula: Formula, panel: Panel) -> LivedKpi:
    """The KPI in a panel's first replication; exact, since floats are fractions."""
    by_name = {name: panel.of(name)[0].tolist() for name in formula.measures}
    months, reps = (range(size) for size in panel.values.shape[1:3])
    return LivedKpi(formula, tuple(
        tuple({name: Fraction(of[month][rep]) for name, of in by_name.items()} for rep in reps)
        for month in months[:-1]  # the first period is the time before the year
    ))  # fmt: skip


def decimals(number: Fraction, digits: int, keep: bool = False) -> str:
    """A number with so many digits after the point, half away from zero, zeros at the end left out or kept."""
    size = (2 * abs(number.numerator) * 10**digits + number.denominator) // (2 * number.denominator)
    whole, part = divmod(size, 10**digits)
    text = f"{whole:,}" + (f".{part:0{digits}d}" if digits else "")
    text = text if keep or not digits else text.rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and size else text
