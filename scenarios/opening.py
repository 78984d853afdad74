"""The position in which a year opens: it is stated, never empty by accident."""

from typing import Annotated

from pydantic import Field

from scenarios.base import Id, NonNegative, Positive, Record


class OpenDeals(Record):
    """Deals in the pipeline on the first morning, shared evenly among the team's reps in roster order."""

    team: Id
    """Id of the team that holds them."""
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
