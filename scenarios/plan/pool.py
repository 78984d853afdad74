"""A team's pool and how it is divided among the members."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, NonNegative, Problem, Problems, Record
from scenarios.plan.counting import Credited, KpiTarget
from scenarios.plan.schedule import Rate, Schedule
from scenarios.plan.score import Score
from scenarios.plan.terms import Period, Variable


class Coefficient(Record):
    """The coefficient of a rep, a role or a grade in a pool; the first that fits counts."""

    rep: Id | None = None
    role: Id | None = None
    level: Id | None = None
    counts: Rate
    """Such as 1.3 for a leader and 1 for a member."""

    @model_validator(mode="after")
    def _names_one(self) -> "Coefficient":
        if sum(value is not None for value in (self.rep, self.role, self.level)) != 1:
            raise Problems([Problem((), "names one of `rep`, `role`, `level`")])
        return self


class Division(Record):
    """A part of the pool and by what it is divided: coefficient × measure × score, each where given."""

    part: Annotated[Decimal, Field(gt=0, le=1, decimal_places=6)] = Decimal(1)
    """Share of the pool divided this way; all together 1, such as 0.8 by sales and 0.2 equally."""
    coefficients: tuple[Coefficient, ...] = ()
    """Coefficients of people; whoever is not named has 1. Empty: equally."""
    measure: Id | None = None
    """In proportion to this KPI of each member, such as bookings."""
    score: Score | None = None
    """In proportion to each member's score."""


class Pool(Credited, Variable):
    """A team's pool (团队奖金池) with its second distribution (二次分配): the parts add up to the pool."""

    kind: Literal["pool"]
    measure: Id
    """What the team is paid for."""
    period: Period
    """What is added up and paid at once."""
    scope: Literal["team", "company"] = "team"
    """Who shares one pool."""
    quota: KpiTarget | None = None
    """What is 100 %, instead of the sum of the members' quotas; `each` is one number for the whole group."""
    schedule: Schedule
    """How the group's amount becomes the pool; `pays: target` has no meaning here."""
    threshold: NonNegative | None = None
    """No pool below this, in the schedule's own edges."""
    cap: NonNegative | None = None
    """Most money of a pool."""
    divided: Annotated[tuple[Division, ...], Field(min_length=1, max_length=10)]
    """How it is shared; where nobody has any weight it is shared equally."""

    @model_validator(mode="after")
    def _parts_make_one(self) -> "Pool":
        total = sum((division.part for division in self.divided), Decimal(0))
        found = [Problem(("divided",), "parts should sum to 1", total)] if total != 1 else []
        if getattr(self.schedule, "pays", "money") == "target":
            found.append(Problem(("schedule", "pays"), "a pool has no target pay; write `pays: money`", "target"))
        if found:
            raise Problems(found)
        return self
