"""The compiled engine's front door: many replications, or one with its log."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.kernel.year import live_year
from sim.log import ENTRY, Log, in_order
from sim.mind.beliefs import Beliefs
from sim.tables import Table, blank
from sim.world.world import World

Floats = npt.NDArray[np.float64]
NO_ENTRIES: Table = blank(ENTRY, 0)


def run(world: World, beliefs: Beliefs, seed: Word, first: int, sums: Floats, workers: int = 1) -> None:
    """Fills `sums`, float [replication, period, rep, measure], with replications `first`, `first` + 1, …"""

    def live(i: int) -> None:
        live_year(world, beliefs, np.uint64(seed), first + i, sums[i], NO_ENTRIES)

    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(live, range(len(sums))):
            pass


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def trace(world: World, beliefs: Beliefs, seed: Word, replication: int, sums: Floats) -> Log:
    """One replication with every entry; `sums`: float [period, rep, measure], filled."""
    made = live_year(world, beliefs, np.uint64(seed), replication, sums, NO_ENTRIES)
    entries = blank(ENTRY, made)
    live_year(world, beliefs, np.uint64(seed), replication, sums, entries)
    return in_order(entries)
