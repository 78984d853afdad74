"""What each tool adds alone, and all together: what is counted twice shows in the difference (E08)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from results.efficiency import ToolWorth, worth_of_tools
from results.estimate import mean_of
from results.outcome import Outcome, condensed
from results.render.sections import section_data, section_tables
from results.section import Column, Section
from results.work import Bar, Done, Options
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario
from scenarios.vary import with_changes
from sim.engine import simulate

Floats = npt.NDArray[np.float64]
BUNDLE, SINGLES = "bundle", "singles"
NAMES = {BUNDLE: Label(en="All of them", zh="全部启用"), SINGLES: Label(en="Sum of each alone", zh="单独启用之和")}
TITLE = Label(en="What tools bring in a year", zh="各工具的年度收益")
HEADS = (
    Column("tool", Label(en="Tool", zh="工具")),
    Column("margin", Label(en="More gross margin", zh="毛利增加"), "money"),
    Column("pay", Label(en="More pay", zh="薪酬增加"), "money"),
    Column("licences", Label(en="Licences", zh="许可费"), "money"),
    Column("net", Label(en="Net", zh="净收益"), "money"),
    Column("hours", Label(en="Hours of quotes saved less learning", zh="报价节省工时减学习工时"), "count"),
)
NOTES = (
    Label(en="Each against the same years without tools, on the same draws; 95 % intervals.",
          zh="均与无工具的同一批年份逐年对比；括号内为 95 % 区间。"),
    Label(en="Where all of them bring less than the sum of each alone, the sum counts something twice.",
          zh="若全部启用的收益低于单独启用之和，说明其中有重复计算。"),
)  # fmt: skip


@dataclass(frozen=True)
class ToolRow:
    """A tool alone, all of them (BUNDLE), or the sum of each alone (SINGLES), [replication] in coins and hours."""

    tool: str
    margin: Floats
    pay: Floats
    licences: Floats
    net: Floats
    hours: Floats


def tool_rows(
    scenario: Scenario, replications: int, seed: int = 1, progress: Callable[[int], None] = lambda _: None
) -> tuple[ToolRow, ...]:
    """A row for each tool, then the bundle and the sum of singles, all lived on the same draws."""
    ids = [tool.id for tool in scenario.tools]

    @cache
    def lived(*kept: str) -> Outcome:
        made = _with(scenario, kept)
        outcome = condensed(made, simulate(made, replications, seed))
        progress(replications)
        return outcome

    rows = [_row(tool, worth_of_tools(lived(), lived(tool))) for tool in ids]
    bundle = _row(BUNDLE, worth_of_tools(lived(), lived(*ids)))
    sums = (
        np.sum([getattr(row, what) for row in rows], axis=0) for what in ("margin", "pay", "licences", "net", "hours")
    )
    return (*rows, bundle, ToolRow(SINGLES, *sums))


def show_tools(source: str, bar: Bar, options: Options) -> Done:
    """The table of a scenario's tools. Raises ScenarioFaults where it has none."""
    scenario = load(source, options["overrides"])
    if not scenario.tools:
        message = "has no tools; see docs/how-to/process-and-tools.md"
        raise ScenarioFaults([Fault(source, 0, "tools", message)])
    count = options["replications"]
    bar.expect((len({(), *((tool.id,) for tool in scenario.tools), tuple(tool.id for tool in scenario.tools)})) * count)
    rows = tool_rows(scenario, count, options["seed"], bar)
    coin = 10**scenario.company.currency.minor_digits
    names = NAMES | {tool.id: tool.name for tool in scenario.tools}
    cells = tuple(
        (names[row.tool], *(_cell(getattr(row, what), coin) for what in ("margin", "pay", "licences", "net")),
         _cell(row.hours, 1))
        for row in rows
    )  # fmt: skip
    section = Section("tools", TITLE, HEADS, cells, NOTES, most=len(cells))
    return Done(section_tables([section], scenario.company.currency, options["lang"]), section_data([section]))


def _row(name: str, worth: ToolWorth) -> ToolRow:
    return ToolRow(name, worth.margin, worth.pay, worth.licences, worth.net, np.zeros_like(worth.net) + worth.hours)


def _cell(values: Floats, unit: float) -> Fitted:
    found = mean_of(values / unit)
    return Fitted(found.mean, found.low, found.high, len(values))


def _with(scenario: Scenario, kept: Iterable[str]) -> Scenario:
    """The same company with some of its tools."""
    names = set(kept)
    return with_changes(scenario, {"tools": lambda tools: [tool for tool in tools if tool["id"] in names]})
