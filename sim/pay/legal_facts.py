"""What the law asks of a plan, taken out of it: the plain facts that the legal rules are held against.

Amounts are whole coins. None stands for "not known": what rests on it is not checked.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from scenarios.base import Label
from scenarios.company import Currency


@dataclass(frozen=True)
class PaidGroup:
    """People who are paid alike: a grade, or a part of one under another kind of contract. Coins a month.

    fixed: pay of a full month that no result moves: base salary, and a guarantee that is not taken back.
    no_sales: the least that a full month without a single sale pays, after everything the plan takes back.
    probation: pay of a full month in probation; None where the plan knows no probation.
    topped_up: the plan says that a month below the minimum wage is paid up to it.
    """

    id: str
    name: Label
    employment: Literal["employee", "agency"] = "employee"
    fixed: int | None = None
    no_sales: int | None = None
    probation: int | None = None
    topped_up: bool = False


@dataclass(frozen=True)
class Deduction:
    """Something that the plan takes out of a month's wage: for a loss that the worker caused, or as a fine.

    share, amount: how much a month: a share of the wage, or coins, or both.
    limited: the plan says that no more is taken than the law allows, and that the rest is carried forward.
    notice: the worker is told in writing beforehand, with reason and amount.
    """

    id: str
    name: Label
    kind: Literal["loss", "fine"]
    share: Fraction | None = None
    amount: int | None = None
    limited: bool = False
    notice: bool = False

    def asks(self, wage: int) -> int:
        """What it wants of a month's wage, in coins, a part of a coin dropped."""
        return (self.amount or 0) + (int(self.share * wage) if self.share and wage > 0 else 0)


@dataclass(frozen=True)
class Recovery:
    """Pay that the plan takes back later: a draw, a clawback. floor: what it leaves of a month's pay; None: no floor,
    so that a month's net pay can go below zero."""

    id: str
    name: Label
    floor: int | None = None


@dataclass(frozen=True)
class PayCycle:
    """How often a part of pay is paid, and how long after the end of its period.

    months: length of the period. after, unit: latest pay date after its end, such as 7 "days".
    prorated: whoever leaves inside a period is paid for the time worked.
    prepaid: the least that is paid of it in each month of a longer period, with all other pay of the month.
    """

    id: str
    name: Label
    months: int
    after: int | None = None
    unit: Literal["days", "months"] = "days"
    prorated: bool | None = None
    prepaid: int | None = None


@dataclass(frozen=True)
class Change:
    """A change of a target, a rate or another term that may lower somebody's pay."""

    id: str
    name: Label
    published: date
    effective: date


TermKind: TypeAlias = Literal[
    "rank_exit", "loser_pays", "deposit", "interest", "void_uncollected", "gone_none", "paid_after_exit"
]


@dataclass(frozen=True)
class Term:
    """A clause that the plan has written in.

    rank_exit: the lowest ranks leave, by rank alone. loser_pays: who loses a contest pays for it. deposit: workers
    leave money with the company. interest: reps pay interest, as on receivables that come late. void_uncollected:
    commission on uncollected contracts is void at exit. gone_none: no year-end bonus for who has left.
    paid_after_exit: commission that is earned at exit is paid later.
    """

    kind: TermKind
    id: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """All that the legal rules want to know of a plan; what is left out is not in the plan.

    first_day: from when the plan holds.
    """

    currency: Currency = field(default_factory=Currency)
    first_day: date | None = None
    groups: tuple[PaidGroup, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    cycles: tuple[PayCycle, ...] = ()
    changes: tuple[Change, ...] = ()
    terms: tuple[Term, ...] = ()
