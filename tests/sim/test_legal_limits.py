"""The legal limits on pay: sums to the coin, and each rule at its limit, one coin below it and one above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.base import Label
from scenarios.company import Currency
from scenarios.legal.city import CityProfile
from scenarios.legal.numbers import LegalNumber
from scenarios.legal.reading import cities, city
from scenarios.legal.rules import RULES, rule
from scenarios.legal.tax import bonus_tax
from sim.pay.legal import (
    annual_bonus_tax,
    coins_of,
    dead_zones,
    deduct,
    deductible,
    eligible_wage,
    millionths,
    top_up,
)
from sim.pay.legal_facts import Change, Deduction, PaidGroup, PayCycle, PlanFacts, Recovery, Term, TermKind
from sim.pay.legal_findings import LegalFinding, legal_findings
from sim.pay.legal_words import TERMS, WORDS, money, percent

FAST = settings(max_examples=500, deadline=None, derandomize=True)
COIN = 100
SHENZHEN_WAGE = 2_520 * COIN
SHANGHAI_WAGE = 2_740 * COIN
WAGES = st.integers(-(10**7), 10**9)


def name(text: str) -> Label:
    return Label(en=text, zh=f"{text}（中）")


# ── deductions, top-up ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wage", "asked", "taken"), [(8_000, 2_500, 1_600), (3_000, 900, 480), (2_600, 900, 80), (2_400, 100, 0)]
)
def test_a_deduction_is_a_fifth_at_most_and_leaves_the_minimum_wage(wage: int, asked: int, taken: int) -> None:
    """Oracle O14: what is taken is the least of what is asked, a fifth of the wage and what is above the minimum."""
    assert deductible(wage * COIN, asked * COIN, SHENZHEN_WAGE) == taken * COIN


@pytest.mark.parametrize(
    ("wage", "asked", "taken"),
    [
        (800_000, 159_999, 159_999),
        (800_000, 160_000, 160_000),
        (800_000, 160_001, 160_000),
        (SHENZHEN_WAGE - 1, 100, 0),
        (SHENZHEN_WAGE, 100, 0),
        (SHENZHEN_WAGE + 1, 100, 1),
        (315_000, 10**9, 63_000),  # a fifth and what is above the minimum are the same here
        (314_999, 10**9, 62_999),
        (315_001, 10**9, 63_000),
        (800_004, 10**9, 160_000),  # 160,000.8 coins are rounded down
        (800_000, -5, 0),
        (-800_000, 100, 0),
    ],
)
def test_a_deduction_at_its_limits(wage: int, asked: int, taken: int) -> None:
    """One coin below, at and above each of the three limits; the fifth is rounded down; nothing is ever added."""
    assert deductible(wage, asked, SHENZHEN_WAGE) == taken


def test_a_city_without_a_minimum_wage_limits_by_share_alone() -> None:
    """With no minimum wage to be left, a fifth of the wage may go; the share is the profile's."""
    assert deductible(100_000, 10**9, 0) == 20_000
    assert deductible(100_000, 10**9, 0, 150_000) == 15_000


@FAST
@given(st.lists(st.tuples(WAGES, st.integers(0, 10**8)), max_size=24), st.integers(0, 400_000))
def test_nothing_that_is_asked_is_lost_over_the_months(months: list[tuple[int, int]], minimum: int) -> None:
    """What is taken and what is still carried are what was asked (law 5); each month keeps both of its limits."""
    wages, asked = [wage for wage, _ in months], [new for _, new in months]
    done = deduct(wages, asked, minimum)
    assert sum(taken for taken, _ in done) + (done[-1][1] if done else 0) == sum(asked)
    for wage, (taken, carried) in zip(wages, done, strict=True):
        assert taken >= 0
        assert carried >= 0
        assert taken == 0 or (taken * 5 <= wage and wage - taken >= minimum)


def test_what_a_month_cannot_bear_is_carried_forward() -> None:
    """A loss of 900 from wages of 3,000 is taken over two months, 480 and 420; with nothing asked nothing is taken."""
    assert deduct([300_000] * 3, [90_000, 0, 0], SHENZHEN_WAGE) == [(48_000, 42_000), (42_000, 0), (0, 0)]
    assert deduct([300_000] * 3, [0, 0, 0], SHENZHEN_WAGE) == [(0, 0)] * 3
    with pytest.raises(ValueError, match="longer"):
        deduct([300_000], [1, 2], SHENZHEN_WAGE)


def test_a_wage_is_topped_up_to_the_minimum_and_no_further() -> None:
    """The top-up is what is missing, to the coin, and nothing at the minimum and above."""
    around = [SHENZHEN_WAGE - 1, SHENZHEN_WAGE, SHENZHEN_WAGE + 1]
    assert [top_up(wage, SHENZHEN_WAGE) for wage in around] == [1, 0, 0]
    assert top_up(0, SHENZHEN_WAGE) == SHENZHEN_WAGE


def test_what_a_city_excludes_does_not_count_towards_the_minimum() -> None:
    """Overtime never counts, the worker's own insurance only not in Shanghai and Beijing, commission always does."""
    parts = {"overtime": 30_000, "own_insurance": 40_000, "commission": 50_000}
    assert eligible_wage(300_000, parts, city("shenzhen")) == 270_000
    assert eligible_wage(300_000, parts, city("shanghai")) == 230_000
    assert eligible_wage(300_000, {}, city("shanghai")) == 300_000


def test_numbers_of_a_profile_in_coins_and_millionths() -> None:
    """Amounts are rounded up to the coin and shares down to the millionth, so that no limit is missed by rounding."""
    wage = LegalNumber(value=Decimal("2520.001"), unit="CNY/month", source="x", status="read")
    assert [coins_of(wage, digits) for digits in (0, 2, 3)] == [2_521, 252_001, 2_520_001]
    share = LegalNumber(value=Decimal("0.2"), unit="share", source="x", status="read")
    assert millionths(share) == 200_000
    assert millionths(share.__class__(**{**share.model_dump(), "value": Decimal("0.1234567")})) == 123_456


# ── tax on a one-off annual bonus ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("bonus", "tax", "net"),
    [
        (36_000, "1080", "34920"),
        (36_001, "3390.10", "32610.90"),
        (144_000, "14190", "129810"),
        (144_001, "27390.20", "116610.80"),
        (300_000, "58590", "241410"),
        (300_001, "72340.25", "227660.75"),
    ],
)
def test_tax_on_a_yearly_bonus_to_the_cent(bonus: int, tax: str, net: str) -> None:
    """Oracle O13: the twelfth finds the bracket, whose rate is taken on the whole bonus."""
    taken = annual_bonus_tax(bonus * COIN)
    assert (taken, bonus * COIN - taken) == (int(Decimal(tax) * COIN), int(Decimal(net) * COIN))


def test_an_amount_that_ends_a_bracket_belongs_to_it() -> None:
    """One coin below an edge, on it, and one above: tax jumps on the last step and on no other."""
    edge = 3_600_000
    below, on, above = (annual_bonus_tax(edge + step) for step in (-1, 0, 1))
    assert (below, on, above) == (108_000, 108_000, 339_000)  # 107,999.97 and 339,000.1 coins are rounded
    assert annual_bonus_tax(0) == 0


def test_half_a_coin_of_tax_is_rounded_up() -> None:
    """3 % of 0.50 yuan is 1.5 coins, and 2 are taken; of 0.49 it is 1.47, and 1 is."""
    assert [annual_bonus_tax(amount) for amount in (49, 50, 16, 17)] == [1, 2, 0, 1]


def test_dead_zones_are_the_published_ones() -> None:
    """Oracle O13: the six zones in which a larger bonus leaves less, computed from the table, to the cent."""
    published = [
        ("36000", "38566.67"),
        ("144000", "160500"),
        ("300000", "318333.33"),
        ("420000", "447500"),
        ("660000", "706538.46"),
        ("960000", "1120000"),
    ]
    assert dead_zones() == [(int(Decimal(a) * COIN), int(Decimal(b) * COIN)) for a, b in published]


def net(amount: int) -> int:
    return amount - annual_bonus_tax(amount)


@pytest.mark.parametrize(("start", "end"), dead_zones())
def test_a_dead_zone_begins_and_ends_where_it_is_said_to(start: int, end: int) -> None:
    """Inside every amount leaves less than the zone's start; its last coin still does, and the coin after does not."""
    assert net(start - 1) <= net(start)
    assert net(start + 1) < net(start)
    assert net(end - 1) < net(start) <= net(end)


@FAST
@given(st.integers(0, 150_000_000), st.integers(0, 150_000_000))
def test_outside_dead_zones_a_larger_bonus_leaves_no_less(a: int, b: int) -> None:
    """Of two bonuses the larger leaves less only if it lies in a zone; in one it leaves less than the zone's start."""
    small, large = sorted((a, b))
    inside = [zone for zone in dead_zones() if zone[0] < large < zone[1]]
    assert inside or net(large) >= net(small)
    assert all(net(large) < net(start) for start, _ in inside)


def test_a_table_whose_tax_does_not_jump_has_no_dead_zone() -> None:
    """With quick deductions for the whole year, which make tax grow steadily, there is none (the null twin)."""
    steady, quick, low = [], Fraction(0), Fraction(0)
    for bracket in bonus_tax().brackets:
        rate = Fraction(bracket.rate)
        if steady:
            quick += (rate - Fraction(steady[-1]["rate"])) * low
        steady.append({"up_to": bracket.up_to, "rate": bracket.rate, "quick_deduction": Decimal(float(quick))})
        low = 12 * Fraction(bracket.up_to or 0)
    table = type(bonus_tax()).model_validate({**bonus_tax().model_dump(), "brackets": steady})
    assert dead_zones(table=table) == []
    assert annual_bonus_tax(4_000_000, table=table) == 148_000  # 3 % of 36,000 and 10 % of 4,000


def test_tax_is_the_same_in_a_currency_without_cents() -> None:
    """Counted in whole units the zones are those of whole units, the first amount that leaves as much again."""
    assert annual_bonus_tax(36_001, digits=0) == 3_390
    assert dead_zones(digits=0)[0] == (36_000, 38_567)


# ── findings ────────────────────────────────────────────────────────────────────────────────────

REP = PaidGroup("rep", name("Rep"), fixed=300_000, no_sales=300_000)


def found(where: str = "shanghai", **facts: Any) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in findings(where, **facts)]


def findings(where: str = "shanghai", **facts: Any) -> tuple[LegalFinding, ...]:
    return legal_findings(PlanFacts(**facts), city(where))


def around(limit: int) -> Sequence[int]:
    return limit - 1, limit, limit + 1


def test_a_plan_without_anything_in_it_breaks_no_rule() -> None:
    """No facts, no findings, where a minimum wage is stated."""
    assert [found(where) for where in ("beijing", "shanghai", "shenzhen")] == [[], [], []]


def test_base_pay_below_the_minimum_wage_is_refused_by_l2() -> None:
    """One coin below is refused; at the minimum wage and above nothing is found."""
    rows = [found(groups=(replace(REP, fixed=pay),)) for pay in around(SHANGHAI_WAGE)]
    assert rows == [[("L2", "refused")], [], []]


def test_a_month_without_a_sale_below_the_minimum_wage_is_refused_by_l3() -> None:
    """A base that is paid only at completion is no pay in a month without a sale: one coin below is refused."""
    rows = [found(groups=(replace(REP, no_sales=pay),)) for pay in (0, *around(SHANGHAI_WAGE))]
    assert rows == [[("L3", "refused")], [("L3", "refused")], [], []]


def test_a_topped_up_month_is_legal_and_its_cost_is_told() -> None:
    """With a top-up written in nothing is refused, and what it costs a month is flagged; at the minimum nothing is."""
    group = replace(REP, fixed=150_000, no_sales=150_000, topped_up=True)
    (told,) = findings(groups=(group,))
    assert (told.rule, told.severity) == ("L2", "flagged")
    assert "¥1,240.00" in told.message.en
    assert found(groups=(replace(group, fixed=SHANGHAI_WAGE, no_sales=SHANGHAI_WAGE),)) == []


def test_the_task_plan_of_oracle_o9_is_refused_in_every_city_with_a_stated_minimum() -> None:
    """A base of 1,500 yuan is below the minimum wage of each of the three cities that state one."""
    group = replace(REP, fixed=150_000, no_sales=150_000)
    for where in ("beijing", "shanghai", "shenzhen"):
        assert found(where, groups=(group,)) == [("L2", "refused"), ("L3", "refused")]


@pytest.mark.parametrize("kind", ["loss", "fine"])
def test_a_deduction_beyond_a_fifth_is_refused_by_l1(kind: Any) -> None:
    """A millionth above 20 % of the wage is refused, as a loss and as a fine; 20 % is not; a fine is always flagged."""
    shares = [Fraction(number, 10**6) for number in around(200_000)]
    rows = [
        found(deductions=(Deduction("fee", name("Fee"), kind, share=share, limited=True),), groups=(REP,))
        for share in shares
    ]
    fined = [("L10", "flagged")] if kind == "fine" else []
    assert rows == [fined, fined, [("L1", "refused"), *fined]]


def test_a_deduction_that_leaves_less_than_the_minimum_wage_is_refused_by_l1() -> None:
    """From 3,000 yuan in Shenzhen 480 may be taken: one coin more is refused, unless the plan keeps to the limit."""
    fee = Deduction("fee", name("Fee"), "loss", notice=True)
    rows = [found("shenzhen", deductions=(replace(fee, amount=ask),), groups=(REP,)) for ask in around(48_000)]
    assert rows == [[], [], [("L1", "refused")]]
    kept = replace(fee, amount=48_001, limited=True)
    assert found("shenzhen", deductions=(kept,), groups=(REP,)) == []
    (told,) = findings("shenzhen", deductions=(replace(fee, amount=90_000),), groups=(REP,))
    assert "¥900.00 is asked of Rep's month of ¥3,000.00, from which at most ¥480.00 may be taken" in told.message.en


def test_deductions_are_limited_together() -> None:
    """Two deductions that are legal each may be too much together: 240 and 240 are not, one coin more is."""
    rows = []
    for ask in around(24_000):
        two = tuple(Deduction(one, name(one), "loss", amount=ask, notice=True) for one in ("a", "b"))
        rows.append([(one.rule, one.where) for one in findings("shenzhen", deductions=two, groups=(REP,))])
    assert rows == [[], [], [("L1", "a+b")]]
    shares = tuple(Deduction(one, name(one), "loss", share=Fraction(15, 100)) for one in ("a", "b"))
    assert found(deductions=shares) == [("L1", "refused")]
    assert found(deductions=shares[:1]) == []
    assert found(deductions=tuple(replace(one, limited=True) for one in shares)) == []


def test_a_fixed_amount_from_an_unknown_wage_is_flagged() -> None:
    """Where no wage is known nobody can say that an amount is too much; that it has no limit is said."""
    fee = Deduction("fee", name("Fee"), "loss", amount=50_000)
    assert found(deductions=(fee,)) == [("L1", "flagged")]
    assert found(deductions=(replace(fee, limited=True),)) == []


def test_negative_net_pay_is_refused_by_l2() -> None:
    """Pay taken back without a floor, or below the minimum wage by a coin, is refused; down to it is legal."""
    draw = Recovery("draw", name("Draw"))
    floors = (None, -1, *around(SHANGHAI_WAGE))
    rows = [found(recoveries=(replace(draw, floor=floor),)) for floor in floors]
    assert rows == [[("L2", "refused")]] * 3 + [[], []]
    told = findings(recoveries=(draw,))[0].message
    assert "below zero" in told.en
    assert "为负" in told.zh


def test_negative_net_pay_is_refused_where_no_minimum_wage_is_stated() -> None:
    """Guangzhou states no minimum wage: no floor and no pay are refused, a low floor or pay cannot be."""
    alone = [("L11", "to check by counsel")]
    draw, group = Recovery("draw", name("Draw")), replace(REP, no_sales=0)
    assert found("guangzhou", recoveries=(draw,)) == [("L2", "refused"), *alone]
    assert found("guangzhou", recoveries=(replace(draw, floor=-1),)) == [("L2", "refused"), *alone]
    assert found("guangzhou", recoveries=(replace(draw, floor=0),)) == alone
    assert found("guangzhou", groups=(group,)) == [("L3", "refused"), *alone]
    assert found("guangzhou", groups=(replace(group, no_sales=1),)) == alone


CLAUSES = [
    ("rank_exit", "L6", "refused"),
    ("loser_pays", "L10", "flagged"),
    ("deposit", "L10", "flagged"),
    ("interest", "L10", "flagged"),
    ("void_uncollected", "L5", "to check by counsel"),
    ("gone_none", "L7", "flagged"),
    ("paid_after_exit", "L4", "flagged"),
]


@pytest.mark.parametrize(("kind", "number", "severity"), CLAUSES)
def test_a_written_clause_meets_its_rule(kind: TermKind, number: str, severity: str) -> None:
    """Each clause by itself is found under its rule, at its place; without it nothing is."""
    (told,) = findings(groups=(REP,), terms=(Term(kind, "here"),))
    assert (told.rule, told.severity, told.where) == (number, severity, "here")
    assert found(groups=(REP,)) == []


def test_every_clause_has_its_row() -> None:
    """The clauses tried above are all that there are."""
    assert {kind for kind, _, _ in CLAUSES} == set(TERMS) == set(get_args(TermKind))


def test_probation_pays_the_minimum_wage_and_four_fifths() -> None:
    """Of an agreed 5,000 yuan 4,000 is due, of 3,000 the minimum wage is: one coin less is found under its rule."""
    rich, poor = replace(REP, fixed=500_000, no_sales=500_000), REP
    rows = [found(groups=(replace(rich, probation=pay),)) for pay in around(400_000)]
    assert rows == [[("L10", "flagged")], [], []]
    rows = [found(groups=(replace(poor, probation=pay),)) for pay in around(SHANGHAI_WAGE)]
    assert rows == [[("L2", "refused")], [], []]
    odd = replace(rich, fixed=500_001)  # four fifths are 400,000.8 coins, so that 400,001 are due
    assert [found(groups=(replace(odd, probation=pay),)) for pay in (400_000, 400_001)] == [[("L10", "flagged")], []]


def test_a_change_that_reaches_back_is_flagged() -> None:
    """Targets cut with effect from a day before they were published are flagged; from that day on they are not."""
    told = date(2026, 7, 10)
    days = [date(2026, 7, 9), told, date(2026, 7, 11)]
    rows = [found(changes=(Change("quota", name("Quota"), told, day),)) for day in days]
    assert rows == [[("L10", "flagged")], [], []]


@pytest.mark.parametrize(
    ("months", "unit", "latest"),
    [
        (1, "days", 7),
        (2, "months", 1),
        (3, "days", 28),  # a month may be February
        (3, "months", 1),
        (6, "months", 1),
        (11, "months", 1),
        (12, "days", 181),  # six months may be February to July
        (12, "months", 6),
        (24, "months", 6),
    ],
)
def test_shenzhen_has_latest_pay_dates(months: int, unit: Any, latest: int) -> None:
    """By length of the period, one day or month before the latest, at it and after it; elsewhere none is known."""
    cycles = [PayCycle("bonus", name("Bonus"), months, after=after, unit=unit) for after in around(latest)]
    assert [found("shenzhen", cycles=(cycle,)) for cycle in cycles] == [[], [], [("L8", "refused")]]
    assert found("shanghai", cycles=(cycles[-1],)) == []


def test_a_month_after_is_later_than_seven_days() -> None:
    """Monthly pay that comes a month after its month is late in Shenzhen."""
    assert found("shenzhen", cycles=(PayCycle("base", name("Base"), 1, after=1, unit="months"),)) == [("L8", "refused")]


def test_shenzhen_wants_proration_and_prepayment() -> None:
    """A quarter's bonus that is lost inside the quarter, or prepaid below the minimum wage, is refused there alone."""
    cycle = PayCycle("bonus", name("Bonus"), 3)
    rows = [found("shenzhen", cycles=(replace(cycle, prorated=said),)) for said in (False, True, None)]
    assert rows == [[("L8", "refused")], [], []]
    rows = [found("shenzhen", cycles=(replace(cycle, prepaid=pay),)) for pay in around(SHENZHEN_WAGE)]
    assert rows == [[("L8", "refused")], [], []]
    assert found("shenzhen", cycles=(replace(cycle, months=1, prepaid=0),)) == []
    assert found("shanghai", cycles=(replace(cycle, prepaid=0, prorated=False),)) == []


def test_guangdong_wants_notice_of_a_deduction() -> None:
    """In Shenzhen and Guangzhou a deduction without notice is flagged, elsewhere it is not; with notice nowhere."""
    fee = Deduction("fee", name("Fee"), "loss", share=Fraction(1, 10), limited=True)
    told = {where: ("L9", "flagged") in found(where, deductions=(fee,)) for where in cities()}
    assert [where for where, one in told.items() if one] == ["guangzhou", "shenzhen"]
    assert found("shenzhen", deductions=(replace(fee, notice=True),)) == []


def test_agents_are_outside_l1_to_l3_and_this_is_said() -> None:
    """Under an agency contract pay, deductions and recoveries are not held against L1 to L3; employees beside are."""
    agent = PaidGroup("agent", name("Agent"), employment="agency", fixed=0, no_sales=0)
    rest: dict[str, Any] = {
        "deductions": (Deduction("fee", name("Fee"), "loss", share=Fraction(1, 2)),),
        "recoveries": (Recovery("draw", name("Draw")),),
    }
    assert found(groups=(agent,), **rest) == [("L12", "flagged")]
    mixed = [("L1", "refused"), ("L2", "refused"), ("L12", "flagged")]
    assert found(groups=(agent, REP), **rest) == mixed


def test_no_city_checks_nothing() -> None:
    """Under `none` a plan that breaks every rule has no finding; under Shanghai it has many."""
    broken: dict[str, Any] = {
        "groups": (replace(REP, fixed=-1, no_sales=-1, probation=-1),),
        "deductions": (Deduction("fee", name("Fee"), "fine", share=Fraction(1)),),
        "recoveries": (Recovery("draw", name("Draw")),),
        "terms": tuple(Term(kind) for kind, _, _ in CLAUSES),
    }
    assert found("none", **broken) == []
    assert {number for number, _ in found("shanghai", **broken)} == {"L1", "L2", "L3", "L4", "L5", "L6", "L7", "L10"}


def test_refusals_come_first_and_rules_in_order() -> None:
    """Findings are sorted by severity, and within one by the rule's number, L2 before L10."""
    told = found(terms=tuple(Term(kind) for kind, _, _ in reversed(CLAUSES)), recoveries=(Recovery("d", name("D")),))
    assert told == [
        ("L2", "refused"),
        ("L6", "refused"),
        ("L4", "flagged"),
        ("L7", "flagged"),
        ("L10", "flagged"),
        ("L10", "flagged"),
        ("L10", "flagged"),
        ("L5", "to check by counsel"),
    ]


# ── what nobody has confirmed ───────────────────────────────────────────────────────────────────


def confirmed(where: str) -> CityProfile:
    """A city whose minimum wage somebody has read."""
    here = city(where).model_dump()
    here["minimum_wage"] |= {"status": "read", "source": "the city's notice"}
    return CityProfile.model_validate(here)


def test_a_finding_says_what_it_rests_on_that_nobody_has_read() -> None:
    """A minimum wage to be confirmed is named in message and data, in both languages; a confirmed one is not."""
    low = PlanFacts(groups=(replace(REP, fixed=SHANGHAI_WAGE - 1),))
    (doubtful,) = legal_findings(low, city("shanghai"))
    assert doubtful.unconfirmed == ("minimum_wage",)
    assert "To be confirmed: minimum wage (2,740 CNY/month, since 2025)." in doubtful.message.en
    assert "有待确认：最低工资（2,740 CNY/月，2025 起）。" in doubtful.message.zh
    (sure,) = legal_findings(low, confirmed("shanghai"))
    assert sure.unconfirmed == ()
    assert "onfirmed" not in sure.message.en
    assert "确认" not in sure.message.zh


def test_a_rule_that_nobody_has_read_says_so() -> None:
    """L10 was not read, so what it finds says that; L6 was."""
    told = {one.rule: one for one in findings(terms=(Term("deposit"), Term("rank_exit")))}
    assert told["L10"].unconfirmed == ("L10",)
    assert "To be confirmed: the text of L10." in told["L10"].message.en
    assert told["L6"].unconfirmed == ()


def test_a_share_that_was_read_is_not_doubted() -> None:
    """The 20 % of L1 was read; the minimum wage beside it was not."""
    fee = Deduction("fee", name("Fee"), "loss", share=Fraction(3, 10))
    assert findings(deductions=(fee,))[0].unconfirmed == ()
    small = replace(fee, share=None, amount=48_001, notice=True)
    assert findings("shenzhen", deductions=(small,), groups=(REP,))[0].unconfirmed == ("minimum_wage",)


def test_a_minimum_wage_of_another_currency_is_not_compared() -> None:
    """Dollars are not held against yuan: the plan is told so, and no wage is refused."""
    told = findings(currency=Currency(code="USD", symbol="$"), groups=(replace(REP, fixed=1, no_sales=1),))
    assert [(one.rule, one.severity) for one in told] == [("L11", "to check by counsel")]
    assert "USD" in told[0].message.en


def test_a_minimum_wage_of_a_later_time_is_told() -> None:
    """A plan that begins before the stated minimum wage holds is told; from the first day of its year on it is not."""
    assert found(first_day=date(2024, 12, 31)) == [("L11", "to check by counsel")]
    assert found(first_day=date(2025, 1, 1)) == []


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def test_every_sentence_has_the_same_blanks_in_both_languages() -> None:
    """What the English sentence names the Chinese one names, too, and every sentence is in both."""

    def blanks(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    for key, words in WORDS.items():
        assert blanks(words.en) == blanks(words.zh), key
        assert words.zh != words.en
    assert all(rule(number).id == number and words.en != words.zh for number, words in TERMS.values())
    assert len(RULES) == 12


def test_amounts_are_written_to_the_last_coin() -> None:
    """Money keeps the digits of its currency and its sign; shares keep what they need."""
    yen = Currency(code="JPY", symbol="¥", minor_digits=0)
    assert [money(amount, Currency()) for amount in (-123_450, 5, 0)] == ["-¥1,234.50", "¥0.05", "¥0.00"]
    assert money(1_234, yen) == "¥1,234"
    assert [percent(Fraction(n, 10**6)) for n in (200_000, 200_001, 125_000)] == ["20 %", "20.0001 %", "12.5 %"]
