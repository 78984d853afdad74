"""Where the pipeline is stuck: what a tenth more capacity at each stage would bring, on the same draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.asked import scenario_asked
from results.estimate import Difference, difference_of
from results.live import Progress, live
from results.outcome import Outcome
from results.render.sections import section_data, section_tables
from results.section import Column, Section
from results.work import Bar, Done, Options
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from scenarios.scenario import Scenario
from scenarios.vary import with_factors

Floats = npt.NDArray[np.float64]
MORE = 0.1
"""How much more capacity a stage is given: its work takes 1 / (1 + MORE) of its hours."""
TITLE = Label(en="What a tenth more capacity at a stage would bring a year", zh="某阶段产能提高一成的全年效果")
HEADS = {
    "stage": Label(en="Stage", zh="阶段"),
    "gain": Label(en="Gross margin", zh="毛利"),
    "hours": Label(en="Hours freed", zh="释放工时"),
    "per_hour": Label(en="Gross margin an hour", zh="每小时毛利"),
    "deals": Label(en="Contracts", zh="签约数"),
}
NOTE = Label(
    en="The same years lived again with this stage's work alone taking {percent} of its hours. The first stage is the "
    "bottleneck: an hour more there brings most, as long as its interval lies above zero.",
    zh="同样的年份，仅该阶段工时降为 {percent} 后重新模拟。排首位者为瓶颈：区间大于零时，增加该处产能收益最大。",
)


@dataclass(frozen=True)
class Relief:
    """One stage with more capacity: what margin, contracts and hours change by, a year."""

    stage: str
    name: Label
    margin: Difference
    deals: Difference
    hours: float


def reliefs(scenario: Scenario, replications: int, seed: int, progress: Progress) -> list[Relief]:
    """Every stage whose work takes time, the one with most to gain first.

    Source: the marginal worth of capacity by finite differences on common draws; Goldratt (1984) for the question.
    """
    assert scenario.funnel is not None
    base = live(scenario, replications, seed, "kernel", progress)
    found = []
    for stage in scenario.funnel.stages:
        if stage.hours.mean:
            eased = live(_eased(scenario, stage.id), replications, seed, "kernel", progress)
            margin, deals = (
                difference_of(_total(base, name), _total(eased, name)) for name in ("gross_margin", "won_deals")
            )
            hours = stage.hours.mean * _total(base, f"entered:{stage.id}").mean() * MORE / (1 + MORE)
            found.append(Relief(stage.id, stage.name, margin, deals, float(hours)))
    return sorted(found, key=lambda relief: -relief.margin.mean)


def _eased(scenario: Scenario, stage: str) -> Scenario:
    """The same company with quicker work at one stage."""
    return with_factors(scenario, {f"funnel.stages[{stage}].hours.mean": 1 / (1 + MORE)})


def _total(outcome: Outcome, name: str) -> Floats:
    return np.asarray(outcome.year(name).sum(axis=1))


def explain_bottleneck(source: str, bar: Bar, options: Options) -> Done:
    """The stages of a scenario by what more capacity there brings. Raises ScenarioFaults where there is no funnel."""
    faults: list[Fault] = []
    scenario, seed = scenario_asked(source, options, faults)
    if scenario is not None and scenario.funnel is None:
        faults.append(Fault(source, 0, "market", "is a direct one, which has no stages", "direct"))
    if faults or scenario is None or scenario.funnel is None:
        raise ScenarioFaults(faults)
    worked = sum(bool(stage.hours.mean) for stage in scenario.funnel.stages)
    bar.expect(options["replications"] * (1 + worked))
    section = _section(reliefs(scenario, options["replications"], seed, bar), scenario)
    data = section_data([section]) | {"seed": seed, "replications": options["replications"]}
    return Done(section_tables([section], scenario.company.currency, options["lang"]), data)


def _section(found: list[Relief], scenario: Scenario) -> Section:
    coin = 10.0**scenario.company.currency.minor_digits

    def cell(change: Difference, by: float) -> Fitted:
        return Fitted(change.mean / by, change.low / by, change.high / by, 1)

    rows = tuple(
        (
            relief.name,
            cell(relief.margin, coin),
            relief.hours,
            cell(relief.margin, coin * relief.hours) if relief.hours else None,
            cell(relief.deals, 1.0),
        )
        for relief in found
    )
    units = {"stage": "text", "gain": "money", "hours": "count", "per_hour": "money", "deals": "number"}
    heads = tuple(Column(key, HEADS[key], unit) for key, unit in units.items())  # type: ignore[arg-type]
    percent = f"{100 / (1 + MORE):.0f} %"
    note = Label(en=NOTE.en.format(percent=percent), zh=NOTE.zh.format(percent=percent))
    return Section("bottleneck", TITLE, heads, rows, (note,), len(rows), {"first": found[0].stage if found else None})
