"""A rep's year as the rep sees it: what each effort is expected to pay, and what she does where she stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from results.asked import scenario_asked
from results.explain.hours import hours_of, hours_section, mean_of_years
from results.render.sections import section_data, section_tables
from results.section import Column, Section
from results.work import Bar, Done, Options
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from scenarios.scenario import Scenario
from sim.engine import Year, chunks, prepare
from sim.measures import M
from sim.mind.prospects import PERIOD_SIDE, Prospect, prospect_of, steady_pay
from sim.quotas import rep_quotas
from sim.rules.effort import effort_cost, marginal_effort_cost

Floats = npt.NDArray[np.float64]
EFFORTS = 9
"""Efforts shown, from least to most."""
FEW = 0.2
"""The years in which she is furthest behind, and furthest ahead: this share of them each."""
PLAIN = 0.02
"""Efforts that differ by less than this share are called the same."""
AT_EACH = Label(en="What the year is expected to pay {name} at each effort", zh="{name}：各努力水平的预期年薪酬")
BY_MONTH = Label(en="What {name} does, month by month", zh="{name}：逐月的应对")
HEADS = {
    "effort": Label(en="Effort all year", zh="全年努力"),
    "attainment": Label(en="Expected attainment", zh="预期达成率"),
    "pay": Label(en="Pay that depends on results", zh="浮动薪酬"),
    "cost": Label(en="What effort costs her", zh="努力成本"),
    "left": Label(en="Left to her", zh="净得"),
    "month": Label(en="Month", zh="月份"),
    "behind": Label(en="Effort when far behind", zh="远落后时的努力"),
    "middle": Label(en="In between", zh="居中时"),
    "ahead": Label(en="When far ahead", zh="远领先时"),
    "coin": Label(en="Worth of 1,000 more in sales", zh="多销售 1,000 的价值"),
    "does": Label(en="What the plan makes her do", zh="方案促使其"),
}
DOES = {
    "steady": Label(en="works evenly", zh="平稳工作"),
    "rests": Label(en="rests when ahead", zh="领先时松懈"),
    "pushes": Label(en="pushes when ahead", zh="领先时加力"),
    "slackens": Label(en="slackens when behind", zh="落后时松懈"),
    "catches_up": Label(en="catches up when behind", zh="落后时追赶"),
}
SEES = Label(
    en="Her own expectation, from what she believes of her sales (in a funnel, learnt in {pilots} quiet pilot years), "
    "at the same effort every month. Effort 1 is the contract's ordinary day; its cost is assumed (mind.effort.cost).",
    zh="依其对自身业绩的信念（漏斗市场由 {pilots} 个静默试跑年习得），每月努力相同。努力 1 为合同规定的常规工作日；"
    "成本为假设（mind.effort.cost）。",
)
STANDS = Label(
    en="Far behind and far ahead: the fifth of the simulated years in which the pay period had brought least, and "
    "most, by then. The worth of more sales is what makes her effort worth its cost.",
    zh="远落后、远领先：截至当时考核期业绩最低与最高的五分之一年份。多销售的价值即使其努力得偿的边际薪酬。",
)


def explain_reaction(source: str, bar: Bar, options: Options) -> Done:
    """One rep's reaction to the plan. Raises ScenarioFaults where nobody reacts, or nobody is called so.

    Of options: `lang`, `overrides`, `seed`, `replications`, `rep` (id).
    """
    faults: list[Fault] = []
    scenario, seed = scenario_asked(source, options, faults)
    if scenario is None:
        raise ScenarioFaults(faults)
    ids = [rep.id for rep in scenario.people.reps]
    if not scenario.mind.reacts:
        faults.append(Fault(source, 0, "mind.kind", "nobody reacts to the plan; try --set mind.kind=forward", "none"))
    if options["rep"] not in ids:
        faults.append(Fault(source, 0, "--rep", f"there is no such rep; known: {', '.join(ids)}", options["rep"]))
    if faults:
        raise ScenarioFaults(faults)
    count, place = options["replications"], ids.index(options["rep"])
    bar.expect(count)
    year = prepare(scenario, seed)
    ahead = prospect_of(year.world.behaviour[place], year.world.pay, year.beliefs, place)
    efforts, before, hours = _lived(scenario, year, count, place, ahead, bar)
    sections = [_at_each_effort(scenario, year, place, ahead), _by_month(scenario, year, place, efforts, before)]
    if hours:
        sections.append(hours_section(scenario, place, hours))
    data = section_data(sections) | {"seed": seed, "replications": count, "rep": options["rep"]}
    return Done(section_tables(sections, scenario.company.currency, options["lang"]), data)


def _lived(
    scenario: Scenario, year: Year, count: int, place: int, ahead: Prospect, bar: Bar
) -> tuple[Floats, Floats, dict[str, Floats]]:
    """A rep's efforts as she chooses them by pay, and what the pay period had brought before each month, by
    [replication, month]; her hours.
    """
    efforts, sales, hours = [], [], []
    driven = any(measure.name == "effort_by_pay" for measure in year.measures)
    for panel in chunks(year, count):
        efforts.append(panel.of("effort_by_pay" if driven else "effort")[:, :, place])
        sales.append(panel.of("bookings")[:, :, place])
        hours.append(hours_of(panel, scenario, place))
        bar(len(panel.values))
    sold = np.concatenate(sales)
    so_far = np.concatenate([np.zeros((count, 1)), sold.cumsum(axis=1)], axis=1)
    since = ahead.since[:, PERIOD_SIDE]
    divided = {activity: np.concatenate([part[activity] for part in hours]) for activity in hours[0]}
    return np.concatenate(efforts), so_far[:, :-1] - so_far[:, since], divided


def _at_each_effort(scenario: Scenario, year: Year, place: int, ahead: Prospect) -> Section:
    way, beliefs, coin = year.world.behaviour[place], year.beliefs, 10.0**scenario.company.currency.minor_digits
    quota, months = float(rep_quotas(scenario)[place].sum()), len(ahead.since)
    rows, most = [], (-np.inf, 0.0)
    for effort in np.linspace(way.low, way.high, EFFORTS):
        sold = (beliefs.level[place, :, M.BOOKINGS] + beliefs.slope[place, :, M.BOOKINGS] * effort).sum()
        lines = range(len(ahead.role))
        pay = sum(steady_pay(year.world.pay, ahead.amounts, ahead.leaves, line, place, effort) for line in lines)
        cost = months * effort_cost(effort, way.free, way.cost, way.bend)
        most = max(most, (pay - cost, effort))
        rows.append((effort, sold / quota if quota else None, pay / coin, cost / coin, (pay - cost) / coin))
    units = {"effort": "number", "attainment": "share", "pay": "money", "cost": "money", "left": "money"}
    note = Label(en=SEES.en.format(pilots=scenario.mind.pilot), zh=SEES.zh.format(pilots=scenario.mind.pilot))
    return Section("efforts", _named(AT_EACH, scenario, place), _columns(units), tuple(rows), (note,), EFFORTS,
                   {"best": float(most[1])})  # fmt: skip


def _by_month(scenario: Scenario, year: Year, place: int, efforts: Floats, before: Floats) -> Section:
    way, rows = year.world.behaviour[place], []
    for month in range(efforts.shape[1]):
        behind, middle, ahead = _where_she_stands(efforts[:, month], before[:, month])
        slope = year.beliefs.slope[place, month, M.BOOKINGS]
        worth = 1000.0 * marginal_effort_cost(middle.value, way.free, way.cost, way.bend) / slope if slope else None
        inside = way.low < middle.value < way.high
        rows.append((str(month + 1), behind, middle, ahead, worth if inside else None, _does(behind, middle, ahead)))
    units = {
        "month": "text",
        "behind": "number",
        "middle": "number",
        "ahead": "number",
        "coin": "money",
        "does": "text",
    }
    return Section("months", _named(BY_MONTH, scenario, place), _columns(units), tuple(rows), (STANDS,), len(rows))


def _where_she_stands(efforts: Floats, before: Floats) -> tuple[Fitted, Fitted, Fitted]:
    """Mean efforts with intervals: in the years in which she is furthest behind, in between, furthest ahead."""
    order, few = np.argsort(before, kind="stable"), max(1, int(FEW * len(before)))
    if before.min() == before.max():  # nobody is ahead or behind yet
        return (mean_of_years(efforts),) * 3
    parts = order[:few], order[few : len(order) - few], order[-few:]
    behind, middle, ahead = (mean_of_years(efforts[part]) for part in parts)
    return behind, middle, ahead


def _does(behind: Fitted, middle: Fitted, ahead: Fitted) -> Label:
    """The plainest departure from even work."""
    less, more = middle.value * (1 - PLAIN), middle.value * (1 + PLAIN)
    found = {
        "rests": less - ahead.high,
        "pushes": ahead.low - more,
        "slackens": less - behind.high,
        "catches_up": behind.low - more,
    }
    plainest = max(found, key=lambda key: found[key])
    return DOES[plainest if found[plainest] > 0 else "steady"]


def _named(title: Label, scenario: Scenario, place: int) -> Label:
    name = scenario.people.reps[place].name
    return Label(en=title.en.format(name=name.en), zh=title.zh.format(name=name.zh))


def _columns(units: dict[str, Any]) -> tuple[Column, ...]:
    return tuple(Column(key, HEADS[key], unit) for key, unit in units.items())
