"""Amounts of money that a market's further parts state."""

from scenarios.market import FunnelMarket
from scenarios.plan_amounts import ALL, ONE, Amounts

A_PILOT = ("hurdle", "prior", "prior_sd", "lead_sd")
A_CAMPAIGN = ("budget", "cost_per_lead", "half")


def market_amounts(market: FunnelMarket) -> Amounts:
    """(path, amount, the most that can be counted) of each."""
    for i, channel in enumerate(market.channels):
        if channel.cost:
            yield ("market", "channels", i, "cost", "fixed"), channel.cost.fixed, ONE
            yield ("market", "channels", i, "cost", "per_lead"), channel.cost.per_lead, ONE
    for i, volume in enumerate(market.volume):
        yield ("market", "volume", i, "value"), volume.value, ALL
    for i, campaign in enumerate(market.campaigns):
        yield from ((("market", "campaigns", i, key), getattr(campaign, key), ONE) for key in A_CAMPAIGN)
    for i, pilot in enumerate(market.pilots):
        yield from ((("market", "pilots", i, key), getattr(pilot, key), ONE) for key in A_PILOT)
    if market.research:
        yield ("market", "research", "budget"), market.research.budget, ONE
        yield ("market", "research", "cost_per_report"), market.research.cost_per_report, ONE
    if market.registration:
        yield ("market", "registration", "fee"), market.registration.fee, ONE
