"""Every opportunity of an export: who has it, what it is worth, how it stands, and how it came there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenarios.crm.cells.words import Words, flag
from scenarios.crm.maps.map_words import Stage
from scenarios.crm.maps.mapping import OpportunityMap
from scenarios.crm.reading.people import People
from scenarios.crm.reading.rows import Mask, Rows, similar
from scenarios.crm.sheets.sheet import clean_heading
from scenarios.crm.tables import ENTERED, LOST, OPEN, WON, Opportunities

_OUTCOMES = (OPEN, WON, LOST)
_UNKNOWN = -1
_ASKED = 20  # words asked for one by one


def read_opportunities(rows: Rows, part: OpportunityMap, people: People) -> Opportunities:
    """The canonical table; what cannot be right is among the faults of `rows`."""
    told = _Told(rows, part)
    columns: dict[str, Any] = {"id": ids(rows)}
    columns["owner"] = people.owners(rows) if rows.has("owner") else all_rows(rows, "")
    columns["account"] = rows.labels("account", "") if rows.has("account") else all_rows(rows, "")
    _say_missing(rows, columns, "account", "")
    for field in ("segment", "channel"):
        columns[field] = rows.labels(field, "unknown") if rows.has(field) else all_rows(rows, "all")
        _say_missing(rows, columns, field, "unknown")
    outcome = told.outcome()
    columns["outcome"] = pa.array(_OUTCOMES).take(pa.array(np.maximum(outcome, 0)))
    columns["amount"] = _amount(rows, outcome)
    created, closed = _days(rows, outcome)
    entered = told.entered(created)
    columns["stage"] = told.stage(entered)
    columns |= {"created": created, "closed": closed, **entered}
    _say_balance(rows, outcome)
    order = ["id", "owner", "account", "segment", "channel", "outcome", "stage", "amount", "created", "closed"]
    frame = frame_of({name: columns[name] for name in [*order, *entered]}, rows)
    return Opportunities(frame, tuple(s.id for s in told.open), tuple(s.says for s in told.open))


def frame_of(columns: dict[str, Any], rows: Rows) -> pd.DataFrame:
    """The columns as a table, without the rows that are left out."""
    keep = ~rows.bad
    all_kept = bool(keep.all())
    made = {}
    for name, values in columns.items():
        if isinstance(values, np.ndarray):
            made[name] = pd.Series(values if all_kept else values[keep])
        else:
            some = values if all_kept else values.filter(pa.array(keep))
            made[name] = pd.Series(some.to_pandas(), dtype="str")
    return pd.DataFrame(made)


def all_rows(rows: Rows, text: str) -> Any:
    return pa.array([text], pa.string()).take(pa.array(np.zeros(rows.sheet.rows, np.int32)))


def _say_missing(rows: Rows, columns: dict[str, Any], field: str, sign: str) -> None:
    missing = pc.sum(pc.equal(columns[field], sign)).as_py() if rows.has(field) else 0
    if missing:
        rows.notice(rows.heading(field), "is empty", missing)


# ── ids ─────────────────────────────────────────────────────────────────────────────────────────


def ids(rows: Rows) -> Any:
    """Everybody's number; a row that stands there twice, word for word, is kept once."""
    if not rows.has("id"):
        rows.notice("", "no column is mapped to `id`: rows are numbered", rows.sheet.rows)
        return pa.array([str(number) for number in range(1, rows.sheet.rows + 1)], pa.string())
    heading, words = rows.heading("id"), rows.words("id")
    if len(words.words) == rows.sheet.rows and not _has_empty(words):
        return words.spread(words.words)
    empty = words.spread(np.array([not text for text in words.texts], bool))
    rows.refuse(empty, heading, "is empty: every row needs an id")
    _repeated(rows, words, heading, empty)
    return words.spread(words.texts)


def _has_empty(words: Words) -> bool:
    return bool(pc.any(pc.equal(words.words, "")).as_py())


def _repeated(rows: Rows, words: Words, heading: str, empty: Mask) -> None:
    suspects = np.flatnonzero((words.counts > 1)[words.codes] & ~empty)
    if not len(suspects):
        return
    cells = [column.take(pa.array(suspects)).to_pylist() for column in rows.sheet.cells]
    first: dict[int, tuple[int, tuple[str, ...]]] = {}
    again, differ = np.zeros(len(words.codes), bool), np.zeros(len(words.codes), bool)
    for place, cell in zip(suspects, zip(*cells, strict=True), strict=True):
        code = int(words.codes[place])
        begun = first.setdefault(code, (int(place), cell))
        if begun[0] != place:
            (again if cell == begun[1] else differ)[place] = True
    if again.any():
        rows.notice(heading, "rows that stand there twice, word for word: kept once", int(again.sum()))
    if differ.any():
        earlier = first[int(words.codes[np.flatnonzero(differ)[0]])][0]
        line = rows.sheet.lines()[earlier]
        hint = "an id stands on one row" + ("; are these the lines of an order?" if rows.section == "orders" else "")
        rows.refuse(differ, heading, f"this id already stands on line {line}, with other cells", hint)
    rows.bad |= again


# ── outcomes and stages ─────────────────────────────────────────────────────────────────────────


@dataclass
class _Told:
    """What stage and status columns tell of each row."""

    rows: Rows
    part: OpportunityMap

    @property
    def open(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in self.part.stages if stage.means == OPEN)

    def outcome(self) -> NDArray[np.int8]:
        """0 open, 1 won, 2 lost, by status, or by flags, or by stage: the first of these that is mapped."""
        told = [self._by_words(key, field) for key, field in self._columns()]
        if self.rows.has("won"):
            told.append(self._by_flags())
        if not told:
            return np.zeros(self.rows.sheet.rows, np.int8)
        first = told[0]
        if len(told) > 1 and self.rows.has("stage"):
            self._contradictions(first, told)
        return first

    def _columns(self) -> list[tuple[str, str]]:
        both = [("statuses", "status"), ("stages", "stage")]
        if self.rows.has("won"):
            both = both[:1]
        return [(key, field) for key, field in both if self.rows.has(field)]

    def _by_words(self, key: str, field: str) -> NDArray[np.int8]:
        """By the mapping's word for each of the column's words; those without one are asked for."""
        words, heading = self.rows.words(field), self.rows.heading(field)
        means = {stage.says: _OUTCOMES.index(stage.means) for stage in getattr(self.part, key)}
        codes = np.array([means.get(text, _UNKNOWN) for text in words.texts], np.int8)
        unknown = [index for index in np.flatnonzero(codes == _UNKNOWN) if words.counts[index]]
        if key == "stages" and self.rows.has("status"):
            unknown = [index for index in unknown if words.texts[index]]
        for index in unknown[:_ASKED]:
            self._ask(key, heading, words.texts[index], int(words.counts[index]), int(words.rows_of(int(index))[0]))
        if len(unknown) > _ASKED:
            message = f"{len(unknown) - _ASKED:,} more words of {heading} mean nothing yet"
            hint = f"is this the column of the {field}?"
            self.rows.faults.append(self.rows.map_file.fault((self.rows.section, key), message, "", hint))
        return np.asarray(words.spread(codes))

    def _ask(self, key: str, heading: str, text: str, count: int, row: int) -> None:
        said = f'"{text}"' if text else "an empty cell"
        times = "1 row" if count == 1 else f"{count:,} rows"
        line = self.rows.sheet.lines()[row]
        message = f"{said} stands in {heading} on {times} (first: {self.rows.sheet.shown}:{line}) and means nothing yet"
        near = similar((stage.says for stage in getattr(self.part, key)), text)
        quoted = text if text and text == text.strip(" -?:#[]{},&*!|>%@`'\"") else f'"{text}"'
        hint = f"add `{quoted}: open` (or won, lost)" + (
            f"; or is it `{near}`? then fold it under `same`" if near else ""
        )
        self.rows.faults.append(self.rows.map_file.fault((self.rows.section, key), message, "", hint))

    def _by_flags(self) -> NDArray[np.int8]:
        won, ended = self._flag("won"), self._flag("ended")
        self.rows.refuse((won == 1) & (ended == 0), self.rows.heading("won"), "won, and yet not ended")
        return np.where(won == 1, 1, np.where(ended == 1, 2, 0)).astype(np.int8)

    def _flag(self, field: str) -> NDArray[np.int8]:
        words = self.rows.words(field)
        read = [flag(text) for text in words.texts]
        unread = words.spread(np.array([value is None for value in read], bool))
        self.rows.refuse(
            unread, self.rows.heading(field), "is neither yes nor no", "true, 1, yes, 是 / false, 0, no, 否"
        )
        return np.asarray(words.spread(np.array([bool(value) for value in read], np.int8)))

    def _contradictions(self, outcome: NDArray[np.int8], told: list[NDArray[np.int8]]) -> None:
        """Stage and status may both tell; they must not tell two things."""
        words = self.rows.words("stage")
        means = {stage.says: _OUTCOMES.index(stage.means) for stage in self.part.stages}
        by_stage = words.spread(np.array([means.get(text, 0) for text in words.texts], np.int8))
        clash = (by_stage > 0) & (outcome >= 0) & (by_stage != outcome)
        heading = self.rows.heading("stage")
        self.rows.refuse(clash, heading, "the stage tells another outcome than the status")

    def entered(self, created: NDArray[np.datetime64]) -> dict[str, NDArray[np.datetime64]]:
        """When each came to each open stage, where the export tells."""
        given = dict(self.part.entered)
        found = {}
        for stage in self.open:
            if stage.says in given:
                heading = clean_heading(given[stage.says])
                found[f"{ENTERED}{stage.id}"] = when = self.rows.date(heading, f"{ENTERED}{stage.id}")
                if (early := when.astype("M8[D]") < created.astype("M8[D]")).any():
                    self.rows.notice(heading, "came to the stage before it came up", int(early.sum()))
        return found

    def stage(self, entered: dict[str, NDArray[np.datetime64]]) -> Any:
        """The open stage that each stands in, or is known to have reached."""
        ids_ = ["", *(stage.id for stage in self.open)]
        reached = np.zeros(self.rows.sheet.rows, np.int32)
        for place, stage in enumerate(self.open, 1):
            if (when := entered.get(f"{ENTERED}{stage.id}")) is not None:
                reached[~np.isnat(when)] = place
        if self.rows.has("stage"):
            words = self.rows.words("stage")
            place_of = {stage.says: place for place, stage in enumerate(self.open, 1)}
            now = words.spread(np.array([place_of.get(text, 0) for text in words.texts], np.int32))
            reached = np.where(now > 0, now, reached)
        return pa.array(ids_, pa.string()).take(pa.array(reached))


# ── money and days ──────────────────────────────────────────────────────────────────────────────


def _amount(rows: Rows, outcome: NDArray[np.int8]) -> NDArray[np.float64]:
    heading = rows.heading("amount")
    amount = rows.amount(heading, "amount")
    read = ~rows.unread["amount"]
    rows.refuse((amount < 0) & read, heading, "a negative amount", "take credit notes out of the export")
    rows.refuse((outcome == 1) & np.isnan(amount) & read, heading, "won, and no amount")
    nothing = (outcome != 1) & (amount == 0)
    if nothing.any():
        rows.notice(heading, "0 on open or lost ones is read as unknown", int(nothing.sum()))
        amount[nothing] = np.nan
    if (free := (outcome == 1) & (amount == 0)).any():
        rows.notice(heading, "won at an amount of 0", int(free.sum()))
    return amount


def _days(rows: Rows, outcome: NDArray[np.int8]) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """When each came up, and when it was won or lost."""
    created = rows.date(rows.heading("created"), "created")
    closed = _closed(rows, outcome)
    heading, over = rows.heading("created"), outcome > 0
    missing = np.isnat(created) & ~rows.unread["created"]
    rows.refuse(missing & over, heading, "won or lost, and no day on which it came up")
    if (still := missing & ~over).any():
        rows.notice(heading, "open ones without a day on which they came up", int(still.sum()))
    early = closed.astype("M8[D]") < created.astype("M8[D]")
    rows.refuse(early, rows.heading("closed"), "closed before it came up")
    same_day = (closed < created) & ~early  # a day without its hour, beside a moment of that day
    return created, np.where(same_day, created, closed)


def _closed(rows: Rows, outcome: NDArray[np.int8]) -> NDArray[np.datetime64]:
    heading, over = rows.heading("closed"), outcome > 0
    closed = rows.date(heading, "closed", over)
    estimates = ~np.isnat(closed) & ~over
    if estimates.any():
        rows.notice(heading, "close dates of open ones are estimates: not read", int(estimates.sum()))
    closed = np.where(over, closed, np.datetime64("NaT"))
    missing = np.isnat(closed) & over & ~rows.unread["closed"]
    if rows.has("closed_else") and missing.any():
        other = rows.date(rows.heading("closed_else"), "closed_else", missing)
        closed = np.where(missing, other, closed)
        found = missing & ~np.isnat(closed)
        rows.notice(rows.heading("closed_else"), f"read where {heading} is empty", int(found.sum()))
        missing = missing & ~found & ~rows.unread["closed_else"]
    hint = "" if rows.has("closed_else") else "map `closed_else` to a column that can stand in"
    rows.refuse(missing & (outcome == 1), heading, "won, and no day on which it closed", hint)
    if (lost := missing & (outcome == 2)).any():
        rows.notice(heading, "lost ones without a day on which they closed", int(lost.sum()))
    return closed


def _say_balance(rows: Rows, outcome: NDArray[np.int8]) -> None:
    kept = outcome[~rows.bad]
    if len(kept) and not (kept > 0).any():
        rows.notice("", "all are open: nothing can be learned about winning", len(kept))
    elif len(kept) and not (kept == 1).any():
        rows.notice("", "none is won", len(kept))
