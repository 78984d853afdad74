"""Lint: each rule finds what it is for, and says nothing of the same plan put right."""

from typing import Any

import pytest

from results.pay.lint import RULES, lint, ranges
from results.pay.lint.material import Crowd, Material
from results.pay.lint.rule import Found
from results.pay.lint.scores import coverage
from scenarios.plan import KINDS_OF_COMPONENT
from scenarios.plan_file import PlanFile
from sim.pay.examples import run_example

LEVEL = {"id": "rep", "name": "Rep", "base": 8000, "variable": 84000, "quota_weight": 1}
BASE = {"kind": "base", "id": "base", "name": "Salary"}
CONTEST = {"kind": "contest", "id": "c", "name": "C", "measure": "bookings", "period": "month", "prizes": [100, 20]}
GUARANTEE = {"kind": "guarantee", "id": "g", "name": "G", "amount": 100, "period": "month"}
QUOTA = 84_000_000
"""Coins a year: 4.7 times pay at target, of which 10 % are the target incentive."""
DATED = {"calendar": {"kind": "working_days", "start": "2027-01-01"}}


def commission(rows: Any = ((0, 0.1), (1, 0.2)), **more: Any) -> dict[str, Any]:
    """A yearly commission that pays the target incentive at quota and twice the rate above it."""
    tiers = [{"from": start, "rate": rate} for start, rate in rows]
    schedule = {"mode": more.pop("mode", "marginal"), "edges": more.pop("edges", "attainment"), "tiers": tiers}
    return {"kind": "commission", "id": "commission", "name": "Commission", "measure": "bookings", "period": "year",
            "schedule": schedule} | more  # fmt: skip


def steps(points: Any, **more: Any) -> dict[str, Any]:
    """A commission by steps of target pay."""
    rows = [{"at": at, "pays": pays} for at, pays in points]
    return commission(**more) | {"schedule": {"mode": "step", "pays": "target", "points": rows}, "target_share": 1}


def score(*lines: tuple[str, float, dict[str, Any]], **more: Any) -> dict[str, Any]:
    kpis = [{"kpi": kpi, "weight": weight, "target": target} for kpi, weight, target in lines]
    return {
        "kind": "scorecard",
        "id": "score",
        "name": "Score",
        "period": "quarter",
        "target_share": 1,
        "kpis": kpis,
    } | more


def plan(
    *components: dict[str, Any], levels: Any = (LEVEL,), roles: Any = (), company: Any = None, **more: Any
) -> PlanFile:
    return PlanFile.model_validate({
        "company": company or {}, "people": {"levels": list(levels), "roles": list(roles)},
        "plan": {"name": "Plan", "components": list(components)} | more,
    })  # fmt: skip


def found(rule: str, file: PlanFile, **more: Any) -> list[Found]:
    """What one rule finds in a plan; quota: 840,000 a year."""
    return [one.found for one in lint(Material(file, **({"quota": QUOTA} | more))) if one.rule.id == rule]


def crowd(file: PlanFile, booked: list[int], target: int | None = None) -> Crowd:
    """People who sell so many coins a month, at a quota of a million coins a month each."""
    people = [{"id": f"p{i}"} for i in range(len(booked))]
    given = [
        {"amount": coins / 100, "month": month + 1, "rep": f"p{i}"}
        for i, coins in enumerate(booked)
        for month in range(12)
    ]
    example = {"months": 12, "quota": 120000, "people": people, "given": given, "pays": 0}
    made = PlanFile.model_validate(file.model_dump(by_alias=True) | {"examples": [example]}).examples[0]
    paper = run_example(file, made).paper
    return Crowd(paper.payees, paper.table, (paper.sums,), dict(paper.setting.columns), paper.first_pay, target, False)


def test_a_plain_plan_has_nothing_to_look_at() -> None:
    """Salary and 10 % of sales to a quota of 4.7 times pay at target, 20 % above: the null plan of most tests here."""
    assert lint(Material(plan(BASE, commission()), quota=QUOTA)) == ()


COUNTED = ("won_deals", "units", "new_customers", "help_given", "cases_shared", "feedback_talks")
BAD: dict[str, tuple[PlanFile, ...]] = {
    "cliff": (plan(commission(((0, 0.05), (1, 0.09)), mode="whole")), plan(commission(((0, 0.05), (1, 0.09))))),
    "falling-pay": (plan(commission(((0, 0.09), (1, 0.05)), mode="whole")), plan(commission(((0, 0.09), (1, 0.05))))),
    "pay-stops": (plan(commission(cap={"at": 1.5})), plan(commission())),
    "jumping-coefficient": (
        plan(commission(gates={"conditions": [{"kpi": "collection_rate", "at_least": 0.8}]})), plan(commission()),
    ),
    "prize-steps": (
        plan(CONTEST), plan(commission()),
    ),
    "idle-tier": (plan(commission(((0, 0.05), (1, 0.05)))), plan(commission(((0, 0.05), (1, 0.06))))),
    "pay-mix": (plan(BASE, commission(), levels=[LEVEL | {"base": 2000}]), plan(BASE, commission())),
    "leverage": (plan(commission(((0, 0.1), (1, 0.1)))), plan(commission())),
    "pay-at-target": (plan(commission(((0, 0.102),))), plan(commission())),
    "target-shares": (plan(commission(target_share=0.9)), plan(commission(target_share=1))),
    "threshold": (plan(commission(threshold=0.9)), plan(commission(threshold=0.8))),
    "out-of-time": (
        plan(commission(starts="2028-01-01"), company=DATED), plan(commission(starts="2027-12-31"), company=DATED),
    ),
    "beyond-the-cap": (
        plan(commission(((0, 0.09), (2, 0.1)), cap={"at": 2})),
        plan(commission(((0, 0.09), (1.9, 0.1)), cap={"at": 2})),
    ),
    "next-to-nothing": (plan(commission(((0, 0.0005),))), plan(commission(((0, 0.002),)))),
    "acts-on-nothing": (plan(GUARANTEE, commission()), plan(commission(), GUARANTEE)),
    "too-safe": tuple(
        plan(commission(period="quarter"), GUARANTEE | {"amount": least, "period": "quarter"})
        for least in (22000, 21000)
    ),
    "many-kpis": tuple(
        plan(score(*((kpi, 0.1, {"each": 1}) for kpi in COUNTED[1:count]), (COUNTED[0], rest, {"each": 1})))
        for count, rest in ((6, 0.5), (5, 0.6))
    ),
    "light-weight": (
        plan(score(("bookings", 0.951, {"of_quota": 1}), ("won_deals", 0.049, {"each": 1}))),
        plan(score(("bookings", 0.95, {"of_quota": 1}), ("won_deals", 0.05, {"each": 1}))),
    ),
    "unreliable": (
        plan(score(("relation_strength", 0.46, {"each": 80}), ("bookings", 0.54, {"of_quota": 1}))),
        plan(score(("relation_strength", 0.45, {"each": 80}), ("bookings", 0.55, {"of_quota": 1}))),
    ),
    "duty-uncovered": tuple(
        plan(commission(), roles=[{"id": "r", "name": "R", "duties": [{"id": "d", "name": "D", "kpis": kpis}]}])
        for kpis in (["satisfaction"], ["satisfaction", "bookings"])
    ),
    "many-components": (
        plan(*(commission(id=f"c{i}") for i in range(6))), plan(*(commission(id=f"c{i}") for i in range(5))),
    ),
    "many-tiers": (
        plan(commission([(n, 0.01 * n) for n in range(6)])), plan(commission([(n, 0.01 * n) for n in range(5)])),
    ),
    "told-too-late": (
        plan(commission(starts="2027-03-01"), company=DATED, published="2027-03-02"),
        plan(commission(starts="2027-03-01"), company=DATED, published="2027-03-01"),
    ),
    "bunching": (plan(commission(period="quarter")), plan(commission(((0, 0.1), (1, 0.05)), period="quarter"))),
    "tax-dead-zone": tuple(
        plan(steps(((0, 0), (1, 1)), period="year"), levels=[LEVEL | {"variable": pay}]) for pay in (36001, 36000)
    ),
}  # fmt: skip
"""A plan that each rule finds something in, and its twin in which it does not."""


@pytest.mark.parametrize("rule", BAD)
def test_each_rule_finds_its_fault_and_nothing_in_the_twin(rule: str) -> None:
    """A rule speaks of a plan with its fault, and is silent where the one thing is put right."""
    bad, good = BAD[rule]
    assert found(rule, bad), rule
    assert found(rule, good) == [], rule


def test_every_rule_is_tested_and_has_a_title_and_a_source() -> None:
    """No rule without a test; what is published or recalled names who said it; ids are unique."""
    of_crowds = {"quota-to-pay", "threshold-reached", "at-quota", "quotas-carried", "nobodys-role", "idle-prizes"}
    assert {rule.id for rule in RULES} == set(BAD) | of_crowds
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.title.en != rule.title.zh
        assert rule.source or rule.says in ("definition", "own")


def test_every_kind_of_component_is_looked_at() -> None:
    """Each kind of component is among those that some rule looks at, besides rules on all kinds."""
    some = {kind for rule in RULES if len(rule.kinds) < len(KINDS_OF_COMPONENT) for kind in rule.kinds}
    assert set(KINDS_OF_COMPONENT) <= some


def test_a_cliff_is_told_with_its_size_in_money() -> None:
    """The published cliffs of O3: 500, 1,000 and 2,500 at 10,000, 20,000 and 50,000; read as marginal there is none."""
    rows = ((0, 0.05), (10000, 0.1), (20000, 0.15), (50000, 0.2))
    whole = found("cliff", plan(commission(rows, mode="whole", edges="amount", period="month")))
    assert [one.more["cases"][0]["jump"] for one in whole] == [500, 1000, 2500]
    assert [one.more["cases"][0]["at"] for one in whole] == [1_000_000, 2_000_000, 5_000_000]
    assert "¥2,500.00" in whole[2].message.en
    assert "¥2,500.00" in whole[2].message.zh


def test_one_thing_more_is_no_cliff_where_each_pays_the_same() -> None:
    """A threshold of one deal is none, since each deal pays its own part; a threshold of two is a jump."""
    plain = score(("won_deals", 1, {"each": 4}))
    for threshold, count in ((0.25, 0), (0.5, 1)):
        kpis = [plain["kpis"][0] | {"threshold": threshold}]
        assert len(found("cliff", plan(plain | {"kpis": kpis}))) == count


def test_half_a_measure_is_counted_as_half() -> None:
    """An own KPI of half the bookings reaches its quota at twice the bookings, and is told at its own 100 %."""
    half = {"id": "half", "name": "Half", "unit": "money", "formula": "0.5 * bookings"}
    rows = ((0, 0.05), (1, 0.09))
    material = Material(plan(commission(rows, mode="whole", measure="half"), kpis=[half]), quota=QUOTA)
    second = material.edges[1]
    assert (second.at, second.share, float(second.before), float(second.jump)) == (84_000_000, 1, 0.05, 3_360_000)


def test_who_sits_near_an_edge_is_counted() -> None:
    """Of four people two close their quarters within 5 % of a threshold at 80 % of quota; further away nobody does."""
    file = plan(commission(threshold=0.8))
    for booked, near in (([760_000, 840_000, 759_999, 1_000_000], 2), ([700_000] * 4, 0)):
        (one,) = found("cliff", file, crowd=crowd(file, booked))
        assert (one.more["near"], one.more["of"]) == (near, 4)
    assert "near" not in found("cliff", file)[0].more


def test_who_reaches_threshold_and_quota_is_held_against_published_shares() -> None:
    """60 % at quota and all above the threshold is as others do; 40 % and 60 % is not."""
    file = plan(commission(threshold=0.8))
    usual, rare = crowd(file, [1_000_000] * 6 + [900_000] * 4), crowd(file, [1_000_000] * 4 + [700_000] * 6)
    for rule in ("at-quota", "threshold-reached"):
        assert found(rule, file, crowd=usual) == []
        assert found(rule, file, crowd=rare)


def test_quotas_carried_are_held_against_the_companys_target() -> None:
    """Quotas that come to less than the company's target, or to a third more, are told (C09)."""
    file = plan(commission())
    for target, count in ((24_000_001, 1), (24_000_000, 0), (19_200_000, 0), (18_000_000, 1)):
        assert len(found("quotas-carried", file, crowd=crowd(file, [1, 1], target))) == count


def test_quota_over_pay_is_looked_at_only_where_it_is_stated() -> None:
    """840,000 is 4.7 times pay at target, 1,200,000 is over 6 times; an assumed quota is never too much."""
    file = plan(BASE, commission())
    assert found("quota-to-pay", file) == []
    assert found("quota-to-pay", file, quota=120_000_000)[0].more["times"] == pytest.approx(1_200_000 / 180_000)
    assert found("quota-to-pay", file, quota=None) == []


def test_a_role_that_nobody_has_and_prizes_for_everybody_are_told() -> None:
    """Known people decide: a component for absent hunters, and as many prizes as people."""
    file = plan(commission(), CONTEST, commission(id="h", roles=["hunter"]), roles=[{"id": "hunter", "name": "H"}])
    assert [one.where for one in found("nobodys-role", file, crowd=crowd(file, [1, 1, 1]))] == ["h"]
    assert found("nobodys-role", file) == []
    assert found("idle-prizes", file, crowd=crowd(file, [1, 1]))
    assert found("idle-prizes", file, crowd=crowd(file, [1, 1, 1])) == []


def test_a_year_at_an_attainment_sells_that_share_of_every_target() -> None:
    """At 150 % a bonus on three KPIs comes to 150 % of target pay, ratios at their target where they only multiply."""
    lines = [("bookings", 0.5, {"of_quota": 1}), ("won_deals", 0.3, {"each": 4}), ("satisfaction", 0.2, {"each": 60})]
    card = score(*lines)
    card["kpis"] = [line | {"cap": 2} for line in card["kpis"]]
    bands = {
        "kind": "bands",
        "by": [{"kpi": "collection_rate"}],
        "bands": [{"from": None, "times": 0.5}, {"from": 0.8, "times": 1}],
    }
    material = Material(plan(card | {"modifiers": [bands]}), quota=QUOTA)
    (case,) = material.cases
    assert [material.variable_at(case, share) for share in (0, 1, 1.5)] == [0, 8_400_000, 12_600_000]
    assert sum(material.months_at(case, 1)) == 8_400_000


def test_an_assumed_quota_says_so() -> None:
    """Without a quota one is taken from an example, or the largest amount of a schedule, or pay at target."""
    file = plan(BASE, commission())
    example = {"quota": 30000, "months": 3, "given": [], "pays": 0}
    with_example = PlanFile.model_validate(file.model_dump(by_alias=True) | {"examples": [example]})
    by_amount = plan(commission(((0, 0.01), (50000, 0.02)), edges="amount", period="quarter"))
    for one, quota in ((file, 90_000_000), (with_example, 12_000_000), (by_amount, 20_000_000)):
        (case,) = Material(one).cases
        assert (case.quota, case.assumed) == (quota, True)
    assert not Material(file, quota=1).cases[0].assumed


def test_ranges_hold_their_ends_and_name_their_source() -> None:
    """A range holds both its ends and nothing beyond, and whoever states it is named."""
    every = [value for value in vars(ranges).values() if isinstance(value, ranges.Range)]
    assert len(every) == 7
    for one in every:
        assert one.holds(one.low)
        assert one.holds(one.high)
        assert not one.holds(one.high + 0.001)
        assert one.source


def test_the_coverage_matrix_says_which_component_looks_at_each_duty() -> None:
    """A duty shows its KPIs and the components that look at them, and nothing where pay looks at none (H17)."""
    duties = [
        {"id": "sell", "name": "Sell", "kpis": ["bookings"]},
        {"id": "serve", "name": "Serve", "kpis": ["satisfaction"]},
    ]
    material = Material(plan(commission(), roles=[{"id": "r", "name": "R", "duties": duties}]), quota=QUOTA)
    assert [row[2:] for row in coverage(material).rows] == [("bookings", "commission"), ("satisfaction", None)]


def test_people_who_are_paid_alike_are_one() -> None:
    """Two roles that are paid alike are one typical person; a component of one's own makes two."""
    roles = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    assert len(Material(plan(commission(), roles=roles)).cases) == 1
    assert len(Material(plan(commission(roles=["a"]), roles=roles)).cases) == 2
    lone = Material(plan(commission(), roles=[roles[0] | {"carries_quota": False}]), quota=5)
    assert lone.cases[0].quota == 0


def test_edges_know_their_curve_exactly() -> None:
    """Each edge of a curve stands at its amount with the rates on both sides and what is paid there."""
    material = Material(plan(commission(((0, 0.05), (1, 0.09)), mode="whole")), quota=QUOTA)
    first, second = material.edges
    assert (first.at, second.at, second.share) == (0, 84_000_000, 1)
    assert (float(second.before), float(second.after), int(second.jump), int(second.pays)) == (
        0.05,
        0.09,
        3_360_000,
        7_560_000,
    )
