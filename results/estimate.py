"""Numbers with their uncertainty: means, shares and paired differences, each with an interval."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95
NORMAL = float(special.ndtri((1 + CONFIDENCE) / 2))
"""Standard errors on either side of a share."""


@dataclass(frozen=True)
class Estimate:
    """A mean over replications and the interval in which more replications would find it (95 %).

    p5, p95: between these lies nine tenths of all years; they do not shrink with more replications.
    """

    mean: float
    low: float
    high: float
    p5: float
    p95: float


@dataclass(frozen=True)
class Difference:
    """Other less base, replication by replication on the same draws.

    mean, low, high: as in `Estimate`. better: share of years in which the other is better, with its interval;
    equal: share of years in which both come to the same. saved: how many times as many replications two runs on
    independent draws would need for an interval as narrow; nan where there is no noise.
    """

    mean: float
    low: float
    high: float
    better: float
    better_low: float
    better_high: float
    equal: float
    saved: float


def mean_of(values: Floats) -> Estimate:
    """The mean of one number a replication, [replication]; Student's t interval."""
    low, high = _interval(values)
    p5, p95 = (float(q) for q in np.quantile(values, (0.05, 0.95)))
    return Estimate(float(values.mean()), low, high, p5, p95)


def share_of(hits: npt.NDArray[np.bool_]) -> Estimate:
    """How often something happens, [replication]; Wilson's interval, honest near 0 and 1 too."""
    low, high = share_interval(int(hits.sum()), len(hits))
    return Estimate(float(hits.mean()), low, high, float(hits.min()), float(hits.max()))


def share_interval(hits: int, trials: int) -> tuple[float, float]:
    """Source: Wilson (1927), J. Am. Stat. Assoc. 22."""
    share, more = hits / trials, NORMAL**2 / trials
    middle, half = share + more / 2, NORMAL * np.sqrt((share * (1 - share) + more / 4) / trials)
    low, high = (middle - half) / (1 + more), (middle + half) / (1 + more)
    return 0.0 if hits == 0 else float(low), 1.0 if hits == trials else float(high)


def difference_of(base: Floats, other: Floats, higher_is_better: bool = True) -> Difference:
    """The paired difference of two runs on the same draws, [replication] each."""
    change = other - base
    wins = int(((change > 0) if higher_is_better else (change < 0)).sum())
    low, high = _interval(change)
    better_low, better_high = share_interval(wins, len(change))
    return Difference(
        mean=float(change.mean()),
        low=low,
        high=high,
        better=wins / len(change),
        better_low=better_low,
        better_high=better_high,
        equal=float((change == 0).mean()),
        saved=_saved(base, other, change),
    )


def _saved(base: Floats, other: Floats, change: Floats) -> float:
    """Variance of the difference on independent draws over that on common draws."""
    if len(change) < 2 or change.var() == 0:
        return float("nan")
    return float((base.var() + other.var()) / change.var())


def _interval(values: Floats) -> tuple[float, float]:
    """Student's t interval of a mean; infinite with a single replication, a point without noise."""
    mean = float(values.mean())
    if len(values) < 2:
        return -np.inf, np.inf
    error = float(values.std(ddof=1)) / np.sqrt(len(values))
    half = float(special.stdtrit(len(values) - 1, (1 + CONFIDENCE) / 2)) * error
    return mean - half, mean + half
