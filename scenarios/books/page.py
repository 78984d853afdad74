"""One file being read: its columns, row by row what is wrong, and what is worth saying."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenarios.base import Label
from scenarios.books.headings import recognise
from scenarios.books.tables import Ints, Notice, Origin
from scenarios.crm.cells.words import Words, words_of
from scenarios.crm.sheets.files import read_sheet
from scenarios.crm.sheets.sheet import Sheet
from scenarios.faults import Fault

Mask: TypeAlias = NDArray[np.bool_]
Told: TypeAlias = str | Callable[[int], str]
"""A text, or a way to make one for a row."""

SHOWN = 20
"""Faults of one file that are told one by one."""
_NAMES = 12  # columns named one by one
_HINTS = {
    "say `header: N` if it is lower down": "the headings stand on the first line",
    "say `header: N` if the headings are on another line": "the headings stand on the first line",
    "unmerge it and give each column a heading, or say `header: N` for a lower row":
        "the headings stand on the first line, one in each cell: remove title lines and unmerge",
    "say `encoding: utf-16-le`, or save as UTF-8": "save it as UTF-8",
    "save it as UTF-8, or name its `encoding:` in the mapping (cp1252 for a western Excel)": "save it as UTF-8",
}  # fmt: skip
"""What to do, where the reader of sheets thinks of a mapping file and there is none."""


class Page:
    """The rows of one file. Faults are told by line, at most SHOWN of them, and the others counted."""

    def __init__(self, sheet: Sheet, kind: str) -> None:
        self.file, self.kind = sheet.shown, kind
        self.notices: list[Notice] = []
        self._found: list[Fault] = []
        self._hidden = 0  # faults that are counted only
        recognised = recognise(kind, sheet.header, sheet.shown, sheet.header_line)
        self.columns = recognised.columns
        self._found += recognised.faults
        self._say_unread(recognised.unread)
        self.whole = not sheet.ragged and bool(self.columns)
        if self.columns:
            self._ragged(sheet)
        self.sheet = self._without_blank_rows(sheet)

    @property
    def rows(self) -> int:
        return self.sheet.rows

    @property
    def workbook(self) -> bool:
        return self.sheet.kind == "xlsx"

    def has(self, key: str) -> bool:
        return key in self.columns

    def words(self, key: str) -> Words:
        return words_of(self.sheet.column(self.columns[key].heading))

    def origin(self) -> Origin:
        return Origin(self.file, lambda: self.lines, {key: column.heading for key, column in self.columns.items()})

    # ── faults and notices ──────────────────────────────────────────────────────────────────────

    def notice(self, key: str, en: str, zh: str, rows: int = 0) -> None:
        heading = self.columns[key].heading if key in self.columns else ""
        self.notices.append(Notice(self.file, heading, Label(en=en, zh=zh), rows))

    def refuse(self, rows: Mask, key: str, message: Told, hint: Told = "", got: Sequence[str] | None = None) -> None:
        """These rows cannot be right; `got` has what to show for each row of the file, if not the cell."""
        places = np.flatnonzero(rows)
        if not len(places):
            return
        for row in places[:SHOWN].tolist():
            cell = self._cell(key, row) if got is None else got[row]
            told = (text if isinstance(text, str) else text(row) for text in (message, hint))
            self._found.append(
                Fault(self.file, self.line(row), self._path(key, row), next(told), shown(cell), next(told))
            )
        self._hidden += max(0, len(places) - SHOWN)

    @cached_property
    def lines(self) -> Ints:
        """The line of each row; looked up when the first fault asks."""
        return self.sheet.lines()

    def line(self, row: int) -> int:
        return int(self.lines[row])

    def faults(self) -> list[Fault]:
        """The first faults by line, and how many more there are."""
        found = sorted(self._found)
        told, rest = found[:SHOWN], found[SHOWN:]
        count = len(rest) + self._hidden
        if not count:
            return told
        last = told[-1]
        more = f"and {count:,} more fault{'s' * (count > 1)} in this file"
        return [*told[:-1], replace(last, hint=f"{last.hint}; {more}" if last.hint else more)]

    def _cell(self, key: str, row: int) -> str:
        return str(self.sheet.column(self.columns[key].heading)[row].as_py()) if key in self.columns else ""

    def _path(self, key: str, row: int) -> str:
        if key not in self.columns:
            return key
        heading = self.columns[key].heading
        spot = self.sheet.place(row, heading)
        return f"{heading} ({spot})" if spot else heading

    # ── what the sheet as a whole tells ─────────────────────────────────────────────────────────

    def _say_unread(self, unread: list[str]) -> None:
        if unread:
            named = ", ".join(unread[:_NAMES]) + (" …" if len(unread) > _NAMES else "")
            columns = "column is" if len(unread) == 1 else "columns are"
            self.notice("", f"{len(unread)} {columns} not read: {named}", f"有 {len(unread)} 列未读取：{named}")

    def _ragged(self, sheet: Sheet) -> None:
        hint = "a cell that holds the separator needs quotes"
        for row in sheet.ragged[:SHOWN]:
            message = f"has {row.cells} cells, where the headings are {len(sheet.header)}"
            self._found.append(Fault(self.file, row.line, "", message, "", hint))
        self._hidden += max(0, len(sheet.ragged) - SHOWN)

    def _without_blank_rows(self, sheet: Sheet) -> Sheet:
        blank = np.ones(sheet.rows, bool)
        for cells in sheet.cells:
            if not blank.any():
                break
            blank &= np.asarray(pc.equal(pc.utf8_trim_whitespace(cells), "").to_numpy(zero_copy_only=False), bool)
        if blank.any():
            sheet = sheet.only(~blank)
            self.notice("", "rows without any cell filled are left out", "空行已略去", int(blank.sum()))
        if blank.all() and not sheet.ragged:
            self._found.append(Fault(self.file, sheet.header_line, "", "has headings and no rows"))
        return sheet


def open_page(path: Path, kind: str) -> tuple[Page | None, list[Fault]]:
    """The file as a page, or why it cannot be read at all."""
    sheet, faults = read_sheet(path)
    if sheet is None:
        return None, [replace(fault, hint=_HINTS.get(fault.hint, fault.hint)) for fault in faults]
    page = Page(sheet, kind)
    if sheet.other_sheets:
        others = ", ".join(sheet.other_sheets[:_NAMES])
        page.notice("", f"the first sheet is read; there are also {others}", f"只读取第一个工作表；另有 {others}")
    return page, []


def shown(text: str) -> str:
    """A cell as a fault quotes it: on one line, not too long, in quotes where spaces would not be seen."""
    text = text if len(text) <= 40 else text[:39] + "…"
    return text.replace("\n", "⏎").replace("\r", "⏎") if text.strip() == text and text else f'"{text}"' if text else ""


def some(names: Iterable[Any], most: int = 5) -> str:
    """The first few names, and a sign that there are more."""
    listed = [str(name) for name in names]
    return ", ".join(listed[:most]) + (" …" if len(listed) > most else "")
