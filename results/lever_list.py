"""The registry of levers as a user meets it: what management can set, and what each must move."""

from __future__ import annotations

from typing import Any

from results.render.sections import section_tables
from results.section import Column, Section
from results.work import Done, Options
from scenarios.base import Label, Record
from scenarios.company import Currency
from scenarios.faults import Fault, did_you_mean
from scenarios.levers import FAMILIES, Lever
from scenarios.levers.keys import default_of
from scenarios.load import ScenarioFaults

HEADS: dict[str, Label] = {
    "id": Label(en="Id", zh="编号"),
    "name": Label(en="Lever", zh="管理手段"),
    "key": Label(en="Key", zh="情景键"),
    "unit": Label(en="Unit", zh="单位"),
    "default": Label(en="Default", zh="默认值"),
    "indicator": Label(en="Must move", zh="应影响的指标"),
    "direction": Label(en="Direction", zh="方向"),
    "lag": Label(en="From month", zh="起效月"),
    "source": Label(en="Size of effect", zh="效应出处"),
}
TITLES: dict[str, Label] = {
    "people": Label(en="People and duties", zh="人员与职责"),
    "process": Label(en="Process, tools and time", zh="流程、工具与时间"),
    "training": Label(en="Training and skills", zh="培训与技能"),
    "customers": Label(en="Customers", zh="客户"),
    "market": Label(en="Market and channels", zh="市场与渠道"),
    "minds": Label(en="What moves people beside pay", zh="薪酬之外的动力"),
}
UP, DOWN = Label(en="up", zh="上升"), Label(en="down", zh="下降")
ASSUMED, NONE = Label(en="assumed", zh="假设"), Label(en="none", zh="无")
YES, NO = Label(en="yes", zh="是"), Label(en="no", zh="否")
NOTE = Label(
    en="Each is tried at a test dose: its indicator moves that way, and with effect and cost off nothing changes.",
    zh="每项手段均以测试剂量检验：指标按该方向变动；效应与成本归零时结果完全不变。",
)
EMPTY = Label(en="No lever of this family.", zh="该类暂无管理手段。")


def list_levers(family: str | None, options: Options) -> Done:
    """Every lever, or those of one family. Raises ScenarioFaults where there is no such family."""
    if family is not None and family not in FAMILIES:
        hint = did_you_mean(family, FAMILIES) or f"one of: {', '.join(FAMILIES)}"
        raise ScenarioFaults([Fault("--family", 0, "", "there is no such family of levers", family or '""', hint)])
    wanted = {name: levers for name, levers in FAMILIES.items() if family in (None, name)}
    sections = [_section(name, levers) for name, levers in wanted.items()]
    data = [lever_data(name, lever) for name, levers in wanted.items() for lever in levers]
    return Done(section_tables(sections, Currency(), options["lang"]), {"levers": data})


def lever_data(family: str, lever: Lever) -> dict[str, Any]:
    """A lever as plain values, with what holds where its key is not written."""
    follows = {"family": family, "key": lever.paths[0], "default": _plain(default_of(lever.paths[0]))}
    return follows | lever.model_dump(mode="json") | {"formula": lever.indicator.formula}


def default_text(lever: Lever) -> Label:
    """What holds where a lever's key is not written, as people read it."""
    value = default_of(lever.paths[0])
    if value is None or value == () or isinstance(value, Record):
        return NONE
    if isinstance(value, bool):
        return YES if value else NO
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return Label(en=text, zh=text)


def _section(family: str, levers: tuple[Lever, ...]) -> Section:
    heads = tuple(Column(key, head) for key, head in HEADS.items())
    return Section(family, TITLES[family], heads, tuple(map(_row, levers)), (NOTE if levers else EMPTY,), most=99)


def _row(lever: Lever) -> tuple[Any, ...]:
    return (
        lever.id,
        lever.name,
        lever.paths[0],
        lever.unit,
        default_text(lever),
        lever.indicator.formula,
        UP if lever.direction > 0 else DOWN,
        str(lever.lag + 1),
        ASSUMED if lever.source == "assumed" else lever.source,
    )


def _plain(value: Any) -> Any:
    """A default as JSON can say it; a whole section is none."""
    if isinstance(value, bool | int | float | str):
        return value
    return None if value is None or value == () or isinstance(value, Record) else str(value)
