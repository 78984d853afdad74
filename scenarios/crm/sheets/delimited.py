"""Text tables: cells between commas, semicolons, tabs or bars.

Arrow reads a file that is in order; only when it is not, Python's slow reader says which line is to blame.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from scenarios.crm.sheets.sheet import Ragged, Sheet, clean_heading, header_faults, named
from scenarios.faults import Fault

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_COLUMNS = 5_000
_BLOCK = 1 << 24
_HEAD = 1 << 20
csv.field_size_limit(1 << 30)


class _BrokenQuotes(Exception):  # noqa: N818 - it carries the fault
    """Quotes of a record that do not pair up; who reads on would read nonsense."""

    def __init__(self, shown: str, line: int, error: csv.Error) -> None:
        self.fault = Fault(shown, line, "", *self._said(str(error)))

    @staticmethod
    def _said(error: str) -> tuple[str, str, str]:
        if "unexpected end" in error:
            return "a quote that is never closed: everything below it reads as one cell", "", "close it"
        return "a quote in the middle of a cell", "", 'write "" for a quote inside a quoted cell'


@dataclass(frozen=True)
class _Delimited:
    """What lies below the headings of a text file, and how its cells are kept apart."""

    shown: str
    body: bytes
    delimiter: str
    width: int
    first_line: int

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every record with the line it begins on."""
        stream = io.StringIO(self.body.decode("utf-8"), newline="")
        reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
        line = self.first_line
        try:
            for record in reader:
                if record:
                    yield line, record
                line = self.first_line + reader.line_num
        except csv.Error as error:
            raise _BrokenQuotes(self.shown, line, error) from None

    def fast(self) -> tuple[Any, ...] | None:
        """The columns by Arrow, or None when not every row has a cell for each heading."""
        quotes = self.body.count(b'"')
        if quotes % 2 or not re.search(rb"\S", self.body):
            return None
        names = [str(index) for index in range(self.width)]
        texts = dict.fromkeys(names, pa.string())
        try:
            table = pacsv.read_csv(
                pa.py_buffer(self.body),
                pacsv.ReadOptions(column_names=names, block_size=_BLOCK),
                pacsv.ParseOptions(delimiter=self.delimiter, newlines_in_values=quotes > 0),
                pacsv.ConvertOptions(column_types=texts, strings_can_be_null=False),
            )
        except pa.ArrowInvalid:
            return None
        return tuple(column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) for column in table.columns)

    def slow(self) -> tuple[tuple[Any, ...], tuple[Ragged, ...]] | Fault:
        """The columns of the rows that fit, and the rows that do not."""
        rows: list[list[str]] = []
        ragged: list[Ragged] = []
        try:
            for line, record in self.records():
                if len(record) == self.width:
                    rows.append(record)
                else:
                    ragged.append(Ragged(line, len(record)))
        except _BrokenQuotes as broken:
            return broken.fault
        columns = zip(*rows, strict=True) if rows else [()] * self.width
        return tuple(pa.array(column, pa.string()) for column in columns), tuple(ragged)

    def lines(self) -> NDArray[np.int64]:
        """The line that each row of the table begins on."""
        fitting = (line for line, record in self.records() if len(record) == self.width)
        try:
            return np.fromiter(fitting, np.int64)
        except _BrokenQuotes:  # quotes that Arrow forgives: count rows instead
            return np.arange(self.first_line, self.first_line + self.body.count(b"\n") + 1, dtype=np.int64)


def read_delimited(data: bytes, shown: str, encoding: str, header: int = 1) -> tuple[Sheet | None, list[Fault]]:
    """The table in UTF-8 bytes, its headings on line `header`."""
    if not re.search(rb"\S", data):
        return None, [Fault(shown, 0, "", "is empty", "", "export it again, with headings and rows")]
    if data.count(b"\r") != data.count(b"\r\n"):
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if header == 1 and data[:4].lower() == b"sep=":  # a line that only Excel understands
        header = 2
    start = _after_lines(data, header - 1)
    top = _top(data[start : start + _HEAD].decode("utf-8", "ignore"))
    if isinstance(top, str):
        return None, [Fault(shown, header, "", top, "", "say `header: N` if the headings are on another line")]
    faults = header_faults(shown, header + top.blank, top.cells, "csv")
    if len(top.cells) > MAX_COLUMNS:
        faults = [Fault(shown, header, "", f"has more than {MAX_COLUMNS:,} columns", str(len(top.cells)))]
    if faults:
        return None, faults
    body = data[_after_lines(data, top.lines, start) :]
    rows = _Delimited(shown, body, top.delimiter, len(top.cells), header + top.lines)
    fast = rows.fast()
    found = (fast, ()) if fast is not None else rows.slow()
    if isinstance(found, Fault):
        return None, [found]
    if not len(found[0][0]) and not found[1]:
        return None, [Fault(shown, header + top.blank, "", "has headings and no rows")]
    line = header + top.blank
    kept = named(top.cells)
    name = NAMES[top.delimiter]
    return Sheet(shown, kept, found[0], rows.lines, line, "csv", encoding, name, found[1]), []


# ── the line of headings ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Top:
    """The headings, what keeps them apart, and on how many lines they stand (`blank` empty ones above)."""

    cells: tuple[str, ...]
    delimiter: str
    lines: int
    blank: int


def _top(text: str) -> _Top | str:
    blank = len(text) - len(text.lstrip("\n\r"))
    blank = text[:blank].count("\n")
    delimiter = sniffed(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        cells = next((record for record in reader if record), None)
    except csv.Error:
        return "a quote in the headings is never closed"
    if cells is None:
        return "the file ends before the line of headings"
    return _Top(tuple(clean_heading(cell) for cell in cells), delimiter, reader.line_num, blank)


def sniffed(text: str) -> str:
    """The sign that separates the headings: the one that stands most often outside quotes."""
    counts = dict.fromkeys(NAMES, 0)
    quoted = False
    for sign in text.lstrip("\n\r"):
        quoted ^= sign == '"'
        if sign in counts and not quoted:
            counts[sign] += 1
        if sign == "\n" and not quoted:
            break
    return max(counts, key=lambda sign: counts[sign])


def _after_lines(data: bytes, count: int, start: int = 0) -> int:
    """Where the line after `count` lines begins."""
    for _ in range(count):
        end = data.find(b"\n", start)
        if end < 0:
            return len(data)
        start = end + 1
    return start
