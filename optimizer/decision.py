"""What a search may change: numbers of a scenario, each with its block, its bounds and its natural step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, log10
from typing import Any, Literal, Protocol

from optimizer.program import Row
from scenarios.base import Label
from scenarios.difference import written_form
from scenarios.scenario import Scenario

BlockName = Literal["targets", "weights", "curve", "salary"]
STILL = 1e-6
"""A number that moved by less of its step did not move."""
Values = Mapping[str, float]
"""A number for each decision, by its name."""
Patch = dict[str, Any]
"""What a scenario file would say to change these numbers, as mappings and lists."""


@dataclass(frozen=True)
class Decision:
    """One number that a search may change.

    now: today's. low, high: how far it may go. step: a change of ordinary size, by which trust regions are measured.
    """

    name: str
    block: BlockName
    says: Label
    now: float
    low: float
    high: float
    step: float


@dataclass(frozen=True)
class Move:
    """Two plans, between which slopes are measured; an empty one is the plan at hand.

    own: by rep's place the decision that is hers alone; empty where a decision touches everybody.
    """

    decision: str
    ahead: dict[str, float]
    behind: dict[str, float]
    own: tuple[str, ...] = ()


class Block(Protocol):
    """A family of decisions: how they are bounded, tried out and written down."""

    @property
    def decisions(self) -> tuple[Decision, ...]: ...

    @property
    def rows(self) -> tuple[Row, ...]:
        """Demands on the decisions that hold whatever people do."""

    def moves(self, at: Values, size: float, side: int) -> list[Move]:
        """Plans near `at` to learn slopes from; `size` in steps, `side` 1 or -1: to which side first."""

    def patch(self, values: Values) -> Patch:
        """The scenario's changes; empty where all is as today."""

    def rounded(self, values: Values) -> dict[str, float]:
        """The same plan in numbers that people can read; what did not move stays as it is."""


def patched(scenario: Scenario, patches: Iterable[Patch]) -> Scenario:
    """The scenario as the patches change it, validated anew (law 2)."""
    tree: Any = written_form(scenario)
    for patch in patches:
        tree = merged(tree, patch)
    return Scenario.model_validate(tree)


def merged(below: Any, above: Any) -> Any:
    """One tree over another, as scenario files are laid over each other: items of lists are found by their id."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: merged(below.get(key), value) for key, value in above.items()}
    if isinstance(below, list) and isinstance(above, list) and _named(below) and _named(above):
        changes = {item["id"]: item for item in above}
        return [merged(item, changes.get(item["id"], {})) for item in below]
    return above


def _named(items: list[Any]) -> bool:
    return all(isinstance(item, dict) and "id" in item for item in items)


def move_to(decision: Decision, at: Values, size: float, side: int) -> Move:
    """One number moved to one side; to the other where the first would lead where it may not be."""
    here, reach = at[decision.name], size * decision.step
    up, down = min(here + reach, max(decision.high, here)), max(here - reach, 0.0)
    wanted, other = (up, down) if side > 0 else (down, up)
    there = wanted if abs(wanted - here) >= 0.5 * reach else max(wanted, other, key=lambda place: abs(place - here))
    return Move(decision.name, {decision.name: there}, {})


def readable(decision: Decision, value: float) -> float:
    """A moved number to three digits that count, within its bounds; today's as it is written."""
    if abs(value - decision.now) < STILL * decision.step:
        return decision.now
    return min(max(digits(value, 3), decision.low), decision.high)


def digits(number: float, count: int) -> float:
    """A number to so many digits that count: 0.024871 to three is 0.0249."""
    return round(number, count - 1 - floor(log10(abs(number)))) if number else 0.0
