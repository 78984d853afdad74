"""The office: one simulated time for everybody, and one book in which everything is noted."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import simpy
from simpy.events import EventPriority

from sim.draws import Word, uniform
from sim.log import ENTRY, Log, in_order
from sim.measures import FIXED
from sim.mind.beliefs import Beliefs
from sim.pay.engine import pay_month
from sim.reference.desk import Desk
from sim.reference.market_now import MarketNow
from sim.reference.training import School
from sim.reference.turnover import Staff
from sim.world.turnover import with_own_seats
from sim.world.world import World

if TYPE_CHECKING:
    from sim.reference.clients import Clientele
    from sim.reference.lead import Lead
    from sim.reference.rep import Rep

Story = Generator[simpy.Event, Any, None]
ORDERS_MOVE, MONTH_CLOSES = EventPriority(3), EventPriority(4)
"""SimPy's events at one instant go by priority, 0 and 1 being its own, 2 that of desks; after these orders are signed
early, and when what comes of that at once has come, a month closes."""
MONDAY = EventPriority(5)
"""A week that begins at that very instant begins after the month's close."""


class UnderWay(Protocol):
    """What a year's end may find unfinished: a lead, an order."""

    def close(self) -> None: ...


class Office:
    """Time, chance and the book of one replication; its reps and desks.

    coming: leads whose customers will sign, or have signed. driven: what moves each rep beside pay, DRIVEN rows.
    """

    def __init__(self, world: World, beliefs: Beliefs, seed: int, replication: int, measures: int) -> None:
        self.world, self.beliefs = with_own_seats(world), beliefs
        self.seed, self.replication = np.uint64(seed), replication
        self.env = simpy.Environment()
        self.period = 0
        self.sums = np.zeros((len(world.period_end), len(world.reps), measures))
        self.entries: list[tuple[float, int, Word, int, float]] = []
        self.under_way: list[UnderWay] = []
        self.coming: list[Lead] = []
        self.desks = [Desk(self, place) for place in range(len(world.desks.desks))]
        self.reps: list[Rep] = []
        self.staff = Staff(self)
        self.driven = world.drives.opening.copy()
        self.school = School(self)
        self.market = MarketNow(self)
        self.clientele: Clientele | None = None

    def note(self, rep: int, who: Word, measure: int, amount: float, at: float | None = None) -> None:
        """Something happened now, or at an instant just after."""
        self.sums[self.period, rep, measure] += amount
        self.entries.append((self.env.now if at is None else at, rep, who, measure, amount))

    def note_selling(self, rep: int, who: Word, measure: int, amount: float = 1.0) -> None:
        """The same for what is counted of duties and authority, where it is."""
        if self.world.selling.on:
            self.note(rep, who, self.world.selling.first + measure, amount)

    def note_timing(self, rep: int, who: Word, measure: int, amount: float) -> None:
        """The same for what is counted of orders signed before their time, or after it."""
        self.note(rep, who, int(self.world.timing.terms[0].first) + measure, amount)

    def luck(self, purpose: int, who: Word, count: int = 0) -> float:
        """A fair number between 0 and 1 that belongs to a name."""
        return uniform(self.seed, self.replication, purpose, who, count)

    def at(self, time: float, priority: EventPriority) -> simpy.Event:
        """An event at an instant, among what else happens then by its priority."""
        event = simpy.Event(self.env)
        event._ok, event._value = True, None
        self.env.schedule(event, priority=priority, delay=time - self.env.now)
        return event

    def log(self) -> Log:
        return in_order(np.array(self.entries, ENTRY))

    def pay(self, month: int) -> None:
        """Everybody's pay for the month that closes, component by component."""
        table, first_pay = self.world.pay, FIXED + 4 * len(self.world.stages)
        paid = np.zeros((len(self.world.reps), int(table.lines.component[-1]) + 1), np.int64)
        pay_month(table, self.sums, month, first_pay, paid)
        for rep, component in np.argwhere(paid).tolist():
            if self.staff.is_empty(rep):
                continue
            self.note(rep, self.world.reps[rep].name, first_pay + component, float(paid[rep, component]))
