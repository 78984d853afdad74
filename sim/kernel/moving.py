"""What of a market moves within a year: competitors, the share of leads pursued, and channels on trial."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.world.market import Market

Floats = npt.NDArray[np.float64]


class Moving(NamedTuple):
    """truth, estimate: of each competitor's distance from its stated strength, float [rival, month], log-odds.

    taken: share of leads pursued, [segment]. trials: how each stands, int [trial]. times: multiples of planned hours of
    prospecting, [rep].
    """

    truth: Floats
    estimate: Floats
    taken: Floats
    trials: npt.NDArray[np.int64]
    times: Floats


def moving_of(market: Market, times: Floats) -> Moving:
    """Before it is drawn what competitors will do this year."""
    truth, estimate = np.zeros(market.known.shape), np.zeros(market.known.shape)
    return Moving(truth, estimate, market.kinds.taken.copy(), np.zeros(len(market.trials), np.int64), times)
