"""What a survey of customers tells: its mean, how sure one may be of it, and who answered."""

from dataclasses import dataclass
from math import inf, nan, sqrt

import scipy


@dataclass(frozen=True)
class Survey:
    """Mean points with an interval that holds the true mean in 95 of 100 surveys, if who answers is a fair sample.

    margin: half the interval's width; infinite where fewer than two answered. answers: how many did; response: their
    share of those asked, nan where nobody was.
    """

    mean: float
    margin: float
    answers: int
    response: float

    @property
    def low(self) -> float:
        return self.mean - self.margin

    @property
    def high(self) -> float:
        return self.mean + self.margin


def survey_of(
    points: float, squares: float, answers: float, asked: float, customers: float = inf, confidence: float = 0.95
) -> Survey:
    """A survey from its sums: points, their squares, answers, customers asked.

    customers: how many there are, where the answers themselves are exact; a sample of a large part of them misses
    less. Leave it out where single answers are noisy.
    Source: Cochran, Sampling Techniques (1977), ch. 2: s·t/√n with the finite population correction √(1 - n/N).
    """
    response = answers / asked if asked else nan
    if answers < 2:
        return Survey(points / answers if answers else nan, inf, int(answers), response)
    mean = points / answers
    variance = max(0.0, (squares - answers * mean * mean) / (answers - 1))
    quantile = float(scipy.stats.t.ppf(0.5 + confidence / 2, answers - 1))
    left_out = max(0.0, 1 - answers / customers)
    return Survey(mean, quantile * sqrt(variance / answers * left_out), int(answers), response)
