"""The direct world in numbers: what a rep's month brings, and how reps weigh effort against pay."""

import numpy as np

from scenarios.market import DirectMarket
from scenarios.scenario import Scenario
from sim.quotas import rep_quotas
from sim.rules.money import MICRO
from sim.rules.response import GAMMA, LOGNORMAL, NONE, NORMAL
from sim.seats import share_there
from sim.tables import Table, table

NOISES = {"none": NONE, "normal": NORMAL, "gamma": GAMMA, "lognormal": LOGNORMAL}
MINDS = {"none": 0, "myopic": 1, "forward": 2}

RESPONSE = np.dtype([("level", "f8"), ("effect", "f8"), ("sd", "f8"), ("lot", "f8")])
"""Of one rep and month, in coins."""

BEHAVIOUR = np.dtype(
    [
        ("kind", "i8"),
        ("free", "f8"),
        ("usual", "f8"),
        ("low", "f8"),
        ("high", "f8"),
        ("cost", "f8"),
        ("direct", "i8"),
        ("noise", "i8"),
        ("noise_cv", "f8"),
        ("margin", "i8"),
        ("discount", "f8"),
        ("bias", "f8"),
        ("risk", "f8"),
    ]
)
"""One row. kind: as in MINDS. cost: coins a month for a unit of effort squared. direct: 1 in a direct world,
whose noise is as in NOISES and margin in millionths. discount: what a month's delay leaves of pay's worth. bias: what
anything later is worth beside. risk: absolute risk aversion, for each coin a year."""


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


def behaviour_table(scenario: Scenario) -> Table:
    effort, market = scenario.mind.effort, scenario.market
    coin = 10**scenario.company.currency.minor_digits
    direct = (0, NONE, 0.0, 0)
    if isinstance(market, DirectMarket):
        direct = (1, NOISES[market.noise.kind], market.noise.cv, round(market.margin * MICRO))
    mind = MINDS[scenario.mind.kind]
    weighing = (effort.free, effort.usual, effort.low, effort.high, float(effort.cost * coin))
    return table(
        BEHAVIOUR,
        [
            (
                mind,
                *weighing,
                *direct,
                scenario.mind.discount,
                scenario.mind.present_bias,
                float(scenario.mind.risk_aversion) / coin,
            )
        ],
    )
