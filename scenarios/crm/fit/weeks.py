"""Weeks of a calendar, from Monday to Sunday: deals that come in together mostly do so within one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Weeks:
    """Whole weeks from Monday to Sunday; days before the first and after the last of them are left out.

    count: of the weeks. middles: places of their Thursdays in the calendar.
    """

    def __init__(self, calendar: pd.DatetimeIndex) -> None:
        self._cut = int(-calendar[0].day_of_week % 7)
        self.count = max((len(calendar) - self._cut) // 7, 0)
        self._end = self._cut + 7 * self.count
        self.middles = self._cut + 7 * np.arange(self.count) + 3

    def sums(self, by_day: Floats) -> Floats:
        """Of a number by day, week by week."""
        return np.asarray(by_day[self._cut : self._end].reshape(self.count, 7).sum(axis=1))

    def table(self, day: Ints, stream: Ints, streams: int) -> Floats:
        """Deals by [stream, week]."""
        kept = (day >= self._cut) & (day < self._end)
        code = stream[kept] * max(self.count, 1) + (day[kept] - self._cut) // 7
        counts = np.bincount(code, minlength=streams * self.count)
        return np.asarray(counts.reshape(streams, self.count), np.float64)
