"""From signature to cash: prepayment, invoice on delivery, payment or write-off, all known when signed."""

from typing import Any

from sim.draws import BAD_DEBT, DELIVERY, OPENING, PAYMENT, Word, uniform
from sim.jit import jit
from sim.kernel.book import Book, note
from sim.measures import M
from sim.rules.funnel import in_ticks
from sim.rules.leads import deal_value
from sim.rules.money import part_of
from sim.rules.waits import days_of
from sim.tables import Table

WON, DAYS_TO_WIN, NEW = int(M.WON_DEALS), int(M.DAYS_TO_WIN), int(M.NEW_CUSTOMERS)
BOOKINGS, MARGIN = int(M.BOOKINGS), int(M.GROSS_MARGIN)
INVOICED, COLLECTED, BAD = int(M.INVOICED), int(M.COLLECTED), int(M.BAD_DEBT)
PREPAID, PREPAID_USED = int(M.PREPAID), int(M.PREPAID_USED)
UNBILLED, RECEIVABLE = int(M.CLOSING_UNBILLED), int(M.CLOSING_RECEIVABLE)
PREPAYMENTS = int(M.CLOSING_PREPAID)


@jit
def sign(
    book: Book,
    terms: Any,
    segment: Any,
    channel: Any,
    lead: Any,
    rep: int,
    time: float,
    seed: Word,
    replication: int,
) -> None:
    """A contract is signed with a lead (LEAD row): booked at once, a part prepaid, the rest under way."""
    name, value = lead.name, lead.value
    if value < 0:
        value = deal_value(segment, name, seed, replication)
    note(book, time, rep, name, WON, 1.0)
    note(book, time, rep, name, DAYS_TO_WIN, in_ticks(time - lead.created))
    note(book, time, rep, name, BOOKINGS, float(value))
    note(book, time, rep, name, MARGIN, float(part_of(value, segment.margin)))
    note(book, time, rep, name, NEW, channel.new_customer)
    _order(book, terms, rep, name, time, value, 1.0, seed, replication)


@jit
def open_books(book: Book, terms: Any, orders: Table, invoices: Table, seed: Word, replication: int) -> None:
    """Orders and invoices of earlier years: a part of their usual time has passed, the rest is to come."""
    opening = book.end[0]
    for order in orders:
        note(book, opening, order.rep, order.name, BOOKINGS, float(order.amount))
        left = uniform(seed, replication, OPENING, order.name, 0)
        _order(book, terms, order.rep, order.name, opening, order.amount, left, seed, replication)
    for bill in invoices:
        note(book, opening, bill.rep, bill.name, BOOKINGS, float(bill.amount))
        left = uniform(seed, replication, OPENING, bill.name, 0)
        _bill(book, terms, bill.rep, bill.name, opening, bill.amount, 0, left, seed, replication)


@jit
def _order(
    book: Book,
    terms: Any,
    rep: int,
    name: Word,
    time: float,
    value: int,
    left: float,
    seed: Word,
    replication: int,
) -> None:
    """Prepayment now, invoice on delivery; `left`: the part of the usual time to delivery still to come."""
    prepaid = part_of(value, terms.prepaid)
    note(book, time, rep, name, PREPAID, float(prepaid))
    note(book, time, rep, name, COLLECTED, float(prepaid))
    u = uniform(seed, replication, DELIVERY, name, 0)
    delivered = time + left * days_of(terms.delivery, u)
    if delivered > book.end[-1]:
        note(book, book.end[-1], rep, name, UNBILLED, float(value))
        note(book, book.end[-1], rep, name, PREPAYMENTS, float(prepaid))
    else:
        _bill(book, terms, rep, name, delivered, value, prepaid, 1.0, seed, replication)


@jit
def _bill(
    book: Book,
    terms: Any,
    rep: int,
    name: Word,
    time: float,
    value: int,
    prepaid: int,
    left: float,
    seed: Word,
    replication: int,
) -> None:
    """The invoice and what becomes of it; `left`: the part of the usual time to payment still to come."""
    note(book, time, rep, name, INVOICED, float(value))
    note(book, time, rep, name, PREPAID_USED, float(prepaid))
    u = uniform(seed, replication, PAYMENT, name, 0)
    paid = time + left * days_of(terms.payment, u)
    if paid > book.end[-1]:
        note(book, book.end[-1], rep, name, RECEIVABLE, float(value - prepaid))
    elif uniform(seed, replication, BAD_DEBT, name, 0) < terms.bad_debt:
        note(book, paid, rep, name, BAD, float(value - prepaid))
    else:
        note(book, paid, rep, name, COLLECTED, float(value - prepaid))
