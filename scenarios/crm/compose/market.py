"""What comes in, of which worth: segments, channels and streams of a calibrated scenario."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from scenarios.crm.compose.numbers import Scale
from scenarios.crm.compose.sources import Ids, Sources, Tree, money, number
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.interval import Fitted, Z
from scenarios.crm.fit.pattern import YEAR
from scenarios.crm.fit.values import ValueFit
from scenarios.scenario import Scenario

WEEKS_A_YEAR = 50
"""Working weeks on which a scenario's `leads_per_year` rests."""
MARGIN = 0.3


def market_section(fit: Fit, ids: Ids, scale: Scale, share: float, start: pd.Timestamp, like: Scenario | None,
                   sources: Sources) -> Tree:  # fmt: skip
    """`share`: working days in a calendar day of the year that begins at `start`."""
    pattern = fit.arrivals.pattern
    sources.fitted("market", "the export")
    return {
        "kind": "funnel",
        "segments": _segments(fit, ids, start, like, sources),
        "channels": [{"id": ids.channels[name], "name": name, "fit": scale.channel_fit(place)}
                     for place, name in enumerate(fit.channels)],
        "demand": _demand(fit, ids, share, start, sources),
        "season": season_of(pattern.month, start),
        "weekdays": _weekdays(pattern.weekday),
        "growth": number(pattern.growth_used, 4),
    }  # fmt: skip


def _weekdays(weights: npt.NDArray[np.float64]) -> list[float]:
    """Monday to Friday; what came in at a weekend comes in on the working days."""
    worked = weights[:5]
    return [] if np.allclose(worked, worked[0]) or worked.sum() == 0 else [number(float(w), 4) for w in worked]


def season_of(month: npt.NDArray[np.float64], start: pd.Timestamp) -> list[float]:
    """Twelve months from the year's first; none where all are alike."""
    ahead = np.roll(month, -(start.month - 1))
    return [] if np.allclose(ahead, 1.0) else [number(float(m), 4) for m in ahead]


def _segments(fit: Fit, ids: Ids, start: pd.Timestamp, like: Scenario | None, sources: Sources) -> list[Tree]:
    margin, text = MARGIN, "no costs in the export: 30 % until somebody states the margin"
    if like is not None and like.market.kind == "funnel":
        margin = float(np.mean([segment.margin for segment in like.market.segments]))
        text = "no costs in the export: the margin of the model scenario"
    rows = []
    for name, value, season in zip(fit.segments, fit.values, fit.arrivals.seasons, strict=True):
        where = f"market.segments[{ids.segments[name]}].value"
        sources.fitted(where, f"{value.mean.n:,} won deals")
        sources.fitted(f"{where}.mean", f"{value.mean.n:,} won deals", value.mean)
        row: Tree = {"id": ids.segments[name], "name": name, "value": value_of(value), "margin": number(margin, 3)}
        if not np.allclose(season.month, 1.0):
            row["season"] = season_of(fit.arrivals.pattern.month * season.month, start)
        rows.append(row)
    sources.say("market.segments[*].margin", "assumed", text, (0.8, 1.2))
    return rows


def value_of(fit: ValueFit) -> Tree:
    """One lognormal, or the parts of a mixture as multiples of the mean."""
    if len(fit.parts) == 1:
        return {"mean": money(fit.mean.value), "cv": number(min(fit.cv.value, 5.0), 4)}
    mean = sum(part.share * part.mean for part in fit.parts)
    shares = [number(part.share, 6) for part in fit.parts]
    shares[-1] = round(1.0 - sum(shares[:-1]), 6)
    parts = [{"share": own, "mean": number(part.mean / mean, 6), "cv": number(part.cv, 4)}
             for own, part in zip(shares, fit.parts, strict=True)]  # fmt: skip
    return {"mean": money(fit.mean.value), "parts": parts}


def _demand(fit: Fit, ids: Ids, share: float, start: pd.Timestamp, sources: Sources) -> list[Tree]:
    """Streams in working days of the year to come, grown to its middle; deals of nobody who is there are spread."""
    arrivals, stream = fit.arrivals, fit.streams.stream
    ahead = (start + pd.Timedelta(days=YEAR / 2)) - (arrivals.first + (arrivals.last - arrivals.first) / 2)
    grown = (1 + arrivals.pattern.growth_used) ** (ahead.days / YEAR)
    spread = 1.0 + float((stream < 0).sum()) / max(float((stream >= 0).sum()), 1.0)
    year = WEEKS_A_YEAR * fit.process.days_a_week / (YEAR * share)
    rows = []
    for (group, segment, channel), level in zip(fit.streams.rows.tolist(), arrivals.levels, strict=True):
        dispersion = float(np.clip(arrivals.dispersion[segment].value, 0.02, 100))
        rows.append({
            "territory": ids.territories[fit.streams.groups[group]],
            "segment": ids.segments[fit.segments[segment]],
            "channel": ids.channels[fit.channels[channel]],
            "leads_per_year": number(level.value * grown * spread * year),
            "dispersion": number(dispersion, 4),
        })  # fmt: skip
    total = _all_together(fit)
    text = f"{total.n:,} deals that came in from {arrivals.first.date()} to {arrivals.last.date()}"
    sources.fitted("market.demand[*].leads_per_year", text, total)
    return rows


def _all_together(fit: Fit) -> Fitted:
    """All arrivals as a multiple of what was fitted, with what a year's worth of weeks leaves unsure."""
    weeks, expected = fit.arrivals.weekly, fit.arrivals.expected
    count = max(float(weeks.sum()), 1.0)
    scale = float(np.mean((weeks - expected) ** 2 / np.maximum(expected, 1e-9))) if len(weeks) > 1 else 1.0
    half = Z * float(np.sqrt(max(scale, 0.05) / count))
    return Fitted(1.0, float(np.exp(-half)), float(np.exp(half)), round(count))
