"""Amounts to the coin: what is written is read digit by digit, never through a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenarios.books.tables import MOST, UNKNOWN, Ints
from scenarios.crm.cells.amounts import UNITS
from scenarios.crm.cells.words import Words, is_blank, plain_width

_SIGNS = r"(?:HK\$|US\$|[¥$€£]|RMB|CNY|USD|EUR|HKD)"
_PLAIN = rf"^(?P<minus>-?){_SIGNS}?\s*(?P<whole>\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,15}})(?:\.(?P<part>\d*))?$"
_ANY = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-−+])?\s*{_SIGNS}?\s*(?P<minus2>[-−])?\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?P<power>[eE][-+]?\d{1,3})?\s*"
    rf"(?P<unit>百万|千|万|亿|[kK])?\s*元?\s*{_SIGNS}?\s*(?P<percent>%)?\s*(?P<close>\))?",
    re.ASCII,
)
_CURRENCIES = {"¥": r"¥|RMB|CNY|元", "$": r"(^|[^KS])\$|US\$|USD", "HK$": r"HK\$|HKD", "€": "€|EUR", "£": "£"}
_FLOAT_DIGITS = 15
"""Digits of a number that a workbook keeps; what its cells hold behind them is noise of sums."""
_LONGEST = 60
_EXACT = Context(prec=2 * _LONGEST)

NOT, FINER, LARGE, POWER = "not", "finer", "large", "power"
"""What can be wrong with an amount: unreadable, finer than a coin, too large, digits lost to an exponent."""


@dataclass(frozen=True, eq=False)
class Coins:
    """A column's numbers, one a word, in whole steps of 10^-decimals: UNKNOWN where blank or wrong.

    wrong: "", NOT, FINER, LARGE or POWER. own: carries its own unit (万). percent: is a percentage.
    currencies: which words name which currency.
    """

    values: Ints
    blank: NDArray[np.bool_]
    wrong: NDArray[np.object_]
    own: NDArray[np.bool_]
    percent: NDArray[np.bool_]
    currencies: dict[str, NDArray[np.bool_]]


def coins(words: Words, decimals: int, shift: int = 0, workbook: bool = False, most: int = MOST) -> Coins:
    """What each word comes to; a plain one is counted in 10^shift, and a workbook's numbers are floats."""
    plain = plain_width(words.words)
    blank = is_blank(plain)
    size = len(plain)
    values, wrong = np.full(size, UNKNOWN, np.int64), np.full(size, "", object)
    own, percent = np.zeros(size, bool), np.zeros(size, bool)
    fits = ~blank & _matches(plain, _PLAIN)
    if fits.any():
        values[fits], wrong[fits] = _digits(plain.filter(pa.array(fits)), decimals + shift, most)
    again = ~blank & (~fits | (wrong == FINER) if workbook else ~fits)
    for index in np.flatnonzero(again):
        number, own[index], percent[index] = _one(plain[index].as_py(), decimals, shift, workbook)
        values[index], wrong[index] = _whole(number, most) if isinstance(number, Decimal) else (UNKNOWN, number)
    return Coins(np.where(wrong == "", values, UNKNOWN), blank, wrong, own, percent, _currencies(plain))


def _matches(words: pa.Array, form: str) -> NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(words, form).to_numpy(zero_copy_only=False), bool)


def _currencies(plain: pa.Array) -> dict[str, NDArray[np.bool_]]:
    """The currencies that are named, and by which words."""
    if not _matches(plain, rf"{_SIGNS}|元").any():
        return {}
    named = {name: _matches(plain, form) for name, form in _CURRENCIES.items()}
    return {name: words for name, words in named.items() if words.any()}


def _digits(plain: pa.Array, places: int, most: int) -> tuple[Ints, NDArray[np.object_]]:
    """Plain numbers, whole column at once: digits before the point and after it, each as a whole number."""
    found = pc.extract_regex(plain, pattern=_PLAIN)
    minus, whole, part = (pc.struct_field(found, name) for name in ("minus", "whole", "part"))
    whole = _numbers(pc.replace_substring(whole, ",", ""))
    part = pc.utf8_rtrim(part, "0")
    finer = np.asarray(pc.utf8_length(part).to_numpy(zero_copy_only=False)) > places
    padded = pc.utf8_slice_codeunits(pc.utf8_rpad(part, places, "0"), 0, places) if places else None
    large = whole > most // 10**places
    values = np.where(large, 0, whole) * 10**places + (0 if padded is None else _numbers(padded))
    large |= values > most
    negative = np.asarray(pc.equal(minus, "-").to_numpy(zero_copy_only=False), bool)
    wrong = np.where(large, LARGE, np.where(finer, FINER, "")).astype(object)
    return np.where(negative, -values, values), wrong


def _numbers(digits: pa.Array) -> Ints:
    whole = pc.cast(pc.if_else(pc.equal(digits, ""), "0", digits), pa.int64())
    return np.asarray(whole.to_numpy(zero_copy_only=False), np.int64)


def _one(text: str, decimals: int, shift: int, workbook: bool) -> tuple[Decimal | str, bool, bool]:
    """A number in a rarer form, or what is wrong with it; whether it names its unit; whether it is a percentage."""
    found = _ANY.fullmatch(text) if len(text) <= _LONGEST else None
    signs = 0 if not found else sum(bool(found[name]) for name in ("open", "minus", "minus2"))
    if not found or bool(found["open"]) != bool(found["close"]) or signs > 1 or (found["unit"] and found["percent"]):
        return NOT, False, False
    if found["power"] and not workbook:
        return POWER, False, False
    number = Decimal(found["number"].replace(",", "") + (found["power"] or ""))
    if workbook and len(number.as_tuple().digits) > _FLOAT_DIGITS:
        number = Context(prec=_FLOAT_DIGITS).plus(number)
    percent, named = bool(found["percent"]), found["unit"]
    power = -2 if percent else len(str(UNITS[named.lower()])) - 1 if named else shift
    number = number.scaleb(power + decimals, _EXACT)
    negative = found["open"] or found["minus"] in ("-", "−") or found["minus2"]
    return -number if negative else number, named is not None, percent


def _whole(scaled: Decimal, most: int) -> tuple[int, str]:
    """Steps as a whole number, or what is wrong."""
    if abs(scaled) > most:
        return UNKNOWN, LARGE
    finer = scaled != scaled.to_integral_value()
    return (UNKNOWN, FINER) if finer else (int(scaled), "")
