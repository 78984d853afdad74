"""What a year says of the market: our share, what channels earn, which segments look good, how trials ended."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.rules.ways import opportunity
from sim.world.rivals import against_table

Floats = npt.NDArray[np.float64]
A_QUARTER = 3


@dataclass(frozen=True)
class Outlook:
    """A segment's prospects (机会与挑战): growth a year, log-odds that competitors take, and the two in one score."""

    segment: str
    growth: float
    competition: float
    score: float


def outlook(scenario: Scenario) -> tuple[Outlook, ...]:
    """Segments from the most to the least attractive; competition as it stands at the year's end."""
    market = scenario.market
    if not isinstance(market, FunnelMarket):
        return ()
    against, rows = against_table(scenario, market), []
    for place, segment in enumerate(market.segments):
        own = next((row.growth for row in market.volume if row.segment == segment.id), 0.0)
        growth = (1 + market.growth) * (1 + own) - 1
        competition = float(np.maximum(against.stated[:, place, -1], 0.0).sum())
        rows.append(Outlook(segment.id, growth, competition, opportunity(growth, competition)))
    return tuple(sorted(rows, key=lambda row: -row.score))


def market_shares(outcome: Outcome, segment: str) -> tuple[Floats, Floats]:
    """Our share of what anybody won in a segment (市场份额) and the competitors', by [replication, quarter].

    A quarter in which nobody won anything has no shares: nan.
    """
    ours, theirs, everybody = (
        _by_quarter(outcome, f"{name}:{segment}") for name in ("segment_bookings", "rivals_value", "market_value")
    )
    return _over(ours, everybody), _over(theirs, everybody)


def _by_quarter(outcome: Outcome, name: str) -> Floats:
    """A measure of the company, [replication, quarter]; the last quarter may be short."""
    months = outcome.months(name)
    summed: Floats = np.add.reduceat(months, np.arange(0, months.shape[1], A_QUARTER), axis=1)
    return summed


def _over(above: Floats, below: Floats) -> Floats:
    """A ratio; nan where there is nothing to divide by."""
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


@dataclass(frozen=True)
class ChannelProfit:
    """What a channel brings and costs in an average year; money in coins."""

    channel: str
    leads: float
    won: float
    bookings: float
    margin: float
    cost: float

    @property
    def profit(self) -> float:
        return self.margin - self.cost

    @property
    def cost_per_lead(self) -> float:
        """nan where there are none."""
        return self.cost / self.leads if self.leads else float("nan")


def channel_profits(outcome: Outcome) -> tuple[ChannelProfit, ...]:
    """Every channel's account (渠道损益), in the scenario's order."""
    market, parts = outcome.scenario.market, ("leads", "won", "bookings", "margin", "cost")
    channels = market.channels if isinstance(market, FunnelMarket) else ()
    years = [[outcome.year(f"channel_{part}:{channel.id}").sum(axis=1).mean() for part in parts]
             for channel in channels]  # fmt: skip
    return tuple(
        ChannelProfit(channel.id, *(float(part) for part in year))
        for channel, year in zip(channels, years, strict=True)
    )


@dataclass(frozen=True)
class TrialResult:
    """How a channel's trial ended: shares of simulated years, and what a lead is taken to bring at the year's end.

    worth, sd: coins, of an average year; sd: how far that year's estimate may be wrong.
    """

    trial: str
    adopted: float
    dropped: float
    worth: float
    sd: float


def trial_results(outcome: Outcome) -> tuple[TrialResult, ...]:
    """Each trial's, in the scenario's order."""
    market, parts = outcome.scenario.market, ("adopted", "dropped", "trial_worth", "trial_sd")
    trials = market.pilots if isinstance(market, FunnelMarket) else ()
    ends = [[outcome.months(f"{part}:{trial.id}")[:, -1].mean() for part in parts] for trial in trials]
    return tuple(TrialResult(trial.id, *(float(part) for part in end)) for trial, end in zip(trials, ends, strict=True))


# ── what selling costs ──────────────────────────────────────────────────────────────────────────

COSTS = ("market_cost", "training_cost", "tool_cost", "survey_cost")
"""Measures of what is spent on selling beside pay, each where a scenario has it."""


def selling_cost(outcome: Outcome) -> dict[str, Floats]:
    """The ledger of selling (销售费用): each part of the year by [replication, rep], in coins; pay first."""
    there = {measure.name for measure in outcome.measures}
    return {"pay": outcome.pay, **{name: outcome.year(name) for name in COSTS if name in there}}


def expense_ratio(outcome: Outcome, reps: Sequence[int] | None = None) -> Floats:
    """Selling cost over bookings of the year (费用率), [replication]; of some reps by place, such as a team's.

    nan where nothing was sold.
    """
    those = list(range(outcome.reps.shape[1])) if reps is None else list(reps)
    cost: Floats = np.sum([part[:, those].sum(axis=1) for part in selling_cost(outcome).values()], axis=0)
    return _over(cost, outcome.year("bookings")[:, those].sum(axis=1))
