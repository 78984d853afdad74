"""Rules on time: rules told too late, gains from moving deals between periods, bonuses that tax eats up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from results.pay.lint.curves import each_case
from results.pay.lint.material import Edge, Material
from results.pay.lint.ranges import BUNCHING, TAX
from results.pay.lint.rule import Found, Rule, told
from scenarios.company import WorkingDays
from scenarios.plan import KINDS_OF_COMPONENT, Commission, Scorecard
from sim.pay.legal import annual_bonus_tax, dead_zones

SHARES = [Fraction(n, 20) for n in range(10, 41)]
"""Attainments at which yearly pay is held against the tax table: 50 % to 200 %."""


def _too_late(material: Material) -> Iterator[Found]:
    """Rules in force before anybody was told."""
    published = material.plan.published
    if published is None:
        return
    calendar = material.file.company.calendar
    year = calendar.start if isinstance(calendar, WorkingDays) else None
    for component in material.plan.components:
        begins = component.starts or year
        if begins is not None and begins < published:
            yield Found(
                component.id,
                told(
                    "in force from {begins}, and published on {published}",
                    "自 {begins} 起生效，而公布于 {published}",
                    begins=begins,
                    published=published,
                ),
            )


def _bunching(material: Material) -> Iterator[Found]:
    """What is gained by selling two periods' quota in one of them and nothing in the other."""
    lines = {edge.line: edge for edge in material.edges}
    for line, one in lines.items():
        component = next(c for c in material.plan.components if c.id == one.component)
        if (
            not isinstance(component, Commission)
            or one.months >= 12
            or one.share is None
            or component.basis != "period"
        ):
            continue
        by_case = [[e for e in material.edges if e.line == line and e.case == case] for case in material.cases]
        gains = [(edges[0], _gain(edges)) for edges in by_case if edges]
        if max(gain for _, gain in gains) >= material.coin:
            money = dict(gains)
            said = told(
                "two periods at 100 % pay {gain} more when everything is signed in one of them",
                "两期均为 100 % 时，若集中在一期签约可多得 {gain}",
                gain=_gains(material, money),
            )
            yield Found(component.id, said, {"gains": {e.case.name: float(gain / material.coin) for e, gain in gains}})


def _gains(material: Material, gains: dict[Edge, Fraction]) -> str:
    return each_case(list(gains), lambda edge: material.money(gains[edge]))


def _gain(edges: list[Edge]) -> Fraction:
    """pay(2 quota) + pay(0) − 2 pay(quota) of one curve."""
    shared = next((edge for edge in edges if edge.share), None)
    if shared is None or not shared.share:
        return Fraction(0)
    quota = round(shared.at / shared.share)
    return pays(edges, 2 * quota) + pays(edges, 0) - 2 * pays(edges, quota)


def pays(edges: list[Edge], amount: int) -> Fraction:
    """What a curve pays for an amount, from its edges; exact."""
    below = [edge for edge in edges if edge.at <= amount]
    if below:
        return below[-1].pays + below[-1].after * (amount - below[-1].at)
    return edges[0].pays - edges[0].jump - edges[0].before * (edges[0].at - amount)


def _dead_zones(material: Material) -> Iterator[Found]:
    """Yearly bonuses that fall where a little more pay leaves less after tax (O13)."""
    zones = dead_zones(material.file.company.currency.minor_digits)
    for component in material.plan.components if material.file.company.currency.code == "CNY" else ():
        if getattr(component, "period", "") != "year" or not isinstance(component, Commission | Scorecard):
            continue
        for case in material.cases:
            if not case.quota or (component.roles and case.role not in component.roles):
                continue
            pay = material.pay_at(case, 1)[component.id]
            for low, high in zones:
                if low < pay < high:
                    net, digits = pay - annual_bonus_tax(pay), material.file.company.currency.minor_digits
                    said = told(
                        "{case}: {pay} at 100 %, taxed alone, leaves {net}; {low} would leave {more}",
                        "{case}：达成 100 % 时 {pay} 单独计税后余 {net}；而 {low} 税后余 {more}",
                        case=case.name,
                        pay=material.money(pay),
                        net=material.money(net),
                        low=material.money(low),
                        more=material.money(low - annual_bonus_tax(low, digits)),
                    )
                    yield Found(
                        component.id,
                        said,
                        {"pay": pay / material.coin, "zone": [low / material.coin, high / material.coin]},
                    )


RULES = (
    Rule(
        "told-too-late",
        told("Told too late", "公布晚于生效"),
        "warning",
        "definition",
        "see rule L10",
        _too_late,
        KINDS_OF_COMPONENT,
    ),
    Rule(
        "bunching", told("Gains by timing", "择期签约的得利"), "note", "published", BUNCHING, _bunching, (Commission,)
    ),
    Rule(
        "tax-dead-zone",
        told("Bonuses that tax eats up", "年终奖税收陷阱"),
        "warning",
        "published",
        TAX,
        _dead_zones,
        (Commission, Scorecard),
    ),
)
