"""Where a paid day goes: besides leads there are meetings, travel and reports, and some of it can be saved."""

from typing import Annotated

from pydantic import Field, model_validator

from scenarios.base import Problem, Problems, Record, Share

SUM_TO_ONE = 1e-6


class Use(Record):
    """A use of the hours that are not for leads."""

    part: Share
    """Its part of the hours of a paid day that are not for leads."""
    cut: Share = 0.0
    """Share of it that is done without from now on; the hours go to leads."""


class TimeAccount(Record):
    """A paid day, hour by hour: `hours_per_day` of each rep for leads, the rest by these parts."""

    day: Annotated[float, Field(gt=0, le=16)] = 8.0
    """Hours of a paid day; no rep's `hours_per_day` for leads is longer."""
    meetings: Use = Use(part=0.3)
    """Internal meetings."""
    travel: Use = Use(part=0.4)
    """On the way to customers."""
    reports: Use = Use(part=0.3)
    """Reports, mail and other administration."""

    @model_validator(mode="after")
    def _parts_make_a_whole(self) -> "TimeAccount":
        total = self.meetings.part + self.travel.part + self.reports.part
        if abs(total - 1) > SUM_TO_ONE:
            raise Problems(
                [
                    Problem(
                        ("reports", "part"),
                        "the parts of meetings, travel and reports should sum to 1",
                        round(total, 6),
                    )
                ]
            )
        return self
