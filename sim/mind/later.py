"""What is left to be earned after a month, by what the pay period stands at by its end, or is expected to."""

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.policy import between
from sim.mind.prospects import PERIOD_SIDE, SPREAD, YEAR_SIDE, Prospect
from sim.mind.steps import on_line

Floats = npt.NDArray[np.float64]
PARTS = 16
"""Parts of a place of the longer sum in which what it leaves to be earned is worked out; straight lines in between."""


@jit
def left_to_earn(
    ahead: Prospect, month: int, rows: int, places: int, to_year: Floats, reach: Floats, low: Floats, step: Floats,
    later: Floats, nodes: Floats,
) -> Floats:  # fmt: skip
    """[row, place]: what the next month's morning is worth on average over luck. `later`: by where she stands then."""
    found = np.zeros((rows, places))
    if month + 1 == len(low):
        return found
    main = ahead.main[PERIOD_SIDE]
    spread = ahead.amounts[main, month, SPREAD] if main >= 0 else 0.0
    if month == ahead.until[month, YEAR_SIDE]:
        found[:] = later[0, 0]
    elif month == ahead.until[month, PERIOD_SIDE]:
        _year_goes_on(month, to_year, reach, spread, low, step, later, nodes, found)
    else:
        _period_goes_on(month, reach, spread, low, step, later, nodes, found)
    return found


@jit
def _period_goes_on(
    month: int, reach: Floats, spread: float, low: Floats, step: Floats, later: Floats, nodes: Floats, found: Floats
) -> None:
    """Where the pay period goes on: the same row, with luck in what the period has brought.

    The place that luck leads to is the same for every row, so rows lie side by side in memory.
    """
    rows, last, apart = found.shape[0], later.shape[1] - 1, step[month + 1, PERIOD_SIDE]
    across, total = np.ascontiguousarray(later.T), np.empty(rows)
    for place in range(found.shape[1]):
        total[:] = 0.0
        for node in range(nodes.shape[1]):
            come = reach[0] + reach[1] * place + spread * nodes[0, node]
            at = (come - low[month + 1, PERIOD_SIDE]) / apart if apart > 0.0 else 0.0
            at = min(max(at, 0.0), float(last))
            first = min(int(at), last - 1)
            right = nodes[1, node] * (at - first)
            left = nodes[1, node] - right
            for row in range(rows):
                total[row] += left * across[first, row] + right * across[first + 1, row]
        found[:, place] = total


@jit
def _year_goes_on(
    month: int, to_year: Floats, reach: Floats, spread: float, low: Floats, step: Floats, later: Floats, nodes: Floats,
    found: Floats,
) -> None:  # fmt: skip
    """Where the pay period ends and a longer one goes on, which counts what the period has brought.

    Only the longer sum's place matters, so luck is averaged over once for each part of a place, not for each row.
    """
    rows, places = found.shape
    apart = step[month + 1, YEAR_SIDE]
    if apart <= 0.0:
        found[:] = later[0, 0]
        return
    start = (low[month, YEAR_SIDE] + to_year[0] + to_year[1] * reach[0] - low[month + 1, YEAR_SIDE]) / apart
    each_row, each_place = step[month, YEAR_SIDE] / apart, to_year[1] * reach[1] / apart
    moved, lucky = each_place * (places - 1), to_year[1] * spread / apart
    least = start + min(moved, 0.0)
    most = start + max(moved, 0.0) + each_row * (rows - 1)
    parts = max(2, int(np.ceil((most - least) * PARTS)) + 1)
    width, averaged = (most - least) / (parts - 1), np.zeros(parts)
    for part in range(parts):
        for node in range(nodes.shape[1]):
            averaged[part] += nodes[1, node] * between(later, least + width * part + lucky * nodes[0, node], 0.0)
    for row in range(rows):
        for place in range(places):
            at = start + each_row * row + each_place * place - least
            found[row, place] = on_line(averaged, at / width if width > 0.0 else 0.0)
