"""A rep's desk through a month: leads in order of joining, one at a time, each touch answered yes or no."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import ADVANCE, ANSWER, HOURS, OPENING, PATIENCE, Word, uniform
from sim.jit import jit, jit_inline
from sim.kernel.book import Book, note
from sim.kernel.cash import sign
from sim.kernel.desk import send_off, take_back
from sim.measures import FIXED, M
from sim.rules.distributions import lognormal_quantile
from sim.rules.funnel import advance_probability, in_ticks, working_days
from sim.rules.leads import lead_fit
from sim.rules.waits import days_of
from sim.tables import Table

LEADS, TOUCHES, HOURS_WORKED = int(M.LEADS), int(M.TOUCHES), int(M.HOURS)
LOST, COLD, DAYS_TO_LOSS = int(M.LOST_DEALS), int(M.COLD_LEADS), int(M.DAYS_TO_LOSS)
ENTERED = FIXED
"""Where the measures by stage begin: entered, then lost, cold and open, each [stage]."""


class Floor(NamedTuple):
    """Everything at hand while reps work; nothing here is owned (see `borrow`).

    reps, stages, odds, channels, segments, terms: as in the world. desks: [rep].
    leads, heap: [lead], each rep's rows together.
    """

    reps: Table
    stages: Table
    odds: npt.NDArray[np.float64]
    channels: Table
    segments: Table
    terms: Table
    leads: Table
    desks: Table
    heap: Table
    book: Book
    seed: Word
    replication: int


@jit
def serve(floor: Floor, rep: int, until: float, effort: float) -> None:
    """Works off the queue up to the end of a month: every touch that begins by then."""
    desk = floor.desks[rep]
    horizon = floor.book.end[-1]
    while True:
        lead, stage, joined, back = _first_in_queue(floor, desk)
        if lead < 0 or joined > until:
            return
        start = max(joined, desk.free)
        gives_up = joined + _patience(floor, lead, stage) if start > joined else np.inf
        cold = start >= gives_up
        if (cold and gives_up > horizon) or (not cold and start > until):
            return
        _take(floor, desk, rep, lead, stage, back)
        if cold:
            _lose(floor, rep, lead, stage, gives_up, COLD, 2)
        else:
            _touch(floor, desk, rep, lead, stage, start, effort)


@jit_inline
def _first_in_queue(floor: Floor, desk: Any) -> tuple[int, int, float, bool]:
    """The lead first in the queue: (lead, stage, when it joined, whether it came back); -1 where none is."""
    coming = np.inf
    if desk.next < desk.last:
        coming = floor.leads[desk.next].join
    if desk.size > 0 and floor.heap[desk.first].time < coming:
        back = floor.heap[desk.first]
        return back.lead, back.stage, back.time, True
    if coming < np.inf:
        return desk.next, floor.leads[desk.next].stage, coming, False
    return -1, 0, np.inf, False


@jit_inline
def _patience(floor: Floor, lead: int, stage: int) -> float:
    u = uniform(floor.seed, floor.replication, PATIENCE, floor.leads[lead].name, stage)
    return days_of(floor.stages[stage].patience, u)


@jit_inline
def _take(floor: Floor, desk: Any, rep: int, lead: int, stage: int, back: bool) -> None:
    """Takes a lead from the queue; one that joins for the first time is counted as come in."""
    if back:
        take_back(floor.heap[desk.first : desk.last], desk)
    else:
        desk.next += 1
        _come_in(floor, rep, lead, stage, floor.leads[lead].join)


@jit_inline
def _come_in(floor: Floor, rep: int, lead: int, stage: int, time: float) -> None:
    note(floor.book, time, rep, floor.leads[lead].name, LEADS, 1.0)
    note(floor.book, time, rep, floor.leads[lead].name, ENTERED + stage, 1.0)


@jit_inline
def _touch(floor: Floor, desk: Any, rep: int, lead: int, stage: int, start: float, effort: float) -> None:
    """The rep works on a lead; then the customer takes time to answer."""
    name, step = floor.leads[lead].name, floor.stages[stage]
    u = uniform(floor.seed, floor.replication, HOURS, name, stage)
    hours = in_ticks(lognormal_quantile(u, step.hours_mean, step.hours_cv))
    note(floor.book, start, rep, name, TOUCHES, 1.0)
    note(floor.book, start, rep, name, HOURS_WORKED, hours)
    desk.free = start + working_days(hours, floor.reps[rep].hours_per_day, effort)
    _answer(floor, desk, rep, lead, stage, desk.free + _time_to_answer(floor, lead, stage))


@jit_inline
def _time_to_answer(floor: Floor, lead: int, stage: int) -> float:
    u = uniform(floor.seed, floor.replication, ANSWER, floor.leads[lead].name, stage)
    return days_of(floor.stages[stage].answer, u)


@jit_inline
def _answer(floor: Floor, desk: Any, rep: int, lead: int, stage: int, time: float) -> None:
    """The customer's answer: on to the next stage, a contract, or a no; open if it comes after the year."""
    row, horizon, stages = floor.leads[lead], floor.book.end[-1], len(floor.stages)
    if time > horizon:
        note(floor.book, horizon, rep, row.name, ENTERED + 3 * stages + stage, 1.0)
    elif not _says_yes(floor, rep, lead, stage):
        _lose(floor, rep, lead, stage, time, LOST, 1)
    elif stage + 1 < stages:
        note(floor.book, time, rep, row.name, ENTERED + stage + 1, 1.0)
        send_off(floor.heap[desk.first : desk.last], desk, time, lead, stage + 1)
    else:
        segment, channel = floor.segments[row.segment], floor.channels[row.channel]
        sign(floor.book, floor.terms[0], segment, channel, row, rep, time, floor.seed, floor.replication)


@jit_inline
def _says_yes(floor: Floor, rep: int, lead: int, stage: int) -> bool:
    row = floor.leads[lead]
    fit = lead_fit(floor.channels[row.channel], row.name, floor.seed, floor.replication)
    chance = advance_probability(floor.odds[rep, stage], floor.terms[0].fit_effect, fit)
    return uniform(floor.seed, floor.replication, ADVANCE, row.name, stage) < chance


@jit_inline
def _lose(floor: Floor, rep: int, lead: int, stage: int, time: float, measure: int, group: int) -> None:
    """A lead is gone; `group`: which stage measures count it (1 lost, 2 cold)."""
    row = floor.leads[lead]
    place = ENTERED + group * len(floor.stages) + stage
    note(floor.book, time, rep, row.name, measure, 1.0)
    note(floor.book, time, rep, row.name, DAYS_TO_LOSS, in_ticks(time - row.created))
    note(floor.book, time, rep, row.name, place, 1.0)


@jit
def open_desk(floor: Floor, rep: int) -> None:
    """Stated deals: the stage's work is done, and a part of the usual time to answer is still to come."""
    desk, opening = floor.desks[rep], floor.book.end[0]
    while desk.next < desk.last and floor.leads[desk.next].value >= 0:
        lead, stage = desk.next, floor.leads[desk.next].stage
        desk.next += 1
        _come_in(floor, rep, lead, stage, opening)
        left = uniform(floor.seed, floor.replication, OPENING, floor.leads[lead].name, 0)
        _answer(floor, desk, rep, lead, stage, opening + left * _time_to_answer(floor, lead, stage))


@jit
def close_desk(floor: Floor, rep: int) -> None:
    """At the year's end: who gave up waiting meanwhile is cold, everybody else in the queue is open."""
    desk, horizon = floor.desks[rep], floor.book.end[-1]
    while True:
        lead, stage, joined, back = _first_in_queue(floor, desk)
        if lead < 0:
            return
        _take(floor, desk, rep, lead, stage, back)
        gives_up = joined + _patience(floor, lead, stage)
        if gives_up <= horizon:
            _lose(floor, rep, lead, stage, gives_up, COLD, 2)
        else:
            place = ENTERED + 3 * len(floor.stages) + stage
            note(floor.book, horizon, rep, floor.leads[lead].name, place, 1.0)
