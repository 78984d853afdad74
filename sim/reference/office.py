"""The office: one simulated time for everybody, and one book in which everything is noted."""

from collections.abc import Generator
from typing import Any, Protocol

import numpy as np
import simpy
from simpy.events import EventPriority

from sim.draws import Word
from sim.log import ENTRY, Log, in_order
from sim.measures import FIXED
from sim.mind.beliefs import Beliefs
from sim.pay.engine import pay_month
from sim.world.world import World

Story = Generator[simpy.Event, Any, None]
AFTER_ALL_ELSE = EventPriority(2)
"""SimPy's events at one instant go by priority, 0 and 1 being its own; a month closes after both."""


class UnderWay(Protocol):
    """What a year's end may find unfinished: a lead, an order."""

    def close(self) -> None: ...


class Office:
    """Time, chance and the book of one replication."""

    def __init__(self, world: World, beliefs: Beliefs, seed: int, replication: int, measures: int) -> None:
        self.world, self.beliefs = world, beliefs
        self.seed, self.replication = np.uint64(seed), replication
        self.env = simpy.Environment()
        self.period = 0
        self.sums = np.zeros((len(world.period_end), len(world.reps), measures))
        self.entries: list[tuple[float, int, Word, int, float]] = []
        self.under_way: list[UnderWay] = []

    def note(self, rep: int, who: Word, measure: int, amount: float, at: float | None = None) -> None:
        """Something happened now, or at an instant just after."""
        self.sums[self.period, rep, measure] += amount
        self.entries.append((self.env.now if at is None else at, rep, who, measure, amount))

    def month_end(self, period: int) -> simpy.Event:
        """An event at a period's last instant, after everything else of that instant."""
        close = simpy.Event(self.env)
        close._ok, close._value = True, None
        delay = self.world.period_end[period] - self.env.now
        self.env.schedule(close, priority=AFTER_ALL_ELSE, delay=delay)
        return close

    def log(self) -> Log:
        return in_order(np.array(self.entries, ENTRY))

    def pay(self, month: int) -> None:
        """Everybody's pay for the month that closes, component by component."""
        table, first_pay = self.world.pay, FIXED + 4 * len(self.world.stages)
        paid = np.zeros((len(self.world.reps), int(table.lines.component[-1]) + 1), np.int64)
        pay_month(table, self.sums, month, first_pay, paid)
        for rep, component in np.argwhere(paid).tolist():
            self.note(rep, self.world.reps[rep].name, first_pay + component, float(paid[rep, component]))
