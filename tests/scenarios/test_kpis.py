"""The registry of KPIs: complete, consistent in its units, right in hand-computed cases; and a plan's own KPIs."""

# ruff: noqa: E501 - a case to a line reads as a table

import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from scenarios.formula import added, value
from scenarios.kpis import BY_ID, KPI_IDS, KPIS, Benchmark, Kpi, KpiId, OwnKpi, clashes, known_measures, kpi, with_own

ROOT = Path(__file__).resolve().parents[2]

# A rep's quarter by hand: the numbers of each measure, and what the KPI comes to. Amounts in fen.
BY_HAND: dict[str, tuple[dict[str, str], str]] = {
    "bookings": ({"bookings": "12345678"}, "12345678"),
    "gross_margin": ({"gross_margin": "-50"}, "-50"),
    "won_deals": ({"won_deals": "7"}, "7"),
    "units": ({"units": "120"}, "120"),
    "average_price": ({"bookings": "600000", "units": "48"}, "12500"),
    "discount_rate": ({"discount": "150", "list_value": "1200"}, "1/8"),
    "new_customers": ({"new_customers": "3"}, "3"),
    "new_customer_share": ({"new_customers": "3", "won_deals": "12"}, "1/4"),
    "new_business": ({"new_customer_bookings": "400"}, "400"),
    "existing_business": ({"bookings": "1000", "new_customer_bookings": "400"}, "600"),
    "reactivated_customers": ({"reactivations": "2"}, "2"),
    "growth_on_year": ({"bookings": "1100", "bookings_year_before": "1000"}, "1/10"),
    "growth_on_period": ({"bookings": "900", "bookings_period_before": "1000"}, "-1/10"),
    "trend": ({"bookings": "900", "bookings_in_season": "720"}, "1/4"),
    "gross_margin_rate": ({"gross_margin": "30", "bookings": "120"}, "1/4"),
    "invoiced": ({"invoiced": "99"}, "99"),
    "collected": ({"collected": "98"}, "98"),
    "collected_margin": ({"collected_margin": "30"}, "30"),
    "collection_rate": ({"collected": "120", "invoiced": "100"}, "6/5"),
    "bad_debt_rate": ({"bad_debt": "3", "invoiced": "200"}, "3/200"),
    "expense_ratio": ({"selling_cost": "18", "invoiced": "120"}, "3/20"),
    "win_rate": ({"won_deals": "14", "lost_deals": "36", "cold_leads": "6"}, "1/4"),
    "win_rate_cohort": ({"cohort_won": "5", "cohort_closed": "20"}, "1/4"),
    "new_opportunities": ({"leads": "31"}, "31"),
    "lead_conversion": ({"won_deals": "14", "leads": "70"}, "1/5"),
    "lead_conversion_cohort": ({"cohort_won": "5", "cohort_leads": "50"}, "1/10"),
    "touches": ({"touches": "250"}, "250"),
    "effective_visits": ({"effective_visits": "18"}, "18"),
    "effective_visit_share": ({"effective_visits": "18", "visits": "24"}, "3/4"),
    "answered_in_time": ({"answers_in_time": "45", "answers_due": "50"}, "9/10"),
    "response_time": ({"answer_hours": "21", "answers_given": "6"}, "7/2"),
    "gone_cold_share": ({"cold_leads": "7", "leads": "70"}, "1/10"),
    "sales_cycle": ({"days_to_win": "430.5", "won_deals": "7"}, "123/2"),
    "hours_per_win": ({"hours": "406", "won_deals": "14"}, "29"),
    "bookings_per_hour": ({"bookings": "1218000", "hours": "406"}, "3000"),
    "margin_per_hour": ({"gross_margin": "406000", "hours": "406"}, "1000"),
    "satisfaction": ({"satisfaction_points": "860", "satisfaction_answers": "10"}, "86"),
    "survey_response": ({"satisfaction_answers": "10", "satisfaction_asked": "40"}, "1/4"),
    "follow_ups_kept": ({"follow_ups_on_time": "19", "follow_ups_promised": "20"}, "19/20"),
    "complaint_rate": ({"complaints": "2", "customers_served": "100"}, "1/50"),
    "renewal_rate": ({"renewals": "18", "renewals_due": "20"}, "9/10"),
    "churn_rate": ({"renewals": "18", "renewals_due": "20"}, "1/10"),
    "gross_retention": ({"opening_recurring": "1000", "contraction": "50", "churned": "100"}, "17/20"),
    "net_retention": ({"opening_recurring": "1000", "expansion": "250", "contraction": "50", "churned": "100"}, "11/10"),
    "relation_strength": ({"relation_points": "150", "relation_ratings": "2"}, "75"),
    "repeat_share": ({"customers_again": "6", "customers_buying": "8"}, "3/4"),
    "referral_share": ({"referred_leads": "5", "new_leads": "25"}, "1/5"),
    "process_compliance": ({"compliant_moves": "48", "stage_moves": "50"}, "24/25"),
    "document_accuracy": ({"documents_correct": "27", "documents_checked": "30"}, "9/10"),
    "red_line_violations": ({"violations": "1"}, "1"),
    "product_knowledge": ({"test_right": "34", "test_questions": "40"}, "85"),
    "test_pass_rate": ({"tests_passed": "3", "tests_taken": "4"}, "3/4"),
    "help_given": ({"help_accepted": "4"}, "4"),
    "cases_shared": ({"cases_accepted": "2"}, "2"),
    "feedback_talks": ({"talks_held": "6"}, "6"),
    "feedback_quality": ({"talks_with_action": "3", "talks_held": "6"}, "1/2"),
    "reviews_held": ({"reviews_done": "3", "reviews_due": "4"}, "3/4"),
    "actions_closed": ({"actions_done": "9", "actions_agreed": "12"}, "3/4"),
    "training_completion": ({"trainings_done": "4", "trainings_due": "5"}, "4/5"),
    "training_gain": ({"points_after": "170", "points_before": "140", "tested_twice": "2"}, "15"),
    "training_score": ({"trainings_done": "4", "trainings_with_gain": "1", "trainings_due": "5"}, "1/2"),
}  # fmt: skip


def of(kpi_id: str, **sums: int | Fraction) -> Fraction | None:
    """A KPI's value where its measures come to these sums."""
    return value(kpi(kpi_id).parsed, sums)


# ── the registry ────────────────────────────────────────────────────────────────────────────────


def test_every_kpi_of_the_requirements_is_in_the_registry() -> None:
    """H01: each KPI that the requirements name, I01 to I20 and D14, has at least one entry."""
    told = {number for each in KPIS for number in each.requirement}
    assert told == {"D14"} | {f"I{number:02d}" for number in range(1, 21)}


@pytest.mark.parametrize("kpi_id", KPI_IDS)
def test_a_kpi_is_what_it_comes_to_by_hand(kpi_id: str) -> None:
    """H04: each KPI equals a case computed by hand, which gives all of its measures and no other."""
    sums, expected = BY_HAND[kpi_id]
    formula = kpi(kpi_id).parsed
    assert set(sums) == set(formula.measures)
    assert value(formula, {name: Fraction(number) for name, number in sums.items()}) == Fraction(expected)


def test_cases_by_hand_are_no_more_than_the_registry() -> None:
    """Each case is that of a KPI, and ids are unique."""
    assert sorted(BY_HAND) == sorted(KPI_IDS) == sorted(BY_ID)


PAID = {
    "bookings": "money", "gross_margin": "money", "invoiced": "money", "collected": "money",
    "won_deals": "count", "new_customers": "count", "touches": "count",
}  # fmt: skip


def test_what_the_simulator_pays_for_is_one_measure() -> None:
    """The seven KPIs of the simulated plan are measures of the same name, in whole coins or counted."""
    assert {name: kpi(name).unit for name in get_args(KpiId)} == PAID
    assert all(kpi(name).formula == name and kpi(name).simulated for name in PAID)


def test_what_is_said_of_a_kpi_is_complete() -> None:
    """Law 8: every reliability is assumed, or names a publication with its year; every text has both languages."""
    for each in KPIS:
        assert each.reliability is not None
        assert each.reliability_source == "assumed" or re.search(r"\b(19|20)\d\d\b", each.reliability_source)
        for text in (each.name, each.definition, each.caution):
            assert text is None or (text.en != text.zh and any("一" <= sign <= "鿿" for sign in text.zh))
    assert {each.id for each in KPIS if each.reliability_source != "assumed"} == {"relation_strength"}


def test_each_source_cycle_and_aggregation_has_its_kpi() -> None:
    """H05, H06, H18: sources, cycles, directions and ways of adding up all occur, and ratios are never summed."""
    assert {each.source for each in KPIS} == {"CRM", "finance", "survey", "LMS", "manager form", "ERP"}
    assert {each.cycle for each in KPIS} == {"week", "month", "quarter", "year"}
    assert {each.better for each in KPIS} == {1, -1, 0}
    assert {each.level for each in KPIS} == {"rep", "team"}
    for each in KPIS:
        assert (
            (each.aggregation == "sum")
            == each.additive
            == (each.unit in ("money", "count") and "/" not in each.formula)
        )
    assert {each.aggregation for each in KPIS} == {"sum", "pooled", "mean weighted by n"}


def test_a_mean_weighted_by_n_has_a_count_below() -> None:
    """Where a KPI is called a mean weighted by n, n is what stands below: pooling is then that mean."""
    for each in KPIS:
        if each.aggregation == "mean weighted by n":
            assert {known_measures()[name].unit for name, _ in each.parsed.bottom.terms} == {"count"}
    north = {"satisfaction_points": 3 * 90, "satisfaction_answers": 3}
    coast = {"satisfaction_points": 1 * 50, "satisfaction_answers": 1}
    assert value(kpi("satisfaction").parsed, added([north, coast])) == Fraction(3 * 90 + 1 * 50, 4)


def test_the_registry_is_light() -> None:
    """Reading the registry loads nothing heavy, so that a plan can be checked at once."""
    code = "import sys, scenarios.kpis; print(sorted({'numpy', 'pandas', 'numba', 'scipy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ── identities between KPIs ─────────────────────────────────────────────────────────────────────


def test_price_times_units_is_revenue() -> None:
    """I03: average price times units is bookings, and list value less discount is bookings too."""
    bookings, units, listed = 987_654_321, 7_919, 1_100_000_000
    price = of("average_price", bookings=bookings, units=units)
    off = of("discount_rate", discount=listed - bookings, list_value=listed)
    assert price is not None
    assert off is not None
    assert price * units == bookings
    assert listed * (1 - off) == bookings


def test_new_and_existing_business_make_bookings() -> None:
    """I06: a deal is with a new or with an existing customer, never both."""
    new, existing = (
        of(each, bookings=1000, new_customer_bookings=333) for each in ("new_business", "existing_business")
    )
    assert (new or 0) + (existing or 0) == 1000


def test_renewal_is_one_less_churn() -> None:
    """I15: what is not renewed is churned, at any numbers."""
    for renewals, due in ((0, 7), (3, 7), (7, 7)):
        renewed, churned = (of(each, renewals=renewals, renewals_due=due) for each in ("renewal_rate", "churn_rate"))
        assert renewed is not None
        assert churned == 1 - renewed


def test_season_alone_is_no_trend() -> None:
    """I16: sales that only follow the season show growth from period to period and no trend; real growth shows."""
    season = [Fraction(8, 10), Fraction(11, 10), Fraction(6, 10), Fraction(15, 10)]
    for before, now in pairwise(season):
        sold, last = 500 * now, 500 * before
        assert of("growth_on_period", bookings=sold, bookings_period_before=last) != 0
        assert of("trend", bookings=sold, bookings_in_season=last * now / before) == 0
        assert of("trend", bookings=sold * 2, bookings_in_season=last * now / before) == 1


def test_training_without_gain_counts_half() -> None:
    """I19: completed without gain is half a training, with gain a whole one; another share is a KPI of one's own."""
    assert of("training_score", trainings_done=4, trainings_with_gain=0, trainings_due=4) == Fraction(1, 2)
    assert of("training_score", trainings_done=4, trainings_with_gain=4, trainings_due=4) == 1
    own = OwnKpi(
        id="t",
        name={"en": "T", "zh": "训"},
        unit="ratio",
        formula="(0.2 * trainings_done + 0.8 * trainings_with_gain) / trainings_due",
    )  # type: ignore[arg-type]
    assert value(own.parsed, {"trainings_done": 4, "trainings_with_gain": 0, "trainings_due": 4}) == Fraction(1, 5)


def test_a_young_cohort_comes_with_a_note() -> None:
    """I05: conversion of a cohort says that open leads make it read low; only the cohort's denominator moves it."""
    note = kpi("lead_conversion_cohort").caution
    assert note is not None
    assert "still open" in note.en
    assert "删失" in note.zh
    assert of("lead_conversion_cohort", cohort_won=5, cohort_leads=50) == Fraction(1, 10)
    assert of("win_rate_cohort", cohort_won=5, cohort_closed=20) == Fraction(1, 4)


# ── benchmarks ──────────────────────────────────────────────────────────────────────────────────


def benchmark(threshold: str | None, target: str, stretch: str | None, **more: Any) -> Benchmark:
    told = {"kind": "own history", "source": "three years"} | more
    return Benchmark.model_validate({"threshold": threshold, "target": target, "stretch": stretch} | told)


@pytest.mark.parametrize("points", [("0.2", "0.25", "0.35"), ("0.08", "0.05", "0.02")])
def test_a_score_is_0_100_and_the_cap_at_its_three_points(points: tuple[str, str, str]) -> None:
    """H02: exactly 0, 100 and the cap at threshold, target and stretch, straight between and flat outside."""
    held = benchmark(*points, kind="peer median")
    low, middle, high = (Fraction(point) for point in points)
    assert [held.score(point) for point in (low, middle, high)] == [0, 100, 120]
    assert [held.score(point) for point in (2 * low - middle, 2 * high - middle)] == [0, 120]
    assert [held.score((low + middle) / 2), held.score((middle + high) / 2)] == [50, 110]


def test_a_lone_target_gives_no_score() -> None:
    """A benchmark of which only the target is known is shown and scores nothing."""
    held = kpi("lead_conversion").benchmark
    assert held is not None
    assert (held.target, held.kind, held.score(Fraction(1, 10))) == (Decimal("0.048"), "external", None)


def test_benchmarks_that_turn_back_are_refused() -> None:
    """Threshold, target and stretch go one way, the way that is better; a KPI whose less is better is no exception."""
    for points in (("1", "3", "2"), ("2", "1", "3"), ("1", "1", "2")):
        with pytest.raises(ValidationError, match="should go one way"):
            benchmark(*points)
    up = benchmark("0.1", "0.2", "0.3")
    entry = kpi("churn_rate").model_dump()
    with pytest.raises(ValidationError, match="goes against what is better"):
        Kpi.model_validate(entry | {"benchmark": up})
    assert Kpi.model_validate(entry | {"benchmark": benchmark("0.3", "0.2", "0.1")}).benchmark is not None


# ── a plan's own ────────────────────────────────────────────────────────────────────────────────

OWN = {"id": "new_product", "name": {"en": "New product", "zh": "新品"}, "unit": "count", "formula": "won_deals"}


def test_an_own_kpi_needs_little() -> None:
    """A KPI of a plan's own is an id, a name, a unit and a formula; the rest has defaults."""
    own = OwnKpi.model_validate(OWN)
    assert (own.better, own.cycle, own.source, own.reliability, own.given) == (1, "month", None, None, ())
    assert (own.aggregation, own.additive, own.simulated) == ("sum", True, True)


def test_an_own_kpi_may_use_numbers_of_its_own() -> None:
    """Numbers that only the scores file gives are named under `given`; a year is then not simulated with them."""
    own = OwnKpi.model_validate(
        OWN | {"unit": "score", "formula": "demo_points / demos", "given": ("demo_points", "demos")}
    )
    assert (own.aggregation, own.simulated, own.parsed.measures) == ("pooled", False, ("demo_points", "demos"))


def test_an_own_kpi_stands_beside_the_registry() -> None:
    """A plan's KPIs are found with the registry's; an id that is taken, there or in the plan, is refused."""
    own = OwnKpi.model_validate(OWN)
    known = with_own([own])
    assert (known["new_product"], known["win_rate"]) == (own, kpi("win_rate"))
    assert clashes([own], ("plan", "kpis")) == []
    taken = OwnKpi.model_validate(OWN | {"id": "win_rate"})
    assert [(problem.path, problem.message) for problem in clashes([own, own, taken], ("plan", "kpis"))] == [
        (("plan", "kpis", 1, "id"), "this id is used twice; ids are unique"),
        (("plan", "kpis", 2, "id"), "is a KPI of the registry; choose another id"),
    ]


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"formula": "won_deal"}, "names a measure that does not exist"),
    ({"formula": "won_deals / (won_deals"}, "is not a complete formula"),
    ({"formula": "5"}, "names no measure"),
    ({"formula": "won_deals - won_deals"}, "names no measure"),
    ({"formula": "won_deals + 1"}, "a number may multiply measures, not be added to them"),
    ({"formula": "won_deals / (leads + 1)", "unit": "ratio"}, "a number may multiply measures, not be added to them"),
    ({"formula": "1 / leads", "unit": "ratio"}, "a number may multiply measures, not be added to them"),
    ({"formula": "bookings"}, "the formula makes money"),
    ({"formula": "won_deals / leads"}, "the formula makes ratio"),
    ({"formula": "bookings / won_deals"}, "the formula makes money"),
    ({"formula": "bookings + 100 * won_deals"}, "the formula makes a mixture of units"),
    ({"formula": "effort", "unit": "score"}, "the formula makes effort"),
    ({"unit": "percent"}, "'money', 'count', 'ratio', 'score', 'days' or 'hours'"),
    ({"given": ("leads",)}, "is a measure already; leave it out"),
    ({"given": ("Leads",)}, "should match pattern"),
    ({"better": 2}, "1, -1 or 0"),
    ({"weight": 1}, "Extra inputs are not permitted"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), FAULTS)
def test_an_own_kpi_that_makes_no_sense_is_refused(change: dict[str, Any], message: str) -> None:
    """What cannot be computed, added up or paid in its unit is refused, and says why."""
    with pytest.raises(ValidationError) as refused:
        OwnKpi.model_validate(OWN | change)
    assert message in str(refused.value)


def test_points_may_be_given_for_several_kinds_of_thing() -> None:
    """A mixture of units is no count and no money, but it can be a score."""
    own = OwnKpi.model_validate(OWN | {"unit": "score", "formula": "10 * won_deals + 0.5 * hours"})
    assert value(own.parsed, {"won_deals": 2, "hours": 4}) == 22


def test_a_ratio_of_the_registry_is_never_summed() -> None:
    """An entry that says its ratio is summed, or its sum pooled, is refused."""
    for kpi_id, wrong in (("win_rate", "sum"), ("won_deals", "pooled")):
        with pytest.raises(ValidationError, match="ratios are pooled, and only they"):
            Kpi.model_validate(kpi(kpi_id).model_dump() | {"aggregation": wrong})
