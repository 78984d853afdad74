"""Chances of a yes by segment, channel and rep: what a deal is, apart from who works on it.

Reps differ less than their win rates do, since rates of few deals scatter and some reps have easier deals. Their
log-odds, given the mix of their deals, are drawn from one normal law whose spread is fitted, too: each rep is
pulled towards the average as far as her deals are few (empirical Bayes).

Source: Breslow & Clayton (1993), JASA 88, penalised quasi-likelihood; Louis (1982), JRSS B 44, for what open deals
do not tell yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from scenarios.crm.fit.cells import Cells, Tally
from scenarios.crm.fit.differ import do_reps_differ
from scenarios.crm.fit.interval import Fitted, chance, plain
from scenarios.crm.fit.suits import Suits, what_suits_whom

Floats = npt.NDArray[np.float64]
WIDE = 3.0
"""Prior spread of segments and channels, log-odds: so wide that only empty ones feel it."""
TIGHT = 1e-3
"""Prior spread of what there is only one of, and of reps who are all alike."""
SETTLED = 60  # steps within which the fit is done; two do while the answers of open deals are still moving
FIRST_SPREAD = 0.5


@dataclass(frozen=True)
class Odds:
    """Log-odds of a yes, and what they are made of.

    beta: segments, channels, reps one after the other. variance: their (posterior) covariance. spread: standard
    deviation between reps. statistic, p_value: whether reps differ at all, and how often reps who are all alike would
    differ as much. sizes: deals by cell. counts: deals by rep. mean: the chance of all deals together.
    """

    cells: Cells
    beta: Floats
    variance: Floats
    spread: float
    statistic: float
    p_value: float
    sizes: Floats
    counts: Floats
    mean: Fitted
    suits: Suits

    def by_cell(self) -> Floats:
        """The chance of a yes in each cell."""
        return np.asarray(special.expit(self.cells.design.log_odds(self.beta) + self.suits.by_cell(self.cells)))

    def eta(self, segment: int | None = None, rep: int | None = None, channel: int | None = None) -> float:
        """Log-odds of a deal of this sort; where one is not named, of the usual mix of segments or channels and of
        the average rep."""
        row = np.concatenate([_one(segment, self._shares(0)), _one(channel, self._shares(1)), _one(rep, self._alike)])
        suits = float(self.suits.effects[rep, segment]) if segment is not None and rep is not None else 0.0
        return float(row @ self.beta) + suits

    def segment(self, place: int) -> Fitted:
        """Chance of a yes in a segment, with an average rep and the usual channels."""
        row = np.concatenate([_one(place, self._shares(0)), self._shares(1), self._alike])
        error = float(np.sqrt(row @ self.variance @ row))
        return chance(float(row @ self.beta), error, int(self._mix(0)[place]))

    def rep(self, place: int) -> Fitted:
        """Log-odds by which a rep is better than the average rep with the same deals, shrunk.

        The interval is wider the farther she was pulled, since the spread that decides this is fitted, too.
        Source: Morris (1983), JASA 78, parametric empirical Bayes.
        """
        reps = len(self.cells.reps)
        against = np.concatenate([np.zeros(len(self.beta) - reps), _one(place, self._alike) - self._alike])
        held, value = float(against @ self.variance @ against), float(against @ self.beta)
        pull = min(held / max(self.spread**2, 1e-12), 0.95)  # share of the way to the average
        unsure = 2.0 / max(reps - 3, 1) * (pull * value / (1 - pull)) ** 2
        return plain(value, float(np.sqrt(held + unsure)), int(self.counts[place]))

    @property
    def _alike(self) -> Floats:
        """The average rep."""
        return np.full(len(self.cells.reps), 1.0 / max(len(self.cells.reps), 1))

    def _mix(self, column: int) -> Floats:
        """Deals by segment (0) or channel (1)."""
        names = (self.cells.segments, self.cells.channels)[column]
        return np.asarray(np.bincount(self.cells.rows[:, column], self.sizes, minlength=len(names)), np.float64)

    def _shares(self, column: int) -> Floats:
        mix = self._mix(column)
        return np.asarray(mix / max(mix.sum(), 1.0))


def _one(place: int | None, usual: Floats) -> Floats:
    """Weights of one alone, or the usual ones where none is named."""
    return usual if place is None else np.eye(len(usual))[place]


def fit_odds(cells: Cells, tally: Tally, start: Odds | None = None, settle: bool = False) -> Odds:
    """Fits chances to yeses, some of them only likely. Two steps from `start`, or until settled."""
    design = cells.design
    centre = float(special.logit(np.clip(tally.chance(), 0.001, 0.999)))
    suits = start.suits if start else Suits.nobody(cells)
    extra = suits.by_cell(cells)
    beta, spread, covariance = _climbed(cells, tally, extra, centre, start, SETTLED if settle else 2)
    statistic, p_value = 0.0, 1.0
    if settle:
        p = special.expit(design.log_odds(beta) + extra)
        precision, _ = prior_of(cells, spread, centre)
        covariance = _inverse(design.information(tally.sizes * p * (1 - p) - tally.untold) + np.diag(precision))
        statistic, p_value = do_reps_differ(cells, tally, *prior_of(cells, TIGHT, centre))
    return Odds(
        cells=cells,
        beta=beta,
        variance=covariance,
        spread=spread,
        statistic=statistic,
        p_value=p_value,
        sizes=tally.sizes,
        counts=design.gathered(tally.sizes)[design.reps_from :],
        mean=_overall(tally),
        suits=what_suits_whom(cells, tally, design.log_odds(beta)),
    )


def _climbed(
    cells: Cells, tally: Tally, extra: Floats, centre: float, start: Odds | None, steps: int
) -> tuple[Floats, float, Floats]:
    """Coefficients, the spread between reps and the coefficients' covariance, by Newton's steps and the spread's in
    turn. extra: log-odds by cell that are not to be fitted."""
    design, reps = cells.design, len(cells.reps)
    beta = start.beta if start else prior_of(cells, FIRST_SPREAD, centre)[1]
    spread = max(start.spread, TIGHT) if start else FIRST_SPREAD
    covariance: Floats = np.eye(design.width)
    for _ in range(steps):
        precision, prior = prior_of(cells, spread, centre)
        p = special.expit(design.log_odds(beta) + extra)
        score = design.gathered(tally.yes - tally.sizes * p) - precision * (beta - prior)
        information = design.information(tally.sizes * p * (1 - p)) + np.diag(precision)
        covariance = np.asarray(np.linalg.inv(information), np.float64)
        step = np.clip(covariance @ score, -2.0, 2.0)
        beta = beta + step
        if reps > 1:
            own, held = beta[design.reps_from :], np.diag(covariance)[design.reps_from :]
            # one rep's worth of freedom is spent on the level that reps and segments share
            spread = float(np.sqrt(max(np.sum(own**2 + held) / (reps - 1), 1e-8)))
        if np.max(np.abs(step)) < 1e-7:
            break
    return beta, spread, covariance


def prior_of(cells: Cells, spread: float, centre: float) -> tuple[Floats, Floats]:
    """Precision and mean of each coefficient's prior; of a single channel or rep there is nothing to tell apart."""
    spreads = (WIDE, WIDE if len(cells.channels) > 1 else TIGHT, spread if len(cells.reps) > 1 else TIGHT)
    counts = (len(cells.segments), len(cells.channels), len(cells.reps))
    return np.repeat(1 / np.square(spreads), counts), np.repeat((centre, 0.0, 0.0), counts)


def _overall(tally: Tally) -> Fitted:
    """The chance of all deals together."""
    n, p = max(float(tally.sizes.sum()), 1.0), float(np.clip(tally.chance(), 1e-6, 1 - 1e-6))
    information = max(n * p * (1 - p) - float(tally.untold.sum()), 1e-9)
    return chance(float(special.logit(p)), 1 / np.sqrt(information), round(n))


def _inverse(matrix: Floats) -> Floats:
    """The inverse of an information matrix, from which missing information may have taken nearly all of a row."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return np.asarray((vectors / np.maximum(values, 1e-6)) @ vectors.T)
