"""Who is credited for a deal: its rep, or a split such as `E101:60; E102:40`, in percent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from scenarios.books.page import Page
from scenarios.books.people import People
from scenarios.books.tables import MILLION, NOBODY, Ints, Places
from scenarios.crm.cells.words import Words, is_blank, plain_width

_SHARE = re.compile(r"(?P<who>.+?)\s*[:=]\s*(?P<share>\d{1,3}(?:\.\d+)?)\s*%?", re.ASCII)
_FORM = "write it as E101:60; E102:40"


@dataclass
class _Split:
    """One text of the column: people and their shares in millionths, or what is wrong with it."""

    shares: list[tuple[int, int]] = field(default_factory=list)
    wrong: tuple[str, str] = ("", "")


def credits(page: Page, rep: Places, people: People) -> tuple[Places, Places, Ints]:
    """Deal, person and share of every credit, in the order of deals."""
    rows = np.arange(page.rows, dtype=np.int32)
    if not page.has("credit"):
        return _whole(rows, rep)
    words = page.words("credit")
    splits = [_split(text, people) for text in plain_width(words.words).to_pylist()]
    blank = words.spread(is_blank(words.words))
    alone = _whole(rows[blank], rep[blank])
    _refuse(page, words, splits)
    parts = [(row, who, share) for row in rows[~blank].tolist() for who, share in splits[words.codes[row]].shares]
    given = np.array(parts, np.int64).reshape(-1, 3)
    deal, who = (np.concatenate([alone[i], given[:, i].astype(np.int32)]) for i in (0, 1))
    share = np.concatenate([alone[2], given[:, 2]])
    order = np.argsort(deal, kind="stable")
    return deal[order], who[order], share[order]


def _whole(rows: Places, rep: Places) -> tuple[Places, Places, Ints]:
    """All of the deal to its rep; of a house deal nothing to anybody."""
    owned = rep != NOBODY
    return rows[owned], rep[owned], np.full(int(owned.sum()), MILLION, np.int64)


def _split(text: str, people: People) -> _Split:
    parts = [part.strip() for part in re.split(r"[;,、\n]", text) if part.strip()]
    read = _Split()
    for part in parts:
        found = _SHARE.fullmatch(part)
        if not found:
            return _Split(wrong=("is not a split into shares", _FORM))
        share = Decimal(found["share"]) * (MILLION // 100)
        who = people.place(found["who"])
        complaint = next(_complaints(found["who"], share, who, read, people), ("", ""))
        if complaint[0]:
            return _Split(wrong=complaint)
        read.shares.append((who, int(share)))
    total = sum(share for _, share in read.shares)
    if total < MILLION and parts:
        percent = (Decimal(total) / (MILLION // 100)).normalize()
        return _Split(wrong=(f"shares add up to {percent:f} %", "a deal is credited in full: 100, or more on purpose"))
    return read


def _complaints(name: str, share: Decimal, who: int, read: _Split, people: People) -> Iterator[tuple[str, str]]:
    if who == NOBODY and (message := people.wrong(name)):
        yield f"`{name}`: {message}", people.hint(name)
    if not 0 < share <= MILLION:
        yield f"the share of `{name}` is not above 0 and at most 100", "shares are in percent"
    if share != share.to_integral_value():
        yield f"the share of `{name}` has more than 4 decimals", "round it"
    if who != NOBODY and who in {person for person, _ in read.shares}:
        yield f"`{name}` stands twice in one split", "add the shares"


def _refuse(page: Page, words: Words, splits: list[_Split]) -> None:
    """Splits that cannot be paid by; deals that count double are said."""
    wrong = np.array([bool(split.wrong[0]) for split in splits], bool)

    def said(row: int) -> _Split:
        return splits[int(words.codes[row])]

    page.refuse(words.spread(wrong), "credit", lambda row: said(row).wrong[0], lambda row: said(row).wrong[1])
    over = words.spread(np.array([sum(share for _, share in split.shares) > MILLION for split in splits], bool))
    if over.any():
        en, zh = (
            "shares above 100 % in all: these deals count double in part",
            "分配比例合计超过 100%，部分业绩重复计算",
        )
        page.notice("credit", en, zh, int(over.sum()))
