"""One replication of a year as a story: all begin, each month opens and closes, the books are closed."""

import numpy as np
import numpy.typing as npt

from sim.log import Log
from sim.mind.beliefs import Beliefs
from sim.reference.clients import Clientele
from sim.reference.customer import open_books
from sim.reference.drive import look_back
from sim.reference.market import open_deals, weeks
from sim.reference.office import MONTH_CLOSES, ORDERS_MOVE, Office, Story
from sim.reference.rep import Rep
from sim.reference.timing import last_days, move_sales, pull_forward
from sim.world.world import World


def live_year(
    world: World, beliefs: Beliefs, seed: int, replication: int, measures: int
) -> tuple[npt.NDArray[np.float64], Log]:
    """Sums by [period, rep, measure], and every entry."""
    office = Office(world, beliefs, seed, replication, measures)
    office.reps = [Rep(office, place) for place in range(len(world.reps))]
    office.market.open(-1)
    if world.life.on:
        office.clientele = Clientele(office)
        office.clientele.open()
        office.clientele.bring_leads(0)
    office.env.process(_open(office))
    office.env.process(weeks(office))
    if world.timing.terms[0].hold and world.timing.terms[0].on and not world.direct[0].on:
        office.env.process(last_days(office))
    office.env.run(until=office.env.process(_months(office)))
    return office.sums, office.log()


def _open(office: Office) -> Story:
    """The first morning: what the year opens with."""
    yield office.env.timeout(office.world.period_end[0])
    open_books(office)
    open_deals(office)


def _months(office: Office) -> Story:
    """A month closes after everything else of its last instant; then reps decide on the next."""
    last = len(office.world.period_end) - 1
    moves = office.world.timing.terms[0].on and not office.world.direct[0].on
    for period in range(last + 1):
        if moves and period > 0:
            yield office.at(office.world.period_end[period], ORDERS_MOVE)
            pull_forward(office, period - 1)
        yield office.at(office.world.period_end[period], MONTH_CLOSES)
        if period > 0:
            _close(office, period - 1)
        elif office.clientele:
            office.clientele.begin_year()
        if period < last:
            office.period = period + 1
            _begin(office, period)
    for thing in office.under_way:
        thing.close()


def _begin(office: Office, month: int) -> None:
    """A month opens: what people decide, what takes hours and shifts odds, and the hours that are left for leads."""
    for rep in office.reps:
        rep.take_back()
    office.staff.open(month)
    look_back(office, month)
    for rep in office.reps:
        rep.begin_month(month)
    if office.world.tasks.terms[0].on:
        for rep in office.reps:
            rep.division.choose(month)
    office.school.open(month)
    for rep in office.reps:
        rep.work_by_standards(month)
    office.school.lift_odds()
    if office.clientele:
        office.clientele.keep_records(month)
        office.clientele.open_month(month)
    office.market.open(month)
    for rep in office.reps:
        if office.world.tasks.terms[0].on:
            rep.division.tell(month)
        rep.find_hours(month)


def _close(office: Office, month: int) -> None:
    if office.world.direct[0].on:
        for rep in office.reps:
            rep.sell_directly(month)
        for rep in office.reps if office.world.timing.terms[0].on else ():
            move_sales(rep, month)
    if office.clientele:
        office.clientele.close(month)
    if office.world.account.on:
        for rep in office.reps:
            rep.clock.end_month(month)
    office.school.close(month)
    office.market.close(month)
    office.pay(month)
    office.staff.close(month)
