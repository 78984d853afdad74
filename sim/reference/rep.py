"""A rep: one pair of hands, an effort decided each month, a pay slip when it closes."""

from math import isinf

import numpy as np
import simpy

from sim.measures import FIXED, M
from sim.mind.myopic import choose_effort
from sim.pay.engine import line_pay, pieces_of
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
        lines = range(len(world.pay.lines))
        sold = np.array([self.office.sold(self.place, line, month) for line in lines])
        self.effort = choose_effort(world.behaviour[0], world.pay, self.office.beliefs, self.place, month, sold)
        first_instant = np.nextafter(self.office.env.now, np.inf)
        self.office.note(self.place, self.name, M.EFFORT, self.effort, at=first_instant)

    def sell_directly(self, month: int) -> None:
        """The direct world: a month's sales come, are delivered and are paid at its end."""
        office, way = self.office, self.office.world.behaviour[0]
        here = office.world.response[self.place, month]
        fortune = luck(way.noise, way.noise_cv, office.seed, office.replication, self.name, month)
        amount = sale(here.level, here.effect, self.effort, way.noise, here.sd, here.lot, fortune)
        for measure in (M.BOOKINGS, M.INVOICED, M.COLLECTED):
            office.note(self.place, self.name, measure, amount)
        office.note(self.place, self.name, M.GROSS_MARGIN, part_of(amount, way.margin))

    def be_paid(self, month: int) -> None:
        """Pay of every line whose period closes with this month."""
        table = self.office.world.pay
        first_pay = FIXED + 4 * len(self.office.world.stages)
        for line in np.flatnonzero(table.spans.last[:, month] == month).tolist():
            amount = int(self.office.sold(self.place, line, month) + self._this_month(line))
            pay = line_pay(pieces_of(table, table.curve[line, self.place, month]), amount)
            self.office.note(self.place, self.name, first_pay + table.lines[line].component, pay)

    def _this_month(self, line: int) -> float:
        measure = self.office.world.pay.lines[line].measure
        return 0.0 if measure < 0 else float(self.office.sums[self.office.period, self.place, measure])
