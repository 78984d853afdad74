"""The past as a test of forecasts: origins, scores and their errors, and what makes a forecast fail."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from results.backtest import (
    COVERED,
    Ahead,
    Backtest,
    Forecast,
    Score,
    clustered,
    forecast,
    forecasts_from,
    origins_of,
    score,
)
from results.backtesting import backtest_sections
from results.export import exported
from scenarios.crm.reading.company import read_company
from scenarios.crm.tables import Company, Opportunities, Roster
from scenarios.load import load

TRUTH = Path(__file__).parents[1] / "recovery" / "truth.yaml"


@cache
def known(seed: int) -> Company:
    """An export of two years and a half of a company whose numbers are known."""
    company = exported(load(TRUTH), seed=seed)
    return Company(company.opportunities, roster=company.roster, currency=company.currency)


@cache
def small() -> Company:
    """Three of its reps and one segment: the fastest to fit."""
    whole = known(3)
    assert whole.opportunities is not None
    assert whole.roster is not None
    rows, roster = whole.opportunities.rows, whole.roster.rows
    kept = rows[rows["owner"].isin(["A", "B", "C"]) & (rows["segment"] == "small")].reset_index(drop=True)
    opportunities = Opportunities(kept, whole.opportunities.stages, whole.opportunities.names)
    return Company(opportunities, roster=Roster(roster[roster["id"].isin(["A", "B", "C"])].reset_index(drop=True)))


def scored(origins: list[str], horizon: int, seed: int, replications: int = 200) -> tuple[list[Forecast], Score, Score]:
    found = [
        f
        for origin in origins
        for f in forecasts_from(known(seed), pd.Timestamp(origin), horizon, replications, 1, None)[0]
    ]
    return found, score(found, "wins"), score(found, "value")


def drawn(scale: float, seed: int = 1, months: int = 24, reps: int = 10) -> list[Forecast]:
    """Poisson wins of 10 a month, forecast by draws whose spread is `scale` times the true one."""
    rng = np.random.default_rng(seed)
    found = []
    for month in pd.date_range("2024-01-01", periods=months, freq="MS"):
        for rep in range(reps):
            draws = np.maximum(np.round(10 + scale * (rng.poisson(10, 400) - 10)), 0).astype(float)
            ahead = Ahead(month - pd.Timedelta(days=1), month, f"R{rep}", "wins")
            found.append(forecast(ahead, float(rng.poisson(10)), draws, rng.poisson(10, 12).astype(float), 1))
    return found


def test_forecasts_of_the_true_law_hold() -> None:
    """Drawn from the law that made what came, four in five lie inside, and places among the draws are uniform.

    Seeded; p < .001 (Kolmogorov-Smirnov) comes once in 1,000 seeds, an interval that misses once in 20.
    """
    right = drawn(1.0)
    found = score(right, "wins")
    assert found.holds
    assert found.coverage == pytest.approx(COVERED, abs=0.07)
    assert stats.kstest([f.pit for f in right], "uniform").pvalue > 0.001


def test_a_forecast_that_is_too_narrow_fails() -> None:
    """With half the spread the interval does not hold, places pile up at both ends, and the loss is larger."""
    narrow = drawn(0.5)
    found = score(narrow, "wins")
    assert not found.holds
    assert found.high < COVERED
    assert stats.kstest([f.pit for f in narrow], "uniform").pvalue < 0.001
    assert found.loss > score(drawn(1.0), "wins").loss


def test_a_forecast_that_is_too_wide_fails() -> None:
    """With twice the spread too many lie inside."""
    found = score(drawn(2.0), "wins")
    assert found.low > COVERED


def test_an_outcome_beyond_all_draws_is_as_far_out_as_draws_can_tell() -> None:
    """Above all of 99 draws its place is above .99, below all of them under .01, and never 0 or 1."""
    ahead = Ahead(pd.Timestamp("2024-12-31"), pd.Timestamp("2025-01-01"), "R", "value")
    draws = np.arange(1.0, 100.0)
    high, low = (forecast(ahead, came, draws, draws, 1).pit for came in (1e9, -1e9))
    assert 0.99 < high < 1
    assert 0 < low < 0.01


def test_the_clustered_interval_is_the_one_by_hand() -> None:
    """Two months of hits (1, 1) and (1, 0): mean 3/4, sums of what is left +1/2 and -1/2, error 1/4, t of 1."""
    low, high = clustered(np.array([1.0, 1.0, 1.0, 0.0]), np.array([1, 1, 2, 2]), bounded=False)
    half = float(stats.t.ppf(0.975, 1)) / 4
    assert (low, high) == pytest.approx((0.75 - half, 0.75 + half))
    assert clustered(np.array([1.0, 1.0, 1.0, 0.0]), np.array([1, 1, 2, 2])) == (0.0, 1.0)
    assert clustered(np.ones(3), np.ones(3, np.int64)) == (0.0, 1.0)


def test_origins_are_month_ends_with_whole_months_after_them() -> None:
    """Data up to the 17th of a month: that part month is no one's horizon; up to its last day, it is a whole one."""
    dates = pd.date_range("2024-01-01", "2025-05-17").to_numpy("datetime64[s]")
    rows = pd.DataFrame({"created": dates, "closed": dates})
    company = Company(Opportunities(rows, (), ()))
    assert origins_of(company, 3, 3) == [pd.Timestamp(day) for day in ("2024-11-30", "2024-12-31", "2025-01-31")]
    whole = Company(Opportunities(rows[rows["closed"] < "2025-05-01"], (), ()))
    assert origins_of(whole, 1, 3) == [pd.Timestamp("2025-01-31")]


def test_the_same_seed_gives_the_same_forecasts_and_no_later_deal_is_used() -> None:
    """Twice the same; and what became of deals after the horizon changes nothing."""
    origin = pd.Timestamp("2025-09-30")
    first, whole = forecasts_from(small(), origin, 1, 20, 5, None)
    again, _ = forecasts_from(small(), origin, 1, 20, 5, None)
    assert first == again
    other, _ = forecasts_from(small(), origin, 1, 20, 6, None)
    assert other != first
    opportunities = small().opportunities
    assert opportunities is not None
    rows = opportunities.rows[opportunities.rows["created"] < "2025-11-01"].copy()
    later = rows["closed"] >= "2025-11-01"
    rows["outcome"], rows["closed"] = rows["outcome"].mask(later, "open"), rows["closed"].mask(later)
    rows["amount"] = rows["amount"].mask(later)
    cut = Company(Opportunities(rows, opportunities.stages, opportunities.names), roster=small().roster)
    blind, _ = forecasts_from(cut, origin, 1, 20, 5, None)
    assert [(f.pit, f.expected) for f in blind] == [(f.pit, f.expected) for f in first]
    assert whole["actual"].sum() == pytest.approx(sum(f.actual for f in first))


def test_part_quarters_are_simulated_whole() -> None:
    """The first month of a horizon of one is the first of a horizon of three: the quarter's weights are the same."""
    origin = pd.Timestamp("2025-09-30")
    one, _ = forecasts_from(small(), origin, 1, 20, 5, None)
    three, _ = forecasts_from(small(), origin, 3, 20, 5, None)
    october = [f for f in three if f.month == pd.Timestamp("2025-10-01")]
    assert one == october


@pytest.mark.verify
@pytest.mark.xfail(reason="a forecast holds the scatter of deals, not the fit's own error: wins .767, value .719")
def test_backtests_of_a_known_company_cover_what_they_say() -> None:
    """Over six exports and four origins the 80 % intervals of wins and value hold 80 %, and lose less than own pasts.

    The interval by month misses its share once in 20 times if the forecasts are right; both are seeded.
    """
    origins = ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]
    found: list[Forecast] = []
    for seed in range(1, 7):
        found += [
            Forecast(**{**vars(f), "month": f.month + pd.DateOffset(years=10 * seed)})
            for f in scored(origins, 3, seed)[0]
        ]
    for what in ("wins", "value"):
        told = score(found, what)
        assert told.holds, told
        assert told.loss < told.own_loss, told


SHARED = Path(__file__).parents[3] / "shared" / "data"
MAPS = Path(__file__).parents[1] / "scenarios" / "crm"
with_samples = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the vendors' sample files (../shared/data) are not beside the checkout"
)


def of_sample(name: str, origins: tuple[str, ...], opportunities: str, roster: str) -> Backtest:
    company = read_company(MAPS / f"{name}.map.yaml", opportunities=SHARED / opportunities, roster=SHARED / roster)
    made = [forecasts_from(company, pd.Timestamp(day), 3, 300, 1, None) for day in origins]
    forecasts = tuple(forecast for found, _ in made for forecast in found)
    scores = (score(forecasts, "wins"), score(forecasts, "value"))
    return Backtest(forecasts, scores, pd.concat([whole for _, whole in made], ignore_index=True))


@pytest.mark.verify
@with_samples
def test_the_power_bi_sample_is_forecast_as_well_as_said() -> None:
    """Four origins, three months each: 80 % intervals hold for wins and value, and the loss is a third below that of
    owners' own pasts.

    Measured: wins .763 [.700, .826], value .731 [.616, .845], losses 1.19 v. 1.89 and 3,716 v. 5,854.
    """
    origins = ("2020-06-30", "2020-09-30", "2020-12-31", "2021-01-31")
    found = of_sample("pbi", origins, "pbi_ai_sample/Opportunities.csv", "pbi_ai_sample/Owners.csv")
    for told in found.scores:
        assert told.holds, told
        assert told.loss < 0.75 * told.own_loss, told
        assert told.bias == pytest.approx(1.0, abs=0.03)


@pytest.mark.verify
@with_samples
def test_maven_is_said_to_fail() -> None:
    """Maven's wins come in bursts that no age explains, and a year of them cannot tell its three quarters apart: too
    few outcomes inside, too many wins expected, a loss above agents' own pasts.

    Measured: wins .617 [.486, .748], value .681 [.601, .761], losses 1.42 v. 1.20 and 3,674 v. 3,772, wins .85 times
    what was expected. Should a better model make it hold, this test is to be turned round.
    """
    origins = ("2017-06-30", "2017-07-31", "2017-08-31", "2017-09-30")
    found = of_sample("maven", origins, "maven_crm/sales_pipeline.csv", "maven_crm/sales_teams.csv")
    wins, value = found.scores
    assert not wins.holds
    assert wins.coverage == pytest.approx(0.617, abs=0.04)
    assert value.coverage == pytest.approx(0.681, abs=0.04)
    assert wins.loss > wins.own_loss
    assert wins.bias == pytest.approx(0.853, abs=0.03)
    told = " ".join(note.en for section in backtest_sections(found) for note in section.notes)
    assert "Won deals: the 80 % interval is too narrow" in told
