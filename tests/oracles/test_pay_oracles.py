"""Published and computed plan tables, to the cent, through the curve the simulator pays by.

The oracles lie beside the checkout; where they are not there, these tests are skipped.
"""

import itertools
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scenarios.plan import Commission, MatrixSchedule
from sim.pay.coins import line_pay
from sim.pay.curve import Scale, schedule_pieces
from sim.pay.table import packed

FILE = Path(__file__).parents[2].parent / "shared" / "oracles" / "pay.json"
COIN = 100
Written = dict[str, Any]

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the oracles are not beside this checkout")
ORACLES: dict[str, Any] = {}
if FILE.exists():
    listed = json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)["oracles"]
    ORACLES = {oracle["id"]: oracle for oracle in listed}


def commission(schedule: Written) -> Commission:
    whole: Written = {"kind": "commission", "id": "c", "name": "C", "measure": "bookings", "period": "month"}
    return Commission.model_validate({**whole, "schedule": schedule})


def by_bounds(mode: str, rows: Any, closed: str = "upper") -> Written:
    """A schedule from (upper bound, rate) rows."""
    starts = [0, *(bound for bound, _ in rows[:-1])]
    tiers = [{"from": start, "rate": rate} for start, (_, rate) in zip(starts, rows, strict=True)]
    return {"mode": mode, "edges": "amount", "closed": closed, "tiers": tiers}


def by_starts(mode: str, rows: Any, **more: Any) -> Written:
    """A schedule from (first amount, rate) rows."""
    tiers = [{"from": row[0], "rate": row[-1]} for row in rows]
    return {"mode": mode, "edges": "amount", "tiers": tiers, **more}


def steps(rows: Any) -> Written:
    points = [{"at": row[0], "pays": row[-1]} for row in rows]
    return {"mode": "step", "edges": "amount", "pays": "money", "points": points}


def paid(schedule: Written, amount: Any, quota: int = 0) -> Decimal:
    """Pay in money for an amount of money, both to the cent."""
    component = commission(schedule)
    assert not isinstance(component.schedule, MatrixSchedule)
    pieces = schedule_pieces(component.schedule, Scale(quota * COIN, COIN, COIN, Fraction(0)), component.cap)
    coins = Fraction(amount) * COIN
    assert coins.denominator == 1
    return Decimal(line_pay(packed([pieces])[1], int(coins))) / COIN


def cases(schedule: Written, rows: Any) -> list[tuple[Written, Any, Any]]:
    return [(schedule, amount, pays) for amount, pays in rows]


def every_case() -> list[Any]:
    """(schedule, amount, pay) of every case that a tier or step schedule covers."""
    if not ORACLES:
        return []
    found: dict[str, list[tuple[Written, Any, Any]]] = {}
    for name in ("O1", "O2", "O4", "O6"):
        oracle = ORACLES[name]
        rows = oracle["cases"] + oracle.get("published", [])
        found[name] = cases(by_bounds("marginal", oracle["tiers"]), rows)
    found["O1b"] = cases(steps(ORACLES["O1b"]["steps"]), ORACLES["O1b"]["cases"])
    oracle = ORACLES["O3"]
    found["O3"] = cases(by_starts("whole", oracle["steps"]), oracle["cases"])
    found["O3"] += cases(by_starts("marginal", oracle["steps"]), oracle["marginal_twin"])
    found["S1"] = cases(by_bounds("marginal", ORACLES["S1"]["tiers"]), ORACLES["S1"]["cases"])
    found["S2"] = [(by_bounds("marginal", ORACLES["S2"]["tiers"]), 9700, ORACLES["S2"]["cases"][0][1])]
    found["S3"] = cases(by_starts("whole", ORACLES["S3"]["steps"]), ORACLES["S3"]["cases"])
    bands = {"S4": ORACLES["S4"]["tiers"]}
    bands["S6"] = [[100_000, Decimal("0.5")], [None, Decimal("0.6")]]
    bands["S7"] = [[100_000, Decimal("0.05")], [None, Decimal("0.07")]]
    for name, rows in bands.items():
        found[name] = [
            (by_bounds(mode, rows), case["at"], case[mode])
            for case in ORACLES[name]["cases"]
            for mode in ("whole", "marginal")
            if mode in case
        ]
    found["S5"] = cases(by_bounds("marginal", ORACLES["S5"]["tiers"]), ORACLES["S5"]["cases"])
    premium = by_starts("whole", [[0, 0], [1, ".04"], [Decimal("1.1"), ".06"], ["1.15", ".08"], ["1.2", ".1"]])
    found["O11"] = cases(premium | {"edges": "attainment"}, ORACLES["O11"]["cases"])
    ambiguous = [[100_000, "0.03"], [200_000, "0.05"], [None, "0.08"]]
    found["O15"] = [(by_bounds(mode, ambiguous), 250_000, pays) for mode, pays in ORACLES["O15"]["cases"]]
    found["S9"] = [
        (by_bounds(mode, ORACLES["S9"]["tiers"], "lower"), case["sales"], case[mode] / modifier)
        for case, modifier in zip(ORACLES["S9"]["cases"], map(Decimal, ("1.15", "1.25", "0.5")), strict=True)
        for mode in ("marginal", "whole")
    ]
    return [pytest.param(*case, id=f"{name}-{case[0]['mode']}-{case[1]}") for name in found for case in found[name]]


@pytest.mark.parametrize(("schedule", "amount", "pays"), every_case())
def test_oracle_is_paid_to_the_cent(schedule: Written, amount: Any, pays: Any) -> None:
    """Each published or computed payout of a tier or step table comes out to the cent."""
    quota = 100_000 if schedule["edges"] == "attainment" else 0
    assert paid(schedule, amount, quota) == Decimal(pays)


def test_transactions_paid_alone_sum_as_published() -> None:
    """S1: six transactions, each on its own, pay 164 together; S2: their sum of 9,700 pays 285 as it accrues."""
    oracle = ORACLES["S1"]
    schedule = by_bounds("marginal", oracle["tiers"])
    amounts = [amount for amount, _ in oracle["cases"]]
    assert sum(paid(schedule, amount) for amount in amounts) == oracle["sum"]
    upto = [paid(schedule, sum(amounts[: i + 1])) for i in range(len(amounts))]
    increments = [now - before for now, before in zip(upto, [Decimal(0), *upto], strict=False)]
    assert sum(increments) == ORACLES["S2"]["cases"][0][1]
    assert min(increments) > 0


def test_cliffs_are_as_large_as_published() -> None:
    """O3: reaching each edge with the last cent adds the jump printed beside it, and the cent's own rate."""
    schedule = by_starts("whole", ORACLES["O3"]["steps"])
    rate = dict(ORACLES["O3"]["steps"])
    for edge, jump in ORACLES["O3"]["cliffs"]:
        below = rate[max(e for e in rate if e < edge)]
        exact = jump + below * Decimal("0.01")
        step = paid(schedule, edge) - paid(schedule, edge - Decimal("0.01"))
        assert abs(step - exact) <= Decimal("0.005")


@pytest.mark.parametrize("closed", ["upper", "lower"])
@pytest.mark.parametrize("name", ["O1b", "O3", "S3"])
def test_a_boundary_value_belongs_where_the_plan_says(name: str, closed: str) -> None:
    """A coin below an edge, on it and above it: the edge goes up by default and down with `closed: lower`."""
    oracle = ORACLES[name]
    rows = oracle["steps"]
    stepped = name == "O1b"
    schedule = (steps(rows) if stepped else by_starts("whole", rows)) | {"closed": closed}
    for before, row in itertools.pairwise(rows):
        edge, low, high = row[0], Decimal(before[-1]), Decimal(row[-1])
        for cents, is_high in ((-1, False), (0, closed == "upper"), (1, True)):
            amount = edge + Decimal(cents) / COIN
            rate = high if is_high else low
            exact = rate if stepped else rate * amount
            expected = Decimal(int(exact * COIN + Decimal("0.5"))) / COIN
            assert paid(schedule, amount) == expected


@pytest.mark.parametrize("closed", ["upper", "lower"])
@pytest.mark.parametrize("name", ["O1", "O2", "O4", "O6", "S1", "S5"])
def test_a_marginal_curve_has_no_cliff(name: str, closed: str) -> None:
    """Around every edge of a marginal table a coin more pays at most its higher rate more, rounded."""
    oracle = ORACLES[name]
    schedule = by_bounds("marginal", oracle["tiers"], closed)
    for edge, _ in oracle["tiers"][:-1]:
        pays = [paid(schedule, edge + Decimal(cents) / COIN) for cents in (-1, 0, 1)]
        assert pays == sorted(pays)
        assert pays[2] - pays[0] <= Decimal("0.01")


def test_ambiguous_tiers_are_refused_with_both_readings() -> None:
    """O15: tiers without a mode are refused, and the message names both readings in money."""
    schedule = by_bounds("marginal", [[100_000, "0.03"], [200_000, "0.05"], [None, "0.08"]])
    del schedule["mode"]
    with pytest.raises(ValueError, match="`mode` is required") as refused:
        commission(schedule)
    message = str(refused.value)
    assert "250,000" in message
    for mode, pays in ORACLES["O15"]["cases"]:
        assert f"`{mode}`" in message
        assert f"{pays:,}" in message


def test_budget_rates_hold_at_their_bounds() -> None:
    """S10: 2 % up to .90, 3 % up to .99, 4 % above, bounds belonging to the lower tier, on 100,000 of quota."""
    rows = [[0, "0.02"], [Decimal("0.90"), "0.03"], [Decimal("0.99"), "0.04"]]
    schedule = by_starts("whole", rows, closed=ORACLES["S10"]["closed"]) | {"edges": "attainment"}
    expected = {89_000: 1_780, 90_000: 1_800, 91_000: 2_730, 99_000: 2_970, 100_000: 4_000}
    assert {sold: paid(schedule, sold, quota=100_000) for sold in expected} == expected
    assert paid(schedule, Decimal("90000.01"), quota=100_000) == Decimal("2700.00")
    assert paid(schedule, Decimal("99000.01"), quota=100_000) == Decimal("3960.00")
