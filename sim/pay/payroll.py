"""One payroll run under way: its plan, its files, its year, and what is to be told of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenarios.base import Label
from scenarios.books.tables import Books, Notice
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from scenarios.plan_file import PlanFile
from sim.pay.fiscal import FiscalYear, year_of


@dataclass
class Ledger:
    """One payroll run under way: the year, the people, and what is to be told of the files."""

    plan_file: PlanFile
    books: Books
    year: FiscalYear
    notices: list[Notice] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def notice(self, file: str, column: str, en: str, zh: str, rows: int = 0) -> None:
        self.notices.append(Notice(file, column, Label(en=en, zh=zh), rows))

    def check(self) -> None:
        """Raises everything found wrong so far, at once."""
        if self.faults:
            raise ScenarioFaults(self.faults)

    @property
    def coin(self) -> int:
        return int(10**self.plan_file.company.currency.minor_digits)


def open_ledger(plan_file: PlanFile, books: Books) -> Ledger:
    """A ledger of the plan's fiscal year. Raises ScenarioFaults where nobody knows which year that is."""
    year, notices = year_of(plan_file, books)
    return Ledger(plan_file, books, year, [*books.notices, *notices])


def span_of(ledger: Ledger, row: int) -> tuple[int, int] | None:
    """The months of an adjustment; None where they lie in another year."""
    table = ledger.books.adjustments
    when = table.period[row]
    if when is not None:
        return ledger.year.months_of(when)
    month = int(ledger.year.month_of(table.date[row : row + 1])[0])
    return None if month < 0 else (month, month)
