"""Intervals that hold what they promise, and paired differences that know what common draws save."""

import math

import numpy as np
import pytest
from lived import PILOT, baseline, capped, small
from scipy import stats

from results.estimate import CONFIDENCE, Floats, difference_of, mean_of, share_interval, share_of
from results.figures import EVERYBODY, FIGURES
from results.outcome import Outcome
from results.render.data import run_data
from results.render.numbers import Format
from results.render.tables import run_tables

ERROR = 0.001
"""Chance that a statistical test here fails though its fact is true, over seeds; the seeds are fixed."""


def normal(seed: int, *shape: int) -> Floats:
    """Normal numbers of mean 3 and standard deviation 2."""
    return np.asarray(stats.norm.rvs(loc=3, scale=2, size=shape, random_state=seed))


def figure(outcome: Outcome, key: str) -> Floats:
    return next(f for f in FIGURES if f.key == key).of(outcome, EVERYBODY)


@pytest.mark.parametrize("size", [2, 5, 50])
def test_t_interval_covers_the_mean_as_often_as_it_says(size: int) -> None:
    """95 % intervals of normal samples hold the true mean in 95 % of 3,000 samples (error rate .001)."""
    trials = 3000
    found = [mean_of(sample) for sample in normal(size, trials, size)]
    hits = sum(e.low <= 3 <= e.high for e in found)
    least, most = stats.binom.ppf([ERROR / 2, 1 - ERROR / 2], trials, CONFIDENCE)
    assert least <= hits <= most


def test_mean_and_quantiles_are_the_plain_ones() -> None:
    """An estimate's mean, interval and 5th and 95th percentile are those of the textbook for 0, 1, …, 100."""
    found = mean_of(np.arange(101.0))
    half = 1.983971519 * math.sqrt(101 * 102 / 12) / math.sqrt(101)  # t quantile of 100 degrees of freedom
    assert (found.mean, found.p5, found.p95) == (50, 5, 95)
    assert (found.low, found.high) == (pytest.approx(50 - half), pytest.approx(50 + half))


def test_a_constant_has_a_point_for_an_interval() -> None:
    """Without noise the interval is the value itself."""
    found = mean_of(np.full(7, 123456789.0))
    assert found.low == found.mean == found.high == 123456789


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_share_interval_is_wilsons(hits: int, trials: int, low: float, high: float) -> None:
    """Shares have the score intervals of Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    found = share_interval(hits, trials)
    assert found == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_share_never_claims_certainty() -> None:
    """Something that happened in all of 10 years is not said to be certain."""
    found = share_of(np.ones(10, dtype=bool))
    assert found.mean == 1
    assert found.low == pytest.approx(0.7225, abs=5e-5)


def test_one_replication_gives_no_interval() -> None:
    """A single replication says nothing about noise: the interval is the whole line, and `saved` is unknown."""
    one = np.array([5.0])
    assert (mean_of(one).low, mean_of(one).high) == (-math.inf, math.inf)
    change = difference_of(one, one + 1)
    assert (change.low, change.high) == (-math.inf, math.inf)
    assert math.isnan(change.saved)


def test_a_missing_interval_is_a_question_mark_in_tables_and_null_in_data() -> None:
    """With one replication tables show `?` and JSON null, and neither ever shows inf or nan."""
    outcome = baseline(replications=1)
    company = run_data(outcome, None, per_rep=True)["company"]
    assert company["bookings"]["interval"] is None
    assert company["hit"]["interval"] is not None  # a share has Wilson's interval even then
    tables = run_tables(outcome, None, "en", per_rep=True)
    cells = [cell for table in tables for row in table.rows for cell in row]
    assert "? … ?" in cells
    assert not [cell for cell in cells if "inf" in cell or "nan" in cell]


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
@pytest.mark.parametrize("unit", ["money", "count", "share", "days", "effort"])
def test_numbers_that_are_none_are_question_marks(number: float, unit: str) -> None:
    """Infinity and nan are shown as `?` in every unit."""
    assert Format(small().scenario.company.currency, "zh").value(number, unit) == "?"  # type: ignore[arg-type]


def test_difference_of_a_run_with_itself_is_nothing() -> None:
    """Identical runs differ by exactly zero, in an interval of no width, with neither better in any year."""
    values = normal(1, 50)
    change = difference_of(values, values.copy())
    assert (change.mean, change.low, change.high) == (0, 0, 0)
    assert (change.better, change.equal) == (0, 1)
    assert math.isnan(change.saved)


def test_better_counts_strictly_and_in_the_figures_direction() -> None:
    """A year in which both come to the same is nobody's win, whichever direction is the better one."""
    base, other = np.array([1.0, 1, 1, 1]), np.array([2.0, 1, 1, 0.5])
    more, less = difference_of(base, other), difference_of(base, other, higher_is_better=False)
    assert (more.better, less.better, more.equal) == (0.25, 0.25, 0.5)
    fewer = difference_of(base, np.array([2.0, 2, 2, 0.5]), higher_is_better=False)
    assert (fewer.better, fewer.equal) == (0.25, 0)
    assert (fewer.better_low, fewer.better_high) == share_interval(1, 4)


@pytest.mark.parametrize("mix", [-0.8, 0.0, 0.6, 0.99])
def test_saved_is_one_over_one_less_the_correlation(mix: float) -> None:
    """For equal variances common draws are worth 1 / (1 - rho) times as many independent replications."""
    a, b = normal(2, 2, 400)
    other = mix * a + math.sqrt(1 - mix**2) * b
    a, other = (v / v.std() for v in (a, other))
    rho = float(np.corrcoef(a, other)[0, 1])
    assert difference_of(a, other).saved == pytest.approx(1 / (1 - rho), rel=1e-9)


@pytest.mark.parametrize("key", ["bookings", "pay"])
def test_paired_interval_halves_with_four_times_the_replications(key: str) -> None:
    """Capped against baseline: 160 replications give about half the interval of 40 (1/sqrt(n)).

    Band 1.35 to 3.0 around 2: three standard errors of a ratio of standard deviations from 40 and 160 normal
    differences (error rate about .003 over seeds; heavier tails widen it, so the seed is fixed).
    """
    few, many = (difference_of(figure(baseline(replications=n), key), figure(capped(n), key)) for n in (40, 160))
    assert 1.35 < (few.high - few.low) / (many.high - many.low) < 3.0


@pytest.mark.verify
@pytest.mark.parametrize("key", ["bookings", "margin_after_pay"])
def test_independent_draws_are_as_much_worse_as_saved_says(key: str) -> None:
    """On independent seeds the difference's variance is `saved` times that on common draws.

    Two estimates of one ratio from 400 replications each; band 1 / 1.5 to 1.5 (error rate about .001 over seeds).
    """
    count = 400
    base, common, alone = baseline(replications=count), capped(count), capped(count, seed=2)
    paired = difference_of(figure(base, key), figure(common, key))
    variances = [(figure(other, key) - figure(base, key)).var() for other in (alone, common)]
    assert paired.saved > 1.2  # else the fact would hold without common draws too
    assert 1 / 1.5 < variances[0] / variances[1] / paired.saved < 1.5


def test_pilot_is_short() -> None:
    """These tests lived through the year that they say: a pilot of four."""
    assert f"mind.pilot={baseline().scenario.mind.pilot}" == PILOT
