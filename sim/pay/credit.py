"""What of a single deal counts for a component: its features, its size, how soon the money came."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.pay.coins import line_pay
from sim.pay.table import PayTable
from sim.rules.money import part_of
from sim.tables import Table


class Watch(NamedTuple):
    """The tables of a plan that single deals go through; see PayTable."""

    events: Table
    shares: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    pieces: Table


def watch_of(table: PayTable) -> Watch:
    """A plan's, without all that it does not need for deals: compiled code works on every table of every call."""
    return Watch(table.events, table.shares, table.numbers, table.first, table.pieces)


@jit
def credited(
    table: Watch, event: int, amount: int, segment: int, channel: int, new: int, days: float, time: float
) -> int:
    """What of an amount counts, coins or things, or what it pays where each deal is paid by itself.

    segment, channel: -1 where unknown. days: of the engine, from invoice to payment. An amount below zero takes back
    what the same amount above it counted.
    """
    row = table.events[event]
    if not row.since < time <= row.until:
        return 0
    counts = part_of(abs(amount), table.shares[event, segment, channel, new])
    if row.days_end > row.days:
        counts = part_of(counts, _by_days(table, event, days))
    if counts > row.above:
        counts = row.above + part_of(counts - row.above, row.beyond)
    if row.curve >= 0:
        counts = line_pay(table.pieces[table.first[row.curve] : table.first[row.curve + 1]], counts) if counts else 0
    return int(counts if amount >= 0 else -counts)


@jit
def _by_days(table: Watch, event: int, days: float) -> int:
    """The coefficient for so many days to payment, in millionths."""
    row = table.events[event]
    found = table.numbers[row.days + 1]
    for place in range(row.days, row.days_end, 2):
        if days * row.day >= table.numbers[place]:
            found = table.numbers[place + 1]
    return int(found)
