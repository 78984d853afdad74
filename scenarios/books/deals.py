"""Deals: what was sold by whom, when and for how much, and what became of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenarios.books.columns import days, texts, yes_or_no
from scenarios.books.credit import credits
from scenarios.books.figures import money, whole_numbers
from scenarios.books.page import Page, some
from scenarios.books.people import People
from scenarios.books.tables import NOBODY, UNKNOWN, Deals, Ints, Places, Roster
from scenarios.crm.cells.words import Words, is_blank


def read_deals(page: Page, people: People, digits: int) -> Deals:
    """The canonical table; what cannot be right is among the faults of the page."""
    ids = _ids(page)
    rep = _reps(page, people)
    amount = money(page, "amount", digits, required="every deal has an amount")
    below = (amount < 0) & (amount != UNKNOWN)
    if below.any():
        page.notice("amount", "negative amounts are kept as credit notes", "负数金额按冲减保留", int(below.sum()))
    dates: dict[str, Any] = {key: days(page, key) for key in ("invoiced", "collected", "reversed", "delivered")}
    signed = days(page, "signed", required="every deal has a day on which it was signed")
    page.refuse(dates["reversed"] < signed, "reversed", "is before the deal was signed", "correct one of both days")
    deal, who, share = credits(page, rep, people)
    named: dict[str, Any] = {key: texts(page, key) for key in ("account", "segment", "channel")}
    return Deals(
        page.origin(), tuple(ids), rep, **named, signed=signed, amount=amount, cost=_cost(page, amount, digits),
        units=whole_numbers(page, "units", 1), list_price=money(page, "list_price", digits),
        new_customer=yes_or_no(page, "new_customer"), **dates,
        credit_deal=deal, credit_rep=who, credit_share=share,
    )  # fmt: skip


def _ids(page: Page) -> list[str]:
    if not page.has("id"):
        return [""] * page.rows
    words = page.words("id")
    page.refuse(
        words.spread(np.array([not text for text in words.texts], bool)), "id", "is empty: every deal has an id"
    )
    if len(words.texts) < page.rows:
        _refuse_twice(page, words)
    return [words.texts[code] for code in words.codes.tolist()]


def _refuse_twice(page: Page, words: Words) -> None:
    first = np.unique(words.codes, return_index=True)[1]
    named = np.array([bool(text) for text in words.texts], bool)
    twice = (first[words.codes] != np.arange(page.rows)) & named[words.codes]
    hint = "a deal has one row; splits of its credit go into a column `credit`"
    page.refuse(twice, "id", lambda row: f"already stands on line {page.line(int(first[words.codes[row]]))}", hint)


def _reps(page: Page, people: People) -> Places:
    """Whose deals they are. A deal needs a rep, a split, or the word that says that it is nobody's."""
    rep, empty = people.places(page)
    key = next((key for key in ("rep", "rep_name", "credit") if page.has(key)), "rep")
    house = (rep == NOBODY) & ~empty
    if house.any() and (people.certain or not people.given):
        en, zh = "house deals: nobody is credited, unless by a split", "公司业绩：除另有分配外不计入个人"
        page.notice(key, en, zh, int(house.sum()))
    if page.has("credit"):
        words = page.words("credit")
        empty = empty & words.spread(is_blank(words.words))
    if key in page.columns:
        page.refuse(empty, key, "is empty: a deal needs a rep", "write `house` or 公司 for one that belongs to nobody")
    return rep


def _cost(page: Page, amount: Ints, digits: int) -> Ints:
    """What a deal cost, told as it is or as the margin that is left."""
    cost, margin = money(page, "cost", digits), money(page, "margin", digits)
    told = (margin != UNKNOWN) & (amount != UNKNOWN)
    left = np.where(told, amount - margin, UNKNOWN)
    both = told & (cost != UNKNOWN)
    page.refuse(both & (cost != left), "margin", "is not the amount less the cost", "keep one of the two columns")
    return np.where(cost != UNKNOWN, cost, left)


def say_absent(page: Page, deals: Deals, roster: Roster) -> None:
    """Deals signed on days on which their rep was not there: inherited, handed over, or a wrong date."""
    here = deals.rep != NOBODY
    rep = np.where(here, deals.rep, 0)
    if not len(roster.id):
        return
    away = here & ((deals.signed < roster.joins[rep]) | (deals.signed >= roster.leaves[rep]))
    if away.any():
        named = some(deals.id[row] for row in np.flatnonzero(away)[:6])
        page.notice(
            "signed", f"signed while the rep was not there: {named}", f"签约时该员工不在职：{named}", int(away.sum())
        )
