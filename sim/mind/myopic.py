"""The myopic rep: each month the effort at which this month's expected marginal pay meets its marginal cost.

She counts what the period has brought so far, what this month will bring, and later months at usual effort;
she does not foresee that she may change her mind. `behaviour` is the BEHAVIOUR row of a world.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.beliefs import Beliefs
from sim.mind.contest import expected_prize, rivals_of
from sim.mind.outlook import (
    CODED,
    FIRST,
    LAST,
    LINE,
    MEAN,
    PRIZED,
    SD,
    SLOPE,
    WORTH,
    coded_pay,
    leaves_ahead,
    lines_ahead,
)
from sim.pay.expected import expected_pay
from sim.pay.table import PayTable
from sim.rules.effort import effort_cost, marginal_effort_cost

Floats = npt.NDArray[np.float64]
LEVELS = 11
"""Efforts tried from lowest to highest: kinks and cliffs make several peaks, the highest of which counts."""
CLOSE = 1e-11
"""Effort is found to this precision where the plan is smooth."""


@jit
def best_now(behaviour: Any, table: PayTable, beliefs: Beliefs, rep: int, month: int, sums: Floats) -> float:
    """Effort for the month. `sums`: float [period, rep, column], everybody's year so far.

    Source: first-order condition E[dPay/de] = c·(e - free); Holmstrom & Milgrom (1987) for a linear plan.
    """
    lines = lines_ahead(behaviour, table, beliefs, sums, rep, month)
    leaves = leaves_ahead(behaviour, table, beliefs, sums, rep, month)
    rivals = _rivals(behaviour, table, beliefs, sums, lines, rep, month)
    step = (behaviour.high - behaviour.low) / (LEVELS - 1)
    best, most = behaviour.low, -np.inf
    for level in range(LEVELS):
        effort = behaviour.low + level * step
        gain, _ = _surplus(behaviour, table, lines, leaves, rivals, rep, month, effort)
        if gain > most:
            best, most = effort, gain
    cliff, at_cliff, apart = _best_cliff(behaviour, table, lines, leaves, rivals, rep, month, step)
    if at_cliff > most:
        best, most, step = cliff, at_cliff, apart
    low, high = max(behaviour.low, best - step), min(behaviour.high, best + step)
    peak = _peak(behaviour, table, lines, leaves, rivals, rep, month, low, high, best)
    gain, _ = _surplus(behaviour, table, lines, leaves, rivals, rep, month, peak)
    return peak if gain >= most else best


@jit
def _rivals(
    behaviour: Any, table: PayTable, beliefs: Beliefs, sums: Floats, lines: Floats, rep: int, month: int
) -> Floats:
    """Whom she is up against in each line that is a contest, [line, rival, 2]; beyond them nobody who could win."""
    contests = 0
    for place in range(len(lines)):
        contests += lines[place, CODED] == PRIZED
    found = np.zeros((len(lines) if contests > 0 else 0, len(table.team), 2))
    found[:, :, 0] = -np.inf
    for place in range(len(found)):
        if lines[place, CODED] == PRIZED:
            rivals = rivals_of(behaviour, table, beliefs, sums, int(lines[place, LINE]), rep, month)
            found[place, : len(rivals)] = rivals
    return found


@jit
def _best_cliff(
    behaviour: Any, table: PayTable, lines: Floats, leaves: Floats, rivals: Floats, rep: int, month: int, step: float
) -> tuple[float, float, float]:
    """Where sales are nearly certain, a cliff can hide between efforts tried: (best near one, surplus, how far apart).

    Tried are the efforts that bring the expected amount to an edge, and up to three standard deviations past it.
    """
    best, most, apart = behaviour.low, -np.inf, step
    for place_ahead in range(len(lines)):
        expected, slope, sd = lines[place_ahead, MEAN], lines[place_ahead, SLOPE], lines[place_ahead, SD]
        if abs(slope) * step * 4.0 <= sd:
            continue
        pieces = table.pieces[int(lines[place_ahead, FIRST]) : int(lines[place_ahead, LAST])]
        for place in range(1, len(pieces)):
            for halves in range(7):
                effort = (pieces[place].start + 0.5 * halves * sd - expected) / slope
                if behaviour.low < effort < behaviour.high:
                    gain, _ = _surplus(behaviour, table, lines, leaves, rivals, rep, month, effort)
                    if gain > most:
                        best, most, apart = effort, gain, 0.5 * sd / abs(slope)
    return best, most, apart


@jit
def _surplus(
    behaviour: Any, table: PayTable, lines: Floats, leaves: Floats, rivals: Floats, rep: int, month: int, effort: float
) -> tuple[float, float]:
    """Expected pay less the cost of effort, and its slope in effort."""
    gain = -effort_cost(effort, behaviour.free, behaviour.cost, behaviour.bend)
    slope = -marginal_effort_cost(effort, behaviour.free, behaviour.cost, behaviour.bend)
    for place in range(len(lines)):
        mean = lines[place, MEAN] + lines[place, SLOPE] * effort
        if lines[place, CODED] == PRIZED:
            won, growth = expected_prize(table, rivals[place], int(lines[place, LINE]), mean, lines[place, SD])
            gain += lines[place, WORTH] * won
            slope += lines[place, WORTH] * growth * lines[place, SLOPE]
            continue
        pieces = table.pieces[int(lines[place, FIRST]) : int(lines[place, LAST])]
        pay, growth = expected_pay(pieces, mean, lines[place, SD])
        more = growth * lines[place, SLOPE]
        if lines[place, CODED] == 1.0:
            pay, more = coded_pay(table, leaves, int(lines[place, LINE]), rep, month, effort, pay, more)
        gain += lines[place, WORTH] * pay
        slope += lines[place, WORTH] * more
    return gain, slope


@jit
def _peak(
    behaviour: Any,
    table: PayTable,
    lines: Floats,
    leaves: Floats,
    rivals: Floats,
    rep: int,
    month: int,
    low: float,
    high: float,
    best: float,
) -> float:
    """Where the surplus stops growing between two efforts; `best` where it has no such place inside.

    Source: the Illinois variant of regula falsi (Dowell & Jarratt 1971); one step solves a straight line.
    """
    _, rising = _surplus(behaviour, table, lines, leaves, rivals, rep, month, low)
    _, falling = _surplus(behaviour, table, lines, leaves, rivals, rep, month, high)
    if not (rising > 0.0 > falling):
        return best
    effort, side = best, 0
    for _ in range(100):
        before = effort
        effort = (low * falling - high * rising) / (falling - rising)
        _, slope = _surplus(behaviour, table, lines, leaves, rivals, rep, month, effort)
        if slope == 0.0 or abs(effort - before) < CLOSE:
            break
        if slope > 0.0:
            low, rising = effort, slope
            falling = falling / 2.0 if side == 1 else falling
            side = 1
        else:
            high, falling = effort, slope
            rising = rising / 2.0 if side == -1 else rising
            side = -1
    return effort
