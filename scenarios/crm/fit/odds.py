"""Chances of a yes by segment, channel and rep: what a deal is, apart from who works on it.

Reps differ less than their win rates do, since rates of few deals scatter and some reps have easier deals. Their
log-odds, given the mix of their deals, are drawn from one normal law whose spread is fitted, too: each rep is
pulled towards the average as far as her deals are few (empirical Bayes).

Source: Breslow & Clayton (1993), JASA 88, penalised quasi-likelihood; Louis (1982), JRSS B 44, for what open deals
do not tell yet; Cochran (1954), Biometrics 10, for the test whether reps differ at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from scenarios.crm.fit.interval import Fitted, Z, chance, plain

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
WIDE = 3.0
"""Prior spread of segments and channels, log-odds: so wide that only empty ones feel it."""
SETTLED = 60
SURE = 0.001  # p-value below which reps are taken to have segments that suit them


@dataclass(frozen=True)
class Cells:
    """Deals by what they have in common. segment, channel, rep: int by deal, -1 for a rep nobody named.

    segments, channels, reps: the names these numbers stand for.
    """

    segment: Ints
    channel: Ints
    rep: Ints
    segments: tuple[str, ...]
    channels: tuple[str, ...]
    reps: tuple[str, ...]

    @cached_property
    def _table(self) -> tuple[npt.NDArray[np.int64], Ints]:
        """The distinct (segment, channel, rep), [cell, 3], and each deal's cell."""
        width = (len(self.channels), len(self.reps) + 1)
        code = (self.segment * width[0] + self.channel) * width[1] + self.rep + 1
        codes, place = np.unique(code, return_inverse=True)
        rest, rep = np.divmod(codes, width[1])
        return np.column_stack([*np.divmod(rest, width[0]), rep - 1]), place

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        return self._table[0]

    @property
    def place(self) -> Ints:
        return self._table[1]

    def sums(self, weights: Floats) -> Floats:
        return np.bincount(self.place, weights, minlength=len(self.rows))

    def only(self, kept: npt.NDArray[np.bool_]) -> Cells:
        names = (self.segments, self.channels, self.reps)
        return Cells(self.segment[kept], self.channel[kept], self.rep[kept], *names)


@dataclass(frozen=True)
class Suits:
    """What suits whom: log-odds by which a rep does better in a segment than her own and the segment's average tell.

    effects: float [rep, segment], shrunk; 0 where she had no such deals. spread, p_value: as in `Odds`.
    """

    effects: Floats
    spread: float
    p_value: float


@dataclass(frozen=True)
class Odds:
    """Log-odds of a yes: by cell, and what they are made of.

    beta: segments, channels, reps one after the other. variance: their (posterior) covariance. spread: standard
    deviation between reps. p_value: how often reps who are all alike would differ as much. sizes: deals by cell.
    counts: deals by rep.
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

    @property
    def _parts(self) -> tuple[int, int]:
        return len(self.cells.segments), len(self.cells.segments) + len(self.cells.channels)

    def by_cell(self) -> Floats:
        rows = self.cells.rows
        suits = np.where(rows[:, 2] >= 0, self.suits.effects[rows[:, 2], rows[:, 0]], 0.0)
        return np.asarray(_design(self.cells) @ self.beta + suits)

    def by_deal(self, cells: Cells) -> Floats:
        """The chance of each deal; `cells` as the fit had them."""
        return np.asarray(special.expit(self.by_cell()))[cells.place]

    def eta(self, segment: int | None = None, rep: int | None = None, channel: int | None = None) -> float:
        """Log-odds of a deal of this sort; where one is not named, of the usual mix of segments or channels and of
        the average rep."""
        first, last = self._parts
        parts = []
        for place, (begin, end), usual in (
            (segment, (0, first), self._shares(0)),
            (channel, (first, last), self._shares(1)),
            (rep, (last, len(self.beta)), np.full(len(self.cells.reps), 1.0 / max(len(self.cells.reps), 1))),
        ):
            beta = self.beta[begin:end]
            parts.append(float(beta[place]) if place is not None else float(usual @ beta))
        if segment is not None and rep is not None:
            parts.append(float(self.suits.effects[rep, segment]))
        return sum(parts)

    def segment(self, place: int) -> Fitted:
        """Chance of a yes in a segment, with an average rep and the usual channels."""
        weights = self._segment_row(place)
        return chance(float(weights @ self.beta), float(np.sqrt(weights @ self.variance @ weights)),
                      int(self._mix(0)[place]))  # fmt: skip

    def rep(self, place: int) -> Fitted:
        """Log-odds by which a rep is better than the average rep with the same deals, shrunk.

        The interval is wider the farther she was pulled, since the spread that decides this is fitted, too.
        Source: Morris (1983), JASA 78, parametric empirical Bayes.
        """
        first = self._parts[1]
        against = np.zeros(len(self.beta))
        against[first:] = -1.0 / len(self.cells.reps)
        against[first + place] += 1.0
        held, value = float(against @ self.variance @ against), float(against @ self.beta)
        pull = min(held / max(self.spread**2, 1e-12), 0.95)  # share of the way to the average
        unsure = 2.0 / max(len(self.cells.reps) - 3, 1) * (pull * value / (1 - pull)) ** 2
        return plain(value, float(np.sqrt(held + unsure)), int(self.counts[place]))

    def channel(self, place: int) -> float:
        """Log-odds by which a channel is better than the average channel."""
        first, last = self._parts
        return float(self.beta[first + place] - self._shares(1) @ self.beta[first:last])

    def _segment_row(self, place: int) -> Floats:
        row = np.zeros(len(self.beta))
        row[place] = 1.0
        row[self._parts[0] : self._parts[1]] = self._shares(1)
        row[self._parts[1] :] = 1.0 / max(len(self.cells.reps), 1)
        return row

    def _mix(self, column: int) -> Floats:
        """Deals by segment (0) or channel (1)."""
        sizes = self.sizes
        names = (self.cells.segments, self.cells.channels)[column]
        return np.bincount(self.cells.rows[:, column], sizes, minlength=len(names))

    def _shares(self, column: int) -> Floats:
        mix = self._mix(column)
        return np.asarray(mix / max(mix.sum(), 1.0))


def fit_odds(cells: Cells, will: Floats, of: Floats, start: Odds | None = None, settle: bool = False) -> Odds:
    """Fits chances to yeses, some of them only likely. Two steps from `start`, or until settled.

    will: float by deal, how likely it is a yes; of: float by deal, how much of it counts at all.
    """
    sizes, yes = cells.sums(of), cells.sums(will)
    untold = cells.sums(will * (of - will))
    design = _design(cells)
    first = len(cells.segments) + len(cells.channels)
    centre = float(special.logit(np.clip(yes.sum() / max(sizes.sum(), 1.0), 0.001, 0.999)))
    suits = start.suits if start else Suits(np.zeros((max(len(cells.reps), 1), len(cells.segments))), 0.0, 1.0)
    extra = np.where(cells.rows[:, 2] >= 0, suits.effects[cells.rows[:, 2], cells.rows[:, 0]], 0.0)
    beta = start.beta if start else np.concatenate([np.full(len(cells.segments), centre), np.zeros(
        len(cells.channels) + len(cells.reps))])  # fmt: skip
    spread = max(start.spread, 1e-3) if start else 0.5
    covariance = np.eye(len(beta))
    for _ in range(SETTLED if settle else 2):
        before = beta
        precision, prior = _prior(cells, spread, centre)
        p = special.expit(design @ beta + extra)
        weight = sizes * p * (1 - p)
        score = design.T @ (yes - sizes * p) - precision * (beta - prior)
        information = (design.T * weight) @ design + np.diag(precision)
        beta = beta + np.clip(np.linalg.solve(information, score), -2.0, 2.0)
        if len(cells.reps) > 1:
            covariance = np.linalg.inv(information)
            held = np.diag(covariance)[first:]
            # one rep's worth of freedom is spent on the level that reps and segments share
            spread = float(np.sqrt(max(np.sum(beta[first:] ** 2 + held) / (len(cells.reps) - 1), 1e-8)))
        if np.max(np.abs(beta - before)) < 1e-7:
            break
    suits = _what_suits_whom(cells, sizes, yes, untold, design @ beta)
    p = special.expit(design @ beta + extra)
    precision, _ = _prior(cells, spread, centre)
    told = (design.T * (sizes * p * (1 - p) - untold)) @ design + np.diag(precision)
    covariance = _inverse(told) if settle else covariance
    counts = _by_rep(cells, sizes)
    statistic, p_value = _do_reps_differ(cells, sizes, yes, untold, design, centre) if settle else (0.0, 1.0)
    mean = _overall(yes, sizes, untold)
    return Odds(cells, beta, covariance, spread, statistic, p_value, sizes, counts, mean, suits)


def _what_suits_whom(cells: Cells, sizes: Floats, yes: Floats, untold: Floats, eta: Floats) -> Suits:
    """Each rep's own strength in each segment beyond what rep and segment explain; none where chance explains it."""
    reps, segments = max(len(cells.reps), 1), len(cells.segments)
    rows = cells.rows
    none = Suits(np.zeros((reps, segments)), 0.0, 1.0)
    named = rows[:, 2] >= 0
    pair = rows[named, 2] * segments + rows[named, 0]

    def by_pair(values: Floats) -> Floats:
        return np.bincount(pair, values[named], minlength=reps * segments)

    p = special.expit(eta)
    gap, told = by_pair(yes - sizes * p), np.maximum(by_pair(sizes * p * (1 - p) - untold), 0.0)
    known = told > 0.5
    free = int(known.sum()) - reps - segments + 1
    if reps < 2 or segments < 2 or free < 1:
        return none
    statistic = float(np.sum(gap[known] ** 2 / told[known]))
    p_value = float(stats.chi2.sf(statistic, free))
    if p_value > SURE:
        return none
    spread = float(np.sqrt(max((statistic - free) / np.sum(told[known]), 1e-6)))
    effects = np.zeros(reps * segments)
    for _ in range(30):
        q = special.expit(eta + effects[rows[:, 2] * segments + rows[:, 0]] * named)
        score = by_pair(yes - sizes * q) - effects / spread**2
        weight = by_pair(sizes * q * (1 - q)) + 1 / spread**2
        effects = effects + np.clip(score / weight, -1.0, 1.0)
        held = 1 / np.maximum(weight - by_pair(untold), 1 / spread**2)
        spread = float(np.sqrt(np.mean((effects**2 + held)[known])))
    return Suits(effects.reshape(reps, segments), spread, p_value)


def _overall(yes: Floats, sizes: Floats, untold: Floats) -> Fitted:
    """The chance of all deals together."""
    n = max(float(sizes.sum()), 1.0)
    p = float(np.clip(yes.sum() / n, 1e-6, 1 - 1e-6))
    information = max(n * p * (1 - p) - float(untold.sum()), 1e-9)
    return chance(float(special.logit(p)), 1 / np.sqrt(information), round(n))


def _design(cells: Cells) -> Floats:
    """[cell, segments + channels + reps], 1 where a cell is of it."""
    rows = cells.rows
    first = len(cells.segments)
    design = np.zeros((len(rows), first + len(cells.channels) + len(cells.reps)))
    line = np.arange(len(rows))
    design[line, rows[:, 0]] = 1.0
    design[line, first + rows[:, 1]] = 1.0
    named = rows[:, 2] >= 0
    design[line[named], first + len(cells.channels) + rows[named, 2]] = 1.0
    return design


def _prior(cells: Cells, spread: float, centre: float) -> tuple[Floats, Floats]:
    """Precision and mean of each coefficient's prior; of a single channel or rep there is nothing to tell apart."""
    tight = 1e6
    channels = 1 / WIDE**2 if len(cells.channels) > 1 else tight
    reps = 1 / spread**2 if len(cells.reps) > 1 else tight
    parts = [(len(cells.segments), 1 / WIDE**2, centre), (len(cells.channels), channels, 0.0),
             (len(cells.reps), reps, 0.0)]  # fmt: skip
    precision = np.concatenate([np.full(count, weight) for count, weight, _ in parts])
    return precision, np.concatenate([np.full(count, mean) for count, _, mean in parts])


def _inverse(matrix: Floats) -> Floats:
    """The inverse of an information matrix, from which missing information may have taken nearly all of a row."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return np.asarray((vectors / np.maximum(values, 1e-6)) @ vectors.T)


def _by_rep(cells: Cells, sizes: Floats) -> Floats:
    named = cells.rows[:, 2] >= 0
    return np.bincount(cells.rows[named, 2], sizes[named], minlength=len(cells.reps))


def _do_reps_differ(
    cells: Cells, sizes: Floats, yes: Floats, untold: Floats, design: Floats, centre: float
) -> tuple[float, float]:
    """Cochran's Q of reps' yeses against those of average reps with the same deals, and its p-value."""
    first = len(cells.segments) + len(cells.channels)
    precision, prior = _prior(cells, 1e-3, centre)
    beta = prior.copy()
    for _ in range(30):
        p = special.expit(design @ beta)
        information = (design.T * (sizes * p * (1 - p))) @ design + np.diag(precision)
        step = np.linalg.solve(information, design.T @ (yes - sizes * p) - precision * (beta - prior))
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.max(np.abs(step)) < 1e-8:
            break
    p = special.expit(design @ beta)
    score = (design.T @ (yes - sizes * p))[first:]
    told = (design.T * (sizes * p * (1 - p) - untold)) @ design
    fixed, mixed = told[:first, :first] + np.diag(precision[:first]), told[:first, first:]
    variance = told[first:, first:] - mixed.T @ np.linalg.solve(fixed, mixed)
    known = np.diag(variance) > 1e-9
    if known.sum() < 2:
        return 0.0, 1.0
    statistic = float(score[known] @ np.linalg.pinv(variance[np.ix_(known, known)]) @ score[known])
    return statistic, float(stats.chi2.sf(statistic, int(known.sum()) - 1))


def winners_only(owner_known: npt.NDArray[np.bool_], won: npt.NDArray[np.bool_], lost: npt.NDArray[np.bool_]) -> bool:
    """Whether mostly won deals carry a rep, so that a win rate per rep says who was named, not who is good."""
    if not won.any() or not lost.any():
        return False
    named_won, named_lost = float(owner_known[won].mean()), float(owner_known[lost].mean())
    return named_won - named_lost > max(0.1, 2 * Z * np.sqrt(0.25 / min(won.sum(), lost.sum())))
