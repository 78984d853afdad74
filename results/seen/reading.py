"""Measures of an outcome as numbers with intervals: sums of a year, levels at a month's end, quotients of sums."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from results.estimate import mean_of
from results.outcome import Outcome
from scenarios.crm.fit.interval import Fitted

Floats = npt.NDArray[np.float64]


Number = Fitted | float
"""A number with its interval, or without where nothing is uncertain."""


class Reading:
    """Reads an outcome measure by measure; what the scenario does not count is nothing."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._names = [measure.name for measure in outcome.measures]

    @property
    def replications(self) -> int:
        return self.outcome.replications

    @property
    def months(self) -> int:
        return int(self.outcome.teams.shape[1])

    def has(self, *names: str) -> bool:
        """Whether all of these are counted."""
        return all(name in self._names for name in names)

    def series(self, beginning: str) -> list[str]:
        """Ids of the things of which there is a measure each: the stages of `entered:`."""
        return [name[len(beginning) :] for name in self._names if name.startswith(beginning)]

    def year(self, *names: str) -> Floats:
        """The year's sum of some measures over everybody, [replication]; of those that are not counted, nothing."""
        found = [self.outcome.year(name).sum(axis=1) for name in names if self.has(name)]
        return np.asarray(sum(found, np.zeros(self.replications)))

    def level(self, name: str, month: int = -1) -> Floats:
        """A level at a month's end, summed over everybody, [replication]; the last month's unless another is asked."""
        return np.asarray(self.outcome.months(name)[:, month])

    def mean(self, values: npt.ArrayLike) -> Number:
        """A number a year with its interval; without one where it is the same in every year."""
        e = mean_of(np.asarray(values, np.float64))
        return e.mean if e.low == e.high else Fitted(e.mean, e.low, e.high, self.replications)

    def total(self, *names: str) -> Number:
        """The year's sum with its interval."""
        return self.mean(self.year(*names))

    def money(self, *names: str) -> Number:
        """The same in whole units of currency."""
        return self.mean(self.year(*names) / self.coin)

    def per(self, top: Sequence[str], bottom: Sequence[str]) -> Number:
        """A quotient of sums, year by year; of years with nothing below, nothing is known."""
        return self.quotient(self.year(*top), self.year(*bottom))

    def quotient(self, above: Floats, below: Floats) -> Number:
        """Of the years in which there is something to divide by."""
        known = below != 0
        if not known.any():
            return float("nan")
        return self.mean(above[known] / below[known])

    @property
    def coin(self) -> float:
        return 10.0**self.outcome.scenario.company.currency.minor_digits
