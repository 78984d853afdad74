"""A rep's desk through a month: leads in order of joining, one at a time, each touch answered yes or no."""

from typing import Any

import numpy as np

from sim.draws import ADVANCE, ANSWER, HOURS, OPENING, PATIENCE, uniform
from sim.jit import jit, jit_inline
from sim.kernel.book import note, place
from sim.kernel.cash import sign
from sim.kernel.desk import send_off, take_back
from sim.kernel.floor import Floor
from sim.measures import FIXED, M
from sim.rules.distributions import lognormal_quantile
from sim.rules.funnel import advance_probability, in_ticks, working_days
from sim.rules.leads import lead_fit
from sim.rules.pace import NO, YES, days_until
from sim.rules.waits import days_left, days_of, time_to_answer

LEADS, TOUCHES, HOURS_WORKED = place(M.LEADS), place(M.TOUCHES), place(M.HOURS)
LOST, COLD, DAYS_TO_LOSS = place(M.LOST_DEALS), place(M.COLD_LEADS), place(M.DAYS_TO_LOSS)
ENTERED = FIXED
"""Where the measures by stage begin: entered, then lost, cold and open, each [stage]."""


@jit
def serve(floor: Floor, rep: int, until: float, effort: float) -> None:
    """Works off the queue up to the end of a month: every touch that begins by then, and while she is there."""
    desk, here = floor.desks[rep], floor.reps[rep]
    horizon = floor.book.end[-1]
    while True:
        lead, stage, joined, back = _first_in_queue(floor, desk)
        if lead < 0 or joined > until:
            return
        start = max(joined, desk.free, here.since)
        if start > here.until:
            start = np.inf
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
    return days_of(floor.stages[stage].patience, floor.quantiles, u)


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
    drive = floor.terms[0].effort_effect * (effort - floor.terms[0].usual)
    yes = _says_yes(floor, rep, lead, stage, drive)
    u = uniform(floor.seed, floor.replication, ANSWER, name, stage)
    segment = floor.leads[lead].segment
    days = time_to_answer(floor.steps[segment, stage], yes, floor.quantiles, floor.tempo[rep, segment], u)
    _answer(floor, desk, rep, lead, stage, yes, desk.free, days)


@jit_inline
def _answer(floor: Floor, desk: Any, rep: int, lead: int, stage: int, yes: bool, asked: float, days: float) -> None:
    """The customer's answer, `days` of even pace after it was asked for: on to the next stage, a contract, or a no;
    open if it comes after the year.
    """
    time = asked + days_until(floor.knots, floor.knots_first, YES if yes else NO, asked, days)
    row, horizon, stages = floor.leads[lead], floor.book.end[-1], len(floor.stages)
    if time > horizon:
        note(floor.book, horizon, rep, row.name, ENTERED + 3 * stages + stage, 1.0)
    elif not yes:
        _lose(floor, rep, lead, stage, time, LOST, 1)
    elif stage + 1 < stages:
        note(floor.book, time, rep, row.name, ENTERED + stage + 1, 1.0)
        send_off(floor.heap[desk.first : desk.last], desk, time, lead, stage + 1)
    else:
        sign(floor, rep, lead, time)


@jit_inline
def _says_yes(floor: Floor, rep: int, lead: int, stage: int, more: float) -> bool:
    """Whether the customer says yes in the end; `more`: log-odds beside the rep's own."""
    row = floor.leads[lead]
    fit = lead_fit(floor.channels[row.channel], row.name, floor.seed, floor.replication)
    odds = floor.odds[rep, row.segment, stage] + more
    chance = advance_probability(odds, floor.terms[0].fit_effect, fit)
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
    while desk.next < desk.last and floor.leads[desk.next].deal >= 0:
        lead, row = desk.next, floor.leads[desk.next]
        deal, step = floor.deals[row.deal], floor.steps[row.segment, row.stage]
        tempo = floor.tempo[rep, row.segment]
        desk.next += 1
        _come_in(floor, rep, lead, row.stage, opening)
        yes = _says_yes(floor, rep, lead, row.stage, deal.shift)
        left = uniform(floor.seed, floor.replication, OPENING, row.name, 0)
        if deal.known == 1:
            days = days_left(deal, step, yes, floor.quantiles, tempo, left)
        else:
            u = uniform(floor.seed, floor.replication, ANSWER, row.name, row.stage)
            days = left * time_to_answer(step, yes, floor.quantiles, tempo, u)
        _answer(floor, desk, rep, lead, row.stage, yes, opening, days)


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
