"""The front door: a scenario in, a year's outcomes out, by either engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scenarios.scenario import Scenario
from sim.expectations import expected
from sim.kernel import run as kernel
from sim.log import Log
from sim.measures import Measure, counted, measures
from sim.mind.beliefs import Beliefs
from sim.panel import Panel, joined
from sim.reference import year as reference
from sim.world.world import World, make_world

Engine = Literal["kernel", "simpy"]
CHUNK_BYTES = 64 * 2**20
"""Replications are simulated in chunks of about this much memory, whatever their number."""


@dataclass(frozen=True)
class Year:
    """A scenario ready to be lived through: its numbers, and what its reps believe."""

    world: World
    beliefs: Beliefs
    measures: tuple[Measure, ...]
    seed: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """Periods (the time before the year and its months), reps, measures."""
        return len(self.world.period_end), len(self.world.reps), len(self.measures)

    @property
    def chunk(self) -> int:
        """Replications that fit a chunk; at least one."""
        return max(1, CHUNK_BYTES // (8 * int(np.prod(self.shape))))


def prepare(scenario: Scenario, seed: int = 1) -> Year:
    """Resolves a scenario and lets its reps learn; the costly part that replications share."""
    return year_in(make_world(scenario), scenario, seed)


def year_in(world: World, scenario: Scenario, seed: int) -> Year:
    """The same where the scenario's world is at hand."""
    columns = (*measures(scenario), *counted(len(world.pay.events)))
    return Year(world, expected(scenario, world, seed), columns, seed)


def simulate(scenario: Scenario, replications: int, seed: int = 1, first: int = 0, engine: Engine = "kernel") -> Panel:
    """A panel of replications `first`, `first` + 1, …: the same numbers from either engine."""
    return joined(list(chunks(prepare(scenario, seed), replications, first, engine)))


def chunks(year: Year, replications: int, first: int = 0, engine: Engine = "kernel") -> Iterator[Panel]:
    """The same, a chunk at a time, so that memory does not grow with the number of replications."""
    for start in range(first, first + replications, year.chunk):
        yield chunk_of(year, start, min(year.chunk, first + replications - start), engine)


def chunk_of(year: Year, first: int, count: int, engine: Engine = "kernel") -> Panel:
    """Replications `first` to `first + count`, exclusive."""
    if engine == "simpy":
        stories = [_story(year, first + i)[0] for i in range(count)]
        return Panel(np.stack([panel.values[0] for panel in stories]), year.measures)
    values = np.full((count, *year.shape), np.nan)
    kernel.run(year.world, year.beliefs, year.seed, first, values, workers=kernel.cores())
    return Panel(values, year.measures)


def trace(year: Year, replication: int, engine: Engine = "kernel") -> tuple[Panel, Log]:
    """One replication with every entry that makes it up."""
    if engine == "simpy":
        return _story(year, replication)
    sums = np.zeros(year.shape)
    log = kernel.trace(year.world, year.beliefs, year.seed, replication, sums)
    return Panel(sums[None], year.measures), log


def _story(year: Year, replication: int) -> tuple[Panel, Log]:
    sums, log = reference.live_year(year.world, year.beliefs, year.seed, replication, len(year.measures))
    return Panel(sums[None], year.measures), log
