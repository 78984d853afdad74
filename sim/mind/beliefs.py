"""What a rep believes her effort is worth."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Beliefs(NamedTuple):
    """Of each measure in each month: expected amount = level + slope · effort, with a standard deviation.

    level, slope, sd: float [rep, month, measure], in coins or things; the fixed measures in panel order, then
    the columns that the plan has counted deal by deal.
    """

    level: npt.NDArray[np.float64]
    slope: npt.NDArray[np.float64]
    sd: npt.NDArray[np.float64]
