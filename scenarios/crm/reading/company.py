"""The import: a company's files and its mapping become canonical tables, or every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from scenarios.crm.maps.map_file import MapFile, load_map
from scenarios.crm.maps.mapping import Part
from scenarios.crm.reading.opportunities import read_opportunities
from scenarios.crm.reading.orders import read_orders
from scenarios.crm.reading.people import People, read_roster
from scenarios.crm.reading.quotas import read_quotas
from scenarios.crm.reading.rows import Rows
from scenarios.crm.sheets.files import Wanted, read_sheet
from scenarios.crm.tables import Company, Notice
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults

Source: TypeAlias = str | Path | None
SECTIONS = ("roster", "opportunities", "orders", "quotas")
"""In the order of reading: people first, because the other files name them."""


def read_company(
    map_file: str | Path | MapFile,
    opportunities: Source = None,
    orders: Source = None,
    roster: Source = None,
    quotas: Source = None,
) -> Company:
    """The company that these files tell of, read as the mapping says; `ScenarioFaults` tells all that is wrong."""
    mapping = map_file if isinstance(map_file, MapFile) else load_map(map_file)
    given = {"roster": roster, "opportunities": opportunities, "orders": orders, "quotas": quotas}
    reading = _Reading(mapping, {name: source for name, source in given.items() if source is not None})
    tables = reading.tables()
    if reading.faults:
        raise ScenarioFaults(list(dict.fromkeys(reading.faults)))
    return Company(**tables, currency=mapping.map.currency, notices=tuple(reading.notices))


class _Reading:
    """One import under way: faults and notices of all files together."""

    def __init__(self, mapping: MapFile, sources: Mapping[str, str | Path]) -> None:
        self.mapping, self.sources = mapping, sources
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []
        if not sources:
            self.faults.append(Fault(mapping.shown, 0, "", "no file is given to read with this mapping"))

    def tables(self) -> dict[str, Any]:
        """The canonical tables; of a file with faults there is none, but it was read to its end."""
        made: dict[str, Any] = {}
        people = People()
        for section in SECTIONS:
            if section not in self.sources or (rows := self._rows(section)) is None:
                continue
            before = len(rows.faults)
            if not before:
                table = self._table(section, rows, people)
                if section == "roster":
                    table, people = table
                made[section] = table
            self._take(rows, made.get(section))
        return made

    def _table(self, section: str, rows: Rows, people: People) -> Any:
        part: Any = rows.part
        match section:
            case "roster":
                return read_roster(rows, part)
            case "opportunities":
                return read_opportunities(rows, part, people)
            case "orders":
                return read_orders(rows, people)
            case _:
                return read_quotas(rows, part, people)

    def _take(self, rows: Rows, table: Any) -> None:
        self.faults += rows.faults
        self.notices += rows.notices
        if table is not None and not len(table.rows) and not rows.faults:
            self.faults.append(Fault(rows.sheet.shown, 0, "", "no row is left after leaving out those with faults"))

    def _rows(self, section: str) -> Rows | None:
        """The file under its section of the mapping."""
        part: Part | None = getattr(self.mapping.map, section)
        source = self.sources[section]
        if part is None:
            hint = f"add a section `{section}:`; `quotalab import --inspect` drafts one"
            self.faults.append(self.mapping.fault((section,), "is required to read this file", str(source), hint))
            return None
        sheet, faults = read_sheet(source, Wanted(part.sheet, part.header, part.encoding))
        self.faults += faults
        if sheet is None:
            return None
        rows = Rows(sheet, part, section, self.mapping)
        if sheet.other_sheets and not part.sheet:
            rows.notice("", f"read the first sheet; there are also {', '.join(sheet.other_sheets)}")
        return rows
