"""One replication of a year as a story: all begin, each month opens and closes, the books are closed."""

import numpy as np
import numpy.typing as npt

from sim.log import Log
from sim.mind.beliefs import Beliefs
from sim.reference.customer import open_books
from sim.reference.market import open_deals, weeks
from sim.reference.office import Office, Story
from sim.reference.rep import Rep
from sim.world.world import World


def live_year(
    world: World, beliefs: Beliefs, seed: int, replication: int, measures: int
) -> tuple[npt.NDArray[np.float64], Log]:
    """Sums by [period, rep, measure], and every entry."""
    office = Office(world, beliefs, seed, replication, measures)
    reps = [Rep(office, place) for place in range(len(world.reps))]
    office.env.process(_open(office, reps))
    office.env.process(weeks(office, reps))
    office.env.run(until=office.env.process(_months(office, reps)))
    return office.sums, office.log()


def _open(office: Office, reps: list[Rep]) -> Story:
    """The first morning: what the year opens with."""
    yield office.env.timeout(office.world.period_end[0])
    open_books(office)
    open_deals(office, reps)


def _months(office: Office, reps: list[Rep]) -> Story:
    """A month closes after everything else of its last instant; then reps decide on the next."""
    last = len(office.world.period_end) - 1
    for period in range(last + 1):
        yield office.month_end(period)
        if period > 0:
            _close(office, reps, period - 1)
        if period < last:
            office.period = period + 1
            for rep in reps:
                rep.decide(period)
    for thing in office.under_way:
        thing.close()


def _close(office: Office, reps: list[Rep], month: int) -> None:
    for rep in reps:
        if office.world.behaviour[0].direct:
            rep.sell_directly(month)
    office.pay(month)
