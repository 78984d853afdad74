"""A rep: one pair of hands, an effort decided each month."""

from math import isinf

import numpy as np
import simpy

from sim.measures import M
from sim.mind.myopic import choose_effort
from sim.reference.customer import Order
from sim.reference.office import Office, Story
from sim.rules.money import part_of
from sim.rules.presence import is_there
from sim.rules.response import luck, sale


class Rep:
    """Works on one lead at a time, in the order in which they joined the queue."""

    def __init__(self, office: Office, place: int) -> None:
        self.office, self.place = office, place
        self.name = office.world.reps[place].name
        self.hours_per_day = float(office.world.reps[place].hours_per_day)
        self.since, self.until = float(office.world.reps[place].since), float(office.world.reps[place].until)
        self.hands = simpy.Resource(office.env, capacity=1)
        self.effort = float(office.world.behaviour[0].usual)
        if self.since > 0:
            office.env.process(self._arrive())

    @property
    def has_left(self) -> bool:
        return self.office.env.now > self.until

    def _arrive(self) -> Story:
        """Until her first day nothing on her desk finds her hands free."""
        with self.hands.request() as empty_seat:
            yield empty_seat
            yield self.office.env.event() if isinf(self.since) else self.office.env.timeout(self.since)

    @property
    def drive(self) -> float:
        """Log-odds of a yes that effort beyond the usual adds to work begun now."""
        terms = self.office.world.terms[0]
        return float(terms.effort_effect * (self.effort - terms.usual))

    def decide(self, month: int) -> None:
        """Effort for the month that begins, from what the plan will pay for it; none while her seat is empty."""
        world = self.office.world
        if not is_there(world.reps[self.place], *world.period_end[month : month + 2]):
            self.effort = 0.0
            return
        sums = self.office.sums
        self.effort = choose_effort(world.behaviour[0], world.pay, self.office.beliefs, self.place, month, sums)
        first_instant = np.nextafter(self.office.env.now, np.inf)
        self.office.note(self.place, self.name, M.EFFORT, self.effort, at=first_instant)

    def sell_directly(self, month: int) -> None:
        """The direct world: a month's sales come, are delivered and are paid at its end."""
        office, way = self.office, self.office.world.behaviour[0]
        here = office.world.response[self.place, month]
        fortune = luck(way.noise, way.noise_cv, office.seed, office.replication, self.name, month)
        amount = sale(here.level, here.effect, self.effort, way.noise, here.sd, here.lot, fortune)
        month_of_sales = Order(office, self.place, self.name, amount)
        for measure in (M.BOOKINGS, M.INVOICED, M.COLLECTED):
            month_of_sales.count(measure, amount)
        for measure in (M.GROSS_MARGIN, M.COLLECTED_MARGIN):
            month_of_sales.count(measure, part_of(amount, way.margin))
