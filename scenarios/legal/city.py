"""The legal limits on pay in one city: what a plan for people who work there is checked against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import model_validator

from scenarios.base import Id, Label, Problem, Problems, Record, repeated_ids
from scenarios.legal.numbers import Duty, Exclusion, LegalNumber, Status


class PayWithin(Record):
    """How long after the end of a pay period its pay may be paid out, by the length of the period."""

    up_to_a_month: LegalNumber
    """Periods of a month or less."""
    under_a_year: LegalNumber
    """Longer periods of less than a year: quarters, half-years."""
    a_year: LegalNumber
    """Periods of a year or more."""


class CityProfile(Record):
    """The limits of one city. What is null is not stated here, and what rests on it is not checked."""

    id: Id
    """Short stable name, by which a company names its city."""
    name: Label
    """What tables and messages show."""
    checked: bool = True
    """False: amounts are abstract units, and no legal row is checked."""
    about: Label = Label(en="", zh="")
    """What a reader should know of this profile."""
    minimum_wage: LegalNumber | None = None
    """Least pay of a month of normal work (最低工资)."""
    probation_share: LegalNumber | None = None
    """Least share of the agreed pay during probation (试用期)."""
    deduction_share: LegalNumber | None = None
    """Most that may be taken out of a month's wage for a loss that the worker caused, as a share of it."""
    excluded: tuple[Exclusion, ...] = ()
    """What does not count towards the minimum wage."""
    pay_within: PayWithin | None = None
    """Latest pay dates."""
    proration: Duty | None = None
    """Bonuses of an unfinished period are paid for the time worked."""
    prepayment: Duty | None = None
    """Pay by the year or by the appraisal period is prepaid every month, at the minimum wage at least."""
    deduction_notice: Duty | None = None
    """A deduction is told in writing beforehand, with its reason and amount."""

    @model_validator(mode="after")
    def _makes_sense(self) -> CityProfile:
        found = repeated_ids(self.excluded, ("excluded",))
        for path, number in numbers_of(self):
            form, said = UNITS[path[0]]
            if not re.fullmatch(form, number.unit):
                found.append(Problem((*path, "unit"), f"should be {said}", number.unit))
            elif number.unit == "share" and number.value > 1:
                found.append(Problem((*path, "value"), "should be at most 1: 0.2 is 20 %", number.value))
        if not self.checked and (stated := [name for name in LIMITS if getattr(self, name)]):
            found.append(Problem((stated[0],), "has no meaning with `checked: false`; remove it"))
        if found:
            raise Problems(found)
        return self


LIMITS = (
    "minimum_wage",
    "probation_share",
    "deduction_share",
    "excluded",
    "pay_within",
    "proration",
    "prepayment",
    "deduction_notice",
)
"""The keys that state something of the law."""


UNITS = {
    "minimum_wage": ("[A-Z]{3}/month", "a currency's code and `/month`, such as CNY/month"),
    "probation_share": ("share", "`share`"),
    "deduction_share": ("share", "`share`"),
    "pay_within": ("days|months", "`days` or `months`"),
}
"""The unit that each number is stated in, as a pattern and in words."""


def numbers_of(city: CityProfile) -> Iterator[tuple[tuple[str, ...], LegalNumber]]:
    """Every number that a profile states, with its path."""
    for name in ("minimum_wage", "probation_share", "deduction_share"):
        if (number := getattr(city, name)) is not None:
            yield (name,), number
    if city.pay_within is not None:
        for name in PayWithin.model_fields:
            yield ("pay_within", name), getattr(city.pay_within, name)


def unread(city: CityProfile) -> tuple[str, ...]:
    """The paths of all that a profile states and nobody has read in a text: to be confirmed before it is relied on."""
    stated: list[tuple[str, Status]] = [(".".join(path), number.status) for path, number in numbers_of(city)]
    stated += [(f"excluded[{one.id}]", one.status) for one in city.excluded]
    for name in ("proration", "prepayment", "deduction_notice"):
        if (duty := getattr(city, name)) is not None:
            stated.append((name, duty.status))
    return tuple(path for path, status in stated if status != "read")
