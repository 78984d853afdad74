"""Competitors, needs, channels and own prospecting in numbers."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.measured.market import Places, has_market, places
from sim.tables import Table
from sim.world.rivals import against_table, known_table, loss_table, rivals_table, stages_of
from sim.world.segments import here_table, kinds_table
from sim.world.ways import (
    fixed_costs,
    hours_table,
    learning_table,
    own_table,
    rules_table,
    trials_table,
    ways_table,
)


class Market(NamedTuple):
    """The market beyond its streams of leads; tables are empty where `on` is 0.

    at: places of its measures in the panel. rivals: [rival]. against: [rival, segment, month]. stages: float [rival,
    stage], 1 where it counts, else 0. known: [rival, month]. loss, learning, rules: one row, or none where nothing is
    drawn or learnt. here: [segment, month]. kinds: [segment]. ways: [channel]. fixed: int [channel, month], coins.
    hours: [rep, month]. own: reps' own streams. trials: [trial].
    """

    on: int
    at: Places
    rivals: Table
    against: Table
    stages: npt.NDArray[np.float64]
    known: Table
    loss: Table
    here: Table
    kinds: Table
    learning: Table
    ways: Table
    fixed: npt.NDArray[np.int64]
    hours: Table
    own: Table
    trials: Table
    rules: Table


def market_of(scenario: Scenario, first: int) -> Market:
    """What the engines need of it; `first`: place of its first measure, -1 where it counts nothing."""
    market = scenario.market if isinstance(scenario.market, FunnelMarket) and has_market(scenario) else None
    hours = hours_table(scenario, market)
    return Market(
        on=int(market is not None),
        at=places(scenario, first),
        rivals=rivals_table(market),
        against=against_table(scenario, market),
        stages=stages_of(scenario, market),
        known=known_table(scenario, market),
        loss=loss_table(market),
        here=here_table(scenario, market),
        kinds=kinds_table(market),
        learning=learning_table(market),
        ways=ways_table(scenario, market),
        fixed=fixed_costs(scenario, market),
        hours=hours,
        own=own_table(scenario, market),
        trials=trials_table(scenario, market),
        rules=rules_table(scenario, market),
    )
