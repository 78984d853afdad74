"""Coefficients: a few steps on a stack, each value in whole millionths; what gates, tables and scores come to."""

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.pay.coins import line_pay
from sim.pay.table import COMPANY, OWN, PayTable
from sim.rules.money import proportion

Floats = npt.NDArray[np.float64]
MILLION = 1_000_000

INDICATOR, NUMBER, TIMES, PLUS, GREATEST, LEAST, BAND, CELL, PERSON, OR_ELSE = range(10)
"""INDICATOR a: push what leaf a's curve makes of it. NUMBER a: push. TIMES, PLUS, GREATEST, LEAST: of the two on top.
BAND a b: the value of the band in which the top lies, numbers[a:b] being starts and values in turn. CELL a b: of row
and column on top, numbers[a + row · b + column]. PERSON a: push by_rep[a, rep, month].
OR_ELSE a: a instead of the top where that is below zero."""

DEPTH = 16
"""Values that a stack may hold; the compiler of plans never needs more than five."""


@jit
def factor_of(table: PayTable, sums: Floats, begin: int, end: int, rep: int, first: int, month: int) -> int:
    """A coefficient in millionths, from the code between two places; `first`: first month of the line's period."""
    stack = np.zeros(DEPTH, np.int64)
    top = -1
    for place in range(begin, end):
        step = table.code[place]
        if step.op == INDICATOR:
            top += 1
            stack[top] = leaf_value(table, sums, step.a, rep, first, month)
        elif step.op == NUMBER:
            top += 1
            stack[top] = step.a
        elif step.op == PERSON:
            top += 1
            stack[top] = table.by_rep[step.a, rep, month]
        elif step.op == OR_ELSE:
            stack[top] = step.a if stack[top] < 0 else stack[top]
        elif step.op == BAND:
            stack[top] = _in_band(table, stack[top], step.a, step.b)
        else:
            top -= 1
            one, two = stack[top], stack[top + 1]
            if step.op == TIMES:
                stack[top] = proportion(one, two, MILLION, MILLION // 2)
            elif step.op == PLUS:
                stack[top] = one + two
            elif step.op == GREATEST:
                stack[top] = max(one, two)
            elif step.op == LEAST:
                stack[top] = min(one, two)
            else:
                stack[top] = table.numbers[step.a + one * step.b + two]
    return int(stack[0])


@jit
def _in_band(table: PayTable, value: int, begin: int, end: int) -> int:
    found = table.numbers[begin + 1]
    for place in range(begin, end, 2):
        if value >= table.numbers[place]:
            found = table.numbers[place + 1]
    return int(found)


@jit
def leaf_value(table: PayTable, sums: Floats, leaf: int, rep: int, first: int, month: int) -> int:
    """What an indicator's curve makes of it over the period so far."""
    amount, known = indicator(table, sums, leaf, rep, first, month)
    if not known:
        return int(table.leaves[leaf].empty)
    curve = table.leaf_curve[leaf, rep, month]
    return line_pay(table.pieces[table.first[curve] : table.first[curve + 1]], amount)


@jit
def indicator(table: PayTable, sums: Floats, leaf: int, rep: int, first: int, month: int) -> tuple[int, bool]:
    """An amount, or a ratio in millionths; and whether there is anything to divide by."""
    row = table.leaves[leaf]
    begin = 0 if row.to_date == 1 else first
    above = summed(table, sums, row.first, row.last, row.scope, rep, begin, month)
    if row.below_end == row.below:
        return above, True
    below = summed(table, sums, row.below, row.below_end, row.scope, rep, begin, month)
    if below <= 0:
        return 0, False
    return proportion(above, MILLION, below, below - 1 if row.up == 1 else 0), True


@jit
def summed(table: PayTable, sums: Floats, first: int, last: int, scope: int, rep: int, begin: int, end: int) -> int:
    """Columns of some terms over months `begin` to `end`, of a rep, a team or the company; whole coins or things."""
    total = 0.0
    for place in range(first, last):
        column, times = table.terms[place].column, table.terms[place].times
        everybody = scope != OWN
        for other in range(0 if everybody else rep, len(table.team) if everybody else rep + 1):
            if other == rep or scope == COMPANY or table.team[other] == table.team[rep]:
                for month in range(begin, end + 1):
                    total += times * sums[month + 1, other, column]
    return int(np.floor(total))
