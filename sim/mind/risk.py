"""The month's best effort of somebody whom uncertain pay is worth less: constant absolute risk aversion.

Source: certainty equivalents −1/r · ln E exp(−r · pay), as in Holmstrom & Milgrom (1987), month by month.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.prospects import LEVEL, SLOPE, SPREAD
from sim.mind.steps import HALVINGS, TRIES, on_line
from sim.rules.effort import effort_cost

Floats = npt.NDArray[np.float64]
GOLDEN = 0.6180339887498949


@jit
def careful_effort(
    way: Any, come: float, moves: Floats, once: Floats, brings: Floats, worth: Floats, reach: Floats, nodes: Floats,
    effort: Floats, value: Floats,
) -> None:  # fmt: skip
    """Fills in effort and what it is worth for sure to have come so far, each in a table of one place.

    once: float [effort, node], pay of the month alone by effort and luck. brings: what the month's end pays and leaves
    to be earned by what the period stands at then (`reach`: first place and distance); worth: the same without the
    bias for what is at hand.
    """
    step = (way.high - way.low) / (TRIES - 1)
    best, most = way.low, -np.inf
    for place in range(TRIES):
        tried = way.low + step * place
        gain = _sure(way, tried, come, moves, once, brings, reach, nodes)
        if gain > most:
            best, most = tried, gain
    low, high = max(way.low, best - step), min(way.high, best + step)
    for _ in range(HALVINGS):
        one, other = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        if _sure(way, one, come, moves, once, brings, reach, nodes) < _sure(
            way, other, come, moves, once, brings, reach, nodes
        ):
            low = one
        else:
            high = other
    peak = 0.5 * (low + high)
    if _sure(way, peak, come, moves, once, brings, reach, nodes) >= most:
        best = peak
    effort[0], value[0] = best, _sure(way, best, come, moves, once, worth, reach, nodes)


@jit
def _sure(
    way: Any, effort: float, come: float, moves: Floats, once: Floats, brings: Floats, reach: Floats, nodes: Floats
) -> float:
    """What an effort is worth for sure: the certainty equivalent of what it brings, less its cost."""
    mean = come + moves[LEVEL] + moves[SLOPE] * effort
    at_once = (effort - way.low) / (way.high - way.low) * (once.shape[0] - 1)
    first = min(int(at_once), once.shape[0] - 2)
    part, least, total = at_once - first, np.inf, 0.0
    pay = np.empty(nodes.shape[1])
    for node in range(nodes.shape[1]):
        brought = mean + moves[SPREAD] * nodes[0, node]
        pay[node] = once[first, node] * (1.0 - part) + once[first + 1, node] * part
        pay[node] += on_line(brings, (brought - reach[0]) / reach[1]) if reach[1] > 0.0 else brings[0]
        least = min(least, pay[node])
    for node in range(nodes.shape[1]):
        total += nodes[1, node] * np.exp(-way.risk * (pay[node] - least))
    return float(least - np.log(total) / way.risk - effort_cost(effort, way.free, way.cost))
