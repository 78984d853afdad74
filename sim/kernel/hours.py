"""The time account: hours a day for leads after all that takes from them, and where a paid month went."""

import numpy as np

from sim.draws import Word
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.kernel.floor import Floats, Now
from sim.measured.hours import H
from sim.rules.hours import busy_hours, hours_left, part_of_rest, uses_of_rest, whole_ticks
from sim.tables import Table
from sim.world.hours import Hours

CAPACITY, TAKEN, BUSY, IDLE = place(H.HOURS_CAPACITY), place(H.HOURS_TAKEN), place(H.HOURS_BUSY), place(H.HOURS_IDLE)
MEETINGS, TRAVEL, REPORTS = place(H.HOURS_MEETINGS), place(H.HOURS_TRAVEL), place(H.HOURS_REPORTS)


@jit
def open_hours(account: Hours, planned: float, reports: Floats, now: Now, reps: Table, book: Book, month: int) -> None:
    """Everybody's hours a day for leads this month, all that takes hours being known.

    planned: share of travel that planning saves. reports: share of reporting hours that tools save, [rep, month].
    """
    for rep in range(len(reps)):
        days, own = account.days[rep, month], reps[rep].hours_per_day
        if account.on == 0:
            now.hours[rep] = hours_left(own, days, now.taken[rep])
            continue
        saved, meetings, travel = uses_of_rest(account.parts, account.cuts, planned, reports[rep, month])
        now.hours[rep] = hours_left(own + (account.day - own) * saved, days, now.taken[rep])
        if days > 0.0:
            _divide(account, now, reps, book, rep, month, meetings, travel)


@jit
def _divide(
    account: Hours, now: Now, reps: Table, book: Book, rep: int, month: int, meetings: float, travel: float
) -> None:
    """Where the hours of a paid month go that are not for leads (meetings, travel: shares of them)."""
    first, name, at = account.first, reps[rep].name, np.nextafter(book.end[month], np.inf)
    capacity = whole_ticks(account.day * account.days[rep, month])
    leads = min(capacity, whole_ticks(now.hours[rep] * account.days[rep, month]))
    taken = min(capacity - leads, now.taken[rep])
    rest = capacity - leads - taken
    in_meetings = part_of_rest(rest, meetings)
    on_the_way = min(rest - in_meetings, part_of_rest(rest, travel))
    note(book, at, rep, name, first + CAPACITY, capacity)
    note(book, at, rep, name, first + TAKEN, taken)
    note(book, at, rep, name, first + MEETINGS, in_meetings)
    note(book, at, rep, name, first + TRAVEL, on_the_way)
    note(book, at, rep, name, first + REPORTS, rest - in_meetings - on_the_way)


@jit
def occupied(first: int, until: float, pace: float, book: Book, rep: int, who: Word, start: float, free: float) -> None:
    """Hands are on a lead from `start` to `free`: the hours up to the end of the month in which that begins.

    first: place of the first measure of the account. until: when she leaves. pace: hours a day.
    """
    period = 0
    while period < len(book.end) - 1 and book.end[period] < start:
        period += 1
    hours = busy_hours(start, free, start, min(book.end[period], until), pace)
    if hours > 0.0:
        note(book, start, rep, who, first + BUSY, hours)


@jit
def still_occupied(first: int, hands: Table, free: Floats, pace: Floats, reps: Table, book: Book, month: int) -> None:
    """Who began a month with hands on last month's lead spends hours of this month on it.

    free: when each hand is, working days. pace: hours a day of each rep.
    """
    for hand in range(len(free)):
        rep = hands[hand].rep
        if rep < 0 or not book.end[month] < free[hand] < np.inf:
            continue
        begin, until = max(book.end[month], reps[rep].since), min(book.end[month + 1], reps[rep].until)
        hours = busy_hours(begin, free[hand], begin, until, pace[rep])
        if hours > 0.0:
            at = np.nextafter(book.end[month], np.inf)
            note(book, at, rep, reps[rep].name, first + BUSY, hours)


@jit
def close_hours(first: int, reps: Table, book: Book, month: int) -> None:
    """What nobody and nothing took of a month's hours for leads is idle."""
    for rep in range(len(reps)):
        here = book.sums[month + 1, rep]
        others = here[first + MEETINGS] + here[first + TRAVEL] + here[first + REPORTS] + here[first + TAKEN]
        idle = here[first + CAPACITY] - others - here[first + BUSY]
        if idle > 0.0:
            note(book, book.end[month + 1], rep, reps[rep].name, first + IDLE, idle)
