"""Workbooks: cells already have types there, which are brought back to the texts an export would have held."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from scenarios.crm.sheets.sheet import Sheet, clean_heading, column_letters, header_faults, named
from scenarios.faults import Fault, did_you_mean

MAX_CELLS = 50_000_000
_SHOWN = 5  # cells named one by one


def read_workbook(data: bytes, shown: str, sheet: str = "", header: int = 1) -> tuple[Sheet | None, list[Fault]]:
    """The table on a workbook's first sheet, or the one of that name, with its headings on row `header`."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        if sheet and sheet not in names:
            hint = did_you_mean(sheet, names) or f"there are: {', '.join(names)}"
            return None, [Fault(shown, 0, "", "there is no sheet of that name", sheet, hint)]
        if not names:
            return None, [Fault(shown, 0, "", "has no sheet with cells")]
        page = book.get_sheet_by_name(sheet or names[0])
        grid = page.to_python(skip_empty_area=False) if page.total_height * page.total_width <= MAX_CELLS else None
        merged = page.merged_cell_ranges or []
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        return None, [Fault(shown, 0, "", _unreadable(error), "", "open it and save it again as XLSX or CSV")]
    if grid is None:
        return None, [Fault(shown, 0, "", f"has more than {MAX_CELLS:,} cells", "", "save it as CSV")]
    return _table(grid, merged, data, _Page(shown, sheet or names[0], header, tuple(names)))


def _unreadable(error: Exception) -> str:
    if "assword" in type(error).__name__ + str(error):
        return "is protected by a password"
    return "is not a workbook that can be read"


class _Page:
    """Which sheet of which file is being read."""

    def __init__(self, shown: str, name: str, header: int, names: tuple[str, ...]) -> None:
        self.shown, self.name, self.header, self.names = shown, name, header, names


def _table(grid: list[list[Any]], merged: Sequence[Any], data: bytes, page: _Page) -> tuple[Sheet | None, list[Fault]]:
    if not any(_text(cell) for row in grid for cell in row):
        return None, [Fault(page.shown, 0, "", "is empty", "", "export it again, with headings and rows")]
    if page.header > len(grid):
        return None, [Fault(page.shown, page.header, "", "the sheet ends before the row of headings")]
    top = [clean_heading(_text(cell)) for cell in grid[page.header - 1]]
    width = max(
        (index + 1 for row in grid[page.header - 1 :] for index, cell in enumerate(row) if cell != ""), default=0
    )
    top = top[:width]
    faults = _merged(merged, page) or header_faults(page.shown, page.header, top, "xlsx")
    faults += _formulas(grid, data, page, width)
    body = [(number, row) for number, row in enumerate(grid, 1) if number > page.header and any(c != "" for c in row)]
    if not body and not faults:
        faults = [Fault(page.shown, page.header, "", "has headings and no rows")]
    if faults:
        return None, faults
    cells = tuple(pa.array([_text(row[index]) for _, row in body], pa.string()) for index in range(width))
    lines = np.array([number for number, _ in body], np.int64)
    others = tuple(name for name in page.names if name != page.name)
    sheet = Sheet(
        page.shown, named(top), cells, lambda: lines, page.header, "xlsx", "", "", (), others,
        len(grid) - page.header - len(body),
    )  # fmt: skip
    return sheet, []


def _text(cell: Any) -> str:
    """A typed cell as text: dates year first, whole numbers without a point, truth in words."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell).replace("\x00", "").encode("utf-8", "replace").decode()


def _merged(merged: Sequence[Any], page: _Page) -> list[Fault]:
    """Headings drawn over several cells: only the first of these cells has it."""
    faults = []
    for (top, left), (bottom, right) in merged:
        if top <= page.header - 1 <= bottom:
            spot = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            hint = "unmerge it and give each column a heading, or say `header: N` for a lower row"
            faults.append(Fault(page.shown, page.header, "", "merged cells in the row of headings", spot, hint))
    return faults


def _formulas(grid: list[list[Any]], data: bytes, page: _Page, width: int) -> list[Fault]:
    """Formulas of which the file holds no result, because no spreadsheet program ever worked them out."""
    if not _has_formulas(data):
        return []
    import openpyxl

    try:
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True)[page.name]
        spots = [
            f"{column_letters(cell.column - 1)}{cell.row}"
            for row in sheet.iter_rows(max_col=width)
            for cell in row
            if cell.data_type == "f" and _empty(grid, cell.row, cell.column)
        ]
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, OSError):
        return []
    if not spots:
        return []
    named_ = ", ".join(spots[:_SHOWN]) + (f" and {len(spots) - _SHOWN:,} more" if len(spots) > _SHOWN else "")
    line = int("".join(filter(str.isdigit, spots[0])))
    hint = "open the file in Excel and save it, or paste the values"
    return [Fault(page.shown, line, "", "formulas without a stored result", named_, hint)]


def _empty(grid: list[list[Any]], row: int, column: int) -> bool:
    return row > len(grid) or column > len(grid[row - 1]) or grid[row - 1][column - 1] == ""


def _has_formulas(data: bytes) -> bool:
    """Whether any sheet's XML holds a formula at all; most exports hold none, and need no second reading."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return any(b"<f>" in (xml := book.read(name)) or b"<f " in xml or b"<f/>" in xml for name in sheets)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return False
