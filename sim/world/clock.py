"""The fiscal year in working days: where its months end and its weeks begin."""

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.tables import Table, table

FIRST_WEEK = 10_000
"""Number of the year's first week in the names of leads; weeks of a warm-up count down from it."""

WEEK = np.dtype([("number", "i8"), ("start", "f8"), ("days", "f8"), ("demand", "f8")])
"""start: working days since the simulation began. demand: days of average season that the week is worth."""


def weeks_table(scenario: Scenario) -> Table:
    """Every week, those of a warm-up first; a week of holidays has 0 days."""
    days = list(scenario.company.calendar.worked_days())
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
    days = list(scenario.company.calendar.worked_days())
    months = range(-1, scenario.company.calendar.months)
    lead_in = scenario.opening.warm_up_days
    return np.array([lead_in + sum(m <= month for m, _ in days) for month in months], np.float64)
