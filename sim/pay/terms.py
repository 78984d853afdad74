"""A KPI as a sum of counted columns over another: what the engine adds up and compares."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import lcm
from typing import NamedTuple

from scenarios.kpis import with_own
from scenarios.plan import Plan

Terms = tuple[tuple[str, Fraction], ...]
Whole = tuple[tuple[str, int], ...]


class Recipe(NamedTuple):
    """A KPI's formula: measures and how often each counts, over others; no `below` where it is no ratio.

    unit: what its value is counted in. over: the sum of an additive KPI stands in so many parts of its unit, which
    makes coefficients such as 0.5 whole.
    """

    above: Whole
    below: Whole
    unit: str
    over: int = 1

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(name for name, _ in (*self.above, *self.below))


RecipeOf = Callable[[str], Recipe]


def recipes(plan: Plan) -> RecipeOf:
    """How to compute each KPI that a plan may name: KeyError where there is none of that id."""
    known = with_own(plan.kpis)

    @cache
    def recipe(kpi_id: str) -> Recipe:
        found = known[kpi_id]
        below = found.parsed.bottom.terms if found.parsed.is_ratio else ()
        above, under, common = _in_whole_numbers(found.parsed.top.terms, below)
        return Recipe(above, under, found.unit, 1 if under else common)

    return recipe


def _in_whole_numbers(above: Terms, below: Terms) -> tuple[Whole, Whole, int]:
    """Both sides times whatever makes all coefficients whole: a ratio stays what it is."""
    common = lcm(*(times.denominator for _, times in (*above, *below)))
    return _times(above, common), _times(below, common), common


def _times(terms: Sequence[tuple[str, Fraction]], common: int) -> Whole:
    return tuple((name, int(times * common)) for name, times in terms)
