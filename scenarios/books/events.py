"""Receipts and invoices: money that came in, or was billed, for a deal."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scenarios.books.columns import days
from scenarios.books.figures import money
from scenarios.books.page import Mask, Page, some
from scenarios.books.tables import UNKNOWN, Deals, Events, Ints, Places
from scenarios.crm.cells.words import Words
from scenarios.faults import did_you_mean

_SAID = {
    "receipts": ("receipts above the deal's amount", "回款合计超过合同金额"),
    "invoices": ("invoices above the deal's amount", "开票合计超过合同金额"),
}


def read_events(page: Page, places: Mapping[str, int], certain: bool, digits: int) -> Events:
    """The canonical table; `certain` says that a deal which `places` does not have is in no file."""
    deal = np.full(page.rows, -1, np.int32)
    if page.has("deal"):
        words = page.words("deal")
        found = np.array([places.get(text, -1) for text in words.texts], np.int32)
        _refuse_deals(page, words, found, places, certain)
        deal = words.spread(found)
    date = days(page, "date", required="every one has a day")
    amount = money(page, "amount", digits, required="every one has an amount")
    below = (amount < 0) & (amount != UNKNOWN)
    if below.any():
        page.notice("amount", "negative amounts are kept as refunds", "负数金额按退款保留", int(below.sum()))
    events = Events(page.origin(), deal, date, amount)
    _numbers(page, events)
    return events


def _refuse_deals(page: Page, words: Words, found: Places, places: Mapping[str, int], certain: bool) -> None:
    empty = np.array([not text for text in words.texts], bool)
    page.refuse(words.spread(empty), "deal", "is empty: which deal is it for?")
    if certain:

        def hint(row: int) -> str:
            return did_you_mean(words.texts[words.codes[row]], places) or "add the deal, or correct the id"

        page.refuse(words.spread((found == -1) & ~empty), "deal", "is not among the deals", hint)


def _numbers(page: Page, events: Events) -> None:
    """A number that stands twice for one deal is one event entered twice; alike rows without a number are said."""
    deal = events.deal.astype(np.int64)
    if page.has("number"):
        words = page.words("number")
        named = words.spread(np.array([bool(text) for text in words.texts], bool))
        again = _repeated(deal, words.codes.astype(np.int64)) & named & (deal >= 0)
        page.refuse(again, "number", "stands twice for one deal", "an event has one row")
        return
    alike = _repeated(deal, events.date.astype(np.int64), events.amount)
    if alike.any():
        page.notice("deal", "rows alike in deal, day and amount: each of them counts",
                    "合同、日期、金额都相同的行：逐行计入", int(alike.sum()))  # fmt: skip


def _repeated(*keys: Ints) -> Mask:
    """Rows whose keys stand further up already."""
    order = np.lexsort(keys)
    same = np.ones(max(0, len(order) - 1), bool)
    for key in keys:
        same &= key[order][1:] == key[order][:-1]
    again = np.zeros(len(order), bool)
    again[order[1:]] = same
    return again


def say_above(page: Page, events: Events, deals: Deals) -> None:
    """Deals of which more was received or billed than they are worth: listed, and counted in full."""
    known = events.deal >= 0
    total = np.zeros(len(deals.id), np.int64)
    np.add.at(total, events.deal[known], events.amount[known])
    above = np.where(deals.amount >= 0, total > deals.amount, total < deals.amount)
    if above.any():
        named = some(deals.id[row] for row in np.flatnonzero(above)[:6])
        en, zh = _SAID[page.kind]
        page.notice("amount", f"{en}: {named}", f"{zh}：{named}", int(above.sum()))
