"""The direct world in numbers: what a rep's month brings."""

import numpy as np

from scenarios.market import DirectMarket
from scenarios.scenario import Scenario
from sim.quotas import rep_quotas
from sim.rules.money import MICRO
from sim.rules.response import GAMMA, LOGNORMAL, NONE, NORMAL
from sim.seats import share_there
from sim.tables import Table, table

NOISES = {"none": NONE, "normal": NORMAL, "gamma": GAMMA, "lognormal": LOGNORMAL}

RESPONSE = np.dtype([("level", "f8"), ("effect", "f8"), ("sd", "f8"), ("lot", "f8")])
"""Of one rep and month, in coins."""

DIRECT = np.dtype([("on", "i8"), ("noise", "i8"), ("noise_cv", "f8"), ("margin", "i8")])
"""One row. on: 1 in a direct world, whose noise is as in NOISES and margin in millionths."""


def response_table(scenario: Scenario) -> Table:
    """[rep, month]; zeros where the market is not direct. A month brings what the days do on which the rep is there."""
    market = scenario.market
    shape = (len(scenario.people.reps), scenario.company.calendar.months)
    response = np.zeros(shape, RESPONSE).view(np.recarray)
    if isinstance(market, DirectMarket):
        coin = 10**scenario.company.currency.minor_digits
        unit = rep_quotas(scenario).astype(np.float64) if market.unit == "quota" else np.full(shape, coin)
        there = share_there(scenario)
        response.level, response.effect = market.base * unit * there, market.effect * unit * there
        response.sd, response.lot = market.noise.sd * unit * there, market.lot * unit
    return response


def direct_table(scenario: Scenario) -> Table:
    """Its DIRECT row."""
    market = scenario.market
    if not isinstance(market, DirectMarket):
        return table(DIRECT, [(0, NONE, 0.0, 0)])
    return table(DIRECT, [(1, NOISES[market.noise.kind], market.noise.cv, round(market.margin * MICRO))])
