"""The quarter-end step: whether deals are closed faster in some months of a quarter than their age explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from scenarios.crm.fit.interval import Fitted, positive

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
QUARTERS = 2  # months of each place in the quarter that must have been seen
LEAST = 0.02  # slowest pace: a clock that stands still would never strike


@dataclass(frozen=True)
class Step:
    """Closings of one kind by place of the month in its quarter.

    ratio: closings a month in the last month of a quarter over those in the others. rates: the pace of closing at
    equal age against the average. statistic: variance between places over that by chance (F); p_value: how often
    chance alone would tell the months as far apart.
    """

    ratio: Fitted
    rates: tuple[Fitted, Fitted, Fitted]
    statistic: float
    p_value: float

    @property
    def weights(self) -> Floats:
        """The pace by place in the quarter, pulled towards 1 as far as chance may have made it.

        Source: James & Stein (1961), positive part.
        """
        kept = max(0.0, 1.0 - 1.0 / max(self.statistic, 1e-9))
        weights = np.maximum(1.0 + kept * (np.array([rate.value for rate in self.rates]) - 1.0), LEAST)
        return np.asarray(weights / weights.mean())


def month_starts(first: int, last: int) -> tuple[npt.NDArray[np.datetime64], Ints]:
    """First days of the months that touch days `first` … `last` (days since 1970), one more at the end, as days too."""
    begin, end = (np.datetime64(day, "D").astype("datetime64[M]") for day in (first, last))
    months = np.arange(begin, end + np.timedelta64(2, "M"))
    return months, months.astype("datetime64[D]").astype(np.int64)


def fit_step(start: Floats, end: Floats, event: Bools, kind: Ints, first: int, last: int, limit: float) -> Step | None:
    """Closings of one kind; None where some place in the quarter was seen less than twice.

    start, end: float by deal, whole days since 1970, from coming in until closed or last seen. event: closed in this
    way at `end`. Only whole months from `first` to `last` are looked at; a deal that came in before counts from
    then on, at the age it had. kind: int by deal, kinds of deals that may close at ages of their own, so that another
    mix of deals is not taken for another pace. limit: longest age, days.
    """
    months, edges = month_starts(first, last)
    whole = [m for m in range(len(edges) - 1) if edges[m] >= first and edges[m + 1] - 1 <= last]
    place = (months.astype(np.int64) % 12) % 3
    if min(sum(place[m] == k for m in whole) for k in range(3)) < QUARTERS:
        return None
    observed, expected = np.zeros(len(edges) - 1), np.zeros(len(edges) - 1)
    for each in np.unique(kind):
        of = kind == each
        exposure, closed = _by_month(start[of], end[of], event[of], edges, int(limit) + 2)
        lived = exposure.sum(axis=0)
        hazard = np.divide(closed.sum(axis=0), lived, out=np.zeros(len(lived)), where=lived > 0)
        observed += closed.sum(axis=1)
        expected += exposure @ hazard
    return _compared(observed[whole], expected[whole], place[whole])


def _by_month(start: Floats, end: Floats, event: Bools, edges: Ints, ages: int) -> tuple[Floats, Floats]:
    """Days lived and closings, [month, age in days]."""
    exposure = np.zeros((len(edges) - 1, ages + 1))
    closed = np.zeros((len(edges) - 1, ages + 1))
    for m in range(len(edges) - 1):
        here = (start < edges[m + 1]) & (end >= edges[m])
        begin = np.minimum(np.maximum(edges[m] - start[here], 0.0).astype(np.int64), ages)
        stop = np.minimum(np.minimum(edges[m + 1], end[here] + 1) - start[here], ages).astype(np.int64)
        exposure[m] = np.bincount(begin, minlength=ages + 1) - np.bincount(np.maximum(stop, begin), minlength=ages + 1)
        done = event & (end >= edges[m]) & (end < edges[m + 1])
        age = np.minimum((end[done] - start[done]).astype(np.int64), ages)
        closed[m] = np.bincount(age, minlength=ages + 1)
    return np.cumsum(exposure, axis=1), closed


def _compared(observed: Floats, expected: Floats, place: Ints) -> Step:
    """Months of one place in the quarter against the others, chance measured by months of the same place."""
    sums = np.array([[x[place == k].sum() for k in range(3)] for x in (observed, expected)])
    rate = sums[0] / np.maximum(sums[1], 1e-9)
    fitted = expected * rate[place]
    free = max(len(observed) - 3, 1)
    noise = max(float(np.sum((observed - fitted) ** 2 / np.maximum(fitted, 1e-9)) / free), 1.0)
    level = sums[0].sum() / max(sums[1].sum(), 1e-9)
    statistic = float(np.sum((sums[0] - sums[1] * level) ** 2 / np.maximum(sums[1] * level, 1e-9)) / noise / 2)
    errors = np.sqrt(noise / np.maximum(sums[0], 1.0))
    mean = max(float(rate.mean()), 1e-9)
    rates = [positive(float(r / mean), float(e), int(n)) for r, e, n in zip(rate, errors, sums[0], strict=True)]
    p_value = float(stats.f.sf(statistic, 2, free))
    return Step(_ratio(observed, place), (rates[0], rates[1], rates[2]), statistic, p_value)


def _ratio(observed: Floats, place: Ints) -> Fitted:
    """Closings a month in a quarter's last month over those in the other two."""
    last, others = observed[place == 2], observed[place != 2]
    error = np.hypot(*(stats.sem(x) / max(x.mean(), 1e-9) for x in (last, others)))
    return positive(float(last.mean() / max(others.mean(), 1e-9)), float(error), int(observed.sum()))


def shown(day: Floats, weights: Floats) -> Floats:
    """Days shown by a clock that runs at `weights` by place in the quarter, at days since 1970."""
    months, edges = month_starts(int(np.min(day, initial=0)) - 1, int(np.max(day, initial=1)) + 1)
    rate = weights[(months[:-1].astype(np.int64) % 12) % 3]
    return np.asarray(np.interp(day, edges, np.concatenate([[0.0], np.cumsum(np.diff(edges) * rate)])))


def lasted(start: Floats, end: Floats, step: Step | None) -> Floats:
    """Days from start to end on the clock of a step; plain days without one."""
    if step is None or np.allclose(step.weights, 1.0):
        return np.asarray(end - start)
    return np.asarray(shown(end, step.weights) - shown(start, step.weights))
