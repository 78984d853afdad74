"""Seats that fill and empty within the year: when each rep comes and goes, and on how many days she is there."""

from datetime import date

import numpy as np
import numpy.typing as npt

from scenarios.company import WorkingDays
from scenarios.people import Rep
from scenarios.scenario import Scenario

Ints = npt.NDArray[np.int64]


def came_and_went(scenario: Scenario, rep: Rep) -> tuple[float, float]:
    """Working days of the year gone when her first day begins, and when her last ends.

    Infinite where all of the year lies on one side: (-inf, inf) for who is there throughout.
    """
    return _days_before(scenario, rep.joins, -np.inf), _days_before(scenario, rep.leaves, np.inf)


def days_there(scenario: Scenario) -> Ints:
    """Working days of each month on which each rep is there, [rep, month]."""
    end = np.cumsum(days_of_months(scenario))
    begin = end - days_of_months(scenario)
    came, went = np.array([came_and_went(scenario, rep) for rep in scenario.people.reps]).T[:, :, None]
    days: Ints = np.maximum(0, np.minimum(went, end) - np.maximum(came, begin)).astype(np.int64)
    return days


def days_of_months(scenario: Scenario) -> Ints:
    """Working days of each month."""
    calendar = scenario.company.calendar
    return np.bincount([day.month for day in calendar.worked_days()], minlength=calendar.months)


def days_a_month(scenario: Scenario) -> float:
    """Working days of an average month of the year."""
    return float(days_of_months(scenario).mean())


def share_there(scenario: Scenario) -> npt.NDArray[np.float64]:
    """The part of each month's working days on which each rep is there, [rep, month]."""
    share: npt.NDArray[np.float64] = days_there(scenario) / days_of_months(scenario)
    return share


def _days_before(scenario: Scenario, day: date | None, never: float) -> float:
    calendar = scenario.company.calendar
    if day is None or not isinstance(calendar, WorkingDays):
        return never
    before = [worked < day for worked in calendar.worked_dates()]
    return float(sum(before)) if any(before) and not all(before) else np.inf if all(before) else -np.inf


def time_of_day(scenario: Scenario, day: date) -> float:
    """The engines' time at which a day begins: working days since the simulation began."""
    return float(scenario.opening.warm_up_days) + sum(worked < day for worked in _worked(scenario))


def _worked(scenario: Scenario) -> list[date]:
    calendar = scenario.company.calendar
    return list(calendar.worked_dates()) if isinstance(calendar, WorkingDays) else []
