"""A desk: a queue, and the hands that work from it."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from math import isinf
from typing import TYPE_CHECKING

import numpy as np
import simpy
from simpy.events import EventPriority

from sim.draws import Word

if TYPE_CHECKING:
    from sim.reference.lead import Lead
    from sim.reference.office import Office, Story

AFTER_ALL_THAT_HAPPENS = 2.0
A_DESK = 2.0**-20
"""Desks look at who waits after everything else of an instant, each in its turn."""


@dataclass
class Hand:
    """Somebody at a desk; rep: place in the roster, -1 for a manager."""

    rep: int
    hours_per_day: float
    since: float
    until: float
    free_since: float
    busy: bool = False

    def is_free(self, now: float) -> bool:
        return not self.busy and self.since <= now <= self.until


@dataclass(order=True)
class Turn:
    """A place in a queue. called: succeeds with the hand that takes it, with None where it is sent away."""

    rank: float
    joined: float
    name: int
    called: simpy.Event = field(compare=False)
    lead: Lead | None = field(compare=False, default=None)


class Desk:
    """First come, first served within a rank, by name where two come at once; the hand that is free longest serves."""

    def __init__(self, office: Office, place: int) -> None:
        self.office, self.place = office, place
        row = office.world.desks.desks[place]
        self.review = row.review
        hands = office.world.desks.hands[row.first : row.last]
        self.hands = [
            Hand(int(h.rep), float(h.hours_per_day), float(h.since), float(h.until), float(h.since)) for h in hands
        ]
        self.waiting: list[Turn] = []
        for hand in self.hands:
            if hand.since > 0 and not isinf(hand.since):
                office.env.process(self._greet(hand.since))

    def ask(self, name: Word, rank: float = 0.0, lead: Lead | None = None) -> Turn:
        """Stands in the queue."""
        turn = Turn(rank, self.office.env.now, int(name), self.office.env.event(), lead)
        insort(self.waiting, turn)
        self.look_soon()
        return turn

    def leave(self, turn: Turn) -> None:
        """Gives up waiting."""
        self.waiting.remove(turn)

    def send_away(self, turn: Turn) -> None:
        """Somebody else will serve it."""
        self.waiting.remove(turn)
        turn.called.succeed(None)

    def release(self, hand: Hand) -> None:
        """The hand is done with what it took."""
        hand.busy, hand.free_since = False, self.office.env.now
        self.look_soon()

    def look_soon(self) -> None:
        """Looks at who waits, after everything else of this instant."""
        if self.waiting:
            look = simpy.Event(self.office.env)
            look._ok, look._value = True, None
            look.callbacks.append(self._look)
            turn = AFTER_ALL_THAT_HAPPENS + A_DESK * self.place
            self.office.env.schedule(look, priority=EventPriority(turn))  # type: ignore[arg-type]

    def _look(self, _: simpy.Event) -> None:
        now = self.office.env.now
        while self.waiting:
            free = [hand for hand in self.hands if hand.is_free(now)]
            if not free:
                return
            hand = min(free, key=lambda hand: hand.free_since)
            hand.busy = True
            self.waiting.pop(0).called.succeed(hand)

    def somebody_goes(self, rep: int, until: float) -> None:
        """From an instant on one of those who serve is no longer there."""
        for hand in self.hands:
            if hand.rep == rep:
                hand.until = until

    def somebody_comes(self, rep: int, until: float) -> None:
        """Somebody new takes her place from the next instant on."""
        self.somebody_goes(rep, until)
        now = self.office.env.now
        self.office.env.process(self._greet(float(np.nextafter(now, np.inf)) - now))

    def _greet(self, days: float) -> Story:
        """Somebody joins in the year, in so many days."""
        yield self.office.env.timeout(days)
        self.look_soon()
