"""What the commands on real files have in common: plan and files read together, and the period that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from results.pay.exact import exact_money
from scenarios.books.periods import EXAMPLES, period
from scenarios.books.reading import read_books
from scenarios.books.tables import Books
from scenarios.company import Currency
from scenarios.faults import Fault, did_you_mean
from scenarios.kpis import with_own
from scenarios.load import ScenarioFaults
from scenarios.plan_file import PlanFile, read_plan
from sim.pay.fiscal import FiscalYear
from sim.pay.settle import Settlement, settle


@dataclass(frozen=True)
class Asked:
    """The part of a year that a statement shows: months from first to last, and a person, or everybody."""

    first: int
    last: int
    rep: int | None = None

    @property
    def months(self) -> range:
        return range(self.first, self.last + 1)


def read_payroll(source: str, overrides: Sequence[str], files: Mapping[str, Path]) -> tuple[PlanFile, Books]:
    """A plan and the files it is to pay. Raises ScenarioFaults with everything that is wrong with either."""
    plan, faults = read_plan(source, overrides)
    books, found = _books(plan, files)
    if plan is None or books is None or faults or found:
        raise ScenarioFaults([*faults, *found])
    return plan, books


def read_for_plans(sources: Sequence[str], files: Mapping[str, Path]) -> list[tuple[PlanFile, Books]]:
    """Several plans over the same files; faults of all of them at once."""
    faults: list[Fault] = []
    plans = []
    for source in sources:
        plan, found = read_plan(source)
        plans.append(plan)
        faults += found
    books, found = _books(next((plan for plan in plans if plan), None), files)
    faults += found
    made = [plan for plan in plans if plan is not None]
    if len({plan.company.currency for plan in made}) > 1:
        told = ", ".join(plan.company.currency.code for plan in made)
        faults.append(Fault(sources[1], 0, "company.currency", "the plans pay in different currencies", told))
    if faults or books is None:
        raise ScenarioFaults(sorted(set(faults)))
    pairs = []
    for plan in made:
        one, found = _books(plan, files)
        faults += found
        pairs.append((plan, one or books))
    if faults:
        raise ScenarioFaults(sorted(set(faults)))
    return pairs


def _books(plan: PlanFile | None, files: Mapping[str, Path]) -> tuple[Books | None, list[Fault]]:
    """The books; a plan that could not be read is taken to count in cents."""
    known = with_own(plan.plan.kpis if plan else ())
    words = [(name, each.unit) for id_, each in known.items() for name in (id_, each.name.en, each.name.zh)]
    numbers = frozenset(name for name, unit in words if unit != "money")
    return read_books(files, plan.company.currency.minor_digits if plan else 2, numbers)


def settled(source: str, plan: PlanFile, books: Books) -> Settlement:
    """A settled year; faults of the plan under the name by which it was called."""
    try:
        return settle(plan, books)
    except ScenarioFaults as error:
        raise ScenarioFaults([replace(f, file=source) if f.file == "PLAN" else f for f in error.faults]) from None


def asked_for(settlement: Settlement, when: str | None, rep: str | None) -> Asked:
    """The months and the person asked for; raises ScenarioFaults where they are not in the year or the roster."""
    faults: list[Fault] = []
    year = settlement.ledger.year
    span = _months(year, when, faults)
    place = None if rep is None else person(settlement, rep, faults)
    if faults:
        raise ScenarioFaults(faults)
    return Asked(*span, place)


def _months(year: FiscalYear, when: str | None, faults: list[Fault]) -> tuple[int, int]:
    whole = (0, year.months - 1)
    if when is None:
        return whole
    named = period(normalize("NFKC", when))
    if named is None:
        faults.append(Fault("--period", 0, "", "is not the name of a period", when or '""', f"such as {EXAMPLES}"))
        return whole
    found = year.months_of(named)
    if found is None:
        told = f"the plan's fiscal year runs from {year.month_name(0)} to {year.month_name(year.months - 1)}"
        faults.append(Fault("--period", 0, "", f"is not in it: {told}", when))
    return found or whole


def person(settlement: Settlement, rep: str, faults: list[Fault]) -> int | None:
    """Somebody's place in the roster, by id or by a name that one person has."""
    payees = settlement.papers[0].payees
    if rep in payees.ids:
        return payees.ids.index(rep)
    named = [place for place, name in enumerate(payees.names) if name == rep]
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(payees.ids[place] for place in named)
        faults.append(Fault("--rep", 0, "", f"several people have that name; name one of {ids}", rep))
    else:
        hint = did_you_mean(rep, [*payees.ids, *payees.names]) or (f"such as {payees.ids[0]}" if payees.ids else "")
        message = f"nobody on the roster of {len(payees.ids)} has that id or name"
        faults.append(Fault("--rep", 0, "", message, rep or '""', hint))
    return None


def coins(amount: int, currency: Currency) -> str:
    """Coins in full: ¥1,234.50."""
    return exact_money(amount, currency, always=True)


def plain_coins(amount: int, currency: Currency) -> str:
    """Coins as a spreadsheet reads them: 1234.50."""
    digits = currency.minor_digits
    units, rest = divmod(abs(amount), 10**digits)
    return f"{'-' if amount < 0 else ''}{units}{f'.{rest:0{digits}d}' if digits else ''}"
