"""Quotas: what each person was to sell in each period, from a long table or a wide one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scenarios.crm.cells.words import plain_width
from scenarios.crm.maps.mapping import QuotaMap
from scenarios.crm.reading.people import People
from scenarios.crm.reading.rows import Rows
from scenarios.crm.sheets.sheet import clean_heading
from scenarios.crm.tables import Quotas

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_PERIODS = (
    (re.compile(r"(\d{4})[-/ 年]*Q([1-4])"), 3),
    (re.compile(r"Q([1-4])[-/ ]*(\d{4})"), -3),
    (re.compile(r"(\d{4})年?第?([1-4一二三四])季度?"), 3),
    (re.compile(r"(\d{4})[-/年](\d{1,2})月?"), 1),
    (re.compile(r"(\d{4})年?"), 12),
)


def named_period(text: str) -> tuple[np.datetime64, np.datetime64] | None:
    """First day, and first day after, of 2026-Q1, 2026-03, 2026年3月 or 2026; None for anything else."""
    for form, months in _PERIODS:
        if found := form.fullmatch(text.upper()):
            parts = [_NUMERALS.get(part) or int(part) for part in found.groups()]
            year, part = (parts[::-1] if months < 0 else parts) if len(parts) > 1 else (parts[0], 1)
            if 1970 <= year <= 2100 and 1 <= part <= 12 // abs(months):
                first = np.datetime64(year - 1970, "Y").astype("M8[M]") + (part - 1) * abs(months)
                return first.astype("M8[s]"), (first + abs(months)).astype("M8[s]")
    return None


def read_quotas(rows: Rows, part: QuotaMap, people: People) -> Quotas:
    """The canonical table; what cannot be right is among the faults of `rows`."""
    owner = people.owners(rows).to_pylist()
    nobody = np.array([not text for text in owner], bool)
    rows.refuse(nobody, rows.heading("owner"), "is empty: whose quota is this?")
    frame = _wide(rows, part, owner) if part.months or part.quarters else _long(rows, part, owner)
    frame = frame.sort_values(["owner", "start"], kind="stable", ignore_index=True)
    return Quotas(frame.astype({"owner": "str", "start": "M8[s]", "end": "M8[s]"}))


# ── wide: a column for each month or quarter ────────────────────────────────────────────────────


def _wide(rows: Rows, part: QuotaMap, owner: list[str]) -> pd.DataFrame:
    year = _years(rows, part)
    length = 1 if part.months else 3
    parts = []
    for place, name in enumerate(part.months or part.quarters):
        heading = clean_heading(name)
        amount = _amount(rows, heading, f"amount.{place}")
        start = (year - 1970).astype("M8[Y]").astype("M8[M]") + np.timedelta64(place * length, "M")
        end = start + np.timedelta64(length, "M")
        parts.append(
            pd.DataFrame({"owner": owner, "start": start.astype("M8[s]"), "end": end.astype("M8[s]"), "amount": amount})
        )
        parts[-1] = parts[-1][~(rows.bad | np.isnan(amount))]
    twice = pd.DataFrame({"owner": owner, "year": year}).duplicated().to_numpy() & ~rows.bad
    hint = 'take only people\'s rows with `where`, such as {对象类型: "3"}'
    rows.refuse(twice, rows.heading("owner"), "has two rows for one year", hint)
    return pd.concat(parts, ignore_index=True)


def _years(rows: Rows, part: QuotaMap) -> NDArray[np.int64]:
    if not rows.has("year"):
        return np.full(rows.sheet.rows, part.year or 1970, np.int64)
    words = rows.words("year")
    found = [re.fullmatch(r"((?:19|20)\d{2})(?:\.0)?年?", text) for text in plain_width(words.words).to_pylist()]
    unread = np.array([match is None for match in found], bool)
    rows.refuse(words.spread(unread), rows.heading("year"), "is not a year")
    years = np.array([int(match[1]) if match else 1970 for match in found], np.int64)
    return np.asarray(words.spread(years))


def _amount(rows: Rows, heading: str, field: str) -> NDArray[np.float64]:
    units = dict(rows.part.unit)
    amount = rows.amount(heading, field if field in units else "amount")
    rows.refuse(amount < 0, heading, "a quota below 0")
    return amount


# ── long: a row for each period ─────────────────────────────────────────────────────────────────


def _long(rows: Rows, part: QuotaMap, owner: list[str]) -> pd.DataFrame:
    heading = rows.heading("amount")
    amount = _amount(rows, heading, "amount")
    rows.refuse(np.isnan(amount) & ~rows.unread["amount"], heading, "is empty: a quota has an amount")
    start, end = _periods(rows)
    frame = pd.DataFrame({"owner": owner, "start": start, "end": end, "amount": amount})
    unread = rows.unread.get("start", np.zeros(len(frame), bool))
    rows.refuse(np.isnat(start) & ~unread, rows.heading("start"), "is empty: a quota has a period")
    twice = frame.duplicated(["owner", "start"]).to_numpy() & ~np.isnat(start) & ~rows.bad
    rows.refuse(twice, rows.heading("start"), "a second quota of this person for this period")
    frame = frame[~rows.bad & ~np.isnat(start)]
    return _ended(rows, part, frame)


def _periods(rows: Rows) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """The first day of each period, and its end where the period has a name of its own."""
    words, heading = rows.words("start"), rows.heading("start")
    named = [named_period(text) for text in plain_width(words.words).to_pylist()]
    nothing = np.datetime64("NaT", "s")
    if any(named):
        start, end = (np.array([p[side] if p else nothing for p in named], "M8[s]") for side in (0, 1))
        unread = words.spread(np.array([p is None and text != "" for p, text in zip(named, words.texts, strict=True)]))
        rows.refuse(unread, heading, "is not the name of a period, and other rows have one", "2026-Q1, 2026-03, 2026")
        rows.unread["start"] = unread
        return words.spread(start), words.spread(end)
    dates = rows.date(heading, "start")
    return dates, np.full(len(dates), nothing)


def _ended(rows: Rows, part: QuotaMap, frame: pd.DataFrame) -> pd.DataFrame:
    """A period lasts until the owner's next; the last one as long as the one before, or as others usually do."""
    frame = frame.sort_values(["owner", "start"], kind="stable")
    by_owner = frame.groupby("owner", sort=False)["start"]
    following = by_owner.shift(-1)
    length = following - frame["start"]
    before = length.groupby(frame["owner"], sort=False).shift(1)
    end = frame["end"].fillna(following).fillna(frame["start"] + before)
    lone = end.isna()
    if lone.any():
        end = end.mask(lone, _lone_ends(rows, part, frame["start"][lone], length.dropna().tolist()))
    return frame.assign(end=end)


def _lone_ends(rows: Rows, part: QuotaMap, starts: pd.Series[Any], lengths: Sequence[Any]) -> pd.Series[Any]:
    """Ends for people who have one quota only."""
    if part.period is not None:
        return starts + pd.DateOffset(months=_MONTHS[part.period])
    if not lengths:
        message = "nobody has two quotas, so nothing tells how long one lasts"
        hint = "add `period: month`, `quarter` or `year`"
        rows.faults.append(rows.map_file.fault((rows.section, "period"), message, "", hint))
        return starts
    usual = Counter(lengths).most_common(1)[0][0]
    message = f"people with a single quota: taken to last {usual.days} days, as most of the others do"
    rows.notice(rows.heading("start"), message, len(starts))
    ends: pd.Series[Any] = starts + usual
    return ends
