"""What is counted of competitors, channels, needs and own prospecting."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from scenarios.base import Label
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, Unit, named


class K(IntEnum):
    """Places of the market's measures, from the group's first; those of SERIES follow."""

    DECLINED_LEADS = 0
    PROSPECTED_LEADS = 1
    HOURS_PROSPECTING = 2
    HOURS_RESEARCH = 3
    HOURS_BRIEFING = 4
    NEW_NEEDS = 5
    CONFLICTS = 6
    DOUBLE_PAID = 7
    MARKET_COST = 8
    RESEARCH_COST = 9


_FIXED: tuple[tuple[Unit, str], ...] = (
    ("count", "Leads that came in and were declined: of segments that are not pursued; they count nowhere else."),
    ("count", "Leads that reps found themselves."),
    ("hours", "Hours of prospecting."),
    ("hours", "Hours of finding out about competitors."),
    ("hours", "Hours of briefings on the market."),
    ("count", "Leads of customers who need something new."),
    ("count", "Leads that two channels claimed."),
    ("money", "Shares of value that a second channel was paid for one contract; part of its cost."),
    ("money", "What the market costs: channels, campaigns, trials, registration and research together."),
    ("money", "What research by others costs; under the first rep of the roster."),
)

Series = tuple[str, Unit, str]
"""Name, unit and definition of a measure that there is once for each competitor, channel, segment or trial."""

REASONS: tuple[Series, ...] = (
    ("competitor", "count", "Leads that said no because a competitor had the better offer."),
    ("price", "count", "Leads that said no because of our price."),
    ("misfit", "count", "Leads that said no because what we sell is not what they need."),
    ("timing", "count", "Leads that said no to everybody: no budget, not now."),
    ("slow", "count", "Leads that went cold waiting for us."),
)

RIVAL: tuple[Series, ...] = (
    ("lost_to", "count", "Leads that said no because of this competitor."),
    ("strength", "score", "Its strength, log-odds, averaged over its segments; a level, under the roster's first rep."),
    ("estimated", "score", "What we take that strength to be; a level, under the roster's first rep."),
    ("research_sd", "score", "How far that estimate may be wrong; a level, under the roster's first rep."),
)

CHANNEL: tuple[Series, ...] = (
    ("channel_leads", "count", "Leads of this channel that came to the rep."),
    ("channel_won", "count", "Contracts signed with leads of this channel."),
    ("channel_closed", "count", "Leads of this channel that came to an end: signed, lost or gone cold."),
    ("channel_bookings", "money", "Value of those contracts."),
    ("channel_margin", "money", "Value of those contracts less what the goods cost."),
    ("channel_cost", "money", "What this channel costs; what is paid by the month stands under the first rep."),
)

SEGMENT: tuple[Series, ...] = (
    ("segment_leads", "count", "Leads of this segment that came to the rep."),
    ("segment_won", "count", "Contracts signed in this segment."),
    ("segment_lost", "count", "Leads of this segment that were lost or went cold."),
    ("segment_misfit", "count", "Those of them who said no because what we sell is not what they need."),
    ("segment_bookings", "money", "Value of the contracts signed in this segment."),
    ("rivals_value", "money", "What competitors won in this segment; what we did not see stands under the first rep."),
    ("market_value", "money", "What anybody won in this segment: ours and theirs."),
    ("taken", "score", "Share of this segment's leads that is pursued from now on; a level, under the first rep."),
)

TRIAL: tuple[Series, ...] = (
    ("adopted", "count", "1 from the month at whose close the channel on trial was adopted; under the first rep."),
    ("dropped", "count", "1 from the month at whose close it was dropped; under the first rep."),
    ("trial_worth", "money", "What a lead of it is taken to bring; a level, under the first rep."),
    ("trial_sd", "money", "How far that may be wrong; a level, under the first rep."),
)


class Places(NamedTuple):
    """Places in the panel, -1 without a market: first of all, and of the series by reason, rival, channel, segment and
    trial; each kind of a series stands together, [series, thing].
    """

    first: int
    reasons: int
    rivals: int
    channels: int
    segments: int
    trials: int


def has_market(s: Scenario) -> bool:
    """Whether a scenario has anything of a market beyond streams of leads."""
    m = s.market
    return isinstance(m, FunnelMarket) and bool(
        m.competitors or m.research or m.needs or m.loss_reasons or m.volume or m.campaigns or m.registration
        or m.pilots or m.prospecting or m.focus or m.playbooks or m.learning or any(c.cost for c in m.channels)
    )  # fmt: skip


def places(scenario: Scenario, first: int) -> Places:
    """Where each series begins."""
    if first < 0:
        return Places(-1, -1, -1, -1, -1, -1)
    at = [first + len(K)]
    for series, things in _series(scenario):
        at.append(at[-1] + len(series) * len(things))
    return Places(first, *at[:-1])


def _series(scenario: Scenario) -> tuple[tuple[tuple[Series, ...], Sequence[tuple[str, Label]]], ...]:
    """Each kind of series with the things of which it tells; reasons are things of one series."""
    market = scenario.market
    assert isinstance(market, FunnelMarket)
    lists = (market.competitors, market.channels, market.segments, market.pilots)
    rivals, channels, segments, trials = ([(each.id, each.name) for each in those] for those in lists)
    reasons = [(reason, Label(en=reason, zh=reason)) for reason, _, _ in REASONS]
    return (
        ((("lost_reason", "count", ""),), reasons),
        (RIVAL, rivals),
        (CHANNEL, channels),
        (SEGMENT, segments),
        (TRIAL, trials),
    )


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    if not has_market(scenario):
        return ()
    told = [*named(K, _FIXED)]
    told += [Measure(f"lost_reason:{reason}", unit, definition) for reason, unit, definition in REASONS]
    for series, things in _series(scenario)[1:]:
        told += [
            Measure(f"{name}:{thing}", unit, definition) for name, unit, definition in series for thing, _ in things
        ]
    return tuple(told)


MARKET = Group("market", _of)
