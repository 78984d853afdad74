"""Where a payout curve jumps, bends, begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from results.pay.crossings import ABOUT_PAY
from results.pay.sweep import MOST, Sweep
from scenarios.plan import Limit

MarkKind = Literal["cliff", "threshold", "cap", "kink"]
SAME = Fraction(1, 10**6)
"""Edges of several periods that lie so near each other are one: a quota's coins do not divide evenly."""
NEAR = Fraction(1, 50)
"""How far from an edge its rates are measured, at most."""


@dataclass(frozen=True)
class Mark:
    """A point of a component's curve.

    low: where the first period's edge lies; the same but for coins that do not divide evenly among periods. beyond:
    whole coins past the attainment at which the new piece begins: 0, or 1 where the edge itself belongs below. jump:
    coins of the year that are gained there at once. before, after: coins of pay for one coin (or thing) more.
    """

    component: int
    low: Fraction
    attainment: Fraction
    kind: MarkKind
    beyond: int
    jump: int
    before: float
    after: float


Edges = tuple[tuple[Fraction, int], ...]


def marks_of(sweep: Sweep, all_edges: Edges) -> tuple[Mark, ...]:
    """Every cliff, kink, threshold and cap up to 200 %, by attainment. all_edges: attainment and component."""
    found: list[Mark] = []
    for component in sorted({component for _, component in all_edges}):
        edges = clustered([x for x, of in all_edges if of == component])
        bounds = [Fraction(0), *(high for _, high in edges), MOST + NEAR]
        for i, (low, high) in enumerate(edges):
            if sweep.counts_things(component):
                found += _of_things(sweep, component, high)
                continue
            left, right = min(low - bounds[i], NEAR), min(bounds[i + 2] - high, NEAR)
            found += _mark(sweep, component, (low, high), left, right)
    return tuple(sorted(found, key=lambda mark: (mark.attainment, mark.component)))


def clustered(edges: Sequence[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Edges that are one but for a few coins, as the first and the last of them."""
    found: list[tuple[Fraction, Fraction]] = []
    for edge in sorted(edges):
        if found and edge - found[-1][1] <= SAME:
            found[-1] = (found[-1][0], edge)
        else:
            found.append((edge, edge))
    return found


def _mark(
    sweep: Sweep, component: int, at: tuple[Fraction, Fraction], left: Fraction, right: Fraction
) -> Iterator[Mark]:
    low, high = at
    before = rate(sweep, low - left * 2 / 3, low - left / 3, component)
    after = rate(sweep, high + right / 3, high + right * 2 / 3, component)
    full = sweep.full(component) or sweep.quota()
    pays = [sweep.year(x, more, component) for x, more in ((low, -1), (high, 0), (high, 1))]
    # One coin more in each of up to twelve periods, each rounded by itself, makes no cliff.
    usual = 12 * (2 * sweep.step(component) + max(abs(before), abs(after)) * (1 + float(high - low) * full))
    steps = [step if abs(step) > usual else 0 for step in (pays[1] - pays[0], pays[2] - pays[1])]
    noise = 72 * sweep.step(component) / float(max(1, full) * min(left, right))
    kind = _kind(sweep, component, pays[0], sum(steps), before, after, noise)
    if kind is not None:
        yield Mark(component, low, high, kind, 1 if steps[1] else 0, sum(steps), before, after)


def _of_things(sweep: Sweep, component: int, at: Fraction) -> Iterator[Mark]:
    """An edge where things are counted: what the thing that reaches it brings, beside those before and after it."""
    pays = [sweep.year(at, more, component) for more in (-2, -1, 0, 1)]
    before, brings, after = (later - earlier for earlier, later in pairwise(pays))
    usual = 24 * sweep.step(component)
    jump = brings if min(abs(brings - before), abs(brings - after)) > usual else 0
    periods = max(1, sum(row.site.component == component and row.site.path[-1] == "measure" for row in sweep.filled))
    kind = _kind(sweep, component, pays[1], jump, before / periods, after / periods, usual / periods)
    if kind is not None:
        yield Mark(component, at, at, kind, 0, jump, before / periods, after / periods)


def _kind(
    sweep: Sweep, component: int, below: int, jump: int, before: float, after: float, noise: float
) -> MarkKind | None:
    """noise: how far two rates may differ by rounding alone."""
    moves = abs(after - before) > max(1e-4 * max(abs(before), abs(after)), noise)
    record = sweep.original.components[component]
    if isinstance(record, ABOUT_PAY):
        return None if not moves and not jump else "cap" if isinstance(record, Limit) else "kink"
    capped = getattr(record, "cap", None) is not None or hasattr(record, "kpis")
    if below == 0 and (jump or moves):
        return "threshold"
    if jump:
        return "cliff"
    if not moves:
        return None
    return "cap" if capped and abs(after) <= noise else "kink"


def rate(sweep: Sweep, low: Fraction, high: Fraction, component: int | None = None) -> float:
    """Coins of pay for one coin (or thing) more between two attainments; of all but salaries for a coin of quota."""
    full = sweep.quota() if component is None else sweep.full(component) or sweep.quota()
    gained = sweep.year(high, 0, component) - sweep.year(low, 0, component)
    return float(gained / (full * (high - low))) if full and high > low else 0.0
