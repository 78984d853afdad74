"""What suits whom: segments in which a rep does better, or worse, than she and the segment do elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from scenarios.crm.fit.cells import Cells, Tally

Floats = npt.NDArray[np.float64]
SURE = 0.001  # p-value below which reps are taken to have segments that suit them
TOLD = 0.5  # least information about a pair, in squared log-odds, for it to be looked at
ROUNDS = 30


@dataclass(frozen=True)
class Suits:
    """What suits whom: log-odds by which a rep does better in a segment than her own and the segment's average tell.

    effects: float [rep, segment], shrunk; 0 where she had no such deals. spread: standard deviation between pairs.
    p_value: how often chance alone would set pairs as far apart.
    """

    effects: Floats
    spread: float
    p_value: float

    @classmethod
    def nobody(cls, cells: Cells) -> Suits:
        """Every rep does as well in each segment as in the others."""
        return cls(np.zeros((max(len(cells.reps), 1), len(cells.segments))), 0.0, 1.0)

    def by_cell(self, cells: Cells) -> Floats:
        """Log-odds by cell; 0 where nobody is named."""
        rows = cells.rows
        return np.where(rows[:, 2] >= 0, self.effects[rows[:, 2], rows[:, 0]], 0.0)


def what_suits_whom(cells: Cells, tally: Tally, log_odds: Floats) -> Suits:
    """Each rep's own strength in each segment beyond `log_odds` by cell; none where chance explains it."""
    none, pairs = Suits.nobody(cells), _Pairs(cells)
    p = special.expit(log_odds)
    gap = pairs.sums(tally.yes - tally.sizes * p)
    told = np.maximum(pairs.sums(tally.sizes * p * (1 - p) - tally.untold), 0.0)
    known = told > TOLD
    reps, segments = none.effects.shape
    free = int(known.sum()) - reps - segments + 1
    if reps < 2 or segments < 2 or free < 1:
        return none
    statistic = float(np.sum(gap[known] ** 2 / told[known]))
    p_value = float(stats.chi2.sf(statistic, free))
    if p_value > SURE:
        return none
    spread = float(np.sqrt(max((statistic - free) / np.sum(told[known]), 1e-6)))
    effects, spread = _shrunk(pairs, tally, log_odds, known, spread)
    return Suits(effects.reshape(reps, segments), spread, p_value)


class _Pairs:
    """Sums over channels: a number by cell gathered by rep and segment."""

    def __init__(self, cells: Cells) -> None:
        rows = cells.rows
        self.named = rows[:, 2] >= 0
        self.place = np.where(self.named, rows[:, 2] * len(cells.segments) + rows[:, 0], 0)
        self.count = max(len(cells.reps), 1) * len(cells.segments)

    def sums(self, by_cell: Floats) -> Floats:
        named = self.place[self.named]
        return np.asarray(np.bincount(named, by_cell[self.named], minlength=self.count), np.float64)


def _shrunk(
    pairs: _Pairs, tally: Tally, log_odds: Floats, known: npt.NDArray[np.bool_], spread: float
) -> tuple[Floats, float]:
    """Effects by pair, pulled towards none as far as their spread tells, and that spread, in turn."""
    effects = np.zeros(pairs.count)
    untold = pairs.sums(tally.untold)
    for _ in range(ROUNDS):
        q = special.expit(log_odds + effects[pairs.place] * pairs.named)
        score = pairs.sums(tally.yes - tally.sizes * q) - effects / spread**2
        weight = pairs.sums(tally.sizes * q * (1 - q)) + 1 / spread**2
        effects = effects + np.clip(score / weight, -1.0, 1.0)
        held = 1 / np.maximum(weight - untold, 1 / spread**2)
        spread = float(np.sqrt(np.mean((effects**2 + held)[known])))
    return effects, spread
