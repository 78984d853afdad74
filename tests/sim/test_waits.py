"""Waits without a short formula: the table of quantiles against SciPy, its mean, and who waits longer."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import special, stats

from scenarios.base import Waiting
from sim.rules.distributions import normal_quantile
from sim.rules.waits import SCORES, TABLE, WAIT, at_score, days_of
from sim.world.waits import quantiles_table, share_above, wait_row

Floats = npt.NDArray[np.float64]
MEAN = 13.0
U = special.ndtr(np.linspace(-7, 7, 2_001))


def quantiles_of(wait: Waiting) -> tuple[Any, Floats]:
    """The WAIT row and the table of a wait that stands alone."""
    shapes = ((wait.kind, wait.cv, wait.at),) if wait.kind in ("gamma", "weibull", "quantiles") else ()
    shapes = shapes if wait.cv or wait.at else ()
    return np.array([wait_row(wait, shapes)], WAIT)[0], quantiles_table(shapes)


def days(wait: Waiting, u: Floats) -> Floats:
    row, table = quantiles_of(wait)
    rows = np.array([row], WAIT).view(np.recarray)
    return np.array([days_of(rows[0], table, float(one)) for one in u])


def weibull(cv: float) -> Any:
    """SciPy's of mean 1, its shape found by looking along a fine grid."""
    k = np.exp(np.linspace(np.log(0.2), np.log(60), 400_001))
    spread = special.gammaln(1 + 2 / k) - 2 * special.gammaln(1 + 1 / k)
    shape = k[np.argmin(np.abs(spread - np.log1p(cv**2)))]
    return stats.weibull_min(shape, scale=1 / special.gamma(1 + 1 / shape))


@pytest.mark.parametrize("cv", [0.05, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("kind", ["gamma", "weibull"])
def test_quantiles_agree_with_scipy(kind: Any, cv: float) -> None:
    """Quantiles from one in 10^12 on are SciPy's to 3 in 10,000; those that are next to nothing to 0.0001 means."""
    exact = stats.gamma(1 / cv**2, scale=cv**2) if kind == "gamma" else weibull(cv)
    ours = days(Waiting(kind=kind, mean=MEAN, cv=cv), U)
    np.testing.assert_allclose(ours, MEAN * exact.ppf(U), rtol=3e-4, atol=1e-4 * MEAN)


def table_mean(row: Floats) -> float:
    """By the trapezium rule on a grid 40 times finer than the table's."""
    z = np.linspace(-8, 8, 40 * (SCORES - 1) + 1)
    values = np.array([at_score(row[None, :], 0, float(score)) for score in z])
    return float(np.trapezoid(values * stats.norm.pdf(z), z))


@pytest.mark.parametrize(
    ("kind", "cv", "at"),
    [*[(kind, cv, ()) for kind in ("gamma", "weibull") for cv in (0.001, 0.3, 1.0, 3.0, 10.0)],
     ("quantiles", 0.0, (1.0, 1.0)), ("quantiles", 0.0, (0.0, 0.0, 0.0, 4.0)), ("quantiles", 0.0, (0.004, 2.012))],
)  # fmt: skip
def test_a_table_keeps_the_mean(kind: Any, cv: float, at: tuple[float, ...]) -> None:
    """Whatever the shape, the mean of its table is 1 to a millionth; waits never fall and none takes no time."""
    row = quantiles_table(((kind, cv, at),))[0]
    assert table_mean(row) == pytest.approx(1, abs=1e-6)
    assert (np.diff(row) >= 0).all()
    assert row[0] > 0


def test_quantiles_are_straight_lines_between_what_is_written() -> None:
    """A quarter of all customers wait no longer than the second of five quantiles, and so on."""
    at = (0.1, 0.2, 0.5, 1.2, 4.1)
    ours = days(Waiting(kind="quantiles", mean=10, at=at), np.linspace(0.01, 0.99, 99))
    np.testing.assert_allclose(ours, 10 * np.interp(np.linspace(0.01, 0.99, 99), np.linspace(0, 1, 5), at), rtol=6e-3)


def test_an_average_that_is_nearly_one_is_made_one() -> None:
    """Rounded quantiles that average 1.008 are waits that average the mean."""
    rounded, exact = ((0.508, 1.008, 1.508), (0.508 / 1.008, 1.0, 1.508 / 1.008))
    ours = days(Waiting(kind="quantiles", mean=10, at=rounded), U)
    np.testing.assert_allclose(ours, days(Waiting(kind="quantiles", mean=10, at=exact), U), rtol=1e-12)


def test_without_variation_a_wait_is_fixed() -> None:
    """Gamma and weibull without variation last the mean; no mean takes no time."""
    for kind in ("gamma", "weibull"):
        steady = Waiting.model_validate({"kind": kind, "mean": MEAN})
        assert set(days(steady, U)) == {MEAN}
        assert set(days(Waiting.model_validate({"kind": kind, "mean": 0, "cv": 1}), U)) == {0.0}


def test_luck_outside_the_table_is_at_its_ends() -> None:
    """The rarest luck there is, 2**-53, lies beyond 8 standard deviations and gets the table's ends."""
    row = quantiles_table((("gamma", 1.0, ()),))
    assert at_score(row, 0, normal_quantile(2.0**-53)) == row[0, 0]
    assert at_score(row, 0, normal_quantile(1 - 2.0**-53)) == row[0, -1]


KINDS: list[dict[str, Any]] = [
    {"kind": "exponential"},
    {"kind": "lognormal", "cv": 0.7},
    {"kind": "gamma", "cv": 0.7},
    {"kind": "weibull", "cv": 0.9},
    {"kind": "quantiles", "at": (0.1, 0.2, 0.5, 1.2, 4.1)},
]


@pytest.mark.parametrize("kind", KINDS)
def test_who_takes_longer_than_a_quantile_is_the_rest(kind: dict[str, Any]) -> None:
    """A share u takes no longer than its quantile, so that 1 - u take longer: of each kind, from 1 in 10^6 on."""
    wait = Waiting(mean=MEAN, **kind)
    row, table = quantiles_of(wait)
    u = np.concatenate([10.0 ** -np.arange(1, 7), 1 - 10.0 ** -np.arange(1, 7), [0.3, 0.5]])
    above = [share_above(row, table, float(time)) for time in days(wait, u)]
    np.testing.assert_allclose(above, 1 - u, rtol=1e-9)


def test_who_takes_longer_at_steps() -> None:
    """Fixed and geometric waits fall in steps; everybody takes longer than no time, nobody than for ever."""
    fixed, fixed_table = quantiles_of(Waiting(kind="fixed", mean=5))
    steps, steps_table = quantiles_of(Waiting(kind="geometric", mean=20, unit=5))
    assert [share_above(fixed, fixed_table, t) for t in (0, 4.999, 5.0, 6.0)] == [1, 1, 0, 0]
    above = [share_above(steps, steps_table, t) for t in (0, 4.999, 5.0, 9.0, 10.0)]
    assert above == pytest.approx([1, 1, 0.75, 0.75, 0.75**2])
    gamma, table = quantiles_of(Waiting(kind="gamma", mean=1, cv=1))
    assert gamma["kind"] == TABLE
    assert share_above(gamma, table, 1e9) == 0
    assert share_above(gamma, table, 1e-9) == 1
    assert math.isclose(share_above(gamma, table, 1.0), math.exp(-1), rel_tol=1e-4)
