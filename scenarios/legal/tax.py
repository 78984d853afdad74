"""The tax table for a one-off annual bonus (全年一次性奖金): brackets as data."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from scenarios.base import Label, NonNegative, Positive, Problem, Problems, Record
from scenarios.faults import Fault
from scenarios.legal.numbers import Said, Status
from scenarios.verdicts import check
from scenarios.yaml_text import read_file

TABLE = Path(__file__).parent / "annual_bonus_tax.yaml"


class Bracket(Record):
    """A bracket of the table: its rate is taken on the whole bonus, then the quick deduction comes off."""

    up_to: Positive | None
    """The last twelfth of a bonus in this bracket; null in the last bracket."""
    rate: Annotated[Decimal, Field(ge=0, lt=1)]
    """Share of the whole bonus."""
    quick_deduction: NonNegative
    """What comes off the tax (速算扣除数)."""


class BonusTax(Record):
    """How a one-off annual bonus is taxed when it is taxed alone."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """Code of the currency of all amounts."""
    source: Said
    status: Status
    about: Label = Label(en="", zh="")
    """What a reader should know of this table."""
    brackets: Annotated[tuple[Bracket, ...], Field(min_length=1)]
    """From the lowest to the highest."""

    @model_validator(mode="after")
    def _in_order(self) -> BonusTax:
        found = []
        for index, (lower, upper) in enumerate(pairwise(self.brackets)):
            if lower.up_to is None:
                found.append(Problem(("brackets", index, "up_to"), "is needed in every bracket but the last"))
            elif upper.up_to is not None and upper.up_to <= lower.up_to:
                message = f"should be above the bracket before, {lower.up_to}"
                found.append(Problem(("brackets", index + 1, "up_to"), message, upper.up_to))
        if (last := self.brackets[-1].up_to) is not None:
            message = "should be null in the last bracket, which has no end"
            found.append(Problem(("brackets", len(self.brackets) - 1, "up_to"), message, last))
        if found:
            raise Problems(found)
        return self


@cache
def bonus_tax() -> BonusTax:
    """The table that comes with the program."""
    table, faults = read_bonus_tax(TABLE)
    if table is None:
        raise ValueError("\n".join(map(str, faults)))
    return table


def read_bonus_tax(path: Path) -> tuple[BonusTax | None, list[Fault]]:
    """The table in a file, or everything that is wrong with it."""
    tree, faults = read_file(path, path.name)
    if tree is None or faults:
        return None, faults
    return check(tree, BonusTax)
