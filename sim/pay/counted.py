"""Rows of a company's files counted into a year's sums: the loops, compiled."""

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.jit import jit
from sim.pay.credit import Watch, credited
from sim.pay.engine import line_amount, line_factor, pay_line, pay_so_far
from sim.pay.factor import factor_of, summed
from sim.pay.table import CONTEST, CURVE, HOLDBACK, NOBODY, OWN, POOL, PayTable
from sim.rules.money import proportion

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MILLION = 1_000_000


@jit
def shared_out(amount: Ints, begin: Ints, share: Ints) -> Ints:
    """Each amount among those credited with it, rows begin[i] to begin[i + 1]: by largest remainder, to the coin.

    share: millionths. Shares above a whole together credit more than the amount, as an overlay does.
    """
    parts = np.zeros(len(share), np.int64)
    for place in range(len(amount)):
        first, last = begin[place], begin[place + 1]
        if last - first == 1:
            parts[first] = _by_share(amount[place], share[first])
            continue
        size, sign = abs(amount[place]), 1 if amount[place] >= 0 else -1
        together, given = 0, 0
        for row in range(first, last):
            together += share[row]
            parts[row] = proportion(size, share[row], MILLION)
            given += parts[row]
        rest = np.zeros(last - first, np.int64)
        for row in range(first, last):
            rest[row - first] = size * share[row] - parts[row] * MILLION  # wraps as the product does: exact
        for _ in range(proportion(size, together, MILLION, MILLION // 2) - given):
            best = np.argmax(rest)
            parts[first + best] += 1
            rest[best] = -1
        for row in range(first, last):
            parts[row] *= sign
    return parts


@jit
def _by_share(amount: int, share: int) -> int:
    if share == MILLION:
        return amount
    part = proportion(abs(amount), share, MILLION, MILLION // 2)
    return int(part if amount >= 0 else -part)


@jit
def count_rows(
    watch: Watch, sums: Floats, place: int, rep: Ints, month: Ints, amount: Ints, segment: Ints, channel: Ints,
    new: Ints, days: Ints, time: Ints,
) -> None:  # fmt: skip
    """Adds rows of one measure, in column `place`, to the sums, and what of each the plan counts deal by deal."""
    watching = np.zeros(len(watch.events), np.int64)
    watched = 0
    for event in range(len(watch.events)):
        if watch.events[event].measure == place:
            watching[watched] = event
            watched += 1
    for row in range(len(rep)):
        sums[month[row] + 1, rep[row], place] += amount[row]
        for number in range(watched):
            event = watching[number]
            counts = credited(watch, event, amount[row], segment[row], channel[row], new[row], float(days[row]),
                              float(time[row]))  # fmt: skip
            sums[month[row] + 1, rep[row], watch.events[event].column] += counts


@jit
def margin_received(deal: Ints, amount: Ints, worth: Ints, margin: Ints) -> Ints:
    """The margin in each receipt, receipts in order of deal and day: by the part of the deal's worth that is paid.

    Rounded so that the margins of a deal paid in full add up to the deal's. worth, margin: coins, [deal].
    """
    found = np.zeros(len(deal), np.int64)
    so_far, margin_so_far = 0, 0
    for row in range(len(deal)):
        one = deal[row]
        if row == 0 or deal[row - 1] != one:
            so_far, margin_so_far = 0, 0
        so_far += amount[row]
        over = abs(worth[one])
        if over == 0:
            continue
        sign = 1 if worth[one] > 0 else -1
        now = proportion(sign * so_far, margin[one], over, over // 2)
        found[row] = now - margin_so_far
        margin_so_far = now
    return found


@jit
def paying_invoice(
    deal: Ints, amount: Ints, billed_deal: Ints, billed_day: Ints, billed: Ints, missing: int
) -> Ints:  # fmt: skip
    """The day of the invoice that each receipt pays, first in first out; `missing` where nothing is billed.

    All rows in order of deal and day.
    """
    found = np.full(len(deal), missing, np.int64)
    at, so_far, covered = 0, 0, 0
    for row in range(len(deal)):
        one = deal[row]
        if row == 0 or deal[row - 1] != one:
            so_far, covered = 0, 0
            while at < len(billed_deal) and billed_deal[at] < one:
                at += 1
        while (
            at + 1 < len(billed_deal) and billed_deal[at] == one and billed_deal[at + 1] == one
            and so_far >= covered + billed[at]
        ):  # fmt: skip
            covered += billed[at]
            at += 1
        if at < len(billed_deal) and billed_deal[at] == one:
            found[row] = billed_day[at]
        so_far += amount[row]
    return found


SHUT, PLAIN = -2, -1
"""In place of a coefficient: the line's gates are shut, or it has none."""


@jit
def line_pays(table: PayTable, sums: Floats, first_pay: int, components: int) -> tuple[Ints, Ints, Ints]:
    """What each line paid, on what amount, at which coefficient, each int [line, month, rep], of a year that is paid.

    The amount: of the measure, the group's for a pool; for lines that look at pay, the pay they look at. The
    coefficient in millionths, PLAIN or SHUT.
    """
    plan = lent(table)
    months, reps = sums.shape[0] - 1, sums.shape[1]
    pays = np.zeros((len(plan.lines), months, reps), np.int64)
    amounts = np.zeros((len(plan.lines), months, reps), np.int64)
    factors = np.full((len(plan.lines), months, reps), PLAIN)
    for month in range(months):
        out = np.zeros((reps, components), np.int64)
        for line in range(len(plan.lines)):
            before = out[:, plan.lines[line].component].copy()
            for rep in range(reps):
                if plan.curve[line, rep, month] != NOBODY and plan.spans[line, month].closes == 1:
                    amounts[line, month, rep] = _looked_at(plan, sums, line, rep, month, first_pay, out)
                    factors[line, month, rep] = _coefficient(plan, sums, line, rep, month)
            pay_line(plan, sums, line, month, first_pay, out)
            pays[line, month] = out[:, plan.lines[line].component] - before
    return pays, amounts, factors


@jit
def _looked_at(table: PayTable, sums: Floats, line: int, rep: int, month: int, first_pay: int, out: Ints) -> int:
    row = table.lines[line]
    if row.kind == CURVE or row.kind == POOL:
        return line_amount(table, sums, line, rep, month)
    if row.kind == CONTEST:
        return summed(table, sums, row.first, row.last, OWN, rep, table.spans[line, month].first, month)
    return pay_so_far(table, sums, line, rep, month, first_pay, out)


@jit
def _coefficient(table: PayTable, sums: Floats, line: int, rep: int, month: int) -> int:
    row, first = table.lines[line], table.spans[line, month].first
    if row.kind != CURVE and row.kind != HOLDBACK:
        return PLAIN
    if row.gate_end > row.gate and factor_of(table, sums, row.gate, row.gate_end, rep, first, month) == 0:
        return SHUT
    return line_factor(table, sums, line, rep, month) if row.code_end > row.code else PLAIN
