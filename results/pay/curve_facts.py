"""A payout curve as numbers: pay and marginal rate at round attainments and on both sides of every edge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import numpy as np

from results.pay.crossings import crossings
from results.pay.level_field import GROUPED
from results.pay.marks import NEAR, SAME, Mark, clustered, marks_of, rate
from results.pay.standing import Standing
from results.pay.sweep import MOST, Sweep
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from scenarios.plan import Allowance, AnyComponent, Commission, KpiTarget, MatrixSchedule, Plan, Spif
from scenarios.plan.schedule import schedule_edges
from sim.pay.maker import UnpayableError
from sim.pay.table import MONTHS
from sim.quotas import split

STEP = Fraction(1, 10)
INNER = 8
"""Points of a line between two edges."""


@dataclass(frozen=True)
class Row:
    """One attainment. beyond: whole coins of each period past it. rate: on the coins that follow, just before a jump
    on those that lead to it."""

    attainment: Fraction
    beyond: int
    parts: tuple[int, ...]
    total: int
    rate: float


@dataclass(frozen=True)
class Stretch:
    """A part of the curve without an edge inside: attainments, and pay of each shown component and in all, coins."""

    attainment: tuple[float, ...]
    parts: tuple[tuple[int, ...], ...]
    total: tuple[int, ...]
    rate: float


class PayCurve:
    """A person's pay over attainment. by_amount: there is no quota, and the axis is money sold a year."""

    def __init__(self, plan: Plan, who: Standing) -> None:
        self.by_amount = not int(who.payees.quota[who.place].sum())
        payees = who.payees
        if self.by_amount:
            _needs_quota(plan, payees.role[who.place])
            quota = payees.quota.copy()
            quota[who.place] = split(_reference(plan, payees.coin * plan.unit), [Fraction(1)] * payees.months)
            payees = replace(payees, quota=quota)
        self.plan, self.who = plan, replace(who, payees=payees)
        try:
            self.sweep = Sweep(plan, payees, who.place)
        except UnpayableError as error:
            raise ScenarioFaults([Fault("PLAN", 0, "plan.components", str(error))]) from None

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        return marks_of(self.sweep, self._all_edges)

    @cached_property
    def _all_edges(self) -> tuple[tuple[Fraction, int], ...]:
        return tuple(sorted({*self.sweep.edges, *crossings(self.sweep)}))

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """Components whose pay moves with attainment, by more than its rounding."""
        ends = [
            self.sweep.paid(x).sum(axis=0) for x in (Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2), MOST)
        ]
        moves = np.ptp(ends, axis=0)
        paid = [i for i in range(len(self.plan.components)) if i not in self.sweep.salaries]
        return tuple(i for i in paid if moves[i] > 12 * self.sweep.step(i))

    @cached_property
    def edges(self) -> tuple[Fraction, ...]:
        return tuple(high for _, high in self._clusters)

    @cached_property
    def _clusters(self) -> list[tuple[Fraction, Fraction]]:
        """Edges of all components, each with its first and its last coin."""
        return clustered([edge for edge, _ in self._all_edges])

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every tenth, and each edge: the last coin before it and the first on it."""
        jumps = [mark for mark in self.marks if mark.jump]
        points: set[tuple[Fraction, int]] = set()
        for low, high in clustered([x for mark in jumps for x in (mark.low, mark.attainment)]):
            beyond = max(mark.beyond for mark in jumps if low <= mark.attainment <= high)
            points |= {(low, beyond - 1 if low == high else -1), (high, beyond)}
        round_ones = [step * STEP for step in range(int(MOST / STEP) + 1)]
        for x in (*(mark.attainment for mark in self.marks if not mark.jump), *round_ones):
            if all(abs(x - taken) > SAME for taken, _ in points):
                points.add((x, 0))
        return tuple(self._row(*point) for point in sorted(points))

    def row(self, attainment: Fraction) -> Row:
        return self._row(attainment, 0)

    def _row(self, x: Fraction, beyond: int) -> Row:
        parts = tuple(self.sweep.year(x, beyond, component) for component in self.shown)
        leads = any(m.jump and (m.low, m.beyond - 1) == (x, beyond) for m in self.marks)
        return Row(x, beyond, parts, self.sweep.year(x, beyond), self._rate(x, -1 if leads else 1))

    def _rate(self, x: Fraction, side: int) -> float:
        bounds = [Fraction(0), *self.edges, MOST + NEAR]
        gap = min([NEAR, *(side * (bound - x) for bound in bounds if side * (bound - x) > SAME)])
        ends = sorted((x + side * gap / 3, x + side * gap * 2 / 3))
        return rate(self.sweep, ends[0], ends[1])

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The curve from edge to edge, for a drawing."""
        return tuple(self._stretches())

    def _stretches(self) -> Iterator[Stretch]:
        inner = [edge for edge in self._clusters if edge[0] > 0 and edge[1] < MOST]
        bounds = [(Fraction(0), Fraction(0)), *inner, (MOST, MOST)]
        for (_, left), (right, _) in pairwise(bounds):
            inside = [left + (right - left) * i / INNER for i in range(INNER + 1)]
            points = [(x, 1 if i == 0 and x else -1 if i == INNER and x < MOST else 0) for i, x in enumerate(inside)]
            pays = [self.sweep.paid(x, more).sum(axis=0) for x, more in points]
            yield Stretch(
                tuple(float(x) for x in inside),
                tuple(tuple(int(pay[c]) for pay in pays) for c in self.shown),
                tuple(self.sweep.year(x, more) for x, more in points),
                rate(self.sweep, inside[3], inside[5]),
            )

    def of_target(self, pay: int) -> float | None:
        """Pay over target pay; None where the person has none."""
        target = self.sweep.target_pay()
        return float(pay / target) if target else None

    def amount(self, attainment: Fraction) -> int:
        """Coins of the year's quota that an attainment comes to."""
        return int(attainment * self.sweep.quota())

    @property
    def unpaid(self) -> tuple[str, ...]:
        """Measures of components that are counted and have no 100 %: nothing of them is taken as sold."""
        return tuple(
            c.measure for i, c in enumerate(self.plan.components)
            if hasattr(c, "measure") and not isinstance(c, GROUPED) and not self.sweep.full(i)
            and self.sweep.maker.paid(c, self.sweep.place)
        )  # fmt: skip


def _needs_quota(plan: Plan, role: str | None) -> None:
    """A fault where something that this role is paid is a share of a quota that nobody gave."""
    for component in plan.components:
        if component.roles and role not in component.roles:
            continue
        schedule, quota = getattr(component, "schedule", None), getattr(component, "quota", None)
        own = quota is not None and quota.each is not None
        if (getattr(schedule, "edges", "amount") == "attainment" and not own) or _of_quota(component):
            message = f"{component.id} goes by shares of a quota, and nobody has one here"
            hint = "give --quota AMOUNT (a year), or --rep NAME with --roster FILE"
            raise ScenarioFaults([Fault("--quota", 0, "", message, "", hint)])


def _of_quota(record: object) -> bool:
    if isinstance(record, KpiTarget):
        return record.of_quota is not None
    if isinstance(record, tuple):
        return any(_of_quota(item) for item in record)
    fields = getattr(type(record), "model_fields", {})
    return any(_of_quota(getattr(record, name)) for name in fields)


def _reference(plan: Plan, money: int) -> int:
    """Coins a year at the axis' middle: so much that the highest edge in money lies at three quarters of its length."""
    highest = max((_highest(component) for component in plan.components), default=Fraction(0))
    return int((highest or Fraction(1_000_000)) * money * 2 / 3)


def _highest(component: AnyComponent) -> Fraction:
    """The highest edge of a component, as an amount a year."""
    if isinstance(component, Spif):
        return Fraction(component.at_least or 0)
    if not isinstance(component, Commission | Allowance) or isinstance(component.schedule, MatrixSchedule):
        return Fraction(0)
    edges = [Fraction(edge or 0) for _, edge in schedule_edges(component.schedule)]
    if isinstance(component, Allowance):
        return max(edges) * 12 / MONTHS[component.period]
    length = 1 if component.basis == "deal" else MONTHS[component.resets or component.period]
    return max(edges) * 12 / length
