"""A contest by rank."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, NonNegative, Problem, Problems
from scenarios.plan.counting import Credited
from scenarios.plan.terms import Period, Variable


class Contest(Credited, Variable):
    """Prizes by rank (排名奖, PK): the best of a team or the company win."""

    kind: Literal["contest"]
    measure: Id
    """What is ranked by, most first."""
    period: Period
    """What is added up for a ranking."""
    scope: Literal["team", "company"] = "company"
    """Who competes with whom."""
    prizes: Annotated[tuple[NonNegative, ...], Field(min_length=1, max_length=100)]
    """Money for the first, the second, …; nothing for the others."""
    ties: Literal["share", "all", "second"] = "share"
    """Equal results: share the prizes of the places they take, have the best of them each, or go by `tie_break`."""
    tie_break: Id | None = None
    """With `ties: second`, the KPI that decides; who is equal in that, too, shares."""
    at_least: NonNegative | None = None
    """Who has less is not ranked."""
    stake: NonNegative = Decimal(0)
    """Money that each ranked rep without a prize pays (对赌); legally exposed, and 0 unless somebody insists."""

    @model_validator(mode="after")
    def _second_is_named(self) -> "Contest":
        found = []
        if self.ties == "second" and self.tie_break is None:
            found.append(Problem(("tie_break",), "is required with `ties: second`"))
        if self.ties != "second" and self.tie_break is not None:
            found.append(Problem(("tie_break",), f"has no meaning with `ties: {self.ties}`; remove it", self.tie_break))
        if list(self.prizes) != sorted(self.prizes, reverse=True):
            found.append(Problem(("prizes",), "should not go up from place to place"))
        if found:
            raise Problems(found)
        return self
