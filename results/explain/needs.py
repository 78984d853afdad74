"""Who needs which training, and whether missing skill is why somebody is behind: the evidence of simulated years."""

from __future__ import annotations

from results import store
from results.anonymise import Codes
from results.asked import scenario_asked
from results.outcome import condensed
from results.render.sections import section_data, section_tables
from results.section import Column, Section
from results.seen.words import TOPICS
from results.training_needs import Need, lacks_skill, recommended, training_needs
from results.work import Bar, Done, Options
from scenarios.base import Label
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from scenarios.scenario import Scenario
from sim.engine import simulate

TITLE = Label(en="Who needs which training", zh="培训需求")
HEADS = {
    "rep": Label(en="Rep", zh="销售代表"),
    "skill": Label(en="Skill", zh="技能"),
    "kpi": Label(en="Told by", zh="依据指标"),
    "own": Label(en="Hers", zh="本人"),
    "company": Label(en="The company's", zh="全员"),
    "cases": Label(en="Cases a year", zh="年样本数"),
    "score": Label(en="Standard errors below", zh="低于全员（标准误）"),
    "attainment": Label(en="Attainment", zh="达成率"),
    "cause": Label(en="Behind for lack of skill", zh="落后是否因技能"),
}
YES, NO, NOT_BEHIND = Label(en="yes", zh="是"), Label(en="no", zh="否"), Label(en="not behind", zh="未落后")
NOTE = Label(
    en="A need is a share plainly below the company's, by more than two standard errors of that many cases. Who is "
    "behind with every share as good as others' has another cause, such as too few leads or too high a quota.",
    zh="某项占比明显低于全员（超过两个标准误）即为需求。各项占比均不低却未达成者另有原因，如线索不足或目标过高。",
)
NOBODY = Label(en="Nobody is plainly below the company in anything.", zh="无人明显低于全员。")


def explain_needs(source: str, bar: Bar, options: Options) -> Done:
    """Every rep's plain shortfalls, the plainest first. Raises ScenarioFaults where there is no funnel.

    Of options: `lang`, `overrides`, `seed`, `replications`, `anonymise`.
    """
    faults: list[Fault] = []
    scenario, seed = scenario_asked(source, options, faults)
    if scenario is not None and scenario.funnel is None:
        faults.append(Fault(source, 0, "market", "is a direct one, in which no skill is used", "direct"))
    if faults or scenario is None:
        raise ScenarioFaults(faults)
    count = options["replications"]
    bar.expect(count)
    panel = simulate(scenario, count, seed)
    bar(count)
    needs = training_needs(scenario, panel)
    outcome = condensed(scenario, panel)
    quotas = outcome.quotas
    sold = outcome.year("bookings").mean(axis=0)
    attained = {
        rep.id: float(sold[place] / quotas[place])
        for place, rep in enumerate(scenario.people.reps)
        if quotas[place] > 0
    }
    codes = Codes(store.home(), scenario) if options.get("anonymise") else None
    section = _section(needs, attained, scenario, codes)
    data = section_data([section]) | {"seed": seed, "replications": count}
    return Done(section_tables([section], scenario.company.currency, options["lang"]), data)


def _section(needs: tuple[Need, ...], attained: dict[str, float], scenario: Scenario, codes: Codes | None) -> Section:
    names = {rep.id: rep.name for rep in scenario.people.reps}
    rows = []
    for need in needs:
        if need.is_plain:
            name = Label(en=codes.code(need.rep), zh=codes.code(need.rep)) if codes else names[need.rep]
            rows.append((name, TOPICS[need.topic], need.kpi, need.share, need.company, need.cases, -need.score,
                         attained.get(need.rep), _cause(attained.get(need.rep), needs, need.rep)))  # fmt: skip
    units = {"rep": "text", "skill": "text", "kpi": "text", "own": "share", "company": "share", "cases": "count",
             "score": "number", "attainment": "share", "cause": "text"}  # fmt: skip
    heads = tuple(Column(key, HEADS[key], unit) for key, unit in units.items())  # type: ignore[arg-type]
    first = {rep.id: recommended(needs, rep.id) for rep in scenario.people.reps}
    more = {"recommended": {codes.code(rep) if codes else rep: most.topic for rep, most in first.items() if most}}
    return Section("needs", TITLE, heads, tuple(rows), (NOTE if rows else NOBODY,), len(rows), more)


def _cause(attainment: float | None, needs: tuple[Need, ...], rep: str) -> Label:
    """Why a rep is behind (F12)."""
    if attainment is None or attainment >= 1:
        return NOT_BEHIND
    return YES if lacks_skill(attainment, needs, rep) else NO
