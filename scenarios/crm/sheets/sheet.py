"""One exported table as it was found: headings, cells as text, and the line each row stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenarios.faults import Fault

_LINES = 5
Lines = Callable[[], NDArray[np.int64]]


@dataclass(frozen=True)
class Ragged:
    """A row with more or fewer cells than there are headings."""

    line: int
    cells: int


@dataclass(frozen=True)
class Sheet:
    """A table of texts. Cells are `pyarrow` string arrays, one for each heading, all of one length.

    lines: the file's line of each row, worked out when somebody asks (a fault does; a good file never needs it).
    ragged: rows that do not fit the headings and are therefore not in `cells`.
    """

    shown: str
    header: tuple[str, ...]
    cells: tuple[Any, ...]
    lines: Lines
    header_line: int = 1
    kind: str = "csv"
    encoding: str = ""
    delimiter: str = ""
    ragged: tuple[Ragged, ...] = ()
    other_sheets: tuple[str, ...] = ()
    blank_rows: int = 0

    @property
    def rows(self) -> int:
        return len(self.cells[0]) if self.cells else 0

    def column(self, name: str) -> Any:
        return self.cells[self.header.index(name)]

    def ragged_fault(self) -> Fault:
        """What is wrong with the rows that do not fit the headings."""
        first = self.ragged[0]
        message = f"has {first.cells} cells, where the headings are {len(self.header)}"
        hint = "a cell that holds the separator needs quotes"
        return Fault(self.shown, first.line, "", message, "", hint + also([row.line for row in self.ragged[1:]]))

    def place(self, row: int, name: str = "") -> str:
        """How people find a cell: `C17` in a workbook, nothing more than its line in a text file."""
        if self.kind != "xlsx" or name not in self.header:
            return ""
        return f"{column_letters(self.header.index(name))}{self.lines()[row]}"

    def only(self, keep: NDArray[np.bool_]) -> Sheet:
        """The same table with some of its rows."""
        chosen, lines, mask = tuple(cells.filter(pa.array(keep)) for cells in self.cells), self.lines, keep
        return Sheet(**{**vars(self), "cells": chosen, "lines": lambda: lines()[: len(mask)][mask]})


def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA, as workbooks name columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def also(lines: Sequence[int]) -> str:
    """The other lines with the same fault: the first few by number."""
    if not lines:
        return ""
    named = ", ".join(f"{line}" for line in lines[:_LINES])
    more = f" and {len(lines) - _LINES:,} more" if len(lines) > _LINES else ""
    return f"; also on line{'s' * (len(lines) > 1)} {named}{more}"


def clean_heading(text: str) -> str:
    """A heading without line breaks, byte-order mark and doubled spaces."""
    return " ".join(text.replace("\ufeff", " ").replace("\u200b", " ").split())


def header_faults(shown: str, line: int, header: Sequence[str], kind: str) -> list[Fault]:
    """Headings that nobody could name without doubt: repeated ones, or none at all."""
    first: dict[str, int] = {}
    faults = []
    for index, name in enumerate(header):
        if name and name in first:
            places = " and ".join(_spot(place, line, kind) for place in (first[name], index))
            hint = "give each column a heading of its own"
            faults.append(Fault(shown, line, name, f"this heading stands twice: in {places}", "", hint))
        first.setdefault(name, index)
    if not any(header):
        faults.append(
            Fault(shown, line, "", "the line of headings is empty", "", "say `header: N` if it is lower down")
        )
    return faults


def _spot(index: int, line: int, kind: str) -> str:
    return f"{column_letters(index)}{line}" if kind == "xlsx" else f"column {index + 1}"


def named(header: Sequence[str]) -> tuple[str, ...]:
    """Headings with a stand-in where one is empty, so that every column can be named."""
    return tuple(name or f"(column {column_letters(index)})" for index, name in enumerate(header))
