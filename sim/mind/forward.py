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
from sim.mind.later import left_to_earn
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
from sim.mind.steps import best_efforts
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
        rows, columns = _different(step[month], effort[month])
        _spread_out(rows, columns, effort[month])
        _spread_out(rows, columns, value)
        later[:] = value
    return float(later[0, 0])


@jit
def _month(
    way: Any, table: PayTable, rep: int, ahead: Prospect, month: int, nodes: Floats, low: Floats, step: Floats,
    later: Floats, effort: Floats, value: Floats,
) -> None:  # fmt: skip
    """A month's best efforts and what the year is worth from there on, of somebody who counts on the average."""
    rows, columns = _different(step[month], effort)
    places, start, apart = FINE * effort.shape[1], low[month, PERIOD_SIDE], step[month, PERIOD_SIDE]
    moves, to_year = _moves(ahead, month), to_longer(way, ahead, month)
    reach = _reach(way, moves, start, apart, effort.shape[1], 0.0)
    once = _at_once(way, table, rep, ahead, month, np.zeros((2, 1)), LUCK_TO_COME, EFFORTS)[:, 0].copy()
    closing = closings(way, table, rep, ahead, month, PERIOD, reach[0], reach[1], LUCK_TO_COME, places)
    hoped = left_to_earn(ahead, month, rows, places, to_year, reach, low, step, later, nodes)
    for row in range(rows):
        before, paid = low[month, YEAR_SIDE] + row * step[month, YEAR_SIDE], closing.copy()
        _year_closes(way, table, rep, ahead, month, before, to_year, reach, LUCK_TO_COME, paid)
        efforts, values = effort[row, :columns], value[row, :columns]
        best_efforts(way, start, apart, moves, once, paid, hoped[row], reach, efforts, values)


@jit
def _careful_month(
    way: Any, table: PayTable, rep: int, ahead: Prospect, month: int, nodes: Floats, low: Floats, step: Floats,
    later: Floats, effort: Floats, value: Floats,
) -> None:  # fmt: skip
    """The same of somebody whom uncertain pay is worth less."""
    rows, columns = _different(step[month], effort)
    places, start, apart = FINE * effort.shape[1], low[month, PERIOD_SIDE], step[month, PERIOD_SIDE]
    moves, to_year, sure = _moves(ahead, month), to_longer(way, ahead, month), np.array([[0.0], [1.0]])
    reach = _reach(way, moves, start, apart, effort.shape[1], FAR)
    once = _at_once(way, table, rep, ahead, month, nodes, LUCK_KNOWN, CAREFUL_EFFORTS)
    once = once + _salary(way, table, rep, ahead, month)
    closing = closings(way, table, rep, ahead, month, PERIOD, reach[0], reach[1], LUCK_KNOWN, places)
    hoped = left_to_earn(ahead, month, rows, places, to_year, reach, low, step, later, sure)
    for row in range(rows):
        before, paid = low[month, YEAR_SIDE] + row * step[month, YEAR_SIDE], closing.copy()
        _year_closes(way, table, rep, ahead, month, before, to_year, reach, LUCK_KNOWN, paid)
        for column in range(columns):
            come, here = start + column * apart, slice(column, column + 1)
            careful_effort(way, come, moves, once, paid, hoped[row], reach, nodes, effort[row, here], value[row, here])


@jit
def _different(step: Floats, effort: Floats) -> tuple[int, int]:
    """Rows and columns of a month in which she may stand differently: one where a sum has nowhere to go yet."""
    rows = effort.shape[0] if step[YEAR_SIDE] > 0.0 else 1
    return rows, effort.shape[1] if step[PERIOD_SIDE] > 0.0 else 1


@jit
def _spread_out(rows: int, columns: int, table: Floats) -> None:
    """Fills the places that do not differ."""
    table[:rows, columns:] = table[:rows, :1]
    table[rows:] = table[:1]


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
