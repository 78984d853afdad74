"""What somebody sells in a year in which every KPI a plan pays for comes to the same share of its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, cast

from scenarios.base import Record
from scenarios.formula import Formula
from scenarios.kpis import with_own
from scenarios.plan import (
    BandModifier,
    Contest,
    Credited,
    Indicator,
    KpiTarget,
    LineModifier,
    Plan,
    ScorecardKpi,
    Where,
)
from scenarios.plan.example import Given, Person
from scenarios.plan.modifier import Axis, Condition
from scenarios.plan.score import ExtraPoints, RedLine
from sim.pay.table import MONTHS

YEAR = 12
ME = "rep"
"""Id of the typical person of such a year."""
HUNDRED_MILLION = 10**8


class Features(NamedTuple):
    """What kind of deals an amount is of."""

    segment: str | None = None
    channel: str | None = None
    new_customer: bool = False


class Look(NamedTuple):
    """A place at which a component looks at a KPI: what is 100 % of it, or the value at which it is content."""

    kpi: str
    months: int
    target: KpiTarget | None
    value: Decimal | None
    moves: bool
    less: bool
    features: Features


def rows_at(plan: Plan, role: str | None, quota: Fraction, share: Fraction, coin: int) -> tuple[Given, ...]:
    """Amounts by month; quota: a year's, in the plan's units. All that is not paid for is at target."""
    sale = _Sale(plan, quota, share, coin)
    looks = [look for c in plan.components if not c.roles or role in c.roles for look in looks_of(c)]
    for look in sorted(looks, key=lambda look: not look.moves):
        sale.add(look)
    return tuple(sale.rows())


def rivals(plan: Plan) -> tuple[list[Person], list[Given]]:
    """People who win every prize of the plan's contests from somebody without a sale, and the little they sell."""
    people, given = [], []
    for contest in plan.components:
        if not isinstance(contest, Contest):
            continue
        for place in range(len(contest.prizes)):
            name = f"{contest.id[:30]}-{place}"
            people.append(Person(id=name, quota=Decimal(0), role=next(iter(contest.roles), None)))
            least = contest.at_least or Decimal(1)
            given += [Given(kpi=contest.measure, amount=least, month=m, rep=name) for m in range(1, YEAR + 1)]
    return people, given


def looks_of(component: Any) -> Iterator[Look]:
    """Everything a component looks at, what it pays for first."""
    months = MONTHS[getattr(component, "period", "year")]
    features = _features(component.where if isinstance(component, Credited) else None)
    if isinstance(getattr(component, "measure", None), str):
        target = getattr(component, "quota", None) or KpiTarget(of_quota=Decimal(1))
        yield Look(component.measure, months, target, None, True, False, features)
    for record, value in _indicators(component):
        moves = isinstance(record, ScorecardKpi) and component.kind == "scorecard"
        less = isinstance(record, ScorecardKpi) and record.better == "less"
        yield Look(record.kpi, months, record.target, value, moves, less, _features(record.where))


def _indicators(record: Any) -> Iterator[tuple[Any, Decimal | None]]:
    """Indicators and lines of scores inside a record, each with the value that suits it where it has no target."""
    if isinstance(record, tuple):
        for item in record:
            yield from _indicators(item)
    elif isinstance(record, ExtraPoints):
        return
    elif isinstance(record, Condition | RedLine):
        yield record, record.at_least
    elif isinstance(record, ScorecardKpi | Indicator):
        yield record, None
    elif isinstance(record, BandModifier):
        best = min(range(len(record.bands)), key=lambda i: abs(record.bands[i].times - 1))
        start = record.bands[best].start or Decimal(0)
        yield from ((by, _inside(record, best, start)) for by in record.by)
    elif isinstance(record, LineModifier):
        yield from ((by, min(record.points, key=lambda point: abs(point.times - 1)).at) for by in record.by)
    elif isinstance(record, Axis):
        yield record.by, record.starts[len(record.starts) // 2]
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from _indicators(getattr(record, name))


def _inside(record: BandModifier, place: int, start: Decimal) -> Decimal:
    """A value that surely lies in a band, whichever way its edges are closed."""
    after = record.bands[place + 1].start if place + 1 < len(record.bands) else None
    return start if record.closed == "upper" else (start + after) / 2 if after is not None else start + Decimal("0.01")


def _features(where: Where | None) -> Features:
    if where is None:
        return Features()
    return Features(next(iter(where.segments), None), next(iter(where.channels), None), bool(where.new_customers))


@dataclass
class _Sale:
    """Amounts under way: of a year, in written units, by KPI or measure and features."""

    plan: Plan
    quota: Fraction
    share: Fraction
    coin: int
    sums: dict[tuple[str, Features], Fraction] = field(default_factory=dict)
    ratios: dict[tuple[str, Features], Fraction] = field(default_factory=dict)
    sold: set[tuple[str, int]] = field(default_factory=set)

    def add(self, look: Look) -> None:
        kpi = with_own(self.plan.kpis).get(look.kpi)
        if kpi is None or (look.kpi, look.features) in (self.sums if kpi.additive else self.ratios):
            return
        full = self._full(look, kpi.additive, kpi.unit)
        if full is None:
            return
        reached = (2 - self.share if look.less else self.share) if look.moves else Fraction(1)
        if kpi.additive:
            wanted = full * max(Fraction(0), reached)
            there = sum((n for (name, _), n in self.sums.items() if name == look.kpi), Fraction(0))
            self.sums[look.kpi, look.features] = (
                wanted if look.features != Features() else max(Fraction(0), wanted - there)
            )
        else:
            self.ratios[look.kpi, look.features] = full * max(Fraction(0), reached)

    def _full(self, look: Look, additive: bool, unit: str) -> Fraction | None:
        """100 % of a year; of a ratio its value."""
        times = Fraction(YEAR, look.months) if additive else Fraction(1)
        if look.target is None:
            return None if look.value is None else Fraction(look.value) * times
        if look.target.each is not None:
            return Fraction(look.target.each) * times
        if look.target.of_quota is None or unit != "money":
            return None
        return Fraction(look.target.of_quota) * self.quota

    def rows(self) -> Iterator[Given]:
        for (kpi, features), amount in self.sums.items():
            unit = with_own(self.plan.kpis)[kpi].unit
            yield from self._monthly(
                kpi, amount, features, Fraction(1, self.coin * self.plan.unit) if unit == "money" else Fraction(1)
            )
        covered = {name for kpi, _ in self.sums for name in with_own(self.plan.kpis)[kpi].parsed.measures}
        for (kpi, features), wanted in self.ratios.items():
            formula = with_own(self.plan.kpis)[kpi].parsed
            if not set(formula.measures) <= covered:
                yield from self._ratio(kpi, formula, wanted, features, covered)

    def _monthly(self, kpi: str, amount: Fraction, features: Features, step: Fraction) -> Iterator[Given]:
        """A year's amount month by month in whole coins or things, nothing lost on the way."""
        steps = [amount * month / YEAR // step for month in range(YEAR + 1)]
        measures = with_own(self.plan.kpis)[kpi].parsed.measures
        for month in range(1, YEAR + 1):
            sold = (steps[month] - steps[month - 1]) * step
            if sold:
                self.sold |= {(name, month) for name in measures}
                yield Given.model_construct(
                    kpi=kpi,
                    amount=cast(Decimal, sold),
                    month=month,
                    rep=ME,
                    days=0,
                    cancelled=None,
                    **features._asdict(),
                )

    def _ratio(
        self, kpi: str, formula: Formula, wanted: Fraction, features: Features, covered: set[str]
    ) -> Iterator[Given]:
        """Measures that make a ratio come to a value: over what is sold, or over a number nothing else looks at."""
        below = formula.bottom.terms[0][0]
        for month in range(1, YEAR + 1):
            shared: dict[str, Any] = {"month": month, "rep": ME, "days": 0, "cancelled": None} | features._asdict()
            if covered & set(formula.measures) and not any((name, month) in self.sold for name in formula.measures):
                continue
            if below in covered or len(dict(formula.top.terms).keys() - {below}) == 1:
                yield Given.model_construct(kpi=kpi, amount=cast(Decimal, wanted), **shared)
                continue
            for name, amount in _several(formula, wanted):
                yield Given.model_construct(kpi=name, amount=cast(Decimal, amount), **shared)


def _several(formula: Formula, wanted: Fraction) -> Iterator[tuple[str, Fraction]]:
    """The first of several measures above that can make up the value alone, over a round number."""
    ((below, times), *_), above = formula.bottom.terms, dict(formula.top.terms)
    rest = wanted * times - above.pop(below, Fraction(0))
    yield below, Fraction(HUNDRED_MILLION)
    name = next((name for name, factor in above.items() if rest / factor >= 0), None)
    if name is not None and rest:
        yield name, rest / above[name] * HUNDRED_MILLION
