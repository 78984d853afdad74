"""The position in which a year opens: it is stated, never empty by accident."""

from typing import Annotated

from pydantic import Field, model_validator

from scenarios.base import Id, NonNegative, Positive, Problem, Problems, Record


class OpenDeals(Record):
    """Deals in the pipeline on the first morning: one rep's, or shared evenly among a team's reps in roster order."""

    team: Id | None = None
    """Id of the team that holds them; either this or `rep`."""
    rep: Id | None = None
    """Id of the rep who holds them; either this or `team`."""
    segment: Id
    """Id of a segment."""
    channel: Id
    """Id of a channel."""
    stage: Id
    """Id of the stage whose work is done and whose answer is awaited."""
    count: Annotated[int, Field(ge=1, le=100_000)]
    """How many; amounts are shared evenly."""
    amount: Positive
    """What they would be worth together if all were won."""
    age: Annotated[float, Field(ge=0, le=5000)] = 0.0
    """Working days since they came in."""
    in_stage: Annotated[float, Field(ge=0, le=5000)] | None = None
    """Working days for which the answer has been awaited, which tell how likely a yes still is and how soon it comes;
    null: any part of the usual time."""

    @model_validator(mode="after")
    def _has_one_holder(self) -> "OpenDeals":
        if self.team is None and self.rep is None:
            raise Problems([Problem(("team",), "is required, or `rep`: somebody holds these deals")])
        if self.team is not None and self.rep is not None:
            raise Problems([Problem(("rep",), "has no meaning beside `team`; remove one of them", self.rep)])
        return self


class OpenReceivables(Record):
    """Invoices sent and not yet paid (应收账款), shared evenly among the team's reps in roster order."""

    team: Id
    """Id of the team that holds them."""
    count: Annotated[int, Field(ge=1, le=100_000)]
    """How many; amounts are shared evenly."""
    amount: NonNegative
    """What is still owed, together."""


class OpenOrders(Record):
    """Contracts signed and not yet delivered (在手订单), shared evenly among the team's reps in roster order."""

    team: Id
    """Id of the team that holds them."""
    count: Annotated[int, Field(ge=1, le=100_000)]
    """How many; amounts are shared evenly."""
    amount: NonNegative
    """What they are worth together."""


class Opening(Record):
    """Either stated deals, orders and receivables, or a stated number of days lived before the year counts."""

    warm_up_days: Annotated[int, Field(ge=0, le=2500, multiple_of=5)] = 0
    """Working days of the same market, worked at usual effort, before the first morning."""
    pipeline: tuple[OpenDeals, ...] = ()
    receivables: tuple[OpenReceivables, ...] = ()
    orders: tuple[OpenOrders, ...] = ()
