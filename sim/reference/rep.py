"""A rep: an effort decided each month, and how things stand with her."""

from __future__ import annotations

import numpy as np

from sim.measures import M
from sim.mind.choice import choose_effort
from sim.reference.customer import Order
from sim.reference.drive import effort_as_driven
from sim.reference.hours import Clock
from sim.reference.office import Office
from sim.reference.process import Habits, begin_month
from sim.reference.tasks import Division
from sim.rules.duties import behind
from sim.rules.money import part_of
from sim.rules.presence import is_there
from sim.rules.response import luck, sale


class Rep:
    """Works from a desk, on one lead at a time.

    clock: her hours. habits: how she keeps to the process. shift: log-odds beside the usual this month, [segment,
    stage]. negotiation: skill above the middle. gap: how far behind target. prompt: multiple of the time to a first
    answer. hours_taken: of this month, by what is not leads. level: place among the levels. holds: whether signatures
    wait for the next month. carried: coins that the next month's sales begin with, less where they were had early.
    division: of her hours between activities.
    """

    def __init__(self, office: Office, place: int) -> None:
        world = office.world
        self.office, self.place = office, place
        self.name = world.reps[place].name
        self.desk = office.desks[int(world.desks.own[place])]
        self.effort = float(world.behaviour[place].usual)
        self.clock = Clock(office, place)
        self.habits = Habits(float(world.standards.skill[place]))
        self.shift = np.zeros(world.odds.shape[1:])
        self.negotiation = float(world.selling.negotiation[place])
        self.gap, self.prompt, self.hours_taken = 0.0, 1.0, 0.0
        self.holds, self.carried = False, 0
        self.level = int(world.selling.level[place])
        self.division = Division(self)

    @property
    def hours_per_day(self) -> float:
        """For leads, this month."""
        return self.clock.hours_per_day

    @property
    def drive(self) -> float:
        """Log-odds of a yes that effort beyond the usual adds to work begun now."""
        terms = self.office.world.terms[0]
        return float(terms.effort_effect * (self.effort - terms.usual))

    def take_back(self) -> None:
        """What the month before changed of hours and odds."""
        self.shift[:], self.hours_taken = 0.0, 0.0

    def begin_month(self, month: int) -> None:
        """Effort for the month, from what the plan will pay for it; none while her seat is empty."""
        office, world = self.office, self.office.world
        sold = float(office.sums[1 : month + 1, self.place, M.BOOKINGS].sum())
        self.gap = behind(sold, float(world.selling.planned[self.place, month]))
        if not is_there(world.reps[self.place], *world.period_end[month : month + 2]):
            self.effort = 0.0
            return
        self.effort = choose_effort(
            world.behaviour[self.place], world.pay, office.beliefs, self.place, month, office.sums
        )
        self.effort = effort_as_driven(self, month, self.effort)
        first_instant = np.nextafter(office.env.now, np.inf)
        office.note(self.place, self.name, M.EFFORT, self.effort, at=first_instant)

    def work_by_standards(self, month: int) -> None:
        """Tools and process: what they take of the month's hours, and how they shift odds."""
        taken, shift = begin_month(self.office, self.place, self.habits, month)
        self.hours_taken += taken
        self.shift += shift
        if self.office.world.tools.on:
            self.prompt = float(self.office.world.tools.response[self.place, month])

    def find_hours(self, month: int) -> None:
        """Hours a day that are left for leads, all that takes from them being known."""
        self.clock.begin_month(month, self.hours_taken)

    def sell_directly(self, month: int) -> None:
        """The direct world: a month's sales come, are delivered and are paid at its end."""
        office, way = self.office, self.office.world.direct[0]
        here = office.world.response[self.place, month]
        fortune = luck(way.noise, way.noise_cv, office.seed, office.replication, self.name, month)
        amount = sale(here.level, here.effect, self.effort, way.noise, here.sd, here.lot, fortune)
        if office.staff.on:
            amount = 0 if office.staff.is_empty(self.place) else part_of(amount, office.staff.worth(self.place))
        amount += self.carried
        self.carried = 0
        self.book_sales(amount, part_of(amount, way.margin))

    def book_sales(self, amount: int, margin: int) -> None:
        """They are signed, delivered and paid."""
        month_of_sales = Order(self.office, self.place, self.name, amount)
        for measure in (M.BOOKINGS, M.INVOICED, M.COLLECTED):
            month_of_sales.count(measure, amount)
        for measure in (M.GROSS_MARGIN, M.COLLECTED_MARGIN):
            month_of_sales.count(measure, margin)
