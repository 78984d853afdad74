"""Streams of leads and what they are worth."""

from collections import Counter

import numpy as np

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.rules.money import MICRO
from sim.tables import Table, table

DAYS_A_YEAR = 250.0

STREAM = np.dtype(
    [
        ("name", "u8"),
        ("territory", "i8"),
        ("segment", "i8"),
        ("channel", "i8"),
        ("per_day", "f8"),
        ("dispersion", "f8"),
    ]
)
"""One for each row of demand and of accounts. per_day: expected leads a working day of average season."""

SEGMENT = np.dtype([("value_mean", "f8"), ("value_cv", "f8"), ("margin", "i8")])
"""value_mean: coins. margin: millionths of the value."""

CHANNEL = np.dtype([("fit", "f8"), ("new_customer", "f8")])
"""fit: standard deviations better than average. new_customer: 1 where a win makes one, else 0."""


def streams_table(scenario: Scenario) -> Table:
    """Two rows of one kind with one territory, segment and channel are streams of their own, told apart by order."""
    market = scenario.market
    if not isinstance(market, FunnelMarket):
        return table(STREAM, [])
    places = [
        [t.id for t in scenario.company.territories],
        [s.id for s in market.segments],
        [c.id for c in market.channels],
    ]
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for *names, leads, dispersion in _streams(scenario, market):
        key = tuple(str(name) for name in names)
        where = (ids.index(name) for ids, name in zip(places, key[1:], strict=True))
        rows.append((name_id("stream", *key, seen[key]), *where, float(leads) / DAYS_A_YEAR, dispersion))
        seen[key] += 1
    return table(STREAM, rows)


def segments_table(scenario: Scenario) -> Table:
    market = scenario.market
    coin = 10**scenario.company.currency.minor_digits
    segments = market.segments if isinstance(market, FunnelMarket) else ()
    return table(SEGMENT, [(float(s.value.mean * coin), s.value.cv, round(s.margin * MICRO)) for s in segments])


def channels_table(scenario: Scenario) -> Table:
    market = scenario.market
    channels = market.channels if isinstance(market, FunnelMarket) else ()
    return table(CHANNEL, [(c.fit, c.new_customer) for c in channels])


def _streams(scenario: Scenario, market: FunnelMarket) -> list[tuple[str, str, str, str, float, float]]:
    """Kind, territory, segment, channel, leads a year and dispersion of each stream."""
    new = [("demand", r.territory, r.segment, r.channel, r.leads_per_year, r.dispersion) for r in market.demand]
    accounts = scenario.customers.accounts if scenario.customers else ()
    again = [
        ("accounts", r.territory, r.segment, r.channel, r.count * r.leads_per_customer, r.dispersion) for r in accounts
    ]
    return new + again
