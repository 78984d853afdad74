"""People leave as a month closes and others come as one opens, in the compiled engine."""

import math

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.floor import Floor
from sim.kernel.queue import remove
from sim.kernel.work import call_when_free
from sim.measured.turnover import U
from sim.measures import M
from sim.rules.money import MICRO
from sim.rules.turnover import (
    WINDOW,
    chance_of_leaving,
    empty_months,
    falls_short,
    leaves,
    newness,
    paid_of_target,
)
from sim.world.turnover import FILLED, empty_seat, fill_seat

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAVERS, CHANCE, NEWCOMERS = place(U.LEAVERS), place(U.LEAVING_CHANCE), place(U.NEWCOMERS)
EMPTY, COST = place(U.EMPTY_SEATS), place(U.HIRING_COST)
BOOKINGS = place(M.BOOKINGS)
AVERAGE = 1.0


@jit
def open_seats(floor: Floor, month: int) -> None:
    """Whoever is to begin with the month does; every seat that nobody took is counted as empty."""
    turnover, seats, book = floor.turnover, floor.seats, floor.book
    first, at = turnover.terms[0].first, np.nextafter(book.end[month], np.inf)
    for rep in range(len(floor.reps)):
        name = floor.reps[rep].name
        if seats.back[rep] == month and turnover.until[rep] > book.end[month]:
            fill_seat(seats, rep, month, turnover.until[rep])
            note(book, at, rep, name, first + NEWCOMERS, 1.0)
            note(book, at, rep, name, first + COST, float(turnover.terms[0].cost))
            floor.driven[rep] = floor.drives.opening[rep]
            floor.driven[rep].since = month
            _forget(floor, rep)
            _sit_down(floor, rep, at)
        elif seats.back[rep] != FILLED and turnover.until[rep] > book.end[month]:
            note(book, at, rep, name, first + EMPTY, 1.0)


@jit
def _forget(floor: Floor, rep: int) -> None:
    """Somebody new knows nothing of what was learnt on the seat."""
    school, learning = floor.school, floor.school.learning
    if learning.on == 0:
        return
    for skill in range(school.skill.shape[1]):
        school.skill[rep, skill] = learning.base[rep, skill]
    for segment in range(school.knowledge.shape[1]):
        school.knowledge[rep, segment] = 0.0
    for subject in range(school.due.shape[1]):
        for slot in range(school.due.shape[2]):
            school.due[rep, subject, slot] = 0.0
    for course in range(school.before.shape[1]):
        for slot in range(school.before.shape[2]):
            school.before[rep, course, slot] = -1
    school.raised[rep] = 0
    school.level[rep] = learning.level[rep]


@jit
def _sit_down(floor: Floor, rep: int, time: float) -> None:
    """What waits at the desk is looked at now, even if it was to be looked at when a colleague is free."""
    group, desk = floor.desks.group[rep], floor.desks.own[rep]
    if floor.waiting[desk].called == 1:
        floor.waiting[desk].called = 0
        remove(floor.queue, group, desk)
    call_when_free(floor, group, desk, time)


@jit
def show_newness(floor: Floor, month: int) -> None:
    """What somebody new does not yet know shows in her odds; without leads, in what she sells."""
    turnover, seats = floor.turnover, floor.seats
    for rep in range(len(floor.reps)):
        age, number, name = float(month) - seats.began[rep], seats.number[rep], floor.reps[rep].name
        times = newness(turnover.terms[0], age, number, floor.seed, floor.replication[0], name)
        worth = times * turnover.times[rep] if number > 0 else times
        seats.worth[rep] = math.floor(worth * MICRO + 0.5)
        stages = floor.now.shift.shape[2]
        if stages > 0 and (number > 0 or times != AVERAGE):
            behind = math.log(times) / stages
            for segment in range(floor.now.shift.shape[1]):
                for stage in range(stages):
                    others = turnover.others[rep, segment, stage] if number > 0 else 0.0
                    floor.now.shift[rep, segment, stage] += others + behind


@jit
def close_seats(floor: Floor, month: int, first_pay: int, components: int) -> None:
    """Everybody who is there as a month closes may leave with it."""
    turnover, seats, book = floor.turnover, floor.seats, floor.book
    end, first, share = book.end[month + 1], turnover.terms[0].first, _paid_shares(floor, month, first_pay, components)
    for rep in range(len(floor.reps)):
        if np.isnan(share[rep]):
            continue
        row, terms, seed, replication = floor.reps[rep], turnover.terms[0], floor.seed, floor.replication[0]
        paid, months = _paid(floor, rep, month, first_pay, components)
        short = falls_short(paid, months, turnover.target[rep], turnover.aspires[rep])
        team = _team(floor, rep, month, share)
        years = (month + 1 - seats.began[rep]) / 12.0
        chance = chance_of_leaving(terms, short, _attainment(floor, rep, month), team[0], team[1], years)
        note(book, end, rep, row.name, first + CHANCE, chance)
        if leaves(chance, seed, replication, row.name, month):
            note(book, end, rep, row.name, first + LEAVERS, 1.0)
            empty_seat(seats, rep, month, end, empty_months(terms, seed, replication, row.name, month))


@jit
def _paid(floor: Floor, rep: int, month: int, first_pay: int, components: int) -> tuple[float, float]:
    """Coins that who sits there was paid this year, and in how many months."""
    total, began = 0.0, max(0, int(floor.seats.began[rep]))
    for period in range(began + 1, month + 2):
        for component in range(components):
            total += floor.book.sums[period, rep, first_pay + component]
    return total, float(month + 1 - began)


@jit
def _paid_shares(floor: Floor, month: int, first_pay: int, components: int) -> Floats:
    """Pay so far as a share of pay at target, of everybody who is there as the month closes; nan of others."""
    share, end = np.full(len(floor.reps), np.nan), floor.book.end[month + 1]
    for rep in range(len(floor.reps)):
        if floor.reps[rep].since <= end <= floor.reps[rep].until:
            paid, months = _paid(floor, rep, month, first_pay, components)
            share[rep] = paid_of_target(paid, months, floor.turnover.target[rep])
    return share


@jit
def _attainment(floor: Floor, rep: int, month: int) -> float:
    """Of the seat's target to date; below 0 where it has none."""
    quota, sold = floor.turnover.quota[rep, month], 0.0
    for period in range(1, month + 2):
        sold += floor.book.sums[period, rep, BOOKINGS]
    return sold / quota if quota > 0.0 else -1.0


@jit
def _team(floor: Floor, rep: int, month: int, share: Floats) -> tuple[float, float]:
    """Share of the team's seats left in the last months, and by how much of pay at target teammates were paid more."""
    first, team = floor.turnover.terms[0].first, floor.desks.team
    mates, seats, left, paid = 0, 0, 0.0, 0.0
    for other in range(len(team)):
        if team[other] != team[rep]:
            continue
        seats += 1
        for period in range(max(1, month + 1 - WINDOW), month + 1):
            left += floor.book.sums[period, other, first + LEAVERS]
        if other != rep and not np.isnan(share[other]):
            mates += 1
            paid += share[other]
    unfair = max(0.0, paid / mates - share[rep]) if mates > 0 else 0.0
    return left / seats, unfair


@jit
def leave_unpaid(floor: Floor, paid: Ints) -> None:
    """Seats that were left empty are paid nothing (`paid`: coins, [rep, component])."""
    for rep in range(len(floor.reps)):
        if floor.seats.back[rep] != FILLED:
            for component in range(paid.shape[1]):
                paid[rep, component] = 0
