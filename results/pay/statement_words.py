"""Words and short reasons of statements, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scenarios.base import Label
from scenarios.company import Currency
from sim.pay.counted import PLAIN, SHUT
from sim.pay.why.lines import Lines, PayLine
from sim.pay.why.step import MILLION, Figures, percent, plain

WORDS: Mapping[str, Label] = {
    "statement": Label(en="Pay of {who}, {when}: {plan}", zh="{who} {when} 薪酬单：{plan}"),
    "everybody": Label(en="{count} people", zh="{count} 人"),
    "by_month": Label(en="By month", zh="按月"),
    "explained": Label(en="Every line explained", zh="逐项说明"),
    "cash": Label(en="When it is handed over", zh="发放时间"),
    "rep": Label(en="person", zh="人员"),
    "month": Label(en="paid for", zh="计发月"),
    "component": Label(en="component", zh="项目"),
    "why": Label(en="why", zh="说明"),
    "pay": Label(en="pay", zh="金额"),
    "total": Label(en="total", zh="合计"),
    "by hand": Label(en="by hand", zh="人工调整"),
    "again": Label(en="settled again", zh="重新结算"),
    "deduction": Label(en="deduction", zh="扣款"),
    "quota": Label(en="quota", zh="目标调整"),
    "earned": Label(en="earned", zh="应得"),
    "handed": Label(en="handed over", zh="实发"),
    "open": Label(en="earned and not yet handed over", zh="应得未发"),
    "after": Label(en="{count} months after the year", zh="财年后第 {count} 个月"),
    "waiting": Label(en="waits for a milestone", zh="等待里程碑"),
    "version": Label(en="version", zh="版本"),
    "calendar": Label(en="parts of a month by {days}", zh="不满一月按{days}计"),
    "working days": Label(en="working days of the plan's calendar", zh="方案日历的工作日"),
    "calendar days": Label(en="calendar days", zh="日历日"),
    "below": Label(
        en="{count} monthly payments are below the minimum wage of {wage} (for the days there): {who}",
        zh="{count} 个月的实发低于最低工资 {wage}（按在职天数）：{who}",
    ),
    "no wage": Label(en="no minimum wage is stated, so that nobody compared pay with it", zh="未写最低工资，未作比较"),
    "written": Label(en="{count} lines in {path}", zh="{path} 中 {count} 行"),
    "version_said": Label(en="plan version {version}", zh="方案版本 {version}"),
}


def short_reason(lines: Lines, one: PayLine, figures: Figures, days: str) -> Label:
    """A line's reason in a few words, without its tiers."""
    component = lines.component(one.line)
    if component.kind == "base":
        payees = lines.paper.payees
        there, whole = int(payees.there[one.rep, one.month]), int(payees.days[one.month])
        if there == whole:
            return Label(en="salary of the month", zh="当月底薪")
        unit = "个工作日" if days == "working days" else "个日历日"
        return Label(
            en=f"salary of {there} of the month's {whole} {days}", zh=f"底薪：当月 {whole} {unit}中的 {there} 天"
        )
    recipe = lines.maker.recipe(one.kpi) if one.kpi else None
    amount, full = Fraction(one.amount), Fraction(one.full)
    if recipe is not None and not recipe.below:
        amount, full = amount / recipe.over, full / recipe.over
    shown = figures.amount(amount, one.unit)
    told = f"{one.kpi} {shown}" if one.kpi else shown
    if full > 0:
        told += f" = {percent(amount / full)}"
    en, zh = told, told
    if one.factor == SHUT:
        en, zh = f"{told}; gate shut", f"{told}；门槛未过"
    elif one.factor != PLAIN:
        times = plain(Fraction(one.factor, MILLION))
        en = zh = f"{told}; × {times}"
    return Label(en=en, zh=zh)


def figures_of(currency: Currency) -> Figures:
    return Figures(currency)
