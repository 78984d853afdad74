"""Streams of leads and what they are worth."""

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from scenarios.market import FunnelMarket, Value, ValuePart
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.rules.money import MICRO
from sim.rules.ways import ONCE_ADOPTED, WHILE_TRIED, leads_of_money
from sim.seats import days_a_month
from sim.tables import Table, table

WEEKS_A_YEAR = 50.0
"""Working weeks in which a stream brings its leads of a year: 250 days of the usual ones."""

STREAM = np.dtype(
    [
        ("name", "u8"),
        ("territory", "i8"),
        ("segment", "i8"),
        ("channel", "i8"),
        ("per_day", "f8"),
        ("dispersion", "f8"),
        ("source", "i8"),
    ]
)
"""One for each row of demand and of accounts. per_day: expected leads a working day of average season.
source: as in `sim.rules.ways`."""

SEGMENT = np.dtype([("first", "i8"), ("last", "i8"), ("margin", "i8")])
"""first, last: its PART rows, the last one exclusive. margin: millionths of the value."""

PART = np.dtype([("begin", "f8"), ("share", "f8"), ("average", "f8"), ("cv", "f8")])
"""Some of a segment's deals. begin: the share of deals in the parts before. average: coins."""

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
    days = WEEKS_A_YEAR * getattr(scenario.company.calendar, "days_a_week", 5)
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for *names, leads, dispersion in _streams(scenario, market):
        key = tuple(str(name) for name in names)
        where = (ids.index(name) for ids, name in zip(places, key[1:], strict=True))
        rows.append((name_id("stream", *key, seen[key]), *where, float(leads) / days, dispersion, 0))
        seen[key] += 1
    return table(STREAM, [*rows, *_campaigns(scenario, market, places), *_trials(scenario, market, places)])


def _campaigns(scenario: Scenario, market: FunnelMarket, places: list[list[str]]) -> Iterator[tuple[Any, ...]]:
    """STREAM rows of leads that money brings."""
    for each in market.campaigns:
        half = float(each.half) if each.half is not None else math.inf
        leads = leads_of_money(float(each.budget), float(each.cost_per_lead), half) / days_a_month(scenario)
        names = (each.territory, each.segment, each.channel)
        where = (ids.index(name) for ids, name in zip(places, names, strict=True))
        yield (name_id("campaign", each.id), *where, leads, each.dispersion, 0)


def _trials(scenario: Scenario, market: FunnelMarket, places: list[list[str]]) -> Iterator[tuple[Any, ...]]:
    """STREAM rows of channels on trial: what they bring while tried, and once adopted."""
    for each in market.pilots:
        names = (each.territory, each.segment, each.channel)
        where = [ids.index(name) for ids, name in zip(places, names, strict=True)]
        for word, source, leads in (("tried", WHILE_TRIED, each.leads), ("adopted", ONCE_ADOPTED, each.adopted)):
            yield (name_id("trial", each.id, word), *where, leads / days_a_month(scenario), 1.0, source)


def segments_table(scenario: Scenario) -> tuple[Table, Table]:
    """SEGMENT rows, and their PART rows: one each where the values are of one lognormal."""
    market = scenario.market
    coin = 10**scenario.company.currency.minor_digits
    segments = market.segments if isinstance(market, FunnelMarket) else ()
    parts = [_parts(segment.value, float(segment.value.mean * coin)) for segment in segments]
    ends = np.cumsum([0, *(len(those) for those in parts)])
    margins = [round(segment.margin * MICRO) for segment in segments]
    rows = list(zip(ends[:-1], ends[1:], margins, strict=True))
    return table(SEGMENT, rows), table(PART, [part for those in parts for part in those])


def _parts(value: Value, mean: float) -> list[tuple[float, float, float, float]]:
    """PART rows whose shares sum to 1 and whose means, in coins, average the mean."""
    parts = value.parts or (ValuePart(share=1, mean=1, cv=value.cv),)
    shares = np.array([part.share for part in parts]) / sum(part.share for part in parts)
    multiples = np.array([part.mean for part in parts])
    multiples = multiples / (shares * multiples).sum()
    begins = np.cumsum(shares) - shares
    columns = (begins.tolist(), shares.tolist(), (mean * multiples).tolist(), [part.cv for part in parts])
    return list(zip(*columns, strict=True))


def channels_table(scenario: Scenario) -> Table:
    market = scenario.market
    channels = market.channels if isinstance(market, FunnelMarket) else ()
    return table(CHANNEL, [(c.fit, c.new_customer) for c in channels])


def _streams(scenario: Scenario, market: FunnelMarket) -> list[tuple[str, str, str, str, float, float]]:
    """Kind, territory, segment, channel, leads a year and dispersion of each stream. Customers who are lived one by one
    bring their leads themselves.
    """
    new = [("demand", r.territory, r.segment, r.channel, r.leads_per_year, r.dispersion) for r in market.demand]
    known = scenario.customers
    accounts = known.accounts if known and not known.life else ()
    again = [
        ("accounts", r.territory, r.segment, r.channel, r.count * r.leads_per_customer, r.dispersion) for r in accounts
    ]
    return new + again
