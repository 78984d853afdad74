"""When a rep has orders signed: what it is worth to her that so much more is signed this month, and so much next month.

Source: Larkin (2014): a deal is worth pulling forward at a discount of up to 1 - (rate later / rate now).
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.jit import jit
from sim.mind.beliefs import Beliefs
from sim.mind.outlook import look
from sim.mind.prospects import closing_pay, until_of
from sim.pay.factor import summed
from sim.pay.table import CURVE, NOBODY, POOL, PayTable
from sim.rules.timing import NOTHING

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Moment(NamedTuple):
    """Where a year stands as orders are moved, and what is moved.

    month: the last one begun; left: the part of it that is still to come. now, later: float [3], value, gross margin
    and number of orders added to it, and to the next one.
    """

    month: int
    left: float
    now: Floats
    later: Floats


@jit
def worth_of_moving(
    way: Any, table: PayTable, beliefs: Beliefs, counts: Ints, sums: Floats, rep: int, moment: Moment
) -> float:
    """What lines that look at this month or the next are expected to pay her, in coins now, once so much is moved.

    counts: int [term], what of an order each counts. After the last month another year begins as this one did.
    """
    plan, outlook = lent(table), lent(beliefs)
    found, months = 0.0, plan.spans.shape[1]
    following = moment.month + 1 if moment.month + 1 < months else 0
    for line in range(len(plan.lines)):
        row = plan.lines[line]
        if row.ahead == 0 or (row.kind != CURVE and row.kind != POOL):
            continue
        last, then = until_of(plan, line, moment.month), until_of(plan, line, following)
        found += _paid_by_then(way, plan, outlook, counts, sums, rep, line, last, moment)
        if following == 0:
            then -= months
        if then != last:
            found += _paid_by_then(way, plan, outlook, counts, sums, rep, line, then, moment)
    return found


@jit
def _paid_by_then(
    way: Any, table: PayTable, beliefs: Beliefs, counts: Ints, sums: Floats, rep: int, line: int, close: int,
    moment: Moment,
) -> float:  # fmt: skip
    """What a line is expected to pay as month `close` closes; below 0: of the next year, counted from its end."""
    months = table.spans.shape[1]
    last = close if close >= 0 else close + months
    if table.curve[line, rep, last] == NOBODY:
        return 0.0
    row, first = table.lines[line], table.spans[line, last].first
    own, leaves = np.zeros(3), np.zeros((len(table.leaves), 6))
    _come_to(way, table, beliefs, counts, sums, rep, row.first, row.last, row.scope, first, close, moment, own)
    for leaf in range(len(table.leaves)):
        one = table.leaves[leaf]
        if one.line == line:
            since = 0 if one.to_date == 1 else first
            for side in range(2):
                begin, end = (one.first, one.last) if side == 0 else (one.below, one.below_end)
                found = leaves[leaf, 3 * side : 3 * side + 3]
                _come_to(way, table, beliefs, counts, sums, rep, begin, end, one.scope, since, close, moment, found)
    waits = last - moment.month if close >= 0 else months - 1 - moment.month + last + 1
    patience = way.discount**waits * (way.bias if waits > 0 else 1.0)
    return float(closing_pay(table, leaves, line, rep, last, own[0], own[2], 0.0) * patience)


@jit
def _come_to(
    way: Any, table: PayTable, beliefs: Beliefs, counts: Ints, sums: Floats, rep: int, begin: int, end: int, scope: int,
    first: int, close: int, moment: Moment, found: Floats,
) -> None:  # fmt: skip
    """Writes what some terms are expected to come to by a close: mean, 0, standard deviation.

    While the month is still lived, only orders signed are known of it.
    """
    if end == begin:
        return
    terms, signed, moved = table.terms[begin:end], True, 0.0
    for at in range(begin, end):
        what = counts[at]
        signed = signed and what != NOTHING
        if what != NOTHING:
            moved += table.terms[at].times * (moment.now[what - 1] if close >= 0 and first <= moment.month else 0.0)
            reached = close < 0 or close > moment.month
            moved += table.terms[at].times * (moment.later[what - 1] if reached else 0.0)
    mean, last, lived = 0.0, close, moment.month if moment.left == 0.0 or signed else moment.month - 1
    if close < 0:
        last, lived = close + table.spans.shape[1], -1
    mean = float(summed(table, sums, begin, end, scope, rep, first, min(lived, last)))
    if lived == moment.month and moment.left > 0.0 and first <= lived:
        look(way, table, beliefs, terms, scope, rep, lived, lived, 0.0, found)
        mean += moment.left * (found[0] + found[1] * way.usual)
    found[:] = 0.0
    if last > lived:
        look(way, table, beliefs, terms, scope, rep, max(lived + 1, first), last, mean, found)
        mean = found[0] + found[1] * way.usual
    found[0], found[1] = mean + moved, 0.0
