"""Orders brought forward and held back: what each rep decides as a month ends."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.cash import book_sale
from sim.kernel.floor import Floor
from sim.kernel.lead import AGREED
from sim.kernel.market_now import kept_part
from sim.kernel.queue import remove
from sim.kernel.signing import set_terms, sign
from sim.measured.timing import T
from sim.measures import M
from sim.mind.beliefs import Beliefs
from sim.mind.timing import Moment, worth_of_moving
from sim.pay.table import PayTable
from sim.rules.money import MICRO, part_of
from sim.rules.timing import PARTS, given_early, last_days_from, movable
from sim.tables import Table

Floats = npt.NDArray[np.float64]
PULLED, GIVEN, HELD_BACK = place(T.PULLED_ORDERS), place(T.EARLY_DISCOUNTS), place(T.HELD_ORDERS)
BOOKINGS, MARGIN, WON = place(M.BOOKINGS), place(M.GROSS_MARGIN), place(M.WON_DEALS)


@jit
def last_days(floor: Floor, month: int) -> float:
    """The instant from which signatures can wait for the next month."""
    return last_days_from(floor.book.end[month], floor.book.end[month + 1], floor.timing.terms[0].hold)


@jit
def choose_to_hold(floor: Floor, pay: PayTable, beliefs: Beliefs, behaviour: Table, month: int) -> None:
    """Before a month's last days everybody decides whether what they may bring is to wait."""
    end, usual = floor.book.end, np.zeros(3)
    left = (end[month + 1] - last_days(floor, month)) / (end[month + 1] - end[month])
    for rep in range(len(floor.reps)):
        way = behaviour[rep]
        for what in range(3):
            measure = BOOKINGS if what == 0 else MARGIN if what == 1 else WON
            effort = floor.now.effort[rep]
            usual[what] = left * (beliefs.level[rep, month, measure] + beliefs.slope[rep, month, measure] * effort)
        stay = Moment(month, left, np.zeros(3), np.zeros(3))
        wait = Moment(month, left, -usual, usual)
        more = worth_of_moving(way, pay, beliefs, floor.timing.counts, floor.book.sums, rep, wait)
        more -= worth_of_moving(way, pay, beliefs, floor.timing.counts, floor.book.sums, rep, stay)
        floor.moves.holds[rep] = int(more > 0.0)


@jit
def hold_back(floor: Floor, lead: int) -> None:
    """A contract that could be signed now waits for the next month."""
    row, first = floor.leads[lead], floor.timing.terms[0].first
    note(floor.book, row.asked, row.rep, row.name, first + HELD_BACK, float(row.value - row.given))


@jit
def pull_forward(floor: Floor, pay: PayTable, beliefs: Beliefs, behaviour: Table, month: int) -> None:
    """As a month ends everybody has as many of the next orders signed early as pays best, the soonest first."""
    end, reach = floor.book.end[month + 1], floor.timing.terms[0].pull
    if reach <= 0.0:
        return
    coming = np.zeros(floor.used[0], np.int64)
    count = 0
    for lead in range(floor.used[0]):
        row = floor.leads[lead]
        if row.state == 1 and row.event == AGREED and _comes_soon(row, end, reach) and _alone(floor, lead):
            at = count
            while at > 0 and _sooner(floor, lead, coming[at - 1]):
                coming[at] = coming[at - 1]
                at -= 1
            coming[at] = lead
            count += 1
    for rep in range(len(floor.reps)):
        if floor.reps[rep].since <= end <= floor.reps[rep].until:
            best = _best_count(floor, pay, beliefs, behaviour[rep], rep, month, coming[:count])
            for at in range(count):
                if best > 0 and floor.leads[coming[at]].rep == rep:
                    _sign_early(floor, coming[at], end)
                    best -= 1


@jit
def _comes_soon(row: Any, end: float, reach: float) -> bool:
    """Whether a customer (LEAD row) who has heard the offer by now will agree within reach."""
    return bool(row.asked <= end and end < row.comes <= end + reach)


@jit
def _sooner(floor: Floor, lead: int, other: int) -> bool:
    one, two = floor.leads[lead], floor.leads[other]
    return bool(one.comes < two.comes or (one.comes == two.comes and one.name < two.name))


@jit
def _alone(floor: Floor, lead: int) -> bool:
    """Whether its rep may sign an order early without asking anybody; what it is worth is known from here on."""
    row, limit = floor.leads[lead], floor.selling.limits[floor.now.level[floor.leads[lead].rep]]
    segment, kept = floor.segments[row.segment], kept_part(floor.market, row.segment)
    terms = floor.selling.terms[0]
    set_terms(row, segment, floor.parts, terms, kept, floor.seed, floor.replication[0])
    amount = row.value - row.given
    given = row.given + given_early(amount, floor.timing.terms[0].discount)
    return bool(amount <= min(limit.deal, limit.sign) and given <= part_of(row.value, limit.discount))


@jit
def _best_count(
    floor: Floor, pay: PayTable, beliefs: Beliefs, way: Any, rep: int, month: int, coming: npt.NDArray[np.int64]
) -> int:
    """How many of a rep's next orders pay best if they are signed now."""
    now, later, best, most, count = np.zeros(3), np.zeros(3), 0, 0.0, 0
    for at in range(len(coming)):
        row = floor.leads[coming[at]]
        if row.rep != rep:
            continue
        if count == 0:
            moment = Moment(month, 0.0, now, later)
            most = worth_of_moving(way, pay, beliefs, floor.timing.counts, floor.book.sums, rep, moment)
        value = row.value - row.given
        margin = part_of(row.value, floor.segments[row.segment].margin) - row.given
        given = given_early(value, floor.timing.terms[0].discount)
        now[0] += value - given
        now[1] += margin - given
        now[2] += 1.0
        later[0] -= value
        later[1] -= margin
        later[2] -= 1.0
        count += 1
        moment = Moment(month, 0.0, now, later)
        worth = worth_of_moving(way, pay, beliefs, floor.timing.counts, floor.book.sums, rep, moment)
        if worth > most:
            best, most = count, worth
    return best


@jit
def _sign_early(floor: Floor, lead: int, time: float) -> None:
    """Signed at once, at a discount."""
    row, first = floor.leads[lead], floor.timing.terms[0].first
    if row.comes <= floor.book.end[-1]:
        remove(floor.queue, floor.desks.group[row.rep], floor.queue.desks + lead)
    given = given_early(row.value - row.given, floor.timing.terms[0].discount)
    note(floor.book, time, row.rep, row.name, first + PULLED, float(row.value - row.given))
    if given != 0:
        note(floor.book, time, row.rep, row.name, first + GIVEN, float(given))
    row.given += given
    row.asked = time
    sign(floor, lead)


@jit
def move_sales(
    floor: Floor, pay: PayTable, beliefs: Beliefs, behaviour: Table, direct: Any, response: Table, month: int
) -> None:
    """The direct world: of the month's sales, and of the next one's, everybody moves what pays best (`direct`: the
    DIRECT row).
    """
    terms, end = floor.timing.terms[0], floor.book.end
    days = end[month + 1] - end[month]
    following = month + 1 if month + 2 < len(end) else 0
    next_days = end[following + 1] - end[following]
    for rep in range(len(floor.reps)):
        sold = floor.book.sums[month + 1, rep, BOOKINGS]
        expected = response[rep, following].level + response[rep, following].effect * behaviour[rep].usual
        best, most = 0, -np.inf
        for part in range(-PARTS, PARTS + 1):
            early, late = movable(expected, terms.pull, next_days, part), movable(sold, terms.hold, days, -part)
            moved = max(early, 0) - max(late, 0)
            if part != 0 and moved == 0:
                continue
            worth = _worth_moved(floor, pay, beliefs, behaviour[rep], direct, rep, month, moved)
            if worth > most or (worth == most and moved == 0):
                best, most = moved, worth
        if best != 0:
            _move(floor, direct, rep, month, best)


@jit
def _worth_moved(
    floor: Floor, pay: PayTable, beliefs: Beliefs, way: Any, direct: Any, rep: int, month: int, moved: int
) -> float:
    now, later = np.zeros(3), np.zeros(3)
    given = given_early(moved, floor.timing.terms[0].discount)
    now[0], now[1] = moved - given, moved * (direct.margin / MICRO) - given
    later[0], later[1] = -moved, -moved * (direct.margin / MICRO)
    moment = Moment(month, 0.0, now, later)
    return worth_of_moving(way, pay, beliefs, floor.timing.counts, floor.book.sums, rep, moment)


@jit
def _move(floor: Floor, direct: Any, rep: int, month: int, moved: int) -> None:
    """Noted as the month ends; the next one begins with as much less, or more."""
    time, name, first = floor.book.end[month + 1], floor.reps[rep].name, floor.timing.terms[0].first
    given = given_early(moved, floor.timing.terms[0].discount)
    margin = part_of(moved, direct.margin) - given
    if moved > 0:
        note(floor.book, time, rep, name, first + PULLED, float(moved))
        if given != 0:
            note(floor.book, time, rep, name, first + GIVEN, float(given))
    else:
        note(floor.book, time, rep, name, first + HELD_BACK, float(-moved))
    book_sale(floor.till, rep, name, time, moved - given, margin)
    floor.moves.carried[rep] = -moved
