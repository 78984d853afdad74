"""Deals, invoices and receipts as rows to be counted: whose they are, in which month, what a cancellation undoes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from scenarios.base import Record
from scenarios.books.tables import UNKNOWN, Books, Days, Deals, Events
from scenarios.plan import Where
from scenarios.plan.plan import kpis_named
from sim.pay.counted import MILLION, count_rows, margin_received, paying_invoice, shared_out
from sim.pay.credit import watch_of
from sim.pay.given import add_given
from sim.pay.paper import Sheet
from sim.pay.payroll import Ledger
from sim.pay.terms import recipes

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
OF_MARGIN = ("gross_margin", "collected_margin")
OF_NEW = ("new_customers", "new_customer_bookings")
FROM_DEALS = ("bookings", *OF_MARGIN, "won_deals", "units", "list_value", "discount", *OF_NEW, "invoiced", "collected")
"""Measures that the files of deals, invoices and receipts tell."""
MOST_FAULTS = 20


@dataclass(frozen=True, eq=False)
class Batch:
    """Rows of one measure, one for each person credited: deal, rep, day, coins or things, days from invoice to payment.

    undone: whether a cancellation of the deal takes the row back.
    """

    measure: str
    deal: Ints
    rep: Ints
    day: Days
    amount: Ints
    days: Ints
    undone: Flags

    def where(self, kept: Flags) -> Batch:
        return Batch(self.measure, self.deal[kept], self.rep[kept], self.day[kept], self.amount[kept], self.days[kept],
                     self.undone[kept])  # fmt: skip


@dataclass
class Rows:
    """What was counted. rows: how many rows each measure has, [month, rep]. late: (month of cancellation, rows) that
    are taken back in the month in which they were counted, so that it is settled again."""

    deals: Deals
    begin: Ints
    rep: Ints
    share: Ints
    segment: Ints
    channel: Ints
    new: Ints
    rows: dict[str, Ints] = field(default_factory=dict)
    late: list[tuple[int, Batch]] = field(default_factory=list)
    cancelled: Flags = field(default_factory=lambda: np.zeros(0, bool))


def booked(ledger: Ledger, sheet: Sheet) -> Rows:
    """Fills a sheet from the books."""
    rows = _credited(ledger, sheet)
    needed = measures_needed(ledger)
    _check_costs(ledger, rows, needed)
    undone = _undone(ledger)
    rows.cancelled = undone
    for batch in _batches(ledger, rows):
        _book(ledger, sheet, rows, batch, undone)
    _say(ledger, rows, needed)
    add_given(ledger, sheet, frozenset(FROM_DEALS), needed)
    return rows


def count(ledger: Ledger, sheet: Sheet, rows: Rows, batch: Batch, month: Ints, sign: int = 1) -> None:
    """Adds a batch to the sums, in these months."""
    kept = (month >= 0) & (batch.amount != 0)
    batch, month = batch.where(kept), month[kept]
    if not len(month):
        return
    time = (batch.day - np.datetime64(ledger.year.start, "D")).astype(np.int64) + 1
    count_rows(
        watch_of(sheet.table), sheet.sums, sheet.setting.columns[batch.measure], batch.rep, month, sign * batch.amount,
        rows.segment[batch.deal], rows.channel[batch.deal], rows.new[batch.deal], batch.days, time,
    )  # fmt: skip
    shape = (ledger.year.months, len(sheet.payees.ids))
    found = np.bincount(month * shape[1] + batch.rep, minlength=shape[0] * shape[1]).reshape(shape)
    rows.rows[batch.measure] = rows.rows.get(batch.measure, np.zeros(shape, np.int64)) + found


def _book(ledger: Ledger, sheet: Sheet, rows: Rows, batch: Batch, undone: Flags) -> None:
    """Counts a batch, and its cancellations as the plan says."""
    month = ledger.year.month_of(batch.day)
    count(ledger, sheet, rows, batch, month)
    back = batch.undone & undone[batch.deal]
    if not back.any():
        return
    batch, month = batch.where(back), month[back]
    cancelled = ledger.year.month_of(rows.deals.reversed[batch.deal])
    later = month < cancelled
    again = (ledger.plan_file.plan.credit.reversals == "original") & (month >= 0) & later
    count(ledger, sheet, rows, batch.where(~again), cancelled[~again], -1)
    for at in np.unique(cancelled[again]).tolist():
        rows.late.append((at, batch.where(again & (cancelled == at))))


def _credited(ledger: Ledger, sheet: Sheet) -> Rows:
    """Who is credited for each deal, house accounts apart, and the features that the plan asks for."""
    deals, plan = ledger.books.deals, ledger.plan_file.plan
    house = deals.account.among(frozenset(plan.credit.house_accounts))
    kept = (deals.credit_rep >= 0) & ~house[deals.credit_deal]
    begin = np.searchsorted(deals.credit_deal[kept], np.arange(len(deals.id) + 1)).astype(np.int64)
    if house.any():
        ledger.notice(deals.origin.file, "account", "deals of house accounts, credited to nobody",
                      "公司客户的单，不计任何人业绩", int(house.sum()))  # fmt: skip
    places = [
        {name: place for place, name in enumerate(names)} for names in (sheet.setting.segments, sheet.setting.channels)
    ]
    segment, channel = (
        np.array([place.get(word, -1) for word in column.words], np.int64)[column.codes]
        for place, column in zip(places, (deals.segment, deals.channel), strict=True)
    )
    return Rows(deals, begin, deals.credit_rep[kept].astype(np.int64), deals.credit_share[kept], segment, channel,
                new_customers(ledger))  # fmt: skip


def _batches(ledger: Ledger, rows: Rows) -> Iterator[Batch]:
    deals = rows.deals
    sold, known = deals.amount > 0, deals.list_price != UNKNOWN
    margin = margins(deals)
    listed = np.where(known, deals.list_price, 0)
    of_deals: dict[str, Ints] = {
        "bookings": deals.amount,
        "gross_margin": margin,
        "units": np.where(sold, deals.units, 0),
        "list_value": listed,
        "discount": np.where(known, listed - deals.amount, 0),
        "new_customer_bookings": deals.amount * rows.new,
        "won_deals": sold.astype(np.int64),
        "new_customers": (sold & (rows.new == 1)).astype(np.int64),
    }
    every, holder = np.arange(len(deals.id)), _holders(rows)
    for measure, amount in of_deals.items():
        share = holder if measure in ("won_deals", "new_customers") else rows.share
        yield _shared(rows, measure, every, deals.signed, amount, np.zeros(len(every), np.int64), share, True)
    yield from _of_events(ledger.books, rows, margin)


def _of_events(books: Books, rows: Rows, margin: Ints) -> Iterator[Batch]:
    """Invoices and receipts, and the margin in what was received."""
    deals = rows.deals
    billed = _events(deals, books.invoices, deals.invoiced)
    paid = _events(deals, books.receipts, deals.collected)
    missing = -(2**62)
    invoice = paying_invoice(paid.deal, paid.amount, billed.deal, billed.day.astype(np.int64), billed.amount, missing)
    days = np.where(invoice == missing, 0, np.maximum(0, paid.day.astype(np.int64) - invoice))
    earned = margin_received(paid.deal, paid.amount, deals.amount, margin)
    none = np.zeros(len(billed.deal), np.int64)
    yield _shared(rows, "invoiced", billed.deal, billed.day, billed.amount, none, rows.share, billed.own)
    yield _shared(rows, "collected", paid.deal, paid.day, paid.amount, days, rows.share, paid.own)
    yield _shared(rows, "collected_margin", paid.deal, paid.day, earned, days, rows.share, paid.own)


@dataclass(frozen=True, eq=False)
class _Dated:
    """Events in order of deal and day; own: told by the deals file, so that a cancellation takes it back."""

    deal: Ints
    day: Days
    amount: Ints
    own: Flags


def _events(deals: Deals, given: Events, dates: Days) -> _Dated:
    """Rows of a file of events; of deals without any, what the deal's own date says of all of it."""
    listed = np.zeros(len(deals.id), bool)
    listed[given.deal] = True
    own = np.flatnonzero(~listed & ~np.isnat(dates))
    # Money that comes in after a cancellation is not taken back by it.
    back = np.isnat(deals.reversed[own]) | (dates[own] <= deals.reversed[own])
    deal = np.concatenate([given.deal.astype(np.int64), own])
    day = np.concatenate([given.date, dates[own]])
    amount = np.concatenate([given.amount, deals.amount[own]])
    flags = np.concatenate([np.zeros(len(given.deal), bool), back])
    order = np.lexsort((np.arange(len(deal)), day, deal))
    return _Dated(deal[order], day[order], amount[order], flags[order])


def _shared(
    rows: Rows, measure: str, deal: Ints, day: Days, amount: Ints, days: Ints, share: Ints, undone: Flags | bool
) -> Batch:
    """Each amount among those credited for its deal; the parts add up to the coin."""
    each = rows.begin[deal + 1] - rows.begin[deal]
    event = np.repeat(np.arange(len(deal)), each)
    ends = np.concatenate([[0], np.cumsum(each)]).astype(np.int64)
    credit = rows.begin[deal][event] + np.arange(len(event)) - ends[event]
    parts = shared_out(np.ascontiguousarray(amount), ends, share[credit])
    flags = np.broadcast_to(np.asarray(undone, bool), (len(deal),))
    return Batch(measure, deal[event], rows.rep[credit], day[event], parts, days[event], flags[event])


def _holders(rows: Rows) -> Ints:
    """Things are counted once: for whoever has the largest share of a deal, the first of several."""
    share, found = rows.share, np.zeros(len(rows.share), np.int64)
    deal = np.repeat(np.arange(len(rows.begin) - 1), np.diff(rows.begin))
    order = np.lexsort((np.arange(len(share)), -share, deal))
    first = np.ones(len(order), bool)
    first[1:] = deal[order][1:] != deal[order][:-1]
    found[order[first]] = MILLION
    return found


def margins(deals: Deals) -> Ints:
    """Amount less cost of each deal; 0 where nobody says what it cost."""
    margin: Ints = np.where(deals.cost == UNKNOWN, 0, deals.amount - deals.cost)
    return margin


# ── new customers, cancellations ────────────────────────────────────────────────────────────────


def new_customers(ledger: Ledger) -> Ints:
    """Whether each deal is with a new customer: as the file says, else after so many months without an order."""
    deals, months = ledger.books.deals, ledger.plan_file.plan.credit.new_after_months
    ordered = np.flatnonzero((deals.amount > 0) & ~deals.account.among(frozenset({""})))
    account, signed = deals.account.codes[ordered], deals.signed[ordered]
    order = np.lexsort((ordered, signed, account))
    account, signed = account[order], signed[order]
    month = signed.astype("M8[M]").astype(np.int64)
    day = (signed - signed.astype("M8[M]")).astype(np.int64)
    first = np.ones(len(order), bool)
    if len(order):
        since, later = np.diff(month), np.diff(day) >= 0
        first[1:] = (np.diff(account) != 0) | (since > months) | ((since == months) & later)
        same_day = np.concatenate([[False], (np.diff(account) == 0) & (signed[1:] == signed[:-1])])
        leader = np.maximum.accumulate(np.where(same_day, 0, np.arange(len(order))))
        first = first[leader]  # deals of one day are all with a new customer, whichever stands first
    found = np.zeros(len(deals.id), np.int64)
    found[ordered[order]] = first
    return np.where(deals.new_customer < 0, found, deals.new_customer).astype(np.int64)


def _undone(ledger: Ledger) -> Flags:
    """Deals whose cancellation takes back what was counted."""
    deals, credit = ledger.books.deals, ledger.plan_file.plan.credit
    cancelled = ~np.isnat(deals.reversed)
    if credit.reversals == "none" or not len(deals.id):
        return np.zeros(len(deals.id), bool)
    if credit.within_days is not None:
        late = cancelled & ((deals.reversed - deals.signed).astype(np.int64) > credit.within_days)
        if late.any():
            ledger.notice(deals.origin.file, "reversed",
                          f"deals cancelled more than {credit.within_days} days after signature stay credited",
                          f"签约超过 {credit.within_days} 天后退单，业绩不追回", int(late.sum()))  # fmt: skip
        cancelled = cancelled & ~late
    return cancelled & (ledger.year.month_of(deals.reversed) >= 0)


# ── what is told of the files ───────────────────────────────────────────────────────────────────


def measures_needed(ledger: Ledger) -> dict[str, str]:
    """Every measure that the plan looks at → the KPI that asks for it."""
    recipe = recipes(ledger.plan_file.plan)
    names = dict.fromkeys(name for _, name in kpis_named(ledger.plan_file.plan.components))
    return {measure: name for name in names for measure in recipe(name).measures}


def _check_costs(ledger: Ledger, rows: Rows, needed: dict[str, str]) -> None:
    """Margin cannot be paid of deals whose cost nobody states."""
    wanted = [measure for measure in OF_MARGIN if measure in needed]
    if not wanted:
        return
    deals = rows.deals
    looked_at = ledger.year.month_of(deals.signed) >= 0
    if "collected_margin" in wanted:
        looked_at = looked_at | (ledger.year.month_of(deals.collected) >= 0)
        looked_at[ledger.books.receipts.deal] = True
    credited = np.diff(rows.begin) > 0
    for row in np.flatnonzero((deals.cost == UNKNOWN) & looked_at & credited)[:MOST_FAULTS].tolist():
        message = f"is empty, and the plan looks at {needed[wanted[0]]}, for which the cost of every deal is needed"
        ledger.faults.append(deals.origin.fault(row, "cost", message, "-", "give the cost, or the margin"))


def _say(ledger: Ledger, rows: Rows, needed: dict[str, str]) -> None:
    deals, file, year = rows.deals, rows.deals.origin.file, ledger.year
    outside = (year.month_of(deals.signed) < 0) & (np.diff(rows.begin) > 0)
    if outside.any():
        ledger.notice(file, "signed", "deals signed outside the fiscal year: they tell who is a new customer, and are "
                      "not counted as signed",
                      "财年之外签约的单：只用于判断新老客户，不计签约", int(outside.sum()))  # fmt: skip
    said: tuple[tuple[str, str, Any, str, str], ...] = (
        ("collected", "receipts", np.isnat(deals.collected).all() and not len(ledger.books.receipts.deal),
         "the plan looks at money received, and no file tells of any", "方案按回款计算，但没有任何回款数据"),
        ("invoiced", "invoices", np.isnat(deals.invoiced).all() and not len(ledger.books.invoices.deal),
         "the plan looks at invoices, and no file tells of any", "方案按开票计算，但没有任何开票数据"),
    )  # fmt: skip
    for measure, column, absent, en, zh in said:
        if measure in needed and absent:
            ledger.notice(file, column, en, zh)
    if any(measure in needed for measure in OF_NEW):
        nameless = (deals.new_customer < 0) & deals.account.among(frozenset({""}))
        if nameless.any():
            ledger.notice(file, "account", "deals without an account's name are not taken for new customers",
                          "未写客户名称的单不作新客户", int(nameless.sum()))  # fmt: skip
    missing = [name for names, column in ((_named(ledger, 0), deals.segment), (_named(ledger, 1), deals.channel))
               for name in names if name not in column.words]  # fmt: skip
    if missing and len(deals.id):
        told = ", ".join(missing)
        ledger.notice(file, "", f"no deal has what the plan names: {told}", f"没有任何单具有方案所写的：{told}")


def wheres_of(record: object) -> Iterator[Where]:
    """Every description of deals in a plan."""
    if isinstance(record, Where):
        yield record
    if isinstance(record, tuple):
        for item in record:
            yield from wheres_of(item)
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from wheres_of(getattr(record, name))


def _named(ledger: Ledger, which: int) -> tuple[str, ...]:
    """Segments (0) or channels (1) that the plan names."""
    wheres = list(wheres_of(ledger.plan_file.plan.components))
    return tuple(dict.fromkeys(n for w in wheres for n in (w.channels if which else w.segments)))
