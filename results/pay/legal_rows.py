"""A plan held against the law of its city: the facts taken out of the plan, most of them by carrying it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from results.pay.lint.material import Case, Material
from results.render.sections import plain
from results.section import Column, Section
from scenarios.base import Label
from scenarios.company import WorkingDays
from scenarios.faults import Fault
from scenarios.legal.city import CityProfile
from scenarios.legal.notes import legal_notes
from scenarios.legal.numbers import LegalNumber
from scenarios.legal.reading import read_city
from scenarios.legal.rules import rule
from scenarios.load import ScenarioFaults
from scenarios.plan import Base, Contest, Draw, Guarantee, TopUp
from scenarios.plan.terms import Component, Variable
from sim.pay.examples import MILLION
from sim.pay.legal_facts import Change, Deduction, PaidGroup, PayCycle, PlanFacts, Recovery, Term, TermKind
from sim.pay.legal_findings import LegalFinding, legal_findings
from sim.pay.table import MONTHS

CLAUSES: tuple[tuple[str, TermKind], ...] = (
    ("rank_exit", "rank_exit"),
    ("deposits", "deposit"),
    ("interest", "interest"),
    ("leavers_lose_bonus", "gone_none"),
    ("leavers_lose_uncollected", "void_uncollected"),
)
"""Clauses of a plan, and what the legal rules call them."""
BACKWARDS = Label(
    en="clauses.cuts_targets_back: targets or rates may be changed for time already past. Let changes hold from "
    "the day on which they are told.",
    zh="clauses.cuts_targets_back：可对已过去的期间更改目标或费率。请自告知之日起生效。",
)


def findings_of(material: Material, source: str) -> tuple[CityProfile, tuple[LegalFinding, ...]]:
    """The city's profile and what its law says of the plan. Raises ScenarioFaults where there is no such city."""
    city = city_of(material, source)
    found = legal_findings(plan_facts(material), city)
    if city.checked and material.plan.clauses.cuts_targets_back:
        found = (*found, LegalFinding("L10", rule("L10").severity, "cuts_targets_back", BACKWARDS, ("L10",)))
    return city, found


def city_of(material: Material, source: str) -> CityProfile:
    """The profile of the company's city, with the company's own minimum wage where it states one."""
    company = material.file.company
    city, faults = read_city(company.city)
    if city is None:
        raise ScenarioFaults(
            [
                replace(f, path=f"company.city {f.path}".strip())
                if f.line
                else Fault(source, 0, "company.city", f.message, company.city, f.hint)
                for f in faults
            ]
        )
    if company.minimum_wage is None or not city.checked:
        return city
    own = LegalNumber(
        value=company.minimum_wage,
        unit=f"{company.currency.code}/month",
        source="company.minimum_wage",
        status="to be confirmed",
    )
    return CityProfile.model_validate(city.model_dump() | {"minimum_wage": own.model_dump()})


def legal_section(city: CityProfile, found: tuple[LegalFinding, ...]) -> Section:
    """The findings as rows, and below them what the profile itself says."""
    rows = tuple((one.rule, one.severity, one.where or None, one.message) for one in found)
    heads = (
        Column("rule", Label(en="Rule", zh="规则")),
        Column("severity", Label(en="Severity", zh="程度")),
        Column("where", Label(en="Where", zh="位置")),
        Column("message", Label(en="Finding", zh="说明")),
    )
    more = {"city": city.id, "checked": city.checked, "unconfirmed": plain([one.unconfirmed for one in found])}
    return Section("legal", Label(en="The law", zh="法定限制"), heads, rows, legal_notes(city), 99, more)


# ── facts ───────────────────────────────────────────────────────────────────────────────────────


def plan_facts(material: Material) -> PlanFacts:
    """What the legal rules want to know of a plan."""
    calendar, plan = material.file.company.calendar, material.plan
    first_day = calendar.start if isinstance(calendar, WorkingDays) else None
    groups = tuple(_group(material, case) for case in material.cases)
    least = [group.no_sales for group in groups if group.no_sales is not None]
    return PlanFacts(
        currency=material.file.company.currency,
        first_day=first_day,
        groups=groups,
        deductions=tuple(_deductions(material)),
        recoveries=tuple(_recoveries(material)),
        cycles=tuple(cycle for c in plan.components for cycle in _cycles(material, c, min(least, default=None))),
        changes=tuple(_changes(material)),
        terms=tuple(_terms(material)),
    )


def _group(material: Material, case: Case) -> PaidGroup:
    """People of one level and role: their fixed pay, and the least month of a year without a sale, carried out."""
    mine = [c for c in material.plan.components if not c.roles or case.role in c.roles]
    level = next((one for one in material.file.people.levels if one.id == case.level), None)
    unknown = level is None and any(isinstance(c, Base) for c in mine)
    name = level.name if level else Label(en="everybody", zh="全体")
    if case.role is not None:
        role = next(one.name for one in material.file.people.roles if one.id == case.role)
        name = Label(en=f"{name.en} · {role.en}", zh=f"{name.zh}·{role.zh}")
    fixed = {
        c.id for c in mine if isinstance(c, Base) or (isinstance(c, Guarantee) and c.period == "month" and not c.months)
    }
    return PaidGroup(
        id=case.name,
        name=name,
        fixed=None if unknown else min(material.months_at(case, 0, fixed)),
        no_sales=None if unknown else min(material.months_at(case, 0)),
        topped_up=any(isinstance(c, TopUp) for c in mine),
    )


def _deductions(material: Material) -> Iterator[Deduction]:
    clauses = material.plan.clauses
    if clauses.deducts:
        share = Fraction(round(clauses.deducts * MILLION), MILLION)
        yield Deduction("deducts", Label(en="Deductions for losses", zh="损失扣款"), "loss", share=share)
    if clauses.fines:
        yield Deduction("fines", Label(en="Fines", zh="罚款"), "fine")


def _recoveries(material: Material) -> Iterator[Recovery]:
    """What is taken back of pay, and how much of a month it leaves at the least."""
    if material.plan.clauses.negative_pay:
        yield Recovery("negative_pay", Label(en="Negative pay carried over", zh="负工资结转"))
    salary = min((min(material.months_at(case, 0, _salaries(material))) for case in material.cases), default=0)
    for component in material.plan.components:
        if isinstance(component, Draw):
            left = salary + round(Fraction(component.amount) * material.coin * material.plan.unit)
            yield Recovery(component.id, component.name, left)
    for case in material.cases:
        worst, quiet = min(material.months_backwards(case)), min(material.months_at(case, 0))
        if worst < quiet:
            name = Label(en=f"Cancelled deals ({case.name})", zh=f"退单（{case.name}）")
            yield Recovery("reversals", name, worst)


def _salaries(material: Material) -> set[str]:
    return {c.id for c in material.plan.components if isinstance(c, Base)}


def _cycles(material: Material, component: Component, prepaid: int | None) -> Iterator[PayCycle]:
    """How often a component is paid, and how long after the end of its period the last of it."""
    if not isinstance(component, Variable):
        return
    months = MONTHS[getattr(component, "period", "month")]
    late = max((part.months_later for part in component.instalments), default=0)
    lost = months >= MONTHS["year"] and material.plan.clauses.leavers_lose_bonus
    yield PayCycle(
        component.id,
        component.name,
        months,
        after=late or None,
        unit="months",
        prorated=False if lost else None,
        prepaid=prepaid,
    )


def _changes(material: Material) -> Iterator[Change]:
    published = material.plan.published
    for component in material.plan.components:
        if published is not None and component.starts is not None and component.starts < published:
            yield Change(component.id, component.name, published, component.starts)


def _terms(material: Material) -> Iterator[Term]:
    for clause, kind in CLAUSES:
        if getattr(material.plan.clauses, clause):
            yield Term(kind, clause)
    for component in material.plan.components:
        if isinstance(component, Contest) and component.stake:
            yield Term("loser_pays", component.id)
        if isinstance(component, Variable) and any(
            part.months_later or part.milestone for part in component.instalments
        ):
            yield Term("paid_after_exit", component.id)
