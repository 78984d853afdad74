"""The month's best effort of somebody whom uncertain pay is worth less.

Source: constant absolute risk aversion, certainty equivalents −1/r · ln E exp(−r · pay), as in Holmstrom & Milgrom
(1987), month by month; or each month's pay to a power, as in Basu, Lal, Srinivasan & Staelin (1985).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.prospects import LEVEL, SLOPE, SPREAD
from sim.mind.steps import TRIES, on_line
from sim.rules.effort import effort_cost

Floats = npt.NDArray[np.float64]
GOLDEN = 0.6180339887498949
NARROWINGS = 40
"""Times that the efforts between which the best one lies are drawn together by the golden section."""


@jit
def careful_effort(
    way: Any, come: float, moves: Floats, once: Floats, paid: Floats, hoped: Floats, reach: Floats, nodes: Floats,
    effort: Floats, value: Floats,
) -> None:  # fmt: skip
    """Fills in effort and what it is worth for sure to have come so far, each in a table of one place.

    once: float [effort, node], pay of the month alone by effort and luck. paid, hoped: what the month's end pays, and
    leaves to be earned, by what the period stands at then (`reach`: first place and distance).
    """
    step = (way.high - way.low) / (TRIES - 1)
    best, most = way.low, -np.inf
    for place in range(TRIES):
        tried = way.low + step * place
        gain = _worth(way, tried, come, moves, once, paid, hoped, reach, nodes, way.bias)
        if gain > most:
            best, most = tried, gain
    low, high = max(way.low, best - step), min(way.high, best + step)
    one, other = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    less = _worth(way, one, come, moves, once, paid, hoped, reach, nodes, way.bias)
    more = _worth(way, other, come, moves, once, paid, hoped, reach, nodes, way.bias)
    for _ in range(NARROWINGS):
        if less < more:
            low, one, less = one, other, more
            other = low + GOLDEN * (high - low)
            more = _worth(way, other, come, moves, once, paid, hoped, reach, nodes, way.bias)
        else:
            high, other, more = other, one, less
            one = high - GOLDEN * (high - low)
            less = _worth(way, one, come, moves, once, paid, hoped, reach, nodes, way.bias)
    peak = 0.5 * (low + high)
    if _worth(way, peak, come, moves, once, paid, hoped, reach, nodes, way.bias) >= most:
        best = peak
    effort[0], value[0] = best, _worth(way, best, come, moves, once, paid, hoped, reach, nodes, 1.0)


@jit
def _worth(
    way: Any, effort: float, come: float, moves: Floats, once: Floats, paid: Floats, hoped: Floats, reach: Floats,
    nodes: Floats, bias: float,
) -> float:  # fmt: skip
    """What an effort is worth, less its cost; `bias`: what anything later is worth against now."""
    mean = come + moves[LEVEL] + moves[SLOPE] * effort
    at_once = (effort - way.low) / (way.high - way.low) * (once.shape[0] - 1)
    first = min(int(at_once), once.shape[0] - 2)
    part = at_once - first
    pay, later = np.empty(nodes.shape[1]), np.empty(nodes.shape[1])
    for node in range(nodes.shape[1]):
        at = (mean + moves[SPREAD] * nodes[0, node] - reach[0]) / reach[1] if reach[1] > 0.0 else 0.0
        pay[node] = once[first, node] * (1.0 - part) + once[first + 1, node] * part + on_line(paid, at)
        later[node] = bias * way.discount * on_line(hoped, at)
    worth = _relished(way, pay, later, nodes) if way.power > 0.0 else _for_sure(way, pay + later, nodes)
    return float(worth - effort_cost(effort, way.free, way.cost, way.bend))


@jit
def _for_sure(way: Any, pay: Floats, nodes: Floats) -> float:
    """The certainty equivalent of uncertain pay under constant absolute risk aversion."""
    least, total = pay.min(), 0.0
    for node in range(len(pay)):
        total += nodes[1, node] * np.exp(-way.risk * (pay[node] - least))
    return float(least - np.log(total) / way.risk)


@jit
def _relished(way: Any, pay: Floats, later: Floats, nodes: Floats) -> float:
    """Expected worth of a month's pay, to a power, and of what comes later, which is such worth already."""
    total = 0.0
    for node in range(len(pay)):
        total += nodes[1, node] * (max(pay[node] / way.unit, 0.0) ** way.power / way.power + later[node])
    return total
