"""The company: its money, its fiscal year, its territories and its teams."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from scenarios.base import Id, Label, Record


class Currency(Record):
    """What amounts are counted in; `minor_digits: 2` keeps accounts in 分 (cents)."""

    code: str = "CNY"
    symbol: str = "¥"
    minor_digits: Annotated[int, Field(ge=0, le=6)] = 2


class WorkingDays(Record):
    """A fiscal year on the real calendar: weekends and holidays are off, make-up days (调休) are worked."""

    kind: Literal["working_days"]
    start: date
    months: Annotated[int, Field(ge=1, le=60)] = 12
    holidays: tuple[date, ...] = ()
    makeup_days: tuple[date, ...] = ()


class EvenMonths(Record):
    """A year of equal months, for teaching and for theory."""

    kind: Literal["even"]
    months: Annotated[int, Field(ge=1, le=60)] = 12
    days_per_month: Annotated[int, Field(ge=5, le=31)] = 20


class Territory(Record):
    """A part of the market from which leads come."""

    id: Id
    name: Label


class Team(Record):
    """People under one lead who share a territory's leads."""

    id: Id
    name: Label
    territory: Id


class Company(Record):
    """Who we are."""

    name: Label
    currency: Currency = Currency()
    calendar: Annotated[WorkingDays | EvenMonths, Field(discriminator="kind")]
    territories: Annotated[tuple[Territory, ...], Field(min_length=1)]
    teams: Annotated[tuple[Team, ...], Field(min_length=1)]
