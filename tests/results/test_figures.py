"""Every figure against its definition, computed here from the measures rep by rep."""

import numpy as np
import pytest
from lived import baseline, small

from results.assumptions import variants
from results.figures import EVERYBODY, FIGURES, FUNNEL_ONLY, Members, figures_of
from results.outcome import Outcome, condensed, joined
from scenarios.scenario import Scenario
from sim.engine import simulate

SOUTH = [17, 18, 19, 20, 21, 22, 23]


def by_hand(outcome: Outcome, members: Members) -> dict[str, list[float]]:
    """Each figure of each replication by the sentence that defines it."""
    months = outcome.scenario.company.calendar.months
    places = range(len(outcome.scenario.people.reps)) if members == EVERYBODY else members
    names = [measure.name for measure in outcome.measures]
    found: dict[str, list[float]] = {figure.key: [] for figure in FIGURES}
    for year in outcome.reps:
        reps = [dict(zip(names, year[place], strict=True)) for place in places]
        total = {name: sum(rep[name] for rep in reps) for name in names}
        pay = sum(value for name, value in total.items() if name.startswith("pay:"))
        target = outcome.target if members == EVERYBODY else sum(outcome.quotas[place] for place in places)
        reached = [rep["bookings"] >= outcome.quotas[place] for rep, place in zip(reps, places, strict=True)]
        won = total["won_deals"]
        values = {
            **{key: total[key] for key in ("bookings", "collected", "gross_margin", "new_customers")},
            "attainment": total["bookings"] / target,
            "hit": float(total["bookings"] >= target),
            "at_quota": sum(reached) / len(reached),
            "pay": pay,
            "cost_of_sales": pay / total["bookings"],
            "margin_after_pay": total["gross_margin"] - pay,
            "win_rate": won / (won + total["lost_deals"] + total["cold_leads"]) if won else 0.0,
            "days_to_win": total["days_to_win"] / won if won else 0.0,
            "effort": total["effort"] / len(reps) / months,
        }
        for key, value in values.items():
            found[key].append(value)
    return found


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
@pytest.mark.parametrize("members", [EVERYBODY, SOUTH, [3]], ids=["company", "team", "rep"])
def test_figure_is_what_its_definition_says(figure: object, members: Members) -> None:
    """Each figure, for company, team and rep, is its definition worked out replication by replication."""
    key = figure.key  # type: ignore[attr-defined]
    expected = by_hand(baseline(), members)[key]
    np.testing.assert_allclose(figure.of(baseline(), members), expected, rtol=1e-12)  # type: ignore[attr-defined]


def test_figures_without_meaning_are_left_out() -> None:
    """A world without leads has no win rate, no days to win and no new customers; a funnel has every figure."""
    assert {figure.key for figure in figures_of(small())} == {f.key for f in FIGURES} - set(FUNNEL_ONLY)
    assert figures_of(baseline()) == FIGURES
    assert set(FUNNEL_ONLY) == {"win_rate", "days_to_win", "new_customers"}


def test_nothing_sold_divides_by_nothing() -> None:
    """A year in which nothing is sold has zeros, not infinities, for every ratio."""
    outcome = small("market.base=0", "market.effect=0", "market.noise.kind=none", "market.noise.cv=0")
    for figure in figures_of(outcome):
        assert np.isfinite(figure.of(outcome, EVERYBODY)).all()
    assert next(f for f in FIGURES if f.key == "cost_of_sales").of(outcome, EVERYBODY).tolist() == [0.0] * 16


def test_who_carries_no_quota_is_not_at_quota() -> None:
    """The share of reps at quota is over those who carry one; a group without any has none at quota."""
    outcome = small("people.reps[K-31].quota_weight=0")
    at_quota = next(f for f in FIGURES if f.key == "at_quota")
    assert at_quota.of(outcome, [0]).tolist() == [0.0] * 16
    np.testing.assert_array_equal(at_quota.of(outcome, [0, 1, 2]), at_quota.of(outcome, [1, 2]))


def test_outcome_is_the_panel_summed() -> None:
    """Law 5: an outcome's years and team months are sums of the panel without the time before the year."""
    scenario = baseline().scenario
    panel = simulate(scenario, 16)
    np.testing.assert_array_equal(baseline().reps, panel.values[:, 1:].sum(axis=1))
    np.testing.assert_array_equal(baseline().months("bookings"), panel.of("bookings").sum(axis=2))
    np.testing.assert_array_equal(baseline().pay, panel.pay().sum(axis=1))
    halves = [condensed(scenario, simulate(scenario, 8, first=first)) for first in (0, 8)]
    np.testing.assert_array_equal(joined(scenario, halves).teams, baseline().teams)


def test_stages_add_up_to_the_year() -> None:
    """Law 5: leads lost and gone cold by stage are all that were lost, and what a stage lets go on enters the next."""
    panel = simulate(baseline().scenario, 4)
    total = {measure.name: panel.values[..., i].sum(axis=(1, 2)) for i, measure in enumerate(panel.measures)}
    assert baseline().scenario.funnel is not None
    stages = [stage.id for stage in baseline().scenario.funnel.stages]
    np.testing.assert_array_equal(sum(total[f"lost:{stage}"] for stage in stages), total["lost_deals"])
    np.testing.assert_array_equal(sum(total[f"cold:{stage}"] for stage in stages), total["cold_leads"])
    following = [*(f"entered:{stage}" for stage in stages[1:]), "won_deals"]
    entered = np.array([total[f"entered:{stage}"] for stage in stages])
    stayed = np.array([sum(total[f"{what}:{stage}"] for what in ("lost", "cold", "open")) for stage in stages])
    joined_later = total["leads"] - entered[0]  # deals that were further on when the year opened
    onward = np.array([total[name] for name in following])
    assert ((onward - (entered - stayed)).sum(axis=0) == joined_later).all()


def test_ranges_of_fitted_and_assumed_values_are_asked_and_given_ones_are_not() -> None:
    """Law 8: a fit is as uncertain as an assumption; what is given is taken as it is."""
    written = small().scenario.model_dump(by_alias=True)
    effect, cost = written["sources"]
    for kind, asked in (("fitted", True), ("assumed", True), ("given", False)):
        scenario = Scenario.model_validate(written | {"sources": (effect | {"kind": kind}, cost)})
        names = [variant.name for variant in variants(scenario)]
        assert ("market.effect × 0.8" in names) is asked
        assert ("joint draw 1" in names) is asked  # one range alone needs no joint draw
        assert "reps do not react" in names


def test_joint_draws_stay_within_the_ranges() -> None:
    """Joint draws move every assumption at once, each within its range, and none twice to one place."""
    joint = [dict(variant.factors) for variant in variants(small().scenario) if variant.name.startswith("joint")]
    assert len(joint) == 4
    for path, low, high in (("market.effect", 0.8, 1.2), ("mind.effort.cost", 0.5, 2.0)):
        places = [factors[path] for factors in joint]
        assert all(low <= place <= high for place in places)
        assert len(set(places)) == 4
