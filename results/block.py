"""A finding that is kept in a folder: what a stress test or a search found, ready for a report to show again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from results.section import Column, In, Section
from results.store import write_text
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted

FILE = "block.json"
Kind = Literal["stress", "optimum"]


@dataclass(frozen=True)
class Block:
    """lead: the answer in sentences, the most important first. currency: of the amounts in the sections."""

    kind: Kind
    title: Label
    lead: tuple[Label, ...]
    sections: tuple[Section, ...]
    currency: str


def save_block(folder: Path, block: Block) -> None:
    """Whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_block_data(block), ensure_ascii=False, indent=1) + "\n"
    write_text(folder / FILE, text)


def load_block(folder: Path) -> Block:
    """What `save_block` wrote. Raises OSError, ValueError or LookupError where it is missing or damaged."""
    data = json.loads((folder / FILE).read_text(encoding="utf-8"))
    sections = tuple(_section(section) for section in data["sections"])
    lead = tuple(Label(**text) for text in data["lead"])
    return Block(data["kind"], Label(**data["title"]), lead, sections, data["currency"])


def _block_data(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "title": _cell_data(block.title),
        "lead": [_cell_data(text) for text in block.lead],
        "currency": block.currency,
        "sections": [_section_data(section) for section in block.sections],
    }


def _section_data(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": _cell_data(section.title),
        "columns": [{"key": c.key, "head": _cell_data(c.head), "unit": c.unit} for c in section.columns],
        "rows": [[_cell_data(cell) for cell in row] for row in section.rows],
        "notes": [_cell_data(note) for note in section.notes],
        "most": section.most,
        "more": section.more,
    }


def _section(data: dict[str, Any]) -> Section:
    return Section(
        key=data["key"],
        title=Label(**data["title"]),
        columns=tuple(Column(c["key"], Label(**c["head"]), c["unit"]) for c in data["columns"]),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in data["rows"]),
        notes=tuple(Label(**note) for note in data["notes"]),
        most=data["most"],
        more=data["more"],
    )


def _cell_data(cell: Any) -> Any:
    """A cell as JSON; what is more than text, a number or nothing says what it is."""
    if isinstance(cell, Label):
        return {"en": cell.en, "zh": cell.zh}
    if isinstance(cell, Fitted):
        return {"value": cell.value, "low": cell.low, "high": cell.high, "n": cell.n}
    if isinstance(cell, In):
        return {"in": _cell_data(cell.value), "unit": cell.unit}
    return cell


def _cell(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    if "en" in data:
        return Label(**data)
    return In(_cell(data["in"]), data["unit"]) if "in" in data else Fitted(**data)
