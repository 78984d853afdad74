"""Who is paid: the roster, and how the cells of other files find their people in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scenarios.books.columns import days, texts
from scenarios.books.figures import money
from scenarios.books.page import Mask, Page, some
from scenarios.books.tables import NOBODY, Days, Places, Roster
from scenarios.crm.cells.words import Words, names_to_ids
from scenarios.faults import did_you_mean

HOUSE = frozenset({"house", "公司"})
"""Stands in a deal's rep column for a deal that belongs to nobody."""
_SHARED = "several people of the roster have this name"
_ONE_DAY = np.timedelta64(1, "D")


@dataclass
class People:
    """Ids and unshared names by their place in the roster.

    given: a roster tells who there is. Without one, people are whoever the files name, in the order of naming.
    certain: False where the roster has faults that hide people, so that nobody can be said to be unknown.
    """

    given: bool = False
    certain: bool = True
    ids: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    def place(self, text: str) -> int:
        """Where a person stands whom a cell names by id or by name; NOBODY if nowhere."""
        found = self.ids.get(text, self.names.get(text, NOBODY))
        if found == NOBODY and not self.given and text:
            found = self.ids[text] = len(self.ids)
        return found

    def wrong(self, text: str) -> str:
        """What is wrong with a word that is to name a person; nothing where nobody could tell."""
        if not text or text in self.ids or text in self.names or not self.certain:
            return ""
        return _SHARED if text in self.shared else "is not in the roster"

    def hint(self, text: str) -> str:
        """What to do about it."""
        if text in self.shared:
            return "write the id from the roster"
        return did_you_mean(text, [*self.ids, *self.names]) or "add the person to the roster, or correct the id"

    def places(self, page: Page) -> tuple[Places, Mask]:
        """The rep of each row, by the id or else by the name; and the rows that name neither. HOUSE is NOBODY."""
        found, empty = np.full(page.rows, NOBODY, np.int32), np.ones(page.rows, bool)
        for key in ("rep", "rep_name"):
            if page.has(key):
                words = page.words(key)
                house = [page.kind == "deals" and self.is_house(text) for text in words.texts]
                places = [NOBODY if none else self.place(text) for text, none in zip(words.texts, house, strict=True)]
                read = words.spread(np.array(places, np.int32))
                self._refuse(page, key, words, house, empty)
                if key == "rep_name" and page.has("rep"):
                    self._names_agree(page, read, found)
                found = np.where(empty, read, found)
                empty = empty & words.spread(np.array([not text for text in words.texts], bool))
        return found, empty

    def whose(self, page: Page, asked: str) -> Places:
        """The rep of each row, in a file where every row has one."""
        found, empty = self.places(page)
        if page.has("rep") or page.has("rep_name"):
            page.refuse(empty, "rep" if page.has("rep") else "rep_name", f"is empty: {asked}")
        return found

    def is_house(self, text: str) -> bool:
        return text.lower() in HOUSE and text not in self.ids and text not in self.names

    def _refuse(self, page: Page, key: str, words: Words, house: Sequence[bool], only: Mask) -> None:
        """The words that name nobody, or several people."""
        said = ["" if none else self.wrong(text) for text, none in zip(words.texts, house, strict=True)]
        for message in sorted({one for one in said if one}):
            rows = words.spread(np.array([one == message for one in said], bool)) & only
            page.refuse(rows, key, message, lambda row: self.hint(words.texts[words.codes[row]]))

    def _names_agree(self, page: Page, named: Places, found: Places) -> None:
        """Where a row has an id and a name, both mean one person."""
        clash = (named != found) & (named != NOBODY) & (found != NOBODY)
        if self.given and self.certain:
            page.refuse(clash, "rep_name", "is another person than the id on this row", "correct the id or the name")


def read_roster(page: Page, digits: int) -> tuple[Roster, People]:
    """The roster, and the way from ids and names to places in it."""
    ids, names = _ids_and_names(page)
    people = _people(page, ids, names)
    joins, leaves = days(page, "joins"), _leaves(page)
    early = leaves <= joins
    page.refuse(
        early, "leaves" if page.has("leaves") else "last_day", "is not after the first day", "correct one of both"
    )
    texts_of: dict[str, Any] = {key: texts(page, key) for key in ("team", "level", "role", "city")}
    pay: dict[str, Any] = {key: money(page, key, digits, least=0) for key in ("base", "variable", "quota")}
    manager = _managers(page, people)
    return Roster(
        page.origin(), tuple(ids), tuple(names), **texts_of, manager=manager, joins=joins, leaves=leaves, **pay
    ), people


def _ids_and_names(page: Page) -> tuple[list[str], list[str]]:
    rows = {key: texts(page, key).rows() for key in ("id", "name") if page.has(key)}
    if not rows:
        return [""] * page.rows, [""] * page.rows
    ids = rows["id"] if "id" in rows else rows["name"]
    names = [name or identity for name, identity in zip(rows.get("name", ids), ids, strict=True)]
    if "id" not in rows:
        page.notice("name", "there is no column of ids: names stand for them", "没有工号列，以姓名代替")
    return ids, names


def _people(page: Page, ids: Sequence[str], names: Sequence[str]) -> People:
    key = "id" if page.has("id") else "name"
    if page.has(key):
        page.refuse(np.array([not text for text in ids], bool), key, "is empty: whose row is this?")
        first: dict[str, int] = {}
        for row, text in enumerate(ids):
            first.setdefault(text, row)
        twice = np.array([bool(text) and first[text] != row for row, text in enumerate(ids)], bool)
        page.refuse(
            twice, key, lambda row: f"already stands on line {page.line(first[ids[row]])}", "a person has one row"
        )
    by_name, shared = names_to_ids(ids, names)
    places = {text: place for place, text in reversed(list(enumerate(ids))) if text}
    certain = page.whole and page.has(key) and all(ids) and len(set(ids)) == len(ids)
    return People(True, certain, places, {name: places[one] for name, one in by_name.items() if one}, shared)


def _leaves(page: Page) -> Days:
    """The first day that somebody is no longer there; a last day at work is the day before."""
    leaves, last = days(page, "leaves"), days(page, "last_day") + _ONE_DAY
    page.refuse((leaves != last) & ~np.isnat(leaves) & ~np.isnat(last), "leaves", "is not the day after the last day",
                "keep one of the two columns")  # fmt: skip
    if page.has("leaves") and not np.isnat(leaves).all():
        en = "is read as the first day away; a last day at work goes into a column `last day`"
        zh = "按离开后的第一天读取；最后在岗的一天请用“最后工作日”列"
        page.notice("leaves", en, zh, int((~np.isnat(leaves)).sum()))
    return np.where(np.isnat(leaves), last, leaves)


def _managers(page: Page, people: People) -> Places:
    """Managers by their place; those of whom the roster has no row are listed, and nobody may stand above herself."""
    if not page.has("manager"):
        return np.full(page.rows, NOBODY, np.int32)
    words = page.words("manager")
    shared = np.array([text in people.shared and text not in people.ids for text in words.texts], bool)
    page.refuse(words.spread(shared), "manager", _SHARED, "write the id")
    found = words.spread(np.array([people.place(text) for text in words.texts], np.int32))
    outside = [
        index for index, text in enumerate(words.texts) if text and people.place(text) == NOBODY and not shared[index]
    ]
    if outside:
        named, rows = some(words.texts[index] for index in outside), int(words.counts[outside].sum())
        page.notice("manager", f"managers without a row of their own: {named}", f"以下上级不在花名册中：{named}", rows)
    page.refuse(
        _in_circles(found), "manager", "stands above herself: managers go round in a circle", "correct one of them"
    )
    return np.asarray(found, np.int32)


def _in_circles(manager: Places) -> Mask:
    """Who is reached again by going up from manager to manager."""
    above = manager.copy()
    caught = np.zeros(len(manager), bool)
    own = np.arange(len(manager))
    for _ in own:
        if (above == NOBODY).all():
            break
        caught |= above == own
        above = np.where(above >= 0, manager[above], NOBODY)
    return caught
