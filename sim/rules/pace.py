"""The clock by which customers decide: it runs faster before a quarter ends, if the scenario says so."""

from typing import Final

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.tables import Table

NO: Final = 0
YES: Final = 1

Firsts = npt.NDArray[np.int64]

KNOT = np.dtype([("time", "f8"), ("clock", "f8")])
"""A month's first instant, and how far the clock has run by then, both in working days; straight lines between."""


@jit
def days_until(knots: Table, first: Firsts, outcome: int, time: float, days: float) -> float:
    """Working days from `time` until an outcome's clock has run `days`.

    knots: KNOT rows; first, int [3]: where those of no and of yes begin, and the end. A clock without any runs
    evenly; beyond its rows it goes on as between the two nearest.
    """
    begin, end = first[outcome], first[outcome + 1]
    if begin == end:
        return days
    clock = _clock_at(knots, begin, end, time) + days
    return max(0.0, _time_at(knots, begin, end, clock) - time)


@jit
def days_run(knots: Table, first: Firsts, outcome: int, since: float, until: float) -> float:
    """How far an outcome's clock runs, in days of even pace."""
    begin, end = first[outcome], first[outcome + 1]
    if begin == end:
        return until - since
    return _clock_at(knots, begin, end, until) - _clock_at(knots, begin, end, since)


@jit
def _clock_at(knots: Table, first: int, last: int, time: float) -> float:
    place = first
    while place + 2 < last and knots[place + 1].time <= time:
        place += 1
    here, there = knots[place], knots[place + 1]
    return float(here.clock + (time - here.time) * (there.clock - here.clock) / (there.time - here.time))


@jit
def _time_at(knots: Table, first: int, last: int, clock: float) -> float:
    place = first
    while place + 2 < last and knots[place + 1].clock <= clock:
        place += 1
    here, there = knots[place], knots[place + 1]
    return float(here.time + (clock - here.clock) * (there.time - here.time) / (there.clock - here.clock))
