"""Quotas and scores: what each person is to reach in a period, and KPIs that no deal tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scenarios.books.columns import texts
from scenarios.books.figures import money_or_number, numbers, whole_numbers
from scenarios.books.page import Mask, Page
from scenarios.books.people import People
from scenarios.books.periods import EXAMPLES, Period, first_of_month, period
from scenarios.books.tables import BOOKINGS, UNKNOWN, Quotas, Scores
from scenarios.crm.cells.words import is_blank, plain_width

_WHOSE = "whose is it?"


def read_quotas(page: Page, people: People, digits: int, is_number: frozenset[str]) -> Quotas:
    """The canonical table; what cannot be right is among the faults of the page."""
    rep = people.whose(page, _WHOSE)
    when = periods(page, "every quota has a period")
    kpi = texts(page, "kpi").mapped(lambda word: word or BOOKINGS)
    amount, value = money_or_number(page, "amount", digits, ~kpi.among(is_number), "every quota has an amount")
    page.refuse((value < 0) & (value != UNKNOWN), "amount", "a quota below 0")
    _refuse_overlaps(page, [*zip(rep.tolist(), kpi.rows(), strict=True)], when)
    return Quotas(page.origin(), rep, _settled(when), kpi, amount, value)


def read_scores(page: Page, people: People) -> Scores:
    """The canonical table; what cannot be right is among the faults of the page."""
    rep = people.whose(page, _WHOSE)
    when = periods(page, "every score has a period")
    kpi = texts(page, "kpi", required="which KPI is it?")
    value = numbers(page, "value", "every score has a value")
    count = whole_numbers(page, "count", 1, least=1)
    _refuse_overlaps(page, [*zip(rep.tolist(), kpi.rows(), strict=True)], when, nested=True)
    return Scores(page.origin(), rep, _settled(when), kpi, value, count)


def _settled(when: Sequence[Period | None]) -> tuple[Period, ...]:
    return tuple(one or Period(0, "year") for one in when)  # a row without one has been refused


def periods(page: Page, required: str = "") -> list[Period | None]:
    """The column of periods, None where blank or unreadable."""
    if not page.has("period"):
        return [None] * page.rows
    words = page.words("period")
    plain = plain_width(words.words).to_pylist()
    read = [period(text) or (first_of_month(text) if page.workbook else None) for text in plain]
    blank = is_blank(words.words)
    unread = np.array([one is None for one in read], bool) & ~blank
    page.refuse(words.spread(unread), "period", "is not the name of a period", f"such as {EXAMPLES}")
    dated = np.array([one is not None and period(text) is None for one, text in zip(read, plain, strict=True)], bool)
    if dated.any():
        count = int(words.spread(dated).sum())
        page.notice("period", "days that begin a month are read as the month", "月初日期按当月读取", count)
    if required:
        page.refuse(words.spread(blank), "period", f"is empty: {required}")
    return [read[code] for code in words.codes.tolist()]


def _refuse_overlaps(
    page: Page, owners: Sequence[tuple[int, str]], when: Sequence[Period | None], nested: bool = False
) -> None:
    """Two rows for one person, KPI and time. `nested`: a longer period may stand beside its parts."""
    rows: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row, owner in enumerate(owners):
        if owner[0] >= 0 and when[row] is not None:
            rows[owner].append(row)
    clash: dict[int, int] = {}
    mixed: dict[int, int] = {}
    for mine in rows.values():
        _compare(mine, when, clash, {} if nested else mixed, nested)
    size = len(owners)

    def other(row: int) -> str:
        there = clash.get(row, mixed.get(row, 0))
        return f"{when[there]} on line {page.line(there)}"

    page.refuse(
        _mask(clash, size), "period", lambda row: f"a second one for this time: {other(row)}", "keep one of them"
    )
    page.refuse(_mask(mixed, size), "period", lambda row: f"months and longer periods of one person: {other(row)}",
                "write one kind, because months overlap fiscal quarters and years")  # fmt: skip


def _compare(
    mine: list[int], when: Sequence[Period | None], clash: dict[int, int], mixed: dict[int, int], nested: bool
) -> None:
    """Marks every row whose period a row further up has already, with that row."""
    seen: dict[Period, int] = {}
    for row in mine:
        one = when[row]
        assert one is not None
        if one in seen:
            clash[row] = seen[one]
        elif not nested:
            for other, there in seen.items():
                if other.holds(one) or one.holds(other):
                    clash.setdefault(row, there)
                elif (other.kind == "month") != (one.kind == "month"):
                    mixed.setdefault(row, there)
        seen.setdefault(one, row)


def _mask(rows: dict[int, int], size: int) -> Mask:
    mask: NDArray[np.bool_] = np.zeros(size, bool)
    mask[list(rows)] = True
    return mask
