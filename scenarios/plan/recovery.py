"""Pay on account and pay withheld: guarantees, draws, hold-backs, limits, the minimum wage."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, NonNegative, Positive, Problem, Problems
from scenarios.plan.modifier import Gates, Modifier
from scenarios.plan.terms import Period, Variable

Part = Annotated[Decimal, Field(gt=0, le=1, decimal_places=6)]


class Guarantee(Variable):
    """A least pay (保底): what the components named fall short of it is made up, and never asked back."""

    kind: Literal["guarantee"]
    of: tuple[Id, ...] = ()
    """Ids of components above this one; empty: all above but salaries."""
    amount: Positive
    """Money a period."""
    period: Period
    """Over what pay is added up and made up."""
    months: Annotated[int, Field(gt=0, le=600)] | None = None
    """Only in the first months after a rep joins (保护期); null: always."""


class Draw(Variable):
    """Pay on account (预支): what the components named fall short of it is advanced, and recovered from later pay."""

    kind: Literal["draw"]
    of: tuple[Id, ...] = ()
    """Ids of components above this one; empty: all above but salaries."""
    amount: Positive
    """Money a period."""
    period: Period
    """How often it is advanced."""
    recovered: Part = Decimal(1)
    """Share of what is earned above the draw that goes to pay back, until all is paid back."""
    months: Annotated[int, Field(gt=0, le=600)] | None = None
    """Advanced only in the first months after a rep joins; recovered afterwards, too. Null: always."""
    at_year_end: Literal["carried", "forgiven"] = "carried"
    """What becomes of a balance that the year's end finds: owed into the next year, or forgiven."""


class Holdback(Variable):
    """A risk reserve (风险金): part of other pay is withheld and released at the end, as far as conditions are met."""

    kind: Literal["holdback"]
    of: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of components above this one."""
    share: Part
    """Part of their pay that is withheld."""
    period: Literal["quarter", "half", "year"] = "year"
    """At the end of what it is released."""
    gates: Gates | None = None
    """Conditions for a release; what is not released is lost."""
    modifiers: tuple[Modifier, ...] = ()
    """Coefficients by which the release is multiplied."""


class Limit(Variable):
    """A limit on several components together (封顶): what they paid above it is taken off."""

    kind: Literal["limit"]
    of: tuple[Id, ...] = ()
    """Ids of components above this one; empty: all above but salaries."""
    at_most: Positive | None = None
    """Money a period."""
    times_target: Positive | None = None
    """Or multiples of the rep's variable pay at target of the period."""
    period: Period
    """Over what pay is added up."""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> "Limit":
        if (self.at_most is None) == (self.times_target is None):
            raise Problems([Problem((), "a limit is either `at_most` (money) or `times_target`")])
        return self


class TopUp(Variable):
    """What a month's pay lacks of the legal minimum wage (最低工资补差); a cost of the plan."""

    kind: Literal["top_up"]
    of: tuple[Id, ...] = ()
    """Ids of components above this one that count as wage; empty: all above."""
    minimum: NonNegative | None = None
    """Money a month; null: the minimum wage of the company's city."""
