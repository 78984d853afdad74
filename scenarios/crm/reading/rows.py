"""One file being read under its mapping: the columns asked for, row by row what is wrong, and what is worth saying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenarios.crm.cells.amounts import Amounts, amounts
from scenarios.crm.cells.dates import SAID, dates
from scenarios.crm.cells.words import Words, folded, variants, words_of
from scenarios.crm.maps.map_file import MapFile
from scenarios.crm.maps.mapping import Part
from scenarios.crm.sheets.sheet import Sheet, also, clean_heading
from scenarios.crm.tables import Notice
from scenarios.faults import Fault, did_you_mean

Mask = NDArray[np.bool_]
MAX_VARIED = 10_000  # different words among which variants of spelling are looked for
_SPOILT = ("\ufffd", "锟斤拷")
_NAMES = 12  # columns or words named one by one


class Rows:
    """The rows of one file. A row that cannot be right refuses the file or is left out: the mapping says which."""

    def __init__(self, sheet: Sheet, part: Part, section: str, map_file: MapFile) -> None:
        self.part, self.section, self.map_file = part, section, map_file
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []
        self.sheet = sheet
        self._used: set[str] = set()
        self._fields: Mapping[str, Any] = part.columns.model_dump(exclude_none=True)  # type: ignore[attr-defined]
        self._missing_columns()
        self._ragged()
        if not self.faults:
            self._drop_blank_rows()
            self._where()
        self.bad: Mask = np.zeros(self.sheet.rows, bool)
        self.unread: dict[str, Mask] = {}

    # ── columns ─────────────────────────────────────────────────────────────────────────────────

    def has(self, field: str) -> bool:
        return field in self._fields

    def heading(self, field: str) -> str:
        """The file's word for one of our fields."""
        name = self._fields[field]
        return clean_heading(name if isinstance(name, str) else name[0])

    def _named(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        """Every column the mapping asks for, with the place where it does."""
        for field, name in self._fields.items():
            for index, one in enumerate(name) if isinstance(name, tuple | list) else [(-1, name)]:
                yield ("columns", field, index)[: 2 + (index >= 0)], one
        for says, name in getattr(self.part, "entered", ()):
            yield ("entered", says), name
        for name, _ in self.part.where:
            yield ("where", name), name
        for key in ("months", "quarters"):
            for index, name in enumerate(getattr(self.part, key, ())):
                yield (key, index), name

    def _missing_columns(self) -> None:
        header = self.sheet.header
        for steps, name in self._named():
            self._used.add(clean_heading(name))
            if clean_heading(name) not in header:
                near = did_you_mean(name, header) or f"its columns: {', '.join(header[:_NAMES])}"
                message = f"{self.sheet.shown} has no such column"
                self.faults.append(self.map_file.fault((self.section, *steps), message, name, near))
        self._list_the_rest()

    def _list_the_rest(self) -> None:
        """Columns that nobody mapped and nobody ignored, and ignored ones that are not there."""
        ignored = {clean_heading(name) for name in self.part.ignore}
        rest = [name for name in self.sheet.header if name not in ignored | self._used and not self._empty(name)]
        if rest:
            many = f" and {len(rest) - _NAMES} more" if len(rest) > _NAMES else ""
            columns = "1 column is" if len(rest) == 1 else f"{len(rest)} columns are"
            said = f"{columns} neither mapped nor under `ignore`: {', '.join(rest[:_NAMES])}{many}"
            self.notice("", said)
        if gone := sorted(ignored - set(self.sheet.header)):
            self.notice("", f"under `ignore`, but not in the file: {', '.join(gone[:_NAMES])}")

    def _empty(self, name: str) -> bool:
        """A column without heading and without cells: the trailing comma of some exports."""
        return name.startswith("(column ") and not pc.any(pc.not_equal(self.sheet.column(name), "")).as_py()

    # ── rows ────────────────────────────────────────────────────────────────────────────────────

    def _ragged(self) -> None:
        if self.sheet.ragged and self.leaves_out:
            said = f"left out: not {len(self.sheet.header)} cells, as the headings have"
            self.notice("", said, len(self.sheet.ragged))
        elif self.sheet.ragged:
            self.faults.append(self.sheet.ragged_fault())

    def _drop_blank_rows(self) -> None:
        blank = np.ones(self.sheet.rows, bool)
        for cells in self.sheet.cells:
            if not blank.any():
                return
            blank &= np.asarray(pc.equal(cells, "").to_numpy(zero_copy_only=False), bool)
        if blank.any():
            self.sheet = self.sheet.only(~blank)
            self.notice("", "rows without any cell filled: left out", int(blank.sum()))

    def _where(self) -> None:
        """Only the rows that the mapping asks for."""
        keep = np.ones(self.sheet.rows, bool)
        for name, wanted in self.part.where:
            words = words_of(self.sheet.column(clean_heading(name)))
            keep &= np.isin(words.codes, [index for index, word in enumerate(words.texts) if word in wanted])
        if not keep.all():
            self.sheet = self.sheet.only(keep)
            self.notice("", "rows that `where` leaves aside", int((~keep).sum()))
        if not keep.any() and not self.sheet.ragged:
            hint = "look at the words of these columns in the file"
            self.faults.append(self.map_file.fault((self.section, "where"), "no row is left", "", hint))

    @property
    def leaves_out(self) -> bool:
        return self.map_file.map.faults == "leave_out"

    def notice(self, field: str, message: str, rows: int = 0) -> None:
        self.notices.append(Notice(self.sheet.shown, field, message, rows))

    def refuse(self, rows: Mask, heading: str, message: str, hint: str = "", got: Sequence[str] | None = None) -> None:
        """These rows cannot be right. One fault for all of them: the first in full, the others by line."""
        if not rows.any():
            return
        if self.leaves_out:
            self.bad |= rows
            self.notice(heading, f"left out: {message}", int(rows.sum()))
            return
        places = np.flatnonzero(rows)
        lines = self.sheet.lines()[places]
        cell = got[0] if got is not None else self._cell(heading, int(places[0]))
        spot = self.sheet.place(int(places[0]), heading)
        path = f"{heading} ({spot})" if spot else heading
        self.faults.append(
            Fault(
                self.sheet.shown,
                int(lines[0]),
                path,
                message,
                _shown(cell),
                (hint + also(lines[1:].tolist())).lstrip("; "),
            )
        )

    def _cell(self, heading: str, row: int) -> str:
        return str(self.sheet.column(heading)[row].as_py()) if heading in self.sheet.header else ""

    # ── typed columns ───────────────────────────────────────────────────────────────────────────

    def words(self, field: str) -> Words:
        """A column's words, spelling variants folded as the mapping says."""
        words = words_of(self.sheet.column(self.heading(field)))
        same = dict(next((pairs for name, pairs in self.part.same if name == field), ()))
        if not same:
            return words
        coded = pa.array([same.get(text, text) for text in words.texts], pa.string()).dictionary_encode()
        codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
        return Words(coded.dictionary, codes[words.codes])

    def labels(self, field: str, where_empty: str) -> Any:
        """A column of names, one text a row."""
        words = self.words(field)
        if len(words.words) <= MAX_VARIED:
            self._say_oddities(words, self.heading(field))
        return words.spread([text or where_empty for text in words.texts])

    def _say_oddities(self, words: Words, heading: str) -> None:
        """Words that differ only in spelling, and words that an earlier program has spoilt."""
        count = dict(zip(words.texts, words.counts.tolist(), strict=True))
        for group in variants(words.texts):
            rows = sum(count[word] for word in group)
            self.notice(heading, f"look the same: {', '.join(group)}; fold them under `same`", rows)
        spoilt = [text for text in words.texts if any(sign in text for sign in _SPOILT)]
        if spoilt:
            message = f"characters were lost before this file was saved: {', '.join(spoilt[:3])}"
            self.notice(heading, message, sum(count[text] for text in spoilt))

    def amount(self, heading: str, field: str) -> NDArray[np.float64]:
        """A column of money, in whole units; what cannot be read is refused."""
        units = dict(self.part.unit)
        declared = units.get(field, units.get(""))
        words = words_of(self.sheet.column(heading))
        found = amounts(words, declared or 1.0, self.part.decimal)
        if declared is None:
            self._mixed_units(words, found, heading)
        unread = words.spread(~found.readable)
        self.unread[field] = unread
        self.refuse(unread, heading, "is not an amount", self._amount_hint(words, found))
        return np.asarray(words.spread(found.values))

    def _amount_hint(self, words: Words, found: Amounts) -> str:
        index = next(iter(np.flatnonzero(~found.readable)), None)
        if index is None:
            return ""
        text, other = words.texts[int(index)], "," if self.part.decimal == "." else "."
        read = amounts(words_of(pa.array([text])), 1.0, other).readable[0]
        return f'if {other} stands before the decimals, say `decimal: "{other}"`' if read else ""

    def _mixed_units(self, words: Words, found: Amounts, heading: str) -> None:
        plain = ~found.suffixed & ~found.blank & found.readable & (found.values != 0)
        if not (found.suffixed.any() and plain.any()):
            return
        row, other = (int(np.flatnonzero(words.spread(mask))[0]) for mask in (plain, found.suffixed))
        lines = self.sheet.lines()
        message = (
            f"amounts with a unit of their own ({self._cell(heading, other)}, line {lines[other]}) "
            "and without one stand in one column"
        )
        hint = "say in the mapping what those without are counted in: `unit: 元` or `unit: 万元`"
        self.faults.append(Fault(self.sheet.shown, int(lines[row]), heading, message, self._cell(heading, row), hint))

    def date(self, heading: str, field: str, only: Mask | None = None) -> NDArray[np.datetime64]:
        """A column of dates in the form that the mapping names; what cannot be read is refused."""
        forms = dict(self.part.dates)
        form = forms.get(field, forms.get("", "ymd"))
        words = words_of(self.sheet.column(heading))
        found = dates(words, form, _clock(self.map_file.map.timezone))  # type: ignore[arg-type]
        if form.startswith("epoch") and "timezone" not in self.map_file.map.model_fields_set:
            self.notice(heading, 'moments are told in universal time; `timezone: "+08:00"` tells them in China')
        unread = words.spread(~found.valid)
        if only is not None:
            unread = unread & only
        self.unread[field] = self.unread.get(field, np.zeros(len(unread), bool)) | unread
        if unread.any():
            self._refuse_dates(words, found.shape, unread, heading, form)
        return np.asarray(words.spread(found.values))

    def _refuse_dates(self, words: Words, shape: Any, unread: Mask, heading: str, form: str) -> None:
        """The unreadable ones, form by form."""
        usual = {form, "dmy/mdy"} if form in ("dmy", "mdy") else {form}
        order = {"dmy", "mdy"} & set(shape)
        if len(order) == 1:  # one proven day tells the order of the whole column
            shape = np.where(shape == "dmy/mdy", next(iter(order)), shape)
        shapes = words.spread(shape)
        for one in sorted(set(shapes[unread])):
            rows = unread & (shapes == one)
            if one in usual:
                self.refuse(rows, heading, "is not a day of the calendar between 1970 and 2100")
            elif not one:
                self.refuse(rows, heading, "is not a date")
            else:
                self.refuse(rows, heading, *self._another_form(one, form, shapes, usual))

    def _another_form(self, one: str, form: str, shapes: Any, usual: set[str]) -> tuple[str, str]:
        said = SAID.get(one, "day or month first (03-04-2021)")  # type: ignore[call-overload]
        message = f"is written {said}, and the mapping says {SAID[form]}"  # type: ignore[index]
        asked = one if one in SAID else "dmy` or `dates: mdy"
        others = np.isin(shapes, sorted(usual))
        if others.any():
            return message, f"{int(others.sum()):,} other rows are as it says: a column has one form"
        return message, f"say `dates: {asked}`"


def _clock(zone: str) -> int | str:
    if zone[0] in "+-":
        return (1 if zone[0] == "+" else -1) * (int(zone[1:3]) * 60 + int(zone[4:]))
    return 0 if zone == "UTC" else zone


def _shown(text: str) -> str:
    text = text if len(text) <= 40 else text[:39] + "…"
    return text.replace("\n", "⏎") if text.strip() == text and text else f'"{text}"' if text else ""


def similar(texts: Iterable[str], word: str) -> str:
    """The one of these texts that is the same word in another spelling."""
    return next((text for text in texts if folded(text) == folded(word)), "")
