"""What a won deal is worth: one lognormal where one does, a mixture where it does not, families by name."""

import numpy as np
import pytest
from planted import near, sample, with_samples

from scenarios.crm.fit.direct import fit_direct
from scenarios.crm.fit.record import days
from scenarios.crm.fit.values import families, fit_value


def test_a_lognormal_comes_out_as_one_part() -> None:
    """Mean and coefficient of variation lie within four standard errors (once in 8,000), and one part is enough."""
    sigma = np.sqrt(np.log1p(0.8**2))
    fit = fit_value(np.random.default_rng(1).lognormal(np.log(20_000) - sigma**2 / 2, sigma, 3_000))
    assert near(fit.mean, 20_000)
    assert near(fit.cv, 0.8)
    assert len(fit.parts) == 1
    assert fit.families[0].name == "lognormal"


def test_three_price_lists_come_out_as_three_parts() -> None:
    """Deals around 100, 1,000 and 10,000 are a mixture of three, with these shares and means."""
    rng = np.random.default_rng(2)
    kind = rng.choice(3, 3_000, p=[0.5, 0.3, 0.2])
    amounts = np.array([100.0, 1_000.0, 10_000.0])[kind] * rng.lognormal(0, 0.15, 3_000)
    fit = fit_value(amounts)
    assert [part.share for part in fit.parts] == pytest.approx([0.5, 0.3, 0.2], abs=0.03)
    assert [part.mean for part in fit.parts] == pytest.approx([100, 1_000, 10_000], rel=0.05)
    assert fit.mean.value == pytest.approx(amounts.mean())


@pytest.mark.parametrize("seed", range(6))
def test_one_part_does_where_one_does(seed: int) -> None:
    """Gamma amounts, nearly but not quite lognormal, need no second part to come close."""
    assert len(fit_value(np.random.default_rng(seed).gamma(8.0, 500.0, 800)).parts) == 1


def test_equal_prices_and_single_deals_have_a_value() -> None:
    """One deal, and deals of one price, have that value and no spread."""
    assert fit_value(np.array([500.0])).mean.value == pytest.approx(500)
    same = fit_value(np.full(80, 99.0))
    assert same.mean.value == pytest.approx(99)
    assert same.cv.value == pytest.approx(0, abs=1e-9)
    assert same.families == ()


@with_samples
def test_the_samples_families_are_the_known_ones() -> None:
    """Orders of AdventureWorks are gamma(0.513, 41,285); the Power BI sample's values Weibull(2.33, 2,900) and its
    won cycles gamma(34.3, 2.37)."""
    orders = fit_direct(sample("adventureworks")).values
    gamma = next(family for family in orders if family.name == "gamma")
    assert gamma.parameters == pytest.approx((0.513, 41_285), rel=0.01)
    opportunities = sample("pbi").opportunities
    assert opportunities is not None
    won = opportunities.rows[opportunities.rows["outcome"] == "won"]
    values = families(won["amount"].to_numpy(np.float64))
    weibull = next(family for family in values if family.name == "weibull")
    assert weibull.parameters == pytest.approx((2.33, 2_900), rel=0.01)
    cycles = families(days(won["closed"]) - days(won["created"]))
    gamma = next(family for family in cycles if family.name == "gamma")
    assert gamma.parameters == pytest.approx((34.3, 2.37), rel=0.03)


def test_families_are_ranked_by_what_made_the_numbers() -> None:
    """Weibull, gamma and normal numbers are each laid to their own law; too few are laid to none."""
    rng = np.random.default_rng(3)
    assert families(50 * rng.weibull(3.5, 4_000))[0].name == "weibull"
    assert families(rng.gamma(0.6, 100.0, 4_000))[0].name == "gamma"
    assert families(rng.normal(1_000, 50, 4_000))[0].name in ("normal", "gamma", "lognormal")
    assert families(np.arange(1.0, 11.0)) == ()
