"""What a rep expects each pay line to come to by the end of its period, given what she knows and believes."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.beliefs import Beliefs
from sim.pay.expected import expected_pay
from sim.pay.factor import BAND, CELL, GREATEST, INDICATOR, LEAST, MILLION, NUMBER, OR_ELSE, PERSON, PLUS, TIMES, summed
from sim.pay.table import COMPANY, CONTEST, CURVE, NOBODY, OWN, POOL, PayTable
from sim.tables import Table

Floats = npt.NDArray[np.float64]
MEAN, SLOPE, SD, FIRST, LAST, WORTH, CODED, LINE = range(8)
"""Columns of what a rep reckons with; see `lines_ahead`."""
PRIZED = 2.0
NUDGE = 1e-4
"""Step of effort by which a coefficient's slope is found."""


@jit
def looks_ahead(table: PayTable, line: int, rep: int, month: int) -> bool:
    """Whether a rep reckons with a line: it pays her by a curve, shares a pool with her or puts up a prize, and will
    still close.
    """
    row = table.lines[line]
    if table.curve[line, rep, month] == NOBODY or row.kind not in (CURVE, POOL, CONTEST):
        return False
    return bool(row.ahead == 1 and table.spans[line, month].last >= month)


@jit
def lines_ahead(behaviour: Any, table: PayTable, beliefs: Beliefs, sums: Floats, rep: int, month: int) -> Floats:
    """What a rep reckons with this month, [line, AHEAD column]: only lines that may pay her more for more effort.

    MEAN, SLOPE, SD: the amount at the end of the line's period, at effort 0, its slope in effort, its spread. FIRST,
    LAST: its curve's pieces. WORTH: of a coin to her, waiting and sharing considered. CODED: 1 where a coefficient or a
    gate multiplies it, PRIZED in a contest, where her own amount alone is meant. LINE: its number. Trying efforts then
    works on this small table instead of the large ones.
    """
    outlook, found = np.zeros((len(table.lines), 8)), 0
    for line in range(len(table.lines)):
        row = table.lines[line]
        if not looks_ahead(table, line, rep, month):
            continue
        span, curve = table.spans[line, month], table.curve[line, rep, month]
        ahead = outlook[found]
        if row.last > row.first:
            terms = table.terms[row.first : row.last]
            scope = OWN if row.kind == CONTEST else row.scope
            sold = float(summed(table, sums, row.first, row.last, scope, rep, span.first, month - 1))
            look(behaviour, table, beliefs, terms, scope, rep, month, span.last, sold, ahead[:3])
        coded = row.kind == CURVE and (row.code_end > row.code or row.gate_end > row.gate)
        if ahead[SLOPE] == 0.0 and not coded:
            ahead[:] = 0.0
            continue
        if row.kind != CONTEST:
            ahead[FIRST], ahead[LAST] = table.first[curve], table.first[curve + 1]
        ahead[WORTH] = row.worth * behaviour.discount ** (span.last - month)
        if row.kind == POOL:
            ahead[WORTH] /= sharers(table, line, rep, month)
        ahead[CODED], ahead[LINE] = PRIZED if row.kind == CONTEST else 1.0 if coded else 0.0, line
        found += 1
    return outlook[:found]


@jit
def leaves_ahead(behaviour: Any, table: PayTable, beliefs: Beliefs, sums: Floats, rep: int, month: int) -> Floats:
    """[leaf, the same three above the line, then below it] for every indicator."""
    outlook = np.zeros((len(table.leaves), 6))
    for leaf in range(len(table.leaves)):
        row = table.leaves[leaf]
        span = table.spans[row.line, month]
        first = 0 if row.to_date == 1 else span.first
        for side in range(2):
            begin, end = (row.first, row.last) if side == 0 else (row.below, row.below_end)
            if end > begin and span.last >= month:
                sold = float(summed(table, sums, begin, end, row.scope, rep, first, month - 1))
                found = outlook[leaf, 3 * side : 3 * side + 3]
                look(behaviour, table, beliefs, table.terms[begin:end], row.scope, rep, month, span.last, sold, found)
    return outlook


@jit
def look(
    behaviour: Any,
    table: PayTable,
    beliefs: Beliefs,
    terms: Table,
    scope: int,
    rep: int,
    month: int,
    last: int,
    sold: float,
    found: Floats,
) -> None:
    """Expected sum of some terms at the end of month `last`; everybody else, and she later on, at usual effort."""
    mean, slope, variance = sold, 0.0, 0.0
    for place in range(len(terms)):
        column, times = terms[place].belief, terms[place].times
        if column < 0:
            continue
        everybody = scope != OWN
        for other in range(0 if everybody else rep, len(table.team) if everybody else rep + 1):
            if other != rep and scope != COMPANY and table.team[other] != table.team[rep]:
                continue
            mean += times * beliefs.level[other, month, column]
            variance += (times * beliefs.sd[other, month, column]) ** 2
            if other == rep:
                slope += times * beliefs.slope[other, month, column]
            else:
                mean += times * beliefs.slope[other, month, column] * behaviour.usual
            for later in range(month + 1, last + 1):
                mean += times * beliefs.level[other, later, column]
                mean += times * beliefs.slope[other, later, column] * behaviour.usual
                variance += (times * beliefs.sd[other, later, column]) ** 2
    found[0], found[1], found[2] = mean, slope, math.sqrt(variance)


@jit
def coefficient_ahead(table: PayTable, leaves: Floats, line: int, rep: int, month: int, effort: float) -> float:
    """The expected coefficient of a line with its gates, 1 where it has none; indicators taken as independent."""
    row, found = table.lines[line], 1.0
    if row.code_end > row.code:
        found *= _expected(table, leaves, row.code, row.code_end, rep, month, effort)
    if row.kind == CURVE and row.gate_end > row.gate:
        found *= _expected(table, leaves, row.gate, row.gate_end, rep, month, effort)
    return found


@jit
def _expected(table: PayTable, leaves: Floats, begin: int, end: int, rep: int, month: int, effort: float) -> float:
    stack = np.zeros(16)
    top = -1
    for place in range(begin, end):
        step = table.code[place]
        if step.op == INDICATOR:
            top += 1
            stack[top] = _leaf(table, leaves, step.a, rep, month, effort)
        elif step.op == NUMBER:
            top += 1
            stack[top] = step.a
        elif step.op == PERSON:
            top += 1
            stack[top] = table.by_rep[step.a, rep, month]
        elif step.op == OR_ELSE:
            stack[top] = step.a if stack[top] < 0.0 else stack[top]
        elif step.op == BAND:
            value, found = stack[top], table.numbers[step.a + 1]
            for at in range(step.a, step.b, 2):
                if value >= table.numbers[at]:
                    found = table.numbers[at + 1]
            stack[top] = found
        else:
            top -= 1
            one, two = stack[top], stack[top + 1]
            if step.op == TIMES:
                stack[top] = one * two / MILLION
            elif step.op == PLUS:
                stack[top] = one + two
            elif step.op == GREATEST:
                stack[top] = max(one, two)
            elif step.op == LEAST:
                stack[top] = min(one, two)
            elif step.op == CELL:
                stack[top] = table.numbers[step.a + round(one) * step.b + round(two)]
    return float(stack[0]) / MILLION


@jit
def _leaf(table: PayTable, leaves: Floats, leaf: int, rep: int, month: int, effort: float) -> float:
    row, ahead = table.leaves[leaf], leaves[leaf]
    mean, sd = ahead[0] + ahead[1] * effort, ahead[2]
    if row.below_end > row.below:
        below = ahead[3] + ahead[4] * effort
        if below <= 0.0:
            return float(row.empty)
        mean, sd = MILLION * mean / below, MILLION * sd / below
    curve = table.leaf_curve[leaf, rep, month]
    value, _ = expected_pay(table.pieces[table.first[curve] : table.first[curve + 1]], mean, sd)
    return value


@jit
def coded_pay(
    table: PayTable, leaves: Floats, line: int, rep: int, month: int, effort: float, pay: float, slope: float
) -> tuple[float, float]:
    """Expected pay of a line and its slope in effort, with its coefficients and gates: from those without."""
    factor = coefficient_ahead(table, leaves, line, rep, month, effort)
    more = coefficient_ahead(table, leaves, line, rep, month, effort + NUDGE)
    less = coefficient_ahead(table, leaves, line, rep, month, effort - NUDGE)
    if pay * factor > table.lines[line].cap:
        return float(table.lines[line].cap), 0.0
    return pay * factor, slope * factor + pay * (more - less) / (2 * NUDGE)


@jit
def sharers(table: PayTable, line: int, rep: int, month: int) -> int:
    count = 0
    for other in range(len(table.team)):
        together = table.lines[line].scope == COMPANY or table.team[other] == table.team[rep]
        count += 1 if together and table.curve[line, other, month] != NOBODY else 0
    return count
