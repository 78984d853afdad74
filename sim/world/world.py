"""All of a scenario's numbers in one bundle of tables."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.pay.table import PayTable, make_pay_table
from sim.tables import Table
from sim.world.clock import period_ends, weeks_table
from sim.world.demand import channels_table, segments_table, streams_table
from sim.world.position import deals_table, invoices_table, orders_table
from sim.world.process import odds_of, stages_table, terms_table
from sim.world.response import behaviour_table, response_table
from sim.world.roster import reps_table, takers_table


class World(NamedTuple):
    """A scenario in numbers; each table's columns are named where it is made.

    period_end: float [months + 1], working days. takers_first: int [territory + 1]. odds: float [rep, stage].
    """

    period_end: npt.NDArray[np.float64]
    weeks: Table
    reps: Table
    takers: Table
    takers_first: npt.NDArray[np.int64]
    streams: Table
    segments: Table
    channels: Table
    stages: Table
    odds: npt.NDArray[np.float64]
    terms: Table
    deals: Table
    orders: Table
    invoices: Table
    response: Table
    behaviour: Table
    pay: PayTable


def make_world(scenario: Scenario) -> World:
    """Everything engines and minds need of a scenario; pure: the same scenario gives the same world."""
    takers, takers_first = takers_table(scenario)
    return World(
        period_end=period_ends(scenario),
        weeks=weeks_table(scenario),
        reps=reps_table(scenario),
        takers=takers,
        takers_first=takers_first,
        streams=streams_table(scenario),
        segments=segments_table(scenario),
        channels=channels_table(scenario),
        stages=stages_table(scenario),
        odds=odds_of(scenario),
        terms=terms_table(scenario),
        deals=deals_table(scenario),
        orders=orders_table(scenario),
        invoices=invoices_table(scenario),
        response=response_table(scenario),
        behaviour=behaviour_table(scenario),
        pay=make_pay_table(scenario),
    )
