"""A component as it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """A table of a component: heads, and rows of text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Telling:
    """A component in words. before, after: sentences above and below its table. when: how it is handed over."""

    id: str
    title: str
    before: tuple[str, ...]
    grid: Grid | None = None
    after: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
