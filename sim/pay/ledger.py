"""From a company's files to what the pay engine asks for: the people who are paid, and a sheet of a year's sums."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from scenarios.books.tables import QUOTA, UNKNOWN, Books
from scenarios.faults import Fault, did_you_mean
from scenarios.legal.reading import read_city
from scenarios.legal.wage import least_wage
from scenarios.load import ScenarioFaults
from scenarios.people import Level, Role
from scenarios.plan import Base
from scenarios.plan_file import PlanFile
from sim.pay.entries import Rows, booked, wheres_of
from sim.pay.maker import UnpayableError
from sim.pay.paper import Sheet, on_paper
from sim.pay.payees import ALWAYS, Ints, Payees, months_of_service
from sim.pay.payroll import Ledger, open_ledger, span_of
from sim.quotas import half_up, split

MOST_FAULTS = 20


def payees_from(plan_file: PlanFile, books: Books) -> Payees:
    """The people of a roster. Raises ScenarioFaults with everything that cannot be used."""
    ledger = open_ledger(plan_file, books)
    found = people(ledger)
    ledger.check()
    return found


def sheet_from(plan_file: PlanFile, books: Books) -> Sheet:
    """A year's sums as the files tell them, cancellations in the month in which they happened, nobody paid yet."""
    ledger = open_ledger(plan_file, books)
    sheet, rows = filled(ledger)
    ledger.check()
    del rows
    return sheet


def filled(ledger: Ledger) -> tuple[Sheet, Rows]:
    """The sheet with everything but cancellations that settle a month again, and the rows that were counted."""
    payees = people(ledger)
    ledger.check()
    plan = ledger.plan_file.plan
    wheres = list(wheres_of(plan.components))
    segments = tuple(dict.fromkeys(name for where in wheres for name in where.segments))
    channels = tuple(dict.fromkeys(name for where in wheres for name in where.channels))
    start = ledger.year.start
    try:
        sheet = Sheet(plan, payees, on_paper(plan, segments, channels, lambda day: float((day - start).days)))
    except UnpayableError as error:
        raise ScenarioFaults([Fault("PLAN", 0, "plan.components", str(error))]) from None
    except OverflowError:
        message = "an amount is too large to be paid exactly"
        raise ScenarioFaults([Fault("PLAN", 0, "plan.components", message)]) from None
    rows = booked(ledger, sheet)
    ledger.check()
    return sheet, rows


# ── people ──────────────────────────────────────────────────────────────────────────────────────


def people(ledger: Ledger) -> Payees:
    """Everybody on the roster, with what is wrong added to the ledger's faults."""
    roster, year, file = ledger.books.roster, ledger.year, ledger.plan_file
    levels = [_named(ledger, roster.level[row], file.people.levels) for row in range(len(roster.id))]
    roles = [_named(ledger, roster.role[row], file.people.roles) for row in range(len(roster.id))]
    base, variable = _pay_of(ledger, levels)
    return Payees(
        ids=roster.id,
        names=roster.name,
        coin=ledger.coin,
        base=base,
        variable=variable,
        quota=quotas(ledger),
        there=year.days_between(roster.joins, roster.leaves),
        days=year.days_of_months(),
        team=roster.team.codes.astype(np.int64),
        tenure=_tenure(ledger),
        role=tuple(role.id if isinstance(role, Role) else roster.role[row] or None for row, role in enumerate(roles)),
        level=tuple(level.id if isinstance(level, Level) else roster.level[row] for row, level in enumerate(levels)),
        start=year.start,
        minimum_wage=_minimum_wage(ledger),
    )


def _named(ledger: Ledger, word: str, records: tuple[Level, ...] | tuple[Role, ...]) -> Level | Role | None:
    """The level or role of an id, or of its name in either language."""
    for record in records:
        if word and word in (record.id, record.name.en, record.name.zh):
            return record
    return None


def _pay_of(ledger: Ledger, levels: list[Level | Role | None]) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Salary a month and variable pay a year: the roster's own, or else the level's."""
    roster, coin = ledger.books.roster, ledger.coin
    plan = ledger.plan_file.plan
    salaried = any(isinstance(component, Base) for component in plan.components)
    shared = any(getattr(component, "target_share", 0) for component in plan.components)
    found: dict[str, list[Fraction]] = {"base": [], "variable": []}
    known = [level.id for level in ledger.plan_file.people.levels]
    for row, level in enumerate(levels):
        for key, needed in (("base", salaried), ("variable", shared)):
            own = int(getattr(roster, key)[row])
            if own != UNKNOWN:
                found[key].append(Fraction(own))
            elif isinstance(level, Level):
                found[key].append(Fraction(getattr(level, key)) * coin)
            else:
                found[key].append(Fraction(0))
                if needed and len(ledger.faults) < MOST_FAULTS:
                    hint = did_you_mean(roster.level[row], known) or (
                        f"give a column `{key}`, or one of the plan's levels: {', '.join(known) or 'none'}"
                    )
                    message = f"nobody says {'her salary' if key == 'base' else 'her variable pay'}: "
                    message += "no level of the plan has this name"
                    ledger.faults.append(roster.origin.fault(row, "level", message, roster.level[row] or "-", hint))
    return tuple(found["base"]), tuple(found["variable"])


def _tenure(ledger: Ledger) -> Ints:
    joins, year = ledger.books.roster.joins, ledger.year
    tenure = np.full((len(joins), year.months), ALWAYS, np.int64)
    begins = year.starts[:-1].tolist()
    for row, joined in enumerate(joins.tolist()):
        if joined is not None:
            tenure[row] = [months_of_service(joined, begin) for begin in begins]
    return tenure


def _minimum_wage(ledger: Ledger) -> int | None:
    company = ledger.plan_file.company
    if company.minimum_wage is None:
        ledger.faults += read_city(company.city)[1]
    wage = least_wage(company)
    return None if wage is None else half_up(Fraction(wage) * ledger.coin)


# ── quotas ──────────────────────────────────────────────────────────────────────────────────────


def quotas(ledger: Ledger) -> Ints:
    """Coins of each person and month: the quotas file, else the roster's year in even parts; then adjustments."""
    roster, given, months = ledger.books.roster, ledger.books.quotas, ledger.year.months
    found = np.zeros((len(roster.id), months), np.int64)
    stated = np.zeros(len(roster.id), bool)
    other, outside = 0, 0
    for row, who in enumerate(given.rep.tolist()):
        span = ledger.year.months_of(given.period[row])
        if given.kpi[row] != "bookings":
            other += 1
        elif span is None:
            outside += 1
        else:
            stated[who] = True
            found[who, span[0] : span[1] + 1] += spread(int(given.amount[row]), span[1] - span[0] + 1)
    part = 0
    for who in np.flatnonzero(~stated & (roster.quota != UNKNOWN)).tolist():
        found[who] = spread(int(roster.quota[who]), 12)[:months] if months < 12 else spread(
            int(roster.quota[who]) * months // 12, months)  # fmt: skip
        part += bool(_part_of_the_year(ledger, who))
    _say_quotas(ledger, other, outside, part)
    return _adjusted(ledger, found)


def _part_of_the_year(ledger: Ledger, who: int) -> bool:
    roster, year = ledger.books.roster, ledger.year
    return bool(roster.joins[who] > year.starts[0] or roster.leaves[who] < year.starts[-1])


def spread(total: int, months: int) -> list[int]:
    """Coins in even parts that add up, the first months first; below zero alike."""
    parts = split(abs(total), [Fraction(1)] * months)
    return parts if total >= 0 else [-part for part in parts]


def _say_quotas(ledger: Ledger, other: int, outside: int, part: int) -> None:
    file = ledger.books.quotas.origin.file
    if other:
        ledger.notice(file, "kpi", "quotas of KPIs other than bookings; the plan's own targets hold for these",
                      "签约额以外指标的目标未采用；以方案所写目标为准", other)  # fmt: skip
    if outside:
        ledger.notice(file, "period", "quotas of another fiscal year, left aside", "其他财年的目标，未采用", outside)
    if part:
        ledger.notice(ledger.books.roster.origin.file, "quota",
                      "yearly quotas of people who are there for part of the year: each month has a twelfth; for "
                      "another spread give a quotas file or adjust them", "年内在职不满一年者的年度目标按月均摊；如需"
                      "不同分摊，请提供目标表或调整项", part)  # fmt: skip


def _adjusted(ledger: Ledger, found: Ints) -> Ints:
    """Quotas with what somebody corrected: in proportion to the months' quotas, evenly where there are none."""
    table = ledger.books.adjustments
    for row in np.flatnonzero(table.target.among(frozenset({QUOTA}))).tolist():
        span = span_of(ledger, row)
        if span is None:
            continue
        months = found[table.rep[row], span[0] : span[1] + 1]
        amount, there = int(table.amount[row]), int(months.sum())
        if amount + there < 0:
            shown = f"{amount / ledger.coin:,.2f}"
            ledger.faults.append(table.origin.fault(row, "amount", "takes more off a quota than it has", shown))
            continue
        parts = split(abs(amount), [Fraction(int(month)) for month in months] if there else [Fraction(1)] * len(months))
        months += np.array(parts, np.int64) * (1 if amount >= 0 else -1)
    return found
