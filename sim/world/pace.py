"""The clocks by which customers say no and yes: knots at the months' first instants."""

import numpy as np
import numpy.typing as npt

from scenarios.funnel import Pace
from scenarios.scenario import Scenario
from sim.rules.pace import KNOT
from sim.tables import Table, table


def knots_table(scenario: Scenario, period_end: npt.NDArray[np.float64]) -> tuple[Table, npt.NDArray[np.int64]]:
    """KNOT rows of no's clock, then of yes's, and where each begins, int [3]; none where the pace is even.

    Before the first day the year's months repeat backwards, as far as anything stated lies back.
    """
    pace = scenario.funnel.pace if scenario.funnel else Pace()
    in_stage = max((row.in_stage or 0.0 for row in scenario.opening.pipeline), default=0.0)
    earliest = min(0.0, float(period_end[0]) - in_stage)
    clocks = [_knots(weights, period_end, earliest) for weights in (pace.no, pace.yes)]
    first = np.cumsum([0, *(len(knots) for knots in clocks)]).astype(np.int64)
    return table(KNOT, [knot for knots in clocks for knot in knots]), first


def _knots(
    weights: tuple[float, ...], period_end: npt.NDArray[np.float64], earliest: float
) -> list[tuple[float, float]]:
    """(time, clock) of each month's beginning, and of the year's end; the clock stands at 0 as the year begins."""
    if not weights:
        return []
    days = np.diff(period_end)
    run = np.array(weights) * days * (days.sum() / (np.array(weights) * days).sum())
    knots = [(float(period_end[0]), 0.0)]
    for length, ahead in zip(days, run, strict=True):
        knots.append((knots[-1][0] + float(length), knots[-1][1] + float(ahead)))
    month = len(days) - 1
    while knots[0][0] > earliest:
        knots.insert(0, (knots[0][0] - float(days[month]), knots[0][1] - float(run[month])))
        month = (month or len(days)) - 1
    return knots
