"""With whom customers take how long: each rep's times in a segment against the segment's, as far as chance allows.

Source: DerSimonian & Laird (1986), Control. Clin. Trials 7, for the spread between reps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from scenarios.crm.fit.cells import Cells
from scenarios.crm.fit.curve import Curve, curve_of
from scenarios.crm.fit.outcome import StageFit, Step

Floats = npt.NDArray[np.float64]
FEWEST = 10
"""Answers from which a rep's own time in a segment is looked at."""
SURE = 0.001


@dataclass(frozen=True)
class Tempo:
    """Multiples of the segment's time, [rep, segment], shrunk; all 1 where chance explains the differences.

    spread: standard deviation between pairs, on the log scale. p_value: how often chance alone would set them as far
    apart.
    """

    multiples: Floats
    spread: float
    p_value: float


def fit_tempo(step: Step, fit: StageFit, times: dict[int, tuple[Curve, Curve]]) -> tuple[Tempo, Tempo]:
    """Of yeses and of noes; `times`: of the segments that have their own."""
    yes_due, no_due = fit.awaited(step)
    usual = [times.get(segment, (fit.yes, fit.no)) for segment in range(len(step.cells.segments))]
    yes = _fitted(step.cells, step.yes, step.outcome == 1, yes_due, [pair[0] for pair in usual])
    no = _fitted(step.cells, step.no, step.outcome == -1, no_due, [pair[1] for pair in usual])
    return yes, no


def _fitted(cells: Cells, times: Floats, seen: npt.NDArray[np.bool_], waiting: Floats, usual: list[Curve]) -> Tempo:
    reps, segments = len(cells.reps), len(cells.segments)
    log, variance = np.zeros((reps, segments)), np.full((reps, segments), np.inf)
    code = cells.rep * segments + cells.segment
    order = np.argsort(code, kind="stable")
    bounds = np.searchsorted(code[order], np.arange(reps * segments + 1))
    for pair in range(reps * segments):
        of = order[bounds[pair] : bounds[pair + 1]]
        if int(seen[of].sum()) < FEWEST:
            continue
        own, all_ = curve_of(times[of], seen[of], waiting[of]), usual[pair % segments]
        if own.mean > 0 and all_.mean > 0:
            place = divmod(pair, segments)
            log[place] = np.log(own.mean / all_.mean)
            variance[place] = max((own.sd / own.mean) ** 2, 1e-6) / own.events
    return _shrunk(log, variance)


def _shrunk(log: Floats, variance: Floats) -> Tempo:
    known = np.isfinite(variance)
    weight = np.where(known, 1.0 / variance, 0.0)
    free = int(known.sum()) - 1
    if free < 1:
        return Tempo(np.ones(log.shape), 0.0, 1.0)
    statistic = float(np.sum(weight * log**2))
    p_value = float(stats.chi2.sf(statistic, free + 1))
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    between = max((statistic - free) / max(scale, 1e-12), 0.0)
    if p_value > SURE or between <= 0:
        return Tempo(np.ones(log.shape), 0.0, p_value)
    kept = np.where(known, between / (between + np.where(known, variance, 1.0)), 0.0)
    return Tempo(np.exp(kept * log), float(np.sqrt(between)), p_value)
