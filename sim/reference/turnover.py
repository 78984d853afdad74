"""People leave as a month closes and others come as one opens, as the story tells it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.measured.turnover import U
from sim.measures import FIXED, M
from sim.reference.training import Pupil
from sim.rules.money import MICRO
from sim.rules.turnover import (
    WINDOW,
    chance_of_leaving,
    empty_months,
    falls_short,
    leaves,
    newness,
    paid_of_target,
)
from sim.world.turnover import FILLED, empty_seat, fill_seat, seats_of

if TYPE_CHECKING:
    from sim.reference.office import Office


class Staff:
    """Who sits where, and what drives whom away. seats: as in the world's tables, of which this year has its own."""

    def __init__(self, office: Office) -> None:
        self.office, self.turnover = office, office.world.turnover
        self.terms = self.turnover.terms[0]
        self.on = bool(self.terms.on)
        self.seats = seats_of(office.world)

    def is_empty(self, rep: int) -> bool:
        """Whether a seat is empty because somebody left."""
        return bool(self.seats.back[rep] != FILLED)

    def worth(self, rep: int) -> int:
        """What of usual sales who sits there makes this month, millionths."""
        return int(self.seats.worth[rep])

    def open(self, month: int) -> None:
        """Newcomers take their seats; what they do not know yet shows in their odds, or in what they sell."""
        if not self.on:
            return
        for rep in range(len(self.office.reps)):
            if self.seats.back[rep] == month and self.turnover.until[rep] > self.office.env.now:
                self._welcome(rep, month)
            elif self.seats.back[rep] != FILLED and self.turnover.until[rep] > self.office.env.now:
                self._note_first(rep, U.EMPTY_SEATS, 1.0)
        for rep in range(len(self.office.reps)):
            self._show_newness(rep, month)

    def _welcome(self, rep: int, month: int) -> None:
        office, until = self.office, float(self.turnover.until[rep])
        fill_seat(self.seats, rep, month, until)
        self._note_first(rep, U.NEWCOMERS, 1.0)
        self._note_first(rep, U.HIRING_COST, float(self.terms.cost))
        office.driven[rep] = office.world.drives.opening[rep]
        office.driven[rep].since = month
        if office.world.learning.on:
            office.school.pupils[rep] = Pupil(office.school, rep)
        office.reps[rep].desk.somebody_comes(rep, until)

    def _show_newness(self, rep: int, month: int) -> None:
        office, number = self.office, int(self.seats.number[rep])
        age, name = float(month) - self.seats.began[rep], office.world.reps[rep].name
        times = newness(self.terms, age, number, office.seed, office.replication, name)
        worth = times * float(self.turnover.times[rep]) if number else times
        self.seats.worth[rep] = math.floor(worth * MICRO + 0.5)
        shift = office.reps[rep].shift
        if shift.size and (number or times != 1.0):
            behind = math.log(times) / len(office.world.stages)
            shift += (self.turnover.others[rep] if number else np.zeros(shift.shape)) + behind

    def close(self, month: int) -> None:
        """Whoever is there as a month closes may leave with it."""
        if not self.on:
            return
        end = self.office.env.now
        rows = self.office.world.reps
        here = [rep for rep in range(len(rows)) if rows[rep].since <= end <= rows[rep].until]
        shares = {rep: paid_of_target(*self._paid(rep, month), float(self.turnover.target[rep])) for rep in here}
        for rep in here:
            self._may_leave(rep, month, shares)

    def _may_leave(self, rep: int, month: int, shares: dict[int, float]) -> None:
        office, name = self.office, self.office.world.reps[rep].name
        short = falls_short(*self._paid(rep, month), self.turnover.target[rep], self.turnover.aspires[rep])
        years = (month + 1 - float(self.seats.began[rep])) / 12.0
        results, peers = self._attainment(rep, month), (self._gone(rep, month), self._unfair(rep, shares))
        chance = chance_of_leaving(self.terms, short, results, *peers, years)
        self._note(rep, U.LEAVING_CHANCE, chance)
        if leaves(chance, office.seed, office.replication, name, month):
            self._note(rep, U.LEAVERS, 1.0)
            wait = empty_months(self.terms, office.seed, office.replication, name, month)
            empty_seat(self.seats, rep, month, office.env.now, wait)
            office.reps[rep].desk.somebody_goes(rep, office.env.now)

    def _paid(self, rep: int, month: int) -> tuple[float, float]:
        """Coins that who sits there was paid this year, and in how many months."""
        began, first = max(0, int(self.seats.began[rep])), FIXED + 4 * len(self.office.world.stages)
        components = int(self.office.world.pay.lines.component[-1]) + 1
        paid = self.office.sums[began + 1 : month + 2, rep, first : first + components]
        return float(paid.sum()), float(month + 1 - began)

    def _attainment(self, rep: int, month: int) -> float:
        quota = float(self.turnover.quota[rep, month])
        return float(self.office.sums[1 : month + 2, rep, M.BOOKINGS].sum()) / quota if quota > 0 else -1.0

    def _mates(self, rep: int) -> list[int]:
        """Places of everybody's seats in her team, hers among them."""
        team = self.office.world.desks.team
        return [other for other in range(len(team)) if team[other] == team[rep]]

    def _gone(self, rep: int, month: int) -> float:
        """Share of the team's seats left in the months before."""
        mates, place = self._mates(rep), int(self.terms.first) + U.LEAVERS
        left = self.office.sums[max(1, month + 1 - WINDOW) : month + 1, mates, place]
        return float(left.sum()) / len(mates)

    def _unfair(self, rep: int, shares: dict[int, float]) -> float:
        """By how much of pay at target teammates were paid more."""
        others = [shares[mate] for mate in self._mates(rep) if mate != rep and mate in shares]
        total = 0.0
        for share in others:
            total += share
        return max(0.0, total / len(others) - shares[rep]) if others else 0.0

    def _note(self, rep: int, measure: U, amount: float) -> None:
        self.office.note(rep, self.office.world.reps[rep].name, int(self.terms.first) + measure, amount)

    def _note_first(self, rep: int, measure: U, amount: float) -> None:
        at = float(np.nextafter(self.office.env.now, np.inf))
        place = int(self.terms.first) + measure
        self.office.note(rep, self.office.world.reps[rep].name, place, amount, at=at)
