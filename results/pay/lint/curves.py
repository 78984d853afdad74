"""Rules on the shape of pay: cliffs, falling pay, rates that stop, and coefficients and prizes that jump."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from results.pay.lint.crowd import near
from results.pay.lint.material import Edge, Material
from results.pay.lint.ranges import NEAR
from results.pay.lint.rule import Found, Rule, told
from scenarios.kpis import with_own
from scenarios.plan import (
    Allowance,
    BandModifier,
    Commission,
    Contest,
    Indicator,
    Pool,
    Scorecard,
    ScoreModifier,
    Spif,
)

SMALLEST = Fraction(1)
"""Coins: what a curve jumps by less is a part of a coin."""


def where_at(material: Material, edge: Edge) -> str:
    """The edge as a person would write it: a share where there is one, else the amount."""
    known = with_own(material.plan.kpis).get(edge.kpi)
    amount = material.money(edge.at) if known is None or known.unit == "money" else f"{edge.at:,}"
    return f"{100 * edge.share:.4g} %" if edge.share is not None else amount


def each_case(edges: Sequence[Edge], said: Callable[[Edge], str]) -> str:
    """A text for each typical person, or one where it is the same for all of them."""
    texts = dict.fromkeys(said(edge) for edge in edges)
    return texts.popitem()[0] if len(texts) == 1 else ", ".join(f"{edge.case.name} {said(edge)}" for edge in edges)


def _kpi(edge: Edge) -> str:
    return f"{edge.kpi} " if edge.kpi else ""


def _cliffs(material: Material) -> Iterator[Found]:
    """Every jump up of every curve: what one coin (or thing) more pays."""
    for edges in material.alike:
        edges = [edge for edge in edges if edge.jump > SMALLEST]
        if not edges:
            continue
        crowd = near(material, edges)
        said = told(
            "{kpi}at {at}: one more pays {jump} at once{crowd}",
            "{kpi}{at} 处：多一个最小单位即多得 {jump}{crowd}",
            kpi=_kpi(edges[0]),
            at=each_case(edges, lambda e: where_at(material, e)),
            jump=each_case(edges, lambda e: material.money(e.jump)),
            crowd=_crowd(crowd),
        )
        rows = [
            {"case": e.case.name, "at": e.at, "attainment": e.share, "jump": float(e.jump / material.coin)}
            for e in edges
        ]
        more = {"kpi": edges[0].kpi, "cases": rows} | ({"near": crowd[0], "of": crowd[1]} if crowd else {})
        yield Found(edges[0].component, said, more)


def _crowd(crowd: tuple[float, int] | None) -> Any:
    if crowd is None:
        return ""
    return told(
        "; {n:.3g} of {of} people close a period within ±{near:.0f} % of it",
        "；{of} 人中有 {n:.3g} 人期末落在其 ±{near:.0f} % 之内",
        n=crowd[0],
        of=crowd[1],
        near=100 * NEAR,
    )


def _falls(material: Material) -> Iterator[Found]:
    """Places where more sold pays less."""
    for edges in material.alike:
        at = each_case(edges, lambda e: where_at(material, e))
        if edges[0].jump < -SMALLEST:
            off = each_case(edges, lambda e: material.money(-e.jump))
            yield Found(
                edges[0].component,
                told(
                    "{kpi}at {at}: one more costs {off}",
                    "{kpi}{at} 处：多一个最小单位反而少得 {off}",
                    kpi=_kpi(edges[0]),
                    at=at,
                    off=off,
                ),
            )
        elif edges[0].after < 0:
            yield Found(
                edges[0].component,
                told(
                    "{kpi}above {at} each further sale lowers pay",
                    "{kpi}超过 {at} 后每多卖一单工资反而减少",
                    kpi=_kpi(edges[0]),
                    at=at,
                ),
            )


def _stops(material: Material) -> Iterator[Found]:
    """The last rate is nothing: beyond it a sale pays nothing more by this component."""
    last = {edges[0].line: edges for edges in material.alike}
    for edges in last.values():
        if edges[0].after == 0 and edges[0].before > 0:
            yield Found(
                edges[0].component,
                told(
                    "{kpi}above {at} nothing more is paid",
                    "{kpi}超过 {at} 后不再增加",
                    kpi=_kpi(edges[0]),
                    at=each_case(edges, lambda e: where_at(material, e)),
                ),
            )


def _jumping_coefficients(material: Material) -> Iterator[Found]:
    """Coefficients and gates that jump, with what the largest jump is worth at target."""
    for component in material.plan.components:
        pay = _full_pay(material, component)
        seen: set[str] = set()
        for kpi, start, worth in [*_steps(component, pay), *_gates(component, pay)]:
            said = told(
                "where {kpi} reaches {start}, pay jumps by up to {worth} a year at target",
                "{kpi} 达到 {start} 时，按目标计全年工资跳变最多 {worth}",
                kpi=kpi,
                start=start,
                worth=material.money(worth),
            )
            if round(worth) and said.en not in seen:
                seen.add(said.en)
                figures = {"kpi": kpi, "at": float(start or 0), "worth": float(worth / material.coin)}
                yield Found(component.id, said, figures)


Step = tuple[str, Decimal | None, Fraction]
"""What is looked at, where it jumps, and coins that the jump is worth in a year at target."""


def _steps(component: Any, pay: Fraction) -> Iterator[Step]:
    """The largest step of each coefficient table and of each table of grades."""
    tables: list[tuple[str, Sequence[Any]]] = []
    for modifier in getattr(component, "modifiers", ()):
        if isinstance(modifier, BandModifier):
            tables.append((_name(modifier.by[0]), modifier.bands))
        elif isinstance(modifier, ScoreModifier):
            tables.append(("score", modifier.score.grades))
    if isinstance(component, Scorecard):
        tables.append(("score", component.grades))
    for kpi, rows in tables:
        steps: list[tuple[Decimal, Decimal | None]] = [(abs(b.times - a.times), b.start) for a, b in pairwise(rows)]
        if steps:
            size, start = max(steps, key=lambda step: step[0])
            whole = min((row.times for row in rows), key=lambda times: abs(times - 1))
            yield kpi, start, Fraction(size) * pay / (Fraction(whole) or 1)


def _gates(component: Any, pay: Fraction) -> Iterator[Step]:
    gates: Any = getattr(component, "gates", None)
    for condition in gates.conditions if gates else ():
        yield _name(condition), condition.at_least, pay


def _name(by: Indicator) -> str:
    """The KPI, and of which deals."""
    features = [*by.where.segments, *by.where.channels] if by.where else []
    return f"{by.kpi} ({', '.join(features)})" if features else by.kpi


def _full_pay(material: Material, component: Any) -> Fraction:
    """Coins a year that a component pays the first of the typical people at target."""
    return Fraction(abs(material.pay_at(material.cases[0], 1)[component.id]))


def _prizes(material: Material) -> Iterator[Found]:
    """The largest step from one rank to the next."""
    for component in material.plan.components:
        if isinstance(component, Contest):
            steps = [a - b for a, b in zip(component.prizes, [*component.prizes[1:], -component.stake], strict=True)]
            worth = material.money(Fraction(max(steps)) * material.coin * material.plan.unit)
            place = steps.index(max(steps)) + 1
            yield Found(
                component.id,
                told(
                    "between rank {one} and rank {two} lie {worth} a period",
                    "第 {one} 名与第 {two} 名之间每期相差 {worth}",
                    one=place,
                    two=place + 1,
                    worth=worth,
                ),
            )


def _tiers_alike(material: Material) -> Iterator[Found]:
    """Tiers that change nothing: two in a row with one rate."""
    for i, component in enumerate(material.plan.components):
        schedule = getattr(component, "schedule", None)
        tiers = getattr(schedule, "tiers", ())
        for one, two in pairwise(tiers):
            if one.rate == two.rate:
                said = told(
                    "the tiers from {one} and {two} have one rate, {rate}",
                    "自 {one} 与自 {two} 的两档费率同为 {rate}",
                    one=one.start,
                    two=two.start,
                    rate=two.rate,
                )
                yield Found(component.id, said, {"component": i})


RULES = (
    Rule(
        "cliff",
        told("Cliffs", "断崖"),
        "warning",
        "own",
        f"every jump is listed; ±{100 * NEAR:.0f} % counts as near",
        _cliffs,
        (Commission, Scorecard, Pool, Allowance, Spif),
    ),
    Rule(
        "falling-pay",
        told("More sold, less paid", "多卖反而少得"),
        "warning",
        "definition",
        "",
        _falls,
        (Commission, Scorecard, Pool, Allowance, Spif),
    ),
    Rule(
        "pay-stops",
        told("Where pay stops", "封顶之处"),
        "note",
        "definition",
        "",
        _stops,
        (Commission, Scorecard, Pool, Spif),
    ),
    Rule(
        "jumping-coefficient",
        told("Coefficients and gates that jump", "系数与门槛的跳变"),
        "note",
        "definition",
        "",
        _jumping_coefficients,
        (Commission, Scorecard),
    ),
    Rule("prize-steps", told("Steps between prizes", "名次奖差"), "note", "definition", "", _prizes, (Contest,)),
    Rule(
        "idle-tier",
        told("Tiers that change nothing", "多余的档位"),
        "note",
        "definition",
        "",
        _tiers_alike,
        (Commission, Pool),
    ),
)
