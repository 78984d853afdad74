"""Who carries a quota: the roster, and how the owner cells of other files find their people in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from scenarios.crm.cells.words import Words, names_to_ids
from scenarios.crm.maps.mapping import RosterMap
from scenarios.crm.reading.rows import Rows
from scenarios.crm.tables import Roster

_VARIABLE = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True)
class People:
    """The ids of the roster, and the names that lead to one of them."""

    ids: frozenset[str] = frozenset()
    by_name: Mapping[str, str] = field(default_factory=dict)
    several: frozenset[str] = frozenset()
    known: bool = False

    def owners(self, rows: Rows, owner: str = "owner") -> Any:
        """The owner column as ids: a cell is an id, or else a name that one person has."""
        words = rows.words(owner)
        resolved = [text if text in self.ids else self.by_name.get(text, text) for text in words.texts]
        heading = rows.heading(owner)
        self._refuse_shared_names(rows, words, heading)
        empty = words.spread(np.array([not text for text in words.texts], bool))
        if empty.any():
            rows.notice(heading, "name nobody: they belong to no rep", int(empty.sum()))
        if self.known:
            strange = [i for i, text in enumerate(resolved) if text and text not in self.ids | self.several]
            if strange:
                named = ", ".join(resolved[i] for i in strange[:5]) + (" …" if len(strange) > 5 else "")
                rows.notice(heading, f"not in the roster: {named}", int(words.counts[strange].sum()))
        return words.spread(resolved)

    def _refuse_shared_names(self, rows: Rows, words: Words, heading: str) -> None:
        shared = np.array([text in self.several and text not in self.ids for text in words.texts], bool)
        hint = "map `owner` to a column with the employee's id"
        rows.refuse(words.spread(shared), heading, "several people of the roster have this name", hint)


def read_roster(rows: Rows, part: RosterMap) -> tuple[Roster, People]:
    """The roster, and the way from names to ids."""
    names = _names(rows)
    ids = rows.words("id").spread(rows.words("id").texts) if rows.has("id") else names
    frame = pd.DataFrame({"id": _series(ids), "name": _series(names if names is not None else ids)})
    heading = rows.heading("id" if rows.has("id") else "name")
    _refuse_strange_ids(rows, frame["id"], heading)
    for column in ("team", "level", "manager"):
        texts = rows.labels(column, "") if column != "manager" and rows.has(column) else None
        if column == "manager" and rows.has(column):
            texts = rows.words(column).spread(rows.words(column).texts)
        frame[column] = _series(texts) if texts is not None else ""
    for column in ("hired", "left"):
        nothing = np.full(len(frame), np.datetime64("NaT"), "M8[s]")
        frame[column] = rows.date(rows.heading(column), column) if rows.has(column) else nothing
    for column in ("base", "variable"):
        frame[column] = _pay(rows, part, column, len(frame))
    early = (frame["left"] < frame["hired"]).to_numpy()
    rows.refuse(early, rows.heading("left") if rows.has("left") else "", "left before the day of hiring")
    frame = frame[~rows.bad].reset_index(drop=True)
    people = _people(frame)
    frame["manager"] = _managers(rows, frame, people)
    return Roster(frame), people


def _names(rows: Rows) -> Any:
    """Everybody's name, put together from several columns if the mapping says so."""
    if not rows.has("name"):
        return None
    written = rows._fields["name"]
    if isinstance(written, str):
        return rows.words("name").spread(rows.words("name").texts)
    parts = [rows.sheet.column(name).to_pylist() for name in written]
    return [" ".join(part.strip() for part in row if part.strip()) for row in zip(*parts, strict=True)]


def _series(texts: Any) -> pd.Series[Any]:
    listed = texts if isinstance(texts, list) else texts.to_pylist()
    return pd.Series(listed, dtype="str")


def _refuse_strange_ids(rows: Rows, ids: pd.Series[Any], heading: str) -> None:
    rows.refuse((ids == "").to_numpy(), heading, "is empty: whose row is this?")
    twice = (ids.duplicated() & (ids != "")).to_numpy()
    hint = "map `id` to the employee number" if not rows.has("id") else "each person has one row"
    rows.refuse(twice, heading, "stands twice in the roster", hint, ids[twice].tolist())


def _pay(rows: Rows, part: RosterMap, column: str, count: int) -> Any:
    """Base salary a month, or variable pay a year."""
    if not rows.has(column):
        return np.full(count, np.nan)
    heading = rows.heading(column)
    paid = rows.amount(heading, column)
    rows.refuse((paid < 0) & ~rows.unread[column], heading, "a salary below 0")
    if column == "variable":
        return paid * _VARIABLE[part.variable_period]
    months = {"month": 1.0, "year": 1 / 12, "hour": part.hours_a_year / 12}
    return np.round(paid * months[part.base_period], 4)


def _people(frame: pd.DataFrame) -> People:
    by_name, several = names_to_ids(frame["id"].tolist(), frame["name"].tolist())
    return People(frozenset(frame["id"]), by_name, several, True)


def _managers(rows: Rows, frame: pd.DataFrame, people: People) -> pd.Series[Any]:
    """Managers by id where the roster has them, else by the name that is written."""
    written = frame["manager"].tolist()
    found = [text if text in people.ids else people.by_name.get(text, text) for text in written]
    outside = sorted({text for text in found if text and text not in people.ids})
    if outside:
        named = ", ".join(outside[:5]) + (" …" if len(outside) > 5 else "")
        count = sum(text in outside for text in found)
        rows.notice(rows.heading("manager"), f"managers without a row of their own: {named}", count)
    return pd.Series(found, dtype="str")
