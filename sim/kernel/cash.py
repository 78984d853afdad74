"""From signature to cash: prepayment, invoice on delivery, payment or write-off, all known when signed."""

from sim.draws import BAD_DEBT, DELIVERY, OPENING, PAYMENT, Word, uniform
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.kernel.floor import Floor
from sim.measured.selling import S
from sim.measures import M
from sim.pay.credit import Watch, credited
from sim.rules.money import part_of
from sim.rules.waits import days_of
from sim.tables import Table

BOOKINGS = place(M.BOOKINGS)
INVOICED, COLLECTED, BAD = place(M.INVOICED), place(M.COLLECTED), place(M.BAD_DEBT)
COLLECTED_MARGIN = place(M.COLLECTED_MARGIN)
PREPAID, PREPAID_USED = place(M.PREPAID), place(M.PREPAID_USED)
UNBILLED, RECEIVABLE = place(M.CLOSING_UNBILLED), place(M.CLOSING_RECEIVABLE)
PREPAYMENTS = place(M.CLOSING_PREPAID)
LEAKAGE = place(S.LEAKAGE)
Deal = tuple[int, int, int, int, int]
"""What a plan may ask of a deal: segment, channel, 1 where the customer is new, margin in millionths; and 1 where it
was signed beyond somebody's authority.
"""
UNKNOWN: Deal = (place(-1), place(-1), place(0), place(0), place(0))


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
def open_books(floor: Floor, orders: Table, invoices: Table) -> None:
    """Orders and invoices of earlier years: a part of their usual time has passed, the rest is to come."""
    book, opening = floor.book, floor.book.end[0]
    for order in orders:
        count_deal(floor.watch, book, order.rep, order.name, opening, BOOKINGS, order.amount, UNKNOWN, 0.0)
        left = uniform(floor.seed, floor.replication, OPENING, order.name, 0)
        take_order(floor, order.rep, order.name, opening, order.amount, left, UNKNOWN)
    for bill in invoices:
        count_deal(floor.watch, book, bill.rep, bill.name, opening, BOOKINGS, bill.amount, UNKNOWN, 0.0)
        left = uniform(floor.seed, floor.replication, OPENING, bill.name, 0)
        _bill(floor, bill.rep, bill.name, opening, bill.amount, 0, left, UNKNOWN)


@jit
def take_order(floor: Floor, rep: int, name: Word, time: float, value: int, left: float, deal: Deal) -> None:
    """Prepayment now, invoice on delivery; `left`: the part of the usual time to delivery still to come."""
    book, terms = floor.book, floor.terms[0]
    prepaid = part_of(value, terms.prepaid)
    note(book, time, rep, name, PREPAID, float(prepaid))
    _collect(floor.watch, book, rep, name, time, prepaid, deal, 0.0)
    u = uniform(floor.seed, floor.replication, DELIVERY, name, 0)
    delivered = time + left * days_of(terms.delivery, floor.quantiles, u)
    if delivered > book.end[-1]:
        note(book, book.end[-1], rep, name, UNBILLED, float(value))
        note(book, book.end[-1], rep, name, PREPAYMENTS, float(prepaid))
    else:
        _bill(floor, rep, name, delivered, value, prepaid, 1.0, deal)


@jit
def _bill(floor: Floor, rep: int, name: Word, time: float, value: int, prepaid: int, left: float, deal: Deal) -> None:
    """The invoice and what becomes of it; `left`: the part of the usual time to payment still to come."""
    book, terms = floor.book, floor.terms[0]
    note(book, time, rep, name, PREPAID_USED, float(prepaid))
    count_deal(floor.watch, book, rep, name, time, INVOICED, value, deal, 0.0)
    u = uniform(floor.seed, floor.replication, PAYMENT, name, 0)
    paid = time + left * days_of(terms.payment, floor.quantiles, u)
    if paid > book.end[-1]:
        note(book, book.end[-1], rep, name, RECEIVABLE, float(value - prepaid))
    elif uniform(floor.seed, floor.replication, BAD_DEBT, name, 0) < _never_paid(floor, deal):
        count_deal(floor.watch, book, rep, name, paid, BAD, value - prepaid, deal, paid - time)
        if deal[4] == 1:
            note(book, paid, rep, name, floor.selling.first + LEAKAGE, float(value - prepaid))
    else:
        _collect(floor.watch, book, rep, name, paid, value - prepaid, deal, paid - time)


@jit
def _never_paid(floor: Floor, deal: Deal) -> float:
    """Share of such invoices that are never paid."""
    return float(floor.terms[0].bad_debt + (floor.selling.terms[0].bad_debt if deal[4] == 1 else 0.0))
