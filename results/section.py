"""One part of a report as facts: rows of numbers with their units, and sentences; told as a table and as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from scenarios.base import Label

CellUnit = Literal["text", "count", "share", "points", "days", "money", "times", "number", "chance"]
"""share: 0.65 is 65 %. points: 0.05 is a difference of 5 percentage points. times: 1.44 is ×1.44. chance: a p-value.
money: in whole units of currency."""


class In(NamedTuple):
    """A number in a unit other than its column's."""

    value: Any
    unit: CellUnit


@dataclass(frozen=True)
class Column:
    """One column: its key in data, its head in tables, and what its numbers are."""

    key: str
    head: Label
    unit: CellUnit = "text"


@dataclass(frozen=True)
class Section:
    """rows: a cell for each column: text, a `Label`, a number, a `Fitted` with its interval, or None where unknown.

    notes: sentences below the table. most: rows that a table shows; data have all. more: figures for data alone.
    """

    key: str
    title: Label
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[Label, ...] = ()
    most: int = 15
    more: dict[str, Any] = field(default_factory=dict)
