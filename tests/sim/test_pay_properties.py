"""What holds of pay whatever the plan's numbers are; schedules, pools, contests, draws, hold-backs, running sums."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from random_pay import COIN, MONTHS, START, Author, engine_pay, payees, sales, slow_pay, workers
from slow_pay import Sale, Worker
from thorough import times

from scenarios.plan import Plan
from sim.pay.coins import RULES, curve_value, multiplied, to_steps
from sim.pay.credit import credited, watch_of
from sim.pay.curve import EVERYTHING, Piece, tidy
from sim.pay.groups import by_weight
from sim.pay.paper import Paper, Sheet, on_paper
from sim.pay.table import packed

Written = dict[str, Any]
FIXED = settings(max_examples=times(40), deadline=None, derandomize=True)
AMOUNTS = st.lists(st.integers(-2_000_000, 20_000_000), min_size=2, max_size=12)
RATES = st.lists(st.integers(0, 3000), min_size=1, max_size=5)


# ── plans of a few lines ────────────────────────────────────────────────────────────────────────


def worker(name: str, variable: int = 1_200_000, quota: int = 1_000_000) -> Worker:
    there = (Fraction(1),) * MONTHS
    return Worker(name, 0, None, "", Fraction(0), Fraction(variable), (quota,) * MONTHS, there, (10_000,) * MONTHS)


def commission(**more: Any) -> Written:
    """1 % of bookings, month by month."""
    tiers = [{"from": None, "rate": "0.01"}]
    whole: Written = {"kind": "commission", "id": "commission", "name": "C", "measure": "bookings", "period": "month"}
    return {**whole, "schedule": {"mode": "marginal", "edges": "amount", "tiers": tiers}, **more}


def year(components: list[Written], amounts: list[list[int]], measure: str = "bookings", **plan: Any) -> Paper:
    """A year in which rep i sells amounts[i][m] in month m; months not named are zero."""
    made = Plan.model_validate({"name": "P", "components": components, **plan})
    people = payees([worker(f"r{i}") for i in range(len(amounts))])
    sheet = Sheet(made, people, on_paper(made))
    for rep, months in enumerate(amounts):
        for month, amount in enumerate(months):
            sheet.add(measure, rep, month, amount)
    return sheet.settled()


def tiers(rates: list[int], edges: list[int], mode: str) -> Written:
    rows = [{"from": edge, "rate": Decimal(rate) / 10_000} for edge, rate in zip(edges, rates, strict=True)]
    return {"schedule": {"mode": mode, "edges": "amount", "tiers": rows}}


def edges_for(rates: list[int], rng: Random) -> list[int]:
    return [0, *sorted(rng.sample(range(1, 150_000), len(rates) - 1))]


def pay_of(component: Written, sold: list[int]) -> list[int]:
    """What a rep each is paid for each of some amounts."""
    return [int(pay) for pay in year([component], [[amount] for amount in sold]).paid[0, :, 0]]


# ── schedules ───────────────────────────────────────────────────────────────────────────────────


@FIXED
@given(rates=RATES, seed=st.integers(0, 10**6), sold=AMOUNTS)
def test_more_sold_never_pays_less(rates: list[int], seed: int, sold: list[int]) -> None:
    """Marginal tiers whatever their rates, and whole tiers whose rates never fall, pay more for more."""
    edges = edges_for(rates, Random(seed))
    for mode, used in (("marginal", rates), ("whole", sorted(rates)), ("overage", sorted(rates))):
        pays = pay_of(commission(**tiers(used, edges, mode)), sorted(sold))
        assert pays == sorted(pays), mode


def test_falling_whole_rates_do_pay_less_for_more() -> None:
    """The null twin: a whole schedule whose rate falls pays less for a coin more."""
    component = commission(**tiers([1000, 500], [0, 1000], "whole"))
    assert pay_of(component, [99_999, 100_000]) == [10_000, 5_000]


@FIXED
@given(rates=RATES, seed=st.integers(0, 10**6), sold=AMOUNTS)
def test_marginal_is_below_whole_where_rates_rise_and_above_where_they_fall(
    rates: list[int], seed: int, sold: list[int]
) -> None:
    """Marginal pay is at most whole pay where rates never fall, and at least as much where they never rise."""
    edges = edges_for(rates, Random(seed))
    for used, sign in ((sorted(rates), 1), (sorted(rates, reverse=True), -1)):
        both = [pay_of(commission(**tiers(used, edges, mode)), sold) for mode in ("marginal", "whole")]
        for marginal, whole in zip(*both, strict=True):
            assert sign * (whole - marginal) >= 0


# ── pools and contests ──────────────────────────────────────────────────────────────────────────


@FIXED
@given(
    total=st.integers(0, 10**12),
    weights=st.lists(st.integers(0, 10**12), min_size=1, max_size=12),
    place=st.integers(0, 11),
)
@example(10**12, [10**12] * 12, 0)
def test_shares_add_up_and_grow_with_weight(total: int, weights: list[int], place: int) -> None:
    """What is shared by weight adds up to the coin, is within a coin of its due, and grows with one's own weight."""
    parts = by_weight(total, np.array(weights, np.int64)).tolist()
    assert sum(parts) == total
    used = weights if sum(weights) else [1] * len(weights)
    for part, weight in zip(parts, used, strict=True):
        assert abs(part - Fraction(total * weight, sum(used))) < 1
    mine = place % len(weights)
    assume(sum(weights) > 0)
    more = [weight * 2 + 1 if i == mine else weight for i, weight in enumerate(weights)]
    assert by_weight(total, np.array(more, np.int64)).tolist()[mine] >= parts[mine] - (len(weights) > 2)


@FIXED
@given(sold=st.lists(st.integers(0, 3_000_000), min_size=2, max_size=7), cap=st.integers(1, 9000))
def test_a_pools_parts_add_up_to_the_pool(sold: list[int], cap: int) -> None:
    """Whatever the members sell, their parts come to 3 % of the team's sales, or to the cap."""
    divided = [
        {"part": "0.8", "measure": "bookings"},
        {"part": "0.2", "coefficients": [{"rep": "r0", "counts": "1.3"}]},
    ]
    schedule = {"mode": "marginal", "edges": "amount", "tiers": [{"from": 0, "rate": "0.03"}]}
    pool = {"kind": "pool", "id": "pool", "name": "P", "measure": "bookings", "period": "month", "cap": cap}
    paid = year([pool | {"divided": divided, "schedule": schedule}], [[amount] for amount in sold]).paid[0, :, 0]
    assert paid.sum() == min((3 * sum(sold) + 50) // 100, cap * COIN)
    assert (paid >= 0).all()


@FIXED
@given(
    sold=st.lists(st.integers(0, 5), min_size=1, max_size=8),
    prizes=st.lists(st.integers(1, 9_000), min_size=1, max_size=4).map(lambda found: sorted(found, reverse=True)),
    at_least=st.integers(0, 3),
)
def test_a_contest_pays_out_exactly_its_prizes(sold: list[int], prizes: list[int], at_least: int) -> None:
    """Ties or not, the prizes of all places taken are paid, no more and no less; nobody ahead is paid less."""
    contest = {"kind": "contest", "id": "contest", "name": "C", "measure": "won_deals", "period": "month",
               "prizes": prizes, "at_least": at_least}  # fmt: skip
    paid = year([contest], [[amount] for amount in sold], "won_deals").paid[0, :, 0].tolist()
    ranked = sum(1 for amount in sold if amount >= at_least)
    assert sum(paid) == COIN * sum(prizes[:ranked])
    for mine, other in pairwise(sorted(zip(sold, paid, strict=True))):
        assert other[1] >= mine[1] - (1 if mine[0] == other[0] else 0) * len(sold)
    for amount in set(sold):
        equal = [pay for s, pay in zip(sold, paid, strict=True) if s == amount]
        assert max(equal) - min(equal) <= 1


# ── advances, hold-backs, running sums ──────────────────────────────────────────────────────────


@FIXED
@given(
    sold=st.lists(st.integers(-3_000_000, 9_000_000), min_size=12, max_size=12),
    share=st.sampled_from(["1", "0.5", "0.25"]),
)
def test_a_draw_never_recovers_more_than_was_advanced(sold: list[int], share: str) -> None:
    """The balance never falls below zero, and a month's pay with its draw reaches the draw wherever it fell short."""
    draw = {"kind": "draw", "id": "draw", "name": "D", "amount": 300, "period": "month", "recovered": share}
    paid = year([commission(), draw], [sold]).paid[:, 0]
    assert min(accumulate(paid[:, 1].tolist())) >= 0
    for earned, drawn in paid.tolist():
        assert earned + drawn == 30_000 if earned < 30_000 else 30_000 <= earned + drawn <= earned


@FIXED
@given(
    sold=st.lists(st.integers(0, 9_000_000), min_size=12, max_size=12),
    share=st.sampled_from(["0.1", "0.333333", "1"]), back=st.integers(0, 100), least=st.integers(0, 40_000_000),
)  # fmt: skip
def test_a_hold_back_releases_at_most_what_was_withheld(sold: list[int], share: str, back: int, least: int) -> None:
    """Over the year nothing is gained by it; all is released where the gate is open and the coefficient 1."""
    gates = {"conditions": [{"kpi": "bookings", "at_least": Decimal(least) / COIN}]}
    times = [{"kind": "bands", "by": [{"kpi": "bookings"}], "bands": [{"from": None, "times": Decimal(back) / 100}]}]
    hold = {
        "kind": "holdback",
        "id": "hold",
        "name": "H",
        "of": ["commission"],
        "share": share,
        "gates": gates,
        "modifiers": times,
    }
    paid = year([commission(), hold], [sold]).paid[:, 0]
    earned, held = paid[:, 0].tolist(), paid[:, 1].tolist()
    parts = [(pay * int(Decimal(share) * 1_000_000) + 500_000) // 1_000_000 for pay in earned]
    released = held[-1] + parts[-1]
    assert held[:-1] == [-part for part in parts[:-1]]
    assert released == ((2 * sum(parts) * back + 100) // 200 if sum(sold) >= least else 0)
    assert released <= sum(parts)


@FIXED
@given(
    rates=RATES, seed=st.integers(0, 10**6), sold=st.lists(st.integers(-900_000, 4_000_000), min_size=12, max_size=12)
)
@pytest.mark.parametrize(("resets", "length"), [("quarter", 3), ("half", 6), ("year", 12)])
def test_a_running_sum_pays_what_its_total_is_worth(
    rates: list[int], seed: int, sold: list[int], resets: str, length: int
) -> None:
    """Paid month by month as it accrues, a cumulative commission adds up to the schedule's pay for the whole sum."""
    for mode in ("marginal", "whole"):
        schedule = tiers(rates, edges_for(rates, Random(seed)), mode)
        paid = year([commission(basis="cumulative", resets=resets, **schedule)], [sold]).paid[:, 0, 0]
        for first in range(0, MONTHS, length):
            total = sum(sold[first : first + length])
            assert paid[first : first + length].sum() == pay_of(commission(**schedule), [total])[0]


def test_a_half_year_is_six_months() -> None:
    """A plan paid by the half pays in June and December what the six months came to; the quarter's twin differs."""
    sold = [100_000 * (month + 1) for month in range(MONTHS)]
    paid = {period: year([commission(period=period)], [sold]).paid[:, 0, 0].tolist() for period in ("half", "quarter")}
    assert paid["half"] == [0] * 5 + [21_000] + [0] * 5 + [57_000]
    assert paid["quarter"] != paid["half"]


# ── rounding and exactness ──────────────────────────────────────────────────────────────────────


@FIXED
@given(
    coins=st.decimals(-(10**6), 10**6, places=6),
    step=st.sampled_from([1, 10, 100, 1000]),
    rule=st.sampled_from(sorted(RULES)),
)
@example(Decimal("25"), 10, "half_even")
@example(Decimal("-25"), 10, "half_even")
@example(Decimal("-0.000001"), 1, "up")
@example(Decimal("-0.5"), 1, "half_up")
def test_rounding_is_that_of_decimals(coins: Decimal, step: int, rule: str) -> None:
    """Each rule rounds as Python's decimals do; half up goes towards more pay, also below zero."""
    steps = coins / step
    if rule == "half_up":
        expected = (
            -((-steps).to_integral_value("ROUND_HALF_DOWN")) if steps < 0 else steps.to_integral_value(ROUND_HALF_UP)
        )
    else:
        expected = steps.to_integral_value({"half_even": ROUND_HALF_EVEN, "down": "ROUND_DOWN", "up": "ROUND_UP"}[rule])
    assert to_steps(int(coins * 1_000_000), 0, step, RULES[rule]) == int(expected) * step


@FIXED
@given(micro=st.integers(0, 10**6), above=st.booleans(), rule=st.sampled_from(sorted(RULES)))
@example(500_000, True, "half_even")
@example(0, True, "up")
@example(1_000_000, True, "up")
def test_a_part_of_a_millionth_is_not_forgotten(micro: int, above: bool, rule: str) -> None:
    """Exactly a half goes to the even step, a trace more goes up; `up` rounds up the smallest part of a step."""
    exact = Fraction(micro, 1_000_000) + (Fraction(1, 10**9) if above else 0)
    whole = {
        "half_up": int(exact + Fraction(1, 2)),
        "half_even": round(exact),
        "down": int(exact),
        "up": -int(-exact // 1),
    }[rule]
    assert to_steps(micro, int(above), 1, RULES[rule]) == whole


@FIXED
@given(
    start=st.integers(-(10**12), 10**12),
    beyond=st.integers(0, 10**12),
    base=st.fractions(-(10**10), 10**10, max_denominator=12_000),
    slope=st.fractions(-2, 5, max_denominator=10**6),
    factor=st.integers(0, 2_000_000),
)
@example(-(10**12), 10**12, Fraction(10**12) + Fraction(1, 3), Fraction(4, 3), 1_999_999)
def test_a_curve_times_its_coefficient_is_exact(
    start: int, beyond: int, base: Fraction, slope: Fraction, factor: int
) -> None:
    """Pay on one piece, and its product with a coefficient, are the fractions' own, cut to a millionth, part kept."""
    pieces = packed([tidy([Piece(EVERYTHING, Fraction(0), Fraction(0)), Piece(start, base, slope, start)])])[1]
    exact = (base + slope * beyond) * 1_000_000
    whole, part, over = curve_value(pieces, start + beyond)
    assert whole + Fraction(part, over) == exact
    micro, more = multiplied(whole, part, over, factor)
    product = exact * factor / 1_000_000
    assert micro == product // 1
    assert more == (product % 1 > 0)


# ── deals ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_deals_does_not_matter(seed: int) -> None:
    """The same sales in another order pay the same, component by component, whatever the plan."""
    rng = Random(seed + 1000)
    plan, people, sold = Author(rng).plan(), workers(rng), sales(rng, 120)
    again = sold[:]
    rng.shuffle(again)
    assert again != sold
    assert engine_pay(plan, people, sold) == engine_pay(plan, people, again)


@FIXED
@given(amount=st.integers(1, 10**9), cut=st.integers(0, 10**9))
def test_a_deal_split_in_two_pays_the_same(amount: int, cut: int) -> None:
    """Where the basis is the period, a deal in two parts pays what it pays in one; by deal it need not."""
    one, two = min(cut, amount), amount - min(cut, amount)
    split = year([commission()], [[amount], [one]])
    made = split.plan
    sheet = Sheet(made, payees([worker("a")]), on_paper(made))
    for part in (one, two):
        sheet.add("bookings", 0, 0, part)
    assert sheet.settled().paid[0, 0, 0] == split.paid[0, 0, 0]


def test_a_deal_paid_by_itself_may_be_worth_more_whole() -> None:
    """The null twin: with a threshold for each deal, two halves pay less than the whole."""
    component = commission(basis="deal", threshold=1000)
    plan = Plan.model_validate({"name": "P", "components": [component]})
    pays = []
    for parts in ([150_000], [75_000, 75_000]):
        sheet = Sheet(plan, payees([worker("a")]), on_paper(plan))
        for part in parts:
            sheet.add("bookings", 0, 0, part)
        pays.append(int(sheet.settled().paid[0, 0, 0]))
    assert pays == [1_500, 0]


@FIXED
@given(amount=st.integers(1, 10**9), days=st.integers(0, 200), new=st.booleans(), segment=st.integers(-1, 0))
def test_a_reversed_deal_leaves_nothing(amount: int, days: int, new: bool, segment: int) -> None:
    """What a deal counted, with all its coefficients and limits, is taken off to the coin when it is taken back."""
    counts = [{"segments": ["a"], "counts": "0.4"}, {"new_customers": True, "counts": "1.2"}]
    rows = [{"from": 0, "counts": "1.1"}, {"from": 31, "counts": "0.333333"}]
    large = {"above": 50_000, "counts": "0.123457"}
    component = commission(measure="collected", counts=counts, days_to_pay=rows, large_deals=large)
    plan = Plan.model_validate({"name": "P", "components": [component]})
    table = watch_of(Sheet(plan, payees([worker("a")]), on_paper(plan, ("a",))).table)
    both = [credited(table, 0, sign * amount, segment, -1, int(new), float(days), 0.0) for sign in (1, -1)]
    assert both[0] == -both[1]
    assert both[0] > 0 or amount < 10


def test_the_oracle_notices_a_plan_that_pays_a_coin_more() -> None:
    """The slow oracle's own null twin: it pays as by hand, 1 % of 1,234.50, and another rate pays otherwise."""
    sold = [Sale("bookings", 0, START, 123_450)]
    plans = [Plan.model_validate({"name": "P", "components": [commission()]})]
    more = commission(schedule={"mode": "marginal", "edges": "amount", "tiers": [{"from": None, "rate": "0.0101"}]})
    plans.append(Plan.model_validate({"name": "P", "components": [more]}))
    assert [slow_pay(plan, [worker("a")], sold)["commission", 0, 0] for plan in plans] == [1_235, 1_247]
