"""The fiscal year of a payroll run: which month a day, a quarter or a year of the files lies in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scenarios.base import Label
from scenarios.books.periods import PER_YEAR, Period
from scenarios.books.tables import Books, Days, Notice
from scenarios.company import WorkingDays, months_after
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from scenarios.plan_file import PlanFile

Ints = npt.NDArray[np.int64]
OUTSIDE = -1
"""The month of what lies before or after the year."""


@dataclass(frozen=True)
class FiscalYear:
    """The year that is settled. calendar: its working days, where the plan states them."""

    start: date
    months: int = 12
    calendar: WorkingDays | None = None

    @property
    def name(self) -> int:
        """The year's number in the names of periods: the calendar year in which most of it lies, of two the later."""
        return months_after(self.start, 6).year

    @property
    def starts(self) -> Days:
        """The first day of every month, and the day after the last."""
        return np.array([months_after(self.start, month) for month in range(self.months + 1)], "M8[D]")

    def month_of(self, days: Days) -> Ints:
        """The month of the year in which each day lies, from 0; OUTSIDE where it does not, or is unknown."""
        month: Ints = np.searchsorted(self.starts, days, side="right").astype(np.int64) - 1
        month[(month >= self.months) | np.isnat(days)] = OUTSIDE
        return month

    def months_of(self, period: Period) -> tuple[int, int] | None:
        """First and last month of a period of the files; None where no day of it lies in the year."""
        if period.kind == "month":
            number = (period.year - self.start.year) * 12 + period.number - self.start.month
            found = (number, number)
        else:
            length = 12 // PER_YEAR[period.kind]
            first = 12 * (period.year - self.name) + length * (period.number - 1)
            found = (first, first + length - 1)
        first, last = max(found[0], 0), min(found[1], self.months - 1)
        return (first, last) if first <= last else None

    def days_of_months(self) -> Ints:
        """Working days of each month where the plan's calendar tells them, else calendar days."""
        if self.calendar is not None:
            worked = np.array(list(self.calendar.worked_dates()), "M8[D]")
            return np.bincount(self.month_of(worked), minlength=self.months).astype(np.int64)
        return np.diff(self.starts).astype(np.int64)

    def days_between(self, come: Days, gone: Days) -> Ints:
        """Days of each month from a day on, and before another, [person, month]; NaT: always, for ever."""
        first = np.where(np.isnat(come), self.starts[0], come)[:, None]
        after = np.where(np.isnat(gone), self.starts[-1], gone)[:, None]
        begin, end = np.maximum(first, self.starts[:-1]), np.minimum(after, self.starts[1:])
        if self.calendar is None:
            return np.maximum(0, (end - begin).astype(np.int64))
        worked = np.sort(np.array(list(self.calendar.worked_dates()), "M8[D]"))
        counted = np.searchsorted(worked, np.maximum(end, begin)) - np.searchsorted(worked, begin)
        return counted.astype(np.int64)

    def month_name(self, month: int) -> str:
        """Such as 2026-07."""
        return f"{months_after(self.start, month):%Y-%m}"

    def span_name(self, first: int, last: int) -> str:
        """Such as 2026-07, 2026-Q3, 2026 or 2026-01 – 2026-05."""
        if first == last:
            return self.month_name(first)
        for kind, parts in PER_YEAR.items():
            length = 12 // parts
            if kind != "month" and last - first + 1 == length and first % length == 0:
                return str(Period(self.name + first // 12, kind, first % 12 // length + 1))
        return f"{self.month_name(first)} – {self.month_name(last)}"


def year_of(plan_file: PlanFile, books: Books) -> tuple[FiscalYear, list[Notice]]:
    """The plan's fiscal year; where it has no dates, the calendar year in which the deals were signed."""
    calendar = plan_file.company.calendar
    if isinstance(calendar, WorkingDays):
        return FiscalYear(calendar.start, calendar.months, calendar), []
    signed = books.deals.signed
    years = np.unique(signed[~np.isnat(signed)].astype("M8[Y]")).astype(int) + 1970
    if len(years) != 1 or calendar.months != 12:
        message = "has no dates, and the deals are not all of one calendar year: nobody knows which year is settled"
        hint = "write `calendar: {kind: working_days, start: 2026-01-01}` with your year's first day"
        raise ScenarioFaults([Fault("PLAN", 0, "company.calendar", message, "", hint)])
    year = int(years[0])
    told = Label(
        en=f"the plan states no dates: its fiscal year is taken to be the calendar year {year}",
        zh=f"方案未写日期：财年按 {year} 自然年处理",
    )
    return FiscalYear(date(year, 1, 1)), [Notice("PLAN", "company.calendar", told)]
