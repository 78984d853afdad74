"""How a rep divides her hours: what an hour that she takes from leads is worth to her elsewhere, under the plan.

Source: Holmstrom & Milgrom (1991): effort goes to what is measured and paid, and leaves what is not.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.beliefs import Beliefs
from sim.mind.contest import expected_prize, rivals_of
from sim.mind.outlook import coded_pay, leaves_ahead, look, looks_ahead, sharers
from sim.pay.expected import expected_pay
from sim.pay.factor import summed
from sim.pay.table import CONTEST, CURVE, OWN, POOL, PayTable
from sim.tables import Table

Floats = npt.NDArray[np.float64]


@jit
def worth_of_hour(
    way: Any, table: PayTable, beliefs: Beliefs, rep: int, month: int, sums: Floats, effort: float, activity: int
) -> float:
    """Coins by which pay is expected to grow with one more hour of an activity instead of one on leads, at the month's
    effort (`way`: her BEHAVIOUR row): every line's expected marginal pay for what the hour brings.

    All that it brings by the year's end counts at what the line now pays for it, as all that effort brings does.
    """
    leaves = _leaves(way, table, beliefs, rep, month, sums, effort, activity)
    found, ahead = 0.0, np.zeros(3)
    for line in range(len(table.lines)):
        if not looks_ahead(table, line, rep, month):
            continue
        row, span = table.lines[line], table.spans[line, month]
        scope = OWN if row.kind == CONTEST else row.scope
        ahead[:] = 0.0
        terms = table.terms[row.first : row.last]
        if len(terms) > 0:
            sold = float(summed(table, sums, row.first, row.last, scope, rep, span.first, month - 1))
            look(way, table, beliefs, terms, scope, rep, month, span.last, sold, ahead)
        mean, more = ahead[0] + ahead[1] * effort, _brought(beliefs, terms, activity)
        patience = row.worth * way.discount ** (span.last - month)
        found += patience * _growth(way, table, beliefs, leaves, line, rep, month, sums, mean, ahead[2], more)
    return float(found)


@jit
def _growth(
    way: Any, table: PayTable, beliefs: Beliefs, leaves: Floats, line: int, rep: int, month: int, sums: Floats,
    mean: float, sd: float, more: float,
) -> float:  # fmt: skip
    """What a line's pay grows by where its amount grows by `more`, and its indicators by theirs."""
    row = table.lines[line]
    if row.kind == CONTEST:
        if more == 0.0:
            return 0.0
        rivals = rivals_of(way, table, beliefs, sums, line, rep, month)
        _, grows = expected_prize(table, rivals, line, mean, sd)
        return float(grows * more)
    curve = table.curve[line, rep, month]
    pay, grows = expected_pay(table.pieces[table.first[curve] : table.first[curve + 1]], mean, sd)
    grows *= more
    if row.kind == CURVE and (row.code_end > row.code or row.gate_end > row.gate):
        _, grows = coded_pay(table, leaves, line, rep, month, 0.0, pay, grows)
    return float(grows / sharers(table, line, rep, month) if row.kind == POOL else grows)


@jit
def _leaves(
    way: Any, table: PayTable, beliefs: Beliefs, rep: int, month: int, sums: Floats, effort: float, activity: int
) -> Floats:
    """Every indicator as in `leaves_ahead`, in hours of the activity beyond those planned in place of effort."""
    leaves = leaves_ahead(way, table, beliefs, sums, rep, month)
    for leaf in range(len(table.leaves)):
        row = table.leaves[leaf]
        for side in range(2):
            begin, end = (row.first, row.last) if side == 0 else (row.below, row.below_end)
            leaves[leaf, 3 * side] += leaves[leaf, 3 * side + 1] * effort
            leaves[leaf, 3 * side + 1] = _brought(beliefs, table.terms[begin:end], activity)
    return leaves


@jit
def _brought(beliefs: Beliefs, terms: Table, activity: int) -> float:
    """What an hour brings of some terms together."""
    found = 0.0
    for place in range(len(terms)):
        if terms[place].belief >= 0:
            found += terms[place].times * beliefs.brings[activity, terms[place].belief]
    return found
