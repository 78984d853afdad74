"""Each rep's desk: the leads that will come in, and a heap of those that will come back."""

from typing import Any

import numpy as np

from sim.jit import jit
from sim.tables import Table

LEAD = np.dtype(
    [
        ("name", "u8"),
        ("created", "f8"),
        ("join", "f8"),
        ("segment", "i8"),
        ("channel", "i8"),
        ("stage", "i8"),
        ("deal", "i8"),
    ]
)
"""A lead of the year. created, join: when it came in and when it first joins the queue, working days.
stage: at which it joins. deal: its place among the stated deals, or -1."""

DESK = np.dtype([("first", "i8"), ("next", "i8"), ("last", "i8"), ("free", "f8"), ("size", "i8"), ("sent", "i8")])
"""A rep's leads are rows first to last (exclusive), sorted by `join`; next: the one to come in now.
free: when her hands are free. size: leads that will come back. sent: how many were ever sent off."""

BACK = np.dtype([("time", "f8"), ("order", "i8"), ("lead", "i8"), ("stage", "i8")])
"""A lead that comes back at a time; of two at one instant the one sent off first comes first."""


@jit
def send_off(heap: Table, desk: Any, time: float, lead: int, stage: int) -> None:
    """A lead will be back at `time` for a stage. `heap`: the rep's own rows; `desk`: her row."""
    desk.sent += 1
    place = desk.size
    desk.size += 1
    while place > 0:
        parent = (place - 1) // 2
        if not _later(heap[parent], time, desk.sent):
            break
        heap[place] = heap[parent]
        place = parent
    back = heap[place]
    back.time, back.order, back.lead, back.stage = time, desk.sent, lead, stage


@jit
def take_back(heap: Table, desk: Any) -> None:
    """Removes the lead that is back first."""
    desk.size -= 1
    last = heap[desk.size]
    place = 0
    while 2 * place + 1 < desk.size:
        child = 2 * place + 1
        if child + 1 < desk.size and _later(heap[child], heap[child + 1].time, heap[child + 1].order):
            child += 1
        if _later(heap[child], last.time, last.order):
            break
        heap[place] = heap[child]
        place = child
    heap[place] = last


@jit
def _later(back: Any, time: float, order: int) -> bool:
    return bool(back.time > time or (back.time == time and back.order > order))
