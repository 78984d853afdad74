"""How many deals come in, when, and how unevenly: level by stream, season by segment, dispersion.

What is left after growth, season and weekday tells the dispersion, week by week and stream by stream, so that a
trend is not taken for unevenness.

Source: McCullagh & Nelder (1989), Generalized Linear Models, ch. 6 (Pearson's statistic); James & Stein (1961).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from scenarios.crm.fit.interval import Fitted, counted, positive
from scenarios.crm.fit.pattern import FEWEST_WEEKS, YEAR, Pattern, fit_pattern
from scenarios.crm.fit.weeks import Weeks

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
STEADIEST = 0.02  # least dispersion: below it counts would be all the same
SURE = 0.01  # p-value below which a segment has a season of its own


@dataclass(frozen=True)
class Season:
    """How a segment's months differ from everybody's. month: float [12], multiples, pulled towards 1 as far as chance
    may have made them. p_value: how often chance alone would."""

    month: Floats
    p_value: float


@dataclass(frozen=True)
class Arrivals:
    """Deals that come in. levels: by stream, expected number in a year of average season at the middle of the time
    seen. seasons: by segment. dispersion: variance over mean of a week's count, by segment. first, last: the days
    looked at. weekly, expected: all deals by week, as seen and as fitted.
    """

    pattern: Pattern
    levels: tuple[Fitted, ...]
    seasons: tuple[Season, ...]
    dispersion: tuple[Fitted, ...]
    first: pd.Timestamp
    last: pd.Timestamp
    weekly: Floats
    expected: Floats


def fit_arrivals(
    day: Ints, stream: Ints, segment_of: Ints, segments: int, first: pd.Timestamp, last: pd.Timestamp
) -> Arrivals:
    """day: int by deal, days since `first`; stream: int by deal; segment_of: int by stream."""
    days = (last - first).days + 1
    if days < 7:
        raise ValueError(f"closings were recorded from {first.date()} on only, less than a week before {last.date()}")
    seen = (day >= 0) & (day < days)
    day, stream = day[seen], stream[seen]
    calendar = first + pd.to_timedelta(np.arange(days), unit="D")
    counts = np.bincount(day, minlength=days).astype(np.float64)
    pattern, expected = fit_pattern(counts, calendar)
    weeks = Weeks(calendar)
    table = weeks.table(day, stream, len(segment_of))
    by_segment = np.zeros((segments, weeks.count))
    np.add.at(by_segment, segment_of, table)
    month = np.asarray(calendar.month)[weeks.middles] - 1
    weekly = weeks.sums(expected)
    seasons = tuple(_season(row, weekly, month, days) for row in by_segment)
    size = np.bincount(stream, minlength=len(segment_of)).astype(np.float64)
    shape = np.stack([season.month[month] for season in seasons]) * weekly
    dispersion = tuple(_dispersion(table[(segment_of == s) & (size > 0)], shape[s]) for s in range(segments))
    exposure = [_years(pattern, season, calendar) for season in seasons]
    levels = tuple(
        counted(int(n), exposure[s], dispersion[s].value) for n, s in zip(size, segment_of.tolist(), strict=True)
    )
    return Arrivals(pattern, levels, seasons, dispersion, first, last, weeks.sums(counts), weekly)


def _years(pattern: Pattern, season: Season, calendar: pd.DatetimeIndex) -> float:
    """Years of average season that the time seen is worth to a segment, demand as in its middle."""
    since = (np.arange(len(calendar)) - (len(calendar) - 1) / 2) / YEAR
    month = np.asarray(calendar.month) - 1
    worth = pattern.month[month] * season.month[month] * pattern.weekday[np.asarray(calendar.day_of_week)]
    return float((worth * (1 + pattern.growth_used) ** since).sum() / YEAR)


def _season(counts: Floats, weekly: Floats, month: Ints, days: int) -> Season:
    """A segment's months against all deals' pattern; nothing is told from less than a year."""
    flat = Season(np.ones(12), 1.0)
    if days < YEAR or counts.sum() < 1:
        return flat
    worked = weekly > 0
    counts, weekly, month = counts[worked], weekly[worked], month[worked]
    if len(set(month.tolist())) < 12:
        return flat
    expected = weekly * counts.sum() / weekly.sum()
    seen, due = (np.bincount(month, x, minlength=12) for x in (counts, expected))
    ratio = seen / due
    fitted = np.maximum(ratio[month] * expected, 1e-9)
    free = len(counts) - 12
    noise = max(float(np.sum((counts - fitted) ** 2 / fitted) / free), 0.05)
    statistic = float(np.sum((seen - due) ** 2 / due) / 11 / noise)
    p_value = float(stats.f.sf(statistic, 11, free))
    if p_value > SURE:
        return Season(np.ones(12), p_value)
    month_weights = 1.0 + (1.0 - 1.0 / statistic) * (ratio - 1.0)
    return Season(month_weights / month_weights.mean(), p_value)


def _dispersion(table: Floats, shape: Floats) -> Fitted:
    """Pearson's statistic of weekly counts, [stream, week], pooled over streams of one shape; its error by weeks.

    Of each stream's counts one week's worth of freedom is spent on its level.
    """
    worked = shape > 0
    table, shape = table[:, worked], shape[worked]
    if len(shape) < FEWEST_WEEKS or not len(table):
        return Fitted(1.0, 0.0, np.inf, 0)
    part = shape / shape.sum()
    mean = table.sum(axis=1, keepdims=True) * part
    by_week = ((table - mean) ** 2 / np.maximum(mean, 1e-12) / (1.0 - part)).mean(axis=0)
    level = max(float(by_week.mean()), STEADIEST)
    return positive(level, float(stats.sem(by_week)) / level, int(table.sum()))
