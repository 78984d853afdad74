"""The mapping file: what a company's columns and words mean, written once by a person, read at every import."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Problem, Problems, Record
from scenarios.crm.maps.map_words import Clock, Column, DateForms, Pairs, Same, Stages, Units, Where
from scenarios.faults import did_you_mean


class Part(Record):
    """What is said of any file, whatever it holds."""

    dates: DateForms = ()
    """How dates are written, for all columns or by field: ymd, dmy, mdy, yyyymmdd, epoch_s, epoch_ms, excel."""
    unit: Units = ()
    """What amounts are counted in, for all columns or by field: 元, 万元, thousand, 10000, …"""
    decimal: Literal[".", ","] = "."
    """The sign before the decimals: 1,234.56 or 1.234,56."""
    same: Same = ()
    """Spellings of one thing, by field: `{segment: {GTXPro: GTX Pro}}`; what stands right is kept."""
    where: Where = ()
    """Only rows of which these columns say this: `{SalesPersonFlag: "1"}`, or a list of texts."""
    ignore: tuple[Column, ...] = ()
    """Columns that are left aside on purpose; others that are not mapped are listed at every import."""
    header: Annotated[int, Field(ge=1, le=1000)] = 1
    """The line (or row of the sheet) the headings stand on."""
    sheet: str = ""
    """The sheet of a workbook; the first when nothing is said."""
    encoding: str = ""
    """The file's encoding where it cannot be told from its bytes, such as cp1252."""


class OpportunityColumns(Record):
    """The headings of an opportunity export."""

    id: Column | None = None
    """The opportunity's lasting number; without one, rows are numbered."""
    owner: Column | None = None
    """The rep: id, or name where the roster has the name once."""
    account: Column | None = None
    """The customer."""
    segment: Column | None = None
    """By what deals differ: customer class, product, industry."""
    channel: Column | None = None
    """Where the opportunity came from."""
    stage: Column | None = None
    """The step of the sales process."""
    status: Column | None = None
    """Open, won or lost, where that is a column of its own."""
    won: Column | None = None
    """Yes-or-no: won (IsWon, hs_is_closed_won); goes with `ended`."""
    ended: Column | None = None
    """Yes-or-no: over (IsClosed)."""
    amount: Column
    """What the deal is worth."""
    created: Column
    """When it came up."""
    closed: Column
    """When it was won or lost; of open ones it is an estimate and not read."""
    closed_else: Column | None = None
    """Read for closed ones that have no date in `closed` (更新时间, last change)."""


class OpportunityMap(Part):
    """How an export of opportunities is read."""

    columns: OpportunityColumns
    stages: Stages = ()
    """What the words of the stage column mean, in the order of the process."""
    statuses: Stages = ()
    """What the words of the status column mean."""
    entered: Pairs = ()
    """Stage → the column that says when an opportunity came to it."""

    @model_validator(mode="after")
    def _outcome_can_be_told(self) -> OpportunityMap:
        columns, found = self.columns, []
        if (columns.won is None) != (columns.ended is None):
            lacking = "ended" if columns.ended is None else "won"
            found.append(Problem(("columns", lacking), "is required: `won` and `ended` go together"))
        if columns.status is not None and not self.statuses:
            found.append(Problem(("statuses",), "is required: what the words of the status column mean"))
        if columns.stage is not None and not self.stages:
            found.append(Problem(("stages",), "is required: what the words of the stage column mean"))
        if columns.stage is None and columns.status is None and columns.won is None:
            found.append(Problem(("columns", "stage"), "is required, or `status`, or `won` and `ended`"))
        open_ones = {stage.says for stage in self.stages if stage.means == "open"}
        for says, _ in self.entered:
            if says not in open_ones:
                hint = did_you_mean(says, open_ones)
                found.append(Problem(("entered", says), "is not an open stage of `stages`", None, hint))
        if found:
            raise Problems(found)
        return self


class OrderColumns(Record):
    """The headings of an order list."""

    id: Column | None = None
    """The order's number; without one, rows are numbered."""
    owner: Column | None = None
    """The rep it is credited to."""
    account: Column | None = None
    """The customer."""
    segment: Column | None = None
    """By what orders differ: product, territory."""
    date: Column
    """The day of the order."""
    amount: Column
    """What was ordered."""
    cost: Column | None = None
    """What it cost the company."""


class OrderMap(Part):
    """How a list of orders is read."""

    columns: OrderColumns


class RosterColumns(Record):
    """The headings of a roster."""

    id: Column | None = None
    """The employee number; without one, the name is the id."""
    name: Column | tuple[Column, ...] | None = None
    """The name, or the columns it is put together from: [FirstName, LastName]."""
    team: Column | None = None
    """Team, department or region."""
    level: Column | None = None
    """Grade or title."""
    manager: Column | None = None
    """Whom the person reports to: id or name."""
    hired: Column | None = None
    """First day."""
    left: Column | None = None
    """Last day."""
    base: Column | None = None
    """Base salary."""
    variable: Column | None = None
    """Variable pay at target."""


class RosterMap(Part):
    """How a roster is read."""

    columns: RosterColumns
    base_period: Literal["month", "year", "hour"] = "month"
    """What the base salary is for."""
    hours_a_year: Annotated[float, Field(gt=0, le=8784)] = 2080
    """Paid hours of a year, where the base is by the hour."""
    variable_period: Literal["month", "quarter", "year"] = "year"
    """What the variable pay is for."""

    @model_validator(mode="after")
    def _people_have_names(self) -> RosterMap:
        if self.columns.id is None and self.columns.name is None:
            raise Problems([Problem(("columns", "id"), "is required, or `name`")])
        return self


class QuotaColumns(Record):
    """The headings of a quota table."""

    owner: Column
    """The rep: id or name."""
    start: Column | None = None
    """Long tables: the first day of the period, or its name (2026-Q1, 2026-03, 2026年3月, 2026)."""
    amount: Column | None = None
    """Long tables: the quota."""
    year: Column | None = None
    """Wide tables: the year of the row."""


class QuotaMap(Part):
    """How a quota table is read: long (a row for each period) or wide (a column for each month or quarter)."""

    columns: QuotaColumns
    months: tuple[Column, ...] = ()
    """Wide: the twelve columns from January to December (一月 … 十二月)."""
    quarters: tuple[Column, ...] = ()
    """Wide: the four columns of the quarters."""
    year: Annotated[int, Field(ge=1970, le=2100)] | None = None
    """Wide: the year, where no column has it."""
    period: Literal["month", "quarter", "year"] | None = None
    """How long a quota lasts where no next one of the same person tells."""

    @model_validator(mode="after")
    def _long_or_wide(self) -> QuotaMap:
        columns, found = self.columns, []
        for key, wanted in (("months", 12), ("quarters", 4)):
            if len(getattr(self, key)) not in (0, wanted):
                found.append(Problem((key,), f"should name {wanted} columns", len(getattr(self, key))))
        wide = bool(self.months or self.quarters)
        if wide and self.year is None and columns.year is None:
            found.append(Problem(("year",), "is required: `year: 2026`, or a column under `columns.year`"))
        for key in () if wide else ("start", "amount"):
            if getattr(columns, key) is None:
                found.append(Problem(("columns", key), "is required, or `months: […]` for a wide table"))
        if found:
            raise Problems(found)
        return self


class Map(Record):
    """A mapping file: one section for each kind of file, each optional."""

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "CNY"
    """Three letters: CNY, USD, EUR."""
    timezone: Clock = "UTC"
    """Whose clock tells the day where the file holds moments (epochs, or times with a zone): "+08:00"."""
    faults: Literal["refuse", "leave_out"] = "refuse"
    """Rows that cannot be right: refuse the file, or leave the rows out and say how many."""
    opportunities: OpportunityMap | None = None
    orders: OrderMap | None = None
    roster: RosterMap | None = None
    quotas: QuotaMap | None = None
