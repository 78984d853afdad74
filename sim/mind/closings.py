"""What closes with a month: the pay of each line by how far the sums that it counts have come."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.prospects import LEVEL, PERIOD_SIDE, SLOPE, SPREAD, YEAR, YEAR_SIDE, Prospect, closing_pay
from sim.pay.expected import expected_pay
from sim.pay.table import PayTable

Floats = npt.NDArray[np.float64]
LUCK_TO_COME, LUCK_KNOWN = 1.0, 0.0
"""Whether the closing month is still uncertain."""


@jit
def closings(
    way: Any, table: PayTable, rep: int, ahead: Prospect, month: int, role: int, start: float, step: float, luck: float,
    places: int,
) -> Floats:  # fmt: skip
    """Pay of the lines of one role that close with a month, by what their main line comes to, or is expected to."""
    pay, side = np.zeros(places), YEAR_SIDE if role == YEAR else PERIOD_SIDE
    main = ahead.main[side]
    if main < 0:
        return pay
    since, until = ahead.since[month, side], ahead.until[month, side]
    for line in range(len(ahead.role)):
        if ahead.role[line] != role or month != until or table.spans[line, month].closes == 0:
            continue
        leaves = _indicators(way, table, ahead, line, since, until, main)
        leaves[:, 2] *= luck
        leaves[:, 5] *= luck
        goes = _along(way, ahead.amounts[line], ahead.amounts[main], since, until, since)
        spread = luck * ahead.amounts[line, month, SPREAD]
        for place in range(places):
            come = start + step * place
            pay[place] += closing_pay(table, leaves, line, rep, month, goes[0] + goes[1] * come, spread, come)
    return pay


@jit
def indicators_at_once(way: Any, table: PayTable, ahead: Prospect, line: int, month: int) -> Floats:
    """A line's indicators at a month's close, each side as (level, slope, spread) in that month's effort."""
    leaves = np.zeros((len(table.leaves), 6))
    for leaf in range(len(table.leaves)):
        if table.leaves[leaf].line == line:
            for side in range(2):
                own, to = ahead.leaves[leaf, :, side], leaves[leaf, 3 * side : 3 * side + 3]
                first = 0 if table.leaves[leaf].to_date == 1 else month
                to[0] = _summed(way, own, first, month - 1)[0] + own[month, LEVEL]
                to[1], to[2] = own[month, SLOPE], own[month, SPREAD]
    return leaves


@jit
def _indicators(way: Any, table: PayTable, ahead: Prospect, line: int, since: int, until: int, main: int) -> Floats:
    """The same at a period's close, in what the main line comes to."""
    leaves = np.zeros((len(table.leaves), 6))
    for leaf in range(len(table.leaves)):
        if table.leaves[leaf].line == line:
            for side in range(2):
                own, to = ahead.leaves[leaf, :, side], leaves[leaf, 3 * side : 3 * side + 3]
                first = 0 if table.leaves[leaf].to_date == 1 else since
                to[:2] = _along(way, own, ahead.amounts[main], since, until, first)
                to[2] = own[until, SPREAD]
    return leaves


@jit
def going_rate(way: Any, table: PayTable, rep: int, ahead: Prospect, line: int, month: int) -> float:
    """What one more coin of a line is expected to pay at its period's close, everybody at usual effort till then."""
    span, mean, variance = table.spans[line, month], 0.0, 0.0
    for one in range(span.first, span.last + 1):
        mean += ahead.amounts[line, one, LEVEL] + ahead.amounts[line, one, SLOPE] * way.usual
        variance += ahead.amounts[line, one, SPREAD] ** 2
    curve = table.curve[line, rep, span.last]
    if curve < 0:
        return 0.0
    _, growth = expected_pay(table.pieces[table.first[curve] : table.first[curve + 1]], mean, np.sqrt(variance))
    return float(growth * table.lines[line].worth * way.discount ** (span.last - month))


@jit
def to_longer(way: Any, ahead: Prospect, month: int) -> Floats:
    """How the longer sum goes along with the pay period's: (level, slope) over the period around a month."""
    main, own = ahead.main[YEAR_SIDE], ahead.main[PERIOD_SIDE]
    if main < 0 or own < 0:
        return np.zeros(2)
    since, until = ahead.since[month, PERIOD_SIDE], ahead.until[month, PERIOD_SIDE]
    return _along(way, ahead.amounts[main], ahead.amounts[own], since, until, since)


@jit
def _summed(way: Any, amounts: Floats, since: int, until: int) -> Floats:
    """Of a line over months: (amount at usual effort, its slope in effort all along)."""
    found = np.zeros(2)
    for month in range(since, until + 1):
        found[0] += amounts[month, LEVEL] + amounts[month, SLOPE] * way.usual
        found[1] += amounts[month, SLOPE]
    return found


@jit
def _along(way: Any, amounts: Floats, main: Floats, since: int, until: int, first: int) -> Floats:
    """How an amount goes along with the main one: (level, slope). Months from `first` to `since` are as usual.

    Both are pushed by the same effort, so that one coin of the main line comes with so much of the other.
    """
    own, other = _summed(way, amounts, since, until), _summed(way, main, since, until)
    slope = own[1] / other[1] if other[1] != 0.0 else 0.0
    earlier = _summed(way, amounts, first, since - 1)
    return np.array([earlier[0] + own[0] - slope * other[0], slope])
