"""The compiled engine's front door: many replications, or one with its log."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.kernel.year import live_years
from sim.log import ENTRY, Log, in_order
from sim.mind.beliefs import Beliefs
from sim.tables import Table, blank
from sim.world.world import World

Floats = npt.NDArray[np.float64]
NO_ENTRIES: Table = blank(ENTRY, 0)
SHARES = 4
"""Parts in which each worker takes its work, so that none waits long for another."""


def run(world: World, beliefs: Beliefs, seed: Word, first: int, sums: Floats, workers: int = 1) -> None:
    """Fills `sums`, float [replication, period, rep, measure], with replications `first`, `first` + 1, …"""
    step = -(-len(sums) // (SHARES * workers)) or 1
    shares = iter([range(start, min(start + step, len(sums))) for start in range(0, len(sums), step)])

    def live(_: int) -> None:
        live_years(world, beliefs, np.uint64(seed), first, sums, NO_ENTRIES, shares)

    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(live, range(workers)):
            pass


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def trace(world: World, beliefs: Beliefs, seed: Word, replication: int, sums: Floats) -> Log:
    """One replication with every entry; `sums`: float [period, rep, measure], filled."""
    made = live_years(world, beliefs, np.uint64(seed), replication, sums[None], NO_ENTRIES, [range(1)])
    entries = blank(ENTRY, made)
    live_years(world, beliefs, np.uint64(seed), replication, sums[None], entries, [range(1)])
    return in_order(entries)
