"""The office's diary: a simulated year runs in working days, a company's files carry dates."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from scenarios.base import Label
from scenarios.company import WorkingDays
from scenarios.scenario import Scenario

Floats = npt.NDArray[np.float64]
Moments = npt.NDArray[np.datetime64]
OPENS_AT, OPEN_HOURS = 9, 9
"""Office hours, 9:00 to 18:00: when on a worked day things happen."""


class Diary:
    """Which date each working day of a simulation is: those of the fiscal year, and as many before it as asked for.

    `lead_in`: working days simulated before the year's first.
    """

    def __init__(self, calendar: WorkingDays, lead_in: int) -> None:
        self._calendar, self._lead_in = calendar, lead_in
        self._off, self._on = set(calendar.holidays), set(calendar.makeup_days)
        self.dates = self._walked(calendar.start, 1, sum(1 for _ in calendar.worked_days()))

    def moments(self, times: Floats) -> Moments:
        """Date and time of day of moments in working days since the simulation began; NaT where there is none.

        A day's last instant belongs to it, as a month's does in a panel: 18:00 and not 9:00 of the next.
        """
        known = np.isfinite(times)
        moment = np.where(known, times, 1.0)
        day = np.ceil(moment).astype(np.int64) - 1
        seconds = np.floor((moment - day) * OPEN_HOURS * 3600).astype(np.int64) + OPENS_AT * 3600
        place = day - self._lead_in
        before = max(0, -int(place.min(initial=0)))
        earlier = self._walked(self._calendar.start - timedelta(days=1), -1, before)[::-1]
        dates = np.array([*earlier, *self.dates], "datetime64[D]")[place + before]
        found: Moments = np.where(known, dates.astype("datetime64[s]") + seconds, np.datetime64("NaT"))
        return found

    def _walked(self, day: date, step: int, count: int) -> list[date]:
        """The next `count` worked days from a day on, it included, forwards or backwards."""
        found: list[date] = []
        while len(found) < count:
            if day in self._on or (day.weekday() < self._calendar.days_a_week and day not in self._off):
                found.append(day)
            day += timedelta(days=step)
        return found


def month_starts(calendar: WorkingDays) -> list[date]:
    """The first day of each month of the fiscal year, and the day after its last: [months + 1]."""
    return [calendar.month_start(month) for month in range(calendar.months + 1)]


def month_name(scenario: Scenario, month: int) -> Label:
    """A month by its year and number where it begins with a calendar month, else by its first day."""
    calendar = scenario.company.calendar
    if not isinstance(calendar, WorkingDays):
        return Label(en=f"month {month + 1}", zh=f"第 {month + 1} 月")
    start = calendar.month_start(month)
    name = f"{start:%Y-%m}" if start.day == 1 else f"{start} …"
    return Label(en=name, zh=name)
