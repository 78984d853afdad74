"""How people divide their hours between what they are asked to do, where the plan does not pay for all of it alike."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from scenarios.base import Positive, Problem, Record
from scenarios.market import FunnelMarket

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

ACTIVITIES = ("care", "prospecting")
"""What people may give more or fewer hours than planned, at the cost of their leads."""


class Tasks(Record):
    """Hours follow pay (多任务取舍): each month a rep who reacts gives care of customers and own prospecting more or
    fewer hours than planned, by what an hour there is worth to her under the plan against one on leads. Assumed."""

    cost: Positive
    """Money: by how much an hour of it must be worth more than one on leads for her to give it twice the planned
    hours; worth as much less and she gives it none. The cost of leaving the plan grows with the square."""
    low: Annotated[float, Field(ge=0, le=1)] = 0.2
    """The least she gives it, as a part of the planned hours."""
    high: Annotated[float, Field(ge=1, le=5)] = 2.0
    """The most she gives it, as a multiple of them."""


def task_problems(s: "Scenario") -> Iterator[Problem]:
    """Hours that may be moved are planned somewhere."""
    if s.mind.hours and not any(planned_hours(s).values()):
        message = "has nothing to divide: plan hours in customers.life.care or market.prospecting, or remove it"
        yield Problem(("mind", "hours"), message)


def planned_hours(s: "Scenario") -> dict[str, float]:
    """Hours a rep and month that a scenario plans for each activity; 0 where it has none."""
    life, market = s.customers and s.customers.life, s.market
    looks = market.prospecting if isinstance(market, FunnelMarket) else None
    return {"care": life.care.hours if life else 0.0, "prospecting": looks.hours if looks else 0.0}
