"""Rules on KPIs: how many, how heavy, how reliable, and whether each duty has one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from results.pay.lint.material import Material
from results.pay.lint.ranges import LEAST_WEIGHT, MOST_KPIS
from results.pay.lint.rule import Found, Rule, told
from results.section import Column, Section
from scenarios.kpis import with_own
from scenarios.plan import Allowance, Commission, Contest, Plan, Pool, Scorecard, ScoreModifier, Spif, kpis_named
from scenarios.plan.score import Score

PAYS = (Commission, Scorecard, Pool, Allowance, Spif, Contest)


def _scores(component: Any) -> Iterator[Score]:
    """Every score in a component."""
    if isinstance(component, Score):
        yield component
    for modifier in getattr(component, "modifiers", ()):
        if isinstance(modifier, ScoreModifier):
            yield modifier.score
    for division in getattr(component, "divided", ()):
        if division.score is not None:
            yield division.score


def _many(material: Material) -> Iterator[Found]:
    for component in material.plan.components:
        for score in _scores(component):
            if len(score.kpis) > MOST_KPIS:
                yield Found(
                    component.id,
                    told(
                        "{n} KPIs in one score; more than {most} are hard to work towards",
                        "一个得分中有 {n} 个指标；超过 {most} 个难以兼顾",
                        n=len(score.kpis),
                        most=MOST_KPIS,
                    ),
                )


def _light(material: Material) -> Iterator[Found]:
    for component in material.plan.components:
        for score in _scores(component):
            for line in score.kpis if score.combine == "additive" else ():
                if float(line.weight) < LEAST_WEIGHT:
                    yield Found(
                        component.id,
                        told(
                            "{kpi} weighs {weight:.3g} %: nobody will work for it",
                            "{kpi} 权重仅 {weight:.3g} %：无人会为之努力",
                            kpi=line.kpi,
                            weight=100 * float(line.weight),
                        ),
                    )


def _unreliable(material: Material) -> Iterator[Found]:
    """A weight above what of a KPI's differences is real: pay then goes by chance (H05)."""
    known = with_own(material.plan.kpis)
    for component in material.plan.components:
        for score in _scores(component):
            for line in score.kpis if score.combine == "additive" and len(score.kpis) > 1 else ():
                reliability = known[line.kpi].reliability
                if reliability is not None and float(line.weight) > reliability:
                    said = told(
                        "{kpi} weighs {weight:.3g} % and is {reliability:.3g} % reliable: pay goes by chance",
                        "{kpi} 权重 {weight:.3g} %，而信度为 {reliability:.3g} %：薪酬随运气波动",
                        kpi=line.kpi,
                        weight=100 * float(line.weight),
                        reliability=100 * reliability,
                    )
                    yield Found(component.id, said, {"kpi": line.kpi, "reliability": reliability})


def paid_kpis(plan: Plan, role: str | None) -> dict[str, list[str]]:
    """KPI → ids of the components by which a role is paid for it, or measured."""
    found: dict[str, list[str]] = {}
    for component in plan.components:
        if not component.roles or role in component.roles:
            for _, name in kpis_named(component):
                found.setdefault(name, []).append(component.id)
    return found


def _uncovered(material: Material) -> Iterator[Found]:
    """Duties of a role that no KPI of its pay shows (H17)."""
    for role in material.file.people.roles:
        paid = paid_kpis(material.plan, role.id)
        for duty in role.duties:
            if not duty.kpis:
                yield Found(role.id, told("the duty {duty} has no KPI", "职责“{duty}”没有指标", duty=duty.name))
            elif not set(duty.kpis) & set(paid):
                yield Found(
                    role.id,
                    told(
                        "the duty {duty} shows in {kpis}, and pay looks at none of them",
                        "职责“{duty}”体现于 {kpis}，而薪酬均未考核",
                        duty=duty.name,
                        kpis=", ".join(duty.kpis),
                    ),
                )


def coverage(material: Material) -> Section:
    """The coverage matrix: each role's duties, their KPIs, and which components look at them."""
    rows = []
    for role in material.file.people.roles:
        paid = paid_kpis(material.plan, role.id)
        for duty in role.duties:
            by = dict.fromkeys(name for kpi in duty.kpis for name in paid.get(kpi, ()))
            rows.append((role.name, duty.name, ", ".join(duty.kpis) or None, ", ".join(by) or None))
    heads = (
        Column("role", told("Role", "岗位")),
        Column("duty", told("Duty", "职责")),
        Column("kpis", told("KPIs", "指标")),
        Column("components", told("Looked at by", "考核于")),
    )
    return Section("coverage", told("Duties and what pay looks at", "职责与薪酬考核"), heads, tuple(rows), most=60)


RULES = (
    Rule(
        "many-kpis",
        told("Many KPIs", "指标过多"),
        "note",
        "own",
        f"more than {MOST_KPIS}",
        _many,
        (Scorecard, Commission, Pool),
    ),
    Rule(
        "light-weight",
        told("Light weights", "权重过轻"),
        "note",
        "own",
        f"under {100 * LEAST_WEIGHT:.0f} %",
        _light,
        (Scorecard, Commission, Pool),
    ),
    Rule(
        "unreliable",
        told("Weight above reliability", "权重高于信度"),
        "warning",
        "own",
        "a weight is at most the KPI's reliability (requirement H05); see `quotalab kpi show`",
        _unreliable,
        (Scorecard, Commission, Pool),
    ),
    Rule(
        "duty-uncovered",
        told("Duties without a KPI in pay", "未被考核的职责"),
        "warning",
        "own",
        "each duty of a role has a KPI (requirement H17)",
        _uncovered,
        PAYS,
    ),
)
