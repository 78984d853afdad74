"""Waiting times that nobody in the company controls, as rows of a table."""

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.rules.distributions import normal_quantile, waiting_time

FOR_EVER: Final = -1
TABLE: Final = 4
"""A kind of wait beside those of `sim.rules.distributions`: a row of `world.quantiles` tells its shape."""

SCORES: Final = 1025
"""Columns of `world.quantiles`: the wait at normal scores from -8 to 8, 64 to a standard deviation."""
LOWEST: Final = -8.0
A_SCORE: Final = 64.0

ALMOST_ALL: Final = 1.0 - 2.0**-53

WAIT = np.dtype([("kind", "i8"), ("average", "f8"), ("cv", "f8"), ("unit", "f8"), ("row", "i8")])
"""A waiting time; kind as in `sim.rules.distributions`, TABLE or FOR_EVER. average, unit: working days.
row: of `world.quantiles`, where kind is TABLE."""

STEP = np.dtype([("answer", WAIT), ("refusal", WAIT)])
"""How long a segment's customers take at a stage to say yes, and to say no."""

Quantiles = npt.NDArray[np.float64]
"""Shapes of waits, multiples of their means: float [row, score]."""

Tempo = npt.NDArray[np.float64]
"""How long customers take to say no and yes, as multiples of the usual times: float [outcome]."""


@jit
def days_of(wait: Any, quantiles: Quantiles, u: float) -> float:
    """Working days that luck u gives a waiting time (a WAIT row); infinite where it waits for ever."""
    if wait.kind < 0:
        return np.inf
    if wait.kind == TABLE:
        return float(wait.average * at_score(quantiles, wait.row, normal_quantile(u)))
    return waiting_time(u, wait.kind, wait.average, wait.cv, wait.unit)


@jit
def at_score(quantiles: Quantiles, row: int, score: float) -> float:
    """The wait at a normal score, as a multiple of its mean: straight lines between columns, level outside them."""
    place = min(max((score - LOWEST) * A_SCORE, 0.0), SCORES - 1.0)
    left = min(math.floor(place), SCORES - 2)
    here = quantiles[row, left]
    return float(here + (place - left) * (quantiles[row, left + 1] - here))


@jit
def time_to_answer(step: Any, yes: bool, quantiles: Quantiles, tempo: Tempo, u: float) -> float:
    """Working days, of even pace, that a customer (STEP row) takes to say yes or no; tempo: float [outcome]."""
    if yes:
        return float(tempo[1] * days_of(step.answer, quantiles, u))
    return float(tempo[0] * days_of(step.refusal, quantiles, u))


@jit
def days_left(deal: Any, step: Any, yes: bool, quantiles: Quantiles, tempo: Tempo, u: float) -> float:
    """The same from here on, for a deal (DEAL row) known to have waited without an answer so far.

    Source: the conditional distribution, Q(F(a) + u (1 - F(a))) - a, for a wait longer than a days.
    """
    aged, above = (deal.aged_yes, deal.above_yes) if yes else (deal.aged_no, deal.above_no)
    conditional = min(1.0 - above * (1.0 - u), ALMOST_ALL)
    return float(max(0.0, time_to_answer(step, yes, quantiles, tempo, conditional) - aged))
