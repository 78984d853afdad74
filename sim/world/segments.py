"""Segments of a moving market in numbers: drifting needs, playbooks, focus, and what is bought without us."""

import numpy as np
import numpy.typing as npt

from scenarios.market import FunnelMarket
from scenarios.rivals import NeedDrift, Needs
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.rules.money import MICRO
from sim.rules.ways import adapted
from sim.tables import Table, table
from sim.world.clock import A_YEAR, index_of

HERE = np.dtype([("shift", "f8"), ("gap", "f8"), ("renewed", "f8"), ("unseen", "f8"), ("unseen_cv", "f8")])
"""A segment in a month. shift: log-odds that needs, playbook and focus add at every stage; gap: those that they cost.
renewed: share of customers with the new need. unseen: coins that others win there unseen; unseen_cv: std. dev. over
mean."""

KIND = np.dtype([("name", "u8"), ("hours", "f8"), ("kept", "i8"), ("taken", "f8")])
"""A segment. name: under which what is bought elsewhere has luck. hours: of a touch, as a multiple. kept: millionths of
a contract's value after the playbook's discount. taken: share of its leads that is pursued at first."""


def here_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """HERE rows [segment, month]."""
    segments, index = market.segments if market else (), index_of(scenario)
    found = np.zeros((len(segments), scenario.company.calendar.months), HERE).view(np.recarray)
    for place, segment in enumerate(segments):
        assert market is not None
        drift = next((d for d in market.needs.drifts if d.segment == segment.id), None) if market.needs else None
        if market.needs and drift:
            _drift(market.needs, drift, found[place])
        found.shift[place] += _lift(market, segment.id)
        found.gap[place] = np.maximum(0.0, -found.shift[place])
        _unseen(scenario, market, segment.id, found[place], index[place])
    return found


def _drift(needs: Needs, drift: NeedDrift, found: Table) -> None:
    """Month by month, how many have the new need and what it costs while reps have not adapted."""
    for month, row in enumerate(found):
        gone = month - (drift.month - 1)
        row.renewed = min(1.0, drift.start + drift.per_month * max(0, gone + 1))
        left = 1.0 - adapted(float(gone), needs.lag, needs.briefing, needs.briefing_effect)
        row.shift = -needs.misfit * row.renewed * left


def _lift(market: FunnelMarket, segment: str) -> float:
    """Log-odds of the playbook used in a segment, and of an offer made for it."""
    lift = market.focus.match if market.focus and segment in market.focus.segments else 0.0
    for playbook in market.playbooks:
        if segment in playbook.segments:
            lift += next((row.lift for row in playbook.suits if row.segment == segment), 0.0)
    return lift


def _unseen(
    scenario: Scenario, market: FunnelMarket, segment: str, found: Table, index: npt.NDArray[np.float64]
) -> None:
    """What others win unseen: a twelfth of a year's value a month, by season and growth."""
    volume = next((row for row in market.volume if row.segment == segment), None)
    if volume:
        coin, months = 10**scenario.company.currency.minor_digits, scenario.company.calendar.months
        grown = (1.0 + volume.growth) ** ((np.arange(months) + 0.5 - months / 2) / A_YEAR)
        found.unseen = float(volume.value * coin) / A_YEAR * index * grown
        found.unseen_cv = volume.cv


def kinds_table(market: FunnelMarket | None) -> Table:
    """KIND rows [segment]."""
    rows = []
    for segment in market.segments if market else ():
        assert market is not None
        way = next((each for each in market.playbooks if segment.id in each.segments), None)
        hours, kept = (way.hours, round((1 - way.discount) * MICRO)) if way else (1.0, MICRO)
        taken = 1.0 if market.focus is None or segment.id in market.focus.segments else 0.0
        rows.append((name_id("unseen", segment.id), hours, kept, taken))
    return table(KIND, rows)
