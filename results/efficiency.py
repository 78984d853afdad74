"""Sales efficiency (人效): what an hour of selling and a person bring; what a tool is worth; how good a forecast is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from sim.panel import Panel
from sim.seats import share_there

Floats = npt.NDArray[np.float64]
Members = Sequence[int] | slice
EVERYBODY = slice(None)


@dataclass(frozen=True)
class Efficiency:
    """Of some reps, [replication] each, money in coins. heads: people there, as a mean over the year's days."""

    hours: Floats
    heads: float
    bookings_per_hour: Floats
    margin_per_hour: Floats
    bookings_per_head: Floats
    margin_per_head: Floats


def efficiency(outcome: Outcome, members: Members = EVERYBODY) -> Efficiency:
    """Bookings and gross margin per hour of work on leads and per head; 0 where there is no hour or nobody."""
    hours, bookings, margin = (
        np.asarray(outcome.year(name)[:, members].sum(axis=1)) for name in ("hours", "bookings", "gross_margin")
    )
    heads = float(share_there(outcome.scenario)[members].mean(axis=1).sum())
    people = np.full_like(hours, heads)
    return Efficiency(
        hours, heads, _over(bookings, hours), _over(margin, hours), _over(bookings, people), _over(margin, people)
    )


@dataclass(frozen=True)
class ToolWorth:
    """What tools brought against the same years without them, coins [replication].

    margin: more gross margin. pay: more pay. licences: what was paid for seats. net: margin - pay - licences. hours:
    saved less those of learning, for information: what they bring is in the margin already.
    """

    margin: Floats
    pay: Floats
    licences: Floats
    hours: Floats

    @property
    def net(self) -> Floats:
        return self.margin - self.pay - self.licences


def worth_of_tools(without: Outcome, with_them: Outcome) -> ToolWorth:
    """Both lived on the same draws; only the tools differ."""
    margin = np.asarray((with_them.year("gross_margin") - without.year("gross_margin")).sum(axis=1))
    pay = np.asarray((with_them.pay - without.pay).sum(axis=1))
    licences, saved, learning = (_more(without, with_them, n) for n in ("tool_cost", "hours_saved", "hours_learning"))
    return ToolWorth(margin, pay, licences, saved - learning)


@dataclass(frozen=True)
class HoursWorth:
    """What tools save and cost by the book, coins [replication]: hours valued at what a paid hour costs."""

    saved: Floats
    learning: Floats
    licences: Floats

    @property
    def net(self) -> Floats:
        return self.saved - self.learning - self.licences


def worth_of_hours(outcome: Outcome, hour: float) -> HoursWorth:
    """hour: what an hour of a rep costs, in coins."""
    saved, learning, licences = (
        np.asarray(outcome.year(name).sum(axis=1)) for name in ("hours_saved", "hours_learning", "tool_cost")
    )
    return HoursWorth(saved * hour, learning * hour, licences)


def _more(without: Outcome, with_them: Outcome, name: str) -> Floats:
    years = [
        np.asarray(each.year(name).sum(axis=1)) if name in [m.name for m in each.measures] else np.zeros(1)
        for each in (without, with_them)
    ]
    return np.asarray(years[1] - years[0])


# ── how well a pipeline forecasts ───────────────────────────────────────────────────────────────


def open_by_stage(panel: Panel, stages: Sequence[str]) -> Floats:
    """Leads open at each stage as a month begins, [replication, month, rep, stage]."""
    place = {measure.name: i for i, measure in enumerate(panel.measures)}
    values = panel.values

    def sums(name: str) -> Floats:
        return np.asarray(np.cumsum(values[:, :-1, :, place[name]], axis=1))

    found = []
    for i, stage in enumerate(stages):
        left = sums(f"entered:{stages[i + 1]}") if i + 1 < len(stages) else sums("won_deals")
        found.append(sums(f"entered:{stage}") - left - sums(f"lost:{stage}") - sums(f"cold:{stage}"))
    return np.stack(found, axis=-1)


def forecast_error(panel: Panel, stages: Sequence[str], ahead: int = 3, measure: str = "bookings") -> Floats:
    """Error of each rep's stage-weighted pipeline forecast, over what came, [replication].

    The forecast of what the next `ahead` months bring (`measure`) weighs each open lead by its stage with one weight
    for everybody, as pipeline reports do; the weights are those that fit all years of the panel best. The error is the
    mean absolute error over the mean, a MAPE that a month without any does not break.

    Source: Hyndman & Koehler (2006), Int. J. Forecasting 22, on scaled errors; least squares for the weights.
    """
    pipeline = open_by_stage(panel, stages)
    brought = panel.of(measure)
    months = brought.shape[1] - ahead + 1
    came = np.stack([brought[:, month : month + ahead].sum(axis=1) for month in range(months)], axis=1)
    held = pipeline[:, :months]
    weights, *_ = np.linalg.lstsq(held.reshape(-1, held.shape[-1]), came.reshape(-1), rcond=None)
    error = np.abs(held @ weights - came)
    return _over(error.mean(axis=(1, 2)), came.mean(axis=(1, 2)))


def _over(above: Floats, below: Floats) -> Floats:
    """A ratio, zero where there is nothing to divide by."""
    return np.divide(above, below, out=np.zeros_like(above), where=below != 0)
