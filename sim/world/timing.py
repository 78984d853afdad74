"""Games with dates of signature in numbers: how far orders can be moved, and which pay looks at them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.measures import M
from sim.pay.table import NOBODY, PayTable
from sim.rules.money import MICRO
from sim.rules.timing import DEALS, MARGIN, NOTHING, VALUE
from sim.tables import Table, table

TERMS = np.dtype([("on", "i8"), ("pull", "f8"), ("hold", "f8"), ("discount", "i8"), ("first", "i8")])
"""One row. on: 1 where reps have a say. pull, hold: working days. discount: millionths. first: place of the first
measure."""

COUNTS = {M.BOOKINGS: VALUE, M.GROSS_MARGIN: MARGIN, M.WON_DEALS: DEALS, M.NEW_CUSTOMERS: DEALS}
AT_ONCE = {M.INVOICED: VALUE, M.COLLECTED: VALUE, M.COLLECTED_MARGIN: MARGIN}
"""In a direct world invoice and cash come with the signature."""


class Timing(NamedTuple):
    """terms: one TERMS row. counts: int [term of the plan], what of an order it counts, as in `sim.mind.timing`."""

    terms: Table
    counts: npt.NDArray[np.int64]


def timing_of(scenario: Scenario, pay: PayTable, first: int) -> Timing:
    way = scenario.mind.timing
    known = COUNTS if scenario.funnel else {**COUNTS, **AT_ONCE}
    return Timing(
        terms=table(TERMS, [(int(way.plays), way.pull, way.hold, round(way.discount * MICRO), first)]),
        counts=np.array([_counted(int(column), pay, known) for column in pay.terms.column], np.int64),
    )


def _counted(column: int, pay: PayTable, known: dict[M, int]) -> int:
    """What a column counts of an order; nothing where each deal is paid by a curve of its own, whenever it comes."""
    for event in pay.events:
        if event.column == column:
            column = int(event.measure) if event.curve == NOBODY else -1
    return known.get(M(column), NOTHING) if 0 <= column < len(M) else NOTHING
