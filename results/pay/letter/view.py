"""A letter ready to be laid out: sentences, tables and one picture."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from results.pay.telling import Grid

WORDS_FROM = 22
"""Cells longer than this are words, and set to the left."""


@dataclass(frozen=True)
class Piece:
    """A part of a section. after: sentences below the table. quiet: small print. sums: rows at the table's end
    that stand out. texts: columns that are read as words."""

    title: str = ""
    says: tuple[str, ...] = ()
    grid: Grid | None = None
    after: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    sums: int = 0
    texts: tuple[int, ...] = ()

    def words(self, column: int) -> bool:
        """Whether a column, besides the first, is read as words."""
        long = self.grid is not None and any(len(row[column]) > WORDS_FROM for row in self.grid.rows)
        return column in self.texts or bool(column and long)


@dataclass(frozen=True)
class Part:
    """A section. numbered: its pieces are counted. picture: a drawing, with what it shows in words."""

    key: str
    title: str
    pieces: tuple[Piece, ...]
    picture: Markup | None = None
    says: str = ""


@dataclass(frozen=True)
class Letter:
    """facts: who and how much, as pairs. signers: who signs."""

    language: str
    kicker: str
    title: str
    intro: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    signatures: str
    signed: str
    signers: tuple[str, ...]
    line: tuple[str, str]
