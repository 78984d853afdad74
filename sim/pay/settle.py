"""A year of a company's files settled: what every component pays, what is settled again, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scenarios.books.tables import DEDUCTION, QUOTA, Books
from scenarios.faults import Fault
from scenarios.legal.reading import read_city
from scenarios.load import ScenarioFaults
from scenarios.plan_file import PlanFile
from sim.pay.cash import Cash, handed_over
from sim.pay.entries import Rows, count
from sim.pay.ledger import filled
from sim.pay.legal import A_FIFTH, deduct, millionths
from sim.pay.paper import Paper, Sheet
from sim.pay.payees import Ints
from sim.pay.payroll import Ledger, open_ledger, span_of


@dataclass(frozen=True)
class Manual:
    """Something decided by hand, with its reason (J13).

    what: a component, a KPI, `quota` or `deduction`. pay: coins that it adds to the month's pay. asked: what was asked
    for: coins, or millionths of what is counted. carried: of deductions, coins that the law left for later months.
    """

    rep: int
    month: int
    what: str
    pay: int
    asked: int
    reason: str
    by: str
    basis: str
    carried: int = 0


@dataclass(frozen=True, eq=False)
class Settlement:
    """A settled year.

    papers: the year as it stood, once or, where cancelled deals are settled again, once for each month that found new
    ones; of_month: which of them paid a month. paid: int [month, rep, component], as settled then; again: what settling
    earlier months again adds in a month, the same shape. manual: decisions in the order of the files.
    """

    ledger: Ledger
    papers: tuple[Paper, ...]
    of_month: tuple[int, ...]
    rows: Rows
    paid: Ints
    again: Ints
    manual: tuple[Manual, ...]
    cash: Cash

    @property
    def plan_file(self) -> PlanFile:
        return self.ledger.plan_file

    @property
    def payees(self) -> tuple[str, ...]:
        return self.papers[0].payees.ids

    def paper(self, month: int) -> Paper:
        return self.papers[self.of_month[month]]

    @property
    def by_hand(self) -> Ints:
        """What decisions add to the pay of [month, rep], coins."""
        found = np.zeros(self.paid.shape[:2], np.int64)
        for one in self.manual:
            found[one.month, one.rep] += one.pay
        return found

    @property
    def total(self) -> Ints:
        """Everybody's pay, [month, rep], coins: what components pay and settle again, and what people decided."""
        total: Ints = (self.paid + self.again).sum(axis=2) + self.by_hand
        return total


def settle(plan_file: PlanFile, books: Books) -> Settlement:
    """Pays a year. Raises ScenarioFaults with everything in plan or files that cannot be used."""
    ledger = open_ledger(plan_file, books)
    sheet, rows = filled(ledger)
    papers, of_month = _papers(ledger, sheet, rows)
    paid = np.stack([papers[paper].paid[month] for month, paper in enumerate(of_month)])
    again = _again(papers, of_month)
    manual = _by_hand(ledger)
    cash = handed_over(ledger, rows, papers[0], paid, again)
    manual += _deductions(ledger, cash, manual, papers[0].payees.minimum_wage or 0)
    ledger.check()
    return Settlement(ledger, papers, of_month, rows, paid, again, tuple(manual), cash)


def _papers(ledger: Ledger, sheet: Sheet, rows: Rows) -> tuple[tuple[Paper, ...], tuple[int, ...]]:
    """The year, and again for each month in which deals of earlier months were cancelled."""
    papers, of_month = [sheet.settled()], [0] * ledger.year.months
    late: dict[int, list[int]] = {}
    for place, (month, _) in enumerate(rows.late):
        late.setdefault(month, []).append(place)
    before = sheet
    for month in sorted(late):
        now = Sheet(before.plan, before.payees, before.setting, before.table)
        now.sums[:] = before.sums
        for place in late[month]:
            batch = rows.late[place][1]
            count(ledger, now, rows, batch, ledger.year.month_of(batch.day), -1)
        papers.append(now.settled())
        of_month[month:] = [len(papers) - 1] * (len(of_month) - month)
        before = now
    return tuple(papers), tuple(of_month)


def _again(papers: tuple[Paper, ...], of_month: tuple[int, ...]) -> Ints:
    """What earlier months come to more or less, charged in the month in which they are settled again."""
    again = np.zeros_like(papers[0].paid)
    for month in range(1, len(of_month)):
        now, before = of_month[month], of_month[month - 1]
        if now != before:
            again[month] = (papers[now].paid[:month] - papers[before].paid[:month]).sum(axis=0)
    return again


# ── by hand ─────────────────────────────────────────────────────────────────────────────────────


def _by_hand(ledger: Ledger) -> list[Manual]:
    """Every adjustment but deductions; those of quotas and KPIs are in the sums already and add nothing here."""
    table, found, outside = ledger.books.adjustments, [], 0
    components = [component.id for component in ledger.plan_file.plan.components]
    for row in range(len(table.rep)):
        what, span = table.target[row], span_of(ledger, row)
        if span is None:
            outside += 1
        elif what != DEDUCTION:
            amount = int(table.amount[row])
            pays = amount if what in components and what != QUOTA else 0
            asked = amount if pays or what == QUOTA or amount != -(2**63) else int(table.value[row])
            found.append(Manual(int(table.rep[row]), span[1], what, pays, asked, table.reason[row], table.by[row],
                                table.basis[row]))  # fmt: skip
    if outside:
        ledger.notice(table.origin.file, "period", "adjustments of another fiscal year, left aside",
                      "其他财年的调整项，未采用", outside)  # fmt: skip
    return found


def _deductions(ledger: Ledger, cash: Cash, manual: list[Manual], minimum: int) -> list[Manual]:
    """What may be taken of each month's wage, the rest carried forward; the wage is what is handed over that month."""
    table, found = ledger.books.adjustments, []
    rows = np.flatnonzero(table.target.among(frozenset({DEDUCTION}))).tolist()
    wages = cash.handed.copy()
    for one in manual:
        wages[one.month, one.rep] += one.pay
    share = _deduction_share(ledger)
    for rep in sorted({int(table.rep[row]) for row in rows}):
        asked: dict[int, list[int]] = {}
        for row in rows:
            span = span_of(ledger, row)
            if int(table.rep[row]) == rep and span is not None:
                asked.setdefault(span[1], []).append(row)
        news = [sum(int(table.amount[row]) for row in asked.get(month, [])) for month in range(len(wages))]
        last = 0
        for month, (taken, carried) in enumerate(
            deduct([max(0, w) for w in wages[:, rep].tolist()], news, minimum, share)
        ):
            last = asked.get(month, [last])[0]
            if news[month] or taken:
                found.append(Manual(rep, month, DEDUCTION, -taken, news[month], table.reason[last], table.by[last],
                                    table.basis[last], carried))  # fmt: skip
    return found


def _deduction_share(ledger: Ledger) -> int:
    """The most that a month's wage gives, in millionths: as the city's profile says, else a fifth."""
    profile, faults = read_city(ledger.plan_file.company.city)
    ledger.faults += faults
    return A_FIFTH if profile is None or profile.deduction_share is None else millionths(profile.deduction_share)


def settled_or_fault(plan_file: PlanFile, books: Books, name: str) -> Settlement:
    """`settle`, its faults of the plan under the name by which the user called it."""
    try:
        return settle(plan_file, books)
    except ScenarioFaults as error:
        faults: list[Fault] = [replace(f, file=name) if f.file == "PLAN" else f for f in error.faults]
        raise ScenarioFaults(faults) from None
