"""How far a rep departs from the hours that are planned for an activity, and what that means for it."""

import math
from typing import Any, Final

from sim.draws import Word
from sim.jit import jit
from sim.rules.hours import whole_ticks
from sim.rules.leads import leads_in_week

CARE: Final = 0
PROSPECTING: Final = 1
"""Activities, by place."""
ALIKE: Final = 40
"""Halvings after which two multiples of the planned hours are one."""


@jit
def times_planned(worth: float, cost: float, low: float, high: float) -> float:
    """The multiple of its planned hours that a rep gives an activity of which an hour is worth so much more to her than
    one on leads (worth, cost: coins an hour).

    Leaving planned hours h by a share x costs ½ · cost · h · x², so that x = worth / cost.
    Source: Holmstrom & Milgrom (1991), first-order condition of one task among several; costs separable, assumed.
    """
    return min(max(1.0 + worth / cost, low), high)


@jit
def hours_at(planned: float, times: float) -> float:
    """Hours of a month at a multiple of the planned ones, in ticks; the planned ones themselves at 1."""
    return planned if times == 1.0 else whole_ticks(planned * times)


@jit
def found_at(stream: Any, times: float) -> float:
    """Leads of a rep's own stream (OWN row) at a multiple of her planned hours, as a multiple of those she then finds.

    Source: `sim.rules.ways.leads_of_hours`, over itself.
    """
    return 1.0 if times == 1.0 else math.log1p(times * stream.deep) / math.log1p(stream.deep)


@jit
def least_times(stream: Any, week: Any, number: int, low: float, high: float, seed: Word, replication: int) -> float:
    """The multiple of planned hours from which a stream's lead of this number, counted from 0, is found in a week.

    More hours find more leads and lose none: the count never falls as its mean rises. low <= 1 <= high.
    """
    if _is_found(stream, week, number, low, seed, replication):
        return low
    if _is_found(stream, week, number, 1.0, seed, replication):
        high = 1.0
    else:
        low = 1.0
    for _ in range(ALIKE):
        middle = (low + high) / 2.0
        if _is_found(stream, week, number, middle, seed, replication):
            high = middle
        else:
            low = middle
    return high


@jit
def _is_found(stream: Any, week: Any, number: int, times: float, seed: Word, replication: int) -> bool:
    worth = week.days * found_at(stream, times)
    return leads_in_week(stream, week, worth, seed, replication) > number
