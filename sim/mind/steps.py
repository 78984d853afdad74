"""One month's best effort where what it may bring, now and later, is laid out in tables."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.prospects import LEVEL, SLOPE
from sim.rules.effort import effort_cost, marginal_effort_cost

Floats = npt.NDArray[np.float64]
TRIES = 33
"""Efforts tried from least to most: cliffs make several peaks, the highest of which counts."""
HALVINGS = 40


@jit
def best_effort(
    way: Any, come: float, moves: Floats, once: Floats, paid: Floats, hoped: Floats, reach: Floats, effort: Floats,
    value: Floats,
) -> None:  # fmt: skip
    """Fills in effort and what it is worth to have come so far, each in a table of one place.

    once: expected pay of the month alone by effort. paid, hoped: what the period pays at the month's end, and what is
    left to be earned later, by what the period is expected to stand at (`reach`: first place and distance).
    """
    step = (way.high - way.low) / (TRIES - 1)
    best, most = way.low, -np.inf
    for place in range(TRIES):
        tried = way.low + step * place
        gain = _gain(way, tried, come, moves, once, paid, hoped, reach, way.bias)
        if gain > most:
            best, most = tried, gain
    low, high = max(way.low, best - step), min(way.high, best + step)
    if step > 0.0:
        best = _peak(way, come, moves, once, paid, hoped, reach, low, high, best)
    effort[0], value[0] = best, _gain(way, best, come, moves, once, paid, hoped, reach, 1.0)


@jit
def _gain(
    way: Any, effort: float, come: float, moves: Floats, once: Floats, paid: Floats, hoped: Floats, reach: Floats,
    bias: float,
) -> float:  # fmt: skip
    """Expected pay now and later less the cost of effort; `bias`: what anything later is worth against now."""
    at = (come + moves[LEVEL] + moves[SLOPE] * effort - reach[0]) / reach[1] if reach[1] > 0.0 else 0.0
    now = on_line(paid, at) + on_line(once, _of_range(way, effort) * (len(once) - 1))
    later = bias * way.discount * on_line(hoped, at)
    return float(now + later - effort_cost(effort, way.free, way.cost))


@jit
def _slope(
    way: Any, effort: float, come: float, moves: Floats, once: Floats, paid: Floats, hoped: Floats, reach: Floats
) -> float:
    """How the gain grows with effort."""
    growth = -marginal_effort_cost(effort, way.free, way.cost)
    if way.high > way.low:
        places = (len(once) - 1) / (way.high - way.low)
        growth += rise(once, _of_range(way, effort) * (len(once) - 1)) * places
    if reach[1] > 0.0:
        at = (come + moves[LEVEL] + moves[SLOPE] * effort - reach[0]) / reach[1]
        more = rise(paid, at) + way.bias * way.discount * rise(hoped, at)
        growth += more * moves[SLOPE] / reach[1]
    return growth


@jit
def _of_range(way: Any, effort: float) -> float:
    return float((effort - way.low) / (way.high - way.low)) if way.high > way.low else 0.0


@jit
def _peak(
    way: Any, come: float, moves: Floats, once: Floats, paid: Floats, hoped: Floats, reach: Floats, low: float,
    high: float, best: float,
) -> float:  # fmt: skip
    """Where the gain stops growing between two efforts; `best` where it has no such place inside."""
    if _slope(way, low, come, moves, once, paid, hoped, reach) <= 0.0:
        return best
    if _slope(way, high, come, moves, once, paid, hoped, reach) >= 0.0:
        return best
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if _slope(way, middle, come, moves, once, paid, hoped, reach) > 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@jit
def on_line(values: Floats, at: float) -> float:
    """A row's value between its places; beyond them it goes on as it did at the edge."""
    last = len(values) - 1
    first = min(max(int(np.floor(at)), 0), last - 1)
    return float(values[first] + (values[first + 1] - values[first]) * (at - first))


@jit
def rise(values: Floats, at: float) -> float:
    """How much a row grows from place to place around here: smooth, from the growth at both places."""
    last = len(values) - 1
    at = min(max(at, 0.0), float(last))
    first = min(int(at), last - 1)
    part = at - first
    return _central(values, first) * (1.0 - part) + _central(values, first + 1) * part


@jit
def _central(values: Floats, place: int) -> float:
    before, after = max(place - 1, 0), min(place + 1, len(values) - 1)
    return float((values[after] - values[before]) / (after - before))
