"""A rep's month in hours: what is taken from leads, what is left, and where the rest of a paid day goes."""

import math
from typing import Final

from sim.jit import jit

_TICKS: Final = 1_048_576.0
LEAST: Final = 0.0625
"""Hours a day that nobody takes from leads: work that was begun ends some day."""


@jit
def whole_ticks(hours: float) -> float:
    """Hours in whole ticks (2**-20), rounded down, so that parts never add up to more than what they are parts of."""
    return math.floor(hours * _TICKS) / _TICKS


@jit
def hours_left(hours_per_day: float, days: float, taken: float) -> float:
    """Hours a day for leads in a month of so many days (0 where she is away), when `taken` hours go elsewhere."""
    if taken == 0.0 or days <= 0.0:
        return hours_per_day
    return max(min(LEAST, hours_per_day), hours_per_day * (1.0 - taken / (hours_per_day * days)))


@jit
def part_of_rest(rest: float, part: float) -> float:
    """Hours of one use of the hours that are not for leads, in ticks; never more than there are."""
    return min(rest, whole_ticks(rest * part))


@jit
def overlap(begin: float, end: float, since: float, until: float) -> float:
    """Days that two spans have in common."""
    return max(0.0, min(end, until) - max(begin, since))
