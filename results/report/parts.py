"""The parts of the page, in the order in which a leader asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from results.block import Block
from results.render.words import Language
from results.report.change_parts import change_parts, inputs_part
from results.report.grids import block_grids
from results.report.material import Material
from results.report.privacy import Names
from results.report.small_print import small_print
from results.report.sources import counts, sources_grid, swings_grid
from results.report.view import Grid, Part
from results.report.words import said
from results.report.year_parts import year_parts
from scenarios.company import Currency
from scenarios.scenario import Scenario


def parts_of(m: Material) -> Iterator[Part]:
    """Everything below the answer."""
    yield from year_parts(m)
    yield from change_parts(m)
    note = said("note_findings", m.language)
    found = [stored.block for stored in m.blocks]
    yield from _first(block_parts(found, m.amounts.currency, m.names, m.language), note=note)
    yield from _first(_details(m), chapter=said("details", m.language))


def _first(parts: Iterable[Part], chapter: str = "", note: str = "") -> Iterator[Part]:
    """The same parts, with a heading or a note before the first."""
    for number, part in enumerate(parts):
        yield part if number else replace(part, chapter=chapter, note=note)


def _details(m: Material) -> Iterator[Part]:
    """What is looked up rather than read."""
    yield from inputs_part(m)
    yield m.part("sources", tuple(_counts(m)), grids=tuple(_source_grids(m)))
    runs = [m.base.run, *(pair.run for pair in m.pairs)]
    says, grids = small_print(runs, m.pairs, m.blocks, m.base.spread is not None, m.language)
    yield m.part("small", says, grids=grids)


def block_parts(blocks: Sequence[Block], currency: Currency | None, names: Names, language: Language) -> Iterator[Part]:
    """Findings of other commands: their sentences and tables, without the names of the people whom the runs know."""
    for number, block in enumerate(blocks):
        grids = tuple(_hidden(grid, names) for grid in block_grids(block, currency, language))
        says = tuple(names.hidden(sentence.text(language)) for sentence in block.lead)
        yield Part(f"block{number}", names.hidden(block.title.text(language)), says, grids=grids)


def _hidden(grid: Grid, names: Names) -> Grid:
    rows = tuple(tuple(replace(cell, text=names.hidden(cell.text)) for cell in row) for row in grid.rows)
    return replace(grid, rows=rows, notes=tuple(map(names.hidden, grid.notes)))


def _told_apart(m: Material) -> Iterator[tuple[str, Scenario]]:
    """Each run's title and scenario, once for all that say the same of their sources."""
    seen: list[tuple[str, ...]] = []
    for run in m.runs:
        scenario = run.outcome.scenario
        said_of = tuple(str(source) for source in scenario.sources)
        if said_of not in seen:
            seen.append(said_of)
            yield run.title, scenario


def _counts(m: Material) -> Iterator[str]:
    several = len(list(_told_apart(m))) > 1
    for title, scenario in _told_apart(m):
        yield (said("counts_of", m.language, title=title) if several else "") + counts(scenario, m.language)


def _source_grids(m: Material) -> Iterator[Grid]:
    if m.base.spread:
        yield swings_grid(m.base.spread, m.names, said("title_swings", m.language), m.amounts)
    for run, pair in zip(m.runs[1:], m.pairs, strict=True):
        if pair.spread:
            yield swings_grid(pair.spread, m.names, said("title_swings_of", m.language, title=run.title), m.amounts)
    several = len(list(_told_apart(m))) > 1
    for title, scenario in _told_apart(m):
        head = said("title_sources_of", m.language, title=title) if several else said("title_sources", m.language)
        yield sources_grid(scenario, m.names, head, m.language)
