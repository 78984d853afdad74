"""Where a lead came from: its name follows from territory, segment, channel, week and number, or from the opening."""

from dataclasses import dataclass

import numpy as np

from scenarios.base import Label
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.rules.leads import lead_name, leads_in_week
from sim.world.world import World


@dataclass(frozen=True)
class Origin:
    """What kind of lead it is; territory is None where the deal was on a desk as the year opened."""

    segment: Label
    channel: Label
    territory: Label | None


def origins(scenario: Scenario, world: World, seed: int, replication: int) -> dict[int, Origin]:
    """Every lead of the streams and of the opening, by name; others, such as referrals, are not among them."""
    market = scenario.market
    if not isinstance(market, FunnelMarket):
        return {}
    segments, channels = ([each.name for each in part] for part in (market.segments, market.channels))
    territories, chance = [each.name for each in scenario.company.territories], (np.uint64(seed), replication)
    found = {
        int(deal.name): Origin(segments[int(deal.segment)], channels[int(deal.channel)], None) for deal in world.deals
    }
    for stream in world.streams:
        origin = Origin(segments[stream.segment], channels[stream.channel], territories[stream.territory])
        for place, week in enumerate(world.weeks):
            count = leads_in_week(stream, week, float(world.worth[stream.segment, place]), *chance)
            found |= {int(lead_name(stream, week, number)): origin for number in range(count)}
    return found
