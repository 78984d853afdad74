"""Whether reps differ at all, and whether an export can tell.

Source: Cochran (1954), Biometrics 10, for the test.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from scenarios.crm.fit.cells import Cells, Tally
from scenarios.crm.fit.interval import Z

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
STEPS = 30
NOTHING = 1e-9  # information of a rep's deals below which they tell nothing of her


def do_reps_differ(cells: Cells, tally: Tally, precision: Floats, prior: Floats) -> tuple[float, float]:
    """Cochran's Q of reps' yeses against those of average reps with the same deals, and its p-value.

    precision, prior: of each coefficient, reps' being so tight that all are alike.
    """
    design, first = cells.design, cells.design.reps_from
    p = special.expit(design.log_odds(_alike(cells, tally, precision, prior)))
    score = design.gathered(tally.yes - tally.sizes * p)[first:]
    told = design.information(tally.sizes * p * (1 - p) - tally.untold)
    fixed, mixed = told[:first, :first] + np.diag(precision[:first]), told[:first, first:]
    variance = told[first:, first:] - mixed.T @ np.linalg.solve(fixed, mixed)
    known = np.diag(variance) > NOTHING
    if known.sum() < 2:
        return 0.0, 1.0
    statistic = float(score[known] @ np.linalg.pinv(variance[np.ix_(known, known)]) @ score[known])
    return statistic, float(stats.chi2.sf(statistic, int(known.sum()) - 1))


def _alike(cells: Cells, tally: Tally, precision: Floats, prior: Floats) -> Floats:
    """Coefficients if all reps were alike."""
    design, beta = cells.design, prior.copy()
    for _ in range(STEPS):
        p = special.expit(design.log_odds(beta))
        information = design.information(tally.sizes * p * (1 - p)) + np.diag(precision)
        step = np.linalg.solve(information, design.gathered(tally.yes - tally.sizes * p) - precision * (beta - prior))
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.max(np.abs(step)) < 1e-8:
            break
    return beta


def winners_only(owner_known: Bools, won: Bools, lost: Bools) -> bool:
    """Whether mostly won deals carry a rep, so that a win rate per rep says who was named, not who is good."""
    if not won.any() or not lost.any():
        return False
    named_won, named_lost = float(owner_known[won].mean()), float(owner_known[lost].mean())
    return bool(named_won - named_lost > max(0.1, 2 * Z * np.sqrt(0.25 / min(won.sum(), lost.sum()))))
