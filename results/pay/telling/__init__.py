"""Components of a plan told in plain words, to one person or to anybody."""

from __future__ import annotations

from results.pay.speaker import Person, Speaker
from results.pay.telling.kinds import TELLERS
from results.pay.telling.record import Grid, Telling
from results.pay.telling.terms import rounding_in_words, terms_in_words, when_in_words
from scenarios.plan.terms import Component

__all__ = ["TELLERS", "Grid", "Person", "Speaker", "Telling", "rounding_in_words", "tell"]


def tell(component: Component, to: Speaker) -> Telling:
    """A component: what it pays for, its table, its conditions, and when it is paid."""
    before, grid, after = TELLERS[type(component)](component, to)
    rules, when = (*after, *terms_in_words(component, to)), tuple(when_in_words(component, to))
    return Telling(component.id, component.name.text(to.language), tuple(before), grid, rules, when)
