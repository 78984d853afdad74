"""The fiscal year in working days: where its months end and its weeks begin, and what each day brings."""

from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.market import WEEKDAYS, FunnelMarket
from scenarios.scenario import Scenario
from sim.tables import Table, table

FIRST_WEEK = 10_000
"""Number of the year's first week in the names of leads; weeks of a warm-up count down from it."""
A_YEAR = 12
"""Months in which demand grows by its yearly growth."""

WEEK = np.dtype([("number", "i8"), ("start", "f8"), ("days", "f8"), ("first", "i8")])
"""start: working days since the simulation began. first: the place of its first day among all days."""

DAY = np.dtype([("begin", "f8"), ("until", "f8")])
"""A working day's part of its week's leads, on a scale from 0: more on a strong day of the week."""


class Day(NamedTuple):
    """A working day: its week (the year's first is 0), and its demand by season, day of the week and growth."""

    week: int
    season: float
    weekday: float
    growth: float


def weeks_table(scenario: Scenario) -> tuple[Table, Table]:
    """Every week with working days (WEEK rows), those of a warm-up first, and the days (DAY rows)."""
    rows: list[tuple[float, ...]] = []
    parts: list[tuple[float, float]] = []
    for week, group in groupby(_days(scenario, _season(scenario)), lambda day: day.week):
        here, seen = list(group), len(parts)
        rows.append((FIRST_WEEK + week, seen, len(here), seen))
        parts += pairwise(np.cumsum([0.0, *(day.weekday for day in here)]).tolist())
    return table(WEEK, rows), table(DAY, parts)


def worth_of(scenario: Scenario) -> npt.NDArray[np.float64]:
    """Days of average season that each week is worth to each segment, [segment, week].

    But for growth, a day of the year is worth one day on average, and so is one of a warm-up.
    """
    segments = scenario.market.segments if isinstance(scenario.market, FunnelMarket) else ()
    seasons = [segment.season or _season(scenario) for segment in segments]
    known = {season: _worth(scenario, season) for season in seasons}
    return np.array([known[season] for season in seasons] or np.zeros((0, 0)), np.float64)


def months_worth(scenario: Scenario) -> npt.NDArray[np.float64]:
    """The same by month, what comes before the year first, [segment, months + 1]."""
    segments = scenario.market.segments if isinstance(scenario.market, FunnelMarket) else ()
    seasons = [segment.season or _season(scenario) for segment in segments]
    known = {season: _worth_of_months(scenario, season) for season in seasons}
    return np.array([known[season] for season in seasons] or np.zeros((0, 0)), np.float64)


def _worth_of_months(scenario: Scenario, season: tuple[float, ...]) -> list[float]:
    days, warm_up = _days(scenario, season), scenario.opening.warm_up_days
    months = [day.month for day in scenario.company.calendar.worked_days()]
    average = sum(day.season * day.weekday for day in days[warm_up:]) / len(months) or 1.0
    worth = [0.0] * (scenario.company.calendar.months + 1)
    worth[0] = sum(day.season * day.weekday * day.growth for day in days[:warm_up])
    for month, day in zip(months, days[warm_up:], strict=True):
        worth[month + 1] += day.season * day.weekday * day.growth / average
    return worth


def _worth(scenario: Scenario, season: tuple[float, ...]) -> list[float]:
    days = _days(scenario, season)
    year = [day.season * day.weekday for day in days if day.week >= 0]
    average = sum(year) / len(year) or 1.0
    weeks = [(week, list(group)) for week, group in groupby(days, lambda day: day.week)]
    demand = [(week, sum(day.season * day.weekday * day.growth for day in here)) for week, here in weeks]
    return [worth / average if week >= 0 else worth for week, worth in demand]


def index_of(scenario: Scenario) -> npt.NDArray[np.float64]:
    """The market's index: demand of a working day of each month against the year's average, [segment, month]."""
    segments = scenario.market.segments if isinstance(scenario.market, FunnelMarket) else ()
    days, months = list(scenario.company.calendar.worked_days()), scenario.company.calendar.months
    month = np.array([day.month for day in days])
    growth, count = np.array(_growth(scenario, 0, len(days))), np.bincount(month, minlength=months)
    found = np.zeros((len(segments), months))
    for place, segment in enumerate(segments):
        season = np.array(segment.season or _season(scenario))[month]
        found[place] = np.bincount(month, season * growth, months) / count / (season.mean() or 1.0)
    return found


def period_ends(scenario: Scenario) -> npt.NDArray[np.float64]:
    """Last instants of the time before the year and of each month, [months + 1], in working days."""
    days = list(scenario.company.calendar.worked_days())
    months = range(-1, scenario.company.calendar.months)
    lead_in = scenario.opening.warm_up_days
    return np.array([lead_in + sum(day.month <= month for day in days) for month in months], np.float64)


def _season(scenario: Scenario) -> tuple[float, ...]:
    season: tuple[float, ...] = getattr(scenario.market, "season", ())
    return season or (1.0,) * scenario.company.calendar.months


def _days(scenario: Scenario, season: tuple[float, ...]) -> list[Day]:
    """Every working day, those of a warm-up first, in average season; a worked weekend day is an average one."""
    calendar, warm_up = scenario.company.calendar, scenario.opening.warm_up_days
    weights = getattr(scenario.market, "weekdays", ()) or (1.0,) * WEEKDAYS
    weekday = [weight * WEEKDAYS / sum(weights) for weight in weights] + [1.0, 1.0]
    days = [(day // WEEKDAYS, 1.0, weekday[day % WEEKDAYS]) for day in range(-warm_up, 0)]
    days += [(day.week, season[day.month], weekday[day.weekday]) for day in calendar.worked_days()]
    growth = _growth(scenario, warm_up, len(days) - warm_up)
    return [Day(*day, grown) for day, grown in zip(days, growth, strict=True)]


def _growth(scenario: Scenario, before: int, days: int) -> list[float]:
    """How demand stands on each day, those before the year included, against the middle of the year."""
    yearly = 1.0 + getattr(scenario.market, "growth", 0.0)
    a_year, middle = days * A_YEAR / scenario.company.calendar.months, before + days / 2
    return [yearly ** ((day + 0.5 - middle) / a_year) for day in range(before + days)]
