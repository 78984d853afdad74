"""Before a mapping: what each column of an export seems to be, what is odd about it, and a mapping to edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scenarios.crm.cells.words import folded
from scenarios.crm.inspection.columns import fields_of, kind_of, wide_months
from scenarios.crm.inspection.drafting import Looked, draft
from scenarios.crm.inspection.findings import Finding, closed_only, confounded, duplicates, leaks, repeats
from scenarios.crm.inspection.profile import MAX_VARIED, ColumnProfile, looked_at
from scenarios.crm.sheets.files import read_sheet
from scenarios.crm.sheets.sheet import Sheet
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults

__all__ = ["ColumnProfile", "FileProfile", "Finding", "Inspection", "inspect"]


@dataclass(frozen=True)
class FileProfile:
    """One file as it was found.

    kind: opportunities, orders, roster or quotas; "" for a file of another sort. ragged: rows that do not fit the
    headings.
    """

    shown: str
    kind: str
    encoding: str
    delimiter: str
    rows: int
    ragged: int
    columns: tuple[ColumnProfile, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Inspection:
    """What the files seem to hold, and the mapping drafted from them; `?` in it asks for a decision."""

    files: tuple[FileProfile, ...]
    draft: str


def inspect(paths: Sequence[str | Path]) -> Inspection:
    """Look at a company's files together; raises `ScenarioFaults` when one cannot be read at all."""
    faults: list[Fault] = []
    looked = []
    for path in paths:
        sheet, found = read_sheet(path)
        faults += found
        if sheet is not None and not sheet.rows and sheet.ragged:
            faults.append(sheet.ragged_fault())
        elif sheet is not None:
            looked.append(_look(sheet))
    if faults:
        raise ScenarioFaults(faults)
    spellings = _across(looked)
    looked = [replace(each, same=_borrowed(each, looked)) for each in looked]
    files = tuple(_profile(each, spellings.get(each.sheet.shown, ())) for each in looked)
    return Inspection(files, draft(looked))


def _look(sheet: Sheet) -> Looked:
    kind = kind_of(sheet.header)
    fields = fields_of(kind, sheet.header) if kind else {}
    months = wide_months(sheet.header) if kind == "quotas" else ()
    if months:
        fields = {field: name for field, name in fields.items() if field in ("owner", "year") and name not in months}
    seems = {name: field for field, name in fields.items()}
    columns = tuple(looked_at(sheet, name, seems.get(name, "")) for name in sheet.header)
    return Looked(sheet, kind, columns, {c.profile.seems: c for c in columns if c.profile.seems}, months)


def _profile(looked: Looked, spellings: Sequence[Finding]) -> FileProfile:
    sheet = looked.sheet
    found = [*duplicates(looked.by_field), *repeats(looked.columns), *spellings]
    if looked.kind == "opportunities":
        found += leaks(looked.columns, looked.by_field)
        found += closed_only(looked.columns, looked.by_field)
    if looked.kind in ("opportunities", "orders"):
        found += confounded(looked.by_field)
    if sheet.blank_rows:
        found.append(Finding("file", (), "rows without any cell filled", sheet.blank_rows))
    if sheet.other_sheets:
        found.append(Finding("file", (), f"there are other sheets: {', '.join(sheet.other_sheets)}"))
    return FileProfile(
        sheet.shown,
        looked.kind,
        sheet.encoding,
        sheet.delimiter,
        sheet.rows,
        len(sheet.ragged),
        tuple(column.profile for column in looked.columns),
        tuple(found),
    )


def _across(looked: Sequence[Looked]) -> Mapping[str, list[Finding]]:
    """Words that two files spell differently in columns of one heading."""
    spelt: defaultdict[tuple[str, str], dict[str, tuple[str, str, int]]] = defaultdict(dict)
    for each in looked:
        for column in each.columns:
            if column.profile.type == "text" and len(column.words.words) <= MAX_VARIED:
                for text, count in zip(column.words.texts, column.words.counts.tolist(), strict=True):
                    key = folded(column.profile.name), folded(text)
                    if key[1]:
                        spelt[key].setdefault(text, (each.sheet.shown, column.profile.name, count))
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for spellings in spelt.values():
        if len({shown for shown, _, _ in spellings.values()}) > 1:
            told = ", ".join(f"{text} ({shown}: {count:,} rows)" for text, (shown, _, count) in spellings.items())
            for shown, name, count in spellings.values():
                found[shown].append(Finding("spelling", (name,), f"look the same: {told}", count))
    return found


def _borrowed(each: Looked, others: Sequence[Looked]) -> dict[str, dict[str, str]]:
    """How lists beside an export (products, accounts) spell its words: field → spelling here → spelling there."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    lists = [column for other in others if not other.kind for column in other.columns if column.profile.type == "text"]
    for field, column in each.by_field.items():
        if column.profile.type != "text" or len(column.words.words) > MAX_VARIED:
            continue
        for listed in lists:
            if folded(listed.profile.name) == folded(column.profile.name) and len(listed.words.words) <= MAX_VARIED:
                there = {folded(text): text for text in listed.words.texts if text}
                here = [text for text in column.words.texts if text not in there.values()]
                found[field] |= {text: there[folded(text)] for text in here if folded(text) in there}
    return {field: told for field, told in found.items() if told}
