"""What the page shows, ready to be laid out: text, tables and pictures, without a number that is still to be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Mark = Literal["line", "dash", "band", "dot", "bar"]


@dataclass(frozen=True)
class Cell:
    """One cell of a table; shade: a colour behind it, or nothing."""

    text: str
    shade: str = ""


@dataclass(frozen=True)
class Grid:
    """A table. texts: columns read as words, the first among them. marked: a column that stands out."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    texts: tuple[int, ...] = (0,)
    marked: int | None = None

    @property
    def heat(self) -> bool:
        """Whether its cells are coloured."""
        return any(cell.shade for row in self.rows for cell in row)


@dataclass(frozen=True)
class Key:
    """One line of a picture's legend."""

    colour: str
    mark: Mark
    text: str


@dataclass(frozen=True)
class Picture:
    """A chart. title: what is to be seen. says: its finding, for who cannot see it. svg: ready to stand in a page."""

    title: str
    says: str
    svg: Markup
    keys: tuple[Key, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class Tile:
    """One figure at a glance."""

    name: str
    value: str
    below: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """What one scenario changes, in words."""

    title: str
    text: str


@dataclass(frozen=True)
class Part:
    """A section of the page. chapter: a heading before it, where something new begins. note: before its sentences."""

    key: str
    title: str
    says: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    grids: tuple[Grid, ...] = ()
    chapter: str = ""
    note: str = ""
