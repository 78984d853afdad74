"""A search's answer in tables: what changes in the plan, and what it brings."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from optimizer.answer import Answer
from optimizer.decision import Decision
from optimizer.sample import Sample
from optimizer.words import LUCK, NO, RAILS, TITLES, YES, column, interval_of, percent
from results.estimate import difference_of
from results.figures import FIGURES
from results.section import CellUnit, In, Section
from scenarios.base import Label
from scenarios.legal.wage import least_wage
from scenarios.plan import Commission, PointSchedule
from scenarios.scenario import Scenario
from sim.quotas import company_target

Floats = npt.NDArray[np.float64]
LEAST_PAY = 1e-3
"""A decision that moves pay by less than this share of a step's worth has no return on pay to speak of."""


def plan_sections(answer: Answer, per_rep: bool) -> list[Section]:
    """What changes and what it brings, nothing where today's plan stays; who is who only with `per_rep`."""
    if not answer.changed:
        return []
    found = [_changes(answer)]
    if "targets" in answer.levers.names:
        found.append(_quotas(answer, per_rep))
    found += [_outcome(answer), _rails(answer)]
    return [section for section in found if section.rows]


# ── the plan ────────────────────────────────────────────────────────────────────────────────────


def _changes(answer: Answer) -> Section:
    rows = [
        (d.says, _as_written(answer.levers.scenario, d, d.now), _as_written(answer.levers.scenario, d, new),
         _return_on_pay(answer, d))
        for d in answer.levers.decisions
        if d.block != "targets" and (new := answer.values[d.name]) != d.now
    ]  # fmt: skip
    columns = (column("what"), column("today"), column("new"), column("returns", "number"))
    return Section("changes", TITLES["changes"], columns, tuple(rows), most=40)


def _as_written(scenario: Scenario, decision: Decision, value: float) -> In | str:
    """A number in the unit in which a plan states it."""
    if decision.block == "salary":
        return In(value, "money")
    if decision.block == "weights":
        return f"{100 * value:.0f} %"
    component = next(c for c in scenario.plan.components if decision.name.startswith(f"curve[{c.id}@"))
    assert isinstance(component, Commission)
    if not isinstance(component.schedule, PointSchedule):
        return f"{100 * value:.4g} %"
    return f"×{value:.4g}" if component.schedule.pays == "target" else In(value * scenario.plan.unit, "money")


def _return_on_pay(answer: Answer, decision: Decision) -> float | None:
    """Gross margin that a unit of pay brings through a rate or payout; None where it hardly moves pay."""
    place = answer.levers.decisions.index(decision)
    for turn in answer.found.turns if decision.block == "curve" else ():
        pay = float(turn.response.pay[:, place].sum())
        if decision.block in turn.group and pay * decision.step >= LEAST_PAY * turn.response.here.cost:
            return float(turn.response.gross[place]) / pay
    return None


def _quotas(answer: Answer, per_rep: bool) -> Section:
    scenario, levers = answer.levers.scenario, answer.levers
    moved = [d for d in levers.decisions if d.block == "targets"]
    changes = [answer.values[d.name] / d.now - 1 for d in moved]
    rows: list[tuple[object, ...]] = []
    if per_rep:
        rows = [(d.says, d.now, answer.values[d.name]) for d in moved]
    else:
        team_of = {f"targets[{rep.id}]": rep.team for rep in scenario.people.reps}
        for team in scenario.company.teams:
            mine = [d for d in moved if team_of[d.name] == team.id]
            if mine:
                rows.append((team.name, sum(d.now for d in mine), sum(answer.values[d.name] for d in mine)))
    low, high = percent(min(changes)), percent(max(changes))
    moved_by = sum(change != 0 for change in changes)
    note = Label(
        en=f"{moved_by} of {len(changes)} quotas move, by {low.en} to {high.en}; their sum stays.",
        zh=f"{len(changes)} 个配额中有 {moved_by} 个调整，幅度 {low.zh} 至 {high.zh}；合计不变。",
    )
    columns = (column("what"), column("today", "money"), column("new", "money"))
    return Section("quotas", TITLES["quotas"], columns, tuple(rows), (note,), most=10_000)


# ── what it brings ──────────────────────────────────────────────────────────────────────────────


def _outcome(answer: Answer) -> Section:
    base, best = answer.verdict.base, answer.verdict.best
    target = company_target(answer.levers.scenario) / 10**answer.levers.scenario.company.currency.minor_digits
    figures: tuple[tuple[str, Callable[[Sample], Floats]], ...] = (
        ("bookings", lambda s: s.bookings.sum(axis=1)),
        ("hit", lambda s: (s.bookings.sum(axis=1) >= target).astype(float)),
        ("gross_margin", lambda s: s.gross_margin.sum(axis=1)),
        ("pay", lambda s: s.pay.sum(axis=1)),
        ("margin_after_pay", lambda s: s.margin),
        ("effort", lambda s: s.effort.mean(axis=1)),
    )
    known = {figure.key: figure for figure in FIGURES}
    rows = []
    for key, of in figures:
        unit: CellUnit = "number" if known[key].unit == "effort" else known[key].unit  # type: ignore[assignment]
        apart: CellUnit = "points" if unit == "share" else unit
        values = of(base), of(best)
        means = [In(float(value.mean()), unit) for value in values]
        rows.append((known[key].name, *means, In(interval_of(difference_of(*values)), apart)))
    columns = (column("figure"), column("today"), column("new"), column("difference"))
    more = {"seed": answer.verdict.seed, "replications": len(base.margin), "optimism_gap": answer.optimism}
    return Section("outcome", TITLES["outcome"], columns, tuple(rows), more=more)


def _rails(answer: Answer) -> Section:
    units: dict[str, CellUnit] = {"cost": "money", "people": "share", "participation": "money"}
    rows = tuple(
        (RAILS[held.rail], In(held.demanded, units[held.rail]), In(held.found, units[held.rail]),
         NO if held.missed else LUCK if held.short else YES)
        for held in answer.verdict.held
    )  # fmt: skip
    columns = (column("rail"), column("demanded"), column("found"), column("kept"))
    return Section("rails", TITLES["rails"], columns, rows, (_legal(answer),))


def _legal(answer: Answer) -> Label:
    """What the law asks of a month without a sale, which pays the salary alone: of the plan as it is written."""
    plan = answer.levers.plan(answer.values)
    wage = least_wage(plan.company)
    if wage is None:
        return Label(en="Legal: no minimum wage is stated (company.minimum_wage), so that row could not be checked.",
                     zh="法定要求：未填写最低工资（company.minimum_wage），无法核对。")  # fmt: skip
    low = [level.name for level in plan.people.levels if level.base < wage]
    if low:
        en, zh = ", ".join(name.en for name in low), "、".join(name.zh for name in low)
        return Label(en=f"Legal: base salary of {en} is below the minimum wage of {wage:,}: no sale, too little pay.",
                     zh=f"法定要求：{zh}的底薪低于最低工资 {wage:,}，零业绩月份工资不足。")  # fmt: skip
    return Label(en=f"Legal: a month without a sale pays at least the minimum wage of {wage:,}.",
                 zh=f"法定要求：零业绩月份的工资不低于最低工资 {wage:,}。")  # fmt: skip
