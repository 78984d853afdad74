"""`pay check`: a plan's own examples run as tests, what deserves a second look, and what the law says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from results.pay.crowds import crowd_of_books, crowd_of_scenario
from results.pay.legal_rows import findings_of, legal_section
from results.pay.lint import RULES, LintFinding, lint
from results.pay.lint.curves import where_at
from results.pay.lint.material import Crowd, Edge, Material
from results.pay.lint.rule import told
from results.pay.lint.scores import coverage
from results.render.sections import section_data, section_tables
from results.section import Column, Section
from results.work import Done, Options
from scenarios.base import Label
from scenarios.faults import Fault
from scenarios.kpis import with_own
from scenarios.load import ScenarioFaults, library, plan_library, read
from scenarios.plan_file import PlanFile, load_plan
from sim.pay.examples import ExampleResult, run_example
from sim.pay.maker import UnpayableError
from sim.quotas import half_up

SEVERITIES = {"warning": Label(en="warning", zh="注意"), "note": Label(en="note", zh="提示")}
SAYS = {
    "published": Label(en="published", zh="公开资料"),
    "recalled": Label(en="recalled, not looked up", zh="凭记忆，未查证"),
    "definition": Label(en="follows from the plan", zh="由方案推得"),
    "own": Label(en="this project's own rule of thumb", zh="本项目的经验规则"),
}
HEADS = {
    "example": Label(en="Example", zh="示例"),
    "result": Label(en="Result", zh="结果"),
    "what": Label(en="What", zh="项目"),
    "expected": Label(en="Expected", zh="应为"),
    "got": Label(en="Paid", zh="实付"),
    "severity": Label(en="Severity", zh="程度"),
    "rule": Label(en="Rule", zh="规则"),
    "where": Label(en="Where", zh="位置"),
    "message": Label(en="Finding", zh="说明"),
    "component": Label(en="Component", zh="组成"),
    "case": Label(en="Who", zh="对象"),
    "kpi": Label(en="KPI", zh="指标"),
    "at": Label(en="From", zh="自"),
    "jump": Label(en="Jumps by", zh="跳变"),
    "before": Label(en="Rate before", zh="此前费率"),
    "after": Label(en="Rate from there", zh="此后费率"),
    "pays": Label(en="Pays there", zh="此处应发"),
}
GAPS = told(
    "Gaps, overlaps and undefined ends of a schedule are refused when the file is read.",
    "档位的空缺、重叠与未定义的端点在读取文件时即被拒绝。",
)


FAILED = 2
"""Exit code where an example fails or the law refuses the plan; what lint finds alone is no failure."""


@dataclass
class Checked(Done):
    """What was found; code: what the command exits with."""

    code: int = 0


def check_plan(source: str, files: Mapping[str, Path], quota: str | None, options: Options) -> Checked:
    """Examples, lint and law of one plan. files: books by kind (deals, roster, …), none if none are given.

    quota: a year's, in units of currency, for people of whom no file states one. options: lang, overrides, and for a
    scenario `years` to simulate and the `seed`. Raises ScenarioFaults where the plan or a file cannot be used.
    """
    file = load_plan(source, options.get("overrides", ()))
    results = examples_of(file, source)
    crowd, notes = _crowd(source, file, files, options)
    material = Material(file, crowd, _quota(quota, file))
    try:
        found = lint(material)
        city, legal = findings_of(material, source)
    except (UnpayableError, OverflowError) as error:
        raise ScenarioFaults([Fault(source, 0, "plan", str(error))]) from None
    sections = [
        _examples(results, material),
        _lint(found, material),
        _edges(material),
        coverage(material),
        legal_section(city, legal),
    ]
    refused = [one for one in legal if one.severity == "refused"]
    failed = [result for result in results if not result.passed]
    passed = not failed and not refused
    shown = [section for section in sections if section.rows or section.notes]
    tables = section_tables(shown, file.company.currency, options["lang"])
    note = _summary(results, found, len(legal), len(refused)).text(options["lang"])
    return Checked(tables, section_data(sections) | {"passed": passed}, [*notes, note], 0 if passed else FAILED)


def examples_of(file: PlanFile, source: str) -> list[ExampleResult]:
    """Every example carried out. Raises ScenarioFaults with all that cannot be."""
    results, faults = [], []
    for i, example in enumerate(file.examples):
        try:
            results.append(run_example(file, example))
        except UnpayableError as error:
            faults.append(Fault(source, 0, f"examples[{i}]", str(error)))
    if faults:
        raise ScenarioFaults(faults)
    return results


def _crowd(source: str, file: PlanFile, files: Mapping[str, Path], options: Options) -> tuple[Crowd | None, list[str]]:
    """Whoever is known to have results; and why nobody is, where that is a scenario which cannot be simulated."""
    if files:
        return crowd_of_books(file, files), []
    if source in plan_library() and source not in library():
        return None, []
    scenario, faults = read(source, options.get("overrides", ()))
    if scenario is not None:
        return crowd_of_scenario(scenario, options.get("years", 0), options.get("seed", 1)), []
    if any(fault.path == "market" and fault.message == "is required" for fault in faults):
        return None, []
    told_why = told("this scenario cannot be simulated, so that nobody's results are known: {why}",
                    "该场景无法模拟，因此没有人的业绩可参照：{why}", why=str(faults[0]))  # fmt: skip
    return None, [told_why.text(options["lang"])]


def _quota(written: str | None, file: PlanFile) -> int | None:
    """Coins a year."""
    if written is None:
        return None
    try:
        amount: Decimal = Decimal(written.replace(",", "").replace("_", ""))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0 or amount >= 10**15:
        raise ScenarioFaults([Fault("--quota", 0, "", "should be an amount of money", written, "such as 1000000")])
    return half_up(Fraction(amount) * 10**file.company.currency.minor_digits)


# ── sections ────────────────────────────────────────────────────────────────────────────────────


def _columns(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, HEADS[key]) for key in keys)


def _examples(results: list[ExampleResult], material: Material) -> Section:
    """A row for each example that passes, and one for each thing that another does not pay as it should."""
    rows: list[tuple[Any, ...]] = []
    for number, result in enumerate(results, 1):
        name = result.example.name if result.example.name.en else told("number {n}", "第 {n} 个", n=number)
        if result.passed:
            rows.append((name, Label(en="passes", zh="通过"), None, None, None))
        for miss in result.misses:
            rows.append(
                (name, Label(en="FAILS", zh="不符"), miss.what, material.money(miss.expected), material.money(miss.got))
            )
    notes = () if results else (told("The plan carries no examples (`examples:`).", "方案未附示例（`examples:`）。"),)
    heads = _columns("example", "result", "what", "expected", "got")
    return Section("examples", Label(en="Examples", zh="示例"), heads, tuple(rows), notes, 200)


def _lint(found: tuple[LintFinding, ...], material: Material) -> Section:
    rows = tuple((SEVERITIES[one.severity], one.rule.id, one.found.where or None, one.found.message) for one in found)
    notes = [_said(rule) for rule in RULES if any(one.rule is rule for one in found)]
    if any(case.assumed for case in material.cases):
        notes.append(
            told(
                "Nobody states a quota: {quota} a year is taken; --quota, --roster or a scenario states it.",
                "未提供目标：按每年 {quota} 计；可用 --quota、--roster 或场景给出。",
                quota=", ".join(dict.fromkeys(material.money(case.quota) for case in material.cases if case.assumed)),
            )
        )
    more = {
        "rules": [one.rule.id for one in found],
        "figures": [one.found.more for one in found],
        "sources": {rule.id: {"says": rule.says, "source": rule.source} for rule in RULES},
    }
    heads = _columns("severity", "rule", "where", "message")
    return Section("lint", Label(en="Worth a second look", zh="值得复核"), heads, rows, (*notes, GAPS), 200, more)


def _said(rule: Any) -> Label:
    """A rule, and who says so."""
    source = f" ({rule.source})" if rule.source else ""
    return Label(
        en=f"{rule.id}: {rule.title.en}; {SAYS[rule.says].en}{source}.",
        zh=f"{rule.id}：{rule.title.zh}；{SAYS[rule.says].zh}{source}。",
    )


def _edges(material: Material) -> Section:
    """Every edge of every curve: the rate below, the jump, and the rate from there."""
    rows = tuple(
        (
            edge.component,
            edge.case.name,
            edge.kpi or None,
            where_at(material, edge),
            _rate(material, edge, edge.before),
            material.money(edge.jump) if edge.jump else None,
            _rate(material, edge, edge.after),
            material.money(edge.pays),
        )
        for edge in material.edges
    )
    heads = _columns("component", "case", "kpi", "at", "before", "jump", "after", "pays")
    title = Label(en="Marginal rates, edge by edge (a period)", zh="各档边际费率（每期）")
    return Section("edges", title, heads, rows, (), 60)


def _rate(material: Material, edge: Edge, rate: Fraction) -> str:
    """Money for each unit of money more (0.02 = 2 %), or for each thing."""
    kpi = with_own(material.plan.kpis).get(edge.kpi)
    return material.money(rate) if kpi is not None and kpi.unit != "money" else f"{float(rate):.6g}"


def _summary(results: list[ExampleResult], found: tuple[LintFinding, ...], legal: int, refused: int) -> Label:
    passed, warnings = sum(result.passed for result in results), sum(one.severity == "warning" for one in found)
    return told(
        "{passed} of {all} examples pass; {warnings} warnings, {notes} notes; {legal} legal, {refused} refused",
        "示例通过 {passed}/{all}；注意 {warnings} 项，提示 {notes} 项；法律事项 {legal} 项，其中拒绝 {refused} 项",
        passed=passed,
        all=len(results),
        warnings=warnings,
        notes=len(found) - warnings,
        legal=legal,
        refused=refused,
    )
