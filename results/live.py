"""A scenario lived through and kept: chunk by chunk, each stored before the next begins."""

from collections.abc import Callable

from results.ages import ages_of, read_ages, write_ages
from results.outcome import Outcome, condensed, joined
from results.store import Store
from scenarios.scenario import Scenario
from sim.engine import Engine, Year, chunk_of, prepare, trace

Progress = Callable[[int], None]
"""Told how many more replications are done."""

PART = 50
"""Replications at most between two progress reports, and in one stored part."""


def live(
    scenario: Scenario,
    replications: int,
    seed: int,
    engine: Engine,
    progress: Progress,
    store: Store | None = None,
    traced: int = 0,
) -> Outcome:
    """The outcome of a scenario; parts that the store already has are read, not simulated again.

    traced: years of whose logs the store keeps how old open leads are.
    """
    parts: list[Outcome] = []
    year: Year | None = None
    if store:
        store.open()
    for first in range(0, replications, PART):
        count = min(PART, replications - first)
        part = store.part(first) if store else None
        if part is None or part.replications != count:
            year = year or prepare(scenario, seed)
            part = _lived(scenario, year, first, count, engine)
            if store:
                store.add(first, part)
        parts.append(part)
        progress(count)
    if store and traced and scenario.funnel and read_ages(store.folder) is None:
        year = year or prepare(scenario, seed)
        logs = (trace(year, place, engine)[1] for place in range(min(traced, replications)))
        write_ages(store.folder, ages_of(logs, year.measures, float(year.world.period_end[0])))
    if store:
        store.close()
    return joined(scenario, parts)


def _lived(scenario: Scenario, year: Year, first: int, count: int, engine: Engine) -> Outcome:
    """Replications first to first + count, in chunks that fit the memory set aside."""
    step = min(count, year.chunk)
    starts = range(first, first + count, step)
    panels = (chunk_of(year, start, min(step, first + count - start), engine) for start in starts)
    return joined(scenario, [condensed(scenario, panel) for panel in panels])
