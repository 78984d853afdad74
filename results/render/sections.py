"""Sections of a report as tables of text in one language, and as plain data for JSON in both."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from results.render.numbers import Format
from results.render.tables import Table
from results.render.words import Language
from results.section import CellUnit, In, Section
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.crm.fit.interval import Fitted

NOTHING = "–"
MORE = Label(en="… and {count} more (all of them with --json)", zh="……另有 {count} 行（--json 给出全部）")
SURELY = 0.001


class Cells:
    """How a report's numbers are shown in one language and currency."""

    def __init__(self, currency: Currency, language: Language) -> None:
        self.language, self._format = language, Format(currency, language)
        self._coin = 10**currency.minor_digits

    def text(self, value: Any, unit: CellUnit) -> str:
        """A cell as people read it, an interval in brackets behind its number."""
        if isinstance(value, In):
            return self.text(*value)
        if isinstance(value, Label):
            return value.text(self.language)
        if isinstance(value, Fitted) and math.isfinite(value.value):
            if not all(map(math.isfinite, (value.low, value.high))):  # one year tells no interval
                return self.text(value.value, unit)
            bounds = [self._number(bound, unit, (value.value,)) for bound in (value.low, value.high)]
            told = " … ".join(bound.removesuffix(" %").removesuffix(" pp") for bound in bounds)
            return f"{self._number(value.value, unit, (value.high,))} ({told})"
        if (
            value is None
            or value is pd.NaT
            or isinstance(value, Fitted)
            or (isinstance(value, float) and not math.isfinite(value))
        ):
            return NOTHING
        if isinstance(value, pd.Timestamp):
            return str(value.date())
        return value if isinstance(value, str) else self._number(float(value), unit)

    def _number(self, number: float, unit: CellUnit, beside: tuple[float, ...] = ()) -> str:
        if unit == "money":
            return self._format.money(number * self._coin, False, tuple(x * self._coin for x in beside))
        return plain_number(number, unit)


def plain_number(number: float, unit: CellUnit) -> str:
    """A number that is no money, the same in both languages."""
    match unit:
        case "count" | "text":
            return f"{number:,.0f}" if number == round(number) or number >= 100 else f"{number:,.1f}"
        case "share":
            size = abs(100 * number)
            return f"{100 * number:.{2 if 0 < size < 1 else 1}f} %"
        case "points":
            return f"{100 * number:+.1f} pp"
        case "days":
            return f"{number:,.1f}"
        case "times":
            return f"×{number:.2f}"
        case "chance":
            return f"< {SURELY:g}" if number < SURELY else f"{number:.3f}" if number < 0.1 else f"{number:.2f}"
        case _:
            return f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}"


def section_tables(sections: Sequence[Section], currency: Currency, language: Language) -> list[Table]:
    """A table for each section, and below it what it says in words."""
    cells, tables = Cells(currency, language), []
    for section in sections:
        rows = [
            tuple(cells.text(value, column.unit) for value, column in zip(row, section.columns, strict=True))
            for row in section.rows[: section.most]
        ]
        if len(section.rows) > section.most:
            count = len(section.rows) - section.most
            rows.append((MORE.text(language).format(count=count), *[""] * (len(section.columns) - 1)))
        heads = tuple(column.head.text(language) for column in section.columns)
        notes = tuple(note.text(language) for note in section.notes)
        texts = tuple(place for place, column in enumerate(section.columns) if column.unit == "text")
        tables.append(Table(section.title.text(language), heads if rows else (), tuple(rows), notes, texts))
    return tables


def section_data(sections: Sequence[Section]) -> dict[str, Any]:
    """The same as plain values: every row, unrounded; what is unknown or without bound is null."""
    found: dict[str, Any] = {}
    for section in sections:
        keys = [column.key for column in section.columns]
        found[section.key] = {
            "rows": [{key: plain(value) for key, value in zip(keys, row, strict=True)} for row in section.rows],
            "notes": [plain(note) for note in section.notes],
        } | {key: plain(value) for key, value in section.more.items()}
    return found


def plain(value: Any) -> Any:
    """Anything a section holds as JSON can say it, without NaN or infinity."""
    if isinstance(value, In):
        return plain(value.value)
    if isinstance(value, Label):
        return {"en": value.en, "zh": value.zh}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(inner) for inner in value]
    if value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
