"""`pay curve`: amounts by hand on both sides of every edge, through the engine that pays statements."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from results.pay.curve import show_curve
from results.pay.curve_facts import PayCurve
from results.pay.marks import rate
from results.pay.standing import Asked, standing
from scenarios.load import ScenarioFaults
from scenarios.plan_file import load_plan
from sim.pay.paper import Sheet, on_paper

HEAD = """
company: {currency: {code: CNY, symbol: "¥", minor_digits: 2}}
people: {levels: [{id: rep, name: Rep, base: 10000, variable: 80000, quota_weight: 1}]}
"""
COMMISSION = "{kind: commission, id: c, name: C, measure: bookings, period: quarter, %s}"
EVERY = Path(__file__).parent / "every_component.yaml"
Made = Callable[..., PayCurve]
TIERS = "tiers: [{from: 0, rate: 0.01}, {from: 0.6, rate: 0.02}, {from: 1, rate: 0.03}]"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A curve of a plan with these components, for a rep with a quota of ¥4,800,000: ¥1,200,000 a quarter."""

    def make(*components: str, quota: str | None = "4,800,000") -> PayCurve:
        path = tmp_path / "plan.yaml"
        rows = "\n".join(f"    - {component}" for component in components)
        path.write_text(f"{HEAD}plan:\n  name: P\n  components:\n{rows}\n", encoding="utf-8")
        plan_file = load_plan(path)
        return PayCurve(plan_file.plan, standing(str(path), plan_file, Asked(quota=quota)))

    return make


def commission(schedule: str, more: str = "") -> str:
    return COMMISSION % f"schedule: {{{schedule}}}{', ' if more else ''}{more}"


def test_marginal_rates_bend_and_never_jump(made: Made) -> None:
    """1 % to 60 %, 2 % to quota, 3 % above, of ¥1,200,000 a quarter: 4 × 16,800 at quota, and two kinks."""
    curve = made(commission(f"mode: marginal, edges: attainment, {TIERS}"))
    assert curve.sweep.year(Fraction(1)) == 4 * 16_800_00
    assert curve.sweep.year(Fraction(6, 5)) == 4 * 24_000_00
    assert [(mark.kind, mark.attainment, mark.jump) for mark in curve.marks] == [
        ("kink", Fraction(3, 5), 0),
        ("kink", Fraction(1), 0),
    ]
    assert [mark.before for mark in curve.marks] == pytest.approx([0.01, 0.02], abs=1e-5)
    assert [mark.after for mark in curve.marks] == pytest.approx([0.02, 0.03], abs=1e-5)


def test_only_what_a_role_is_paid_asks_for_a_quota(tmp_path: Path) -> None:
    """A lead without a quota has a curve where only sellers are paid by shares of one; a seller is asked for it."""
    path = tmp_path / "plan.yaml"
    roles = "roles: [{id: seller, name: Seller}, {id: lead, name: Lead, carries_quota: false}]"
    rows = (
        "{kind: commission, id: own, name: O, roles: [seller], measure: bookings, period: month,"
        " schedule: {mode: marginal, tiers: [{from: 0, rate: 0.01}]}}",
        "{kind: commission, id: money, name: M, roles: [lead], measure: bookings, period: month,"
        " schedule: {mode: marginal, edges: amount, tiers: [{from: 0, rate: 0.02}]}}",
    )
    components = "\n".join(f"    - {row}" for row in rows)
    people = HEAD.replace("people: {", f"people: {{{roles}, ")
    path.write_text(f"{people}plan:\n  name: P\n  components:\n{components}\n", encoding="utf-8")
    plan_file = load_plan(path)
    curve = PayCurve(plan_file.plan, standing(str(path), plan_file, Asked(role="lead")))
    assert curve.by_amount
    own, money = curve.sweep.paid(Fraction(1)).sum(axis=0).tolist()
    assert own == 0
    assert money == pytest.approx(curve.sweep.quota() * 0.02, abs=12)  # each month rounded
    with pytest.raises(ScenarioFaults, match="own goes by shares of a quota"):
        PayCurve(plan_file.plan, standing(str(path), plan_file, Asked(role="seller")))


def test_a_flat_rate_has_no_edge(made: Made) -> None:
    """The null twin: one rate for everything leaves nothing to mark."""
    curve = made(commission("mode: marginal, edges: attainment, tiers: [{from: 0, rate: 0.02}]"))
    assert curve.marks == ()
    assert [row.rate for row in curve.rows] == pytest.approx([0.02] * len(curve.rows), abs=1e-5)


def test_a_whole_schedule_jumps_by_a_stated_amount(made: Made) -> None:
    """At 60 % of ¥1,200,000 the rate goes from 1 % to 2 % on everything: ¥7,200 becomes ¥14,400, a quarter."""
    curve = made(commission(f"mode: whole, edges: attainment, {TIERS}"))
    sixty, full = curve.marks
    assert (sixty.kind, sixty.attainment, sixty.beyond) == ("cliff", Fraction(3, 5), 0)
    assert curve.sweep.year(Fraction(3, 5), -1) == 4 * 7_200_00
    assert curve.sweep.year(Fraction(3, 5)) == 4 * 14_400_00
    assert sixty.jump == 4 * 7_200_00
    assert full.jump == 4 * 12_000_00
    assert (Fraction(3, 5), -1) in [(row.attainment, row.beyond) for row in curve.rows]


def test_an_edge_that_belongs_below_jumps_one_coin_later(made: Made) -> None:
    """With `closed: lower` exactly 60 % still has the lower rate, and the next coin the higher one."""
    curve = made(commission(f"mode: whole, edges: attainment, closed: lower, {TIERS}"))
    mark = curve.marks[0]
    assert (mark.kind, mark.attainment, mark.beyond) == ("cliff", Fraction(3, 5), 1)
    assert curve.sweep.year(Fraction(3, 5)) == 4 * 7_200_00
    assert curve.sweep.year(Fraction(3, 5), 1) == 4 * 14_400_00


def test_a_quota_that_does_not_divide_evenly_has_the_same_edges(made: Made) -> None:
    """¥1,000,000.03 in uneven months: every quarter's edge lies at another coin, and the curve has one jump for all."""
    component = commission(f"mode: whole, edges: attainment, {TIERS}")
    even, uneven = made(component), made(component, quota="1000000.03")
    assert [float(mark.attainment) for mark in uneven.marks] == pytest.approx([0.6, 1], abs=1e-6)
    assert [mark.jump for mark in uneven.marks] == pytest.approx([6_000_00, 10_000_00], abs=12)
    assert len(uneven.rows) == len(even.rows)


def test_threshold_and_cap_are_named(made: Made) -> None:
    """Nothing below half the quota, nothing more above 150 %: each has its word, and above the cap the rate is 0."""
    tiers = "mode: marginal, edges: attainment, tiers: [{from: 0, rate: 0.02}]"
    curve = made(commission(tiers, "threshold: 0.5, cap: {at: 1.5}"))
    assert [(mark.kind, mark.attainment) for mark in curve.marks] == [
        ("threshold", Fraction(1, 2)),
        ("cap", Fraction(3, 2)),
    ]
    assert curve.marks[0].jump == 4 * 12_000_00
    assert rate(curve.sweep, Fraction(8, 5), Fraction(9, 5)) == 0


def test_a_cap_on_pay_is_where_pay_meets_it(made: Made) -> None:
    """2 % of ¥1,200,000 a quarter capped at ¥30,000 ends at 125 % of quota."""
    tiers = "mode: marginal, edges: attainment, tiers: [{from: 0, rate: 0.02}]"
    (mark,) = made(commission(tiers, "cap: {payout: 30000}")).marks
    assert (mark.kind, mark.attainment) == ("cap", Fraction(5, 4))


def test_the_curve_is_the_years_pay_of_the_same_sums(made: Made) -> None:
    """Paying the original plan for 83 % of every quarter's quota gives what the curve says at 83 %."""
    curve = made(commission(f"mode: overage, edges: attainment, {TIERS}"), "{kind: base, id: b, name: B}")
    for attainment in (Fraction(83, 100), Fraction(1), Fraction(7, 5)):
        sheet = Sheet(curve.plan, curve.who.payees, on_paper(curve.plan))
        for month in (2, 5, 8, 11):
            sheet.add("bookings", 0, month, int(attainment * 1_200_000_00))
        paid = sheet.settled().paid[:, 0].sum(axis=0)
        assert curve.sweep.paid(attainment).sum(axis=0).tolist() == paid.tolist()
        assert curve.sweep.year(attainment) == paid[0]


def test_other_kpis_stay_at_their_targets(made: Made) -> None:
    """A scorecard by collections and a margin rate pays its 100 % at every attainment of bookings."""
    margin = "{kpi: gross_margin_rate, weight: 0.5, target: {each: 0.3}}"
    kpis = f"{{kpi: collected, weight: 0.5, target: {{of_quota: 0.9}}}}, {margin}"
    card = f"{{kind: scorecard, id: s, name: S, period: quarter, target_share: 0.5, kpis: [{kpis}]}}"
    curve = made(commission(f"mode: marginal, edges: attainment, {TIERS}"), card)
    assert {curve.sweep.year(row.attainment, 0, 1) for row in curve.rows} == {40_000_00}
    assert curve.shown == (0,)
    assert curve.row(Fraction(0)).total == 40_000_00


def test_a_plan_of_scorecards_alone_moves_all_kpis(made: Made) -> None:
    """Without a component that pays by one measure, every KPI of the scorecard comes to the attainment."""
    kpis = (
        "{kpi: collected, weight: 0.5, target: {of_quota: 0.9}}, {kpi: new_customers, weight: 0.5, target: {each: 10}}"
    )
    curve = made(f"{{kind: scorecard, id: s, name: S, period: quarter, target_share: 1, kpis: [{kpis}]}}")
    assert [curve.sweep.year(Fraction(x, 10)) for x in (0, 5, 10, 20)] == [0, 40_000_00, 80_000_00, 96_000_00]


def test_a_coefficient_by_the_same_measure_moves_along(made: Made) -> None:
    """2 % times 0.5 below 80 % of quota and times 1 from there on: the curve jumps by 1 % of 80 % of quota."""
    by = "by: [{kpi: bookings, target: {of_quota: 1}}]"
    bands = f"{{kind: bands, {by}, bands: [{{from: 0, times: 0.5}}, {{from: 0.8, times: 1}}]}}"
    tiers = "mode: marginal, edges: amount, tiers: [{from: 0, rate: 0.02}]"
    (mark,) = made(commission(tiers, f"modifiers: [{bands}]")).marks
    assert (mark.kind, mark.attainment, mark.jump) == ("cliff", Fraction(4, 5), 4 * 9_600_00)


def test_grades_and_limits_are_found_between_written_edges(made: Made) -> None:
    """A grade from 0.6 of a score of which half moves is reached at 20 %; ¥60,000 limit 2 % of sales at 62.5 %."""
    kpis = "{kpi: bookings, weight: 0.5, target: {of_quota: 1}}, {kpi: collected, weight: 0.5, target: {of_quota: 1}}"
    grades = "grades: [{from: 0, times: 0}, {from: 0.6, times: 1}]"
    card = f"{{kind: scorecard, id: s, name: S, period: year, target_share: 1, kpis: [{kpis}], {grades}}}"
    (grade,) = made(card).marks
    assert float(grade.attainment) == pytest.approx(0.2, abs=1e-5)
    assert grade.jump == 80_000_00
    limit = "{kind: limit, id: l, name: L, at_most: 60000, period: year}"
    (cap,) = made(commission("mode: marginal, edges: amount, tiers: [{from: 0, rate: 0.02}]"), limit).marks
    assert cap.kind == "cap"
    assert float(cap.attainment) == pytest.approx(0.625, abs=1e-6)


def test_things_have_no_parts(made: Made) -> None:
    """¥100 each to 10 deals a quarter and ¥150 above is a change of rate; ¥5,000 at 10 deals is a jump of that size."""
    words = "kind: commission, id: c, name: C, measure: won_deals, period: quarter, quota: {each: 10}, target_share: 0"
    tiers = "schedule: {mode: marginal, edges: attainment, tiers: [{from: 0, rate: 100}, {from: 1, rate: 150}]}"
    (bend,) = made(f"{{{words}, {tiers}}}").marks
    assert (bend.kind, bend.attainment, bend.jump) == ("kink", Fraction(1), 0)
    assert (bend.before, bend.after) == (100_00, 150_00)
    points = "schedule: {mode: step, edges: attainment, pays: money, points: [{at: 0, pays: 0}, {at: 1, pays: 5000}]}"
    (jump,) = made(f"{{{words}, {points}}}").marks
    assert (jump.kind, jump.jump) == ("threshold", 4 * 5_000_00)


def test_without_quota_the_axis_is_money(made: Made) -> None:
    """Edges in money need no quota: the edge of ¥500,000 a month lies at ¥6,000,000 a year."""
    tiers = "mode: marginal, edges: amount, tiers: [{from: 0, rate: 0.01}, {from: 500000, rate: 0.02}]"
    curve = made(
        f"{{kind: commission, id: c, name: C, measure: bookings, period: month, schedule: {{{tiers}}}}}", quota=None
    )
    assert curve.by_amount
    (mark,) = curve.marks
    assert curve.amount(mark.attainment) == 6_000_000_00
    assert curve.sweep.year(mark.attainment) == 12 * 5_000_00


def test_shares_of_a_quota_that_nobody_has_are_a_fault(made: Made) -> None:
    """Edges by attainment without a quota say what to give, before anything is computed."""
    with pytest.raises(ScenarioFaults, match="give --quota AMOUNT"):
        made(commission(f"mode: marginal, edges: attainment, {TIERS}"), quota=None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(quota="much"), "should be an amount of money a year, above 0"),
        (Asked(quota="-5"), "should be an amount of money a year, above 0"),
        (Asked(level="nobody"), "the plan file has no such level"),
        (Asked(role="nobody"), "the plan file has no such role"),
        (Asked(rep="E1", quota="5"), "has no meaning with --rep"),
        (Asked(rep="E1"), "a plan file has nobody in it"),
        (Asked(roster=Path("r.csv")), "whose is it"),
        (Asked(quotas=Path("q.csv")), "give --roster, too"),
    ],
)
def test_what_cannot_be_asked_is_said(asked: Asked, said: str) -> None:
    """Each misuse of the options is one fault with the option's name."""
    with pytest.raises(ScenarioFaults, match=said):
        show_curve(str(EVERY), asked, None, {"lang": "en"})


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_every_kind_of_component_has_a_curve(tmp_path: Path, language: str, ending: str) -> None:
    """A plan with all kinds is drawn and told; what is left out or held at its target is named."""
    picture = tmp_path / f"curve.{ending}"
    done = show_curve(str(EVERY), Asked(quota="4000000"), picture, {"lang": language})
    assert picture.stat().st_size > 10_000
    table, marks = done.tables
    names = {"en": ("Commission", "Team pool"), "zh": ("提成", "团队奖金池")}[language]
    assert names[0] in table.columns
    assert any(names[1] in note for note in table.notes)
    assert len(marks.rows) == len(done.data["marks"]) > 8
    assert {row["attainment"] for row in done.data["rows"]} >= {0.0, 0.5, 1.0, 2.0}


def test_a_scenario_gives_the_middle_quota_and_a_rep_her_own() -> None:
    """A scenario needs no --quota; --rep by id or by Chinese name is the same person."""
    middle = show_curve("baseline", Asked(level="middle"), None, {"lang": "en"}).data
    assert middle["quota"] > 0
    assert middle["rep"]["level"]["en"] == "Middle"
    by_id = show_curve("baseline", Asked(rep="E101"), None, {"lang": "en"}).data
    by_name = show_curve("baseline", Asked(rep="陈晨"), None, {"lang": "en"}).data
    assert by_id == by_name
    assert by_id["quota"] != middle["quota"]
