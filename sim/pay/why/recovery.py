"""Pay on pay explained: overrides, guarantees, draws, hold-backs, limits, the minimum wage."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from scenarios.plan import Draw, Holdback, Override, TopUp
from sim.pay.counted import SHUT
from sim.pay.why.factors import Factors, tree
from sim.pay.why.lines import Lines, PayLine
from sim.pay.why.step import MILLION, Figures, Step, percent, said


def _paid(lines: Lines, one: PayLine, rep: int, first: int, last: int) -> int:
    """What the components that a line looks at paid somebody in some months."""
    row, paper = lines.paper.table.lines[one.line], lines.paper
    places = [int(lines.paper.table.numbers[place]) for place in range(int(row.a), int(row.b))]
    return int(paper.paid[first : last + 1, rep][:, places].sum())


def _wanted(lines: Lines, one: PayLine) -> int:
    row, table = lines.paper.table.lines[one.line], lines.paper.table
    return int(table.numbers[int(row.d) + one.month * len(table.team) + one.rep])


def override_steps(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """Whose pay it is a part of."""
    paper, component = lines.paper, lines.component(one.line)
    assert isinstance(component, Override)
    team, first = paper.payees.team, int(paper.table.spans[one.line, one.month].first)
    others = [
        rep
        for rep in range(len(team))
        if rep != one.rep and (component.scope == "company" or team[rep] == team[one.rep])
    ]
    paid = {rep: _paid(lines, one, rep, first, one.month) for rep in others}
    shown = sorted((rep for rep in others if paid[rep]), key=lambda rep: -paid[rep])
    names = ", ".join(f"{paper.payees.names[rep]} {figures.money(paid[rep])}" for rep in shown[:12])
    more = f", … ({len(shown)})" if len(shown) > 12 else ""
    total, rate = sum(paid.values()), percent(Fraction(component.rate))
    steps = [said("amount", f"pay of {names}{more}", f"成员收入：{names}{more}")] if shown else []
    exact = total * Fraction(component.rate)
    steps.append(said("tier", f"{rate} of {figures.money(total)}", f"{figures.money(total)} 的 {rate}", exact))
    if exact != one.pay:
        row = lines.paper.table.lines[one.line]
        kind = "cap" if exact > int(row.cap) else "rounding"
        told = ("capped", "封顶") if kind == "cap" else ("rounded", "取整")
        money = figures.money(one.pay)
        steps.append(said(kind, f"{told[0]} to {money}", f"{told[1]}为 {money}", one.pay - exact))
    return steps


def floor_steps(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """A guarantee or the minimum wage: so much is due, so much was earned."""
    wanted, earned = figures.money(_wanted(lines, one)), figures.money(one.amount)
    least = (
        ("the minimum wage", "最低工资") if isinstance(lines.component(one.line), TopUp) else ("the guarantee", "保底")
    )
    return [said("floor", f"{least[0]} is {wanted}, {earned} was earned: {figures.money(one.pay)} is made up",
                 f"{least[1]} {wanted}，已得 {earned}：补 {figures.money(one.pay)}", one.pay)]  # fmt: skip


def draw_steps(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """The draw, what was earned, and the balance before and after."""
    component = lines.component(one.line)
    assert isinstance(component, Draw)
    place = [c.id for c in lines.paper.plan.components].index(component.id)
    before = int(lines.paper.paid[: one.month, one.rep, place].sum())
    draw, earned = figures.money(_wanted(lines, one)), figures.money(one.amount)
    told = (f"advances {figures.money(one.pay)}", f"预支 {figures.money(one.pay)}") if one.pay >= 0 else (
        f"{figures.money(-one.pay)} is paid back", f"扣回 {figures.money(-one.pay)}")  # fmt: skip
    before_text, after_text = figures.money(before), figures.money(before + one.pay)
    return [
        said(
            "balance", f"draw {draw}, earned {earned}: {told[0]}", f"预支额 {draw}，已得 {earned}：{told[1]}", one.pay
        ),
        said(
            "balance",
            f"balance before {before_text}, after {after_text}",
            f"未扣回余额：前 {before_text}，后 {after_text}",
        ),
    ]


def limit_steps(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """The most that components pay together, and what is above it."""
    most, earned = figures.money(_wanted(lines, one)), figures.money(one.amount)
    return [said("cap", f"{earned} against a limit of {most}", f"合计 {earned}，封顶 {most}", one.pay)]


def holdback_steps(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """What is withheld this month; at the period's end, what is released of all that was."""
    paper, component = lines.paper, lines.component(one.line)
    assert isinstance(component, Holdback)
    row, span = paper.table.lines[one.line], paper.table.spans[one.line, one.month]
    month = _paid(lines, one, one.rep, one.month, one.month)
    held = _held(lines, one, one.month)
    share = percent(Fraction(component.share))
    steps = [said("balance", f"{share} of {figures.money(month)} is withheld: {figures.money(held)}",
                  f"预留 {figures.money(month)} 的 {share}：{figures.money(held)}", -held)]  # fmt: skip
    if span.closes == 0:
        return steps
    kept = sum(_held(lines, one, m) for m in range(int(span.first), one.month + 1))
    money = figures.money(kept)
    steps.append(said("balance", f"{money} was withheld in the period and is due", f"本周期共预留 {money}，到期", kept))
    factors, now = Factors(lines, one, figures), one.pay + held
    if row.code_end > row.code:
        root = tree(lines, int(row.code), int(row.code_end))
        for modifier, node in zip(component.modifiers, root.chain(len(component.modifiers)), strict=True):
            steps.append(Step("coefficient", factors.modifier(modifier, node)))
    if component.gates is not None and row.gate_end > row.gate:
        told, shut = factors.gates(component.gates, int(row.gate), int(row.gate_end)), one.factor == SHUT
        steps.append(
            said(
                "gate", f"gate {'shut' if shut else 'open'}: {told.en}", f"门槛{'未过' if shut else '通过'}：{told.zh}"
            )
        )
    money = figures.money(now)
    steps.append(said("share", f"{money} is released", f"释放 {money}", now - kept))
    return steps


def _held(lines: Lines, one: PayLine, month: int) -> int:
    """Coins withheld of a month."""
    from sim.rules.money import part_of

    return int(part_of(_paid(lines, one, one.rep, month, month), int(lines.paper.table.lines[one.line].c)))


def balances(lines: Lines, component: str, rep: int) -> np.ndarray:
    """What a draw has advanced and not got back, or a hold-back keeps, after each month; coins."""
    place = [c.id for c in lines.paper.plan.components].index(component)
    return np.cumsum(lines.paper.paid[:, rep, place])


__all__ = ["MILLION", "balances", "draw_steps", "floor_steps", "holdback_steps", "limit_steps", "override_steps"]
