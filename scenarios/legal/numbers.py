"""A number or a duty that the law sets: what it is, since when, who says so, and whether anybody has read the text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from scenarios.base import Label, Problem, Problems, Record

Status: TypeAlias = Literal["read", "to be confirmed"]
"""`read`: found in a text that the source names. `to be confirmed`: nobody has; look it up before relying on it."""

Said = Annotated[str, Field(min_length=1, max_length=500)]


def earliest(since: str) -> date:
    """The first day of a day, a month or a year: 2025-07-01, 2025-07 or 2025."""
    return date.fromisoformat(since + "-01" * (2 - since.count("-")))


def _since(written: Any) -> Any:
    """A day, month or year as text; YAML hands over a day as a date and a year as a number."""
    said = str(written)
    try:
        earliest(said)
    except ValueError:
        message = "should be a day, a month or a year, such as 2025-07-01, 2025-07 or 2025"
        raise Problems([Problem((), message, written)]) from None
    return said


Since = Annotated[str, BeforeValidator(_since)]


class LegalNumber(Record):
    """A number that a law, a regulation or a city sets."""

    value: Annotated[Decimal, Field(ge=0, max_digits=18)]
    """The number, in its unit."""
    unit: Said
    """`CNY/month` (any currency's code), `share` (0.2 is 20 %), `days` or `months`."""
    effective_from: Since | None = None
    """The day, month or year from which it holds; null where it is not stated."""
    source: Said
    """The text that sets it, and where that was read."""
    status: Status


class Duty(Record):
    """Something that has to be done, without a number."""

    source: Said
    """The text that demands it, and where that was read."""
    status: Status


class Exclusion(Record):
    """A part of a month's pay that does not count towards the minimum wage."""

    id: Literal["overtime", "special_conditions", "welfare", "own_insurance"]
    """Overtime pay, allowances for special conditions, statutory welfare, the worker's own social insurance."""
    name: Label
    """What tables show."""
    source: Said
    status: Status
