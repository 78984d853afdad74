"""From a line to the steps of its pay. The pay of all steps adds up to the line's, to the coin and exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from scenarios.plan import (
    Allowance,
    Base,
    Commission,
    Draw,
    Holdback,
    Limit,
    MatrixSchedule,
    Override,
    Scorecard,
    Spif,
)
from sim.pay.coins import MOST, curve_value
from sim.pay.counted import SHUT
from sim.pay.curve import Scale
from sim.pay.engine import pieces_of
from sim.pay.kinds.curves import full_amount, target_pay
from sim.pay.table import CONTEST, CURVE, POOL
from sim.pay.why.factors import Factors, kpi_name, tree
from sim.pay.why.groups import contest_steps, pool_steps
from sim.pay.why.lines import Lines, PayLine
from sim.pay.why.recovery import draw_steps, floor_steps, holdback_steps, limit_steps, override_steps
from sim.pay.why.step import MILLION, Figures, Step, percent, plain, said
from sim.pay.why.tiers import Curve

OTHERS: Mapping[type, Callable[[Lines, PayLine, Figures], list[Step]]] = {
    Override: override_steps, Holdback: holdback_steps, Draw: draw_steps, Limit: limit_steps,
}  # fmt: skip


def explain(lines: Lines, one: PayLine, figures: Figures, days: str = "days") -> list[Step]:
    """Why a line pays what it pays. days: what the calendar counts, `working days` or `calendar days`."""
    component, row = lines.component(one.line), lines.paper.table.lines[one.line]
    if isinstance(component, Base):
        return [_salary(lines, one, figures, days)]
    if row.kind == CURVE:
        return _curve(lines, one, figures)
    if row.kind == POOL:
        return pool_steps(lines, one, figures)
    if row.kind == CONTEST:
        return contest_steps(lines, one, figures)
    return OTHERS.get(type(component), floor_steps)(lines, one, figures)


def _salary(lines: Lines, one: PayLine, figures: Figures, days: str) -> Step:
    payees = lines.paper.payees
    there, whole = int(payees.there[one.rep, one.month]), int(payees.days[one.month])
    kind = {"working days": "个工作日", "calendar days": "个日历日"}.get(days, "天")
    if there == whole:
        return said("amount", "salary of the month", "当月底薪", one.pay)
    return said("amount", f"salary of {there} of the month's {whole} {days}",
                f"底薪按当月 {whole} {kind}中的 {there} 天计",
                one.pay)  # fmt: skip


def _curve(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    paper, component = lines.paper, lines.component(one.line)
    row = paper.table.lines[one.line]
    steps = [*_amount(lines, one, figures), *_on_curve(lines, one, figures)]
    now = _total(steps)
    if row.code_end > row.code:
        steps += _coefficients(lines, one, figures, now)
        now = _total(steps)
    rounded = _rounded(lines, one, now)
    if rounded != now:
        steps.append(
            said("rounding", f"rounded to {figures.money(rounded)}", f"取整为 {figures.money(rounded)}", rounded - now)
        )
    now = Fraction(rounded)
    if row.cap < MOST and now > row.cap:
        steps.append(
            said(
                "cap", f"capped at {figures.money(int(row.cap))}", f"封顶 {figures.money(int(row.cap))}", row.cap - now
            )
        )
        now = Fraction(int(row.cap))
    if row.least > -MOST and now < row.least:
        least = figures.money(int(row.least))
        steps.append(said("floor", f"made up to the least pay, {least}", f"补至保底 {least}", row.least - now))
        now = Fraction(int(row.least))
    if row.gate_end > row.gate:
        told = Factors(lines, one, figures).gates(component.gates, int(row.gate), int(row.gate_end))  # type: ignore[union-attr, arg-type]
        shut = one.factor == SHUT
        steps.append(said("gate", f"gate {'shut' if shut else 'open'}: {told.en}",
                          f"门槛{'未过' if shut else '通过'}：{told.zh}",
                          -now if shut else None))  # fmt: skip
        now = Fraction(0) if shut else now
    if row.runs_on == 1:
        before = int(now) - one.pay
        name = figures.money(before)
        steps.append(
            said(
                "balance", f"of which {name} was paid earlier in the period", f"其中 {name} 已在本周期前期发放", -before
            )
        )
    return steps


def _total(steps: list[Step]) -> Fraction:
    return sum((step.pay for step in steps if step.pay is not None), Fraction(0))


def _amount(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    if not one.kpi or lines.maker.recipe(one.kpi).below:
        return []
    name, over = kpi_name(lines, one.kpi), lines.maker.recipe(one.kpi).over
    amount, full = Fraction(one.amount, over), Fraction(one.full, over)
    shown = figures.amount(amount, one.unit)
    component = lines.component(one.line)
    if isinstance(component, Commission) and component.basis == "deal":
        paid = figures.money(Fraction(one.amount, over))
        return [said("amount", f"deals paid one by one come to {paid} ({one.rows} rows)",
                     f"逐单计提合计 {paid}（{one.rows} 行）")]  # fmt: skip
    share = ""
    if full > 0:
        share = f" = {percent(amount / full)} "
    rows_en, rows_zh = (f" ({one.rows} rows)", f"（{one.rows} 行）") if one.rows else ("", "")
    whole = figures.amount(full, one.unit)
    return [said("amount", f"{name.en} {shown}{share}{f'of {whole}' if share else ''}{rows_en}",
                 f"{name.zh} {shown}{share}{f'（100 % = {whole}）' if share else ''}{rows_zh}")]  # fmt: skip


def _on_curve(lines: Lines, one: PayLine, figures: Figures) -> list[Step]:
    """Tier by tier, and what threshold and cap make of it; adds up to the curve's exact value."""
    paper, component, maker = lines.paper, lines.component(one.line), lines.maker
    pieces = pieces_of(paper.table, paper.table.curve[one.line, one.rep, one.month])
    whole, part, over = curve_value(pieces, one.amount)
    exact = (whole + Fraction(part, over)) / MILLION
    if isinstance(component, Commission | Allowance) and not isinstance(component.schedule, MatrixSchedule):
        if isinstance(component, Commission) and component.basis == "deal":
            return [
                said("tier", f"pay of the deals: {figures.money(exact)}", f"各单提成：{figures.money(exact)}", exact)
            ]
        recipe, span = maker.recipe(component.measure), paper.table.spans[one.line, one.month]
        last = int(span.last)
        pays = Fraction(0)
        if isinstance(component, Commission):
            pays = target_pay(maker, component, component.target_share, one.rep, one.first, last)
            full = full_amount(maker, component, one.rep, one.first, last)
        else:
            full = one.full
        curve = Curve(
            component.schedule, Scale(full, maker.unit(recipe), maker.money, pays), recipe.unit, recipe.over, figures
        )
        return [*(steps := curve.steps(one.amount)), *_held(component, curve, exact - _total(steps), figures)]
    return [_flat(lines, one, exact, figures)]


def _held(component: Any, curve: Curve, change: Fraction, figures: Figures) -> list[Step]:
    """What threshold or cap take off a schedule's pay."""
    if change == 0:
        return []
    cap, threshold = getattr(component, "cap", None), getattr(component, "threshold", None)
    told = []
    if threshold is not None:
        edge = curve.edge_name(Fraction(threshold))
        told.append((f"threshold {edge}", f"门槛 {edge}"))
    if cap is not None and cap.at is not None:
        edge = curve.edge_name(Fraction(cap.at))
        told.append((f"no more above {edge}", f"超过 {edge} 部分不再计"))
    elif cap is not None and cap.payout is not None:
        most = figures.money(Fraction(cap.payout) * curve.scale.coin)
        told.append((f"capped at {most}", f"封顶 {most}"))
    return [said("cap", "; ".join(en for en, _ in told), "；".join(zh for _, zh in told), change)]


def _flat(lines: Lines, one: PayLine, exact: Fraction, figures: Figures) -> Step:
    component = lines.component(one.line)
    money = figures.money(exact)
    if isinstance(component, Spif):
        each = plain(Fraction(component.each))
        return said("tier", f"{each} each: {money}", f"每单位 {each}：{money}", exact)
    if isinstance(component, Scorecard) and component.by_line:
        line = component.kpis[lines.place(one.line)]
        weight = plain(Fraction(line.weight))
        least, most = percent(Fraction(line.threshold)), percent(Fraction(line.cap))
        return said("tier", f"target pay × weight {weight} × attainment between {least} and {most}: {money}",
                    f"目标奖金 × 权重 {weight} × 完成率（{least} 至 {most}）：{money}", exact)  # fmt: skip
    return said("tier", f"before coefficients: {money}", f"系数前：{money}", exact)


def _coefficients(lines: Lines, one: PayLine, figures: Figures, value: Fraction) -> list[Step]:
    """Each coefficient with what it changes; the product is the engine's, kept to a millionth."""
    component, row = lines.component(one.line), lines.paper.table.lines[one.line]
    factors = Factors(lines, one, figures)
    root = tree(lines, int(row.code), int(row.code_end))
    modifiers = getattr(component, "modifiers", ())
    told, values = [], []
    first = isinstance(component, Scorecard) or isinstance(getattr(component, "schedule", None), MatrixSchedule)
    before = (root if not modifiers else root.below[0]) if first else None
    rest = (root.below[1] if before is not None else root) if modifiers else None
    if before is not None:
        told.append(_first(lines, one, factors, before))
        values.append(factors.value(before))
    for modifier, node in zip(modifiers, rest.chain(len(modifiers)) if rest else (), strict=True):
        told.append(factors.modifier(modifier, node))
        values.append(factors.value(node))
    steps, running = [], MILLION
    for place, (label, number) in enumerate(zip(told, values, strict=True)):
        after = factors.value(root) if place + 1 == len(values) else (running * number + MILLION // 2) // MILLION
        steps.append(Step("coefficient", label, value * Fraction(after - running, MILLION)))
        running = after
    return steps


def _first(lines: Lines, one: PayLine, factors: Factors, node: Any) -> Any:
    """The score of a scorecard, or the cell of a matrix."""
    component = lines.component(one.line)
    if isinstance(component, Scorecard):
        score: Any = component
        if component.by_line:
            from scenarios.plan import Score

            alone = component.kpis[lines.place(one.line)].model_dump() | {"weight": 1}
            score = Score.model_validate({"kpis": [alone]})
        return factors.score(score, node)
    assert isinstance(component, Commission)
    assert isinstance(component.schedule, MatrixSchedule)
    seen = [factors.told(axis.by, leaf) for axis, leaf in zip(
        (component.schedule.rows, component.schedule.columns), factors.leaves(node), strict=True)]  # fmt: skip
    times = plain(Fraction(factors.value(node), MILLION))
    from scenarios.base import Label

    return Label(en=f"cell × {times}: {seen[0].en}; {seen[1].en}", zh=f"矩阵格 × {times}：{seen[0].zh}；{seen[1].zh}")


def _rounded(lines: Lines, one: PayLine, exact: Fraction) -> int:
    """What the line's own rounding makes of an exact pay; coins."""
    from sim.pay.coins import to_steps

    row = lines.paper.table.lines[one.line]
    scaled = exact * MILLION
    micro = scaled.numerator // scaled.denominator
    return to_steps(micro, 1 if scaled != micro else 0, int(row.step), int(row.rule))
