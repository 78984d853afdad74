"""A plan file's own examples carried out: given this, does the plan pay that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from scenarios.base import Label
from scenarios.company import WorkingDays, months_after
from scenarios.formula import sums_for
from scenarios.kpis import known_measures, with_own
from scenarios.legal.wage import least_wage
from scenarios.plan import Allowance, Commission, Example, Plan, Spif
from scenarios.plan.example import Given, Person
from scenarios.plan.terms import Component, Variable
from scenarios.plan_file import PlanFile
from sim.pay.legal import annual_bonus_tax
from sim.pay.maker import UnpayableError
from sim.pay.paper import Deal, Paper, Sheet, on_paper, with_features
from sim.pay.payees import ALWAYS, Payees
from sim.pay.table import MONTHS
from sim.quotas import half_up, split

MILLION = 1_000_000
DAYS = 30
"""Days of each month of an example: whoever is there is there for all of them."""
MIDDLE = 14.5
"""An amount of an example is dated by its month alone: it counts as of the middle of the month's 15th day."""

Paid = Mapping[tuple[str, int, str], int]


class Miss(NamedTuple):
    """Something an example expects and the plan does not pay; both in coins."""

    what: Label
    expected: Fraction
    got: int


@dataclass(frozen=True)
class ExampleResult:
    """An example carried out. paid: coins by (component, month from 1, rep); instalments: its parts, where it has any.

    pays, tax: of the first person altogether. misses: everything that is not as expected.
    """

    example: Example
    paper: Paper
    paid: Paid
    instalments: Mapping[tuple[str, int, str], tuple[int, ...]]
    pays: int
    tax: int
    misses: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        return not self.misses


def run_examples(file: PlanFile) -> list[ExampleResult]:
    """Every example of a plan file, in order."""
    return [run_example(file, example) for example in file.examples]


def run_example(file: PlanFile, example: Example) -> ExampleResult:
    """What the plan pays for what is given. Raises UnpayableError where it asks for what cannot be counted."""
    people = example.people or (Person(id="rep"),)
    paper = _filled(file, example, example_payees(file, example, people)).settled()
    paid = {
        (component.id, month + 1, person.id): int(paper.paid[month, rep, place])
        for place, component in enumerate(file.plan.components)
        for rep, person in enumerate(people)
        for month in range(paper.payees.months)
    }
    shares = {c.id: [Fraction(part.share) for part in c.instalments] for c in file.plan.components
              if isinstance(c, Variable) and c.instalments}  # fmt: skip
    parts = {key: instalments(coins, shares[key[0]]) for key, coins in paid.items() if coins and key[0] in shares}
    pays = int(paper.paid[:, 0].sum())
    tax = annual_bonus_tax(max(0, pays), file.company.currency.minor_digits)
    misses = tuple(_misses(file, example, _Came(paid, parts, pays, tax)))
    return ExampleResult(example, paper, paid, parts, pays, tax, misses)


def instalments(coins: int, shares: list[Fraction]) -> tuple[int, ...]:
    """The parts in which pay is handed over, each cut to the coin; the last one takes the rest."""
    size, sign = abs(coins), -1 if coins < 0 else 1
    parts = [size * share.numerator // share.denominator for share in shares[:-1]]
    return tuple(sign * part for part in (*parts, size - sum(parts)))


# ── people and months ───────────────────────────────────────────────────────────────────────────


def example_months(file: PlanFile, example: Example) -> int:
    """Length of an example's year: as it says, else as many of the plan's longest periods as hold all it names."""
    if example.months is not None:
        return example.months
    longest = max(_length(component, _start(file)) for component in file.plan.components)
    named = [g.month for g in example.given] + [g.cancelled or 1 for g in example.given]
    named += [row.month or 1 for row in example.expects]
    return -(-max(named, default=1) // longest) * longest


def _length(component: Component, start: date | None) -> int:
    """Months after which a component has paid for its first period."""
    if isinstance(component, Allowance):
        return 2 * MONTHS[component.period]
    if isinstance(component, Spif):
        last = component.ends
        return 1 if start is None else max(1, (last.year - start.year) * 12 + last.month - start.month + 1)
    if isinstance(component, Commission):
        return MONTHS[component.resets or component.period]
    return MONTHS[getattr(component, "period", "month")]


def example_payees(file: PlanFile, example: Example, people: tuple[Person, ...]) -> Payees:
    """The people of an example, all of one team; quotas spread evenly over its months."""
    months, coin = example_months(file, example), 10**file.company.currency.minor_digits
    levels = {level.id: level for level in file.people.levels}
    mine = [levels.get(p.level or next(iter(levels), "")) for p in people]
    quotas = [Fraction(example.quota if p.quota is None else p.quota) * file.plan.unit * coin for p in people]
    joined = [-ALWAYS + 1 if p.joined is None else p.joined for p in people]
    here = np.arange(1, months + 1) >= np.array(joined)[:, None]
    service = np.arange(1, months + 1) - np.array(joined)[:, None]
    return Payees(
        ids=tuple(p.id for p in people),
        names=tuple(p.id for p in people),
        coin=coin,
        base=tuple(Fraction(level.base) * coin if level else Fraction(0) for level in mine),
        variable=tuple(Fraction(level.variable) * coin if level else Fraction(0) for level in mine),
        quota=np.array([split(half_up(quota), [Fraction(1)] * months) for quota in quotas], np.int64),
        there=(DAYS * here).astype(np.int64),
        days=np.full(months, DAYS, np.int64),
        team=np.zeros(len(people), np.int64),
        tenure=np.where(np.array([p.joined is None for p in people])[:, None], ALWAYS, service).astype(np.int64),
        role=tuple(p.role for p in people),
        level=tuple(level.id if level else "" for level in mine),
        start=_start(file),
        minimum_wage=minimum_wage(file),
    )


def _start(file: PlanFile) -> date | None:
    calendar = file.company.calendar
    return calendar.start if isinstance(calendar, WorkingDays) else None


def minimum_wage(file: PlanFile) -> int | None:
    """Coins a month: the company's own number, else that of its city."""
    wage = least_wage(file.company)
    return None if wage is None else half_up(Fraction(wage) * 10**file.company.currency.minor_digits)


# ── what is given ───────────────────────────────────────────────────────────────────────────────


def _filled(file: PlanFile, example: Example, payees: Payees) -> Sheet:
    deals = [Deal(g.segment, g.channel, g.new_customer, float(g.days)) for g in example.given]
    start = payees.start
    clock = None if start is None else lambda day: float((day - start).days)
    try:
        sheet = Sheet(file.plan, payees, with_features(on_paper(file.plan, clock=clock), deals))
        _Filling(file, payees, sheet).all(example, deals)
    except OverflowError:
        raise UnpayableError("an amount is too large to be paid exactly") from None
    return sheet


@dataclass
class _Filling:
    """A sheet being filled. sums: amounts so far by (rep, month, measure)."""

    file: PlanFile
    payees: Payees
    sheet: Sheet
    sums: dict[tuple[int, int, str], int] = field(default_factory=dict)

    @property
    def money(self) -> int:
        """Coins in one of the plan's own units of money."""
        return self.payees.coin * self.file.plan.unit

    def all(self, example: Example, deals: list[Deal]) -> None:
        """Amounts first, then ratios: they are of the amounts of their month."""
        known = with_own(self.file.plan.kpis)
        rows = list(zip(example.given, deals, strict=True))
        ratios = [(g, deal) for g, deal in rows if g.kpi in known and not known[g.kpi].additive]
        for given, deal in (row for row in rows if row not in ratios):
            measure, amount = self._amount(given)
            self._add(given, deal, measure, amount)
        for given, deal in ratios:
            for measure, amount in self._ratio(given).items():
                self._add(given, deal, measure, amount)

    def _add(self, given: Given, deal: Deal, measure: str, amount: int) -> None:
        rep = self.payees.ids.index(given.rep)
        for month, coins in ((given.month, amount), (given.cancelled, -amount)):
            if month is not None:
                self.sheet.add(measure, rep, month - 1, coins, deal, self._time(month - 1))
                key = (rep, month, measure)
                self.sums[key] = self.sums.get(key, 0) + coins

    def _time(self, month: int) -> float:
        start = self.payees.start
        return 0.0 if start is None else (months_after(start, month) - start).days + MIDDLE

    def _amount(self, given: Given) -> tuple[str, int]:
        """The measure that an amount is of, and coins or things."""
        known = with_own(self.file.plan.kpis)
        if given.kpi not in known:
            found = known_measures().get(given.kpi)
            times = self.money if found is not None and found.unit == "money" else 1
            return given.kpi, half_up(Fraction(given.amount) * times)
        kpi = known[given.kpi]
        amount = Fraction(given.amount) * (self.money if kpi.unit == "money" else 1)
        parts = sums_for(kpi.parsed, amount)
        if parts is None:
            raise _of_several(given.kpi, kpi.parsed.measures)
        ((measure, coins),) = parts.items()
        return measure, half_up(coins)

    def _ratio(self, given: Given) -> dict[str, int]:
        """What is to be added so that a month's ratio comes to what is given.

        Where one of its two measures is given, too, that one stays; else both are made up: only their ratio counts.
        """
        kpi = with_own(self.file.plan.kpis)[given.kpi]
        wanted = Fraction(given.amount) * (self.money if kpi.unit == "money" else 1)
        parts = sums_for(kpi.parsed, wanted)
        rep = self.payees.ids.index(given.rep)
        there = {name: self.sums.get((rep, given.month, name), 0) for name in kpi.parsed.measures}
        if parts is None:
            if all(there.values()):
                return {}
            raise _of_several(given.kpi, kpi.parsed.measures)
        below = kpi.parsed.bottom.terms[0][0]
        above = next((name for name in parts if name != below), below)
        if there[below]:
            return {above: half_up(parts[above] * there[below]) - there[above]}
        if there[above] and parts[above]:
            return {below: half_up(there[above] / parts[above])}
        if missing := {above, below} & set(_paid_for(self.file.plan)):
            raise UnpayableError(f"{given.kpi} is a ratio, and the plan pays for {', '.join(sorted(missing))}: "
                                 f"give {below} in month {given.month}, too")  # fmt: skip
        return {name: half_up(part * MILLION) for name, part in parts.items()}


def _of_several(kpi_id: str, measures: tuple[str, ...]) -> UnpayableError:
    return UnpayableError(f"{kpi_id} is made of several measures: give {', '.join(measures)} instead")


def _paid_for(plan: Plan) -> Iterator[str]:
    """Measures whose amounts are paid for."""
    known = with_own(plan.kpis)
    for component in plan.components:
        if (name := getattr(component, "measure", None)) is not None:
            yield from known[name].parsed.measures


# ── what is expected ────────────────────────────────────────────────────────────────────────────


class _Came(NamedTuple):
    """What it came to."""

    paid: Paid
    parts: Mapping[tuple[str, int, str], tuple[int, ...]]
    pays: int
    tax: int


def _misses(file: PlanFile, example: Example, came: _Came) -> Iterator[Miss]:
    money = 10**file.company.currency.minor_digits * file.plan.unit
    rows: list[tuple[Label, Decimal | int | None, int]] = [
        (Label(en="pay", zh="应发"), example.pays, came.pays),
        (Label(en="tax", zh="税额"), example.tax, came.tax),
    ]
    for row in example.expects:
        mine = [key for key in came.paid if key[0] == row.component and key[2] == row.rep]
        keys = [key for key in mine if row.month in (None, key[1])]
        what = _what(row.component, row.month, row.rep)
        rows.append((what, row.pays, sum(came.paid[key] for key in keys)))
        if row.instalments:
            found = [came.parts.get(key, (came.paid[key],)) for key in keys if came.paid[key]]
            got = [sum(parts) for parts in zip_longest(*found, fillvalue=0)]
            for i, (part, coins) in enumerate(zip_longest(row.instalments, got, fillvalue=0), 1):
                rows.append((Label(en=f"{what.en}, instalment {i}", zh=f"{what.zh}，第 {i} 期"), part, coins))
    for what, wanted, coins in rows:
        if wanted is not None and Fraction(wanted) * money != coins:
            yield Miss(what, Fraction(wanted) * money, coins)


def _what(component: str, month: int | None, rep: str) -> Label:
    when = ("", "") if month is None else (f", month {month}", f"，第 {month} 月")
    who = "" if rep == "rep" else f" · {rep}"
    return Label(en=f"{component}{who}{when[0]}", zh=f"{component}{who}{when[1]}")
