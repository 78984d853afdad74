"""A plan file's own examples carried out: amounts, people, ratios, cancellations, instalments and tax."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scenarios.plan_file import PlanFile, load_plan
from sim.pay.examples import ExampleResult, example_months, instalments, run_example, run_examples
from sim.pay.maker import UnpayableError

COMMISSION: dict[str, Any] = {
    "kind": "commission", "id": "commission", "name": "Commission", "measure": "bookings", "period": "quarter",
    "schedule": {"mode": "marginal", "tiers": [{"from": 0, "rate": 0.01}, {"from": 1, "rate": 0.02}]},
}  # fmt: skip
PEOPLE = {
    "levels": [
        {"id": "one", "name": "One", "base": 5000, "variable": 60000, "quota_weight": 1},
        {"id": "two", "name": "Two", "base": 9000, "variable": 90000, "quota_weight": 2},
    ],
    "roles": [{"id": "hunter", "name": "Hunter"}],
}


def result(example: dict[str, Any], *components: dict[str, Any], **sections: Any) -> ExampleResult:
    """One example under a plan of these components."""
    plan = {"name": "Plan", "components": list(components or (COMMISSION,))} | sections.pop("plan", {})
    file = PlanFile.model_validate({"plan": plan, "people": PEOPLE, "examples": [example]} | sections)
    return run_example(file, file.examples[0])


def test_an_example_passes_or_says_what_was_expected_and_what_was_paid() -> None:
    """The same amounts pass with the right pay and miss, with both numbers, where one coin more is expected."""
    given = {"quota": 300000, "given": [{"amount": 400000}]}
    assert result(given | {"pays": 5000}).passed
    (miss,) = result(given | {"pays": 5000.01}).misses
    assert (miss.what.en, int(miss.expected), miss.got) == ("pay", 500001, 500000)


def test_every_oracle_file_passes_its_own_examples() -> None:
    """All plan files of the oracles pay what they say, and one with a rate changed does not."""
    files = sorted((Path(__file__).parents[1] / "plans").glob("*.yaml"))
    assert files
    for file in files:
        assert [r.misses for r in run_examples(load_plan(file)) if not r.passed] == [], file.name
    wrong = load_plan(files[0], ["plan.components[commission].schedule.tiers[0].rate=0.11"])
    assert not all(r.passed for r in run_examples(wrong))


def test_the_year_is_as_long_as_the_plans_periods_and_the_months_named_need() -> None:
    """A quarterly plan makes a quarter; a month beyond it makes two; a stated length stands."""
    for example, months in (
        ({"pays": 0}, 3), ({"given": [{"amount": 1, "month": 4}], "pays": 0}, 6), ({"months": 5, "pays": 0}, 5),
        ({"given": [{"amount": 1, "month": 2, "cancelled": 9}], "pays": 0}, 9),
    ):  # fmt: skip
        found = result(example)
        assert found.paper.payees.months == months
    plan = {"plan": {"name": "P", "components": [COMMISSION | {"period": "year"}]}, "examples": [{"pays": 0}]}
    file = PlanFile.model_validate(plan)
    assert example_months(file, file.examples[0]) == 12


def test_a_quota_is_spread_over_the_months_to_the_coin() -> None:
    """A quota that three months do not divide evenly is still whole."""
    assert result({"quota": 100, "pays": 0}).paper.payees.quota.tolist() == [[3334, 3333, 3333]]


def test_the_first_persons_pay_counts_with_salary() -> None:
    """Three months of the first level's salary and commission; the second person's pay is not in it."""
    base = {"kind": "base", "id": "base", "name": "Salary"}
    example = {
        "people": [{"id": "a"}, {"id": "b", "level": "two"}],
        "quota": 300000,
        "given": [{"amount": 100000, "rep": "a"}, {"amount": 200000, "rep": "b"}],
        "pays": 16000,
        "expects": [
            {"component": "commission", "rep": "b", "pays": 2000},
            {"component": "base", "rep": "b", "month": 2, "pays": 9000},
        ],
    }
    found = result(example, base, COMMISSION)
    assert found.passed
    assert found.paid["commission", 3, "a"] == 100000


def test_only_people_in_a_role_are_paid_by_it() -> None:
    """A component for hunters pays the hunter and not the other."""
    example = {
        "quota": 300,
        "people": [{"id": "a", "role": "hunter"}, {"id": "b"}],
        "given": [{"amount": 100, "rep": "a"}, {"amount": 100, "rep": "b"}],
        "expects": [
            {"component": "commission", "rep": "a", "pays": 1},
            {"component": "commission", "rep": "b", "pays": 0},
        ],
    }
    assert result(example, COMMISSION | {"roles": ["hunter"]}).passed


def test_who_joins_later_is_paid_from_then_on_and_ramps() -> None:
    """Salary begins in the month of joining, and the ramp lowers the first month's quota; null: always there."""
    base = {"kind": "base", "id": "base", "name": "Salary"}
    ramped = COMMISSION | {"ramp": [0.5], "period": "month"}
    example = {"months": 3, "quota": 300000, "people": [{"id": "a", "joined": 2}],
               "given": [{"amount": 100000, "month": 2, "rep": "a"}]}  # fmt: skip
    late = example | {
        "expects": [
            {"component": "base", "rep": "a", "pays": 10000},
            {"component": "commission", "rep": "a", "pays": 1500},
        ]
    }
    assert result(late, base, ramped).passed
    always = late | {"people": [{"id": "a"}]}
    assert [m.got for m in result(always, base, ramped).misses] == [1500000, 100000]


def test_a_cancelled_deal_is_taken_off_in_its_month() -> None:
    """A deal cancelled in the same quarter pays nothing; in the next one it pays first."""
    assert result({"given": [{"amount": 1000, "cancelled": 3}], "quota": 0, "pays": 0}).passed
    rows = [{"component": "commission", "month": month, "pays": pays} for month, pays in ((3, 10), (6, 0))]
    kept = {"given": [{"amount": 1000, "cancelled": 4}], "quota": 30000, "months": 6, "expects": rows}
    assert result(kept).passed


def test_a_ratio_is_of_the_amounts_of_its_month() -> None:
    """A margin rate of 22 % with bookings given switches the coefficient; a lower one does not."""
    bands = {
        "kind": "bands",
        "by": [{"kpi": "gross_margin_rate"}],
        "bands": [{"from": None, "times": 1}, {"from": 0.22, "times": 2}],
    }
    component = COMMISSION | {"modifiers": [bands]}
    for rate, pays in ((0.22, 200), (0.219999, 100)):
        given = [{"amount": 10000, "month": 1}, {"kpi": "gross_margin_rate", "amount": rate, "month": 1}]
        assert result({"given": given, "quota": 30000, "pays": pays}, component).passed
    with pytest.raises(UnpayableError, match="give bookings in month 2, too"):
        result({"given": [{"kpi": "gross_margin_rate", "amount": 0.3, "month": 2}], "pays": 0}, component)


def test_a_score_given_alone_is_made_up_of_its_measures() -> None:
    """A satisfaction of 85 points opens a gate at 85 and not one at 85.1."""
    for least, pays in ((85, 10), (85.1, 0)):
        gates = {"conditions": [{"kpi": "satisfaction", "at_least": least}]}
        given = [{"amount": 1000}, {"kpi": "satisfaction", "amount": 85}]
        assert result({"given": given, "quota": 3000, "pays": pays}, COMMISSION | {"gates": gates}).passed


def test_an_average_price_is_money() -> None:
    """A gate at an average price of 500 opens at 500 and is shut a coin below it, counted from bookings and units."""
    component = COMMISSION | {"gates": {"conditions": [{"kpi": "average_price", "at_least": 500}]}}
    for amount, pays in ((5000.0, 50), (4999.99, 0)):
        given = [{"amount": amount}, {"kpi": "units", "amount": 10}]
        assert result({"given": given, "quota": 30000, "pays": pays}, component).passed
    bookings = {"amount": 5000}, {"kpi": "average_price", "amount": 500}
    assert result({"given": list(bookings), "quota": 30000, "pays": 50}, component).passed


def test_a_measure_may_be_given_by_its_own_name() -> None:
    """Gross retention of three measures is given by them; by itself it is refused, naming them."""
    gates = {"conditions": [{"kpi": "gross_retention", "at_least": 0.9}]}
    parts = [{"kpi": "opening_recurring", "amount": 1000}, {"kpi": "churned", "amount": 100}]
    assert result(
        {"given": [{"amount": 1000}, *parts], "quota": 3000, "pays": 10}, COMMISSION | {"gates": gates}
    ).passed
    with pytest.raises(UnpayableError, match="opening_recurring, contraction, churned"):
        result({"given": [{"kpi": "gross_retention", "amount": 0.9}], "pays": 0}, COMMISSION | {"gates": gates})


def test_features_of_a_deal_decide_what_counts() -> None:
    """Only the segment asked for counts, a new customer counts twice, and late money less."""
    where = COMMISSION | {"where": {"segments": ["pump"]}, "counts": [{"new_customers": True, "counts": 2}]}
    given = [
        {"amount": 100, "segment": "pump"},
        {"amount": 100, "segment": "valve"},
        {"amount": 100, "segment": "pump", "new_customer": True},
    ]
    assert result({"given": given, "quota": 30000, "pays": 3}, where).passed
    late = COMMISSION | {"measure": "collected", "days_to_pay": [{"from": 0, "counts": 1}, {"from": 31, "counts": 0.5}]}
    money = [{"kpi": "collected", "amount": 1000, "days": 30}, {"kpi": "collected", "amount": 1000, "days": 31}]
    assert result({"given": money, "quota": 30000, "pays": 15}, late).passed


def test_amounts_are_in_the_plans_unit() -> None:
    """With 万元 an amount of 50 is 500,000, and pay is told in 万元, too."""
    found = result({"given": [{"amount": 50}], "quota": 100, "pays": 0.5}, plan={"unit": 10000})
    assert found.passed
    assert found.pays == 500_000


def test_instalments_add_up_and_the_last_takes_the_rest() -> None:
    """Each part is cut to the coin, below zero as well as above, and together they are the pay."""
    shares = [Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)]
    assert instalments(100, shares) == (33, 33, 34)
    assert instalments(-100, shares) == (-33, -33, -34)
    parts = COMMISSION | {"instalments": [{"share": 0.7}, {"share": 0.2}, {"share": 0.1}]}
    example = {"given": [{"amount": 1000000}], "quota": 3000000}
    row = {"component": "commission", "pays": 10000, "instalments": [7000, 2000, 1000]}
    assert result(example | {"expects": [row]}, parts).passed
    (two, three) = result(example | {"expects": [row | {"instalments": [7000, 3000]}]}, parts).misses
    assert [two.what.en, three.what.en] == ["commission, instalment 2", "commission, instalment 3"]


def test_tax_is_that_of_an_annual_bonus() -> None:
    """36,000 is taxed 1,080 and 36,001 3,390.10 (O13)."""
    component = COMMISSION | {"schedule": {"mode": "marginal", "edges": "amount", "tiers": [{"from": 0, "rate": 1}]}}
    for pays, tax in ((36000, 1080), (36001, 3390.1)):
        assert result({"given": [{"amount": pays}], "tax": tax}, component).passed
    assert not result({"given": [{"amount": 36000}], "tax": 1081}, component).passed


def test_what_cannot_be_counted_is_told() -> None:
    """Dates without a calendar of dates cannot be paid; with one, half a month's quota is half of it."""
    dated = COMMISSION | {"starts": "2027-02-01", "period": "month"}
    with pytest.raises(UnpayableError, match="need a calendar with dates"):
        result({"given": [{"amount": 100}], "pays": 0}, dated)
    calendar = {"company": {"calendar": {"kind": "working_days", "start": "2027-01-01"}}}
    given = [{"amount": 100, "month": 1}, {"amount": 100, "month": 2}]
    assert result({"given": given, "quota": 3000000, "pays": 1}, dated, **calendar).passed
