"""What lint rules look at: a plan's typical people, their curves and their year at any attainment; a crowd if known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from results.pay.lint.sold import ME, rivals, rows_at
from scenarios.kpis import with_own
from scenarios.plan import Allowance, Commission, Example, MatrixSchedule, Plan, Pool, Scorecard
from scenarios.plan.example import Person
from scenarios.plan.schedule import schedule_edges
from scenarios.plan_file import PlanFile
from sim.pay.examples import ExampleResult, example_months, example_payees, run_example
from sim.pay.legal_words import money
from sim.pay.make import make_table
from sim.pay.paper import on_paper
from sim.pay.payees import Payees
from sim.pay.table import CURVE, MONTHS, NOBODY, POOL, PayTable
from sim.pay.terms import recipes

Floats = npt.NDArray[np.float64]
TO_PAY = 5
"""Quota over pay at target that is taken where nobody states a quota: the middle of what is published."""
FALLBACK = 1_000_000
"""Units of currency a year that are taken as quota where there is no pay at target either."""


@dataclass(frozen=True)
class Case:
    """A typical person: a level and a role of the plan file. quota: coins a year; assumed: nobody stated it."""

    level: str
    role: str | None
    quota: int
    assumed: bool
    name: str


@dataclass(frozen=True, eq=False)
class Crowd:
    """People with results: from files, or from simulated years. sums: one array [period, rep, column] for each year.

    first_pay: column from which what each component paid stands.
    target: coins of the company's target.
    """

    payees: Payees
    table: PayTable
    years: tuple[Floats, ...]
    columns: dict[str, int]
    first_pay: int | None
    target: int | None
    simulated: bool


@dataclass(frozen=True)
class Edge:
    """Where a curve bends or jumps. at: first amount beyond it, coins or things; share: of what is 100 %.

    jump: coins that the curve jumps by, 0 where one coin (or thing) more pays what a rate says; before, after: coins
    for each coin more. number: its place on its line; kpi: what the line goes by; pays: coins at this amount.
    """

    line: int
    number: int
    component: str
    kpi: str
    case: Case
    at: int
    share: float | None
    jump: Fraction
    before: Fraction
    after: Fraction
    pays: Fraction
    months: int


@dataclass(frozen=True)
class Material:
    """A plan file and what is known beside it. quota: coins a year for everybody, if somebody said so."""

    file: PlanFile
    crowd: Crowd | None = None
    quota: int | None = None

    @property
    def plan(self) -> Plan:
        return self.file.plan

    @property
    def coin(self) -> int:
        return int(10**self.file.company.currency.minor_digits)

    def money(self, coins: Fraction | int | float) -> str:
        """An amount as people read it, exact to the coin."""
        return money(round(coins), self.file.company.currency)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every level in every role that is paid otherwise than others, or one nameless person."""
        alike: dict[tuple[object, ...], str | None] = {}
        for role in self.file.people.roles:
            paid = tuple(c.id for c in self.plan.components if not c.roles or role.id in c.roles)
            alike.setdefault((paid, role.carries_quota), role.id)
        roles = tuple(alike.values()) or (None,)
        levels = [level.id for level in self.file.people.levels] or [""]
        return tuple(Case(level, role, *self._quota(level, role), self._name(level, role if len(roles) > 1 else None))
                     for level in levels for role in roles)  # fmt: skip

    def _name(self, level: str, role: str | None) -> str:
        return " · ".join(part for part in (level, role) if part) or "rep"

    def _quota(self, level: str, role: str | None) -> tuple[int, bool]:
        carries = {each.id: each.carries_quota for each in self.file.people.roles}
        if role is not None and not carries[role]:
            return 0, False
        if self.quota is not None:
            return self.quota, False
        if self.crowd is not None:
            found = [
                int(row.sum())
                for row, mine in zip(self.crowd.payees.quota, self.crowd.payees.level, strict=True)
                if mine == level or not level
            ]
            if any(found):
                return sum(found) // len(found), False
        return self._assumed_quota(level), True

    def _assumed_quota(self, level: str) -> int:
        """An example's quota by the year, or else the plan's largest amount, moved by the level's weight; else a
        multiple of pay at target."""
        weights = {one.id: one.quota_weight for one in self.file.people.levels}
        first = next(iter(weights.values()), Decimal(0))
        scale = self.coin * self.plan.unit * (Fraction(weights[level]) / Fraction(first) if first else Fraction(1))
        for example in self.file.examples:
            if example.quota:
                return round(Fraction(example.quota) * 12 / example_months(self.file, example) * scale)
        if largest := max(_amounts(self.plan), default=Fraction(0)):
            return round(largest * scale)
        return TO_PAY * self.target_pay(level) or FALLBACK * self.coin

    def target_pay(self, level: str) -> int:
        """Coins a year at target, salary included."""
        found = next((one for one in self.file.people.levels if one.id == level), None)
        return int((12 * Fraction(found.base) + Fraction(found.variable)) * self.coin) if found else 0

    def variable(self, case: Case) -> int:
        """Coins of variable pay a year at target."""
        found = next((one for one in self.file.people.levels if one.id == case.level), None)
        return int(Fraction(found.variable) * self.coin) if found else 0

    # ── a year at an attainment ─────────────────────────────────────────────────────────────────

    @cached_property
    def _lived(self) -> Callable[[Case, Fraction], ExampleResult]:
        @cache
        def lived(case: Case, share: Fraction) -> ExampleResult:
            return run_example(self.file, self.example(case, share))

        return lived

    def example(self, case: Case, share: Fraction) -> Example:
        """A year in which each KPI that is paid for comes to a share of its target in every month."""
        unit = self.coin * self.plan.unit
        person = {"id": ME, "level": case.level or None, "role": case.role}
        given = rows_at(self.plan, case.role, Fraction(case.quota, unit), abs(share), self.coin) if share else ()
        if share < 0:
            given = tuple(row.model_copy(update={"amount": -row.amount}) for row in given if self._additive(row.kpi))
        people = [Person.model_validate(person)]
        if share <= 0:
            others, sold = rivals(self.plan)
            people, given = [*people, *others], (*given, *sold)
        return Example.model_construct(
            months=12,
            quota=Decimal(case.quota) / unit,
            people=tuple(people),
            given=given,
            expects=(),
            pays=None,
            tax=None,
        )

    def _additive(self, name: str) -> bool:
        known = with_own(self.plan.kpis)
        return name not in known or known[name].additive

    def pay_at(self, case: Case, share: Fraction | float) -> dict[str, int]:
        """Coins of a year by component at an attainment."""
        found = self._lived(case, Fraction(str(share))).paid
        mine = {key: coins for key, coins in found.items() if key[2] == ME}
        return {c.id: sum(coins for key, coins in mine.items() if key[0] == c.id) for c in self.plan.components}

    def months_at(self, case: Case, share: Fraction | float, only: Collection[str] | None = None) -> list[int]:
        """Coins of each month at an attainment: of everything, or of some components only."""
        return _months(self._lived(case, Fraction(str(share))), only)

    def months_backwards(self, case: Case) -> list[int]:
        """Coins of each month of a year in which as much is cancelled every month as would be sold at target."""
        return _months(self._lived(case, Fraction(-1)), None)

    def variable_at(self, case: Case, share: Fraction | float) -> int:
        """Coins of a year beyond salary at an attainment."""
        salaries = {c.id for c in self.plan.components if c.kind == "base"}
        return sum(coins for name, coins in self.pay_at(case, share).items() if name not in salaries)

    # ── curves ──────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every bend and jump of every curve over an amount, of the first period in which it pays."""
        return tuple(edge for case in self.cases for edge in self._edges(case))

    @property
    def alike(self) -> list[list[Edge]]:
        """The same edges, those of all typical people that differ only in amounts together."""
        found: dict[tuple[int, int], list[Edge]] = {}
        for edge in self.edges:
            found.setdefault((edge.line, edge.number), []).append(edge)
        return list(found.values())

    def _edges(self, case: Case) -> Iterator[Edge]:
        nothing = self.example(case, Fraction(0))
        payees = example_payees(self.file, nothing, nothing.people)
        start = payees.start
        clock = None if start is None else _days_since(start)
        table = make_table(self.plan, payees, on_paper(self.plan, clock=clock))
        for line, row in enumerate(table.lines):
            if row.kind not in (CURVE, POOL):
                continue
            months = [m for m in range(12) if table.spans[line, m].closes and table.curve[line, 0, m] != NOBODY]
            if months:
                yield from self._of(table, line, case, months[0], payees)

    def _of(self, table: PayTable, line: int, case: Case, month: int, payees: Payees) -> Iterator[Edge]:
        component = self.plan.components[int(table.lines[line].component)]
        terms = table.terms[table.lines[line].first : table.lines[line].last]
        by_deal = [e for e in table.events if e.curve >= 0 and any(term.column == e.column for term in terms)]
        curve = int(by_deal[0].curve) if by_deal else int(table.curve[line, 0, month])
        first, last = int(table.spans[line, month].first), int(table.spans[line, month].last)
        kpi, full = self._full(component, table, line, int(payees.quota[0, first : last + 1].sum()))
        over = 1 if by_deal or not kpi else recipes(self.plan)(kpi).over
        pieces = table.pieces[table.first[curve] : table.first[curve + 1]]
        for number, (old, new) in enumerate(pairwise(pieces)):
            at = int(new.start)
            before, after, pays = rate_of(old), rate_of(new), value_of(new, at)
            step = pays - value_of(old, at - 1)
            jump = Fraction(0) if min(before, after) <= step <= max(before, after) else pays - value_of(old, at)
            share = at / (full * over) if full else None
            yield Edge(
                line, number, component.id, kpi, case, -(-at // over), share, jump, before * over, after * over, pays,
                last - first + 1,
            )  # fmt: skip

    def _full(self, component: Any, table: PayTable, line: int, quota: int) -> tuple[str, int | None]:
        """The KPI a line goes by, and what is 100 % of it where its edges are shares."""
        if isinstance(component, Scorecard):
            number = [n for n, row in enumerate(table.lines) if row.component == table.lines[line].component].index(
                line
            )
            of_kpi = component.kpis[number]
            share, each = of_kpi.target.of_quota, of_kpi.target.each
            money = self.coin * self.plan.unit if with_own(self.plan.kpis)[of_kpi.kpi].unit == "money" else 1
            return of_kpi.kpi, round(share * quota if share is not None else (each or 0) * money) or None
        kpi = getattr(component, "measure", "")
        if getattr(getattr(component, "schedule", None), "edges", "") != "attainment":
            return kpi, None
        own = getattr(component, "quota", None)
        money = self.coin * self.plan.unit if kpi and with_own(self.plan.kpis)[kpi].unit == "money" else 1
        if own is not None:
            return kpi, round(own.of_quota * quota if own.of_quota is not None else own.each * money) or None
        return kpi, quota or None


def _amounts(plan: Plan) -> Iterator[Fraction]:
    """Every amount of money at which a schedule bends, by the year."""
    known = with_own(plan.kpis)
    for component in plan.components:
        if not isinstance(component, Commission | Pool | Allowance) or isinstance(component.schedule, MatrixSchedule):
            continue
        if component.schedule.edges == "amount" and known[component.measure].unit == "money":
            edges = [edge for _, edge in schedule_edges(component.schedule)]
            edges += [] if isinstance(component, Allowance) else [component.threshold]
            yield from (Fraction(edge) * 12 / MONTHS[component.period] for edge in edges if edge)


def _months(found: ExampleResult, only: Collection[str] | None) -> list[int]:
    mine = {key: coins for key, coins in found.paid.items() if key[2] == ME and (only is None or key[0] in only)}
    return [sum(coins for key, coins in mine.items() if key[1] == month) for month in range(1, 13)]


def value_of(piece: np.record, amount: int) -> Fraction:
    """Coins that a piece of a curve pays for an amount."""
    return (Fraction(int(piece.slope) * (amount - int(piece.anchor)) + int(piece.more), int(piece.over))
            + int(piece.constant)) / 1_000_000  # fmt: skip


def rate_of(piece: np.record) -> Fraction:
    """Coins that a piece pays for each coin (or thing) more."""
    return Fraction(int(piece.slope), int(piece.over)) / 1_000_000


def _days_since(start: date) -> Callable[[date], float]:
    return lambda day: float((day - start).days)
