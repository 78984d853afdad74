"""Amounts of money that a plan states, in its own unit: each with its place and how many coins it may have."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from scenarios.base import Record
from scenarios.kpis import with_own
from scenarios.plan import (
    Allowance,
    AnyComponent,
    BandModifier,
    Commission,
    Contest,
    Indicator,
    LineModifier,
    MatrixSchedule,
    Plan,
    PointSchedule,
    Pool,
    ScorecardKpi,
    Spif,
    TierSchedule,
    edges_of,
)
from scenarios.plan.modifier import Axis
from scenarios.plan.schedule import Path, schedule_edges

ALL = 10**13
"""Coins of a whole company: a year's sums stay below 2**53, up to which floats are exact."""
ONE = 10**12
"""Coins of one deal, or of what one person sells or earns: a millionth of one still fits into 64 bits."""
Amounts: TypeAlias = Iterator[tuple[Path, Decimal | float | None, int]]
"""Paths, amounts of money, and how many coins each may have."""

PAID: tuple[tuple[tuple[str, ...], int], ...] = (
    (("cap",), ONE), (("cap", "payout"), ONE), (("floor",), ONE), (("stake",), ONE), (("amount",), ONE),
    (("at_most",), ONE), (("minimum",), ONE), (("large_deals", "above"), ALL),
)  # fmt: skip
"""Where components state money, whatever they are paid for."""


def plan_amounts(plan: Plan) -> Amounts:
    """Every amount of money in a plan's own unit, with its path from the plan."""
    money = {name for name, kpi in with_own(plan.kpis).items() if kpi.unit == "money"}
    for i, component in enumerate(plan.components):
        at: Path = ("components", i)
        yield from _below(at, _paid(component))
        yield from _below(at, _by_kind(component, money))
        for path, part in records_in(component):
            yield from _below((*at, *path), _looked_at(part, money))


def records_in(record: Record, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Every record inside one, with its path, whatever it is part of."""
    for name, field in type(record).model_fields.items():
        value, at = getattr(record, name), (*path, field.alias or name)
        inner = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for place, part in inner:
            if isinstance(part, Record):
                below = at if place is None else (*at, place)
                yield below, part
                yield from records_in(part, below)


def _paid(component: AnyComponent) -> Amounts:
    for path, most in PAID:
        value: object = component
        for key in path:
            value = getattr(value, key, None)
        if isinstance(value, Decimal):
            yield path, value, most


def _by_kind(component: AnyComponent, money: set[str]) -> Amounts:
    """Edges and levels of schedules, prizes, and amounts of what is counted where that is money."""
    if isinstance(component, Commission | Pool | Allowance):
        schedule, most = component.schedule, ALL if isinstance(component, Pool) else ONE
        if isinstance(schedule, MatrixSchedule):
            cells = ((i, j, cell) for i, row in enumerate(schedule.values) for j, cell in enumerate(row))
            yield from ((("schedule", "values", i, j), cell, most) for i, j, cell in cells if schedule.pays == "money")
        elif schedule.edges == "amount" and component.measure in money:
            yield from ((path, edge, ALL) for path, edge in _edges(component, schedule))
        if isinstance(schedule, PointSchedule) and schedule.pays == "money":
            yield from ((("schedule", "points", i, "pays"), p.pays, most) for i, p in enumerate(schedule.points))
        if component.measure in money and (quota := getattr(component, "quota", None)) is not None:
            yield ("quota", "each"), quota.each, ALL
    if isinstance(component, Spif | Contest) and component.measure in money:
        yield ("at_least",), component.at_least, ALL
    if isinstance(component, Spif) and component.measure not in money:
        yield ("each",), component.each, ONE
    if isinstance(component, Contest):
        yield from ((("prizes", i), prize, ONE) for i, prize in enumerate(component.prizes))


def _edges(
    component: Commission | Pool | Allowance, schedule: TierSchedule | PointSchedule
) -> Iterator[tuple[Path, Decimal | None]]:
    if isinstance(component, Commission):
        yield from edges_of(component)
        return
    yield from ((("schedule", *path), edge) for path, edge in schedule_edges(schedule))
    if isinstance(component, Pool):
        yield ("threshold",), component.threshold


def _looked_at(part: Record, money: set[str]) -> Amounts:
    """Targets, and values that an indicator without a target is held against."""
    if isinstance(part, Indicator | ScorecardKpi) and part.kpi in money and part.target is not None:
        yield ("target", "each"), part.target.each, ALL
    if isinstance(part, Indicator) and _by_amount(part, money) and hasattr(part, "at_least"):
        yield ("at_least",), part.at_least, ALL
    if isinstance(part, Axis) and _by_amount(part.by, money):
        yield from ((("from", i), start, ALL) for i, start in enumerate(part.starts))
    if isinstance(part, BandModifier) and any(_by_amount(by, money) for by in part.by):
        yield from ((("bands", i, "from"), band.start, ALL) for i, band in enumerate(part.bands))
    if isinstance(part, LineModifier) and any(_by_amount(by, money) for by in part.by):
        yield from ((("points", i, "at"), point.at, ALL) for i, point in enumerate(part.points))


def _by_amount(by: Indicator, money: set[str]) -> bool:
    """Whether an indicator is an amount of money, and not an attainment."""
    return by.target is None and by.kpi in money


def _below(path: Path, amounts: Amounts) -> Amounts:
    return (((*path, *inner), amount, most) for inner, amount, most in amounts)
