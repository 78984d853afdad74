"""What comes next: a heap of desks and leads for each group, in which everything stands at most once.

Source: Fredman, Sedgewick, Sleator & Tarjan, "The pairing heap", Algorithmica 1 (1986).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.tables import Table

NODE = np.dtype([("time", "f8"), ("tie", "u8"), ("child", "i8"), ("next", "i8"), ("prev", "i8")])
"""A desk or a lead and when something happens to it. tie: orders leads of one instant by name, desks by place.
child, next, prev: places in the heap, -1 for none; prev: the one before among siblings, or the parent of the first."""

NOWHERE = -1


class Queue(NamedTuple):
    """nodes: desks first, then leads. desks: how many of them are desks. top: int [group], what comes next or -1."""

    nodes: Table
    desks: int
    top: npt.NDArray[np.int64]


@jit
def push(queue: Queue, group: int, node: int, time: float) -> None:
    """Something will happen to a desk or lead, which is not in the heap, at a time."""
    row = queue.nodes[node]
    row.time = time
    row.child = row.next = row.prev = NOWHERE
    queue.top[group] = _meld(queue, queue.top[group], node)


@jit
def pop(queue: Queue, group: int) -> int:
    """Takes out what comes first: by time, leads before desks, leads by name, desks by place."""
    first = queue.top[group]
    queue.top[group] = _paired(queue, queue.nodes[first].child)
    return int(first)


@jit
def remove(queue: Queue, group: int, node: int) -> None:
    """Takes out a node wherever it stands."""
    if queue.top[group] == node:
        pop(queue, group)
        return
    nodes, row = queue.nodes, queue.nodes[node]
    if nodes[row.prev].child == node:
        nodes[row.prev].child = row.next
    else:
        nodes[row.prev].next = row.next
    if row.next >= 0:
        nodes[row.next].prev = row.prev
    queue.top[group] = _meld(queue, queue.top[group], _paired(queue, row.child))


@jit
def _before(queue: Queue, one: int, other: int) -> bool:
    a, b = queue.nodes[one], queue.nodes[other]
    if a.time != b.time:
        return bool(a.time < b.time)
    if (one < queue.desks) != (other < queue.desks):
        return other < queue.desks
    return bool(a.tie < b.tie)


@jit
def _meld(queue: Queue, one: int, other: int) -> int:
    """One heap of two; -1 is an empty one."""
    if one < 0:
        return other
    if other < 0:
        return one
    if _before(queue, other, one):
        one, other = other, one
    nodes = queue.nodes
    child = nodes[one].child
    nodes[other].prev, nodes[other].next = one, child
    if child >= 0:
        nodes[child].prev = other
    nodes[one].child = other
    nodes[one].next = nodes[one].prev = NOWHERE
    return one


@jit
def _paired(queue: Queue, first: int) -> int:
    """One heap of a row of siblings: in pairs from the left, then all from the right."""
    nodes = queue.nodes
    last = NOWHERE
    while first >= 0:
        one, other = first, nodes[first].next
        first = nodes[other].next if other >= 0 else NOWHERE
        both = _meld(queue, one, other)
        nodes[both].next = last
        last = both
    whole = NOWHERE
    while last >= 0:
        one, last = last, nodes[last].next
        whole = _meld(queue, whole, one)
    if whole >= 0:
        nodes[whole].next = nodes[whole].prev = NOWHERE
    return int(whole)
