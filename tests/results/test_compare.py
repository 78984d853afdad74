"""Two scenarios side by side: what must be zero is zero, and parts add up to the whole."""

import math
from functools import cache

import numpy as np
import pytest
from lived import SMALL, baseline, capped, small

from results.compare import Comparison, Line, compare
from results.figures import EVERYBODY, FIGURES
from results.live import live
from results.outcome import Outcome
from results.study import differences_over_assumptions, over_assumptions
from scenarios.load import load
from scenarios.scenario import Scenario

ADDITIVE = ("bookings", "pay", "margin_after_pay")
"""Figures of a group that are sums over its reps."""


@cache
def compared() -> Comparison:
    return compare(baseline(), capped())


def lines(comparison: Comparison) -> list[Line]:
    groups = [*comparison.teams, *comparison.deciles]
    return [*comparison.company, *(line for group in groups for line in group.lines)]


def with_one_more() -> Outcome:
    """The small company with a ninth rep."""
    written = load(SMALL).model_dump(by_alias=True)
    newcomer = dict(written["people"]["reps"][-1], id="K-39", name="Newcomer")
    people = dict(written["people"], reps=(*written["people"]["reps"], newcomer))
    return live(Scenario.model_validate(dict(written, people=people)), 16, 1, "kernel", lambda _: None)


def all_zero(comparison: Comparison) -> bool:
    changes = [line.difference for line in lines(comparison)]
    changes += [change for rep in comparison.reps for change in (rep.pay, rep.bookings)]
    return all((c.mean, c.low, c.high, c.better, c.equal) == (0, 0, 0, 0, 1) for c in changes)


def test_a_scenario_differs_from_itself_in_nothing() -> None:
    """Law 7's null twin of `compare`: A against A, lived through anew, is exactly zero everywhere."""
    again = live(baseline().scenario, 16, 1, "kernel", lambda _: None)
    comparison = compare(baseline(), again)
    assert comparison.inputs == ()
    assert all_zero(comparison)
    assert comparison.count("same") == 24


def test_a_new_name_changes_an_input_and_nothing_else() -> None:
    """Null twin of a plan change: a component's new name and a payout cap nobody reaches move nothing."""
    renamed = baseline("plan.components[commission].name=Sales pay", "plan.components[commission].cap.payout=99999999")
    comparison = compare(baseline(), renamed)
    paths = [change.path for change in comparison.inputs]
    assert any(path.startswith("plan.components[commission].name") for path in paths)
    assert any(path.startswith("plan.components[commission].cap") for path in paths)
    assert all_zero(comparison)


def test_the_cap_is_seen_in_inputs_and_outcomes() -> None:
    """Not everything is zero: capped differs from baseline in its cap alone, and pays less."""
    paths = [change.path for change in compared().inputs]
    assert {path.split(".")[0] for path in paths} - {"title"} == {"plan"}
    assert any("cap" in path for path in paths)
    assert compared().line("pay").difference.high < 0
    assert compared().count("loser") > 0


def test_deciles_partition_the_reps_in_order_of_expected_bookings() -> None:
    """Every rep is in one tenth, tenths are of nearly one size, and bookings rise from tenth to tenth."""
    groups = compared().deciles
    assert [group.name for group in groups] == [str(n) for n in range(1, 11)]
    assert sum(group.reps for group in groups) == 24
    assert {group.reps for group in groups} == {2, 3}
    per_rep = [group.lines[0].base.mean / group.reps for group in groups]
    assert per_rep == sorted(per_rep)


@pytest.mark.parametrize("parts", ["teams", "deciles"])
@pytest.mark.parametrize("key", ADDITIVE)
def test_differences_of_parts_add_up_to_the_companys(parts: str, key: str) -> None:
    """Law 5: for sums over reps the differences of teams, and of tenths, add up to the company's to the coin.

    Means of 16 whole numbers are exact in binary, so equality is exact.
    """
    groups = getattr(compared(), parts)
    shares = [line.difference.mean for group in groups for line in group.lines if line.figure.key == key]
    assert sum(shares) == compared().line(key).difference.mean != 0


@pytest.mark.parametrize("key", [f.key for f in FIGURES if f.key not in ("attainment", "hit", "at_quota")])
def test_teams_figures_add_up_or_are_means(key: str) -> None:
    """In every replication a company's sum is its teams' sum, and its ratio lies between its teams' ratios."""
    outcome = baseline()
    figure = next(f for f in FIGURES if f.key == key)
    whole = figure.of(outcome, EVERYBODY)
    parts = np.array([figure.of(outcome, places) for places in outcome.members.values()])
    if figure.unit in ("money", "count"):
        np.testing.assert_array_equal(parts.sum(axis=0), whole)
    else:
        assert ((parts.min(axis=0) <= whole) & (whole <= parts.max(axis=0))).all()


def test_every_rep_has_one_verdict() -> None:
    """Those whose expected pay rises, falls, stays the same or is unclear are all the reps."""
    counts = [compared().count(verdict) for verdict in ("winner", "loser", "same", "uncertain")]
    assert sum(counts) == len(compared().reps) == 24


def test_a_newcomer_counts_for_company_and_team_but_has_no_difference() -> None:
    """A scenario with one rep more compares: the eight who are in both have verdicts and tenths."""
    base, other = small(), with_one_more()
    there, back = compare(base, other), compare(other, base)
    for comparison in (there, back):
        assert len(comparison.reps) == sum(group.reps for group in comparison.deciles) == 8
        assert any("people.reps[K-39]" in change.path for change in comparison.inputs)
    assert there.line("bookings").difference.mean == -back.line("bookings").difference.mean != 0


def test_reps_of_two_rosters_are_matched_by_id() -> None:
    """The same people in another order have the same bookings, and nobody is compared with somebody else."""
    written = load(SMALL, ["mind.kind=none"]).model_dump(by_alias=True)
    people = dict(written["people"], reps=tuple(reversed(written["people"]["reps"])))
    turned = live(Scenario.model_validate(dict(written, people=people)), 16, 1, "kernel", lambda _: None)
    comparison = compare(small("mind.kind=none"), turned)
    assert [rep.bookings.equal for rep in comparison.reps] == [1] * 8


def test_the_range_over_assumptions_holds_the_written_values() -> None:
    """Ranges come from every set of assumptions, the written one among them, and swings are sorted by size."""
    scenario = small().scenario
    spread = over_assumptions(scenario, 16, 1, lambda _: None)
    assert spread is not None
    for figure in (f for f in FIGURES if f.key in spread.ranges):
        low, high = spread.ranges[figure.key]
        assert low <= figure.of(small(), EVERYBODY).mean() <= high
    sizes = [abs(swing.change) for swing in spread.swings]
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes) > 0
    names = {swing.variant for swing in spread.swings}
    assert {"reps do not react", "market.effect × 0.8", "mind.effort.cost × 2", "joint draw 1"} <= names


def test_differences_over_assumptions_are_zero_between_equals() -> None:
    """Under every set of assumptions A less A is nothing."""
    (spread,) = differences_over_assumptions([small().scenario, small().scenario], 4, 1, lambda _: None)
    assert spread is not None
    assert set(spread.ranges.values()) == {(0, 0)}
    assert {swing.change for swing in spread.swings} == {0}


def test_without_ranges_and_reactions_there_is_no_spread() -> None:
    """A scenario that assumes nothing within ranges, with reps who do not react, is not asked again."""
    settled = Scenario.model_validate(load(SMALL, ["mind.kind=none"]).model_dump(by_alias=True) | {"sources": ()})
    assert over_assumptions(settled, 4, 1, lambda _: None) is None


def test_saved_of_a_noiseless_difference_is_unknown() -> None:
    """Where the difference has no noise there is no factor to state."""
    comparison = compare(small(), small())
    assert math.isnan(comparison.line("bookings").difference.saved)
