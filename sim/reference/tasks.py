"""Hours of care and of prospecting that follow pay, told: what a rep decides as a month opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.mind.tasks import worth_of_hour
from sim.rules.presence import is_there
from sim.rules.tasks import CARE, PROSPECTING, times_planned

if TYPE_CHECKING:
    from sim.reference.rep import Rep


class Division:
    """How a rep divides her hours this month: times the planned ones, and what an hour is worth, by activity."""

    def __init__(self, rep: Rep) -> None:
        self.rep, self.tasks = rep, rep.office.world.tasks
        self.times = [float(usual) for usual in self.tasks.usual]
        self.worth = [0.0 for _ in self.times]

    def choose(self, month: int) -> None:
        """What suits her, if she is there and reacts."""
        for activity in range(len(self.times)):
            times, self.worth[activity] = self._choice(activity, month)
            self.times[activity] = min(times, float(self.tasks.most[activity, self.rep.place, month]))

    def _choice(self, activity: int, month: int) -> tuple[float, float]:
        office, place, terms = self.rep.office, self.rep.place, self.tasks.terms[0]
        way, world = office.world.behaviour[place], office.world
        here = is_there(world.reps[place], *world.period_end[month : month + 2])
        if not here or way.kind == 0 or self.tasks.place[activity] < 0:
            return float(self.tasks.usual[activity]), 0.0
        known = (way, world.pay, office.beliefs, place, month, office.sums, self.rep.effort, activity)
        worth = float(worth_of_hour(*known))
        return float(times_planned(worth, terms.cost, terms.low, terms.high)), worth

    def tell(self, month: int) -> None:
        """What was planned, and what an hour is worth, on the month's first instant."""
        office, row, terms = self.rep.office, self.rep.office.world.reps[self.rep.place], self.tasks.terms[0]
        planned = {PROSPECTING: float(office.world.market.hours[self.rep.place, month].prospecting)}
        planned[CARE] = office.clientele.planned[self.rep.place] if office.clientele else 0.0
        for activity, place in enumerate(self.tasks.place.tolist()):
            if place < 0 or planned[activity] <= 0:
                continue
            told = {place: planned[activity], place + int(terms.count): self.worth[activity] * planned[activity]}
            for measure, amount in told.items():
                if amount:
                    at = float(np.nextafter(office.env.now, np.inf))
                    office.note(self.rep.place, row.name, int(terms.first) + measure, amount, at=at)
