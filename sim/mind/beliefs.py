"""What a rep believes her effort is worth, and what she has planned to do about it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.mind.policy import Policy


class Beliefs(NamedTuple):
    """Of each measure in each month: expected amount = level + slope · effort, with a standard deviation.

    level, slope, sd: float [rep, month, measure], in coins or things; the fixed measures in panel order, then
    the columns that the plan has counted deal by deal. policy: what those who think ahead have decided. brings: float
    [activity, measure], what an hour taken from leads and given to an activity brings of each; empty where hours stay.
    """

    level: npt.NDArray[np.float64]
    slope: npt.NDArray[np.float64]
    sd: npt.NDArray[np.float64]
    policy: Policy
    brings: npt.NDArray[np.float64]
