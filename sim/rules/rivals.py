"""How strong competitors are, what we know of it, and why leads are lost: pure formulas."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws import RIVAL, Word, uniform
from sim.jit import jit
from sim.rules.distributions import lognormal_quantile, normal_quantile
from sim.rules.money import coins
from sim.tables import Table

Floats = npt.NDArray[np.float64]


@jit
def rival_paths(rivals: Table, known: Table, seed: Word, replication: int, truth: Floats, estimate: Floats) -> None:
    """Month by month, how far each competitor (RIVAL row) is from its stated strength, and what we take it to be.

    known: KNOWN rows [rival, month]. truth, estimate: float [rival, month], log-odds, filled.
    Source: a random walk seen through reports, and its Kalman filter (Kalman 1960); gain 0 where nobody looks.
    """
    for r in range(len(rivals)):
        row, off, guess = rivals[r], 0.0, 0.0
        for month in range(truth.shape[1]):
            step = row.uncertainty if month == 0 else row.volatility
            off += step * normal_quantile(uniform(seed, replication, RIVAL, row.name, 2 * month))
            if known[r, month].gain > 0.0:
                error = normal_quantile(uniform(seed, replication, RIVAL, row.name, 2 * month + 1))
                guess += known[r, month].gain * (off + known[r, month].report_sd * error - guess)
            truth[r, month], estimate[r, month] = off, guess


@jit
def strength_now(stated: float, off: float) -> float:
    """Log-odds that a competitor takes from our leads at a stage: nobody helps us."""
    return max(0.0, stated + off)


@jit
def pull(strength: float, contained: float, countered: float) -> float:
    """Log-odds lost to a competitor beyond what the funnel's chances contain.

    countered: the share of its strength that our knowledge of it takes away. Assumed.
    """
    return strength * (1.0 - countered) - contained


@jit
def research_step(variance: float, wander: float, reports: float, noise: float) -> tuple[float, float]:
    """A month of finding out: (gain on what the reports say, variance that is left); log-odds.

    wander: variance that the month adds; reports: how many came; noise: a report's standard deviation.
    Source: Bayes' rule for a normal quantity, precisions add: 1/v' = 1/v + n/s².
    """
    before = variance + wander
    if reports <= 0.0 or before <= 0.0:
        return 0.0, before
    gain = before / (before + noise * noise / reports)
    return gain, (1.0 - gain) * before


@jit
def loss_reason(weights: Any, strengths: Floats, cuts: Floats, fit_odds: float, gap: float, u: float) -> int:
    """Why a customer said no: 0, 1, … the competitor of that place, then price, misfit and timing, by luck u.

    weights: LOSS row. strengths, cuts: float [rival], log-odds that each takes here, and the part of it that is price.
    fit_odds: log-odds that the lead's fit adds at a stage; gap: those that drift and playbook cost.
    Source: a choice in proportion to weights; the weights are assumed unless the scenario says where they are from.
    """
    count = len(strengths)
    price, total = weights.price, 0.0
    for r in range(count):
        cut = min(strengths[r], max(0.0, cuts[r]))
        price += weights.competitor * cut
        total += weights.competitor * (strengths[r] - cut)
    misfit = weights.misfit * math.exp(gap - fit_odds)
    total += price + misfit + weights.timing
    left = u * total
    for r in range(count):
        left -= weights.competitor * (strengths[r] - min(strengths[r], max(0.0, cuts[r])))
        if left < 0.0:
            return r
    if left < price:
        return count
    return count + 1 if left < price + misfit else count + 2


@jit
def month_of(period_end: Floats, time: float) -> int:
    """The month in which an instant lies, counted from 0; a month's last instant belongs to it, and what is before the
    year to the first. period_end: float [months + 1].
    """
    period = 1
    while period < len(period_end) - 1 and period_end[period] < time:
        period += 1
    return period - 1


@jit
def unseen_value(name: Word, month: int, mean: float, cv: float, seed: Word, replication: int) -> int:
    """Coins that competitors win in a segment (by its name) in a month from customers who never asked us."""
    u = uniform(seed, replication, RIVAL, name, month)
    return coins(lognormal_quantile(u, mean, cv))
