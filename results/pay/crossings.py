"""Attainments at which pay bends though no written edge lies there: a grade of a score, a limit, the end of a draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from results.pay.sweep import MOST, Sweep
from scenarios.plan import Draw, Guarantee, Limit, Scorecard, TopUp

ABOUT_PAY = (Limit, Draw, Guarantee, TopUp)
"""Kinds that compare pay with an amount, and bend where they begin or cease to pay."""
FINE = Fraction(1, 10**10)
PARTS = 4
MOST_GRADES = 20


def crossings(sweep: Sweep) -> Iterator[tuple[Fraction, int]]:
    """Such attainments with their components, found by halving to less than a coin."""
    bounds = [Fraction(0), *sorted({edge for edge, _ in sweep.edges if edge < MOST}), MOST]
    for component, record in enumerate(sweep.original.components):
        if isinstance(record, ABOUT_PAY):
            pays = _pays_at_all(sweep, component)
        elif isinstance(record, Scorecard) and record.grades:
            pays = _of_year(sweep, component)
        else:
            continue
        yield from ((x, component) for x in _changes(pays, bounds))


def _pays_at_all(sweep: Sweep, component: int) -> Callable[[Fraction], object]:
    return lambda x: sweep.year(x, 0, component) != 0


def _of_year(sweep: Sweep, component: int) -> Callable[[Fraction], object]:
    return lambda x: sweep.year(x, 0, component)


def _changes(of: Callable[[Fraction], object], bounds: Sequence[Fraction]) -> Iterator[Fraction]:
    """Where a step function changes between bounds; a change at a bound is known already."""
    for left, right in pairwise(bounds):
        inner = (right - left) * FINE * 1000
        points = [left + inner + (right - left - 2 * inner) * i / PARTS for i in range(PARTS + 1)]
        for low, high in pairwise(points):
            for _ in range(MOST_GRADES):
                if of(low) == of(high):
                    break
                low = _first_change(of, low, high)
                yield low


def _first_change(of: Callable[[Fraction], object], low: Fraction, high: Fraction) -> Fraction:
    """The first attainment whose value is no longer that of `low`, to within a part of a coin."""
    before = of(low)
    while high - low > FINE:
        middle = (low + high) / 2
        low, high = (middle, high) if of(middle) == before else (low, middle)
    return high
