"""A stress test: every shock at every target, lived through on the same draws. Data in, data out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from results.assumed import Kept
from results.estimate import difference_of, mean_of, share_of
from results.figures import EVERYBODY, FIGURES
from results.live import Progress, live
from results.outcome import Outcome
from results.store import Store
from results.study import Spread, assumed_replications, over_assumptions
from results.worst import worst_of
from scenarios.crm.fit.interval import Fitted
from scenarios.scenario import Scenario
from scenarios.shock_effects import at_target, shocked
from scenarios.shocks import Shock

Floats = npt.NDArray[np.float64]
StoreOf = Callable[[Scenario, Shock, Decimal], Store]
"""Where one cell's years are kept."""
MONEY = ("bookings", "pay", "margin_after_pay", "collected")
FIGURE = {figure.key: figure for figure in FIGURES if figure.key in ("hit", *MONEY)}
CALM = Shock()
"""No shock at all: the first row, with which the others are compared."""
WRITTEN = Decimal(1)
"""The target as it is written."""
BREAKS = 0.5
"""A target holds as long as it is reached in at least so many years."""


@dataclass(frozen=True)
class Cell:
    """One shock at one target. years: float [replication] of each figure, money in whole units of currency."""

    shock: Shock
    target: Decimal
    years: dict[str, Floats] = field(repr=False)

    @cached_property
    def chance(self) -> Fitted:
        """How likely the target is reached, with Wilson's interval."""
        found = share_of(self.years["hit"] > 0)
        return Fitted(found.mean, found.low, found.high, len(self.years["hit"]))

    def mean(self, key: str) -> Fitted:
        found = mean_of(self.years[key])
        return Fitted(found.mean, found.low, found.high, len(self.years[key]))

    def worst(self, key: str) -> Fitted:
        """The mean of the worst 5 % of years by this figure."""
        return worst_of(self.years[key])

    def less(self, base: Cell, key: str) -> Fitted:
        """How much more this cell has than another, year by year on the same draws."""
        change = difference_of(base.years[key], self.years[key])
        return Fitted(change.mean, change.low, change.high, len(self.years[key]))


@dataclass(frozen=True)
class Stress:
    """cells: [shock, target], the first row without a shock. spreads: by shock at the written target, if asked for."""

    scenario: Scenario
    shocks: tuple[Shock, ...]
    targets: tuple[Decimal, ...]
    cells: tuple[tuple[Cell, ...], ...]
    spreads: tuple[Spread | None, ...]

    @property
    def written(self) -> int:
        """The place of the written target."""
        return self.targets.index(WRITTEN)

    def at_written(self, row: int) -> Cell:
        return self.cells[row][self.written]

    def change(self, row: int, key: str, column: int | None = None) -> Fitted:
        """What a shock changes at a target, the written one if none is named."""
        place = self.written if column is None else column
        return self.cells[row][place].less(self.cells[0][place], key)

    def breaks(self, row: int) -> Cell | None:
        """The highest target that holds under a shock; None where none that was tried does."""
        holding = [cell for cell in self.cells[row] if cell.chance.value >= BREAKS]
        return holding[-1] if holding else None


def stress(
    scenario: Scenario,
    shocks: Sequence[Shock],
    targets: Sequence[Decimal],
    replications: int,
    seed: int,
    progress: Progress,
    store_of: StoreOf,
    assumptions: bool,
) -> Stress:
    """Lives through every shock, none at all among them, at every target; at the written one over the assumptions too.

    targets: multiples of the written target in order, 1 among them. What is stored already is read.
    """
    rows, spreads = [], []
    for shock in (CALM, *shocks):
        struck = shocked(scenario, shock)
        row = []
        for target in targets:
            world = at_target(struck, target)
            store = store_of(world, shock, target)
            outcome = live(world, replications, seed, "kernel", progress, store)
            row.append(Cell(shock, target, years_of(outcome)))
        rows.append(tuple(row))
        kept = Kept(store_of(struck, shock, WRITTEN), assumed_replications(replications))
        spreads.append(over_assumptions(struck, replications, seed, progress, kept) if assumptions else None)
    return Stress(scenario, (CALM, *shocks), tuple(targets), tuple(rows), tuple(spreads))


def years_of(outcome: Outcome) -> dict[str, Floats]:
    """The figures that a stress test shows, replication by replication."""
    coin = 10**outcome.scenario.company.currency.minor_digits
    units = {key: coin if figure.unit == "money" else 1 for key, figure in FIGURE.items()}
    return {key: figure.of(outcome, EVERYBODY) / units[key] for key, figure in FIGURE.items()}
