"""One month's best efforts where what they may bring, now and later, is laid out in tables."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.prospects import LEVEL, SLOPE
from sim.rules.effort import effort_cost, marginal_effort_cost

Floats = npt.NDArray[np.float64]
TRIES = 33
"""Efforts tried from least to most: cliffs make several peaks, the highest of which counts."""
CLOSE, STEPS = 1e-12, 60
"""Effort is found to this precision, in at most so many steps."""


@jit
def best_efforts(
    way: Any, low: float, step: float, moves: Floats, once: Floats, paid: Floats, hoped: Floats, reach: Floats,
    effort: Floats, value: Floats,
) -> None:  # fmt: skip
    """Fills in efforts, and what it is worth to have come so far, for a row of places: `low`, and every `step` on.

    once: expected pay of the month alone by effort. paid, hoped: what the period pays at the month's end, and what is
    left to be earned later, by what the period is expected to stand at (`reach`: first place and distance).
    """
    felt, foreseen = paid + way.bias * way.discount * hoped, paid + way.discount * hoped
    more, more_once, alone = _growth(felt), _growth(once), _alone(way, once)
    apart, unit = (way.high - way.low) / (TRIES - 1), 1.0 / reach[1] if reach[1] > 0.0 else 0.0
    for column in range(len(effort)):
        at = (low + column * step + moves[LEVEL] + moves[SLOPE] * way.low - reach[0]) * unit
        best, most = 0, -np.inf
        for place in range(TRIES):
            gain = alone[place] + on_line(felt, at + moves[SLOPE] * apart * place * unit)
            if gain > most:
                best, most = place, gain
        tried = way.low + apart * best
        if apart > 0.0:
            tried = _peak(way, at, moves[SLOPE] * unit, more, more_once, tried, apart)
        effort[column] = tried
        pay = on_line(once, _of_range(way, tried) * (len(once) - 1)) - effort_cost(tried, way.free, way.cost, way.bend)
        value[column] = pay + on_line(foreseen, at + moves[SLOPE] * (tried - way.low) * unit)


@jit
def _alone(way: Any, once: Floats) -> Floats:
    """Pay of the month alone less the cost of effort, at the efforts that are tried."""
    found = np.empty(TRIES)
    for place in range(TRIES):
        effort = way.low + (way.high - way.low) / (TRIES - 1) * place
        found[place] = on_line(once, place * (len(once) - 1) / (TRIES - 1)) - effort_cost(
            effort, way.free, way.cost, way.bend
        )
    return found


@jit
def _growth(values: Floats) -> Floats:
    """How much a row grows from place to place, at each place: by its neighbours on either side."""
    last = len(values) - 1
    found = np.empty(len(values))
    for place in range(len(values)):
        before, after = max(place - 1, 0), min(place + 1, last)
        found[place] = (values[after] - values[before]) / (after - before)
    return found


@jit
def _of_range(way: Any, effort: float) -> float:
    return float((effort - way.low) / (way.high - way.low)) if way.high > way.low else 0.0


@jit
def _slope(way: Any, effort: float, at: float, each: float, more: Floats, more_once: Floats) -> float:
    """How the gain grows with effort. at: the place of least effort; each: places that one unit more moves on."""
    places = (len(more_once) - 1) / (way.high - way.low)
    growth = rise(more_once, (effort - way.low) * places) * places + rise(more, at + each * (effort - way.low)) * each
    return float(growth - marginal_effort_cost(effort, way.free, way.cost, way.bend))


@jit
def _peak(way: Any, at: float, each: float, more: Floats, more_once: Floats, tried: float, apart: float) -> float:
    """Where the gain stops growing within a step of the best effort tried; that effort if it does so nowhere.

    Source: the Illinois variant of regula falsi (Dowell & Jarratt 1971); growth is a row of straight lines.
    """
    low, high, side = max(way.low, tried - apart), min(way.high, tried + apart), 0
    rising, falling = _slope(way, low, at, each, more, more_once), _slope(way, high, at, each, more, more_once)
    if not rising > 0.0 > falling:
        return tried
    effort = tried
    for _ in range(STEPS):
        before = effort
        effort = (low * falling - high * rising) / (falling - rising)
        slope = _slope(way, effort, at, each, more, more_once)
        if slope == 0.0 or abs(effort - before) < CLOSE:
            break
        if slope > 0.0:
            low, rising, falling = effort, slope, falling / 2.0 if side == 1 else falling
            side = 1
        else:
            high, falling, rising = effort, slope, rising / 2.0 if side == -1 else rising
            side = -1
    return effort


@jit
def on_line(values: Floats, at: float) -> float:
    """A row's value between its places; beyond them it goes on as it did at the edge."""
    first = min(max(int(np.floor(at)), 0), len(values) - 2)
    return float(values[first] + (values[first + 1] - values[first]) * (at - first))


@jit
def rise(growth: Floats, at: float) -> float:
    """How much a row grows around here: smooth, from the growth at the places on both sides."""
    last = len(growth) - 1
    at = min(max(at, 0.0), float(last))
    first = min(int(at), last - 1)
    part = at - first
    return float(growth[first] * (1.0 - part) + growth[first + 1] * part)
