"""Hours of care and of prospecting that follow pay: what each rep decides as a month opens."""

import numpy as np

from sim.borrow import lent
from sim.jit import jit
from sim.kernel.book import note
from sim.kernel.floor import Floor
from sim.mind.beliefs import Beliefs
from sim.mind.tasks import worth_of_hour
from sim.pay.table import PayTable
from sim.rules.presence import is_there
from sim.rules.tasks import CARE, PROSPECTING, times_planned
from sim.tables import Table


@jit
def choose_hours(floor: Floor, month: int, beliefs: Beliefs, pay: PayTable, behaviour: Table) -> None:
    """Everybody who is there and reacts gives each activity its multiple of the planned hours."""
    tasks, terms = floor.tasks, floor.tasks.terms[0]
    plan, outlook = lent(pay), lent(beliefs)
    for activity in range(len(tasks.place)):
        for rep in range(len(floor.reps)):
            way, times, worth = behaviour[rep], tasks.usual[activity], 0.0
            here = is_there(floor.reps[rep], floor.book.end[month], floor.book.end[month + 1])
            if here and way.kind != 0 and tasks.place[activity] >= 0:
                effort = floor.now.effort[rep]
                worth = worth_of_hour(way, plan, outlook, rep, month, floor.book.sums, effort, activity)
                times = times_planned(worth, terms.cost, terms.low, terms.high)
            _set(floor, activity, rep, min(times, tasks.most[activity, rep, month]), worth)


@jit
def _set(floor: Floor, activity: int, rep: int, times: float, worth: float) -> None:
    floor.now.worth[activity, rep] = worth
    if activity == CARE:
        floor.service.times[rep] = times
    else:
        floor.moving.times[rep] = times


@jit
def note_planned_hours(floor: Floor, month: int) -> None:
    """What was planned, and what an hour is worth, on the month's first instant."""
    tasks, at = floor.tasks, np.nextafter(floor.book.end[month], np.inf)
    for activity in range(len(tasks.place)):
        place = tasks.terms[0].first + tasks.place[activity]
        for rep in range(len(floor.reps)):
            planned = floor.service.planned[rep]
            if activity == PROSPECTING:
                planned = floor.market.hours[rep, month].prospecting
            if tasks.place[activity] < 0 or planned <= 0.0:
                continue
            name, worth = floor.reps[rep].name, floor.now.worth[activity, rep] * planned
            note(floor.book, at, rep, name, place, planned)
            if worth != 0.0:
                note(floor.book, at, rep, name, place + tasks.terms[0].count, worth)
