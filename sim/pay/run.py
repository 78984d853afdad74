"""A year of pay, month after month, from sums that are all at hand."""

import numpy as np
import numpy.typing as npt

from sim.pay.engine import pay_month
from sim.pay.table import PayTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def pay_year(table: PayTable, sums: Floats, first_pay: int, components: int) -> Ints:
    """What every component pays everybody in every month, int [month, rep, component], in coins.

    sums: float [period, rep, column], period 0 being the time before the year. The pay columns, from `first_pay` on,
    are filled on the way, since pay of one month may look at that of earlier ones.
    """
    months, reps = sums.shape[0] - 1, sums.shape[1]
    paid = np.zeros((months, reps, components), np.int64)
    for month in range(months):
        pay_month(table, sums, month, first_pay, paid[month])
        sums[month + 1, :, first_pay : first_pay + components] = paid[month]
    return paid
