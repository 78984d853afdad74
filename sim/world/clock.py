"""The fiscal year in working days: where its months end and its weeks begin."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from scenarios.company import EvenMonths, WorkingDays
from scenarios.scenario import Scenario
from sim.tables import Table, table

FIRST_WEEK = 10_000
"""Number of the year's first week in the names of leads; weeks of a warm-up count down from it."""

WEEK = np.dtype([("number", "i8"), ("start", "f8"), ("days", "f8"), ("demand", "f8")])
"""start: working days since the simulation began. demand: days of average season that the week is worth."""

WorkingDay = tuple[int, int]
"""The month and the week of the year that a working day lies in."""


def weeks_table(scenario: Scenario) -> Table:
    """Every week, those of a warm-up first; a week of holidays has 0 days."""
    days = _days(scenario)
    season = getattr(scenario.market, "season", ()) or (1.0,) * scenario.company.calendar.months
    average = sum(season[month] for month, _ in days) / len(days)
    rows = [(FIRST_WEEK - 1 - week, 5.0, 5.0) for week in reversed(range(scenario.opening.warm_up_days // 5))]
    for week in range(days[-1][1] + 1):
        months = [month for month, w in days if w == week]
        rows.append((FIRST_WEEK + week, float(len(months)), sum(season[m] for m in months) / average))
    starts = np.cumsum([0.0, *(length for _, length, _ in rows)])
    return table(WEEK, [(row[0], start, *row[1:]) for row, start in zip(rows, starts[:-1], strict=True)])


def period_ends(scenario: Scenario) -> npt.NDArray[np.float64]:
    """Last instants of the time before the year and of each month, [months + 1], in working days."""
    days = _days(scenario)
    months = range(-1, scenario.company.calendar.months)
    lead_in = scenario.opening.warm_up_days
    return np.array([lead_in + sum(m <= month for m, _ in days) for month in months], np.float64)


def _days(scenario: Scenario) -> list[WorkingDay]:
    calendar = scenario.company.calendar
    return _even(calendar) if isinstance(calendar, EvenMonths) else _real(calendar)


def _even(calendar: EvenMonths) -> list[WorkingDay]:
    total = calendar.months * calendar.days_per_month
    return [(day // calendar.days_per_month, day // 5) for day in range(total)]


def _real(calendar: WorkingDays) -> list[WorkingDay]:
    """Weeks are seven calendar days from the year's first."""
    off, on = set(calendar.holidays), set(calendar.makeup_days)
    days = []
    day = calendar.start
    while (month := _months_between(calendar.start, day)) < calendar.months:
        if day in on or (day.weekday() < 5 and day not in off):
            days.append((month, (day - calendar.start).days // 7))
        day += timedelta(days=1)
    return days


def _months_between(start: date, day: date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)
