"""What a plan pays, against a slow and obvious oracle in exact fractions."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from thorough import times

from scenarios.plan import Commission, MatrixSchedule, ScorecardKpi
from sim.pay.coins import line_pay
from sim.pay.curve import Piece, Scale, schedule_pieces, scorecard_pieces
from sim.pay.table import packed

Written = dict[str, Any]
LOW, HIGH = -(10**6), 10**12
COUNTED = 9 * 10**12
"""Coins that a point or a cap may pay: their millionths fit 64 bits."""


def curve_of(component: Commission, scale: Scale) -> tuple[Piece, ...]:
    """The pieces of a commission that is no matrix, cap and threshold included."""
    assert not isinstance(component.schedule, MatrixSchedule)
    return schedule_pieces(component.schedule, scale, component.cap, component.threshold)


def half_up(exact: Fraction) -> int:
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def naive_pay(component: Commission, scale: Scale, amount: int) -> int:
    """The words of the plan language, read one by one; amounts and pay in coins."""
    schedule, sold = component.schedule, Fraction(amount)

    def place(written: Any) -> Fraction:
        return Fraction(written) * (scale.quota if schedule.edges == "attainment" else scale.unit)

    def reached(edge: Fraction) -> bool:
        return sold >= edge if schedule.closed == "upper" else sold > edge

    if component.threshold is not None and not reached(place(component.threshold)):
        return 0
    if component.cap and component.cap.at is not None:
        sold = min(sold, place(component.cap.at))
    pay = (naive_tiers if schedule.mode in ("marginal", "whole", "overage") else naive_points)(
        schedule, scale, sold, place, reached
    )
    if component.cap and component.cap.payout is not None:
        pay = min(pay, Fraction(component.cap.payout) * scale.coin)
    return half_up(pay)


def naive_tiers(schedule: Any, scale: Scale, sold: Fraction, place: Any, reached: Any) -> Fraction:
    rates = [Fraction(tier.rate) * scale.coin / scale.unit for tier in schedule.tiers]
    edges = [None if tier.start is None else place(tier.start) for tier in schedule.tiers]
    mine = [i for i, edge in enumerate(edges) if edge is None or reached(edge)]
    if not mine:
        return Fraction(0)
    rate = rates[mine[-1]]
    if schedule.mode == "whole":
        return rate * sold

    def tier_by_tier(amount: Fraction) -> Fraction:
        total = rates[0] * amount
        for i in range(1, len(rates)):
            above = max(Fraction(0), amount - edges[i])
            total += (rates[i] - rates[i - 1]) * above
        return total

    if schedule.mode == "marginal" or sold <= scale.quota:
        return tier_by_tier(sold)
    return tier_by_tier(Fraction(scale.quota)) + rate * (sold - scale.quota)


def naive_points(schedule: Any, scale: Scale, sold: Fraction, place: Any, reached: Any) -> Fraction:
    money = scale.target_pay if schedule.pays == "target" else Fraction(scale.coin)
    pays = [Fraction(point.pays) * money for point in schedule.points]
    edges = [place(point.at) for point in schedule.points]
    if schedule.mode == "step":
        mine = [pay for edge, pay in zip(edges, pays, strict=True) if reached(edge)]
        return mine[-1] if mine else pays[0]
    stand = [Fraction(half_up(edge)) for edge in edges]  # a point stands at a whole coin
    if sold < stand[0]:
        return pays[0]
    last = max(i for i, at in enumerate(stand) if at <= sold)
    i = min(last, len(stand) - 2)
    run = stand[i + 1] - stand[i]
    slope = (pays[i + 1] - pays[i]) / run if run else Fraction(0)
    if last == len(stand) - 1:
        return pays[-1] + (slope * (sold - stand[-1]) if schedule.beyond == "continue" else 0)
    return pays[i] + slope * (sold - stand[i])


# ── random plans ────────────────────────────────────────────────────────────────────────────────


def decimals(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    unit = Decimal(1).scaleb(-places)
    return st.integers(int(Decimal(low) / unit), int(Decimal(high) / unit)).map(lambda whole: whole * unit)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Commission, Scale]:
    """A commission of any mode and what its numbers mean for some rep."""
    edges = draw(st.sampled_from(["attainment", "amount"]))
    mode = draw(st.sampled_from(["marginal", "whole", "overage", "step", "interpolated"]))
    digits = draw(st.sampled_from([0, 2, 3]))
    edge = (
        decimals("0.01", "3", 6)
        if edges == "attainment"
        else decimals("1", "90000000", draw(st.sampled_from([0, 2, 6])))
    )
    places = [Decimal(0), *sorted(draw(st.sets(edge, min_size=mode == "interpolated", max_size=5)))]
    schedule: Written = {"mode": mode, "edges": edges, "closed": draw(st.sampled_from(["upper", "lower"]))}
    if mode in ("step", "interpolated"):
        pays = draw(st.lists(decimals("0", "90000", 2), min_size=len(places), max_size=len(places)))
        schedule["points"] = [{"at": at, "pays": pay} for at, pay in zip(places, pays, strict=True)]
        schedule["pays"] = draw(st.sampled_from(["money", "target"]))
        if mode == "interpolated":
            schedule["beyond"] = draw(st.sampled_from(["flat", "continue"]))
        if schedule["pays"] == "target":
            schedule["points"] = [p | {"pays": p["pays"] / 30_000} for p in schedule["points"]]
            schedule["points"] = [p | {"pays": round(p["pays"], 4)} for p in schedule["points"]]
    else:
        rates = draw(st.lists(decimals("0", "0.5", 6), min_size=len(places), max_size=len(places)))
        schedule["tiers"] = [{"from": at, "rate": rate} for at, rate in zip(places, rates, strict=True)]
        if draw(st.booleans()):
            schedule["tiers"][0]["from"] = None
    whole: Written = {"kind": "commission", "id": "c", "name": "C", "measure": "bookings", "period": "month"}
    cap = draw(st.sampled_from([None, "at", "payout"]))
    if cap:
        whole["cap"] = {cap: draw(edge if cap == "at" else decimals("0", "90000", 2))}
    if draw(st.booleans()):
        whole["threshold"] = draw(st.one_of(edge, st.sampled_from(places)))
    coin = 10**digits
    quota = draw(st.one_of(st.integers(1, 10**10), st.sampled_from([1, 7, 100_000 * coin])))
    target_pay = draw(st.fractions(0, 10**7, max_denominator=12))
    return Commission.model_validate({**whole, "schedule": schedule}), Scale(quota, coin, coin, target_pay)


def coins_near(component: Commission, scale: Scale) -> list[int]:
    """Whole coins next to every number the plan names."""
    schedule = component.schedule
    by = scale.quota if schedule.edges == "attainment" else scale.unit
    rows = getattr(schedule, "tiers", None) or getattr(schedule, "points", ())
    named = [getattr(row, "start", getattr(row, "at", None)) for row in rows] + [component.threshold, 1]
    named += [component.cap.at] if component.cap else []
    return [int(Fraction(n) * by // 1) for n in named if n is not None] + [scale.quota, 0]


@settings(max_examples=times(200), deadline=None, derandomize=True)
@given(plan=plans(), data=st.data())
def test_pay_is_what_the_words_of_the_plan_say(plan: tuple[Commission, Scale], data: st.DataObject) -> None:
    """Any schedule, cap, threshold and boundary rule pays, to the coin, what its words say in fractions.

    A plan that pays more than can be counted, nine million million coins, is refused, and no other.
    """
    component, scale = plan
    near = [edge + d for edge in coins_near(component, scale) for d in (-1, 0, 1, 2)]
    amounts = [*near, *data.draw(st.lists(st.integers(LOW, HIGH), min_size=3, max_size=3))]
    try:
        pieces = packed([curve_of(component, scale)])[1]
    except OverflowError:
        assert naive_pay(component, scale, HIGH) > COUNTED
        return
    for amount in (a for a in amounts if LOW <= a <= HIGH):
        assert line_pay(pieces, amount) == naive_pay(component, scale, amount), amount


def written(schedule: Written, **more: Any) -> Commission:
    whole: Written = {"kind": "commission", "id": "c", "name": "C", "measure": "bookings", "period": "month"}
    return Commission.model_validate({**whole, "schedule": schedule, **more})


@pytest.mark.parametrize("mode", ["whole", "step"])
def test_a_cap_on_a_tiers_edge_pays_that_tier(mode: str) -> None:
    """Sales above the cap earn no more than sales at it: at 150 % the tier from 150 % has been reached."""
    rows = [{"from": 0, "rate": "0.02"}, {"from": "1.5", "rate": "0.05"}]
    schedule: Written = {"mode": "whole", "tiers": rows}
    if mode == "step":
        points = [{"at": 0, "pays": 100}, {"at": "1.5", "pays": 900}]
        schedule = {"mode": "step", "pays": "money", "points": points}
    scale = Scale(100_000, 100, 100, Fraction(0))
    uncapped = packed([curve_of(written(schedule), scale)])[1]
    capped = packed([curve_of(written(schedule, cap={"at": "1.5"}), scale)])[1]
    assert line_pay(capped, 149_999) == line_pay(uncapped, 149_999)
    assert line_pay(capped, 150_000) == line_pay(uncapped, 150_000)
    assert line_pay(capped, 999_999) == line_pay(uncapped, 150_000)


def test_half_a_coin_is_rounded_up_though_its_parts_are_not_whole_millionths() -> None:
    """A line from a third of a coin on, which comes to exactly one and a half, pays two coins."""
    schedule: Written = {"mode": "interpolated", "edges": "amount", "pays": "target", "beyond": "continue"}
    schedule["points"] = [{"at": 0, "pays": 1}, {"at": 6, "pays": 8}]
    scale = Scale(0, 1, 1, Fraction(1, 3))  # a third of a coin at 0, and 7/18 of a coin for each coin sold
    pieces = packed([curve_of(written(schedule), scale)])[1]
    assert Fraction(1, 3) + Fraction(7, 18) * 3 == Fraction(3, 2)
    assert line_pay(pieces, 3) == 2


def naive_scorecard(line: ScorecardKpi, target: int, target_pay: Fraction, amount: int) -> int:
    """Target pay × weight × attainment: nothing below the threshold, no more above the cap."""
    full = target_pay * Fraction(line.weight)
    if target <= 0:
        return half_up(full)
    attained = Fraction(amount, target)
    if attained < Fraction(line.threshold) or attained <= 0:
        return 0
    return half_up(full * min(attained, Fraction(line.cap)))


@settings(max_examples=times(70), deadline=None, derandomize=True)
@given(
    weight=decimals("0.01", "1", 2),
    threshold=decimals("0", "1", 6),
    cap=decimals("1", "3", 6),
    target=st.one_of(st.integers(0, 60), st.integers(1, 10**11)),
    target_pay=st.fractions(0, 10**7, max_denominator=12),
    share=st.fractions(-1, 4),
)
@example(Decimal(1), Decimal("0.5"), Decimal("1.2"), 7, Fraction(1000), Fraction(1, 2))
def test_a_scorecard_line_pays_weight_times_attainment(
    weight: Decimal, threshold: Decimal, cap: Decimal, target: int, target_pay: Fraction, share: Fraction
) -> None:
    """One KPI of a scorecard pays, to the coin, target pay × weight × attainment between threshold and cap."""
    line = ScorecardKpi.model_validate(
        {"kpi": "bookings", "weight": weight, "target": {"each": 1}, "threshold": threshold, "cap": cap}
    )
    pieces = packed([scorecard_pieces(line, target, target_pay)])[1]
    edges = [int(Fraction(part) * target // 1) for part in (threshold, 1, cap)]
    for amount in [int(share * target), *(edge + d for edge in edges for d in (-1, 0, 1))]:
        assert line_pay(pieces, amount) == naive_scorecard(line, target, target_pay, amount), amount


def test_things_counted_are_not_measured_against_a_quota_of_money() -> None:
    """Deals won have no attainment of a bookings quota: such edges and KPI targets are refused at load."""
    tiers = [{"from": 0, "rate": 100}, {"from": 1, "rate": 200}]
    schedule: Written = {"mode": "marginal", "tiers": tiers}
    written(schedule | {"edges": "amount"}, measure="won_deals")
    with pytest.raises(ValueError, match="quota"):
        written(schedule | {"edges": "attainment"}, measure="won_deals")
    line = {"kpi": "new_customers", "weight": 1}
    ScorecardKpi.model_validate(line | {"target": {"each": 2}})
    with pytest.raises(ValueError, match="quota"):
        ScorecardKpi.model_validate(line | {"target": {"of_quota": "0.3"}})


@pytest.mark.parametrize("mode", ["marginal", "whole", "overage", "step", "interpolated"])
@pytest.mark.parametrize("edges", ["attainment", "amount"])
def test_nobody_is_paid_by_attainment_without_a_quota(mode: str, edges: str) -> None:
    """Without a quota the top of a table would be reached by selling nothing; by amounts it is paid as ever."""
    rows = [{"from": 0, "rate": "0.01"}, {"from": 1, "rate": "0.03"}]
    points = [{"at": 0, "pays": 0}, {"at": 1, "pays": 5000}]
    more: Written = {"tiers": rows} if mode in ("marginal", "whole", "overage") else {"points": points, "pays": "money"}
    more |= {"beyond": "flat"} if mode == "interpolated" else {}
    whole = {"kind": "commission", "id": "c", "name": "C", "measure": "bookings", "period": "month"}
    paid = Commission.model_validate(whole | {"schedule": {"mode": mode, "edges": edges} | more})
    pieces = packed([curve_of(paid, Scale(0, 100, 100, Fraction(0)))])[1]
    for amount in (0, 50_000):
        assert (line_pay(pieces, amount) > 0) == (edges == "amount" and amount > 0)
