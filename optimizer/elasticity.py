"""What effort brings, learnt from all tried plans together: a slope from one plan alone is mostly luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer.sample import Sample

Floats = npt.NDArray[np.float64]
EVERYBODY = slice(None)


@dataclass(frozen=True)
class Trial:
    """Two plans on the same draws: how some reps' gross margin differs, and what effort alone would lead one to expect
    at an elasticity of one.

    change, expected: in currency; error: the change's standard error.
    """

    change: float
    error: float
    expected: float


def trial(ahead: Sample, behind: Sample, reps: slice = EVERYBODY) -> Trial:
    """A plan against another; a rep's margin is expected to change by the share by which her effort does."""
    change = (ahead.gross_margin - behind.gross_margin)[:, reps].sum(axis=1)
    error = float(change.std(ddof=1)) / np.sqrt(len(change)) if len(change) > 1 else 0.0
    effort = behind.effort.mean(axis=0)
    share = np.divide(ahead.effort.mean(axis=0) - effort, effort, out=np.zeros_like(effort), where=effort > 0)
    expected = (behind.gross_margin.mean(axis=0) * share)[reps].sum()
    return Trial(float(change.mean()), float(error), float(expected))


def elasticities(trials: Sequence[Trial]) -> list[tuple[float, float]]:
    """Each trial's elasticity of gross margin to effort, with its standard error.

    Trials are taken as draws from one population: what one says of itself counts as far as it is sharper than they
    differ. A trial in which effort does not move has none (0, 0).
    Source: DerSimonian & Laird (1986), random effects by moments; the estimates shrunk toward their mean.
    """
    told = [trial for trial in trials if trial.expected]
    if not told:
        return [(0.0, 0.0) for _ in trials]
    single = np.array([trial.change / trial.expected for trial in told])
    variance = np.array([(trial.error / trial.expected) ** 2 for trial in told])
    shrunk, error, blurred = single.copy(), np.sqrt(variance), variance > 0  # without luck a trial knows its own
    if blurred.any():
        shrunk[blurred], error[blurred] = _pooled(single[blurred], variance[blurred])
    found = iter(zip(shrunk.tolist(), error.tolist(), strict=True))
    return [next(found) if trial.expected else (0.0, 0.0) for trial in trials]


def _pooled(single: Floats, variance: Floats) -> tuple[Floats, Floats]:
    weight = 1 / variance
    mean = (weight * single).sum() / weight.sum()
    excess = (weight * (single - mean) ** 2).sum() - (len(single) - 1)
    between = max(0.0, excess / max(weight.sum() - (weight**2).sum() / weight.sum(), 1e-300))
    weight = 1 / (variance + between)
    mean, of_mean = (weight * single).sum() / weight.sum(), 1 / weight.sum()
    own = between / (between + variance)
    return mean + own * (single - mean), np.sqrt(own * variance + (1 - own) ** 2 * of_mean)
