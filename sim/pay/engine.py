"""What a plan pays: one month of everybody's pay from the sums so far, in whole coins, rounded once a line.

The same code pays in the simulator, on a statement and in the optimizer; a rep's look ahead is in sim/mind.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.jit import jit
from sim.pay.coins import HALF_UP, curve_value, line_pay, multiplied, to_steps
from sim.pay.factor import MILLION, factor_of, summed
from sim.pay.groups import pay_contest, pay_pool
from sim.pay.table import COMPANY, CONTEST, CURVE, FLOOR, HOLDBACK, LIMIT, NOBODY, OVERRIDE, OWN, POOL, PayTable
from sim.rules.money import part_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@jit
def pieces_of(table: PayTable, curve: int) -> Any:
    """The pieces of one curve."""
    return table.pieces[table.first[curve] : table.first[curve + 1]]


@jit
def pay_month(table: PayTable, sums: Floats, month: int, first_pay: int, out: Ints) -> None:
    """Everybody's pay of the month that closes, int [rep, component], in coins.

    sums: float [period, rep, column], period 0 being the time before the year; the columns from `first_pay` on hold
    what each component paid in earlier months.
    """
    out[:] = 0
    plan = lent(table)
    for line in range(len(plan.lines)):
        pay_line(plan, sums, line, month, first_pay, out)


@jit
def pay_line(table: PayTable, sums: Floats, line: int, month: int, first_pay: int, out: Ints) -> None:
    """One line's pay of everybody, added to what the lines above it paid."""
    row = table.lines[line]
    if row.kind == POOL:
        pay_pool(table, sums, line, month, out)
    elif row.kind == CONTEST:
        pay_contest(table, sums, line, month, out)
    else:
        for rep in range(len(table.team)):
            if table.curve[line, rep, month] != NOBODY:
                out[rep, row.component] += _paid(table, sums, line, rep, month, first_pay, out)


@jit
def _paid(table: PayTable, sums: Floats, line: int, rep: int, month: int, first_pay: int, out: Ints) -> int:
    """One line of one rep; zero in a month in which it does not close."""
    row, closes = table.lines[line], table.spans[line, month].closes
    if row.kind == HOLDBACK:
        return _held_back(table, sums, line, rep, month, first_pay, out)
    if closes == 0:
        return 0
    if row.kind == CURVE:
        paid = curve_pay(table, sums, line, rep, month)
        return paid - (_paid_before(table, sums, line, rep, month, first_pay) if row.runs_on == 1 else 0)
    so_far = pay_so_far(table, sums, line, rep, month, first_pay, out)
    if row.kind == OVERRIDE:
        most = part_of(so_far, row.c)
        return to_steps(min(most, row.cap) * MILLION, 0, row.step, row.rule)
    wanted = table.numbers[row.d + month * len(table.team) + rep]
    if row.kind == FLOOR:
        return int(max(0, wanted - so_far)) if wanted > 0 else 0
    if row.kind == LIMIT:
        return int(-max(0, so_far - wanted))
    balance = _balance(table, sums, row.component, rep, month, first_pay)
    return drawn(so_far, wanted, balance, row.c)


@jit
def drawn(earned: int, draw: int, balance: int, recovered: int) -> int:
    """Coins advanced where pay falls short of the draw; else recovered, below zero, of what exceeds it.

    A draw of nothing, such as one that is over, advances nothing.
    """
    if earned < draw or earned < 0:
        return draw - earned if draw > 0 else 0
    return int(-min(balance, part_of(earned - draw, recovered)))


@jit
def curve_pay(table: PayTable, sums: Floats, line: int, rep: int, month: int) -> int:
    """A curve's pay for what its period came to, with coefficients, cap, floor and gates; coins."""
    row = table.lines[line]
    amount = line_amount(table, sums, line, rep, month)
    pieces = pieces_of(table, table.curve[line, rep, month])
    if row.code_end == row.code and row.step == 1 and row.rule == HALF_UP:
        paid = line_pay(pieces, amount)
    else:
        whole, part, over = curve_value(pieces, amount)
        micro, more = multiplied(whole, part, over, line_factor(table, sums, line, rep, month))
        paid = to_steps(micro, more, row.step, row.rule)
    paid = max(min(paid, row.cap), row.least)
    if row.gate_end > row.gate and _shut(table, sums, line, rep, month):
        return 0
    return int(paid)


@jit
def line_factor(table: PayTable, sums: Floats, line: int, rep: int, month: int) -> int:
    """The coefficient of a line, in millionths; a whole where it has none."""
    row = table.lines[line]
    if row.code_end == row.code:
        return MILLION
    return factor_of(table, sums, row.code, row.code_end, rep, table.spans[line, month].first, month)


@jit
def _shut(table: PayTable, sums: Floats, line: int, rep: int, month: int) -> bool:
    row = table.lines[line]
    return bool(factor_of(table, sums, row.gate, row.gate_end, rep, table.spans[line, month].first, month) == 0)


@jit
def line_amount(table: PayTable, sums: Floats, line: int, rep: int, month: int) -> int:
    """What a line's measure came to from its period's first month to this one, coins or things."""
    row, span = table.lines[line], table.spans[line, month]
    last = min(span.last, month)
    return summed(table, sums, row.first, row.last, row.scope, rep, span.first, last)


@jit
def pay_so_far(table: PayTable, sums: Floats, line: int, rep: int, month: int, first_pay: int, out: Ints) -> int:
    """What the components that a line looks at paid in its period, this month included: a rep's own, or others'."""
    row, span = table.lines[line], table.spans[line, month]
    total = 0
    for other in range(len(table.team)):
        mine = other == rep
        if row.scope == OWN and not mine:
            continue
        if row.scope != OWN and (mine or (row.scope != COMPANY and table.team[other] != table.team[rep])):
            continue
        for place in range(row.a, row.b):
            component = table.numbers[place]
            total += out[other, component]
            for earlier in range(span.first, month):
                total += int(sums[earlier + 1, other, first_pay + component])
    return total


@jit
def _paid_before(table: PayTable, sums: Floats, line: int, rep: int, month: int, first_pay: int) -> int:
    """What a component paid since its sum last started from zero."""
    total = 0
    for earlier in range(table.spans[line, month].first, month):
        total += int(sums[earlier + 1, rep, first_pay + table.lines[line].component])
    return total


@jit
def _balance(table: PayTable, sums: Floats, component: int, rep: int, month: int, first_pay: int) -> int:
    """What has been advanced and not yet recovered."""
    total = 0
    for earlier in range(month):
        total += int(sums[earlier + 1, rep, first_pay + component])
    return total


@jit
def _held_back(table: PayTable, sums: Floats, line: int, rep: int, month: int, first_pay: int, out: Ints) -> int:
    """This month's part withheld, below zero; and at the period's end what is released of all that was."""
    row, span = table.lines[line], table.spans[line, month]
    this_month = 0
    for place in range(row.a, row.b):
        this_month += out[rep, table.numbers[place]]
    held = part_of(this_month, row.c)
    if span.closes == 0:
        return int(-held)
    kept = held - _paid_before(table, sums, line, rep, month, first_pay)
    return int(released(table, sums, line, rep, month, kept) - held)


@jit
def released(table: PayTable, sums: Floats, line: int, rep: int, month: int, kept: int) -> int:
    """What is released of coins that were kept."""
    row = table.lines[line]
    if row.gate_end > row.gate and _shut(table, sums, line, rep, month):
        return 0
    micro, more = multiplied(kept * MILLION, 0, 1, line_factor(table, sums, line, rep, month))
    return to_steps(micro, more, row.step, row.rule)


__all__ = [
    "curve_pay", "line_amount", "line_factor", "line_pay", "pay_line", "pay_month", "pay_so_far", "pieces_of",
    "released",
]  # fmt: skip
