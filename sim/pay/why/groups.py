"""Pools and contests explained: the pool and each one's share, the place in a ranking."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from scenarios.plan import Contest, Pool
from sim.pay.coins import curve_value
from sim.pay.curve import Scale
from sim.pay.engine import pieces_of
from sim.pay.factor import summed
from sim.pay.groups import by_weight, members_of, pool_of, weight_of
from sim.pay.table import OWN
from sim.pay.why.factors import kpi_name
from sim.pay.why.lines import Lines, PayLine
from sim.pay.why.step import MILLION, Figures, Step, percent, said
from sim.pay.why.tiers import Curve


def pool_steps(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """The group's pool tier by tier, then this member's part of each division."""
    paper, component = lines.paper, lines.component(one.line)
    assert isinstance(component, Pool)
    table, row = paper.table, paper.table.lines[one.line]
    members = members_of(table, one.line, one.month, one.rep)
    pool = int(pool_of(table, paper.sums, one.line, one.month, one.rep))
    name, recipe = kpi_name(lines, one.kpi), lines.maker.recipe(one.kpi)
    scale = Scale(one.full, lines.maker.unit(recipe), lines.maker.money, Fraction(0))
    curve = Curve(component.schedule, scale, recipe.unit, recipe.over, figures)
    amount = figures.amount(Fraction(one.amount, recipe.over), recipe.unit)
    steps = [
        said("amount", f"{name.en} of the {len(members)} members {amount}", f"{len(members)} 人合计{name.zh} {amount}")
    ]
    steps += [Step(step.kind, step.text) for step in curve.steps(one.amount)]
    pieces = pieces_of(table, table.curve[one.line, one.rep, one.month])
    whole, part, over = curve_value(pieces, one.amount)
    exact = (whole + Fraction(part, over)) / MILLION
    held = "" if abs(exact - pool) < int(row.step) else ", after its cap"
    steps.append(
        said(
            "share",
            f"the pool is {figures.money(pool)}{held}",
            f"奖金池 {figures.money(pool)}{'（已封顶）' if held else ''}",
        )
    )
    return steps + _divided(lines, one, component, members, pool, figures)


def _divided(
    lines: Lines, one: PayLine, component: Pool, members: np.ndarray, pool: int, figures: Figures
) -> list[Step]:
    paper, table = lines.paper, lines.paper.table
    row, mine = table.lines[one.line], members.tolist().index(one.rep)
    shares = np.array([table.numbers[row.a + 6 * d] for d in range(len(component.divided))], np.int64)
    amounts, steps = by_weight(pool, shares), []
    for d, division in enumerate(component.divided):
        at = int(row.a) + 6 * d
        weights = np.array(
            [weight_of(table, paper.sums, one.line, one.month, at, int(rep)) for rep in members], np.int64
        )
        got = int(by_weight(int(amounts[d]), weights)[mine])
        total = int(weights.sum())
        share = percent(Fraction(int(weights[mine]), total)) if total > 0 else percent(Fraction(1, len(members)))
        part, money = figures.money(int(amounts[d])), figures.money(got)
        steps.append(said("share", f"{share} of {percent(Fraction(division.part))} of it ({part}): {money}",
                          f"池的 {percent(Fraction(division.part))}（{part}）中占 {share}：{money}", got))  # fmt: skip
    return steps


def contest_steps(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """The amount ranked by and the place."""
    paper, component = lines.paper, lines.component(one.line)
    assert isinstance(component, Contest)
    table, row = paper.table, paper.table.lines[one.line]
    members, first = members_of(table, one.line, one.month, one.rep), int(table.spans[one.line, one.month].first)
    amounts = [int(summed(table, paper.sums, row.first, row.last, OWN, int(rep), first, one.month)) for rep in members]
    mine, recipe = amounts[members.tolist().index(one.rep)], lines.maker.recipe(one.kpi)
    name, shown = kpi_name(lines, one.kpi), figures.amount(Fraction(mine, recipe.over), recipe.unit)
    steps = [said("amount", f"{name.en} {shown}", f"{name.zh} {shown}")]
    if mine < row.d:
        return [*steps, said("rank", "not ranked: too little for a place", "未达参赛下限，不排名", one.pay)]
    place, equal = 1 + sum(amount > mine for amount in amounts), sum(amount == mine for amount in amounts) - 1
    ranked = sum(amount >= row.d for amount in amounts)
    tied = (f", with {equal} equal ({component.ties})", f"，并列 {equal} 人（{component.ties}）") if equal else ("", "")
    money = figures.money(one.pay)
    return [
        *steps,
        said(
            "rank",
            f"place {place} of {ranked}{tied[0]}: {money}",
            f"第 {place} 名，共 {ranked} 人{tied[1]}：{money}",
            one.pay,
        ),
    ]
