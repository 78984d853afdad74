"""What every component may say besides what it pays for: whom, from when to when, in which instalments."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, Label, Problem, Problems, Record

Period = Literal["month", "quarter", "half", "year"]
PERIODS: tuple[Period, ...] = ("month", "quarter", "half", "year")
"""From the shortest to the longest; `half` is half a year (半年)."""
Scope = Literal["own", "team", "company"]


class Instalment(Record):
    """A part of what was earned, and when it is handed over (分期发放)."""

    share: Annotated[Decimal, Field(gt=0, le=1, decimal_places=6)]
    """Part of the pay; all together 1."""
    months_later: Annotated[int, Field(ge=0, le=120)] = 0
    """Months after the one that closes the period."""
    milestone: Id | None = None
    """Not before this has happened, such as handover; until then it is earned and unpaid."""


class Rounding(Record):
    """How pay becomes whole coins: once, at the end of each line."""

    to: Annotated[Decimal, Field(gt=0, le=1_000_000, decimal_places=6)] | None = None
    """The smallest step, such as 1 for whole yuan; null for the currency's smallest coin."""
    rule: Literal["half_up", "half_even", "down", "up"] = "half_up"
    """Where a half goes; `down` (去尾) and `up` for every part of a step."""


class Component(Record):
    """What all components have in common."""

    kind: str
    """What sort of component it is."""
    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    roles: tuple[Id, ...] = ()
    """Only people in these roles are paid by it; empty: everybody."""
    starts: date | None = None
    """The first day it is in force (生效日期); null: always was."""
    ends: date | None = None
    """The last day it is in force; null: until further notice."""

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> "Component":
        if self.starts and self.ends and self.ends < self.starts:
            raise Problems([Problem(("ends",), f"is before it starts, {self.starts}", self.ends)])
        return self


class Variable(Component):
    """Pay beyond salary."""

    instalments: tuple[Instalment, ...] = ()
    """When what is earned is handed over; empty: all of it with the month that closes the period."""
    rounding: Rounding | None = None
    """Instead of the plan's."""

    @model_validator(mode="after")
    def _instalments_make_one(self) -> "Variable":
        total = sum((part.share for part in self.instalments), Decimal(0))
        if self.instalments and total != 1:
            raise Problems([Problem(("instalments",), "shares should sum to 1", total)])
        return self
