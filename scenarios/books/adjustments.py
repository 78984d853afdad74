"""What a person decided by hand: each override with its reason, or it is refused."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from scenarios.books.columns import days, texts
from scenarios.books.figures import money_or_number
from scenarios.books.goals import periods
from scenarios.books.page import Mask, Page
from scenarios.books.people import People
from scenarios.books.periods import Period
from scenarios.books.tables import DEDUCTION, QUOTA, UNKNOWN, Adjustments, Days, Texts
from scenarios.crm.cells.words import is_blank

_TARGETS = {"quota": QUOTA, "目标": QUOTA, "定额": QUOTA, "deduction": DEDUCTION, "扣款": DEDUCTION, "扣减": DEDUCTION}


def read_adjustments(page: Page, people: People, digits: int, is_number: frozenset[str]) -> Adjustments:
    """The canonical table; what cannot be right is among the faults of the page."""
    rep = people.whose(page, "whose pay is adjusted?")
    date, when = days(page, "date"), periods(page)
    _once(page, date, when)
    target = texts(page, "target", required="what is adjusted? a component, a KPI, quota or deduction")
    target = target.mapped(lambda word: _TARGETS.get(word.lower(), word))
    is_money = ~target.among(is_number)
    amount, value = money_or_number(page, "amount", digits, is_money, "every adjustment has an amount")
    reason = texts(page, "reason", required="an adjustment without a reason is refused")
    by, basis = texts(page, "by"), texts(page, "basis")
    deducted = target.among(frozenset({DEDUCTION}))
    page.refuse(deducted & (amount <= 0) & (amount != UNKNOWN), "amount", "a deduction that takes nothing",
                "write what is taken as an amount above 0")  # fmt: skip
    unfounded = deducted & _blank(basis)
    page.refuse(unfounded, "basis", "is empty: a deduction needs its legal basis", "name the rule that allows it",
                [""] * page.rows)  # fmt: skip
    if (silent := _blank(by)).any():
        page.notice("by", "adjustments that do not say who decided", "未写明批准人的调整", int(silent.sum()))
    return Adjustments(page.origin(), rep, date, tuple(when), target, amount, value, reason, by, basis)


def _blank(column: Texts) -> Mask:
    return is_blank(pa.array(column.words, pa.string()))[column.codes]


def _once(page: Page, date: Days, when: Sequence[Period | None]) -> None:
    """Either a day or a period says when."""
    dated, named = ~np.isnat(date), np.array([one is not None for one in when], bool)
    key = "date" if page.has("date") else "period"
    written = np.zeros(page.rows, bool)
    for each in ("date", "period"):
        if page.has(each):
            words = page.words(each)
            written |= words.spread(~is_blank(words.words))
    page.refuse(~written, key, "is empty: every adjustment has a day or a period")
    page.refuse(dated & named, "period", "stands beside a day", "say when by one of the two")
