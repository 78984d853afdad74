"""The company: its money, its fiscal year, its territories and its teams."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from scenarios.base import Id, Label, NonNegative, Problem, Problems, Record


class Currency(Record):
    """What amounts are counted in; `minor_digits: 2` keeps accounts in 分 (cents)."""

    code: str = "CNY"
    """Three-letter code, such as CNY."""
    symbol: str = "¥"
    """Shown before amounts."""
    minor_digits: Annotated[int, Field(ge=0, le=6)] = 2
    """Digits after the point that accounts are kept to: 2 for 分 and cents."""


class WorkedDay(NamedTuple):
    """A working day: the month and the week of the year in which it lies and the day of the week, all from 0."""

    month: int
    week: int
    weekday: int


class WorkingDays(Record):
    """A fiscal year on the real calendar: weekends and holidays are off, make-up days (调休) are worked."""

    kind: Literal["working_days"]
    start: Annotated[date, Field(ge=date(1900, 1, 1), le=date(2195, 12, 31))]
    """The first day; with 60 months the last lies in 2200."""
    months: Annotated[int, Field(ge=1, le=60)] = 12
    """Length of the simulated year."""
    days_a_week: Literal[5, 7] = 5
    """5: Saturdays and Sundays are off. 7: every day is worked, holidays apart."""
    holidays: tuple[date, ...] = ()
    """Days off that would be worked; others do no harm."""
    makeup_days: tuple[date, ...] = ()
    """Saturdays and Sundays that are worked (调休)."""

    @model_validator(mode="after")
    def _days_are_worked_or_not(self) -> "WorkingDays":
        off = set(self.holidays)
        found = []
        for index, day in enumerate(self.makeup_days):
            if day in off:
                found.append(Problem(("makeup_days", index), "is among the holidays, too", day))
            elif day.weekday() < self.days_a_week:
                found.append(Problem(("makeup_days", index), "is a working day anyway", day))
        if idle := sorted(set(range(self.months)) - {day.month for day in self.worked_days()}):
            found.append(Problem(("holidays",), f"leave month {idle[0] + 1} without a working day"))
        if found:
            raise Problems(found)
        return self

    def worked_days(self) -> tuple[WorkedDay, ...]:
        """Every day that is worked; weeks are seven calendar days from the year's first."""
        return _days_of(self.start, self.worked_dates())

    def worked_dates(self) -> tuple[date, ...]:
        """The same days by date."""
        return _dates_of(self.start, self.month_start(self.months), self.days_a_week, self.holidays, self.makeup_days)

    def month_start(self, month: int) -> date:
        """The first day of a month of the fiscal year, counted from 0; of `months`, the day after the last."""
        return months_after(self.start, month)


class EvenMonths(Record):
    """A year of equal months, for teaching and for theory."""

    kind: Literal["even"]
    months: Annotated[int, Field(ge=1, le=60)] = 12
    """Length of the simulated year."""
    days_per_month: Annotated[int, Field(ge=5, le=31)] = 20
    """Working days in each month."""

    def worked_days(self) -> tuple[WorkedDay, ...]:
        """Every day that is worked; five, Monday to Friday, make a week."""
        return _even_days(self.months, self.days_per_month)


# A scenario is asked for its days again and again, and so are its variants, which have the same ones.


@lru_cache(maxsize=64)
def _even_days(months: int, length: int) -> tuple[WorkedDay, ...]:
    return tuple(WorkedDay(day // length, day // 5, day % 5) for day in range(months * length))


@lru_cache(maxsize=64)
def _dates_of(
    start: date, end: date, days_a_week: int, holidays: tuple[date, ...], makeup_days: tuple[date, ...]
) -> tuple[date, ...]:
    off, on = set(holidays), set(makeup_days)
    days = (start + timedelta(days=number) for number in range((end - start).days))
    return tuple(day for day in days if day in on or (day.weekday() < days_a_week and day not in off))


@lru_cache(maxsize=64)
def _days_of(start: date, days: tuple[date, ...]) -> tuple[WorkedDay, ...]:
    return tuple(WorkedDay(_months_between(start, day), (day - start).days // 7, day.weekday()) for day in days)


def months_after(day: date, months: int) -> date:
    """The same day of a later month; the first of the next where a month is too short to have it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        year, month = divmod(year * 12 + month + 1, 12)
        return date(year, month + 1, 1)


def _months_between(start: date, day: date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


class Territory(Record):
    """A part of the market from which leads come."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""


class Team(Record):
    """People under one lead who share a territory's leads."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    territory: Id
    """Id of the territory whose leads the team takes."""
    pool: bool = False
    """Whether its people work from one queue: who is free first takes what comes next."""


class Company(Record):
    """Who we are."""

    name: Label
    """What tables and charts show."""
    currency: Currency = Currency()
    calendar: Annotated[WorkingDays | EvenMonths, Field(discriminator="kind")]
    """The fiscal year: real working days, or even months."""
    territories: Annotated[tuple[Territory, ...], Field(min_length=1)]
    teams: Annotated[tuple[Team, ...], Field(min_length=1)]
    city: str = "none"
    """Whose legal limits hold: a bundled profile or a file; none: abstract units, and no legal row is checked."""
    minimum_wage: NonNegative | None = None
    """Least pay of a month that the law allows where these people work; null where nobody has looked it up."""
