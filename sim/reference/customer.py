"""A customer who signed: pays a part at once, is delivered, and pays the rest, late or never."""

from dataclasses import dataclass

import numpy as np

from sim.draws import BAD_DEBT, DELIVERY, OPENING, PAYMENT, Word, uniform
from sim.measured.selling import S
from sim.measures import M
from sim.pay.credit import credited, watch_of
from sim.reference.office import Office, Story
from sim.rules.money import MICRO, part_of
from sim.rules.waits import days_of


@dataclass(frozen=True)
class Contract:
    """What was agreed on; value: at list, given: discount, both coins. breach: signed beyond somebody's authority."""

    segment: int
    channel: int
    value: int
    given: int = 0
    breach: bool = False


@dataclass
class Order:
    """A signed contract on its way to cash; amounts in coins. segment, channel: -1 where nobody knows.

    margin: gross margin in millionths. breach: signed beyond somebody's authority, so that more is never paid.
    """

    office: Office
    rep: int
    name: Word
    value: int
    segment: int = -1
    channel: int = -1
    margin: int = 0
    breach: bool = False
    prepaid: int = 0
    billed: float = 0.0
    delivered: bool = False
    settled: bool = False

    def prepay(self) -> None:
        self.prepaid = part_of(self.value, self.office.world.terms[0].prepaid)
        self.note(M.PREPAID, self.prepaid)
        self.collect(self.prepaid)

    def live(self, delivery_left: float = 1.0, payment_left: float = 1.0) -> Story:
        """Delivery, invoice, payment or write-off; the parts of the usual times that are still to come."""
        env, terms, shapes = self.office.env, self.office.world.terms[0], self.office.world.quantiles
        if not self.delivered:
            yield env.timeout(delivery_left * days_of(terms.delivery, shapes, self.luck(DELIVERY)))
            self.deliver()
        yield env.timeout(payment_left * days_of(terms.payment, shapes, self.luck(PAYMENT)))
        risk = terms.bad_debt + (self.office.world.selling.terms[0].bad_debt if self.breach else 0.0)
        if self.luck(BAD_DEBT) < risk:
            self.count(M.BAD_DEBT, self.value - self.prepaid, env.now - self.billed)
            if self.breach:
                self.office.note_selling(self.rep, self.name, S.LEAKAGE, float(self.value - self.prepaid))
        else:
            self.collect(self.value - self.prepaid, env.now - self.billed)
        self.settled = True

    def deliver(self) -> None:
        self.delivered, self.billed = True, self.office.env.now
        self.count(M.INVOICED, self.value)
        self.note(M.PREPAID_USED, self.prepaid)

    def close(self) -> None:
        """What the year's end finds under way."""
        if not self.delivered:
            self.note(M.CLOSING_UNBILLED, self.value)
            self.note(M.CLOSING_PREPAID, self.prepaid)
        elif not self.settled:
            self.note(M.CLOSING_RECEIVABLE, self.value - self.prepaid)

    def luck(self, purpose: int) -> float:
        return uniform(self.office.seed, self.office.replication, purpose, self.name, 0)

    def note(self, measure: int, amount: float) -> None:
        self.office.note(self.rep, self.name, measure, amount)

    def collect(self, amount: int, days: float = 0.0) -> None:
        """Cash is received, a part of it gross margin."""
        self.count(M.COLLECTED, amount, days)
        self.count(M.COLLECTED_MARGIN, part_of(amount, self.margin), days)

    def count(self, measure: int, amount: int, days: float = 0.0) -> None:
        """Notes it, and what of it the plan counts deal by deal; `days`: from invoice to payment."""
        self.note(measure, amount)
        pay, channel = self.office.world.pay, self.channel
        new = int(self.office.world.channels[channel].new_customer) if channel >= 0 else 0
        for event in np.flatnonzero(pay.events.measure == measure).tolist():
            counts = credited(watch_of(pay), event, amount, self.segment, channel, new, days, self.office.env.now)
            if counts:
                self.note(pay.events[event].column, counts)


def buy(office: Office, rep: int, name: Word, contract: Contract) -> tuple[int, int]:
    """A contract is signed; its value and gross margin, coins."""
    world, share = office.world, int(office.world.segments[contract.segment].margin)
    value, margin = contract.value - contract.given, part_of(contract.value, share) - contract.given
    if contract.given and value > 0:
        share = (margin * MICRO) // value
    order = Order(office, rep, name, value, contract.segment, contract.channel, share, contract.breach)
    order.count(M.WON_DEALS, 1)
    order.count(M.BOOKINGS, value)
    order.count(M.GROSS_MARGIN, margin)
    order.count(M.NEW_CUSTOMERS, int(world.channels[contract.channel].new_customer))
    order.prepay()
    _begin(order)
    return value, margin


def open_books(office: Office) -> None:
    """Orders and invoices that the year opens with: a part of their usual time has passed."""
    for row in office.world.orders:
        order = Order(office, int(row.rep), row.name, int(row.amount))
        order.count(M.BOOKINGS, order.value)
        order.prepay()
        _begin(order, delivery_left=order.luck(OPENING))
    for row in office.world.invoices:
        order = Order(office, int(row.rep), row.name, int(row.amount))
        order.count(M.BOOKINGS, order.value)
        order.deliver()
        _begin(order, payment_left=order.luck(OPENING))


def _begin(order: Order, delivery_left: float = 1.0, payment_left: float = 1.0) -> None:
    order.office.under_way.append(order)
    order.office.env.process(order.live(delivery_left, payment_left))
