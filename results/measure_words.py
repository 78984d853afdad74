"""What each measure of a panel is called, in both languages, and which of them are levels rather than flows."""

from collections.abc import Mapping

from results.measure_names import LEVEL_NAMES, NAMES, SERIES_NAMES, THINGS
from scenarios.base import Label
from scenarios.kpis import known_measures
from scenarios.scenario import Scenario
from scenarios.training import TOPIC_NAMES
from sim.measures import Measure

MORE: dict[str, Label] = {
    # Duties, authority, ways between desks
    "approvals": Label(en="Approvals", zh="审批次数"),
    "approval_days": Label(en="Days of waiting for approvals", zh="审批等待合计"),
    "countersigns": Label(en="Countersigned contracts", zh="会签合同"),
    "countersign_days": Label(en="Days of waiting for second signatures", zh="会签等待合计"),
    "leakage": Label(en="Lost by overstepping limits", zh="越权损失"),
    "handovers": Label(en="Leads handed on by duty", zh="按职责移交"),
    "exchanges": Label(en="Leads given to better suited colleagues", zh="转给更合适同事"),
    "joint_deals": Label(en="Contracts with a specialist", zh="售前协同成交"),
    "duplicates": Label(en="Leads worked twice", zh="撞单线索"),
    "hours_duplicate": Label(en="Hours of double work", zh="撞单工时"),
    "unowned_leads": Label(en="Leads that lay about", zh="无主线索"),
    "hours_joint": Label(en="Hours on colleagues' deals", zh="支持同事工时"),
    "hours_training": Label(en="Hours in courses", zh="培训课时"),
    "hours_coaching": Label(en="Hours of coaching", zh="接受辅导工时"),
    "hours_sharing": Label(en="Hours of case sharing", zh="案例分享工时"),
    "hours_helping": Label(en="Hours given to colleagues", zh="协助同事工时"),
    "promotions": Label(en="Promotions", zh="晋升次数"),
    "training_cost": Label(en="Course fees", zh="培训费用"),
    "promotion_cost": Label(en="Raises by promotion", zh="晋升加薪"),
    "pulled_orders": Label(en="Orders signed early", zh="提前签单"),
    "early_discounts": Label(en="Given for signing early", zh="提前签单让利"),
    "held_orders": Label(en="Orders held back", zh="压单"),
    # Turnover
    "leavers": Label(en="People who left", zh="离职人数"),
    "leaving_chance": Label(en="Leavers to be expected", zh="预期离职人数"),
    "newcomers": Label(en="Newcomers", zh="新入职人数"),
    "empty_seats": Label(en="Months of empty seats", zh="岗位空缺（人月）"),
    "hiring_cost": Label(en="Finding and teaching newcomers", zh="招聘与带教"),
}
"""Names of measures, or of series of them (ending with `:`), that no KPI's formula may name."""

SERIES: dict[str, Label] = {
    "entered:": Label(en="Came to {what}", zh="进入{what}"),
    "lost:": Label(en="Said no at {what}", zh="在{what}丢单"),
    "cold:": Label(en="Gone cold at {what}", zh="在{what}流失"),
    "open:": Label(en="Still at {what} at the end", zh="期末在{what}"),
    "pay:": Label(en="Pay: {what}", zh="薪酬：{what}"),
    "returned:": Label(en="Given back at {what}", zh="在{what}退回"),
    "skill:": Label(en="Skill in {what}", zh="{what}能力"),
}
"""Names of series of measures, one for each stage, component, channel …"""

LEVELS: tuple[str, ...] = ("skill:",)
"""Measures, or beginnings of names, that are levels: their months are not added up."""


def is_level(name: str) -> bool:
    """Whether a measure stands for how things are at a month's end, not for what came to pass in it."""
    levels = (*LEVELS, *LEVEL_NAMES)
    return any(name == level or (level.endswith(":") and name.startswith(level)) for level in levels)


def measure_name(name: str, scenario: Scenario) -> Label | None:
    """What a measure is called, with the name of its stage, component or channel put in; None where nobody said."""
    known: Mapping[str, Label] = {each.id: each.name for each in known_measures().values()} | MORE | NAMES
    if name in known:
        return known[name]
    beginning, colon, what = name.partition(":")
    if (series := (SERIES | SERIES_NAMES).get(beginning + colon)) is None or not colon:
        return None
    inner = thing_name(what, scenario)
    return Label(en=series.en.format(what=inner.en), zh=series.zh.format(what=inner.zh))


def thing_name(thing: str, scenario: Scenario) -> Label:
    """The name of the stage, component, segment, channel … of an id; the id where none has a name."""
    return (THINGS | _things(scenario)).get(thing, Label(en=thing, zh=thing))


def _things(scenario: Scenario) -> dict[str, Label]:
    market, funnel = scenario.market, scenario.funnel
    listed = (
        *scenario.plan.components,
        *getattr(market, "segments", ()),
        *getattr(market, "channels", ()),
        *getattr(market, "competitors", ()),
        *getattr(market, "pilots", ()),
        *getattr(getattr(funnel, "process", None), "steps", ()),
        *getattr(scenario, "tools", ()),
        *(funnel.stages if funnel else ()),
    )
    return dict(TOPIC_NAMES) | {each.id: each.name for each in listed}


def unnamed(measures: tuple[Measure, ...], scenario: Scenario) -> list[str]:
    """Measures of a panel that nobody has named."""
    return [measure.name for measure in measures if measure_name(measure.name, scenario) is None]
