"""`pay curve`: what a plan pays from nothing to twice the quota, the rate on the next sale, and where pay jumps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from results.pay.curve_facts import PayCurve, Row
from results.pay.exact import exact_money, exact_share, shown_share
from results.pay.marks import Mark
from results.pay.standing import Asked, standing
from results.render.pay_chart import pay_chart
from results.render.sections import plain
from results.render.tables import Table
from results.render.words import Language
from results.work import Done, Options
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.kpis import with_own
from scenarios.plan_file import PlanFile, load_plan

WORDS = {
    "title": Label(en="What {plan} pays {who}, by attainment", zh="{plan}：{who}按达成率的收入"),
    "attainment": Label(en="Attainment", zh="达成率"),
    "sold": Label(en="Sold a year", zh="全年业绩"),
    "quota": Label(en="Of the year's quota", zh="折合全年定额"),
    "total": Label(en="All variable pay", zh="浮动收入合计"),
    "rate": Label(en="On the next 100", zh="再完成 100 可得"),
    "of_target": Label(en="÷ target pay", zh="÷ 目标浮动"),
    "less": Label(en="{x}, one coin less", zh="{x}，差一个最小单位"),
    "more": Label(en="{x}, one coin more", zh="{x}，多一个最小单位"),
    "marks": Label(en="Where pay jumps, bends, begins or ends", zh="收入跳变、转折、起算与封顶之处"),
    "component": Label(en="Component", zh="薪酬项"),
    "where": Label(en="At", zh="位置"),
    "what": Label(en="What", zh="类型"),
    "jump": Label(en="Jump over the year", zh="全年跳变额"),
    "before": Label(en="On 100 before", zh="之前每 100"),
    "after": Label(en="On 100 after", zh="之后每 100"),
    "cliff": Label(en="jump", zh="跳变"),
    "kink": Label(en="rate changes", zh="费率变化"),
    "threshold": Label(en="threshold", zh="门槛"),
    "cap": Label(en="cap", zh="封顶"),
    "who": Label(en="{name} ({level})", zh="{name}（{level}）"),
}
NOTES = {
    "year": Label(
        en="A year in which every period comes to this attainment, paid by the engine that pays statements; "
        "“one coin less” is one {coin} less in each period.",
        zh="假设全年各周期达成率相同，由结算引擎计算；“差一个最小单位”指每个周期各差 {coin}。",
    ),
    "quota": Label(en="Quota of the year: {quota}.", zh="全年定额：{quota}。"),
    "moved": Label(en="What moves: {names}.", zh="随达成率变动的指标：{names}。"),
    "still": Label(en="At their targets throughout: {names}.", zh="始终按目标计：{names}。"),
    "open": Label(
        en="Without a target, so that gates are taken as open and coefficients as 1: {names}.",
        zh="无目标值，视为门槛已达、系数为 1：{names}。",
    ),
    "alone": Label(
        en="Left out, because other people's results decide: {names}.", zh="未计入（取决于他人业绩）：{names}。"
    ),
    "whole": Label(
        en="All sales are taken to count in full, although deals count differently for: {names}.",
        zh="视全部业绩全额计入，虽然以下薪酬项对不同订单折算不同：{names}。",
    ),
    "unpaid": Label(
        en="Counted, with no 100 % stated, so that none is taken as sold: {names}.",
        zh="按数量计且未写 100% 为多少，按 0 计：{names}。",
    ),
    "deals": Label(en="Each month's sales are taken as one deal for: {names}.", zh="每月业绩视为一单：{names}。"),
    "allowance": Label(
        en="An allowance goes by the period before, so the year's first period has none: {names}.",
        zh="津贴按上一周期核定，本年度首个周期不计：{names}。",
    ),
    "roles": Label(en="Not paid in this role: {names}.", zh="该岗位不适用：{names}。"),
    "things": Label(
        en="Things are counted whole: of a part of one, the next whole one is taken.",
        zh="按数量计的指标取整：不足一个的按下一个整数计。",
    ),
    "none": Label(en="Pay bends and jumps nowhere.", zh="收入无跳变、无转折。"),
}


def show_curve(source: str, asked: Asked, chart: Path | None, options: Options) -> Done:
    """The curve of one person. Of options: `lang`, and if given `overrides`. Raises ScenarioFaults."""
    overrides = tuple(options.get("overrides", ()))
    plan_file = load_plan(source, overrides)
    curve = PayCurve(plan_file.plan, standing(source, plan_file, asked, overrides))
    language, currency = options["lang"], plan_file.company.currency
    done = Done([_pay_table(curve, plan_file, language), _marks_table(curve, currency, language)])
    done.data = curve_data(curve, source, plan_file)
    if chart is not None:
        done.notes += pay_chart(curve, currency, chart, language)
    return done


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def _pay_table(curve: PayCurve, plan_file: PlanFile, language: Language) -> Table:
    currency, components = plan_file.company.currency, plan_file.plan.components
    names = [components[c].name.text(language) for c in curve.shown]
    first = "sold" if curve.by_amount else "attainment"
    between = () if curve.by_amount else (_w("quota", language),)
    target = (_w("of_target", language),) if curve.of_target(0) is not None else ()
    rows = []
    for row in curve.rows:
        cells = [_place(curve, row.attainment, row.beyond, currency, language)]
        cells += [] if curve.by_amount else [exact_money(curve.amount(row.attainment), currency)]
        cells += [exact_money(pay, currency, True) for pay in (*row.parts, row.total)]
        cells += [f"{100 * row.rate:,.2f}"]
        cells += [exact_share(round(curve.of_target(row.total) or 0, 3))] if target else []
        rows.append(tuple(cells))
    who = _w("who", language).format(name=curve.who.name.text(language), level=curve.who.level.text(language))
    title = _w("title", language).format(plan=plan_file.plan.name.text(language), who=who)
    heads = (_w(first, language), *between, *names, _w("total", language), _w("rate", language), *target)
    return Table(title, heads, tuple(rows), tuple(note.text(language) for note in curve_notes(curve, plan_file)))


def _marks_table(curve: PayCurve, currency: Currency, language: Language) -> Table:
    rows = [
        (
            curve.plan.components[mark.component].name.text(language),
            _place(curve, mark.attainment, 0 if not mark.beyond else 1, currency, language),
            _w(mark.kind, language),
            exact_money(mark.jump, currency) if mark.jump else "–",
            *(f"{100 * each:,.2f}" for each in (mark.before, mark.after)),
        )
        for mark in curve.marks
    ]
    heads = tuple(_w(key, language) for key in ("component", "where", "what", "jump", "before", "after"))
    notes = () if rows else (NOTES["none"].text(language),)
    return Table(_w("marks", language), heads if rows else (), tuple(rows), notes, (0, 2))


def _place(curve: PayCurve, attainment: Any, beyond: int, currency: Currency, language: Language) -> str:
    x = exact_money(curve.amount(attainment), currency) if curve.by_amount else shown_share(attainment)
    key = {-1: "less", 1: "more"}.get(beyond)
    return x if key is None else _w(key, language).format(x=x)


def _w(key: str, language: Language) -> str:
    return WORDS[key].text(language)


# ── what has to be said, and data ───────────────────────────────────────────────────────────────


def curve_notes(curve: PayCurve, plan_file: PlanFile) -> list[Label]:
    """How the curve is to be read, and what it leaves out."""
    plan, field, currency = plan_file.plan, curve.sweep.field, plan_file.company.currency
    known = with_own(plan.kpis)
    by_id = {component.id: component.name for component in plan.components}
    mine = [c for c in plan.components if curve.sweep.maker.paid(c, curve.sweep.place)]
    moved = list(dict.fromkeys(site.kpi for site in field.sites if site.moves))
    still = list(dict.fromkeys(site.kpi for site in field.sites if not site.moves))
    notes = [_filled("year", coin=exact_money(1, currency))]
    if any(curve.sweep.counts_things(i) for i in curve.shown):
        notes.append(NOTES["things"])
    if curve.who.says is not None:
        notes.append(curve.who.says)
    if not curve.by_amount:
        notes.append(_filled("quota", quota=exact_money(curve.sweep.quota(), currency)))
    groups: list[tuple[str, list[Label]]] = [
        ("moved", [known[kpi].name for kpi in moved]),
        ("still", [known[kpi].name for kpi in still]),
        ("open", [known[kpi].name for kpi in field.open_]),
        ("alone", [by_id[name] for name in field.alone]),
        ("whole", [by_id[name] for name in field.whole]),
        ("unpaid", [known[kpi].name for kpi in curve.unpaid]),
        ("deals", [c.name for c in mine if getattr(c, "basis", "") == "deal"]),
        ("allowance", [c.name for c in mine if c.kind == "allowance"]),
        ("roles", [c.name for c in plan.components if c not in mine]),
    ]
    return notes + [_listed(key, names) for key, names in groups if names]


def _filled(key: str, **words: str) -> Label:
    return Label(en=NOTES[key].en.format(**words), zh=NOTES[key].zh.format(**words))


def _listed(key: str, names: Sequence[Label]) -> Label:
    en, zh = ", ".join(name.en for name in names), "、".join(name.zh for name in names)
    return Label(en=NOTES[key].en.format(names=en), zh=NOTES[key].zh.format(names=zh))


def curve_data(curve: PayCurve, source: str, plan_file: PlanFile) -> dict[str, Any]:
    """The same as plain values; amounts in coins."""
    currency, ids = plan_file.company.currency, [c.id for c in plan_file.plan.components]
    return {
        "plan": source,
        "name": plain(plan_file.plan.name),
        "version": plan_file.plan.version,
        "currency": currency.code,
        "coins_in_a_unit": 10**currency.minor_digits,
        "rep": {"id": curve.who.payees.ids[curve.who.place], "level": plain(curve.who.level)},
        "quota": None if curve.by_amount else curve.sweep.quota(),
        "target_pay": float(curve.sweep.target_pay()),
        "rows": [_row_data(curve, row, ids) for row in curve.rows],
        "marks": [_mark_data(curve, mark, ids) for mark in curve.marks],
        "notes": [plain(note) for note in curve_notes(curve, plan_file)],
    }


def _row_data(curve: PayCurve, row: Row, ids: list[str]) -> dict[str, Any]:
    return {
        "attainment": None if curve.by_amount else float(row.attainment),
        "amount": curve.amount(row.attainment),
        "coins_beyond": row.beyond,
        "components": {ids[c]: pay for c, pay in zip(curve.shown, row.parts, strict=True)},
        "total": row.total,
        "marginal_rate": row.rate,
        "of_target_pay": curve.of_target(row.total),
    }


def _mark_data(curve: PayCurve, mark: Mark, ids: list[str]) -> dict[str, Any]:
    return {
        "component": ids[mark.component],
        "kind": mark.kind,
        "attainment": None if curve.by_amount else float(mark.attainment),
        "amount": curve.amount(mark.attainment),
        "coins_beyond": mark.beyond,
        "jump": mark.jump,
        "rate_before": mark.before,
        "rate_after": mark.after,
    }
