"""What is counted of tools: what they cost, what learning them takes, what they save; there where there are tools."""

from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, Unit, named


class W(IntEnum):
    """Places of the measures of tools, from the group's first; adoption tool by tool follows them."""

    TOOL_COST = 0
    HOURS_LEARNING = 1
    HOURS_SAVED = 2


_TOLD: tuple[tuple[Unit, str], ...] = (
    ("money", "Licences of the month's seats."),
    ("hours", "Hours of learning to use tools, taken from leads."),
    ("hours", "Hours of quotes that tools took over, at ordinary effort."),
)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    if not scenario.tools:
        return ()
    level = "Share of the work that the rep does with it, 0 to 1, in the month; not to be added up."
    fixed = named(W, _TOLD)
    return (*fixed, *(Measure(f"adoption:{tool.id}", "score", level) for tool in scenario.tools))


TOOLS = Group("tools", _of)
