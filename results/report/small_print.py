"""The small print: where each run came from, and what the intervals mean and do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from results.report.facts import PairFacts
from results.report.grids import grid
from results.report.stored import StoredRun
from results.report.view import Grid
from results.report.words import said
from results.store import own_version
from results.study import assumed_replications
from sim.jit import source_hash

HEADS = ("run", "seed", "replications", "engine", "version", "code", "python", "inputs_hash")
SHORT = 10
"""Signs of a hash that tell it from others."""


def small_print(
    runs: Sequence[StoredRun], pairs: Sequence[PairFacts], ranges: bool, language: str
) -> tuple[tuple[str, ...], tuple[Grid, ...]]:
    """Sentences and a table of the runs. ranges: whether anything was asked over assumptions."""
    return tuple(_sentences(runs, pairs, ranges, language)), (_runs_grid(runs, language),)


def _sentences(runs: Sequence[StoredRun], pairs: Sequence[PairFacts], ranges: bool, language: str) -> Iterator[str]:
    yield said("small_interval", language)
    yield said("small_years", language)
    if ranges or any(pair.spread for pair in pairs):
        count = assumed_replications(runs[0].manifest.replications)
        yield said("small_assumed", language, count=count)
    for pair in pairs:
        if pair.spread and pair.asked < pair.of:
            yield said("small_partly", language, title=pair.run.folder.name, asked=pair.asked, of=pair.of)
    if pairs:
        yield said("small_draws", language)
    yield said("small_model", language)
    yield from version_notes(runs, language)
    yield said("small_engine", language, version=own_version())


def version_notes(runs: Sequence[StoredRun], language: str) -> Iterator[str]:
    """Which runs another version of the simulator made."""
    ours = source_hash()
    for run in runs:
        if run.manifest.code != ours:
            theirs = run.manifest.code[:SHORT]
            yield said("small_version", language, run=run.folder.name, theirs=theirs, ours=ours[:SHORT])
    if len({run.manifest.code for run in runs}) > 1:
        yield said("small_versions", language)


def _runs_grid(runs: Sequence[StoredRun], language: str) -> Grid:
    rows = [
        (run.folder.name, str(m.seed), f"{m.replications:,}", m.engine, m.quotalab, m.code[:SHORT], m.python,
         m.scenario_sha256[:SHORT])
        for run in runs for m in [run.manifest]
    ]  # fmt: skip
    return grid(said("title_runs", language), [said(head, language) for head in HEADS], rows, (0, 3, 4, 5, 6, 7))
