"""The direct world: a month's sales as a response to effort."""

import math

from sim.draws import SALE, Word, descendant, uniform
from sim.jit import jit
from sim.rules.distributions import gamma_draw, lognormal_quantile, normal_quantile
from sim.rules.money import coins

NONE, NORMAL, GAMMA, LOGNORMAL = 0, 1, 2, 3


@jit
def luck(noise: int, cv: float, seed: Word, replication: int, rep: Word, month: int) -> float:
    """A rep's luck in a month: a standard normal number, or a factor of mean 1, or nothing.

    Source: Basu, Lal, Srinivasan & Staelin (1985) for gamma sales with a given coefficient of variation.
    """
    if noise == NORMAL:
        return normal_quantile(uniform(seed, replication, SALE, rep, month))
    if noise == GAMMA and cv > 1e-9:
        shape = 1.0 / (cv * cv)
        return gamma_draw(seed, replication, SALE, descendant(rep, month), 0, shape) / shape
    if noise == LOGNORMAL:
        return lognormal_quantile(uniform(seed, replication, SALE, rep, month), 1.0, cv)
    return 1.0


@jit
def sale(level: float, effect: float, effort: float, noise: int, sd: float, lot: float, fortune: float) -> int:
    """Sales of a month in coins: level + effect · effort, with luck added (normal) or multiplied.

    A lot above 0 rounds sales to its nearest whole multiple.
    """
    expected = level + effect * effort
    amount = expected * fortune
    if noise == NORMAL:
        amount = expected + sd * fortune
    if noise == NONE:
        amount = expected
    if lot > 0.0:
        amount = lot * math.floor(amount / lot + 0.5)
    return coins(amount)
