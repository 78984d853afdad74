"""The time account: hours a day for leads after all that takes from them, and where a paid month went."""

import numpy as np

from sim.draws import Word
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.floor import Floor
from sim.measured.hours import H
from sim.rules.hours import busy_hours, hours_left, part_of_rest, uses_of_rest, whole_ticks

CAPACITY, TAKEN, BUSY, IDLE = place(H.HOURS_CAPACITY), place(H.HOURS_TAKEN), place(H.HOURS_BUSY), place(H.HOURS_IDLE)
MEETINGS, TRAVEL, REPORTS = place(H.HOURS_MEETINGS), place(H.HOURS_TRAVEL), place(H.HOURS_REPORTS)


@jit
def open_hours(floor: Floor, month: int) -> None:
    """Everybody's hours a day for leads this month, all that takes hours being known."""
    account, now = floor.account, floor.now
    for rep in range(len(floor.reps)):
        days, own = account.days[rep, month], floor.reps[rep].hours_per_day
        if account.on == 0:
            now.hours[rep] = hours_left(own, days, now.taken[rep])
            continue
        planned = floor.standards.saves * floor.standards.planned[month]
        reports = floor.tools.reports[rep, month]
        saved, meetings, travel = uses_of_rest(account.parts, account.cuts, planned, reports)
        now.hours[rep] = hours_left(own + (account.day - own) * saved, days, now.taken[rep])
        if days > 0.0:
            _divide(floor, rep, month, meetings, travel)


@jit
def _divide(floor: Floor, rep: int, month: int, meetings: float, travel: float) -> None:
    """Where the hours of a paid month go that are not for leads (meetings, travel: shares of them)."""
    account, book, first = floor.account, floor.book, floor.account.first
    name, at = floor.reps[rep].name, np.nextafter(book.end[month], np.inf)
    capacity = whole_ticks(account.day * account.days[rep, month])
    leads = min(capacity, whole_ticks(floor.now.hours[rep] * account.days[rep, month]))
    taken = min(capacity - leads, floor.now.taken[rep])
    rest = capacity - leads - taken
    in_meetings = part_of_rest(rest, meetings)
    on_the_way = min(rest - in_meetings, part_of_rest(rest, travel))
    note(book, at, rep, name, first + CAPACITY, capacity)
    note(book, at, rep, name, first + TAKEN, taken)
    note(book, at, rep, name, first + MEETINGS, in_meetings)
    note(book, at, rep, name, first + TRAVEL, on_the_way)
    note(book, at, rep, name, first + REPORTS, rest - in_meetings - on_the_way)


@jit
def occupied(floor: Floor, rep: int, who: Word, start: float, free: float) -> None:
    """Hands are on a lead from `start` to `free`: the hours up to the end of the month in which that begins."""
    book, period = floor.book, 0
    while period < len(book.end) - 1 and book.end[period] < start:
        period += 1
    until = min(book.end[period], floor.reps[rep].until)
    hours = busy_hours(start, free, start, until, floor.now.hours[rep])
    if hours > 0.0:
        note(book, start, rep, who, floor.account.first + BUSY, hours)


@jit
def still_occupied(floor: Floor, month: int) -> None:
    """Who began a month with hands on last month's lead spends hours of this month on it."""
    book = floor.book
    for hand in range(len(floor.free)):
        rep = floor.desks.hands[hand].rep
        if rep < 0 or not book.end[month] < floor.free[hand] < np.inf:
            continue
        begin, until = max(book.end[month], floor.reps[rep].since), min(book.end[month + 1], floor.reps[rep].until)
        hours = busy_hours(begin, floor.free[hand], begin, until, floor.now.hours[rep])
        if hours > 0.0:
            at = np.nextafter(book.end[month], np.inf)
            note(book, at, rep, floor.reps[rep].name, floor.account.first + BUSY, hours)


@jit
def close_hours(floor: Floor, month: int) -> None:
    """What nobody and nothing took of a month's hours for leads is idle."""
    book, first = floor.book, floor.account.first
    for rep in range(len(floor.reps)):
        here = book.sums[month + 1, rep]
        others = here[first + MEETINGS] + here[first + TRAVEL] + here[first + REPORTS] + here[first + TAKEN]
        idle = here[first + CAPACITY] - others - here[first + BUSY]
        if idle > 0.0:
            note(book, book.end[month + 1], rep, floor.reps[rep].name, first + IDLE, idle)
