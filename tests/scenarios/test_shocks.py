"""Shocks as data: each changes what it is about and nothing else, and one of no size changes nothing."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scenarios.load import difference, fingerprint, load
from scenarios.scenario import Scenario
from scenarios.shock_effects import CannotHappen, at_target, by_quota, joiners, shocked
from scenarios.shock_text import misfits, read_shocks, usual_shocks
from scenarios.shocks import KINDS, Blow, Shock

SMALL = Path(__file__).parents[1] / "cli" / "small_company.yaml"
JOINS = "people.reps[E107].joins=2027-04-01"
ZERO = ("demand=0%", "price=0%", "leave=0@7", "hiring=0", "payment=-0%")
SIZES = ("demand=-20%", "price=-10%", "leave=2@7", "hiring=3", "payment=+50%")
TOUCHES = {
    "demand": {"market.demand.leads_per_year": 4, "customers.accounts.leads_per_customer": 4},
    "price": {"market.segments.value.mean": 2, "market.segments.margin": 2, "opening.pipeline.amount": 30},
    "leave": {"people.reps.leaves": 2},
    "hiring": {"people.reps.joins": 1},
    "payment": {"customers.terms.payment.mean": 1},
}
"""Inputs of the bundled company that each shock changes, and how many of each."""


def shock(text: str) -> Shock:
    """One shock, written as a user would."""
    found, faults = read_shocks([text])
    assert faults == []
    return found[0]


def company(*overrides: str) -> Scenario:
    """The bundled baseline with somebody who joins in April."""
    return load("baseline", [JOINS, *overrides])


def small(*overrides: str) -> Scenario:
    return load(SMALL, overrides)


@pytest.mark.parametrize("text", ZERO)
@pytest.mark.parametrize("scenario", [company(), small()], ids=["funnel", "direct"])
def test_a_shock_of_no_size_is_exactly_base(scenario: Scenario, text: str) -> None:
    """Null twin: a shock of size zero gives the same scenario, by fingerprint and by value."""
    assert shocked(scenario, shock(text)) == scenario
    assert fingerprint(shocked(scenario, shock(text))) == fingerprint(scenario)


@pytest.mark.parametrize("text", SIZES)
def test_each_shock_changes_its_own_inputs_only(text: str) -> None:
    """Law 7: of the scenario's values a shock changes those of its mechanism, all of them and no others."""
    changes = difference(company(), shocked(company(), shock(text)))
    kinds = Counter(re.sub(r"\[[^\]]*\]", "", change.path) for change in changes)
    assert kinds == TOUCHES[text.partition("=")[0]]


def test_demand_falls_by_its_share() -> None:
    """Every row of demand and of old customers brings 20 % fewer leads; the open pipeline stays."""
    before, after = company(), shocked(company(), shock("demand=-20%"))
    assert [row.leads_per_year for row in after.market.demand] == pytest.approx(
        [0.8 * row.leads_per_year for row in before.market.demand]
    )
    assert [row.leads_per_customer for row in after.customers.accounts] == pytest.approx(
        [0.8 * row.leads_per_customer for row in before.customers.accounts]
    )
    assert after.opening == before.opening


def test_a_price_war_takes_value_and_leaves_cost() -> None:
    """Contracts and open deals are worth 10 % less while the goods cost what they did; signed orders stay."""
    before, after = company(), shocked(company(), shock("price=-10%"))
    for old, new in zip(before.market.segments, after.market.segments, strict=True):
        assert new.value.mean == old.value.mean * Decimal("0.9")
        cost = float(old.value.mean) * (1 - old.margin)
        assert float(new.value.mean) * (1 - new.margin) == pytest.approx(cost)
    worth = [[row.amount for row in each.opening.pipeline] for each in (before, after)]
    assert worth[1] == [amount * Decimal("0.9") for amount in worth[0]]
    assert (after.opening.orders, after.opening.receivables) == (before.opening.orders, before.opening.receivables)


def test_those_with_the_highest_quotas_leave() -> None:
    """The two senior reps who stand first leave as the seventh month begins; who left before stays gone."""
    gone = "people.reps[E101].leaves=2027-03-01"
    for scenario, leavers in ((company(), ["E101", "E102"]), (company(gone), ["E102", "E201"])):
        after = shocked(scenario, shock("leave=2@7"))
        assert [rep.id for rep in after.people.reps if rep.leaves == date(2027, 7, 1)] == leavers
    assert [company().people.reps[i].level for i in by_quota(company())[:6]] == ["senior"] * 6


def test_newcomers_come_later() -> None:
    """Everybody who joins in the year joins three months later; who would have gone by then never comes."""
    after = shocked(company(), shock("hiring=3"))
    assert [rep.id for rep in joiners(company())] == ["E107"]
    assert next(rep for rep in after.people.reps if rep.id == "E107").joins == date(2027, 7, 1)
    short = shocked(company("people.reps[E107].leaves=2027-06-01"), shock("hiring=3"))
    rep = next(rep for rep in short.people.reps if rep.id == "E107")
    assert (rep.joins, rep.leaves) == (date(2028, 1, 1), None)


def test_customers_pay_later() -> None:
    """The mean time to payment is half as long again, in the scenario's own distribution."""
    before, after = company(), shocked(company(), shock("payment=+50%"))
    assert after.customers.terms.payment.mean == 1.5 * before.customers.terms.payment.mean
    assert after.customers.terms.delivery == before.customers.terms.delivery


def test_shocks_of_a_direct_market() -> None:
    """Demand takes its share of base and effect; prices take theirs of spread and lots too, and of the margin."""
    market = small().market
    less, cheap = (shocked(small(), shock(text)).market for text in ("demand=-20%", "price=-10%"))
    assert (less.base, less.effect) == pytest.approx((0.8 * market.base, 0.8 * market.effect))
    assert (less.noise, less.margin) == (market.noise, market.margin)
    assert (cheap.base, cheap.effect) == pytest.approx((0.9 * market.base, 0.9 * market.effect))
    assert cheap.margin == pytest.approx(1 - 0.7 / 0.9)


def test_shocks_joined_by_a_comma_happen_together() -> None:
    """A combined shock is its parts one after the other, and its name says both."""
    both = shock("demand=-20%, price=-10%")
    one_by_one = shocked(shocked(company(), shock("demand=-20%")), shock("price=-10%"))
    assert shocked(company(), both) == one_by_one
    assert both.name.en == "Demand -20 % + Prices -10 %"
    assert both.name.zh == "需求 -20% + 价格 -10%"
    assert both.code == "demand=-20%,price=-10%"


@pytest.mark.parametrize("text", [*SIZES, *ZERO, "demand=+12.5%", "leave=1@12", "hiring=1"])
def test_a_shock_can_be_written_again_from_its_code(text: str) -> None:
    """What a shock calls itself reads as the same shock, in full-width signs too."""
    found = shock(text)
    assert shock(found.code) == found
    assert shock(text.translate(str.maketrans("=%-@,", "＝％－＠，"))) == found
    assert found.name.en
    assert found.name.zh


# ── what cannot be ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("demnd=-20%", "did you mean `demand`?"),
        ("weather=-20%", "is not a shock"),
        ("", "is not a shock"),
        ("demand", "has no size"),
        ("demand=", "has no size"),
        ("demand=-0.2", "should be a percentage"),
        ("demand=few", "should be a percentage"),
        ("demand=-101%", "between -100 % and +500 %"),
        ("price=-100%", "above -100 % and +500 %"),
        ("payment=+501%", "between -100 % and +500 %"),
        ("leave=2", "a number of people and a month"),
        ("leave=-1@3", "a number of people and a month"),
        ("leave=2@0", "counted from 1"),
        ("hiring=1.5", "a whole number of months"),
        ("hiring=61", "at most 60 months"),
        ("demand=-20%,demand=-10%", "stands twice"),
    ],
)
def test_a_shock_that_cannot_be_read(text: str, said: str) -> None:
    """A misspelt, sizeless or boundless shock is a fault of the option that says what to write."""
    _, faults = read_shocks([text])
    assert len(faults) == 1
    assert faults[0].file == "--shock"
    assert said in str(faults[0])


def test_all_faults_of_all_shocks_are_told_at_once() -> None:
    """Every piece of every shock is read before anything is said; a repeated shock and too many are faults too."""
    faults = read_shocks(["demand=x,price=y", "hiring=z", "leave=1@2", "leave=1@2"])[1]
    assert len(faults) == 4
    assert any("named twice" in str(fault) for fault in faults)
    assert "at most 20" in str(read_shocks([f"demand=-{n}%" for n in range(21)])[1][0])


@pytest.mark.parametrize(
    ("scenario", "text", "said"),
    [
        (company(), "price=-40%", "becomes a loss"),
        (company(), "leave=25@7", "only 24 reps"),
        (company(), "leave=1@13", "12 months"),
        (load("baseline"), "hiring=3", "nobody joins"),
        (company(), "payment=+500%", ""),
        (company("customers.terms.payment.mean=500"), "payment=+500%", "out of bounds: customers.terms.payment.mean"),
        (small(), "payment=+50%", "no payment times"),
        (small(), "leave=1@7", "no dates"),
        (small(), "price=-40%", "becomes a loss"),
    ],
)
def test_shocks_that_mean_nothing_here(scenario: Scenario, text: str, said: str) -> None:
    """A shock that a scenario cannot meet is refused with the reason; one that it can is not."""
    found = misfits(scenario, [shock(text)])
    assert [said in str(fault) for fault in found] == ([True] if said else [])


def test_usual_shocks_are_mild_and_named() -> None:
    """Without a wish one shock of each kind is tried; where one has no meaning, it is left out and said so."""
    shocks, left_out = usual_shocks(company())
    assert [each.code for each in shocks] == list(SIZES)
    assert [each.blows[0].kind for each in shocks] == list(KINDS)
    assert left_out == []
    few, left_out = usual_shocks(small())
    assert [each.code for each in few] == ["demand=-20%", "price=-10%"]
    assert ["no dates" in note.en or "nobody joins" in note.en or "no payment" in note.en for note in left_out] == [
        True
    ] * 3
    assert all("未测试" in note.zh for note in left_out)


def test_no_shock_is_no_change() -> None:
    """Nothing happening leaves the scenario as it is, and is called so."""
    assert shocked(company(), Shock()) is not None
    assert shocked(company(), Shock()) == company()
    assert (Shock().code, Shock().name.en) == ("none", "No shock")
    with pytest.raises(CannotHappen):
        shocked(small(), Shock((Blow("payment", Decimal(1)),)))


# ── targets ─────────────────────────────────────────────────────────────────────────────────────


def test_another_target_is_another_target_and_nothing_else() -> None:
    """A multiple of the target changes the company's target alone; once is the scenario itself."""
    changes = difference(company(), at_target(company(), Decimal("1.05")))
    assert [change.path for change in changes] == ["targets.company"]
    assert at_target(company(), Decimal("1.05")).targets.company == Decimal("1.05") * company().targets.company
    assert at_target(company(), Decimal(1)) == company()


def test_a_market_counted_in_quotas_does_not_grow_with_them() -> None:
    """A direct market stated in quotas sells the same money under a higher target: shares times quotas are kept."""
    before, after = small(), at_target(small(), Decimal("1.25"))
    for key in ("base", "effect", "lot"):
        sold = [getattr(each.market, key) * float(each.targets.company) for each in (before, after)]
        assert sold[1] == pytest.approx(sold[0])
    money = small("market.unit=money", "market.base=1000", "market.effect=9000")
    assert at_target(money, Decimal("1.25")).market == money.market
