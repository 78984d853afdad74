"""Channels, campaigns, trials and own prospecting in numbers."""

import math
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.quotas import minor_units
from sim.rules.money import MICRO
from sim.rules.ways import leads_of_hours
from sim.seats import days_a_month, days_there, share_there
from sim.tables import Table, table

TICKS = 2.0**20
"""To an hour; see `sim.rules.funnel.in_ticks`."""

MOST = 0.9
"""A tenth of a rep's hours stays for leads."""

WAY = np.dtype([("per_lead", "i8"), ("part", "i8"), ("claimed", "f8"), ("also", "i8"), ("trial", "i8")])
"""A channel. per_lead: coins. part: millionths of a contract's value that the partner keeps. claimed: share of its
leads that the channel `also` claims, too (-1 for none). trial: its place among the trials, or -1."""

HOURS = np.dtype([("busy", "f8"), ("prospecting", "f8"), ("researching", "f8"), ("briefing", "f8")])
"""Hours a month that a rep gives to the market, in ticks: in all, and for what."""

OWN = np.dtype(
    [("name", "u8"), ("rep", "i8"), ("segment", "i8"), ("channel", "i8"), ("per_day", "f8"), ("dispersion", "f8"),
     ("deep", "f8")]
)  # fmt: skip
"""A rep's own stream of leads in a segment. per_day: leads a working day while she is there. deep: planned hours, in
those at which a further hour brings half as much."""

TRIAL = np.dtype(
    [
        ("channel", "i8"),
        ("hurdle", "f8"),
        ("prior", "f8"),
        ("prior_sd", "f8"),
        ("lead_sd", "f8"),
        ("certainty", "f8"),
        ("month", "i8"),
        ("wait", "i8"),
        ("months", "i8"),
    ]
)
"""A channel on trial. hurdle to lead_sd: coins. month: in which it begins, from 0. wait, months: as in the scenario."""

LEARNING = np.dtype([("threshold", "f8"), ("step", "f8"), ("least", "f8"), ("losses", "f8"), ("window", "i8")])

RULES = np.dtype([("registered", "i8"), ("fee", "i8"), ("research", "i8")])
"""registered: 1 where deals are registered. fee: coins for each lead of the channels concerned. research: coins a
month."""


def ways_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """WAY rows [channel]."""
    channels = market.channels if market else ()
    ids, trials = [channel.id for channel in channels], [pilot.channel for pilot in market.pilots] if market else []
    claims = {c.channel: c for c in market.registration.claims} if market and market.registration else {}
    rows = []
    for channel in channels:
        per_lead = _coins(scenario, channel.cost.per_lead) if channel.cost else 0
        part = round(channel.cost.share * MICRO) if channel.cost else 0
        claim = claims.get(channel.id)
        claimed, also = (claim.share, ids.index(claim.also)) if claim else (0.0, -1)
        rows.append((per_lead, part, claimed, also, trials.index(channel.id) if channel.id in trials else -1))
    return table(WAY, rows)


def fixed_costs(scenario: Scenario, market: FunnelMarket | None) -> npt.NDArray[np.int64]:
    """Coins of each month that do not hang on leads, [channel, month]: the channel's own and its campaigns' budgets."""
    channels = market.channels if market else ()
    costs = []
    for channel in channels:
        assert market is not None
        spent = sum(Fraction(each.budget) for each in market.campaigns if each.channel == channel.id)
        costs.append(_coins(scenario, spent + Fraction(channel.cost.fixed if channel.cost else 0)))
    months = scenario.company.calendar.months
    return np.ascontiguousarray(np.repeat(np.array(costs, np.int64)[:, None], months, axis=1))


def hours_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """HOURS rows [rep, month]. What is asked beyond MOST of a rep's hours is cut in proportion."""
    there = share_there(scenario)
    found = np.zeros(there.shape, HOURS).view(np.recarray)
    if market is None:
        return found
    if market.prospecting:
        roles = market.prospecting.roles
        looks = np.array([not roles or rep.role in roles for rep in scenario.people.reps], np.float64)
        found.prospecting = market.prospecting.hours * there * looks[:, None]
    found.researching = (market.research.hours if market.research else 0.0) * there
    found.briefing = (market.needs.briefing if market.needs else 0.0) * there
    total = found.prospecting + found.researching + found.briefing
    most = MOST * np.array([[rep.hours_per_day] for rep in scenario.people.reps]) * days_there(scenario)
    fits = np.divide(most, total, out=np.ones_like(total), where=total > most)
    for what in ("prospecting", "researching", "briefing"):
        found[what] = np.floor(found[what] * fits * TICKS + 0.5) / TICKS
    found.busy = found.prospecting + found.researching + found.briefing
    return found


def own_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """OWN rows: a stream for each rep who prospects and each segment in which she does, by roster."""
    looks, rows, a_month = market.prospecting if market else None, [], days_a_month(scenario)
    if market is None or looks is None:
        return table(OWN, [])
    segments, channel = [s.id for s in market.segments], [c.id for c in market.channels].index(looks.channel)
    others = (market.research.hours if market.research else 0.0) + (market.needs.briefing if market.needs else 0.0)
    for place, rep in enumerate(scenario.people.reps):
        if looks.roles and rep.role not in looks.roles:
            continue
        most = MOST * rep.hours_per_day * a_month
        hours = looks.hours * min(1.0, most / max(most, looks.hours + others))
        skilled = math.exp(looks.skill_effect * (rep.skills.prospecting - 0.5)) * looks.leads_per_hour
        leads = leads_of_hours(hours, skilled, looks.half)
        for row in looks.segments:
            name, where = name_id("prospecting", rep.id, row.segment), segments.index(row.segment)
            rows.append(
                (name, place, where, channel, row.share * leads / a_month, looks.dispersion, hours / looks.half)
            )
    return table(OWN, rows)


def trials_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """TRIAL rows."""
    channels, rows = [c.id for c in market.channels] if market else [], []
    for pilot in market.pilots if market else ():
        amounts = (pilot.hurdle, pilot.prior, pilot.prior_sd, pilot.lead_sd)
        money = [float(_coins(scenario, amount)) for amount in amounts]
        span = (pilot.month - 1, pilot.wait, pilot.months)
        rows.append((channels.index(pilot.channel), *money, pilot.certainty, *span))
    return table(TRIAL, rows)


def learning_table(market: FunnelMarket | None) -> Table:
    """One LEARNING row, or none where nothing is learnt."""
    rule = market.learning if market else None
    return table(LEARNING, [(rule.threshold, rule.step, rule.least, rule.losses, rule.window)] if rule else [])


def rules_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """One RULES row."""
    rule, research = (market.registration, market.research) if market else (None, None)
    registered, fee = (int(rule.registered), _coins(scenario, rule.fee)) if rule else (0, 0)
    return table(RULES, [(registered, fee, _coins(scenario, research.budget) if research else 0)])


def _coins(scenario: Scenario, amount: object) -> int:
    return minor_units(Fraction(str(amount)), scenario.company)
