"""The sample books of this folder, in English and Chinese, to be read and to be broken."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from scenarios.books.reading import FILES, read_books
from scenarios.books.tables import Books, Deals, Origin, Texts

HERE = Path(__file__).resolve().parent
CONTENTS = {
    language: {kind: (HERE / language / f"{kind}.csv").read_text(encoding="utf-8") for kind in FILES}
    for language in ("en", "zh")
}
"""Language → kind of file → its text: one company's half-year, twelve deals and five people."""
EN = CONTENTS["en"]
HEAD = "deal,rep,signed,amount"
"""The headings that deals need."""


def write(folder: Path, contents: dict[str, Any], ending: str = "csv") -> dict[str, Path]:
    """Files of these contents (text or bytes), by kind."""
    files = {}
    for kind, content in contents.items():
        name = f"{kind}.xlsx" if isinstance(content, bytes) and content.startswith(b"PK") else f"{kind}.{ending}"
        files[kind] = folder / name
        files[kind].write_bytes(content if isinstance(content, bytes) else content.encode())
    return files


def complaints(folder: Path, contents: dict[str, Any], digits: int = 2) -> list[str]:
    """What reading these contents complains of, with file names without their folder."""
    books, faults = read_books(write(folder, contents), digits)
    assert (books is None) == bool(faults)
    return [str(fault).replace(f"{folder}/", "") for fault in faults]


def read(folder: Path, contents: dict[str, Any], digits: int = 2, numbers: frozenset[str] = frozenset()) -> Books:
    """The books that these contents make."""
    books, faults = read_books(write(folder, contents), digits, numbers)
    assert books is not None, "\n".join(map(str, faults))
    return books


def one(folder: Path, text: str, **more: Any) -> Deals:
    """The deals of a file by itself."""
    return read(folder, {"deals": text, **more}).deals


def said(books: Books, language: str = "en") -> list[str]:
    """The notices, with file names without their folder."""
    return [notice.text(language).rsplit("/", 1)[-1] for notice in books.notices]


def workbook(text: str, typed: bool = True) -> bytes:
    """A CSV text as a workbook, with real numbers and days in its cells where they look like it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in grid(text):
        sheet.append([_typed(cell) if typed else cell for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def grid(text: str) -> list[list[str]]:
    import csv

    return [*csv.reader(io.StringIO(text))]


def _typed(cell: str) -> Any:
    import datetime

    try:
        return datetime.date.fromisoformat(cell) if len(cell) == 10 else float(cell.replace(",", ""))
    except ValueError:
        return cell or None


def plain(table: Any) -> dict[str, Any]:
    """A table's columns as lists, to be compared."""
    return {name: _listed(value) for name, value in vars(table).items() if not isinstance(value, Origin)}


def _listed(value: Any) -> Any:
    if isinstance(value, Texts):
        return value.rows()
    if isinstance(value, np.ndarray):
        return value.astype(str).tolist() if value.dtype.kind == "M" else value.tolist()
    return list(value)


def tables(books: Books) -> dict[str, dict[str, Any]]:
    return {name: plain(table) for name, table in vars(books).items() if name != "notices"}


def changed(text: str, *changes: tuple[int, str, str]) -> str:
    """The text with something replaced on some of its lines (the headings are line 1)."""
    lines = text.split("\n")
    for line, old, new in changes:
        assert old in lines[line - 1], (old, lines[line - 1])
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "\n".join(lines)
