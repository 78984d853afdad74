"""The figures of a report: each run's estimates, differences from the first run, and both over the assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from results.assumptions import Variant
from results.compare import Comparison, Range, compare
from results.figures import figures_of
from results.report.stored import StoredRun
from results.study import Row, Spread, less, sets_of, spread_of, summary

Means = dict[str, float]


@dataclass(frozen=True)
class RunFacts:
    """A run, its figures for the company, and how far assumptions move them, if that was asked."""

    run: StoredRun
    rows: tuple[Row, ...]
    spread: Spread | None

    def row(self, key: str) -> Row:
        return next(row for row in self.rows if row.figure.key == key)


@dataclass(frozen=True)
class PairFacts:
    """A further run against the first on common draws. asked, of: sets of assumptions both were asked under."""

    run: StoredRun
    comparison: Comparison
    spread: Spread | None
    asked: int
    of: int


def run_facts(run: StoredRun) -> RunFacts:
    """All its own sets of assumptions, or none: a range over some of them would look too narrow."""
    known = {year.variant: year.figures for year in run.assumed}
    wanted = sets_of(run.scenario)
    spread = None
    if wanted and all(variant in known for variant in wanted):
        spread = spread_of([(variant, known[variant]) for variant in wanted])
    return RunFacts(run, tuple(summary(run.outcome, spread=spread)), spread)


def pair_facts(base: StoredRun, other: StoredRun) -> PairFacts:
    """Under the sets of assumptions of the base, as far as both runs were asked under them."""
    wanted = sets_of(base.scenario)
    both = _both(wanted, base, other)
    spread = spread_of(both) if len(both) > 1 and both[0][0] == wanted[0] else None
    meant = {figure.key for figure in figures_of(other.outcome)}
    ranges: dict[str, Range] = spread.ranges if spread else {}
    comparison = compare(base.outcome, other.outcome, {key: span for key, span in ranges.items() if key in meant})
    return PairFacts(other, comparison, spread, len(both) if spread else 0, len(wanted))


def _both(wanted: Sequence[Variant], base: StoredRun, other: StoredRun) -> list[tuple[Variant, Means]]:
    mine, theirs = ({year.variant: year.figures for year in run.assumed} for run in (base, other))
    return [(v, less(theirs[v], mine[v])) for v in wanted if v in mine and v in theirs]
