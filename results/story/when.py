"""When something happened: by date and hour where the year is on a calendar, by month and day where it is not."""

import math

import numpy as np
import numpy.typing as npt

from results.workdays import OPEN_HOURS, OPENS_AT, Diary
from scenarios.base import Label
from scenarios.company import WorkingDays
from scenarios.scenario import Scenario

BEFORE = Label(en="before the year", zh="年初之前")


class Clock:
    """Tells moments in working days since the simulation began. ends: the last instants of the periods."""

    def __init__(self, scenario: Scenario, ends: npt.NDArray[np.float64]) -> None:
        calendar, self._ends = scenario.company.calendar, ends
        self._diary = Diary(calendar, scenario.opening.warm_up_days) if isinstance(calendar, WorkingDays) else None

    def period(self, time: float) -> int:
        """The period that a moment belongs to: 0 is the time before the year, 1 its first month."""
        return min(int(np.searchsorted(self._ends, time, side="left")), len(self._ends) - 1)

    def told(self, time: float) -> Label:
        """Such as 2027-03-02 10:15, or month 3, day 2, 10:15."""
        if self._diary is not None:
            moment = np.datetime_as_string(self._diary.moments(np.array([time]))[0], unit="m").replace("T", " ")
            return Label(en=moment, zh=moment)
        period = self.period(time)
        if period == 0:
            return BEFORE
        day = math.ceil(time) - 1
        minutes = math.floor((time - day) * OPEN_HOURS * 60) + OPENS_AT * 60
        number, clock = day - int(self._ends[period - 1]) + 1, f"{minutes // 60:02d}:{minutes % 60:02d}"
        return Label(en=f"month {period}, day {number}, {clock}", zh=f"第 {period} 月第 {number} 天 {clock}")
