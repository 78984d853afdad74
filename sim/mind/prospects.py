"""What a rep who thinks ahead reckons with: what each month adds to every line of pay, and which lines count together.

Amounts of several lines move together with what she brings, so two of them say how far she has come: the main line of
the pay period and the main line of a longer one.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.jit import jit
from sim.mind.beliefs import Beliefs
from sim.mind.outlook import coefficient_ahead, look, sharers
from sim.pay.expected import expected_pay
from sim.pay.table import CURVE, NOBODY, POOL, PayTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LEVEL, SLOPE, SPREAD = range(3)
"""What a month adds at effort 0, how much more with each unit of effort, and its standard deviation."""
LEFT_OUT, AT_ONCE, PERIOD, YEAR, AT_ITS_RATE = range(5)
"""How a line is reckoned with: not at all; paid for its month alone; by what the pay period has brought; by what the
longer one has; by what one more coin is expected to pay, where its period is neither."""
YEAR_SIDE, PERIOD_SIDE = 0, 1


class Prospect(NamedTuple):
    """A rep's year ahead.

    amounts: float [line, month, LEVEL to SPREAD]. leaves: float [leaf, month, side, LEVEL to SPREAD]. role: int [line].
    main: int [2], the lines that say how far she has come, -1 for none. since, until: int [month, 2], the months that
    they count around a month. swing: of luck that multiplies what a month brings, its standard deviation as a share; 0
    where luck is added.
    """

    amounts: Floats
    leaves: Floats
    role: Ints
    main: Ints
    since: Ints
    until: Ints
    swing: float


@jit
def prospect_of(way: Any, table: PayTable, beliefs: Beliefs, rep: int) -> Prospect:
    """Everything that does not depend on how far she has come."""
    plan, outlook = lent(table), lent(beliefs)
    months = plan.curve.shape[2]
    amounts = _amounts(way, plan, outlook, rep, months)
    leaves = _leaves(way, plan, outlook, rep, months)
    since, until = np.zeros((months, 2), np.int64), np.zeros((months, 2), np.int64)
    stakes, main = _stakes(way, plan, amounts, leaves, rep), np.full(2, -1)
    _choose_main(plan, stakes, main)
    for side in range(2):
        for month in range(months):
            if main[side] >= 0:
                since[month, side] = _since(plan, main[side], month)
                until[month, side] = until_of(plan, main[side], month)
            else:
                since[month, side] = 0 if side == YEAR_SIDE else month
                until[month, side] = months - 1 if side == YEAR_SIDE else month
    role = np.zeros(len(plan.lines), np.int64)
    for line in range(len(plan.lines)):
        if stakes[line] != 0.0:
            role[line] = _role(plan, line, main)
    return Prospect(amounts, leaves, role, main, since, until, 0.0)


@jit
def _since(table: PayTable, line: int, month: int) -> int:
    """The first month that counts for a line's sum around a month; where it runs on, that of the year."""
    return int(table.spans[line, month].first)


@jit
def until_of(table: PayTable, line: int, month: int) -> int:
    """The last month that counts for it; where the sum runs on, that of the year."""
    spans = table.spans
    last = spans[line, month].last
    if table.lines[line].runs_on == 1:
        while last + 1 < spans.shape[1] and spans[line, last + 1].first == spans[line, month].first:
            last = spans[line, last + 1].last
    return int(last)


@jit
def _length(table: PayTable, line: int) -> int:
    """Months of a line's longest sum."""
    most = 0
    for month in range(table.spans.shape[1]):
        most = max(most, until_of(table, line, month) - _since(table, line, month) + 1)
    return most


@jit
def _role(table: PayTable, line: int, main: Ints) -> int:
    length = _length(table, line)
    if length <= 1:
        return AT_ONCE
    for side in range(2):
        if main[side] >= 0 and _counts_alike(table, line, main[side]):
            return YEAR if side == YEAR_SIDE else PERIOD
    return AT_ITS_RATE


@jit
def _counts_alike(table: PayTable, one: int, other: int) -> bool:
    """Whether two lines add up the same months."""
    for month in range(table.spans.shape[1]):
        if _since(table, one, month) != _since(table, other, month):
            return False
        if until_of(table, one, month) != until_of(table, other, month):
            return False
    return True


@jit
def _choose_main(table: PayTable, stakes: Floats, main: Ints) -> None:
    """Of the sums over several months that with most at stake, and of those of another length the next."""
    first, second = -1, -1
    for line in range(len(stakes)):
        if stakes[line] > 0.0 and _length(table, line) > 1 and (first < 0 or stakes[line] > stakes[first]):
            first = line
    if first < 0:
        return
    for line in range(len(stakes)):
        nested = _nested(table, line, first) or _nested(table, first, line)
        more = second < 0 or stakes[line] > stakes[second]
        if nested and more and stakes[line] > 0.0 and _length(table, line) > 1:
            second = line
    if second >= 0 and _length(table, second) < _length(table, first):
        main[YEAR_SIDE], main[PERIOD_SIDE] = first, second
    elif second >= 0:
        main[YEAR_SIDE], main[PERIOD_SIDE] = second, first
    else:
        main[PERIOD_SIDE] = first


@jit
def _nested(table: PayTable, one: int, other: int) -> bool:
    """Whether the periods of one line lie within longer ones of another."""
    if _length(table, one) >= _length(table, other):
        return False
    for month in range(table.spans.shape[1]):
        if _since(table, one, month) < _since(table, other, month):
            return False
        if until_of(table, one, month) > until_of(table, other, month):
            return False
    return True


@jit
def _amounts(way: Any, table: PayTable, beliefs: Beliefs, rep: int, months: int) -> Floats:
    """What each month adds to each line."""
    amounts = np.zeros((len(table.lines), months, 3))
    for line in range(len(table.lines)):
        row = table.lines[line]
        for month in range(months):
            if (row.kind == CURVE or row.kind == POOL) and row.ahead == 1 and table.curve[line, rep, month] != NOBODY:
                terms = table.terms[row.first : row.last]
                look(way, table, beliefs, terms, row.scope, rep, month, month, 0.0, amounts[line, month])
    return amounts


@jit
def _leaves(way: Any, table: PayTable, beliefs: Beliefs, rep: int, months: int) -> Floats:
    """What each month adds to each indicator, above the line and below it."""
    leaves = np.zeros((len(table.leaves), months, 2, 3))
    for leaf in range(len(table.leaves)):
        row = table.leaves[leaf]
        for side in range(2):
            begin, end = (row.first, row.last) if side == 0 else (row.below, row.below_end)
            for month in range(months if end > begin else 0):
                terms = table.terms[begin:end]
                look(way, table, beliefs, terms, row.scope, rep, month, month, 0.0, leaves[leaf, month, side])
    return leaves


@jit
def _stakes(way: Any, table: PayTable, amounts: Floats, leaves: Floats, rep: int) -> Floats:
    """What least and most effort all year are expected to differ by in pay, for each line."""
    stakes = np.zeros(len(table.lines))
    for line in range(len(table.lines)):
        least = steady_pay(table, amounts, leaves, line, rep, way.low)
        stakes[line] = abs(steady_pay(table, amounts, leaves, line, rep, way.high) - least)
    return stakes


@jit
def steady_pay(table: PayTable, amounts: Floats, leaves: Floats, line: int, rep: int, effort: float) -> float:
    """What a line is expected to pay in the year, in coins to her, if effort is the same all along."""
    plan = lent(table)
    row, found, indicators = plan.lines[line], 0.0, np.zeros((len(plan.leaves), 6))
    if row.ahead == 0 or (row.kind != CURVE and row.kind != POOL):
        return 0.0
    for month in range(amounts.shape[1]):
        if plan.spans[line, month].closes == 1:
            since, mean, variance = plan.spans[line, month].first, 0.0, 0.0
            for earlier in range(since, month + 1):
                one = amounts[line, earlier]
                mean += one[LEVEL] + one[SLOPE] * effort
                variance += one[SPREAD] ** 2
            _reached(plan, leaves, line, since, month, effort, indicators)
            pay = closing_pay(plan, indicators, line, rep, month, mean, np.sqrt(variance), 0.0)
            found = pay if row.runs_on == 1 else found + pay
    return found


@jit
def _reached(table: PayTable, leaves: Floats, line: int, since: int, month: int, effort: float, row: Floats) -> None:
    """Indicators at a line's close under one effort all along ([leaf, twice LEVEL to SPREAD], written)."""
    row[:] = 0.0
    for leaf in range(len(table.leaves)):
        if table.leaves[leaf].line == line:
            for side in range(2):
                for earlier in range(0 if table.leaves[leaf].to_date == 1 else since, month + 1):
                    one = leaves[leaf, earlier, side]
                    row[leaf, 3 * side] += one[LEVEL] + one[SLOPE] * effort
                row[leaf, 3 * side + 2] = leaves[leaf, month, side, SPREAD]


@jit
def closing_pay(
    table: PayTable, leaves: Floats, line: int, rep: int, month: int, mean: float, spread: float, come: float
) -> float:
    """What a line is expected to pay as it closes, where its amount is so uncertain, in coins to her.

    leaves: indicators as a level and a slope in `come`, which says how far she has come.
    """
    row, curve = table.lines[line], table.curve[line, rep, month]
    if curve == NOBODY:
        return 0.0
    pieces = table.pieces[table.first[curve] : table.first[curve + 1]]
    pay, _ = expected_pay(pieces, mean, spread)
    if row.kind == CURVE and (row.code_end > row.code or row.gate_end > row.gate):
        pay *= coefficient_ahead(table, leaves, line, rep, month, come)
    pay = min(pay, float(row.cap))
    return float(pay * row.worth / (sharers(table, line, rep, month) if row.kind == POOL else 1.0))
