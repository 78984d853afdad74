"""Rules on what can never pay, pays next to nothing, or acts on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from results.pay.lint.material import Material
from results.pay.lint.ranges import EXCELLENCE, LEAST_PART
from results.pay.lint.rule import Found, Rule, told
from scenarios.company import WorkingDays
from scenarios.plan import (
    KINDS_OF_COMPONENT,
    Base,
    Contest,
    Draw,
    Guarantee,
    Holdback,
    Limit,
    Override,
    Spif,
    TopUp,
)
from scenarios.plan.commission import edges_of

AT = (Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(2))
"""Attainments at which a component is tried."""


def _dates(material: Material) -> Iterator[Found]:
    """Components in force only outside the plan's year."""
    calendar = material.file.company.calendar
    if not isinstance(calendar, WorkingDays):
        return
    first, after = calendar.start, calendar.month_start(calendar.months)
    for component in material.plan.components:
        if (component.starts and component.starts >= after) or (component.ends and component.ends < first):
            said = told(
                "in force from {a} to {b}, and the year runs from {c} to {d}",
                "有效期 {a} 至 {b}，不在财年 {c} 至 {d} 之内",
                a=component.starts or "…",
                b=component.ends or "…",
                c=first,
                d=after,
            )
            yield Found(component.id, said)


def _beyond_the_cap(material: Material) -> Iterator[Found]:
    """Thresholds and tiers that lie at or beyond the cap on what counts."""
    for component in material.plan.components:
        cap = getattr(component, "cap", None)
        at = getattr(cap, "at", None)
        if at is None:
            continue
        for path, edge in edges_of(component):  # type: ignore[arg-type]
            if path != ("cap", "at") and edge is not None and edge >= at:
                key = ".".join(str(step) for step in path)
                yield Found(
                    component.id,
                    told(
                        "{key} {edge} lies at or beyond the cap {at}: it is never reached",
                        "{key} {edge} 不低于封顶 {at}，永远达不到",
                        key=key,
                        edge=edge,
                        at=at,
                    ),
                )


def _nobodys_role(material: Material) -> Iterator[Found]:
    """Components for roles that nobody of those known has."""
    if material.crowd is None:
        return
    held = set(material.crowd.payees.role)
    for component in material.plan.components:
        if component.roles and not held & set(component.roles):
            yield Found(
                component.id,
                told(
                    "pays only the roles {roles}, which nobody has",
                    "仅适用于岗位 {roles}，而无人担任",
                    roles=", ".join(component.roles),
                ),
            )


def _never(material: Material) -> Iterator[Found]:
    """Components that pay nobody anything, or next to nothing, whatever is sold."""
    for component in material.plan.components:
        if isinstance(component, Base | Contest | TopUp | Draw | Limit | Guarantee | Holdback | Override | Spif):
            continue
        cases = [case for case in material.cases if not component.roles or case.role in component.roles]
        if not cases or not _is_sold(material, component):
            continue
        most = max((abs(material.pay_at(case, at)[component.id]), case.name) for case in cases for at in AT)[0]
        pay = max(material.target_pay(case.level) for case in cases)
        if most == 0:
            yield Found(
                component.id, told("pays nobody anything, from 0 to 200 % of target", "达成 0 至 200 % 时均不支付")
            )
        elif pay and most < LEAST_PART * pay:
            said = told(
                "pays {most} a year at most, under {part:.0f} % of pay at target of {pay}",
                "全年最多 {most}，不足目标总收入 {pay} 的 {part:.0f} %",
                most=material.money(most),
                part=100 * LEAST_PART,
                pay=material.money(pay),
            )
            yield Found(component.id, said, {"most": most / material.coin})


def _is_sold(material: Material, component: Any) -> bool:
    """Whether anybody knows how much of what it pays for is 100 %."""
    from scenarios.kpis import with_own

    name = getattr(component, "measure", None)
    if name is None:
        return True
    own = getattr(component, "quota", None)
    return with_own(material.plan.kpis)[name].unit == "money" or (own is not None and own.each is not None)


def _acts_on_nothing(material: Material) -> Iterator[Found]:
    """What looks at other components' pay, where those pay other people or are not there."""
    components = {c.id: c for c in material.plan.components}
    for place, component in enumerate(material.plan.components):
        if not isinstance(component, Override | Guarantee | Draw | Holdback | Limit | TopUp):
            continue
        above = [c for c in material.plan.components[:place] if isinstance(component, TopUp) or not isinstance(c, Base)]
        looked = [components[name] for name in component.of] or above
        if not looked:
            yield Found(component.id, told("stands above everything it could look at", "其上没有可作用的组成"))
            continue
        mine = set(component.roles)
        if not isinstance(component, Override) and mine and all(c.roles and not mine & set(c.roles) for c in looked):
            yield Found(
                component.id,
                told(
                    "is for {mine}, and what it looks at pays only others",
                    "适用于 {mine}，而其对象只付给其他岗位",
                    mine=", ".join(sorted(mine)),
                ),
            )


def _too_safe(material: Material) -> Iterator[Found]:
    """Guarantees and draws of at least what is earned at target, and limits that bind already there."""
    for component in material.plan.components:
        if not isinstance(component, Guarantee | Draw | Limit):
            continue
        for case in material.cases:
            if not case.quota or (component.roles and case.role not in component.roles):
                continue
            pay = {at: material.pay_at(case, at)[component.id] for at in (Fraction(1), Fraction(str(EXCELLENCE)))}
            if isinstance(component, Limit) and pay[Fraction(str(EXCELLENCE))] < 0:
                said = told(
                    "{case}: takes {off} off a year at {at:.0f} %",
                    "{case}：达成 {at:.0f} % 时全年扣去 {off}",
                    case=case.name,
                    off=material.money(-pay[Fraction(str(EXCELLENCE))]),
                    at=100 * EXCELLENCE,
                )
                yield Found(component.id, said)
            elif not isinstance(component, Limit) and pay[Fraction(1)] > 0:
                said = told(
                    "{case}: still pays {more} a year at 100 %: less sold costs nothing there",
                    "{case}：达成 100 % 时仍支付 {more}：少卖并不少得",
                    case=case.name,
                    more=material.money(pay[Fraction(1)]),
                )
                yield Found(component.id, said)


def _idle_prizes(material: Material) -> Iterator[Found]:
    """More prizes than people, so that everybody wins."""
    if material.crowd is None:
        return
    payees = material.crowd.payees
    for component in material.plan.components:
        if isinstance(component, Contest):
            mine = [
                t
                for t, role in zip(payees.team.tolist(), payees.role, strict=True)
                if not component.roles or role in component.roles
            ]
            groups = [len(mine)] if component.scope == "company" else [mine.count(team) for team in set(mine)]
            if groups and len(component.prizes) >= min(groups):
                yield Found(
                    component.id,
                    told(
                        "{prizes} prizes for {people} people: whoever takes part wins",
                        "{people} 人角逐 {prizes} 个奖：参加即得奖",
                        prizes=len(component.prizes),
                        people=min(groups),
                    ),
                )


RULES = (
    Rule("out-of-time", told("Never in force", "不在有效期"), "warning", "definition", "", _dates, KINDS_OF_COMPONENT),
    Rule(
        "beyond-the-cap",
        told("Beyond the cap", "封顶以上的档位"),
        "warning",
        "definition",
        "",
        _beyond_the_cap,
        tuple(kind for kind in KINDS_OF_COMPONENT if kind.__name__ == "Commission"),
    ),
    Rule(
        "nobodys-role",
        told("Nobody's role", "无人担任的岗位"),
        "warning",
        "definition",
        "",
        _nobodys_role,
        KINDS_OF_COMPONENT,
    ),
    Rule(
        "next-to-nothing",
        told("Next to nothing", "金额过小"),
        "warning",
        "own",
        f"under {100 * LEAST_PART:.0f} % of pay",
        _never,
        tuple(kind for kind in KINDS_OF_COMPONENT if kind.__name__ in ("Commission", "Scorecard", "Allowance")),
    ),
    Rule(
        "acts-on-nothing",
        told("Acts on nothing", "没有作用对象"),
        "warning",
        "definition",
        "",
        _acts_on_nothing,
        (Override, Guarantee, Draw, Holdback, Limit, TopUp),
    ),
    Rule(
        "too-safe",
        told("Guarantees and limits at target", "目标处的保底与限额"),
        "note",
        "own",
        f"tried at 100 % and {100 * EXCELLENCE:.0f} %",
        _too_safe,
        (Guarantee, Draw, Limit),
    ),
    Rule("idle-prizes", told("Prizes for everybody", "人人有奖"), "note", "own", "", _idle_prizes, (Contest,)),
)
