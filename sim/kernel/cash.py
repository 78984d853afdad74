"""From signature to cash: prepayment, invoice on delivery, payment or write-off, all known when signed."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import BAD_DEBT, DELIVERY, OPENING, PAYMENT, Word, uniform
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.measures import M
from sim.pay.credit import Watch, credited
from sim.rules.money import part_of
from sim.rules.waits import Quantiles, days_of
from sim.tables import Table

Ints = npt.NDArray[np.int64]

BOOKINGS = place(M.BOOKINGS)
INVOICED, COLLECTED, BAD = place(M.INVOICED), place(M.COLLECTED), place(M.BAD_DEBT)
MARGIN, COLLECTED_MARGIN = place(M.GROSS_MARGIN), place(M.COLLECTED_MARGIN)
PREPAID, PREPAID_USED = place(M.PREPAID), place(M.PREPAID_USED)
UNBILLED, RECEIVABLE = place(M.CLOSING_UNBILLED), place(M.CLOSING_RECEIVABLE)
PREPAYMENTS = place(M.CLOSING_PREPAID)
Deal = tuple[int, int, int, int, int]
"""What a plan may ask of a deal: segment, channel, 1 where the customer is new, margin in millionths; and 1 where it
was signed beyond somebody's authority.
"""


class Till(NamedTuple):
    """What it takes to follow a contract to its cash. terms, selling: TERMS and SELLING rows; leakage: the place of
    what breaches of authority cost, if it is counted. replication: as on the floor.
    """

    book: Book
    watch: Watch
    terms: Table
    selling: Table
    leakage: int
    quantiles: Quantiles
    seed: Word
    replication: Ints


@jit
def unknown() -> Deal:
    """A deal of earlier years, or sales without deals."""
    return -1, -1, 0, 0, 0


@jit
def count_deal(
    watch: Watch, book: Book, rep: int, name: Word, time: float, measure: int, amount: int, deal: Deal, days: float
) -> None:
    """Notes an amount, and what of it the plan counts deal by deal."""
    note(book, time, rep, name, measure, float(amount))
    for event in range(len(watch.events)):
        if watch.events[event].measure == measure:
            counts = credited(watch, event, amount, deal[0], deal[1], deal[2], days, time)
            if counts != 0:
                note(book, time, rep, name, watch.events[event].column, float(counts))


@jit
def _collect(watch: Watch, book: Book, rep: int, name: Word, time: float, amount: int, deal: Deal, days: float) -> None:
    """Cash is received, a part of it gross margin."""
    count_deal(watch, book, rep, name, time, COLLECTED, amount, deal, days)
    count_deal(watch, book, rep, name, time, COLLECTED_MARGIN, part_of(amount, deal[3]), deal, days)


@jit
def open_books(till: Till, orders: Table, invoices: Table) -> None:
    """Orders and invoices of earlier years: a part of their usual time has passed, the rest is to come."""
    book, opening = till.book, till.book.end[0]
    for order in orders:
        count_deal(till.watch, book, order.rep, order.name, opening, BOOKINGS, order.amount, unknown(), 0.0)
        left = uniform(till.seed, till.replication[0], OPENING, order.name, 0)
        take_order(till, order.rep, order.name, opening, order.amount, left, unknown())
    for bill in invoices:
        count_deal(till.watch, book, bill.rep, bill.name, opening, BOOKINGS, bill.amount, unknown(), 0.0)
        left = uniform(till.seed, till.replication[0], OPENING, bill.name, 0)
        _bill(till, bill.rep, bill.name, opening, bill.amount, 0, left, unknown())


@jit
def book_sale(till: Till, rep: int, name: Word, time: float, amount: int, margin: int) -> None:
    """Sales without deals are signed, delivered and paid at once."""
    for measure in (BOOKINGS, INVOICED, COLLECTED):
        count_deal(till.watch, till.book, rep, name, time, measure, amount, unknown(), 0.0)
    for measure in (MARGIN, COLLECTED_MARGIN):
        count_deal(till.watch, till.book, rep, name, time, measure, margin, unknown(), 0.0)


@jit
def take_order(till: Till, rep: int, name: Word, time: float, value: int, left: float, deal: Deal) -> None:
    """Prepayment now, invoice on delivery; `left`: the part of the usual time to delivery still to come."""
    book, terms = till.book, till.terms[0]
    prepaid = part_of(value, terms.prepaid)
    note(book, time, rep, name, PREPAID, float(prepaid))
    _collect(till.watch, book, rep, name, time, prepaid, deal, 0.0)
    u = uniform(till.seed, till.replication[0], DELIVERY, name, 0)
    delivered = time + left * days_of(terms.delivery, till.quantiles, u)
    if delivered > book.end[-1]:
        note(book, book.end[-1], rep, name, UNBILLED, float(value))
        note(book, book.end[-1], rep, name, PREPAYMENTS, float(prepaid))
    else:
        _bill(till, rep, name, delivered, value, prepaid, 1.0, deal)


@jit
def _bill(till: Till, rep: int, name: Word, time: float, value: int, prepaid: int, left: float, deal: Deal) -> None:
    """The invoice and what becomes of it; `left`: the part of the usual time to payment still to come."""
    book, terms = till.book, till.terms[0]
    note(book, time, rep, name, PREPAID_USED, float(prepaid))
    count_deal(till.watch, book, rep, name, time, INVOICED, value, deal, 0.0)
    never = terms.bad_debt + (till.selling[0].bad_debt if deal[4] == 1 else 0.0)
    u = uniform(till.seed, till.replication[0], PAYMENT, name, 0)
    paid = time + left * days_of(terms.payment, till.quantiles, u)
    if paid > book.end[-1]:
        note(book, book.end[-1], rep, name, RECEIVABLE, float(value - prepaid))
    elif uniform(till.seed, till.replication[0], BAD_DEBT, name, 0) < never:
        count_deal(till.watch, book, rep, name, paid, BAD, value - prepaid, deal, paid - time)
        if deal[4] == 1:
            note(book, paid, rep, name, till.leakage, float(value - prepaid))
    else:
        _collect(till.watch, book, rep, name, paid, value - prepaid, deal, paid - time)
