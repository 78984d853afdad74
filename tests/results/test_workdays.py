"""Working days of a simulated year as dates: weekends, holidays and make-up days come out as the calendar has them."""

from datetime import date

import numpy as np
import pytest

from results.workdays import Diary, month_starts
from scenarios.company import WorkingDays
from scenarios.load import library, load

WEEK = WorkingDays(
    kind="working_days",
    start=date(2025, 1, 1),  # a Wednesday
    months=1,
    holidays=(date(2025, 1, 1), date(2025, 1, 28), date(2024, 12, 31)),
    makeup_days=(date(2025, 1, 4), date(2024, 12, 28)),
)


def told(diary: Diary, *times: float) -> list[str]:
    return [str(moment) for moment in diary.moments(np.array(times))]


def test_days_are_those_that_the_calendar_works() -> None:
    """Holidays and weekends are left out, make-up days are in."""
    days = Diary(WEEK, 0).dates
    assert days[:4] == [date(2025, 1, 2), date(2025, 1, 3), date(2025, 1, 4), date(2025, 1, 6)]
    assert date(2025, 1, 28) not in days
    assert days[-1] == date(2025, 1, 31)


@pytest.mark.parametrize("name", library())
def test_dates_lie_in_the_months_that_the_calendar_says(name: str) -> None:
    """Day by day the date's month and week are those of `worked_days`, from which the engines make theirs."""
    calendar = load(name).company.calendar
    assert isinstance(calendar, WorkingDays)
    starts = month_starts(calendar)
    days = Diary(calendar, 0).dates
    for day, worked in zip(days, calendar.worked_days(), strict=True):
        assert starts[worked[0]] <= day < starts[worked[0] + 1]
        assert (day - calendar.start).days // 7 == worked[1]


def test_time_of_day_runs_from_nine_to_six_and_a_last_instant_belongs_to_its_day() -> None:
    """Half a day is half past one; the end of the first day is its evening, not the next morning."""
    assert told(Diary(WEEK, 0), 0.5, 1.0, 1.000001) == [
        "2025-01-02T13:30:00",
        "2025-01-02T18:00:00",
        "2025-01-03T09:00:00",
    ]


def test_days_before_the_year_are_worked_by_the_same_rule() -> None:
    """A warm-up's days and the age of a stated deal count back over weekends, and over holidays that are told."""
    diary = Diary(WEEK, 5)
    assert told(diary, 5.5, 4.5, 3.5, 2.5) == [
        "2025-01-02T13:30:00",
        "2024-12-30T13:30:00",
        "2024-12-28T13:30:00",
        "2024-12-27T13:30:00",
    ]
    assert told(diary, -0.5) == ["2024-12-24T13:30:00"]


def test_what_never_was_has_no_date() -> None:
    """Not known and never are NaT."""
    assert told(Diary(WEEK, 0), np.nan, np.inf) == ["NaT", "NaT"]
    assert Diary(WEEK, 0).moments(np.zeros((0, 3))).shape == (0, 3)


def test_later_is_never_an_earlier_date() -> None:
    """Moments keep their order, to the second."""
    times = np.sort(np.random.default_rng(5).uniform(-40, 20, 10_000))
    assert (np.diff(Diary(WEEK, 0).moments(times)) >= np.timedelta64(0)).all()


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2025, 4, 1), [date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1)]),
        (date(2025, 11, 15), [date(2025, 11, 15), date(2025, 12, 15), date(2026, 1, 15)]),
        (date(2025, 1, 31), [date(2025, 1, 31), date(2025, 3, 1), date(2025, 3, 31)]),
    ],
)
def test_months_begin_on_the_day_on_which_the_year_begins(start: date, expected: list[date]) -> None:
    """From the 15th to the 14th; a month that is too short ends with its last day."""
    assert month_starts(WorkingDays(kind="working_days", start=start, months=2)) == expected
