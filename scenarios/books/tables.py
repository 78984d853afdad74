"""What a payroll run is given, whatever the files looked like: one canonical table for each kind of file.

People and deals are named by their place in `Roster.id` and `Deals.id`. Money is whole coins of the currency. An amount
that nobody wrote is UNKNOWN, not -1: a credit note has amounts below 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenarios.base import Label
from scenarios.books.periods import Period
from scenarios.faults import Fault

Ints: TypeAlias = NDArray[np.int64]
Places: TypeAlias = NDArray[np.int32]
Days: TypeAlias = NDArray[np.datetime64]

UNKNOWN = -(2**63)
"""An amount or a value that no cell holds."""
NOBODY = -1
"""The place of a rep or manager who is nobody of the roster."""
MILLION = 1_000_000
"""Shares, scores and other numbers are counted in millionths."""
MOST = 10**12
"""Coins that one amount may have; sums over a company and products with rates then stay within 64 bits."""


@dataclass(frozen=True)
class Notice:
    """Something a reader of the books should know and that stopped nothing: where, what, how many rows."""

    file: str
    field: str
    message: Label
    rows: int = 0

    def text(self, language: str) -> str:
        where = f"{self.file}: {self.field}" if self.field else self.file
        rows = f"（{self.rows:,} 行）" if language == "zh" else f" ({self.rows:,} row{'s' * (self.rows > 1)})"
        return f"{where}: {self.message.text(language)}{rows if self.rows else ''}"

    def __str__(self) -> str:
        return self.text("en")


@dataclass(frozen=True)
class Origin:
    """The file a table came from, so that whoever finds a fault in a row later can say where it stands.

    lines: the line of each row, worked out when somebody asks. headings: our field → the file's word for it.
    """

    file: str = ""
    lines: Callable[[], Ints] = lambda: np.zeros(0, np.int64)
    headings: Mapping[str, str] | None = None

    def fault(self, row: int, field: str, message: str, got: str = "", hint: str = "") -> Fault:
        lines = self.lines()
        heading = (self.headings or {}).get(field, field)
        return Fault(self.file, int(lines[row]) if row < len(lines) else 0, heading, message, got, hint)


@dataclass(frozen=True, eq=False)
class Texts:
    """A column of texts: `words` once each, `codes` says which one stands on a row. "" where a cell is empty."""

    words: tuple[str, ...]
    codes: Places

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.words[int(self.codes[row])]

    def mapped(self, change: Callable[[str], str]) -> Texts:
        """The column with every word replaced; words that become one are one."""
        changed = [change(word) for word in self.words]
        kept = {word: code for code, word in enumerate(dict.fromkeys(changed))}
        return Texts(tuple(kept), np.array([kept[word] for word in changed], np.int32)[self.codes])

    def rows(self) -> list[str]:
        return [self.words[code] for code in self.codes.tolist()]

    def among(self, words: frozenset[str]) -> NDArray[np.bool_]:
        """Whether each row holds one of these words."""
        return np.array([word in words for word in (*self.words, "")], bool)[self.codes]


@dataclass(frozen=True, eq=False)
class Deals:
    """Every deal signed, one a row.

    rep: place in the roster; NOBODY for a house deal. amount, cost, list_price: coins; cost and list_price may be
    UNKNOWN. units: how many were sold, 1 where nothing is said. new_customer: 1, 0, or -1 unknown. signed … delivered:
    days, NaT where it has not happened. Credit has a row for each person who is credited, in the order of deals:
    credit_share in millionths of the deal (a deal without a split credits its rep with all of it).
    """

    origin: Origin
    id: tuple[str, ...]
    rep: Places
    account: Texts
    segment: Texts
    channel: Texts
    signed: Days
    amount: Ints
    cost: Ints
    units: Ints
    list_price: Ints
    new_customer: NDArray[np.int8]
    invoiced: Days
    collected: Days
    reversed: Days
    delivered: Days
    credit_deal: Places
    credit_rep: Places
    credit_share: Ints


@dataclass(frozen=True, eq=False)
class Events:
    """Receipts or invoices, one a row: deal (place in the deals), date, amount (coins; below 0 for a refund)."""

    origin: Origin
    deal: Places
    date: Days
    amount: Ints


@dataclass(frozen=True, eq=False)
class Roster:
    """Everybody who is paid, one a row.

    manager: place of the manager, or NOBODY. joins: the first day, leaves: the first day no longer there; NaT where
    unknown. base: coins a month; variable: coins a year at target; quota: coins a year; each may be UNKNOWN.
    """

    origin: Origin
    id: tuple[str, ...]
    name: tuple[str, ...]
    team: Texts
    level: Texts
    role: Texts
    city: Texts
    manager: Places
    joins: Days
    leaves: Days
    base: Ints
    variable: Ints
    quota: Ints


@dataclass(frozen=True, eq=False)
class Quotas:
    """What each person is to reach in each period, one a row.

    kpi: its name, `bookings` where nothing is said. amount: coins, for KPIs counted in money; UNKNOWN where the number
    is finer than a coin. value: the same number in millionths, for KPIs counted otherwise.
    """

    origin: Origin
    rep: Places
    period: tuple[Period, ...]
    kpi: Texts
    amount: Ints
    value: Ints


@dataclass(frozen=True, eq=False)
class Scores:
    """KPIs that no deal tells, one a row.

    value: in millionths (92 % is 920,000). count: how many answers it averages, 1 where nothing is said.
    """

    origin: Origin
    rep: Places
    period: tuple[Period, ...]
    kpi: Texts
    value: Ints
    count: Ints


@dataclass(frozen=True, eq=False)
class Adjustments:
    """What a person decided by hand, one a row, each with its reason.

    Either date or period says when: NaT and None stand for the other. target: a component, a KPI, QUOTA or DEDUCTION.
    amount: coins, as in `Quotas`; of a deduction what is taken, above 0, and basis says by which rule.
    """

    origin: Origin
    rep: Places
    date: Days
    period: tuple[Period | None, ...]
    target: Texts
    amount: Ints
    value: Ints
    reason: Texts
    by: Texts
    basis: Texts


QUOTA, DEDUCTION, BOOKINGS = "quota", "deduction", "bookings"


@dataclass(frozen=True, eq=False)
class Books:
    """What a payroll run is given, together. A file that was not given is a table without rows."""

    deals: Deals
    receipts: Events
    invoices: Events
    roster: Roster
    quotas: Quotas
    scores: Scores
    adjustments: Adjustments
    notices: tuple[Notice, ...] = ()
