"""Columns of texts, days, and yes or no. What cannot be read is refused where it stands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenarios.books.page import Mask, Page
from scenarios.books.tables import Days, Texts
from scenarios.crm.cells.dates import Form, dates, words_shapes
from scenarios.crm.cells.words import Words, flag, is_blank, plain_width

_YEAR_FIRST = "write the year first, as in 2026-03-04"
_SHORT_YEAR = r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?:[ ,T].*)?$|^\d{1,2}[ /-][A-Z]{3,9}\.?,?[ /-]+\d{2}(?:[ ,].*)?$"
_ZONED = r":\d{2}.*(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)$"
_NEW = {"新": True, "新客": True, "新客户": True, "new": True}
_OLD = dict.fromkeys(("老", "老客", "老客户", "existing", "old", "repeat"), False)


def texts(page: Page, key: str, required: str = "") -> Texts:
    """A column of texts, outer spaces cut off; `required` says what a row needs it for."""
    if not page.has(key):
        return Texts(("",), np.zeros(page.rows, np.int32))
    words = page.words(key)
    if required:
        page.refuse(words.spread(is_blank(words.words)), key, f"is empty: {required}")
    return Texts(tuple(words.texts), words.codes)


# ── days, yes and no ────────────────────────────────────────────────────────────────────────────


def days(page: Page, key: str, required: str = "") -> Days:
    """A column of days, NaT where blank. Whatever could be two days, or depends on a clock, is refused."""
    if not page.has(key):
        return np.full(page.rows, np.datetime64("NaT"), "M8[D]")
    words = page.words(key)
    values = np.full(len(words.words), np.datetime64("NaT"), "M8[s]")
    shape, blank = words_shapes(words), is_blank(words.words)
    for form in sorted({str(one) for one in shape} & {"ymd", "dmy", "mdy", "yyyymmdd", "excel"}):
        read = dates(words, form)  # type: ignore[arg-type]  # the set above holds forms only
        values = np.where((shape == form) & read.valid, read.values, values)
    unsure = shape == "dmy/mdy"
    if unsure.any():
        day, month = (_in(words, form) for form in ("dmy", "mdy"))
        values = np.where(unsure & (day == month), day, values)
        unsure &= (day != month) & ~(np.isnat(day) & np.isnat(month))
    upper = pc.utf8_upper(plain_width(words.words))
    short, zoned = (_where(upper, form) for form in (_SHORT_YEAR, _ZONED))
    zoned |= np.isin(shape, ["epoch_s", "epoch_ms"])
    _refuse_days(page, key, words, values, (blank, short, zoned, unsure))
    if required:
        page.refuse(words.spread(blank), key, f"is empty: {required}")
    bad = blank | short | zoned | unsure
    return np.asarray(words.spread(np.where(bad, np.datetime64("NaT"), values)).astype("M8[D]"))


def _in(words: Words, form: Form) -> NDArray[np.datetime64]:
    read = dates(words, form)
    return np.where(read.valid, read.values, np.datetime64("NaT"))


def _where(words: pa.Array, form: str) -> Mask:
    return np.asarray(pc.match_substring_regex(words, form).to_numpy(zero_copy_only=False), bool)


def _refuse_days(
    page: Page, key: str, words: Words, values: NDArray[np.datetime64], found: tuple[Mask, Mask, Mask, Mask]
) -> None:
    blank, short, zoned, unsure = found
    shape = words_shapes(words)
    left = np.isnat(values) & ~(blank | short | zoned | unsure)
    message = "could be day first or month first"
    page.refuse(words.spread(unsure & ~short), key, message, _readings(words))
    page.refuse(words.spread(short), key, "has a year of two digits", _YEAR_FIRST)
    clock = "is a moment of another clock: its day depends on the time zone"
    page.refuse(words.spread(zoned & ~short), key, clock, "write the day of the office's calendar, as in 2026-03-04")
    page.refuse(words.spread(left & (shape == "")), key, "is not a date", _YEAR_FIRST)
    page.refuse(words.spread(left & (shape != "")), key, "is not a day of the calendar between 1970 and 2100")


def _readings(words: Words) -> Callable[[int], str]:
    """Both days that a cell may mean."""
    day, month = (_in(words, form) for form in ("dmy", "mdy"))

    def hint(row: int) -> str:
        both = [str(read[words.codes[row]])[:10] for read in (day, month)]
        return f"write the year first: {both[0]} or {both[1]}"

    return hint


def yes_or_no(page: Page, key: str) -> NDArray[np.int8]:
    """A column of flags: 1, 0, or -1 where blank."""
    if not page.has(key):
        return np.full(page.rows, -1, np.int8)
    words = page.words(key)
    blank = is_blank(words.words)
    read = [(_NEW | _OLD).get(text.lower(), flag(text)) for text in plain_width(words.words).to_pylist()]
    wrong = np.array([one is None for one in read], bool) & ~blank
    page.refuse(words.spread(wrong), key, "is neither yes nor no", "write yes, 1, 是 or no, 0, 否")
    values = np.array([-1 if one is None else int(one) for one in read], np.int8)
    return np.asarray(words.spread(np.where(blank | wrong, -1, values).astype(np.int8)))
