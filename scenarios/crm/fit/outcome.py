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

from scenarios.crm.fit.cells import Cells, Tally
from scenarios.crm.fit.curve import Answers, Curve
from scenarios.crm.fit.interval import Fitted, chance, logit
from scenarios.crm.fit.odds import Odds, fit_odds
from scenarios.crm.tables import OPEN, WON

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
MAX_STEPS = 200
ENOUGH = 1e-5  # largest change of any chance at which the fit is done
ANY = 0.5  # deals that nobody closes from which their chances are fitted
NEVER_SEEN = 1e-12  # chance of an answer at a later age below which none will come


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
    zombies: Bools

    def awaited(self, step: Step) -> tuple[Floats, Floats]:
        """By deal, how much of it still waits for a yes, and for a no; 0 for closed ones."""
        is_open = step.outcome == 0
        return self.will * is_open, (1.0 - self.will - self.idle) * is_open

    @property
    def suits_somebody(self) -> bool:
        """Whether segments clearly suit some reps more than others."""
        return any(part is not None and part.suits.spread > 0 for part in (self.odds, self.never))

    @property
    def advance(self) -> Fitted:
        """Chance that a deal that comes to the stage goes on, all deals together."""
        return _of_all(self.will)

    @property
    def abandoned(self) -> Fitted:
        """Chance that nobody ever closes it."""
        return _of_all(self.idle)


def _of_all(part: Floats) -> Fitted:
    """The mean of chances by deal; those between 0 and 1 tell less than those that are known."""
    n, p = len(part), float(np.clip(part.mean(), 1e-9, 1 - 1e-9))
    told = n * p * (1 - p) - float((part * (1 - part)).sum())
    return chance(logit(p), float(1 / np.sqrt(max(told, 1e-9))), n)


def coded(outcome: npt.NDArray[np.object_]) -> Ints:
    """won, lost, open as 1, -1, 0."""
    return np.where(outcome == WON, 1, np.where(outcome == OPEN, 0, -1)).astype(np.int64)


def fit_stage(step: Step) -> StageFit:
    """Times and chances of a stage."""
    deals = _Deals(step)
    belief = deals.at_first()
    odds: Odds | None = None
    never: Odds | None = None
    steps, change = 0, 1.0
    while steps < MAX_STEPS and (change >= ENOUGH or steps <= 2):
        steps += 1
        odds, never = deals.chances(belief, odds, never)
        before, belief = belief, deals.revised(belief, odds, never)
        change = float(np.max(np.abs(belief.will - before.will), initial=0.0))
    odds, never = deals.chances(belief, odds, never, settle=True)
    yes, no = deals.curves(belief)
    will = deals.by_deal((step.outcome == 1).astype(np.float64), belief.will)
    idle = deals.by_deal(np.zeros(len(will)), belief.idle)
    return StageFit(odds, never, yes, no, deals.limit, will, idle, deals.zombies)


@dataclass(frozen=True)
class _Belief:
    """What becomes of open deals, by kind: chances that they say yes, and that nobody ever closes them."""

    will: Floats
    idle: Floats

    @property
    def wont(self) -> Floats:
        return 1.0 - self.will - self.idle


class _Deals:
    """A stage's deals, open ones of one cell and age together: they have the same chances.

    A million closed deals are counted once; only kinds of open ones are gone through again and again.
    """

    def __init__(self, step: Step) -> None:
        self.cells, self._open = step.cells, step.outcome == 0
        closed = ~self._open
        self.limit = float(np.max(np.maximum(step.yes, step.no)[closed], initial=0.0))
        self.zombies = self._open & (np.minimum(step.yes, step.no) > self.limit)
        first, self._kind, size = _alike(self.cells.place[self._open], step.yes[self._open], step.no[self._open])
        yes, no = step.yes[self._open][first], step.no[self._open][first]
        self._cell, self._size = self.cells.place[self._open][first], size.astype(np.float64)
        self._dead = np.minimum(yes, no) > self.limit
        self._closed, self._won = self.cells.count(closed), self.cells.count(step.outcome == 1)
        self._yes = Answers(step.yes[step.outcome == 1], yes)
        self._no = Answers(step.no[step.outcome == -1], no)

    def at_first(self) -> _Belief:
        return _Belief(np.where(self._dead, 0.0, 0.5), self._dead.astype(np.float64))

    def chances(
        self, belief: _Belief, odds: Odds | None, never: Odds | None, settle: bool = False
    ) -> tuple[Odds, Odds | None]:
        """Chances of a yes of deals that anybody closes, and that nobody does, given what is believed of open ones."""
        will, idle = belief.will, belief.idle
        decided = Tally(
            self._closed + self._sums(1.0 - idle), self._won + self._sums(will), self._sums(will * belief.wont)
        )
        odds = fit_odds(self.cells, decided, odds, settle)
        if (never is None) if settle else float(self._size @ idle) <= ANY:
            return odds, None
        left = Tally(self._closed + self._sums(np.ones(len(idle))), self._sums(idle), self._sums(idle * (1.0 - idle)))
        return odds, fit_odds(self.cells, left, never, settle)

    def curves(self, belief: _Belief) -> tuple[Curve, Curve]:
        """Times of a yes and of a no."""
        return self._yes.curve(self._size * belief.will), self._no.curve(self._size * belief.wont)

    def revised(self, belief: _Belief, odds: Odds, never: Odds | None) -> _Belief:
        """Of deals like each open one, the shares that say yes later, and that nobody ever closes."""
        yes, no = self.curves(belief)
        chance = odds.by_cell()[self._cell]
        idle = never.by_cell()[self._cell] if never else np.zeros(len(chance))
        will = (1.0 - idle) * chance * self._yes.later(yes)
        wont = (1.0 - idle) * (1.0 - chance) * self._no.later(no)
        stuck = self._dead | (will + wont <= NEVER_SEEN)
        total = np.maximum(will + wont + idle, 1e-300)
        return _Belief(np.where(stuck, 0.0, will / total), np.where(stuck, 1.0, idle / total))

    def by_deal(self, closed: Floats, of_open: Floats) -> Floats:
        """Numbers of closed deals, with those of open ones by kind put in."""
        closed[self._open] = of_open[self._kind]
        return closed

    def _sums(self, by_kind: Floats) -> Floats:
        """By cell."""
        sums = np.bincount(self._cell, self._size * by_kind, minlength=len(self.cells.rows))
        return np.asarray(sums, np.float64)


def _alike(cell: Ints, yes: Floats, no: Floats) -> tuple[Ints, Ints, Ints]:
    """Kinds of deals with the same cell and ages: a deal of each kind, each deal's kind, and how many they are."""
    ages, yes_place = np.unique(yes, return_inverse=True)
    others, no_place = np.unique(no, return_inverse=True)
    code = (cell * max(len(ages), 1) + yes_place) * max(len(others), 1) + no_place
    _, first, kind, size = np.unique(code, return_index=True, return_inverse=True, return_counts=True)
    return first, kind, size


def without_open(step: Step) -> Step:
    """Closed deals alone, to show what leaving the open ones out does."""
    kept = step.outcome != 0
    return Step(step.yes[kept], step.no[kept], step.outcome[kept], step.cells.only(kept))
