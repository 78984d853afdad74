"""A desk: leads stand in its queue, and whoever of its people is free longest takes the first.

Functions here are given the few tables they need and not the whole floor: compiled code hands over every table of every
call one by one.
"""

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.kernel.queue import Queue, push
from sim.tables import Table

NONE = -1


@jit
def stand_in(leads: Table, waiting: Table, desk: int, lead: int, time: float, rank: float) -> None:
    """A lead joins a desk's queue: behind those of a lower rank, then those who came before, then by name."""
    row, place = leads[lead], waiting[desk]
    row.joined, row.rank = time, rank
    before = place.last
    while before >= 0 and _stands_before(leads, lead, before):
        before = leads[before].before
    after = place.first if before < 0 else leads[before].after
    row.before, row.after = before, after
    if before < 0:
        place.first = lead
    else:
        leads[before].after = lead
    if after < 0:
        place.last = lead
    else:
        leads[after].before = lead


@jit
def _stands_before(leads: Table, one: int, other: int) -> bool:
    a, b = leads[one], leads[other]
    if a.rank != b.rank:
        return bool(a.rank < b.rank)
    if a.joined != b.joined:
        return bool(a.joined < b.joined)
    return bool(a.name < b.name)


@jit
def step_out(leads: Table, waiting: Table, desk: int, lead: int) -> None:
    """A lead leaves a desk's queue, served or tired of waiting."""
    row, place = leads[lead], waiting[desk]
    if row.before < 0:
        place.first = row.after
    else:
        leads[row.before].after = row.after
    if row.after < 0:
        place.last = row.before
    else:
        leads[row.after].before = row.before


@jit
def free_hand(
    desks: Table, hands: Table, free: npt.NDArray[np.float64], took: npt.NDArray[np.int64], desk: int, time: float
) -> tuple[int, float]:
    """The hand that is or will be free first, and when; infinite where nobody will be there any more. took: 1 for hands
    that have taken a lead in the look that goes on.
    """
    best, soonest = NONE, np.inf
    for hand in range(desks[desk].first, desks[desk].last):
        if took[hand] == 0 and free[hand] < soonest and max(free[hand], time) <= hands[hand].until:
            best, soonest = hand, free[hand]
    return best, soonest


@jit
def end_look(desks: Table, took: npt.NDArray[np.int64], desk: int) -> None:
    """Who took a lead, and is done in no time, may take another at the next look."""
    for hand in range(desks[desk].first, desks[desk].last):
        took[hand] = 0


@jit
def call(waiting: Table, queue: Queue, group: int, desk: int, time: float) -> None:
    """The desk will look at who waits, after everything else of that instant."""
    place = waiting[desk]
    if place.called == 0 and time < np.inf:
        place.called = 1
        push(queue, group, desk, time)
