"""The paid day in numbers: how long it is, and how what is not for leads is divided."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.hours import TimeAccount
from scenarios.scenario import Scenario
from sim.seats import days_there

Floats = npt.NDArray[np.float64]


class Hours(NamedTuple):
    """on: 1 where the scenario keeps a time account. first: place of its first measure in the panel, -1 without.

    days: float [rep, month], working days there. day: hours of a paid day. parts, cuts: float [3], of meetings, travel
    and reports: their parts of what is not for leads, and the shares of them done without.
    """

    on: int
    first: int
    days: Floats
    day: float
    parts: Floats
    cuts: Floats


def hours_of(scenario: Scenario, first: int = -1) -> Hours:
    """The time account of a scenario."""
    written = scenario.time or TimeAccount()
    uses = written.meetings, written.travel, written.reports
    return Hours(
        on=int(scenario.time is not None),
        first=first,
        days=days_there(scenario).astype(np.float64),
        day=written.day,
        parts=np.array([use.part for use in uses]),
        cuts=np.array([use.cut for use in uses]),
    )
