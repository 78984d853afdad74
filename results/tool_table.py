"""What each tool adds alone, and all together: what is counted twice shows in the difference (E08)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from results.efficiency import worth_of_tools
from results.estimate import Estimate, mean_of
from results.outcome import Outcome, condensed
from scenarios.scenario import Scenario
from scenarios.vary import with_changes
from sim.engine import simulate

BUNDLE = "bundle"
SINGLES = "sum of singles"


@dataclass(frozen=True)
class ToolRow:
    """A tool alone, all of them, or the sum of each alone: coins of a year, against none; margin less pay less licences
    is what is left.
    """

    tool: str
    margin: Estimate
    licences: Estimate
    net: Estimate


def tool_table(scenario: Scenario, replications: int, seed: int = 1) -> tuple[ToolRow, ...]:
    """A row for each tool, then the bundle and the sum of singles, all lived on the same draws."""
    ids = [tool.id for tool in scenario.tools]

    @cache
    def lived(*kept: str) -> Outcome:
        return condensed(made := _with(scenario, kept), simulate(made, replications, seed))

    worths = {tool: worth_of_tools(lived(), lived(tool)) for tool in ids}
    worths[BUNDLE] = worth_of_tools(lived(), lived(*ids))
    rows = [
        ToolRow(name, mean_of(each.margin), mean_of(each.licences), mean_of(each.net)) for name, each in worths.items()
    ]
    margin, licences, net = (sum(getattr(worths[tool], what) for tool in ids) for what in ("margin", "licences", "net"))
    return (*rows, ToolRow(SINGLES, mean_of(margin), mean_of(licences), mean_of(net)))


def _with(scenario: Scenario, kept: Iterable[str]) -> Scenario:
    """The same company with some of its tools."""
    names = set(kept)
    return with_changes(scenario, {"tools": lambda tools: [tool for tool in tools if tool["id"] in names]})
