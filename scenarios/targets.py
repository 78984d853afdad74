"""What the company wants to sell this year, and how the number is spread over people and months."""

from typing import Annotated

from pydantic import Field

from scenarios.base import NonNegative, Positive, Record


class Targets(Record):
    """The year's target, split top-down: company → team → rep → month, to the cent at every level."""

    company: Positive
    """Bookings of the whole year (年度签约目标)."""
    over_assignment: Annotated[float, Field(ge=0, le=1)] = 0.0
    """By how much the reps' quotas together exceed the company's target (0.05 = 105 %)."""
    phasing: tuple[NonNegative, ...] = ()
    """A weight for each month of the year; empty for equal months."""
