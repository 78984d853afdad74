"""A customer who signed: pays a part at once, is delivered, and pays the rest, late or never."""

from dataclasses import dataclass

from sim.draws import BAD_DEBT, DELIVERY, OPENING, PAYMENT, Word, uniform
from sim.measures import M
from sim.reference.office import Office, Story
from sim.rules.money import part_of
from sim.rules.waits import days_of


@dataclass
class Order:
    """A signed contract on its way to cash; amounts in coins."""

    office: Office
    rep: int
    name: Word
    value: int
    prepaid: int = 0
    delivered: bool = False
    settled: bool = False

    def prepay(self) -> None:
        self.prepaid = part_of(self.value, self.office.world.terms[0].prepaid)
        self.note(M.PREPAID, self.prepaid)
        self.note(M.COLLECTED, self.prepaid)

    def live(self, delivery_left: float = 1.0, payment_left: float = 1.0) -> Story:
        """Delivery, invoice, payment or write-off; the parts of the usual times that are still to come."""
        env, terms, shapes = self.office.env, self.office.world.terms[0], self.office.world.quantiles
        if not self.delivered:
            yield env.timeout(delivery_left * days_of(terms.delivery, shapes, self.luck(DELIVERY)))
            self.deliver()
        yield env.timeout(payment_left * days_of(terms.payment, shapes, self.luck(PAYMENT)))
        never = self.luck(BAD_DEBT) < terms.bad_debt
        self.note(M.BAD_DEBT if never else M.COLLECTED, self.value - self.prepaid)
        self.settled = True

    def deliver(self) -> None:
        self.delivered = True
        self.note(M.INVOICED, self.value)
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


def buy(office: Office, rep: int, name: Word, segment: int, channel: int, value: int) -> None:
    """A contract is signed."""
    world = office.world
    order = Order(office, rep, name, value)
    order.note(M.BOOKINGS, value)
    order.note(M.GROSS_MARGIN, part_of(value, world.segments[segment].margin))
    order.note(M.NEW_CUSTOMERS, float(world.channels[channel].new_customer))
    order.prepay()
    _begin(order)


def open_books(office: Office) -> None:
    """Orders and invoices that the year opens with: a part of their usual time has passed."""
    for row in office.world.orders:
        order = Order(office, int(row.rep), row.name, int(row.amount))
        order.note(M.BOOKINGS, order.value)
        order.prepay()
        _begin(order, delivery_left=order.luck(OPENING))
    for row in office.world.invoices:
        order = Order(office, int(row.rep), row.name, int(row.amount))
        order.note(M.BOOKINGS, order.value)
        order.deliver()
        _begin(order, payment_left=order.luck(OPENING))


def _begin(order: Order, delivery_left: float = 1.0, payment_left: float = 1.0) -> None:
    order.office.under_way.append(order)
    order.office.env.process(order.live(delivery_left, payment_left))
