"""The small print: where each run and finding came from, and what the intervals mean and do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from results.report.facts import PairFacts
from results.report.grids import grid
from results.report.stored import Manifest, StoredBlock, StoredRun
from results.report.view import Grid
from results.report.words import said
from results.store import own_version
from results.study import assumed_replications
from sim.jit import source_hash

MADE = ("seed", "replications", "engine", "version", "code", "python", "inputs_hash")
NOTHING = "–"
SHORT = 10
"""Signs of a hash that tell it from others."""


def small_print(
    runs: Sequence[StoredRun], pairs: Sequence[PairFacts], found: Sequence[StoredBlock], ranges: bool, language: str
) -> tuple[tuple[str, ...], tuple[Grid, ...]]:
    """Sentences and a table of the folders. ranges: whether anything was asked over assumptions."""
    return tuple(_sentences(runs, pairs, ranges, language)), (folders_grid(runs, found, language),)


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


def folders_grid(runs: Sequence[StoredRun], found: Sequence[StoredBlock], language: str) -> Grid:
    """Every folder that the page was made from, and how what lies in it was made."""
    rows = [(run.folder.name, said("what_run", language), *_made(run.manifest).values()) for run in runs]
    for each in found:
        rows.append((each.folder.name, said(f"what_{each.block.kind}", language), *_made_of(each)))
    title = said("title_runs_findings" if found else "title_runs", language)
    heads = [said(head, language) for head in ("run", "what", *MADE)]
    return grid(title, heads, rows, (0, 1, 4, 5, 6, 7, 8))


def _made(m: Manifest) -> dict[str, str]:
    """How a run was made, column by column."""
    values = (str(m.seed), f"{m.replications:,}", m.engine, m.quotalab, m.code[:SHORT], m.python,
              m.scenario_sha256[:SHORT])  # fmt: skip
    return dict(zip(MADE, values, strict=True))


def _made_of(found: StoredBlock) -> Iterator[str]:
    """What all runs of a finding have in common, or what its sections say; the rest was not kept."""
    runs = [_made(manifest) for manifest in found.made]
    stated = {key: value for section in found.block.sections for key, value in section.more.items()}
    for key in MADE:
        values = {run[key] for run in runs} or {_plain(stated.get(key), key)}
        yield values.pop() if len(values) == 1 else NOTHING


def _plain(value: object, key: str) -> str:
    if not isinstance(value, int):
        return NOTHING
    return f"{value:,}" if key == "replications" else str(value)
