"""The levers that a search may pull, together: from numbers to a scenario and back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.curve import Curves
from optimizer.decision import Block, BlockName, Decision, Move, Patch, Values, merged, patched
from optimizer.program import Row
from optimizer.salary import Salary
from optimizer.targets import Targets
from optimizer.weights import Weights
from scenarios.scenario import Scenario

BLOCKS: dict[BlockName, Callable[[Scenario, float], Block]] = {
    "targets": Targets,
    "weights": Weights,
    "curve": Curves,
    "salary": Salary,
}


@dataclass(frozen=True)
class Levers:
    """Some blocks of decisions about one scenario. within: how far each may move, as a share of today's."""

    scenario: Scenario
    names: tuple[BlockName, ...]
    within: float

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(BLOCKS[name](self.scenario, self.within) for name in self.names)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(d for block in self.blocks for d in block.decisions)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def today(self) -> dict[str, float]:
        return {d.name: d.now for d in self.decisions}

    def moves(self, at: Values, size: float, side: int, group: Collection[BlockName]) -> list[Move]:
        """Plans near `at` to learn the slopes of a group of blocks from."""
        chosen = (block for name, block in zip(self.names, self.blocks, strict=True) if name in group)
        return [move for block in chosen for move in block.moves(at, size, side)]

    def plan(self, values: Values) -> Scenario:
        """The scenario with these numbers; itself where they are today's."""
        return patched(self.scenario, self.patches(values)) if dict(values) != self.today else self.scenario

    def patches(self, values: Values) -> list[Patch]:
        return [patch for block in self.blocks if (patch := block.patch(values))]

    def patch(self, values: Values) -> Patch:
        """All changes as one."""
        whole: Patch = {}
        for patch in self.patches(values):
            whole = _united(whole, patch)
        return whole

    def rounded(self, values: Values) -> dict[str, float]:
        return {name: value for block in self.blocks for name, value in block.rounded(values).items()}


def _united(one: Patch, other: Patch) -> Patch:
    """Two sets of changes as one, items of lists side by side."""
    found = dict(one)
    for key, value in other.items():
        mine = found.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            found[key] = _united(mine, value)
        elif isinstance(mine, list) and isinstance(value, list):
            found[key] = _side_by_side(mine, value)
        else:
            found[key] = value
    return found


def _side_by_side(one: Sequence[Patch], other: Sequence[Patch]) -> list[Patch]:
    ids = [item["id"] for item in one]
    changes = {item["id"]: item for item in other}
    return [merged(item, changes.get(item["id"], {})) for item in one] + [i for i in other if i["id"] not in ids]
