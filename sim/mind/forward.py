"""The rep who thinks ahead: for every month and however far she may have come, the effort that is best if she also does
what is best later on. By backward induction over the year, with the pay of each line where it falls due.

Source: Bellman (1957); quota plans as in Misra & Nair (2011) and Chung, Steenburgh & Sudhir (2014).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.jit import jit
from sim.mind.closings import LUCK_KNOWN, LUCK_TO_COME, closings, going_rate, indicators_at_once, to_longer
from sim.mind.policy import between
from sim.mind.prospects import (
    AT_ITS_RATE,
    AT_ONCE,
    LEFT_OUT,
    LEVEL,
    PERIOD,
    PERIOD_SIDE,
    SLOPE,
    SPREAD,
    YEAR,
    YEAR_SIDE,
    Prospect,
    closing_pay,
)
from sim.mind.risk import careful_effort
from sim.mind.steps import best_effort
from sim.pay.table import CURVE, PayTable

Floats = npt.NDArray[np.float64]
FAR = 5.0
"""Standard deviations on either side that a rep reckons with."""
EFFORTS, CAREFUL_EFFORTS = 65, 257
"""Efforts at which the pay of the month alone is worked out."""
FINE = 2
"""Places of results for each place of the state."""


@jit
def plan_year(
    way: Any, table: PayTable, rep: int, ahead: Prospect, nodes: Floats, effort: Floats, low: Floats, step: Floats
) -> float:
    """Fills a plan: effort [month, year, period], low and step [month, 2]; what the year is worth on its first morning.

    `way`: the BEHAVIOUR row. `nodes`: float [2, node], places of the standard normal and their weights.
    """
    plan, year = lent(table), lent(ahead)
    months, rows, columns = effort.shape
    for month in range(months):
        _range(way, year, month, YEAR_SIDE, rows, low[month], step[month])
        _range(way, year, month, PERIOD_SIDE, columns, low[month], step[month])
    later, value = np.zeros((rows, columns)), np.zeros((rows, columns))
    for month in range(months - 1, -1, -1):
        if way.risk > 0.0 or way.power > 0.0:
            _careful_month(way, plan, rep, year, month, nodes, low, step, later, effort[month], value)
        else:
            _month(way, plan, rep, year, month, nodes, low, step, later, effort[month], value)
        later[:] = value
    return float(later[0, 0])


@jit
def _month(
    way: Any, table: PayTable, rep: int, ahead: Prospect, month: int, nodes: Floats, low: Floats, step: Floats,
    later: Floats, effort: Floats, value: Floats,
) -> None:  # fmt: skip
    """A month's best efforts and what the year is worth from there on, of somebody who counts on the average."""
    rows, columns = effort.shape
    moves, to_year = _moves(ahead, month), to_longer(way, ahead, month)
    reach = _reach(way, moves, low[month, PERIOD_SIDE], step[month, PERIOD_SIDE], columns, 0.0)
    once = _at_once(way, table, rep, ahead, month, np.zeros((2, 1)), LUCK_TO_COME, EFFORTS)[:, 0].copy()
    closing = closings(way, table, rep, ahead, month, PERIOD, reach[0], reach[1], LUCK_TO_COME, FINE * columns)
    for row in range(rows):
        before = low[month, YEAR_SIDE] + row * step[month, YEAR_SIDE]
        paid, hoped = closing.copy(), np.zeros(FINE * columns)
        _year_closes(way, table, rep, ahead, month, before, to_year, reach, LUCK_TO_COME, paid)
        _go_on(ahead, month, row, before, to_year, reach, low, step, later, nodes, hoped)
        for column in range(columns):
            come, here = low[month, PERIOD_SIDE] + column * step[month, PERIOD_SIDE], slice(column, column + 1)
            best_effort(way, come, moves, once, paid, hoped, reach, effort[row, here], value[row, here])


@jit
def _careful_month(
    way: Any, table: PayTable, rep: int, ahead: Prospect, month: int, nodes: Floats, low: Floats, step: Floats,
    later: Floats, effort: Floats, value: Floats,
) -> None:  # fmt: skip
    """The same of somebody whom uncertain pay is worth less."""
    rows, columns = effort.shape
    moves, to_year, sure = _moves(ahead, month), to_longer(way, ahead, month), np.array([[0.0], [1.0]])
    reach = _reach(way, moves, low[month, PERIOD_SIDE], step[month, PERIOD_SIDE], columns, FAR)
    once = _at_once(way, table, rep, ahead, month, nodes, LUCK_KNOWN, CAREFUL_EFFORTS)
    once = once + _salary(way, table, rep, ahead, month)
    closing = closings(way, table, rep, ahead, month, PERIOD, reach[0], reach[1], LUCK_KNOWN, FINE * columns)
    for row in range(rows):
        before = low[month, YEAR_SIDE] + row * step[month, YEAR_SIDE]
        paid, hoped = closing.copy(), np.zeros(FINE * columns)
        _year_closes(way, table, rep, ahead, month, before, to_year, reach, LUCK_KNOWN, paid)
        _go_on(ahead, month, row, before, to_year, reach, low, step, later, sure, hoped)
        for column in range(columns):
            come, here = low[month, PERIOD_SIDE] + column * step[month, PERIOD_SIDE], slice(column, column + 1)
            careful_effort(way, come, moves, once, paid, hoped, reach, nodes, effort[row, here], value[row, here])


@jit
def _moves(ahead: Prospect, month: int) -> Floats:
    """What the month adds to the pay period's main line: LEVEL, SLOPE, SPREAD."""
    line = ahead.main[PERIOD_SIDE]
    return ahead.amounts[line, month].copy() if line >= 0 else np.zeros(3)


@jit
def _range(way: Any, ahead: Prospect, month: int, side: int, places: int, low: Floats, step: Floats) -> None:
    """Between which amounts she may stand as a month opens (`low`, `step`: of the month, written at `side`)."""
    line, least, most, variance = ahead.main[side], 0.0, 0.0, 0.0
    until = month if side == PERIOD_SIDE else ahead.since[month, PERIOD_SIDE]
    if line >= 0:
        for earlier in range(ahead.since[month, side], until):
            one = ahead.amounts[line, earlier]
            ends = one[SLOPE] * way.low, one[SLOPE] * way.high
            least += one[LEVEL] + min(ends[0], ends[1])
            most += one[LEVEL] + max(ends[0], ends[1])
            variance += one[SPREAD] ** 2
    least -= FAR * np.sqrt(variance)
    most += FAR * np.sqrt(variance)
    low[side], step[side] = least, (most - least) / (places - 1) if places > 1 else 0.0


@jit
def _reach(way: Any, moves: Floats, low: float, step: float, places: int, far: float) -> Floats:
    """Between which amounts the period may stand at the month's end, luck up to `far` standard deviations counted:
    (least, distance of places).
    """
    ends = moves[SLOPE] * way.low, moves[SLOPE] * way.high
    least = low + moves[LEVEL] + min(ends[0], ends[1]) - far * moves[SPREAD]
    most = low + step * (places - 1) + moves[LEVEL] + max(ends[0], ends[1]) + far * moves[SPREAD]
    return np.array([least, (most - least) / (FINE * places - 1)])


@jit
def _at_once(
    way: Any, table: PayTable, rep: int, ahead: Prospect, month: int, nodes: Floats, luck: float, efforts: int
) -> Floats:
    """Pay for the month alone, and of lines that are taken at their rate, by effort from least to most and by luck."""
    pay = np.zeros((efforts, nodes.shape[1]))
    for line in range(len(ahead.role)):
        one, rate = ahead.amounts[line, month], 0.0
        closes = ahead.role[line] == AT_ONCE and table.spans[line, month].closes == 1
        if ahead.role[line] == AT_ITS_RATE and one[SLOPE] != 0.0:
            rate = going_rate(way, table, rep, ahead, line, month) * one[SLOPE]
        if not closes and rate == 0.0:
            continue
        leaves = indicators_at_once(way, table, ahead, line, month)
        leaves[:, 2] *= luck
        leaves[:, 5] *= luck
        for place in range(efforts):
            effort = way.low + (way.high - way.low) * place / (efforts - 1)
            pay[place] += rate * effort
            for node in range(nodes.shape[1] if closes else 0):
                mean = one[LEVEL] + one[SLOPE] * effort
                mean += (ahead.swing * mean if ahead.swing > 0.0 else one[SPREAD]) * nodes[0, node]
                spread = luck * one[SPREAD]
                pay[place, node] += closing_pay(table, leaves, line, rep, month, mean, spread, effort)
    return pay


@jit
def _salary(way: Any, table: PayTable, rep: int, ahead: Prospect, month: int) -> float:
    """Pay of the month that no effort moves, where it makes a difference how much there is already."""
    found, leaves = 0.0, np.zeros((len(table.leaves), 6))
    for line in range(len(ahead.role)):
        still = ahead.role[line] == LEFT_OUT and table.lines[line].kind == CURVE
        if way.power > 0.0 and still and table.spans[line, month].closes == 1:
            found += closing_pay(table, leaves, line, rep, month, 0.0, 0.0, 0.0)
    return found


@jit
def _year_closes(
    way: Any, table: PayTable, rep: int, ahead: Prospect, month: int, before: float, to_year: Floats, reach: Floats,
    luck: float, paid: Floats,
) -> None:  # fmt: skip
    """Adds the pay of the longer period's lines where it ends with the month."""
    if ahead.main[YEAR_SIDE] >= 0 and month == ahead.until[month, YEAR_SIDE]:
        start, step = before + to_year[0] + to_year[1] * reach[0], to_year[1] * reach[1]
        paid += closings(way, table, rep, ahead, month, YEAR, start, step, luck, len(paid))


@jit
def _go_on(
    ahead: Prospect, month: int, row: int, before: float, to_year: Floats, reach: Floats, low: Floats, step: Floats,
    later: Floats, nodes: Floats, hoped: Floats,
) -> None:  # fmt: skip
    """What is left to be earned after the month, by what the period stands at by its end, or is expected to."""
    if month + 1 == len(low):
        return
    main, period_ends = ahead.main[PERIOD_SIDE], month == ahead.until[month, PERIOD_SIDE]
    spread = ahead.amounts[main, month, SPREAD] if main >= 0 else 0.0
    next_low, next_step = low[month + 1], step[month + 1]
    for place in range(len(hoped)):
        total = 0.0
        for node in range(nodes.shape[1]):
            come = reach[0] + reach[1] * place + spread * nodes[0, node]
            at, across = float(row), 0.0
            if period_ends:
                year = 0.0 if month == ahead.until[month, YEAR_SIDE] else before + to_year[0] + to_year[1] * come
                at = (year - next_low[YEAR_SIDE]) / next_step[YEAR_SIDE] if next_step[YEAR_SIDE] > 0.0 else 0.0
            elif next_step[PERIOD_SIDE] > 0.0:
                across = (come - next_low[PERIOD_SIDE]) / next_step[PERIOD_SIDE]
            total += nodes[1, node] * between(later, at, across)
        hoped[place] = total
