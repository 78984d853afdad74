"""A rep's month in hours: what is taken from leads, what is left, and where the rest of a paid day goes."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.jit import jit

Floats = npt.NDArray[np.float64]
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


@jit
def uses_of_rest(parts: Floats, cuts: Floats, travel: float, reports: float) -> tuple[float, float, float]:
    """What becomes of the hours that are not for leads: the share saved for leads, and of the others those of meetings
    and travel.

    parts, cuts: float [3], of meetings, travel and reports; travel, reports: shares saved by planning and by tools of
    what the cuts leave.
    """
    on_travel, on_reports = cuts[1] + travel * (1.0 - cuts[1]), cuts[2] + reports * (1.0 - cuts[2])
    saved = parts[0] * cuts[0] + parts[1] * on_travel + parts[2] * on_reports
    meetings, travelling = parts[0] * (1.0 - cuts[0]), parts[1] * (1.0 - on_travel)
    kept = meetings + travelling + parts[2] * (1.0 - on_reports)
    if kept <= 0.0:
        return saved, 0.0, 0.0
    return saved, meetings / kept, travelling / kept


@jit
def busy_hours(begin: float, end: float, since: float, until: float, hours_per_day: float) -> float:
    """Hours of a span of work that lie between two instants, by the clock of a day of so many hours, in ticks."""
    return whole_ticks(overlap(begin, end, since, until) * hours_per_day)
