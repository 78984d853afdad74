"""Law 3: what happens is a pure function of a uniform number, so the same luck can meet another market."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import special, stats

from sim.draws import OPENING, name_id, uniform
from sim.jit import jit
from sim.rules import distributions as rules
from sim.rules.distributions import (
    EXPONENTIAL,
    FIXED,
    GEOMETRIC,
    LOGNORMAL,
    Phi,
    count_quantile,
    gamma_draw,
    lognormal_quantile,
    normal_quantile,
    phi,
    waiting_time,
)

LEAST, MOST = 2.0**-53, 1.0 - 2.0**-53
CHANCE_OF_ERROR = 1e-4

shares = st.floats(LEAST, MOST) | st.floats(-53, -1).map(lambda x: 2.0**x)
means = st.floats(0, 5000) | st.floats(0, 10) | st.integers(0, 200).map(float)
dispersions = st.floats(0, 20) | st.sampled_from([0.0, 0.25, 0.5, 1.0, 2.0]) | st.floats(0.999, 1.001)
lawful = settings(derandomize=True, deadline=None, max_examples=300)


def just_above(x: float) -> float:
    """The next number that a computer can hold."""
    return math.nextafter(x, math.inf)


def mean_and_sd(quantile: Callable[[float], float]) -> tuple[float, float]:
    """Mean and standard deviation of quantile(u), by the trapezium rule over the normal axis, +-9 sd."""
    z = np.linspace(-9, 9, 1_001)
    weights = stats.norm.pdf(z) * (z[1] - z[0])
    values = np.array([quantile(min(max(float(u), 1e-300), MOST)) for u in special.ndtr(z)])
    mean = float(weights @ values)
    return mean, math.sqrt(float(weights @ (values - mean) ** 2))


def test_normal_quantile_agrees_with_scipy_out_to_the_tails() -> None:
    """AS 241 agrees with scipy's ndtri to 1e-14 from 1e-300 to 1 - 2**-53."""
    tails = np.concatenate([10.0 ** np.linspace(-300, -1, 3_000), np.linspace(0.001, 0.999, 5_001)])
    tops = 1.0 - 2.0 ** np.linspace(-53, -1, 1_000)
    u = np.concatenate([tails, tops, 0.5 + 10.0 ** np.linspace(-15, -1, 200)])
    ours = np.array([normal_quantile(float(x)) for x in u])
    np.testing.assert_allclose(ours, special.ndtri(u), rtol=1e-14, atol=1e-17)
    assert normal_quantile(0.5) == 0.0


@given(shares, shares)
@lawful
def test_normal_quantile_rises(u: float, v: float) -> None:
    """A larger share means a better result, and shares mirrored about a half mirrored results."""
    low, high = sorted((u, v))
    assert normal_quantile(low) <= normal_quantile(high)
    if 1.0 - (1.0 - u) == u:
        assert normal_quantile(1.0 - u) == -normal_quantile(u)


def test_the_normal_density_and_share_agree_with_scipy() -> None:
    """phi and Phi agree with scipy's norm to 1e-12, far tails included."""
    x = np.linspace(-37, 9, 2_001)
    np.testing.assert_allclose([phi(float(a)) for a in x], stats.norm.pdf(x), rtol=1e-12)
    np.testing.assert_allclose([Phi(float(a)) for a in x], stats.norm.cdf(x), rtol=1e-12)


@pytest.mark.parametrize("mean", [1e-3, 40.0, 2.5e6])
@pytest.mark.parametrize("cv", [0.05, 0.6, 1.5])
def test_a_lognormal_has_the_mean_and_spread_asked_for(mean: float, cv: float) -> None:
    """Lognormal deal sizes have the mean and coefficient of variation that were asked for."""
    assert mean_and_sd(lambda u: lognormal_quantile(u, mean, cv)) == pytest.approx((mean, mean * cv), rel=1e-6)
    sigma = math.sqrt(math.log1p(cv * cv))
    expected = stats.lognorm.ppf(0.9, sigma, scale=mean * math.exp(-sigma * sigma / 2))
    assert lognormal_quantile(0.9, mean, cv) == pytest.approx(expected, rel=1e-13)


@given(shares, st.floats(0, 1e9), st.floats(0, 5))
@lawful
def test_a_lognormal_without_spread_is_its_mean(u: float, mean: float, cv: float) -> None:
    """No spread gives the mean exactly, no mean gives 0, and luck only scales with the mean."""
    assert lognormal_quantile(u, mean, 0.0) == mean
    assert lognormal_quantile(u, 0.0, cv) == 0.0
    assert lognormal_quantile(u, 2 * mean, cv) == 2 * lognormal_quantile(u, mean, cv)


@pytest.mark.parametrize(("kind", "cv"), [(FIXED, 0.0), (EXPONENTIAL, 1.0), (LOGNORMAL, 0.4)])
def test_a_wait_has_the_mean_and_spread_asked_for(kind: int, cv: float) -> None:
    """Fixed, exponential and lognormal waits have the mean and spread of their kind."""
    found = mean_and_sd(lambda u: waiting_time(u, kind, 12.5, cv, 7.0))
    assert found == pytest.approx((12.5, 12.5 * cv), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("mean", "unit"), [(7.0, 1.0), (30.0, 7.0), (7.5, 7.0), (400.0, 1.0)])
def test_a_geometric_wait_is_the_textbook_one(mean: float, unit: float) -> None:
    """Geometric waits are scipy's geometric whole numbers, counted in units, with the mean in days."""
    u = (np.arange(2_000) + 0.37) / 2_000
    waits = np.array([waiting_time(float(x), GEOMETRIC, mean, 0.0, unit) for x in u])
    np.testing.assert_array_equal(waits, unit * stats.geom.ppf(u, unit / mean))


@given(shares, st.sampled_from([FIXED, EXPONENTIAL, LOGNORMAL, GEOMETRIC]), st.floats(0, 900), st.floats(0, 900))
@lawful
def test_a_wait_is_never_negative_and_grows_with_its_mean(u: float, kind: int, a: float, b: float) -> None:
    """A mean of 0 is no wait, a longer mean no shorter wait, whatever the kind."""
    low, high = sorted((a, b))
    assert waiting_time(u, kind, 0.0, 0.5, 7.0) == 0.0
    assert 0.0 <= waiting_time(u, kind, low, 0.5, 7.0) <= waiting_time(u, kind, high, 0.5, 7.0)


def test_a_geometric_wait_shorter_than_its_unit_is_one_unit() -> None:
    """A wait counted in weeks lasts at least one, even if its mean is shorter."""
    assert {waiting_time(u, GEOMETRIC, 3.0, 0.0, 7.0) for u in (LEAST, 0.5, MOST)} == {7.0}
    assert {waiting_time(u, GEOMETRIC, 7.0, 0.0, 7.0) for u in (LEAST, 0.5, MOST)} == {7.0}


@pytest.mark.parametrize("kind", [-1, 4])
@pytest.mark.parametrize("mean", [0.0, 5.0])
def test_an_unknown_kind_of_wait_is_refused(kind: int, mean: float) -> None:
    """A kind of wait that nobody has defined is an error, not a guess."""
    with pytest.raises(ValueError, match="unknown kind"):
        waiting_time(0.5, kind, mean, 0.0, 1.0)


@pytest.mark.parametrize("mean", [0.01, 0.5, 1.0, 3.7, 20.0, 333.3, 1000.0, 5000.0])
def test_even_arrivals_are_poisson(mean: float) -> None:
    """With dispersion 1 the counts are scipy's Poisson quantiles, exactly, on a grid and in far tails."""
    tails = 10.0 ** np.linspace(-15, -2, 200)
    u = np.concatenate([(np.arange(4_096) + 0.5) / 4_096, tails])
    ours = [count_quantile(float(x), mean, 1.0) for x in u]
    np.testing.assert_array_equal(ours, stats.poisson.ppf(u, mean))
    # scipy's ppf adds up to 1 and so is one off beyond 1 - 1e-14: there, the definition by its survival share
    high = np.array([count_quantile(float(x), mean, 1.0) for x in 1.0 - tails])
    left = 1.0 - (1.0 - tails)
    assert np.all(stats.poisson.sf(high, mean) <= left)
    assert np.all(stats.poisson.sf(high - 1, mean) > left)


@pytest.mark.parametrize("mean", [0.3, 8.0, 250.0, 5000.0])
@pytest.mark.parametrize("dispersion", [1.3, 4.0, 30.0])
def test_uneven_arrivals_are_negative_binomial(mean: float, dispersion: float) -> None:
    """Above dispersion 1 the counts are scipy's negative binomial quantiles."""
    u = (np.arange(1_000) + 0.5) / 1_000
    ours = [count_quantile(float(x), mean, dispersion) for x in u]
    expected = stats.nbinom.ppf(u, mean / (dispersion - 1), 1 / dispersion)
    np.testing.assert_array_equal(ours, expected)


@pytest.mark.parametrize("mean", [0.4, 8.0, 250.0, 5000.0])
@pytest.mark.parametrize("dispersion", [0.2, 0.5, 0.75])
def test_steady_arrivals_are_binomial(mean: float, dispersion: float) -> None:
    """Below dispersion 1, and with a whole number of trials, the counts are scipy's binomial quantiles."""
    trials = round(mean / (1 - dispersion))
    mean = trials * (1 - dispersion)
    u = (np.arange(1_000) + 0.43) / 1_000
    ours = [count_quantile(float(x), mean, dispersion) for x in u]
    np.testing.assert_array_equal(ours, stats.binom.ppf(u, trials, 1 - dispersion))


def reach(count: int, mean: float, dispersion: float) -> float:
    """The share of weeks with at most `count` leads, found by halving from what count_quantile says."""
    low, high = LEAST, MOST
    if count_quantile(high, mean, dispersion) <= count:
        return 1.0
    while high - low > 2.0**-53:
        middle = (low + high) / 2
        low, high = (middle, high) if count_quantile(middle, mean, dispersion) <= count else (low, middle)
    return low


@pytest.mark.parametrize("mean", [0.02, 1.0, 7.9, 120.3])
@pytest.mark.parametrize("dispersion", [0.0, 0.3, 0.8, 0.9999, 1.0, 1.0000001, 1.5, 6.0])
def test_counts_have_the_mean_and_variance_asked_for(mean: float, dispersion: float) -> None:
    """Counts have exactly the mean asked for, and its variance but for the last trial of a steady stream."""
    top = count_quantile(MOST, mean, dispersion)
    below = np.array([0.0, *(reach(count, mean, dispersion) for count in range(top + 1))])
    found = float(np.diff(below) @ np.arange(top + 1))
    spread = float(np.diff(below) @ (np.arange(top + 1) - mean) ** 2)
    assert found == pytest.approx(mean, rel=1e-9)
    assert spread == pytest.approx(variance(mean, dispersion), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("mean", [1e-6, 0.5, 30.0, 800.0, 4999.9])
@pytest.mark.parametrize("dispersion", [0.1, 0.99999999, 1.0, 1.00000001, 3.0, 50.0])
def test_likelihoods_have_the_mean_and_variance_asked_for(mean: float, dispersion: float) -> None:
    """The likelihoods behind the counts have mean and variance to 1e-9, up to 5,000 leads a week."""
    first, likelihoods = rules._likelihoods(mean, dispersion)
    counts = first + np.arange(len(likelihoods))
    found = float(likelihoods @ counts / likelihoods.sum())
    spread = float(likelihoods @ (counts - mean) ** 2 / likelihoods.sum())
    assert found == pytest.approx(mean, rel=1e-9)
    assert spread == pytest.approx(variance(mean, dispersion), rel=1e-9)


def variance(mean: float, dispersion: float) -> float:
    """The variance of a count: dispersion * mean, unless a steady stream has a fractional last trial."""
    if dispersion >= 1:
        return dispersion * mean
    trials = mean / (1 - dispersion)
    last = (trials - math.floor(trials)) * (1 - dispersion)
    return math.floor(trials) * (1 - dispersion) * dispersion + last * (1 - last)


@given(shares, shares, means, dispersions)
@example(0.5, just_above(0.5), 1.5, 0.5)
@lawful
def test_counts_never_fall_as_luck_rises(u: float, v: float, mean: float, dispersion: float) -> None:
    """A larger u brings at least as many leads, down to neighbouring numbers."""
    low, high = sorted((u, v))
    count = count_quantile(low, mean, dispersion)
    assert 0 <= count <= count_quantile(high, mean, dispersion)
    assert count <= count_quantile(min(just_above(low), MOST), mean, dispersion)


@given(shares, means, means, dispersions)
@lawful
def test_more_demand_removes_no_lead(u: float, a: float, b: float, dispersion: float) -> None:
    """Law 3: a higher mean brings at least as many leads for the same u, down to neighbouring numbers."""
    low, high = sorted((a, b))
    count = count_quantile(u, low, dispersion)
    assert count <= count_quantile(u, high, dispersion)
    assert count <= count_quantile(u, just_above(low), dispersion)
    assert count <= count_quantile(u, low * 1.000001, dispersion)


@given(st.integers(0, 60), st.floats(0.01, 40), dispersions)
@settings(lawful, max_examples=100)
def test_more_demand_removes_no_lead_on_the_brink(count: int, mean: float, dispersion: float) -> None:
    """Law 3: the same where it is hardest: at the u at which the count is about to change."""
    brink = reach(count, mean, dispersion)
    for steps in range(-4, 5):
        u = min(max(brink + steps * 2.0**-53, LEAST), MOST)
        grown = [mean * (1 + growth) for growth in (0, 2e-16, 1e-15, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-6)]
        counts = [count_quantile(u, each, dispersion) for each in grown]
        assert counts == sorted(counts)


@given(shares, dispersions)
@lawful
def test_no_demand_brings_no_lead(u: float, dispersion: float) -> None:
    """Law 3: a mean of 0 is no lead, however lucky."""
    assert count_quantile(u, 0.0, dispersion) == 0


@jit
def _gammas(shape: float, length: int) -> NDArray[np.float64]:
    values = np.empty(length)
    for who in range(length):
        values[who] = gamma_draw(11, 0, OPENING, who, 0, shape)
    return values


@pytest.mark.parametrize("shape", [0.05, 0.4, 1.0, 2.5, 60.0])
def test_gamma_draws_are_gamma(shape: float) -> None:
    """Law 3: 50,000 people's draws follow scipy's gamma (Kolmogorov-Smirnov, error rate 1e-4 each)."""
    assert stats.kstest(_gammas(shape, 50_000), stats.gamma(shape).cdf).pvalue > CHANCE_OF_ERROR


def test_a_gamma_draw_is_a_function_of_its_name() -> None:
    """Law 3: a gamma draw is the same whenever asked, and another for any other part of its name."""
    person = name_id("person", "Ada")
    names = [(1, 2, 3, person, 0), (2, 2, 3, person, 0), (1, 3, 3, person, 0), (1, 2, 4, person, 0),
             (1, 2, 3, person + 1, 0), (1, 2, 3, person, 1)]  # fmt: skip
    first = [gamma_draw(*name, 0.7) for name in names]
    assert len(set(first)) == len(names)
    assert [gamma_draw(*name, 0.7) for name in reversed(names)] == first[::-1]
    assert gamma_draw(*names[0], 0.0) == 0.0


def test_a_gamma_draw_is_marsaglia_and_tsangs() -> None:
    """Law 3: a gamma draw takes the draws from first_count on, one to boost and two for each attempt."""
    for who in range(200):
        u = [uniform(5, 6, OPENING, who, 40 + i) for i in range(41)]
        for shape in (0.3, 4.0):
            d = shape + (1 if shape < 1 else 0) - 1 / 3
            pairs = [(float(special.ndtri(x)), y) for x, y in zip(u[1::2], u[2::2], strict=True)]
            cubes = [((1 + x / math.sqrt(9 * d)) ** 3, x, y) for x, y in pairs]
            taken = next(v for v, x, y in cubes if v > 0 and math.log(y) < x * x / 2 + d * (1 - v + math.log(v)))
            boost = u[0] ** (1 / shape) if shape < 1 else 1.0
            assert gamma_draw(5, 6, OPENING, who, 40, shape) == pytest.approx(boost * d * taken, rel=1e-12)
