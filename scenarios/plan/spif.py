"""A short incentive on something particular."""

from datetime import date
from typing import Literal

from pydantic import model_validator

from scenarios.base import Id, NonNegative, Positive, Problem, Problems
from scenarios.plan.counting import Credited
from scenarios.plan.terms import Variable


class Spif(Credited, Variable):
    """A short incentive (专项激励) for something particular, such as a new product in spring."""

    kind: Literal["spif"]
    measure: Id
    """What is paid for."""
    starts: date
    """The first day that counts."""
    ends: date
    """The last day that counts; the month in which it lies pays."""
    each: Positive
    """Money for each thing counted, or for each unit of money sold (0.01 = 1 %)."""
    at_least: NonNegative | None = None
    """Nothing is paid for less than this."""
    cap: NonNegative | None = None
    """Most money for one rep."""

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> "Spif":
        if self.ends < self.starts:
            raise Problems([Problem(("ends",), f"is before it starts, {self.starts}", self.ends)])
        return self
