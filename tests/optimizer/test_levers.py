"""From numbers to a plan and back: what each block may change, and how it is written down."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from small_worlds import GOLDEN, SMALL

from optimizer.decision import digits, merged
from optimizer.left import left_alone
from optimizer.levers import Levers
from optimizer.plan_file import write_plan
from scenarios.load import fingerprint, load
from scenarios.plan import Commission, Scorecard
from sim.quotas import rep_quotas

BASELINE = load("baseline")
ALL = Levers(BASELINE, ("targets", "weights", "curve", "salary"), 0.2)


def test_todays_numbers_are_todays_scenario() -> None:
    """Nothing moved is the very same scenario, by fingerprint, and no patch."""
    assert fingerprint(ALL.plan(ALL.today)) == fingerprint(BASELINE)
    assert ALL.patch(ALL.today) == {}


def test_quotas_moved_keep_their_sum_to_the_cent_and_reach_their_rep() -> None:
    """Ten per cent from one rep to another: company and sum stay, both quotas are right to a thousandth."""
    today = ALL.today
    moved = today["targets[E101]"] * 0.1
    values = today | {
        "targets[E101]": today["targets[E101]"] - moved,
        "targets[E102]": today["targets[E102]"] + moved,
    }
    before, after = rep_quotas(BASELINE).sum(axis=1), rep_quotas(ALL.plan(values)).sum(axis=1)
    assert after.sum() == before.sum()
    assert after[0] / before[0] == pytest.approx(0.9, abs=1e-5)
    assert after[1] / before[1] == pytest.approx(1.1, abs=1e-5)
    assert np.abs(after[2:] - before[2:]).max() <= 0.001 * before.max()


def test_weights_are_written_in_hundredths_that_sum_to_one() -> None:
    """Thirds become 34, 33 and 33 hundredths in some order, and the scenario takes them."""
    names = [d.name for d in ALL.decisions if d.block == "weights"]
    rounded = ALL.rounded(ALL.today | dict.fromkeys(names, 1 / 3))
    assert sorted(rounded[name] for name in names) == [0.33, 0.33, 0.34]
    card = next(c for c in ALL.plan(ALL.today | {n: rounded[n] for n in names}).plan.components if c.id == "scorecard")
    assert isinstance(card, Scorecard)
    assert sum(line.weight for line in card.kpis) == 1


def test_a_rate_and_a_point_are_written_where_they_stand() -> None:
    """The second tier's rate and the year bonus at 100 % change; edges, threshold and everything else stay."""
    values = ALL.today | {"curve[commission@0.6]": 0.02, "curve[year_bonus@1]": 1.1}
    plan = ALL.plan(values).plan.components
    commission, bonus = plan[1], plan[3]
    assert isinstance(commission, Commission)
    assert isinstance(bonus, Commission)
    assert [tier.rate for tier in commission.schedule.tiers] == [Decimal(x) for x in ("0.012", "0.02", "0.03")]  # type: ignore[union-attr]
    assert [p.pays for p in bonus.schedule.points] == [Decimal(x) for x in ("0", "0.5", "1.1", "2")]  # type: ignore[union-attr]
    assert bonus.threshold == Decimal("0.8")


def test_a_straight_curve_gets_knots_only_where_it_bends() -> None:
    """One rate for everything becomes two where only sales above quota are paid more."""
    straight = load("baseline", ("plan.components[commission].schedule.tiers=[{from: 0, rate: 0.02}]",))
    levers = Levers(straight, ("curve",), 0.2)
    assert [d.name for d in levers.decisions][:4] == [f"curve[commission@{at}]" for at in ("0", "0.8", "1", "1.2")]
    values = levers.today | {"curve[commission@1]": 0.03, "curve[commission@1.2]": 0.03}
    commission = levers.plan(values).plan.components[1]
    assert isinstance(commission, Commission)
    tiers = commission.schedule.tiers  # type: ignore[union-attr]
    assert [(t.start, t.rate) for t in tiers] == [(0, Decimal("0.02")), (1, Decimal("0.03"))]


def test_quotas_do_not_move_where_they_would_make_their_own_sales() -> None:
    """A market stated in multiples of quota leaves the target split alone."""
    assert Levers(load(SMALL), ("targets",), 0.2).decisions == ()
    assert Levers(load(SMALL, ("market.unit=money", "market.base=30_000")), ("targets",), 0.2).decisions


def test_rounding_leaves_alone_what_did_not_move() -> None:
    """Odd numbers of today's plan stay as they are, to the last digit, beside a number that moved."""
    odd = load("baseline", ("people.levels[senior].base=13579", "plan.components[commission].schedule.tiers=[{from: 0, "
                            "rate: 0.012345}, {from: 0.6, rate: 0.0245}, {from: 1, rate: 0.03}]"))  # fmt: skip
    levers = Levers(odd, ("targets", "weights", "curve", "salary"), 0.2)
    moved = levers.today | {"curve[commission@1]": 0.0312345}
    assert levers.rounded(moved) == levers.today | {"curve[commission@1]": 0.0312}


def test_rounding_stays_within_bounds_and_keeps_sums() -> None:
    """Quotas at their bounds and between: none leaves them, and the sum stays."""
    today = ALL.today
    names = [d.name for d in ALL.decisions if d.block == "targets"]
    values = dict(today)
    for i in range(0, len(names) - 1, 2):
        by = (0.2, 0.1234, 0.0567)[i % 3] * min(today[names[i]], today[names[i + 1]])
        values |= {names[i]: today[names[i]] + by, names[i + 1]: today[names[i + 1]] - by}
    rounded = ALL.rounded(values)
    assert all(d.low <= rounded[d.name] <= d.high for d in ALL.decisions)
    assert sum(rounded[name] for name in names) == pytest.approx(sum(today[name] for name in names), rel=1e-12)
    assert rounded[names[4]] != today[names[4]]


def test_no_salary_is_written_below_the_minimum_wage() -> None:
    """A salary that rounding, or a step back toward an illegal one, would put below it is put at it."""
    wage = Levers(load(SMALL, ("company.minimum_wage=8044",)), ("salary",), 0.2)
    assert wage.rounded(wage.today | {"salary[grade]": 8044.0})["salary[grade]"] == 8044
    assert wage.rounded(wage.today | {"salary[grade]": 8030.0})["salary[grade]"] == 8044


def test_a_cap_on_sales_ends_the_curve() -> None:
    """No knot lies at or beyond it, and the last rate is held against today's at the cap."""
    capped = load(SMALL, ("plan.components[commission].schedule.tiers=[{from: 0, rate: 0.04}]",
                          "plan.components[commission].cap={at: 1.1}"))  # fmt: skip
    levers = Levers(capped, ("curve",), 0.2)
    assert [d.name for d in levers.decisions] == [f"curve[commission@{at}]" for at in ("0", "0.8", "1")]
    assert "most[commission@1.1]" in [row.name for row in levers.rows]
    assert not [row.name for row in levers.rows if row.name.endswith("@1.5]")]


def test_a_bonus_above_quota_only_has_a_step_and_what_pays_nothing_has_none() -> None:
    """Points that pay nothing up to quota move by what they pay beyond; a commission of rate zero does not move."""
    above = ("plan.components[year_bonus].schedule.points=[{at: 0, pays: 0}, {at: 1, pays: 0}, {at: 1.3, pays: 2}]",)
    steps = {d.name: d.step for d in Levers(load("baseline", above), ("curve",), 0.2).decisions}
    assert steps["curve[year_bonus@1.3]"] == 2
    nothing = ("plan.components[commission].schedule.tiers=[{from: 0, rate: 0}]",)
    assert Levers(load(SMALL, nothing), ("curve",), 0.2).decisions == ()


def test_moves_lead_where_a_number_may_be_and_never_nowhere() -> None:
    """A rate of 90 % has no bound and no move above 100 %; a salary of nothing moves up from either side."""
    high = load(GOLDEN / "len_1.yaml", ("plan.components[commission].schedule.tiers[0].rate=0.9",))
    levers = Levers(high, ("curve", "salary"), 2.0)
    assert {d.name: d.high for d in levers.decisions}["curve[commission@0]"] == 1
    for side in (1, -1):
        rate, salary = levers.moves(levers.today, 0.25, side, ("curve", "salary"))
        assert 0 <= rate.ahead["curve[commission@0]"] < 0.9
        assert salary.ahead["salary[rep]"] > 0


def test_numbers_are_rounded_to_digits_that_count() -> None:
    """Three digits of a rate, of a salary and of nothing."""
    assert (digits(0.0248713, 3), digits(13579.0, 3), digits(0.0, 3)) == (0.0249, 13600.0, 0.0)


def test_one_tree_over_another_finds_list_items_by_id() -> None:
    """Items keep their place and what is not named; lists without ids are replaced."""
    below = {"a": [{"id": "x", "n": 1, "m": 2}, {"id": "y", "n": 1}], "b": [1, 2], "c": 3}
    above = {"a": [{"id": "y", "n": 5}], "b": [9]}
    assert merged(below, above) == {"a": [{"id": "x", "n": 1, "m": 2}, {"id": "y", "n": 5}], "b": [9], "c": 3}


def test_the_plan_file_loads_to_the_plan(tmp_path: Path) -> None:
    """Everything moved a little: the file extends the scenario and is the same plan; with --set it stands alone."""
    step = {d.name: (d.now * 0.95 if d.block != "weights" else d.now) for d in ALL.decisions}
    values = ALL.rounded(step)
    plan, path = ALL.plan(values), tmp_path / "better.yaml"
    write_plan(plan, ALL.patch(values), "baseline", (), path, "quotalab optimize baseline")
    text = path.read_text(encoding="utf-8")
    assert load(path) == plan
    assert text.splitlines()[2] == "extends: baseline"
    assert len(text) < 8000
    write_plan(plan, ALL.patch(values), "baseline", ("targets.company=1",), path, "quotalab")
    assert load(path) == plan
    assert "extends" not in path.read_text(encoding="utf-8")


def test_components_that_are_no_plain_curve_are_left_alone_and_named() -> None:
    """A matrix, pay by the deal, a running sum and a multiplied score have no levers, and each is named with why."""
    tiers = "tiers: [{from: 0, rate: 0.01}]"
    rows = "rows: {by: {kpi: bookings}, from: [0]}, columns: {by: {kpi: collected}, from: [0]}"
    head = "kind: commission, name: C, measure: bookings, period: month"
    lines = ", ".join(f"{{kpi: {kpi}, weight: 1, target: {{of_quota: 1}}}}" for kpi in ("collected", "bookings"))
    scenario = load("baseline", [
        f"plan.components=[{{{head}, id: cells, schedule: {{mode: matrix, {rows}, values: [[1]], pays: money}}}},"
        f" {{{head}, id: each, basis: deal, schedule: {{mode: marginal, edges: amount, {tiers}}}}},"
        f" {{{head}, id: running, basis: cumulative, resets: year, schedule: {{mode: marginal, {tiers}}}}},"
        f" {{{head}, id: plain, schedule: {{mode: marginal, {tiers}}}}},"
        f" {{kind: scorecard, id: product, name: S, period: year, target_share: 1, combine: multiplicative,"
        f" kpis: [{lines}]}}]"])  # fmt: skip
    levers = Levers(scenario, ("curve", "weights"), 0.2)
    assert {d.name.partition("@")[0] for d in levers.decisions} == {"curve[plain"}
    assert [told.split(" stays as it is: ")[0] for told in left_alone(scenario, levers.names)] == [
        "cells", "each", "running", "product"
    ]  # fmt: skip
    assert left_alone(load("baseline"), ("curve", "weights")) == []
    assert left_alone(scenario, ("salary",)) == []


def test_one_kpi_of_two_products_has_two_weights() -> None:
    """Lines of one KPI with different features are told apart, and their weights can be exchanged."""
    line = "{kpi: bookings, weight: 0.5, target: {of_quota: 0.5}, where: {segments: [%s]}}"
    card = (
        f"{{kind: scorecard, id: mix, name: S, period: year, target_share: 1, kpis: [{line % 'mid'}, {line % 'key'}]}}"
    )
    levers = Levers(load("baseline", [f"plan.components=[{card}]"]), ("weights",), 0.5)
    assert [d.name for d in levers.decisions] == ["weights[mix.bookings]", "weights[mix.bookings1]"]
    moved = levers.plan({"weights[mix.bookings]": 0.6, "weights[mix.bookings1]": 0.4})
    assert [str(kpi.weight) for kpi in moved.plan.components[0].kpis] == ["0.6", "0.4"]
