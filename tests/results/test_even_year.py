"""The payout curve's year: every part of a plan at one attainment of its own 100 %, paid by the engine."""

import numpy as np
import pytest
from lived import baseline, small

from results.outcome import Outcome
from results.report.even_year import EvenYear

COIN = 100
COMMISSION = "plan.components[commission]"


def modified(*overrides: str) -> Outcome:
    return small(*overrides)


def pay(year: EvenYear, component: str, attainment: float) -> int:
    """What a component pays the first rep."""
    return int(year.pay(attainment)[0, [c.id for c in year.components].index(component)])


def test_a_gate_opens_where_its_own_target_is_reached() -> None:
    """A commission that needs 90 % of the quota in cash pays nothing at 89 % attainment and all of it at 90 %."""
    gate = "{conditions: [{kpi: collected, target: {of_quota: 1}, at_least: 0.9}]}"
    gated, plain = EvenYear(small(f"{COMMISSION}.gates={gate}")), EvenYear(small())
    assert pay(gated, "commission", 0.89) == 0
    assert pay(gated, "commission", 0.91) == pay(plain, "commission", 0.91) > 0


def test_a_coefficient_by_a_ratio_is_that_of_the_simulated_years() -> None:
    """A ratio without a target does not move with attainment: pay is a constant part of what it is without it."""
    line = "{kind: line, by: [{kpi: gross_margin_rate}], points: [{at: 0, times: 0}, {at: 1, times: 1}]}"
    outcome = small(f"{COMMISSION}.modifiers=[{line}]")
    with_it, plain = EvenYear(outcome), EvenYear(small())
    reps = outcome.scenario.people.reps
    peers = [place for place, rep in enumerate(reps) if rep.level == reps[0].level]
    rate = outcome.year("gross_margin")[:, peers].sum() / outcome.year("bookings")[:, peers].sum()
    for attainment in (0.5, 1.0, 1.3):
        assert pay(with_it, "commission", attainment) == pytest.approx(
            rate * pay(plain, "commission", attainment), rel=1e-4
        )


def test_a_ratio_with_a_target_moves_with_attainment() -> None:
    """A coefficient that runs from 0 to 1 with a ratio's attainment is the attainment itself."""
    by = "{kpi: gross_margin_rate, target: {each: 0.2}}"
    line = f"{{kind: line, by: [{by}], points: [{{at: 0, times: 0}}, {{at: 2, times: 2}}]}}"
    with_it, plain = EvenYear(small(f"{COMMISSION}.modifiers=[{line}]")), EvenYear(small())
    for attainment in (0.5, 1.0, 1.5):
        expected = attainment * pay(plain, "commission", attainment)
        assert pay(with_it, "commission", attainment) == pytest.approx(expected, rel=1e-4)


def test_a_guarantee_makes_up_what_the_curve_lacks() -> None:
    """Pay that looks at other pay sees what the other components pay at the same attainment."""
    more = "{kind: guarantee, id: least, name: Least, of: [commission], amount: 1000, period: quarter}"
    outcome = small()
    parts = [f"{{kind: base, id: base, name: Base}}, {_commission()}, {more}"]
    year = EvenYear(small(f"plan.components=[{parts[0]}]"))
    assert pay(year, "least", 0.0) == 4 * 1_000 * COIN
    assert pay(year, "least", 3.0) == 0
    assert outcome.scenario.plan.components[0].id == "base"


def _commission() -> str:
    tiers = "[{from: 0, rate: 0.02}, {from: 1, rate: 0.06}]"
    schedule = f"{{mode: marginal, tiers: {tiers}}}"
    return f"{{kind: commission, id: commission, name: C, measure: bookings, period: quarter, schedule: {schedule}}}"


def test_pay_deal_by_deal_is_taken_in_proportion_and_said_so() -> None:
    """What looks at single deals pays at the expected attainment what it is expected to pay, and nothing at none."""
    outcome = baseline(f"{COMMISSION}.where={{new_customers: true}}")
    year = EvenYear(outcome)
    assert year.in_proportion
    reps = outcome.scenario.people.reps
    peers = [place for place, rep in enumerate(reps) if rep.level == reps[0].level]
    ratio = outcome.year("pay:commission")[:, peers].sum() / outcome.year("bookings")[:, peers].sum()
    assert pay(year, "commission", 0.0) == 0
    assert pay(year, "commission", 1.0) == pytest.approx(ratio * outcome.quotas[0], abs=12)
    assert not EvenYear(baseline()).in_proportion


def test_what_should_be_small_falls_as_attainment_rises() -> None:
    """A scorecard line on bad debt, `better: less`, comes to its target at 100 % and to twice that at none."""
    line = "{kpi: bad_debt_rate, weight: 1, better: less, target: {each: 0.02}}"
    card = f"{{kind: scorecard, id: care, name: Care, period: year, target_share: 1, kpis: [{line}]}}"
    year = EvenYear(small(f"plan.components=[{card}]"))
    assert [year.full("care", "bad_debt")[0] >= 0, pay(year, "care", 0.0)] == [True, 0]
    paid = [pay(year, "care", attainment) for attainment in (0.25, 0.5, 1.0)]
    np.testing.assert_allclose(paid, [paid[2] / 4, paid[2] / 2, paid[2]], rtol=1e-3)
    assert paid[2] > 0
