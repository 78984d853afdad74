"""Tables of the page: from the program's own tables and findings, with colours where a section asks for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from results.block import Block
from results.render.sections import section_tables
from results.render.tables import Table
from results.render.words import Language
from results.report.view import Cell, Grid
from results.report.words import said
from results.section import In, Section
from scenarios.company import Currency
from scenarios.crm.compose.plan import currency_section
from scenarios.crm.fit.interval import Fitted

SCALE = ((0.0, (230, 120, 90)), (0.25, (247, 195, 170)), (0.5, (255, 255, 255)), (0.75, (178, 209, 233)),
         (1.0, (105, 165, 210)))  # fmt: skip
"""From never over even to always: red, white, blue, which colour-blind readers tell apart; dark text on all of them."""


def grid(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[int] = (0,)) -> Grid:
    """A table of plain text."""
    return Grid(title, tuple(heads), tuple(tuple(Cell(text) for text in row) for row in rows), texts=tuple(texts))


def grid_of(table: Table, title: str | None = None) -> Grid:
    """One of the program's tables, under its own title or another."""
    plain = grid(table.title if title is None else title, table.columns, table.rows, (0, *table.texts))
    return Grid(plain.title, plain.heads, plain.rows, table.notes, plain.texts)


def block_grids(block: Block, known: Currency | None, language: Language) -> list[Grid]:
    """A finding's sections; a heat map has its cells coloured and the written target's column framed."""
    currency = known or Currency.model_validate(currency_section(block.currency, None))
    tables = section_tables(block.sections, currency, language)
    return [_shaded(section, grid_of(table), language) for section, table in zip(block.sections, tables, strict=True)]


def _shaded(section: Section, plain: Grid, language: Language) -> Grid:
    if section.more.get("shade") != "share":
        return plain
    rows = [
        tuple(Cell(cell.text, _shade(value)) for cell, value in zip(cells, values, strict=True))
        for cells, values in zip(plain.rows, section.rows, strict=False)
    ]
    at = section.more.get("at")
    marked = at if isinstance(at, int) and 0 < at < len(plain.heads) else None
    notes = (*plain.notes, said("written_target", language)) if marked is not None else plain.notes
    return Grid(plain.title, plain.heads, (*rows, *plain.rows[len(rows) :]), notes, plain.texts, marked)


def _shade(value: object) -> str:
    """The colour of a share; none for what is not one."""
    if isinstance(value, In):
        value = value.value
    if isinstance(value, Fitted):
        value = value.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return ""
    share = min(max(float(value), 0.0), 1.0)
    (low, first), (high, second) = next(pair for pair in pairwise(SCALE) if share <= pair[1][0])
    part = (share - low) / (high - low)
    return "#" + "".join(f"{round(a + part * (b - a)):02x}" for a, b in zip(first, second, strict=True))
