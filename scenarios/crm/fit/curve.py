"""How long an answer takes: the share of deals whose answer is still to come, by age (Kaplan & Meier 1958)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scenarios.crm.fit.interval import Fitted, positive

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Curve:
    """The law of a time: of all who answer so, the share that has not done it yet.

    times: days, ascending, float [k]. left: share whose answer comes later than each of them, float [k].
    events: answers seen.
    """

    times: Floats
    left: Floats
    events: int

    @cached_property
    def drops(self) -> Floats:
        """Share that answers at each time."""
        return -np.diff(np.concatenate([[1.0], self.left]))

    @cached_property
    def mean(self) -> float:
        return float(self.drops @ self.times)

    @cached_property
    def sd(self) -> float:
        return float(np.sqrt(max(float(self.drops @ (self.times - self.mean) ** 2), 0.0)))

    @property
    def average(self) -> Fitted:
        """The mean with its interval."""
        return positive(self.mean, self.sd / max(self.mean, 1e-9) / np.sqrt(max(self.events, 1)), self.events)

    @property
    def variation(self) -> Fitted:
        """Standard deviation over mean, with its interval by the scatter of squares."""
        cv = self.sd / max(self.mean, 1e-9)
        z = (self.times - self.mean) / max(self.sd, 1e-9)
        third, fourth = (float(self.drops @ z**k) for k in (3, 4))
        relative = (fourth - 1) / 4 - cv * third + cv**2  # delta method, sd and mean together
        return positive(cv, float(np.sqrt(max(relative, 0.0) / max(self.events, 1))), self.events)

    def quantiles(self, levels: Floats) -> Floats:
        """Times by which these shares have answered: who was seen to answer at a time did so around it, up to
        halfway to the times before and after."""
        times = self.times
        half = np.diff(times) / 2 if len(times) > 1 else np.full(1, 0.5)
        between = times[:-1] + half[: len(times) - 1]
        edges = np.concatenate([[times[0] - half[0]], between, [times[-1] + half[-1]]])
        return np.asarray(np.interp(levels, np.concatenate([[0.0], 1.0 - self.left]), np.maximum(edges, 0.0)))


class Answers:
    """Answers of one kind, and deals that may still wait for one; sorted once, weighed often."""

    def __init__(self, seen: Floats, ages: Floats) -> None:
        """seen: times of the answers that came; ages: of the deals that may still wait."""
        self.times, self._events = np.unique(seen, return_counts=True)
        self._passed = np.searchsorted(self.times, ages, side="right")  # times at which it had not come, by deal

    def curve(self, waiting: Floats) -> Curve:
        """`waiting`: by deal, how much of it still waits for this answer. Nobody waits beyond the last answer seen:
        whoever says yes or no at all has said it by then."""
        count = len(self.times)
        if not count:
            return Curve(np.zeros(0), np.zeros(0), 0)
        here = self._events + np.bincount(self._passed, waiting, minlength=count + 1)[1:]
        at_risk = np.cumsum(here[::-1])[::-1]
        left = np.asarray(np.cumprod(1.0 - self._events / at_risk), np.float64)
        left[-1] = 0.0
        return Curve(self.times, left, int(self._events.sum()))

    def later(self, curve: Curve) -> Floats:
        """By deal, the share of all who answer so that does it after its age."""
        return np.concatenate([[1.0], curve.left])[self._passed]


def curve_of(times: Floats, seen: Bools, waiting: Floats) -> Curve:
    """The law of one answer: `seen` where it came at its time, `waiting` how much of a deal still waits for it."""
    open_ = waiting > 0
    return Answers(times[seen], times[open_]).curve(waiting[open_])
