"""Whether and when a deal is decided: open deals are deals whose answer is still to come, not deals left out.

A deal will be said yes to, said no to, or never be closed by anybody. Those still open may become any of the
three, with chances that change as they age; the times of the closed and the chances of the open are worked out
together (EM). A fit of closed deals alone would take quick answers for typical ones.

Source: Larson & Dinse (1985), Appl. Statist. 34, mixture model of competing risks; Kaplan & Meier (1958).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from scenarios.crm.fit.interval import Fitted, chance, logit, positive
from scenarios.crm.fit.odds import Cells, Odds, fit_odds
from scenarios.crm.tables import OPEN, WON

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MAX_STEPS = 200
ENOUGH = 1e-5  # largest change of any chance at which the fit is done


@dataclass(frozen=True)
class Curve:
    """The law of a time: of all who answer so, the share that has not done it yet.

    times: days, ascending, float [k]. left: share whose answer comes later than each of them, float [k].
    events: answers seen.
    """

    times: Floats
    left: Floats
    events: int

    def after(self, age: Floats) -> Floats:
        """Share whose answer comes later than an age."""
        place = np.searchsorted(self.times, age, side="right") - 1
        return np.where(place < 0, 1.0, self.left[np.maximum(place, 0)]) if len(self.times) else np.ones_like(age)

    @property
    def drops(self) -> Floats:
        """Share that answers at each time."""
        return -np.diff(np.concatenate([[1.0], self.left]))

    @property
    def mean(self) -> float:
        return float(self.drops @ self.times)

    @property
    def sd(self) -> float:
        return float(np.sqrt(max(self.drops @ (self.times - self.mean) ** 2, 0.0)))

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
        steps = np.diff(self.times) if len(self.times) > 1 else np.ones(1)
        edges = np.concatenate([[self.times[0] - steps[0] / 2], self.times[:-1] + steps / 2 if len(self.times) > 1
                                else [], [self.times[-1] + steps[-1] / 2]])  # fmt: skip
        return np.interp(levels, np.concatenate([[0.0], 1.0 - self.left]), np.maximum(edges, 0.0))


@dataclass(frozen=True)
class Step:
    """Deals that came to one stage: the raw material of its fit, arrays by deal.

    yes, no: float, days on the clock of that answer until it came, or until now where none has come.
    outcome: 1 yes, -1 no, 0 open. cells: what the deals have in common (segment, channel, rep).
    """

    yes: Floats
    no: Floats
    outcome: Ints
    cells: Cells


@dataclass(frozen=True)
class StageFit:
    """A stage as fitted.

    odds: chances of a yes by segment, channel and rep, of all deals that anybody closes. never: chances that nobody
    ever closes a deal, by the same; None where every deal is closed. yes, no: times of either answer. limit: age after
    which no deal has been closed, days. will, idle: float by deal, the chances that it is or will be a yes, and that
    nobody will close it. zombies: bool by deal, open and older than the limit.
    """

    odds: Odds
    never: Odds | None
    yes: Curve
    no: Curve
    limit: float
    will: Floats
    idle: Floats
    zombies: npt.NDArray[np.bool_]
    steps: int

    @property
    def suits_somebody(self) -> bool:
        """Whether segments clearly suit some reps more than others."""
        return any(part is not None and part.suits.spread > 0 for part in (self.odds, self.never))

    @property
    def advance(self) -> Fitted:
        """Chance that a deal that comes to the stage goes on, all deals together."""
        return self._all_deals[0]

    @property
    def abandoned(self) -> Fitted:
        """Chance that nobody ever closes it."""
        return self._all_deals[1]

    @property
    def _all_deals(self) -> tuple[Fitted, Fitted]:
        found = []
        for part in (self.will, self.idle):
            n, p = len(part), float(np.clip(part.mean(), 1e-9, 1 - 1e-9))
            told = n * p * (1 - p) - float((part * (1 - part)).sum())
            found.append(chance(logit(p), float(1 / np.sqrt(max(told, 1e-9))), n))
        return found[0], found[1]

    def by_cell(self) -> Floats:
        """Chance of going on in each cell."""
        goes = special.expit(self.odds.by_cell())
        return np.asarray(goes * (1 - special.expit(self.never.by_cell())) if self.never else goes)


def coded(outcome: npt.NDArray[np.object_]) -> Ints:
    """won, lost, open as 1, -1, 0."""
    return np.where(outcome == WON, 1, np.where(outcome == OPEN, 0, -1)).astype(np.int64)


def fit_stage(step: Step) -> StageFit:
    """Times and chances of a stage."""
    is_open = step.outcome == 0
    limit = float(np.max(np.maximum(step.yes, step.no)[~is_open], initial=0.0))
    zombies = is_open & (np.minimum(step.yes, step.no) > limit)
    yes, no = _Times(step.yes, step.outcome == 1), _Times(step.no, step.outcome == -1)
    will = np.where(is_open, np.where(zombies, 0.0, 0.5), (step.outcome == 1).astype(np.float64))
    idle = zombies.astype(np.float64)
    odds: Odds | None = None
    never: Odds | None = None
    steps = 0
    for steps in range(1, MAX_STEPS + 1):
        before = will
        odds = fit_odds(step.cells, will, 1.0 - idle, odds)
        never = fit_odds(step.cells, idle, np.ones(len(idle)), never) if idle.sum() > 0.5 else None
        later = _later(step, odds, never, yes.curve(will * is_open), no.curve((1.0 - will - idle) * is_open))
        stuck = zombies | (is_open & (later[0] + later[1] <= 1e-12))
        total = np.maximum(later.sum(axis=0), 1e-300)
        will = np.where(stuck, 0.0, np.where(is_open, later[0] / total, will))
        idle = np.where(stuck, 1.0, np.where(is_open, later[2] / total, 0.0))
        if np.max(np.abs(will - before), initial=0.0) < ENOUGH and steps > 2:
            break
    odds = fit_odds(step.cells, will, 1.0 - idle, odds, settle=True)
    never = fit_odds(step.cells, idle, np.ones(len(idle)), never, settle=True) if never else None
    curves = yes.curve(will * is_open), no.curve((1.0 - will - idle) * is_open)
    return StageFit(odds, never, *curves, limit, will, idle, zombies, steps)


def _later(step: Step, odds: Odds, never: Odds | None, yes: Curve, no: Curve) -> Floats:
    """Of deals like each one, the shares that say yes later, say no later, and that nobody ever closes, [3, deal]."""
    chance = odds.by_deal(step.cells)
    idle = never.by_deal(step.cells) if never else np.zeros(len(chance))
    decided = 1.0 - idle
    return np.stack([decided * chance * yes.after(step.yes), decided * (1 - chance) * no.after(step.no), idle])


def without_open(step: Step) -> Step:
    """Closed deals alone, to show what leaving the open ones out does."""
    kept = step.outcome != 0
    return Step(step.yes[kept], step.no[kept], step.outcome[kept], step.cells.only(kept))


class _Times:
    """Kaplan-Meier of one answer with weights that change from step to step; times are sorted once."""

    def __init__(self, times: Floats, seen: npt.NDArray[np.bool_]) -> None:
        self.times, self.place = np.unique(times, return_inverse=True)
        self.events = np.bincount(self.place[seen], minlength=len(self.times)).astype(np.float64)
        last = np.flatnonzero(self.events)
        self.last = int(last[-1]) if len(last) else -1

    def curve(self, waiting: Floats) -> Curve:
        """`waiting`: by deal, how much of it still waits for this answer at its time. Nobody waits beyond the last
        answer seen: whoever says yes or no at all has said it by then."""
        if self.last < 0:
            return Curve(np.zeros(0), np.zeros(0), 0)
        here = self.events + np.bincount(self.place, waiting, minlength=len(self.times))
        at_risk = np.cumsum(here[::-1])[::-1][: self.last + 1]
        events = self.events[: self.last + 1]
        left = np.cumprod(1.0 - np.divide(events, at_risk, out=np.zeros_like(events), where=at_risk > 0))
        left[-1] = 0.0
        kept = events > 0
        return Curve(self.times[: self.last + 1][kept], left[kept], int(self.events.sum()))


def curve_of(times: Floats, seen: npt.NDArray[np.bool_], waiting: Floats) -> Curve:
    """Kaplan-Meier of one answer: `seen` where it came at its time, `waiting` how much of a deal still waits for it."""
    return _Times(times, seen).curve(waiting)
