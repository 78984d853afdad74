"""One replication of a year: reps decide, work, and are paid, month by month."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.kernel.borrow import lent
from sim.kernel.care import plan_care
from sim.kernel.cash import count_deal, open_books, unknown
from sim.kernel.client_leads import Inbox, bring_leads
from sim.kernel.client_months import close_customers
from sim.kernel.clients import BEFORE, count_open, open_stock
from sim.kernel.floor import Floor, make_floor
from sim.kernel.hours import close_hours, open_hours, still_occupied
from sim.kernel.market import gather_leads, with_room
from sim.kernel.market_now import close_market, open_market
from sim.kernel.process import keep_records, open_process, open_tools
from sim.kernel.training import close_school, lift_odds, open_school, show_customers
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
from sim.tables import Table
from sim.world.world import World

EFFORT, BOOKINGS, MARGIN = place(M.EFFORT), place(M.BOOKINGS), place(M.GROSS_MARGIN)
INVOICED, COLLECTED, COLLECTED_MARGIN = place(M.INVOICED), place(M.COLLECTED), place(M.COLLECTED_MARGIN)


def live_year(
    world: World,
    beliefs: Beliefs,
    seed: Word,
    replication: int,
    sums: npt.NDArray[np.float64],
    entries: Table,
) -> int:
    """One replication; returns how many entries it made, of which `entries` gets as many as it has room for.

    Where more leads come up during the year than there is room for, it is lived again with more room: the same year.

    `sums`: float [period, rep, measure], filled.
    """
    leads, room = gather_leads(world, seed, replication), world.room
    while True:
        sums[:] = 0.0
        book = Book(sums, world.period_end, np.zeros(1, np.int64), entries)
        floor = make_floor(world, with_room(leads, room), len(leads), book, seed, replication)
        live_months(floor, world.orders, world.invoices, beliefs, world.pay, world.behaviour, world.response)
        if not floor.used[1]:
            return int(book.made[0])
        room = 2 * room + 64


@jit
def live_months(
    floor: Floor,
    orders: Table,
    invoices: Table,
    beliefs: Beliefs,
    pay: PayTable,
    behaviour: Table,
    response: Table,
) -> None:
    """Everything before the year's first day is lived at usual effort; then month by month."""
    at_hand, book, way = lent(floor), lent(floor.book), behaviour[0]
    paid = np.zeros((len(floor.reps), components_of(pay)), np.int64)
    plan, outlook = lent(pay), lent(beliefs)
    stages = len(floor.stages)
    open_books(at_hand.till, orders, invoices)
    for lead in range(floor.used[0]):
        expect(at_hand, lead)
    if floor.market.on == 1:
        open_market(at_hand.market, at_hand.moving, -1, at_hand.now.shift, at_hand.now.taken)
    if floor.service.on == 1:
        open_stock(at_hand.service)
        inbox = Inbox(at_hand.leads, at_hand.used, at_hand.queue, at_hand.desks.group)
        bring_leads(at_hand.service, inbox, BEFORE)
    for period in range(len(book.end)):
        month = period - 1
        if month >= 0:
            _open_month(at_hand, month, outlook, plan, way)
        for group in range(floor.desks.groups):
            live(at_hand, group, book.end[period])
        if month < 0:
            if floor.service.on == 1:
                count_open(at_hand.service, BEFORE)
            continue
        if way.direct == 1:
            for rep in range(len(floor.reps)):
                _sell(at_hand, response[rep, month], way, rep, month, at_hand.now.effort[rep])
        if floor.service.on == 1:
            close_customers(at_hand.service, at_hand.leads, at_hand.used[0], month)
        if floor.account.on == 1:
            close_hours(floor.account.first, at_hand.reps, book, month)
        if at_hand.school.learning.on == 1:
            close_school(at_hand.school, month)
        if floor.market.on == 1:
            close_market(at_hand.market, at_hand.moving, book, at_hand.reps, month, floor.seed, floor.replication)
        pay_month(plan, book.sums, month, FIXED + 4 * stages, paid)
        for rep in range(len(floor.reps)):
            _pay(book, paid, rep, floor.reps[rep].name, month, FIXED + 4 * stages)
    for lead in range(floor.used[0]):
        close_lead(at_hand, lead)


@jit
def _open_month(floor: Floor, month: int, beliefs: Beliefs, pay: PayTable, way: Any) -> None:
    """Everybody decides how hard to work, and sees how far behind target she is; what the month before changed of
    hours and odds is taken back.
    """
    book = floor.book
    floor.now.shift[:] = 0.0
    floor.now.taken[:] = 0.0
    for rep in range(len(floor.reps)):
        effort = 0.0
        if is_there(floor.reps[rep], book.end[month], book.end[month + 1]):
            effort = _decide(book, beliefs, pay, way, rep, floor.reps[rep].name, month)
        floor.now.effort[rep] = effort
        sold = 0.0
        for period in range(1, month + 1):
            sold += book.sums[period, rep, BOOKINGS]
        floor.now.gap[rep] = behind(sold, floor.selling.planned[rep, month])
    _open_activities(floor, month)


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
def _decide(book: Book, beliefs: Beliefs, pay: PayTable, way: Any, rep: int, name: Word, month: int) -> float:
    """The month's effort (`way`: the BEHAVIOUR row), noted on the month's first instant."""
    effort = choose_effort(way, pay, beliefs, rep, month, book.sums)
    note(book, np.nextafter(book.end[month], np.inf), rep, name, EFFORT, effort)
    return effort


@jit
def _sell(floor: Floor, here: Any, way: Any, rep: int, month: int, effort: float) -> None:
    """The direct world: the month's sales (`here`: the RESPONSE row) are signed and paid at its end."""
    book, name = floor.book, floor.reps[rep].name
    time = book.end[month + 1]
    fortune = luck(way.noise, way.noise_cv, floor.seed, floor.replication, name, month)
    amount = sale(here.level, here.effect, effort, way.noise, here.sd, here.lot, fortune)
    margin = part_of(amount, way.margin)
    for measure in (BOOKINGS, INVOICED, COLLECTED):
        count_deal(floor.till.watch, book, rep, name, time, measure, amount, unknown(), 0.0)
    for measure in (MARGIN, COLLECTED_MARGIN):
        count_deal(floor.till.watch, book, rep, name, time, measure, margin, unknown(), 0.0)


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
