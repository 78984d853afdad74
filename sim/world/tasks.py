"""Hours that reps may move as the plan pays, in numbers."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from scenarios.tasks import ACTIVITIES
from sim.measured.tasks import moved
from sim.measures import believed
from sim.rules.tasks import PROSPECTING
from sim.seats import days_there
from sim.tables import Table, table
from sim.world.ways import MOST, hours_table

TERMS = np.dtype([("on", "i8"), ("cost", "f8"), ("low", "f8"), ("high", "f8"), ("first", "i8"), ("count", "i8")])
"""One row. on: 1 where hours may be moved. cost: coins an hour. low, high: multiples of planned hours. first: place of
the first measure; count: of how many activities it tells."""


class Tasks(NamedTuple):
    """terms: one TERMS row. place: int [activity], which measure tells of it, -1 where its hours stay as planned.

    usual: float [activity], multiples of planned hours of those who do not react. most: float [activity, rep, month],
    multiples for which there is time. believed: how many measures of a panel reps hold beliefs of.
    """

    terms: Table
    place: npt.NDArray[np.int64]
    usual: npt.NDArray[np.float64]
    most: npt.NDArray[np.float64]
    believed: int


def tasks_of(scenario: Scenario, first: int) -> Tasks:
    """What `mind.hours` says; `first`: place of its first measure in the panel, -1 where there is none."""
    written, asked, coin = scenario.mind.hours, moved(scenario), 10**scenario.company.currency.minor_digits
    row = (1, float(written.cost) * coin, written.low, written.high) if written else (0, 1.0, 1.0, 1.0)
    market = scenario.market if isinstance(scenario.market, FunnelMarket) else None
    hours = hours_table(scenario, market)
    most = np.full((len(ACTIVITIES), *hours.shape), np.inf)
    room = MOST * np.array([[rep.hours_per_day] for rep in scenario.people.reps]) * days_there(scenario)
    left = np.maximum(room - hours.researching - hours.briefing, hours.prospecting)
    np.divide(left, hours.prospecting, out=most[PROSPECTING], where=hours.prospecting > 0)
    return Tasks(
        terms=table(TERMS, [(*row, first, len(asked))]),
        place=np.array([asked.index(each) if each in asked else -1 for each in ACTIVITIES], np.int64),
        usual=np.ones(len(ACTIVITIES)),
        most=most,
        believed=len(believed(scenario)),
    )
