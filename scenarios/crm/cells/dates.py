"""Dates as exports write them, and what a column of them proves about the order of day and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenarios.crm.cells.words import Words, is_blank, plain_width

Form = Literal["ymd", "dmy", "mdy", "yyyymmdd", "epoch_s", "epoch_ms", "excel"]
FORMS: tuple[Form, ...] = get_args(Form)
SAID: Mapping[Form, str] = {
    "ymd": "year first (2021-03-04)",
    "dmy": "day first (04-03-2021)",
    "mdy": "month first (03/04/2021)",
    "yyyymmdd": "eight digits (20210304)",
    "epoch_s": "seconds since 1970 (1614816000)",
    "epoch_ms": "milliseconds since 1970 (1614816000000)",
    "excel": "days as a spreadsheet counts them (44259)",
}
FIRST, LAST = np.datetime64("1970-01-01", "s"), np.datetime64("2101-01-01", "s")

_TIME = (
    r"(?:,?[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[AP]M))?(?: ?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}))?)?$"
)
_ISO = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?$"
_YEAR_FIRST = r"^(?P<year>\d{4})[-/.年] ?(?P<month>\d{1,2})[-/.月] ?(?P<day>\d{1,2})日?" + _TIME
_NUMBERS = r"^(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _TIME
_DAY_NAME = r"^(?P<day>\d{1,2})[ /-](?P<name>[A-Z]{3,9})\.?,?[ /-]+(?P<year>\d{4}|\d{2})" + _TIME
_NAME_DAY = r"^(?P<name>[A-Z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})" + _TIME
_EIGHT = r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})$"
_COUNTS: Mapping[Form, tuple[str, int]] = {
    "epoch_ms": (r"^-?\d{12,13}(?:\.\d+)?$", 1000),
    "epoch_s": (r"^-?\d{9,10}(?:\.\d+)?$", 1),
    "excel": (r"^\d{5}(?:\.\d+)?$", 0),
}
_MONTHS = {name: number for number, name in enumerate(
    ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1)}  # fmt: skip


@dataclass(frozen=True)
class Dates:
    """A column's dates, one a word: NaT where blank or unreadable.

    shape: which form the word has ("" for none): `dmy/mdy` stays undecided between day and month first.
    valid: the word has the form asked for, and is a day of the calendar between 1970 and 2100.
    """

    values: NDArray[np.datetime64]
    shape: NDArray[np.object_]
    valid: NDArray[np.bool_]
    blank: NDArray[np.bool_]


def dates(words: Words, form: Form, zone: int | str = 0) -> Dates:
    """What each word comes to if the column is written in this form; moments in time are told at `zone`."""
    plain = pc.utf8_upper(plain_width(words.words))
    blank = is_blank(words.words)
    values = np.full(len(plain), np.datetime64("NaT"), "M8[s]")
    if form == "ymd" and (quick := _iso(plain, blank)) is not None:
        shape = np.where(blank, "", "ymd").astype(object)
        valid = blank | ((quick >= FIRST) & (quick < LAST))
        return Dates(np.where(valid, quick, np.datetime64("NaT")), shape, valid, blank)
    shape = shapes(plain)
    for pattern in _patterns(form):
        here = _where(plain, pattern) & ~blank
        if here.any():
            some = plain.filter(pa.array(here))
            counted = form in _COUNTS
            values[here] = _counted(some, form, zone) if counted else _moments(_parts(some, pattern), form, zone)
    valid = blank | (~np.isnat(values) & (values >= FIRST) & (values < LAST))
    return Dates(np.where(valid, values, np.datetime64("NaT")), shape, valid, blank)


def shapes(plain: Any) -> NDArray[np.object_]:
    """The form of each word by itself; "dmy/mdy" where day and month could change places."""
    shape = np.full(len(plain), "", object)
    named = [("ymd", _YEAR_FIRST), ("dmy", _DAY_NAME), ("mdy", _NAME_DAY), ("dmy/mdy", _NUMBERS), ("yyyymmdd", _EIGHT)]
    for name, pattern in [*named, *((form, pattern) for form, (pattern, _) in _COUNTS.items())]:
        shape[_where(plain, pattern) & (shape == "")] = name
    undecided = np.flatnonzero(shape == "dmy/mdy")
    if len(undecided):
        parts = _parts(plain.take(pa.array(undecided)), _NUMBERS)
        shape[undecided[parts["one"] > 12]] = "dmy"
        shape[undecided[parts["two"] > 12]] = "mdy"
    return shape


def words_shapes(words: Words) -> NDArray[np.object_]:
    """`shapes` of a column's words as they stand in the file."""
    return shapes(pc.utf8_upper(plain_width(words.words)))


# ── one form ────────────────────────────────────────────────────────────────────────────────────


def _patterns(form: Form) -> tuple[str, ...]:
    """The patterns that a form admits."""
    if form in ("dmy", "mdy"):
        return (_NUMBERS, _DAY_NAME, _NAME_DAY)
    if form in _COUNTS:
        return (_COUNTS[form][0],)
    return (_YEAR_FIRST if form == "ymd" else _EIGHT,)


def _iso(plain: Any, blank: NDArray[np.bool_]) -> NDArray[np.datetime64] | None:
    """The usual form in one step, or None when any word is not in it."""
    if not (_where(plain, _ISO) | blank).all():
        return None
    try:
        moments = pc.cast(pc.if_else(pa.array(blank), None, plain), pa.timestamp("us"))
    except pa.ArrowInvalid:
        return None
    return np.asarray(moments.to_numpy(zero_copy_only=False).astype("M8[s]"))


def _where(plain: Any, pattern: str) -> NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(plain, pattern).to_numpy(zero_copy_only=False), bool)


def _moments(parts: dict[str, NDArray[np.int64]], form: Form, zone: int | str) -> NDArray[np.datetime64]:
    """The moments that the parts of dates name; NaT where the calendar or the clock has none such."""
    if "one" in parts:
        parts["day"], parts["month"] = (parts["one"], parts["two"])[:: 1 if form == "dmy" else -1]
    year = parts["year"] + np.where(parts["year"] < 70, 2000, np.where(parts["year"] < 100, 1900, 0))
    days = _days(year, parts["month"], parts["day"])
    hour = parts["hour"] % 12 * (parts["half"] > 0) + parts["hour"] * (parts["half"] == 0) + 12 * (parts["half"] == 2)
    seconds = hour * 3600 + parts["minute"] * 60 + parts["second"]
    possible = (parts["hour"] < 24) & (parts["minute"] < 60) & (parts["second"] < 60)
    moments = np.where(possible, days.astype("M8[s]") + seconds.astype("m8[s]"), np.datetime64("NaT"))
    if (zoned := parts["zone"] != _NO_ZONE).any():
        moments[zoned] = local(moments[zoned] - (parts["zone"][zoned] * 60).astype("m8[s]"), zone)
    return moments


_NO_ZONE = 10_000


def _parts(plain: Any, pattern: str) -> dict[str, NDArray[np.int64]]:
    """The numbers in each word by name; what is not written is 0, a zone is minutes east."""
    found = pc.extract_regex(plain, pattern=pattern)
    parts = {name: np.zeros(len(plain), np.int64) for name in ("hour", "minute", "second", "half")}
    parts["zone"] = np.full(len(plain), _NO_ZONE, np.int64)
    for name in (field.name for field in found.type):
        column = pc.struct_field(found, name)
        if name in ("name", "half", "zone"):
            coded = column.dictionary_encode()
            made = np.array([_LETTERS[name](word) for word in coded.dictionary.to_pylist()], np.int64)
            codes = coded.indices.to_numpy(zero_copy_only=False)
            parts["month" if name == "name" else name] = made[codes] if len(made) else np.zeros(len(plain), np.int64)
        else:
            whole = pc.cast(pc.if_else(pc.equal(column, ""), "0", column), pa.int64())
            parts[name] = whole.to_numpy(zero_copy_only=False).copy()
    return parts


def _minutes_east(zone: str) -> int:
    if zone in ("Z", "UTC", "GMT"):
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == "-" else minutes


_LETTERS = {
    "name": lambda word: _MONTHS.get(word[:3], 0),
    "half": lambda word: {"": 0, "AM": 1, "PM": 2}[word],
    "zone": lambda word: _minutes_east(word) if word else _NO_ZONE,
}


def _days(year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """The calendar day, or NaT where there is none such."""
    possible = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1)
    first = (np.where(possible, (year - 1970) * 12 + month - 1, 0)).astype("M8[M]")
    found = first.astype("M8[D]") + (day - 1).astype("m8[D]")
    same = found.astype("M8[M]") == first
    return np.where(possible & same, found, np.datetime64("NaT"))


def _counted(plain: Any, form: Form, zone: int | str) -> NDArray[np.datetime64]:
    count = np.asarray(pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False), float)
    if form == "excel":
        return np.datetime64("1899-12-30", "s") + np.round(count * 86400).astype("m8[s]")
    return local(np.floor(count / _COUNTS[form][1]).astype(np.int64).astype("M8[s]"), zone)


def local(moments: NDArray[np.datetime64], zone: int | str) -> NDArray[np.datetime64]:
    """Moments of universal time as the office's clock showed them; `zone` in minutes east or by name."""
    if isinstance(zone, int):
        return moments + np.timedelta64(zone * 60, "s")
    import pandas as pd

    shown = pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(zone).tz_localize(None)
    return np.asarray(shown.to_numpy().astype("M8[s]"))
