"""Columns of money and of numbers, exact. What cannot be read is refused where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scenarios.books.coins import FINER, LARGE, NOT, POWER, Coins, coins
from scenarios.books.page import Mask, Page, Told
from scenarios.books.tables import MOST, UNKNOWN, Ints
from scenarios.crm.cells.words import Words

_ROUND = "round it in the file, so that file and statement have one figure"
_MILLIONTHS = 6


def money(page: Page, key: str, digits: int, required: str = "", least: int | None = None) -> Ints:
    """A column of money in whole coins, UNKNOWN where a cell is blank (or refused, or the column is not there)."""
    if not page.has(key):
        return np.full(page.rows, UNKNOWN, np.int64)
    words = page.words(key)
    found = _read(page, key, words, digits)
    found = replace(found, wrong=np.where(found.percent, NOT, found.wrong))
    values = np.where(words.spread(found.percent), UNKNOWN, _told(page, key, words, found, digits))
    _required(page, key, words, found, required)
    if least is not None:
        page.refuse((values < least) & (values != UNKNOWN), key, f"is below {least}")
    return values


def money_or_number(page: Page, key: str, digits: int, is_money: Mask, required: str) -> tuple[Ints, Ints]:
    """A column that holds money on some rows and other numbers on others: coins and millionths of each.

    Coins are UNKNOWN where a row that is no money has a number finer than a coin.
    """
    if not page.has(key):
        return np.full(page.rows, UNKNOWN, np.int64), np.full(page.rows, UNKNOWN, np.int64)
    words = page.words(key)
    found = _read(page, key, words, digits)
    percent = words.spread(found.percent)
    page.refuse(percent & is_money, key, "is a share, and money is asked for")
    only = (is_money & ~percent) | words.spread(found.wrong != FINER)
    values = _told(page, key, words, found, digits, only)
    finest = coins(words, _MILLIONTHS, page.columns[key].shift or 0, page.workbook, MOST * 10 ** (_MILLIONTHS - digits))
    finer = words.spread(finest.wrong == FINER) & ~is_money
    page.refuse(finer, key, "is finer than a millionth: numbers have at most 6 decimals", _ROUND)
    _required(page, key, words, found, required)
    return values, words.spread(finest.values)


def _read(page: Page, key: str, words: Words, decimals: int) -> Coins:
    found = coins(words, decimals, page.columns[key].shift or 0, page.workbook)
    if len(found.currencies) > 1:
        signs = found.currencies
        rows = {sign: int(np.flatnonzero(words.spread(named))[0]) for sign, named in signs.items()}
        _, second, *_ = sorted(rows.values())
        message = f"several currencies stand in one column: {', '.join(sorted(rows, key=lambda sign: rows[sign]))}"
        page.refuse(_only(page, second), key, message, "a run has one currency: convert the others")
    if page.columns[key].shift is None:
        hint = "write all in one way, or name the unit in the heading: (元), (万元)"
        _mixed(page, key, words, found, found.own, ("amounts with a unit of their own", hint))
    return found


def _mixed(page: Page, key: str, words: Words, found: Coins, special: Mask, said: tuple[str, str]) -> None:
    """Cells with 万 or % next to cells without: nobody knows whether these are counted in it, too."""
    bare = ~special & ~found.blank & (found.wrong == "") & (found.values != 0)
    if special.any() and bare.any():
        other = int(np.flatnonzero(words.spread(special))[0])
        cell = words.texts[words.codes[other]]
        message = f"{said[0]} ({cell}, line {page.line(other)}) and without one stand in one column"
        page.refuse(_only(page, int(np.flatnonzero(words.spread(bare))[0])), key, message, said[1])


def _only(page: Page, row: int) -> Mask:
    mask: Mask = np.arange(page.rows) == row
    return mask


def _told(
    page: Page, key: str, words: Words, found: Coins, decimals: int, only: Mask | None = None, what: str = "amount"
) -> Ints:
    """The column's values, after refusing those that cannot be read (on the rows `only`, if given)."""
    if (found.wrong != "").any():
        finest = f"{what}s have at most {decimals} decimals" if decimals else f"{what}s have no decimals"
        coin = {_MILLIONTHS: "a millionth", 2: "a cent"}.get(decimals, "a coin")
        said: dict[str, tuple[str, Told]] = {
            NOT: (f"is not {'an' if what == 'amount' else 'a'} {what}", _not_hint(words)),
            FINER: (f"is finer than {coin}: {finest}", _ROUND),
            LARGE: (f"is above {MOST // 10**decimals:,} and too large to count exactly", "check its unit"),
            POWER: ("is written with an exponent: digits may be lost", "export it as a plain number"),
        }  # fmt: skip
        for name, (message, hint) in said.items():
            rows = words.spread(found.wrong == name)
            page.refuse(rows if only is None else rows & only, key, message, hint)
    values: Ints = words.spread(found.values)
    return values


def _not_hint(words: Words) -> Callable[[int], str]:
    """A hint for a row where a comma seems to stand before the decimals."""
    form = re.compile(r"-?\d{1,3}(?:[. ]\d{3})*,\d{1,2}")

    def hint(row: int) -> str:
        comma = form.fullmatch(words.texts[words.codes[row]])
        return "a point stands before the decimals: 1234.50" if comma else "write digits only, such as 1234.50"

    return hint


def _required(page: Page, key: str, words: Words, found: Coins, required: str) -> None:
    if required:
        page.refuse(words.spread(found.blank), key, f"is empty: {required}")


def numbers(page: Page, key: str, required: str) -> Ints:
    """A column of numbers that are no money, in millionths; 92 % is 0.92."""
    if not page.has(key):
        return np.full(page.rows, UNKNOWN, np.int64)
    words = page.words(key)
    found = coins(words, _MILLIONTHS, 0, page.workbook)
    _mixed(page, key, words, found, found.percent, ("numbers with a percent sign", "write all in one way"))
    values = _told(page, key, words, found, _MILLIONTHS, what="number")
    _required(page, key, words, found, required)
    return values


def whole_numbers(page: Page, key: str, default: int, least: int | None = None) -> Ints:
    """A column of whole numbers, `default` where a cell is blank."""
    if not page.has(key):
        return np.full(page.rows, default, np.int64)
    words = page.words(key)
    found = coins(words, 0, 0, page.workbook)
    wrong = (found.wrong != "") | found.percent
    page.refuse(words.spread(wrong), key, "is not a whole number", "write digits only, such as 12")
    values = words.spread(np.where(found.blank | wrong, default, found.values))
    if least is not None:
        page.refuse(values < least, key, f"is below {least}")
    return np.asarray(values, np.int64)
