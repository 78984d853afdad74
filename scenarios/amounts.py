"""Amounts that can be counted: the simulation counts coins in whole numbers, exact up to a size."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol, TypeAlias

from scenarios.base import Problem
from scenarios.company import Company
from scenarios.kpis import KpiId, kpi
from scenarios.market import DirectMarket, Market
from scenarios.opening import Opening
from scenarios.people import People
from scenarios.plan import Commission, Plan, PointSchedule, Scorecard, edges_of
from scenarios.targets import Targets

ALL = 10**13
"""Coins of a whole company: a year's sums stay below 2**53, up to which floats are exact."""
ONE = 10**12
"""Coins of one deal, or of what one person sells or earns: a millionth of one still fits into 64 bits."""

Path: TypeAlias = tuple[str | int, ...]
Amounts: TypeAlias = Iterator[tuple[Path, Decimal | float | None, int]]
"""Paths, amounts of money, and how many coins each may have."""


class Stated(Protocol):
    """The sections of a scenario that state amounts of money."""

    @property
    def company(self) -> Company: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def people(self) -> People: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def market(self) -> Market: ...
    @property
    def opening(self) -> Opening: ...


def too_large(s: Stated) -> Iterator[Problem]:
    """Every amount that has too many coins."""
    digits = s.company.currency.minor_digits
    bigger = "currency.minor_digits: 0" if digits else "thousands"
    for path, amount, most in _amounts(s):
        if amount is not None and abs(amount) > (limit := most // 10**digits):
            message = f"is above {limit:,} and too large to count to the coin; count in bigger units, such as {bigger}"
            yield Problem(path, message, amount)


def _amounts(s: Stated) -> Amounts:
    yield ("targets", "company"), s.targets.company, ALL
    for i, level in enumerate(s.people.levels):
        yield ("people", "levels", i, "base"), level.base, ONE
        yield ("people", "levels", i, "variable"), level.variable, ONE
    for i, component in enumerate(s.plan.components):
        if isinstance(component, Commission):
            yield from _below(("plan", "components", i), _of_commission(component))
        elif isinstance(component, Scorecard):
            yield from _below(("plan", "components", i), _of_scorecard(component))
    yield from _of_market(s)
    for key in ("pipeline", "receivables", "orders"):
        for i, row in enumerate(getattr(s.opening, key)):
            yield ("opening", key, i, "amount"), row.amount, min(ALL, ONE * row.count)


def _of_commission(component: Commission) -> Amounts:
    schedule = component.schedule
    if schedule.edges == "amount" and _is_money(component.measure):
        yield from ((path, edge, ALL) for path, edge in edges_of(component))
    if isinstance(schedule, PointSchedule) and schedule.pays == "money":
        yield from ((("schedule", "points", i, "pays"), point.pays, ONE) for i, point in enumerate(schedule.points))
    yield ("cap", "payout"), component.cap.payout if component.cap else None, ONE


def _of_scorecard(component: Scorecard) -> Amounts:
    for i, line in enumerate(component.kpis):
        if _is_money(line.kpi):
            yield ("kpis", i, "target", "each"), line.target.each, ALL


def _of_market(s: Stated) -> Amounts:
    market = s.market
    if not isinstance(market, DirectMarket):
        for i, segment in enumerate(market.segments):
            value, where = segment.value, ("market", "segments", i, "value")
            yield (*where, "mean"), value.mean, ONE
            yield from (((*where, "parts", j, "mean"), float(value.mean) * part.mean, ONE)
                        for j, part in enumerate(value.parts))  # fmt: skip
    elif market.unit == "money":
        yield from ((("market", key), getattr(market, key), ONE) for key in ("base", "effect", "lot"))
        yield ("market", "noise", "sd"), market.noise.sd, ONE


def _below(path: Path, amounts: Amounts) -> Amounts:
    return (((*path, *inner), amount, most) for inner, amount, most in amounts)


def _is_money(measure: KpiId) -> bool:
    return kpi(measure).unit == "money"
