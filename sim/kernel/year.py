"""A year, replication after replication: reps decide, work, and are paid, month by month."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.draws import Word
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.kernel.care import plan_care
from sim.kernel.cash import book_sale, open_books
from sim.kernel.client_leads import Inbox, bring_leads
from sim.kernel.client_months import close_customers
from sim.kernel.clients import BEFORE, count_open, open_stock
from sim.kernel.drive import effort_as_driven, look_back
from sim.kernel.floor import Floor, make_floor
from sim.kernel.hours import close_hours, open_hours, still_occupied
from sim.kernel.market import gather_leads, gather_month
from sim.kernel.market_now import close_market, open_market
from sim.kernel.morning import Morning, begin
from sim.kernel.process import keep_records, open_process, open_tools
from sim.kernel.tasks import choose_hours, note_planned_hours
from sim.kernel.timing import choose_to_hold, last_days, move_sales, pull_forward
from sim.kernel.training import close_school, lift_odds, open_school, show_customers
from sim.kernel.turnover import close_seats, leave_unpaid, open_seats, show_newness
from sim.kernel.work import close_lead, expect, hand_over_deals, live
from sim.measures import FIXED, M
from sim.mind.beliefs import Beliefs
from sim.mind.choice import choose_effort
from sim.pay.engine import pay_month
from sim.pay.table import PayTable
from sim.rules.duties import behind
from sim.rules.money import part_of
from sim.rules.presence import is_there
from sim.rules.response import luck, sale
from sim.rules.rivals import rival_paths
from sim.tables import Table
from sim.world.turnover import FILLED
from sim.world.world import World

EFFORT, BOOKINGS = place(M.EFFORT), place(M.BOOKINGS)
Years = npt.NDArray[np.float64]


def live_years(
    world: World, beliefs: Beliefs, seed: Word, first: int, years: Years, entries: Table, shares: Iterable[range]
) -> int:
    """Replications `first`, `first` + 1, … fill years, float [replication, period, rep, measure]; those of one share
    after another, on one floor. Returns how many entries the last one made, of which `entries` gets as many as it has
    room for.

    The floor has room for a number of leads; a replication that has more is lived again on a floor with more room:
    the same year.
    """
    room, made = world.room, 0
    floor, morning = make_floor(world, room, seed, years.shape[3], entries)
    for share in shares:
        lived = share.start
        while lived < share.stop:
            lived += live_on(
                floor, morning, world.deals, world.orders, world.invoices, beliefs, world.pay,
                world.behaviour, world.direct, world.response, first + lived, years[lived : share.stop],
            )  # fmt: skip
            made, short = int(floor.book.made[0]), int(floor.used[1])
            if short:
                room = short + short // 8 + world.room + 64
                floor, morning = make_floor(world, room, seed, years.shape[3], entries)
    return made


@jit
def live_on(
    floor: Floor,
    morning: Morning,
    deals: Table,
    orders: Table,
    invoices: Table,
    beliefs: Beliefs,
    pay: PayTable,
    behaviour: Table,
    direct: Table,
    response: Table,
    first: int,
    years: Years,
) -> int:
    """As many replications as there is room for on this floor, from the first on; how many there were."""
    shop, plan, outlook = lent(floor), lent(pay), lent(beliefs)
    paid = np.zeros((len(shop.reps), components_of(plan)), np.int64)
    for i in range(len(years)):
        begin(morning)
        shop.replication[0] = first + i
        gather_leads(shop, deals, shop.book.end[0] if shop.turnover.terms[0].on == 1 else np.inf)
        paid[:] = 0
        for month in range(-1, len(shop.book.end) - 1):
            if month < 0:
                _open_books(shop, orders, invoices)
            else:
                _open_month(shop, month, outlook, plan, behaviour)
            _live_month(shop, month, outlook, plan, behaviour)
            _close_month(shop, month, direct[0], response, outlook, plan, behaviour, paid)
        if shop.used[1] != 0:
            return i
        for lead in range(shop.used[0]):
            close_lead(shop, lead)
        _write(shop.book.sums, years, i)
    return len(years)


@jit
def _open_books(floor: Floor, orders: Table, invoices: Table) -> None:
    """Everything before the year's first day is lived at usual effort."""
    for desk in range(floor.queue.desks):
        floor.queue.nodes[desk].tie = desk
    open_books(floor.till, orders, invoices)
    for lead in range(floor.used[0]):
        expect(floor, lead)
    if floor.market.on == 1:
        known, moving = floor.market.known, floor.moving
        rival_paths(floor.market.rivals, known, floor.seed, floor.replication[0], moving.truth, moving.estimate)
        open_market(floor.market, moving, -1, floor.now.shift, floor.now.taken)
    if floor.service.on == 1:
        open_stock(floor.service)
        bring_leads(floor.service, Inbox(floor.leads, floor.used, floor.queue, floor.desks.group), BEFORE)


@jit
def _live_month(floor: Floor, month: int, beliefs: Beliefs, pay: PayTable, behaviour: Table) -> None:
    """What happens on the floor. Who can move orders decides on it before the month's last days, and at its end."""
    moves = month >= 0 and floor.timing.terms[0].on == 1 and len(floor.stages) > 0
    if moves and floor.timing.terms[0].hold > 0.0:
        for group in range(floor.desks.groups):
            live(floor, group, last_days(floor, month))
        choose_to_hold(floor, pay, beliefs, behaviour, month)
    for group in range(floor.desks.groups):
        live(floor, group, floor.book.end[month + 1])
    if moves:
        for rep in range(len(floor.reps)):
            floor.moves.holds[rep] = 0
        pull_forward(floor, pay, beliefs, behaviour, month)


@jit
def _write(sums: npt.NDArray[np.float64], years: Years, replication: int) -> None:
    """Sums by period, rep and measure go to their place among the years. One by one: copies of whole tables take the
    compiler seconds.
    """
    for period in range(sums.shape[0]):
        for rep in range(sums.shape[1]):
            for measure in range(sums.shape[2]):
                years[replication, period, rep, measure] = sums[period, rep, measure]


@jit
def _close_month(
    floor: Floor, month: int, way: Any, response: Table, beliefs: Beliefs, pay: PayTable, behaviour: Table,
    paid: npt.NDArray[np.int64],
) -> None:  # fmt: skip
    """What is settled once everybody's month is lived, -1 being all that came before the year; then people are paid."""
    book, first_pay = floor.book, FIXED + 4 * len(floor.stages)
    if month < 0:
        if floor.service.on == 1:
            count_open(floor.service, BEFORE)
        return
    if way.on == 1:
        for rep in range(len(floor.reps)):
            _sell(floor, response[rep, month], way, rep, month, floor.now.effort[rep])
        if floor.timing.terms[0].on == 1:
            move_sales(floor, pay, beliefs, behaviour, way, response, month)
    if floor.service.on == 1:
        close_customers(floor.service, floor.leads, floor.used[0], month)
    if floor.account.on == 1:
        close_hours(floor.account.first, floor.reps, book, month)
    if floor.school.learning.on == 1:
        close_school(floor.school, month)
    if floor.market.on == 1:
        close_market(floor.market, floor.moving, book, floor.reps, month, floor.seed, floor.replication[0])
    pay_month(pay, book.sums, month, first_pay, paid)
    moves = floor.turnover.terms[0].on == 1
    if moves:
        leave_unpaid(floor, paid)
    for rep in range(len(floor.reps)):
        _pay(book, paid, rep, floor.reps[rep].name, month, first_pay)
    if moves:
        close_seats(floor, month, first_pay, paid.shape[1])


@jit
def close_alone(
    floor: Floor, month: int, direct: Table, response: Table, beliefs: Beliefs, pay: PayTable, behaviour: Table,
    paid: npt.NDArray[np.int64],
) -> None:  # fmt: skip
    """A month's close by itself: a third of the compiler's work, which can so be done beside the rest."""
    _close_month(lent(floor), month, direct[0], response, lent(beliefs), lent(pay), behaviour, paid)


@jit
def _open_month(floor: Floor, month: int, beliefs: Beliefs, pay: PayTable, behaviour: Table) -> None:
    """Everybody decides how hard to work, and sees how far behind target she is; what the month before changed of
    hours and odds is taken back.
    """
    book = floor.book
    floor.now.shift[:] = 0.0
    floor.now.taken[:] = 0.0
    if floor.turnover.terms[0].on == 1:
        _open_seats(floor, month)
    if floor.drives.terms[0].on == 1:
        look_back(floor, behaviour, month)
    for rep in range(len(floor.reps)):
        effort = 0.0
        if is_there(floor.reps[rep], book.end[month], book.end[month + 1]):
            effort = _decide(floor, beliefs, pay, behaviour[rep], rep, floor.reps[rep].name, month)
        floor.now.effort[rep] = effort
        sold = 0.0
        for period in range(1, month + 1):
            sold += book.sums[period, rep, BOOKINGS]
        floor.now.gap[rep] = behind(sold, floor.selling.planned[rep, month])
    if floor.tasks.terms[0].on == 1:
        choose_hours(floor, month, beliefs, pay, behaviour)
    _open_activities(floor, month)


@jit
def _open_seats(floor: Floor, month: int) -> None:
    """Newcomers begin, and the month's leads go to those who are there."""
    open_seats(floor, month)
    show_newness(floor, month)
    here = floor.used[0]
    gather_month(floor, month)
    for lead in range(here, floor.used[0]):
        expect(floor, lead)


@jit
def _open_activities(floor: Floor, month: int) -> None:
    """What takes hours from leads this month and shifts their odds, part by part; what is left of a day for leads."""
    now, reps, book, standards, tools, account = (
        floor.now,
        floor.reps,
        floor.book,
        floor.standards,
        floor.tools,
        floor.account,
    )
    learns = floor.school.learning.on == 1
    if learns:
        open_school(floor.school, month)
    if tools.on == 1:
        open_tools(tools, now, reps, book, month)
    if standards.on == 1:
        open_process(standards, tools.reminded, account.days, now, reps, book, month)
    if learns:
        lift_odds(floor.school)
    if floor.service.on == 1:
        if learns:
            show_customers(floor.school, floor.service.skills)
        if tools.on == 1:
            keep_records(floor.service.records, floor.service.rules[0].hand_records, tools.records, month)
        _open_customers(floor, month)
    if floor.market.on == 1:
        open_market(floor.market, floor.moving, month, now.shift, now.taken)
    if floor.tasks.terms[0].on == 1:
        note_planned_hours(floor, month)
    open_hours(account, standards.saves * standards.planned[month], tools.reports, now, reps, book, month)
    if account.on == 1:
        still_occupied(account.first, floor.desks.hands, floor.free, now.hours, reps, book, month)


@jit
def _open_customers(floor: Floor, month: int) -> None:
    """Deals of who has left go to others; care is planned; customers' leads of the month are on their way."""
    hand_over_deals(floor, month)
    for rep in range(len(floor.reps)):
        plan_care(floor.service, floor.now.taken, rep, month)
    bring_leads(floor.service, Inbox(floor.leads, floor.used, floor.queue, floor.desks.group), month + 1)


@jit
def _decide(floor: Floor, beliefs: Beliefs, pay: PayTable, way: Any, rep: int, name: Word, month: int) -> float:
    """The month's effort (`way`: her BEHAVIOUR row), noted on the month's first instant."""
    book = floor.book
    effort = choose_effort(way, pay, beliefs, rep, month, book.sums)
    if floor.drives.terms[0].on == 1:
        effort = effort_as_driven(floor, beliefs, way, rep, name, month, effort)
    note(book, np.nextafter(book.end[month], np.inf), rep, name, EFFORT, effort)
    return effort


@jit
def _sell(floor: Floor, here: Any, way: Any, rep: int, month: int, effort: float) -> None:
    """The direct world: the month's sales (`here`, `way`: RESPONSE and DIRECT rows) are signed and paid at its end."""
    fortune = luck(way.noise, way.noise_cv, floor.seed, floor.replication[0], floor.reps[rep].name, month)
    amount = sale(here.level, here.effect, effort, way.noise, here.sd, here.lot, fortune)
    if floor.turnover.terms[0].on == 1:
        amount = part_of(amount, floor.seats.worth[rep]) if floor.seats.back[rep] == FILLED else 0
    amount += floor.moves.carried[rep]
    floor.moves.carried[rep] = 0
    name, end = floor.reps[rep].name, floor.book.end[month + 1]
    book_sale(floor.till, rep, name, end, amount, part_of(amount, way.margin))


@jit
def components_of(pay: PayTable) -> int:
    """How many components a plan has: lines are in their order."""
    return int(pay.lines[len(pay.lines) - 1].component) + 1


@jit
def _pay(book: Book, paid: npt.NDArray[np.int64], rep: int, name: Word, month: int, first_pay: int) -> None:
    """What each component pays a rep for the month that closes is booked."""
    for component in range(paid.shape[1]):
        if paid[rep, component] != 0:
            note(book, book.end[month + 1], rep, name, first_pay + component, float(paid[rep, component]))
