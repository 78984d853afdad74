"""A fitted number: what the data say, how sure they are, and on how many observations that rests."""

from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
import numpy.typing as npt
import scipy
from scipy import special

Floats = npt.NDArray[np.float64]
Z = float(special.ndtri(0.975))
"""Half the width of a 95 % interval, in standard errors."""


@dataclass(frozen=True)
class Fitted:
    """A number from data with its 95 % interval; n: observations behind it."""

    value: float
    low: float
    high: float
    n: int

    @property
    def factor(self) -> tuple[float, float] | None:
        """The interval as multiples of the value, as a scenario's sources state it; None where that says nothing."""
        if not (self.value > 0 and 0 < self.low <= self.value <= self.high < inf):
            return None
        return self.low / self.value, self.high / self.value


def plain(value: float, se: float, n: int) -> Fitted:
    """A number whose error is the same above and below."""
    return Fitted(value, value - Z * se, value + Z * se, n)


def positive(value: float, relative_se: float, n: int) -> Fitted:
    """A positive number whose error is a share of it: the interval is even on the log scale."""
    if value <= 0:
        return Fitted(value, 0.0, inf, n)
    return Fitted(value, value * exp(-Z * relative_se), value * exp(Z * relative_se), n)


def chance(log_odds: float, se: float, n: int) -> Fitted:
    """A probability by its log-odds, so that the interval stays within 0 and 1."""
    low, value, high = (float(special.expit(log_odds + k * se)) for k in (-Z, 0.0, Z))
    return Fitted(value, low, high, n)


def counted(events: int, exposure: float, dispersion: float = 1.0) -> Fitted:
    """A rate by a count of events over an exposure; `dispersion`: variance over mean of such counts."""
    if events == 0:
        return Fitted(0.0, 0.0, 3.7 * max(dispersion, 1.0) / exposure, 0)
    return positive(events / exposure, sqrt(dispersion / events), events)


def spread(sd: float, n: int) -> Fitted:
    """A standard deviation of normal numbers, by the chi-squared law of their variance."""
    if n < 2:
        return Fitted(sd, 0.0, inf, n)
    low, high = (sd * sqrt((n - 1) / float(scipy.stats.chi2.ppf(q, n - 1))) for q in (0.975, 0.025))
    return Fitted(sd, low, high, n)


def logit(p: float) -> float:
    """Log-odds of a probability, kept off 0 and 1."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return log(p / (1 - p))
