"""Days and periods of payroll files: read where they can be one only."""

from pathlib import Path
from typing import Any

import pytest
from books_samples import HEAD, one, read, said, workbook, write
from hypothesis import given
from hypothesis import strategies as st

from scenarios.books.periods import Period, period
from scenarios.books.reading import read_books


@pytest.mark.parametrize(
    "cell",
    ["2026-03-04", "2026/3/4", "2026.3.4", "2026年3月4日", "20260304", "4 Mar 2026", '"Mar 4, 2026"', "46085",
     "2026-03-04 23:59:59", "2026-03-04T00:00"],
)  # fmt: skip
def test_a_day_is_read_in_every_form_that_is_one_day(cell: str, tmp_path: Path) -> None:
    """Year first, named months, eight digits and a spreadsheet's count are one day, whatever the time of day."""
    assert one(tmp_path, f"{HEAD}\nD1,E1,{cell},100\n").signed.astype(str).tolist() == ["2026-03-04"]


@pytest.mark.parametrize(
    ("cell", "day"), [("13/03/2026", "2026-03-13"), ("03/13/2026", "2026-03-13"), ("05/05/2026", "2026-05-05")]
)
def test_a_day_that_can_be_read_in_one_way_only_is_read(cell: str, day: str, tmp_path: Path) -> None:
    """With a day above 12, or day and month alike, the order does not matter."""
    assert one(tmp_path, f"{HEAD}\nD1,E1,{cell},100\n").signed.astype(str).tolist() == [day]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", Period(2026, "year")),
        ("FY2026", Period(2026, "year")),
        ("2026年", Period(2026, "year")),
        ("2026年度", Period(2026, "year")),
        ("2026-H2", Period(2026, "half", 2)),
        ("2026年下半年", Period(2026, "half", 2)),
        ("2026-Q3", Period(2026, "quarter", 3)),
        ("2026q3", Period(2026, "quarter", 3)),
        ("Q3 2026", Period(2026, "quarter", 3)),
        ("2026年3季度", Period(2026, "quarter", 3)),
        ("2026年第三季度", Period(2026, "quarter", 3)),
        ("2026-07", Period(2026, "month", 7)),
        ("2026/7", Period(2026, "month", 7)),
        ("202607", Period(2026, "month", 7)),
        ("2026年7月", Period(2026, "month", 7)),
        ("2026年12月份", Period(2026, "month", 12)),
        ("2026-Q5", None),
        ("2026-13", None),
        ("2026年00月", None),
        ("26-07", None),
        ("2026-07-01", None),
        ("Q3", None),
        ("1969", None),
    ],
)
def test_a_period_has_a_name(text: str, expected: Period | None) -> None:
    """Years, halves, quarters and months are known by their names; anything else is none."""
    assert period(text) == expected


@given(st.integers(1970, 2100), st.sampled_from([("year", 1), ("half", 2), ("quarter", 4), ("month", 12)]), st.data())
def test_a_period_is_told_as_it_is_read(year: int, kind: tuple[Any, int], data: Any) -> None:
    """The text of a period names that period."""
    made = Period(year, kind[0], data.draw(st.integers(1, kind[1])))
    assert period(str(made)) == made


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("2026", "2026-Q3", True),
        ("2026", "2026-H1", True),
        ("2026-H2", "2026-Q3", True),
        ("2026-H1", "2026-Q3", False),
        ("2026-H1", "2026-Q2", True),
        ("2026-Q3", "2026", False),
        ("2025", "2026-Q3", False),
        ("2026-Q3", "2026-07", False),  # not known before the fiscal year is
        ("2026-07", "2026-07", True),
    ],
)
def test_a_period_holds_its_parts(outer: str, inner: str, holds: bool) -> None:
    """A half holds its quarters; months are not placed, because the fiscal year may begin in any of them."""
    first, second = period(outer), period(inner)
    assert first is not None
    assert second is not None
    assert first.holds(second) is holds


def test_quotas_side_by_side_are_no_overlap(tmp_path: Path) -> None:
    """Other people, other KPIs, other quarters and other years may have the same period."""
    rows = "E1,2026-Q1,5,\nE1,2026-Q2,5,\nE2,2026-Q1,5,\nE1,2026-Q1,5,units\nE1,2025,5,\nE1,2026-07,5,touches\n"
    assert len(read(tmp_path, {"quotas": "rep,period,quota,kpi\n" + rows}).quotas.rep) == 6


def test_a_workbook_that_made_a_day_of_a_month_is_understood(tmp_path: Path) -> None:
    """Spreadsheets turn 2026-07 into the first of July; the month is meant, and that is said."""
    books = read(tmp_path, {"quotas": workbook("rep,period,quota\nE1,2026-07-01,500\n")})
    assert books.quotas.period == (Period(2026, "month", 7),)
    assert said(books)[0] == "quotas.xlsx: period: days that begin a month are read as the month (1 row)"


@pytest.mark.parametrize(("cancelled", "refused"), [("2026-01-04", True), ("2026-01-05", False), ("2026-01-06", False)])
def test_a_deal_may_be_cancelled_from_its_day_on(cancelled: str, refused: bool, tmp_path: Path) -> None:
    """A cancellation on the day of signing is one, and on the day before it is a mistake."""
    files = write(tmp_path, {"deals": f"{HEAD},cancelled\nD1,E1,2026-01-05,5,{cancelled}\n"})
    assert bool(read_books(files, 2)[1]) is refused


@pytest.mark.parametrize(("heading", "left", "refused"), [
    ("left", "2026-03-01", True), ("left", "2026-03-02", False),
    ("last day", "2026-02-28", True), ("last day", "2026-03-01", False),
])  # fmt: skip
def test_somebody_who_leaves_was_there_for_a_day(heading: str, left: str, refused: bool, tmp_path: Path) -> None:
    """Whoever joins on the first of March leaves on the second at the earliest, and may have one last day."""
    files = write(tmp_path, {"roster": f"id,joins,{heading}\nE1,2026-03-01,{left}\n"})
    assert bool(read_books(files, 2)[1]) is refused
