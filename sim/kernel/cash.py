"""From signature to cash: prepayment, invoice on delivery, payment or write-off, all known when signed."""

from sim.draws import BAD_DEBT, DELIVERY, OPENING, PAYMENT, Word, uniform
from sim.jit import jit
from sim.kernel.book import note
from sim.kernel.floor import Floor
from sim.measures import M
from sim.pay.credit import credited
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
Deal = tuple[int, int, int]
"""What a plan may ask of a deal: its segment, its channel, and 1 where the customer is new."""
UNKNOWN: Deal = (-1, -1, 0)


@jit
def sign(floor: Floor, rep: int, lead: int, time: float) -> None:
    """A contract is signed with a lead: booked at once, a part prepaid, the rest under way."""
    row, book = floor.leads[lead], floor.book
    name, segment = row.name, floor.segments[row.segment]
    if row.deal >= 0:
        value = floor.deals[row.deal].value
    else:
        value = deal_value(segment, floor.parts, name, floor.seed, floor.replication)
    new = floor.channels[row.channel].new_customer
    deal = (row.segment, row.channel, int(new))
    note(book, time, rep, name, WON, 1.0)
    note(book, time, rep, name, DAYS_TO_WIN, in_ticks(time - row.created))
    note(book, time, rep, name, BOOKINGS, float(value))
    note(book, time, rep, name, MARGIN, float(part_of(value, segment.margin)))
    note(book, time, rep, name, NEW, new)
    count_deal(floor, rep, name, time, WON, 1, deal, 0.0)
    count_deal(floor, rep, name, time, BOOKINGS, value, deal, 0.0)
    count_deal(floor, rep, name, time, MARGIN, part_of(value, segment.margin), deal, 0.0)
    count_deal(floor, rep, name, time, NEW, int(new), deal, 0.0)
    _order(floor, rep, name, time, value, 1.0, deal)


@jit
def count_deal(
    floor: Floor, rep: int, name: Word, time: float, measure: int, amount: int, deal: Deal, days: float
) -> None:
    """What of this the plan counts deal by deal."""
    for event in range(len(floor.pay.events)):
        row = floor.pay.events[event]
        if row.measure == measure:
            counts = credited(floor.pay, event, amount, deal[0], deal[1], deal[2], days, time)
            if counts != 0:
                note(floor.book, time, rep, name, row.column, float(counts))


@jit
def open_books(floor: Floor, orders: Table, invoices: Table) -> None:
    """Orders and invoices of earlier years: a part of their usual time has passed, the rest is to come."""
    book, opening = floor.book, floor.book.end[0]
    for order in orders:
        note(book, opening, order.rep, order.name, BOOKINGS, float(order.amount))
        count_deal(floor, order.rep, order.name, opening, BOOKINGS, order.amount, UNKNOWN, 0.0)
        left = uniform(floor.seed, floor.replication, OPENING, order.name, 0)
        _order(floor, order.rep, order.name, opening, order.amount, left, UNKNOWN)
    for bill in invoices:
        note(book, opening, bill.rep, bill.name, BOOKINGS, float(bill.amount))
        count_deal(floor, bill.rep, bill.name, opening, BOOKINGS, bill.amount, UNKNOWN, 0.0)
        left = uniform(floor.seed, floor.replication, OPENING, bill.name, 0)
        _bill(floor, bill.rep, bill.name, opening, bill.amount, 0, left, UNKNOWN)


@jit
def _order(floor: Floor, rep: int, name: Word, time: float, value: int, left: float, deal: Deal) -> None:
    """Prepayment now, invoice on delivery; `left`: the part of the usual time to delivery still to come."""
    book, terms = floor.book, floor.terms[0]
    prepaid = part_of(value, terms.prepaid)
    note(book, time, rep, name, PREPAID, float(prepaid))
    note(book, time, rep, name, COLLECTED, float(prepaid))
    count_deal(floor, rep, name, time, COLLECTED, prepaid, deal, 0.0)
    u = uniform(floor.seed, floor.replication, DELIVERY, name, 0)
    delivered = time + left * days_of(terms.delivery, floor.quantiles, u)
    if delivered > book.end[-1]:
        note(book, book.end[-1], rep, name, UNBILLED, float(value))
        note(book, book.end[-1], rep, name, PREPAYMENTS, float(prepaid))
    else:
        _bill(floor, rep, name, delivered, value, prepaid, 1.0, deal)


@jit
def _bill(
    floor: Floor, rep: int, name: Word, time: float, value: int, prepaid: int, left: float, deal: Deal
) -> None:
    """The invoice and what becomes of it; `left`: the part of the usual time to payment still to come."""
    book, terms = floor.book, floor.terms[0]
    note(book, time, rep, name, INVOICED, float(value))
    note(book, time, rep, name, PREPAID_USED, float(prepaid))
    count_deal(floor, rep, name, time, INVOICED, value, deal, 0.0)
    u = uniform(floor.seed, floor.replication, PAYMENT, name, 0)
    paid = time + left * days_of(terms.payment, floor.quantiles, u)
    if paid > book.end[-1]:
        note(book, book.end[-1], rep, name, RECEIVABLE, float(value - prepaid))
    elif uniform(floor.seed, floor.replication, BAD_DEBT, name, 0) < terms.bad_debt:
        note(book, paid, rep, name, BAD, float(value - prepaid))
        count_deal(floor, rep, name, paid, BAD, value - prepaid, deal, paid - time)
    else:
        note(book, paid, rep, name, COLLECTED, float(value - prepaid))
        count_deal(floor, rep, name, paid, COLLECTED, value - prepaid, deal, paid - time)
