"""Which segments look good: growth of their market against the competitors there (机会与挑战)."""

from dataclasses import dataclass

import numpy as np

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.rules.ways import opportunity
from sim.world.rivals import against_table


@dataclass(frozen=True)
class Outlook:
    """A segment's prospects: growth a year, log-odds that competitors take, and the two in one score."""

    segment: str
    growth: float
    competition: float
    score: float


def outlook(scenario: Scenario) -> tuple[Outlook, ...]:
    """Segments from the most to the least attractive; competition as stated for the year's end.

    None where the scenario says nothing of competitors or of how segments grow.
    """
    market = scenario.market
    if not isinstance(market, FunnelMarket) or not (market.competitors or market.volume):
        return ()
    against, rows = against_table(scenario, market), []
    for place, segment in enumerate(market.segments):
        own = next((row.growth for row in market.volume if row.segment == segment.id), 0.0)
        growth = (1 + market.growth) * (1 + own) - 1
        competition = float(np.maximum(against.stated[:, place, -1], 0.0).sum())
        rows.append(Outlook(segment.id, growth, competition, opportunity(growth, competition)))
    return tuple(sorted(rows, key=lambda row: -row.score))
