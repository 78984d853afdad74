"""Amounts as sales offices write them: ¥1,234.50, 1.2万, 3 亿, (1,200), full-width digits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenarios.crm.cells.words import Words, is_blank, plain_width

UNITS: Mapping[str, int] = {
    "元": 1, "yuan": 1, "one": 1, "千": 1000, "千元": 1000, "k": 1000, "thousand": 1000, "万": 10_000, "万元": 10_000,
    "百万": 1_000_000, "百万元": 1_000_000, "million": 1_000_000, "亿": 100_000_000, "亿元": 100_000_000,
}  # fmt: skip
"""Unit of an amount column → what one of them is worth in whole units of currency."""

_SUFFIX = {"元": 1, "千": 1000, "k": 1000, "K": 1000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_SIGNS = r"(?:[¥$€£]|RMB|CNY|USD|EUR|US\$|HK\$)"
_POINT = r"(?:\d+(?:\.\d*)?|\.\d+)"
_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d*)?"
_PLAIN_FORM = rf"^[-+]?{_POINT}(?:[eE][+-]?\d{{1,2}})?$"
_MONEY_FORM = rf"^-?{_SIGNS}?\s*-?(?:{_GROUPED}|{_POINT})$"
_ANY = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-−])?\s*{_SIGNS}?\s*(?P<minus2>[-−])?\s*(?P<number>{_GROUPED}|{_POINT})\s*"
    rf"(?P<unit>百万|千|万|亿|[kK])?\s*元?\s*{_SIGNS}?\s*(?P<close>\))?",
    re.ASCII,
)
MAX_AMOUNT = 1e15


@dataclass(frozen=True)
class Amounts:
    """A column's amounts, one a word: NaN where blank or unreadable.

    readable: False where a word is no amount. suffixed: True where it carries its unit (万, 亿). blank: no value.
    """

    values: NDArray[np.float64]
    readable: NDArray[np.bool_]
    suffixed: NDArray[np.bool_]
    blank: NDArray[np.bool_]


def amounts(words: Words, unit: float = 1.0, decimal: str = ".") -> Amounts:
    """What each word of the column comes to, in whole units of currency."""
    plain = plain_width(words.words)
    if decimal == ",":
        plain = pc.replace_substring(pc.replace_substring(plain, ".", "\x1f"), ",", ".")
        plain = pc.replace_substring(plain, "\x1f", ",")
    blank = is_blank(plain)
    values = np.full(len(plain), np.nan)
    left = ~blank
    for form in (_PLAIN_FORM, _MONEY_FORM):
        fits = left & _matches(plain, form)
        if fits.any():
            values[fits] = _cast(plain.filter(pa.array(fits)), bare=form == _PLAIN_FORM)
            left &= ~fits
    suffixed = np.zeros(len(plain), bool)
    if unit != 1:
        values = np.round(values * unit, 4)  # 2.03 × 10,000 is 20,300, not 20,299.999…
    for index in np.flatnonzero(left):
        values[index], suffixed[index] = _one(plain[index].as_py(), unit)
    readable = blank | (np.abs(values) <= MAX_AMOUNT)
    return Amounts(np.where(readable, values, np.nan), readable, suffixed, blank)


def _matches(words: Any, form: str) -> NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(words, form).to_numpy(zero_copy_only=False), bool)


def _cast(words: Any, bare: bool) -> NDArray[np.float64]:
    if not bare:
        words = pc.replace_substring_regex(words, _SIGNS + r"|[,\s]", "")
    words = pc.replace_substring_regex(words, r"^\+", "")
    return np.asarray(pc.cast(words, pa.float64()).to_numpy(zero_copy_only=False), float)


def _one(text: str, unit: float) -> tuple[float, bool]:
    """An amount in a rarer form, and whether it names its own unit."""
    found = _ANY.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]) or (found["minus"] and found["minus2"]):
        return np.nan, False
    number = Decimal(found["number"].replace(",", ""))
    negative = found["open"] or found["minus"] or found["minus2"]
    named = found["unit"]
    value = float(number * (_SUFFIX[named] if named else Decimal(repr(unit))))
    return (-value if negative else value), named is not None
