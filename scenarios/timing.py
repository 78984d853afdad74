"""When orders are signed, where a rep has a say in it: before their time at a price, or after it."""

from typing import Annotated

from pydantic import Field

from scenarios.base import Record


class Timing(Record):
    """Games with dates of signature (签单时点博弈). At each month's end a rep brings forward, or holds back, as many
    orders as pay her best, by what the plan pays for them this month and in the next. Assumed."""

    pull: Annotated[float, Field(ge=0, le=60)] = 0.0
    """Working days before its time at which an order can be had; 0: never."""
    discount: Annotated[float, Field(ge=0, lt=1)] = 0.05
    """What a customer is given for signing early, as a share of the value. Only where a rep may grant it alone."""
    hold: Annotated[float, Field(ge=0, le=60)] = 0.0
    """Last working days of a month in which a signature can wait for the next; 0: never."""

    @property
    def plays(self) -> bool:
        """Whether anybody has a say."""
        return self.pull > 0 or self.hold > 0
