"""The quarter-end step: found where deals hurry at the quarter's end, and only there."""

import numpy as np
import pandas as pd
import pytest
from planted import near, sample, with_samples

from scenarios.crm.fit import pace
from scenarios.crm.fit.company import fit_company

FIRST = int(np.datetime64("2022-01-01", "D").astype(int))
DAYS = 3 * 365


def closings(weights: list[float], seed: int, n: int = 9_000) -> pace.Step:
    """Deals that take 30 days on average, gamma of shape 2, on a clock that runs at these rates by month of a
    quarter."""
    rng = np.random.default_rng(seed)
    start = FIRST - 200 + rng.uniform(0, DAYS + 200, n)
    grid = np.arange(FIRST - 300.0, FIRST + DAYS + 600, 0.25)
    clock = pace.shown(grid, np.array(weights))
    end = np.interp(pace.shown(start, np.array(weights)) + rng.gamma(2.0, 15.0, n), clock, grid)
    event = end < FIRST + DAYS
    begin, stop = np.floor(start), np.floor(np.minimum(end, FIRST + DAYS - 1))
    limit = float((stop - begin)[event].max())
    found = pace.fit_step(begin, stop, event, np.zeros(n, np.int64), FIRST, FIRST + DAYS - 1, limit)
    assert found is not None
    return found


def test_a_quarter_end_step_is_found() -> None:
    """A clock twice as fast in the last month as in the others: rates within four standard errors of it.

    Seeded; chance alone breaks it for one seed in about 5,000.
    """
    found = closings([0.75, 0.75, 1.5], seed=1)
    assert found.p_value < 1e-4
    assert all(near(rate, truth) for rate, truth in zip(found.rates, (0.75, 0.75, 1.5), strict=True))
    assert found.weights == pytest.approx([0.75, 0.75, 1.5], rel=0.12)
    assert found.ratio.low > 1


def test_none_is_found_where_none_is() -> None:
    """Over 20 even worlds weights stay within a tenth of 1, and p is below .01 in two of them at most.

    Three or more would come by chance once in 1,000 times.
    """
    found = [closings([1.0, 1.0, 1.0], seed) for seed in range(20)]
    assert max(float(np.abs(step.weights - 1).max()) for step in found) < 0.1
    assert sum(step.p_value < 0.01 for step in found) <= 2


def test_the_mix_of_kinds_is_not_taken_for_a_pace() -> None:
    """Quick deals that come in mostly in a quarter's last month make it look faster only if kinds are not told
    apart."""
    rng = np.random.default_rng(3)
    n = 12_000
    start = FIRST - 200 + rng.uniform(0, DAYS + 200, n)
    month = (start.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12) % 3
    quick = rng.random(n) < np.where(month == 2, 0.8, 0.2)
    end = start + rng.gamma(2.0, np.where(quick, 4.0, 30.0))
    event = end < FIRST + DAYS
    begin, stop = np.floor(start), np.floor(np.minimum(end, FIRST + DAYS - 1))
    span = (FIRST, FIRST + DAYS - 1, float((stop - begin)[event].max()))
    told = pace.fit_step(begin, stop, event, quick.astype(np.int64), *span)
    blind = pace.fit_step(begin, stop, event, np.zeros(n, np.int64), *span)
    assert told is not None
    assert blind is not None
    assert np.abs(told.weights - 1).max() < 0.06
    assert np.abs(blind.weights - 1).max() > 0.08


def test_too_few_quarters_tell_nothing() -> None:
    """Five months hold no quarter's month twice in all places, so that no step is given."""
    days = np.arange(FIRST, FIRST + 150.0)
    found = pace.fit_step(days, days + 5, np.ones(150, bool), np.zeros(150, np.int64), FIRST, FIRST + 149, 5.0)
    assert found is None


def test_a_clock_shows_what_its_weights_tell() -> None:
    """From the first day of a quarter to its last the clock has run each month's days times its weight."""
    edges = np.array(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"], "datetime64[D]").astype(float)
    run = np.diff(pace.shown(edges, np.array([0.5, 1.0, 1.5])))
    assert run == pytest.approx([31 * 0.5, 29.0, 31 * 1.5])


@with_samples
def test_maven_hurries_wins_and_puts_losses_off_at_the_quarters_end() -> None:
    """Wins in a quarter's last month are 1.44 times those of other months, losses .38 times, as published."""
    process = fit_company(sample("maven"), pd.Timestamp("2017-12-31")).process
    assert process.won is not None
    assert process.lost is not None
    assert process.won.ratio.value == pytest.approx(1.44, abs=0.01)
    assert process.lost.ratio.value == pytest.approx(0.38, abs=0.01)
