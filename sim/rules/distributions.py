"""From a uniform number u in (0, 1) to what happened: how long, how much, how many.

Every quantile is non-decreasing in u; the same u with another mean is the same luck in another market.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.draws import Word, uniform, word
from sim.jit import jit, jit_as

FIXED: Final = 0
EXPONENTIAL: Final = 1
LOGNORMAL: Final = 2
GEOMETRIC: Final = 3

_NEGLIGIBLE: Final = 1e-36  # of the likeliest count: far below the rarest u, 2**-53
_MEAN_BITS: Final = 2.0**36


@jit
def normal_quantile(u: float) -> float:
    """How many standard deviations above average a result is that a share u of results falls below.

    u in (0, 1), as small as 1e-300; relative error about 1e-16 before rounding.
    Source: Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), routine PPND16.
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        return q * _central(0.180625 - q * q)
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    far = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return math.copysign(far, q)


@jit
def _central(r: float) -> float:
    """AS 241's ratio for u within 0.425 of one half."""
    top = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
    top = 4.5921953931549871457e4 + r * (6.7265770927008700853e4 + r * top)
    top = 1.9715909503065514427e3 + r * (1.3731693765509461125e4 + r * top)
    top = 3.3871328727963666080e0 + r * (1.3314166789178437745e2 + r * top)
    low = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
    low = 2.1213794301586595867e4 + r * (3.9307895800092710610e4 + r * low)
    low = 6.8718700749205790830e2 + r * (5.3941960214247511077e3 + r * low)
    return top / (1.0 + r * (4.2313330701600911252e1 + r * low))


@jit
def _near_tail(r: float) -> float:
    """AS 241's ratio for tails down to about 1e-11."""
    top = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
    top = 1.27045825245236838258e0 + r * (2.41780725177450611770e-1 + r * top)
    top = 5.76949722146069140550e0 + r * (3.64784832476320460504e0 + r * top)
    top = 1.42343711074968357734e0 + r * (4.63033784615654529590e0 + r * top)
    low = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
    low = 1.48103976427480074590e-1 + r * (1.51986665636164571966e-2 + r * low)
    low = 1.67638483018380384940e0 + r * (6.89767334985100004550e-1 + r * low)
    return top / (1.0 + r * (2.05319162663775882187e0 + r * low))


@jit
def _far_tail(r: float) -> float:
    """AS 241's ratio for rarer tails than 1e-11."""
    top = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
    top = 2.65321895265761230930e-2 + r * (1.24266094738807843860e-3 + r * top)
    top = 1.78482653991729133580e0 + r * (2.96560571828504891230e-1 + r * top)
    top = 6.65790464350110377720e0 + r * (5.46378491116411436990e0 + r * top)
    low = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
    low = 7.86869131145613259100e-4 + r * (1.84631831751005468180e-5 + r * low)
    low = 1.36929880922735805310e-1 + r * (1.48753612908506148525e-2 + r * low)
    return top / (1.0 + r * (5.99832206555887937690e-1 + r * low))


@jit
def phi(x: float) -> float:
    """How densely normal results lie at x standard deviations; per standard deviation.

    Source: the normal density, exp(-x**2/2) / sqrt(2 pi).
    """
    return math.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)


@jit
def Phi(x: float) -> float:
    """The share of normal results below x standard deviations.

    Source: Abramowitz & Stegun 26.2.29, through erfc so that small shares keep their digits.
    """
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


@jit
def lognormal_quantile(u: float, mean: float, cv: float) -> float:
    """The deal size, or wait, that a share u stays below when they are lognormal; in units of mean.

    mean >= 0; cv = standard deviation / mean >= 0; cv 0 gives the mean exactly, mean 0 gives 0.
    Source: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1, ch. 14:
    sigma**2 = log(1 + cv**2), mu = log(mean) - sigma**2 / 2.
    """
    variance = math.log1p(cv * cv)
    return mean * math.exp(math.sqrt(variance) * normal_quantile(u) - 0.5 * variance)


@jit
def waiting_time(u: float, kind: int, mean: float, cv: float, unit: float) -> float:
    """How long something takes, in days, given its kind of wait and its mean in days.

    kind: FIXED, EXPONENTIAL, LOGNORMAL (by cv) or GEOMETRIC (1, 2, ... units of `unit` > 0 days each).
    mean 0 gives 0 for every kind.  Raises ValueError on another kind.
    Source: inverse cumulative distributions; Devroye (1986), II.2.
    """
    if mean <= 0.0 and FIXED <= kind <= GEOMETRIC:
        return 0.0
    if kind == FIXED:
        return mean
    if kind == EXPONENTIAL:
        return -mean * math.log1p(-u)
    if kind == LOGNORMAL:
        return lognormal_quantile(u, mean, cv)
    if kind == GEOMETRIC:
        return unit * _tries(u, unit / mean)
    raise ValueError("unknown kind of waiting time")


@jit
def _tries(u: float, chance: float) -> float:
    """How many tries it takes to succeed, at least 1; a chance of 1 or more always needs one.

    Source: Devroye (1986), X.2: ceil(log(1-u) / log(1-chance)).
    """
    if chance >= 1.0:
        return 1.0
    return max(1.0, math.ceil(math.log1p(-u) / math.log1p(-chance)))


@jit
def count_quantile(u: float, mean: float, dispersion: float) -> int:
    """How many leads come in, a whole number, given how many come on average and how unevenly.

    mean >= 0; dispersion = variance / mean: 1 Poisson, above 1 negative binomial, below 1 steadier than
    chance (binomial with one last, less likely, trial so that the mean is exact), 0 the mean itself.
    Never falls when u rises, nor when the mean rises: more demand removes no lead.  Costs about
    30 steps per standard deviation.  u in [2**-53, 1 - 2**-53].
    """
    mean = _rounded(mean)
    if mean <= 0.0:
        return 0
    if dispersion < 1e-12:
        return _steady(u, mean)
    first, likelihoods = _likelihoods(mean, dispersion)
    return first + _place(u, likelihoods, _mode(mean, dispersion) - first)


@jit
def _rounded(mean: float) -> float:
    """The mean to 36 significant bits (7e-12): means that differ now differ by more than rounding.

    So rounding in the sums below can never make a count fall as the mean rises.
    """
    fraction, exponent = math.frexp(mean)
    return math.ldexp(math.floor(fraction * _MEAN_BITS + 0.5) / _MEAN_BITS, exponent)


@jit
def _steady(u: float, mean: float) -> int:
    """The mean itself, or one more as often as its fraction says."""
    whole = math.floor(mean)
    return whole + (1 if u > 1.0 - (mean - whole) else 0)


@jit
def _last_trial(mean: float, dispersion: float) -> float:
    """The chance that the last, fractional, trial of a steady stream brings a lead; 0 for the others."""
    if dispersion >= 1.0:
        return 0.0
    trials = mean / (1.0 - dispersion)
    return (trials - math.floor(trials)) * (1.0 - dispersion)


@jit
def _full_trials_mean(mean: float, dispersion: float) -> float:
    """The mean without the last, fractional, trial."""
    if dispersion >= 1.0:
        return mean
    return math.floor(mean / (1.0 - dispersion)) * (1.0 - dispersion)


@jit
def _growth(count: int, mean: float, dispersion: float) -> float:
    """How much likelier count + 1 is than count: one formula for all three families.

    It needs no division by dispersion - 1, so nothing is lost near Poisson, and is exactly 0 at the last
    trial of a binomial.
    Source: Panjer, "Recursive evaluation of a family of compound distributions", ASTIN 12 (1981).
    """
    return (mean + count * (dispersion - 1.0)) / (dispersion * (count + 1.0))


@jit
def _mode(mean: float, dispersion: float) -> int:
    """The likeliest count: the first from which `_growth` is below 1."""
    return max(0, math.floor(_full_trials_mean(mean, dispersion) - dispersion) + 1)


@jit
def _range(mode: int, mean: float, dispersion: float) -> tuple[int, int]:
    """The lowest and highest counts worth a thought."""
    low, likelihood = mode, 1.0
    while low > 0 and likelihood > _NEGLIGIBLE:
        low -= 1
        likelihood /= _growth(low, mean, dispersion)
    high, likelihood = mode, 1.0
    while likelihood > _NEGLIGIBLE:
        likelihood *= _growth(high, mean, dispersion)
        high += 1
    return low, high


@jit
def _likelihoods(mean: float, dispersion: float) -> tuple[int, NDArray[np.float64]]:
    """The lowest count worth a thought, and how likely it and the following are, up to a common factor.

    Worked out from the mode, where the likelihood is 1, so that no mean is too large.
    """
    mode = _mode(mean, dispersion)
    full = _full_trials_mean(mean, dispersion)
    low, high = _range(mode, full, dispersion)
    likelihoods = np.zeros(high - low + 2)
    likelihoods[mode - low] = 1.0
    for count in range(mode - 1, low - 1, -1):
        likelihoods[count - low] = likelihoods[count + 1 - low] / _growth(count, full, dispersion)
    for count in range(mode, high):
        likelihoods[count + 1 - low] = likelihoods[count - low] * _growth(count, full, dispersion)
    _add_trial(likelihoods, _last_trial(mean, dispersion))
    return low, likelihoods


@jit
def _add_trial(likelihoods: NDArray[np.float64], chance: float) -> None:
    """One more trial that brings one more lead with the given chance; changes the likelihoods in place."""
    for place in range(len(likelihoods) - 1, 0, -1):
        likelihoods[place] = (1.0 - chance) * likelihoods[place] + chance * likelihoods[place - 1]
    likelihoods[0] *= 1.0 - chance


@jit
def _place(u: float, likelihoods: NDArray[np.float64], middle: int) -> int:
    """The first place at which the share of the likelihoods up to it reaches u.

    Sums from the tail that u is in, as a sum from the other end would lose the tail's digits.  `middle`
    parts the two ways by place, so that they never cross.  A u beyond the last place gives the last.
    """
    below = 0.0
    for place in range(middle):
        below += likelihoods[place]
    total = below
    for place in range(middle, len(likelihoods)):
        total += likelihoods[place]
    if u * total <= below:
        return _place_from_below(u * total, likelihoods)
    return _place_from_above((1.0 - u) * total, likelihoods, middle)


@jit
def _place_from_below(share: float, likelihoods: NDArray[np.float64]) -> int:
    """The first place up to which the likelihoods sum to at least `share`, which they do reach."""
    place, below = 0, likelihoods[0]
    while below < share:
        place += 1
        below += likelihoods[place]
    return place


@jit
def _place_from_above(share: float, likelihoods: NDArray[np.float64], middle: int) -> int:
    """The first place, from `middle` on, beyond which the likelihoods sum to at most `share`."""
    place, above = len(likelihoods) - 1, likelihoods[len(likelihoods) - 1]
    while place > middle and above <= share:
        place -= 1
        above += likelihoods[place]
    return place


@jit_as("float64(uint64, uint64, uint64, uint64, uint64, float64)")
def gamma_draw(seed: Word, replication: int, purpose: int, who: Word, first_count: Word, shape: float) -> float:
    """How strong an uneven thing turns out: a gamma number of the given shape and scale 1.

    Scale it outside: the same luck for whatever mean.  Takes draws first_count, +1, +2, ... of its name
    (about 3; twice more per rejection), so give it a name of its own.  shape 0 gives 0.
    Source: Marsaglia & Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
    """
    if shape <= 0.0:
        return 0.0
    third = (shape if shape >= 1.0 else shape + 1.0) - 1.0 / 3.0
    boost = 1.0 if shape >= 1.0 else uniform(seed, replication, purpose, who, first_count) ** (1.0 / shape)
    count = first_count + word(1)
    while True:
        x = normal_quantile(uniform(seed, replication, purpose, who, count))
        u = uniform(seed, replication, purpose, who, count + word(1))
        v = (1.0 + x / math.sqrt(9.0 * third)) ** 3
        if v > 0.0 and math.log(u) < 0.5 * x * x + third - third * v + third * math.log(v):
            return boost * third * v
        count = count + word(2)
