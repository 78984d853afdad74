"""What of a market moves within a year: competitors, the share of leads pursued, and channels on trial."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.rules.rivals import rival_paths
from sim.world.market import Market

Floats = npt.NDArray[np.float64]


class Moving(NamedTuple):
    """truth, estimate: of each competitor's distance from its stated strength, float [rival, month], log-odds.

    taken: share of leads pursued, [segment]. trials: how each stands, int [trial].
    """

    truth: Floats
    estimate: Floats
    taken: Floats
    trials: npt.NDArray[np.int64]


def moving_of(market: Market, seed: Word, replication: int) -> Moving:
    """On the first morning: what competitors will do this year is drawn."""
    shape = market.known.shape
    truth, estimate = np.zeros(shape), np.zeros(shape)
    if shape[0] > 0:
        rival_paths(market.rivals, market.known, np.uint64(seed), replication, truth, estimate)
    taken = np.ascontiguousarray(market.kinds.taken)
    return Moving(truth, estimate, taken.copy(), np.zeros(len(market.trials), np.int64))
