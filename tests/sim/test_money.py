"""Money in whole coins: proportions, rounding, and the year's target split to the coin (law 5)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from thorough import times

from scenarios.scenario import Scenario
from sim.quotas import company_target, minor_units, rep_quotas, split
from sim.rules.money import MICRO, coins, part_of, proportion, rounded

FAST = settings(max_examples=times(330), deadline=None, derandomize=True)
LARGE = 2**62
SIZES = st.one_of(st.integers(-LARGE, LARGE), st.integers(-(10**9), 10**9), st.integers(-50, 50))


@FAST
@given(SIZES, SIZES, st.one_of(st.integers(1, 2**61), st.integers(1, 10**7)))
@example(LARGE, LARGE, LARGE // 2)
@example(-LARGE, 3, 2**61 - 1)
@example(3_037_000_500, 3_037_000_500, 1)
def test_proportion_is_exact_beyond_64_bits(amount: int, times: int, over: int) -> None:
    """amount · times / over, rounded down, equals Python's whole numbers although the product has 128 bits."""
    exact = amount * times // over
    assume(abs(exact) < 2**62)
    assert proportion(amount, times, over) == exact


@FAST
@given(st.integers(-(10**17), 10**17))
def test_millionths_round_half_up(micro: int) -> None:
    """Millionths of a coin become the nearest whole coin, half a coin upwards."""
    exact = (Fraction(micro, MICRO) + Fraction(1, 2)).__floor__()
    assert rounded(micro) == exact


@FAST
@given(st.integers(0, 9 * 10**12), st.integers(0, MICRO))
def test_a_share_of_an_amount_rounds_half_up(amount: int, millionths: int) -> None:
    """A share of an amount is the nearest whole coin, half a coin upwards, and never more than the amount."""
    part = part_of(amount, millionths)
    assert part == (Fraction(amount * millionths, MICRO) + Fraction(1, 2)).__floor__()
    assert 0 <= part <= amount


def test_a_share_of_an_amount_beyond_64_bits_is_exact() -> None:
    """The share of an amount is exact where amount times millionths needs more than 64 bits."""
    for amount in (9_223_372_036_855, 20_000_000 * 10**6, 10**15):
        assert part_of(amount, 250_000) == (amount + 2) // 4


def test_coins_round_half_up() -> None:
    """An amount in coins is rounded half up, on both sides of nought."""
    amounts = [-1.5, -1.0, -0.5, 0.0, 0.49, 0.5, 1.5, 2.5]
    assert [coins(amount) for amount in amounts] == [-1, -1, 0, 0, 0, 1, 2, 3]


# ── targets ─────────────────────────────────────────────────────────────────────────────────────

WEIGHT = st.decimals(0, 9, places=2)


@FAST
@given(st.integers(0, 10**13), st.lists(WEIGHT, min_size=1, max_size=12))
def test_a_split_gives_away_everything_and_is_fair(total: int, weights: list[Decimal]) -> None:
    """Law 5: the parts sum to the whole, each within a coin of its exact share, and nothing without weight."""
    assume(any(weights))
    shares = [Fraction(weight) for weight in weights]
    parts = split(total, shares)
    exact = [total * share / sum(shares) for share in shares]
    assert sum(parts) == total
    assert all(abs(part - ideal) < 1 for part, ideal in zip(parts, exact, strict=True))
    assert all(part == 0 for part, share in zip(parts, shares, strict=True) if share == 0)


def company(target: Decimal, over: Decimal, digits: int, rows: Any, phasing: Any) -> Scenario:
    """A company of which only targets and roster matter: rows are (team, weight) of each rep."""
    named = {"name": "x"}
    reps = [
        named | {"id": f"r{i}", "team": f"t{team}", "level": "l", "quota_weight": weight}
        for i, (team, weight) in enumerate(rows)
    ]
    teams = [named | {"id": f"t{team}", "territory": "p"} for team in range(3)]
    return Scenario.model_validate(
        {
            "title": "x",
            "company": {
                "name": "x",
                "currency": {"minor_digits": digits},
                "calendar": {"kind": "even", "months": len(phasing)},
                "territories": [named | {"id": "p"}],
                "teams": teams,
            },
            "people": {
                "levels": [named | {"id": "l", "base": 0, "variable": 0, "quota_weight": 1}],
                "reps": reps,
            },
            "targets": {"company": target, "over_assignment": over, "phasing": phasing},
            "plan": {"name": "x", "components": [named | {"kind": "base", "id": "b"}]},
            "market": {"kind": "direct"},
            "mind": {"kind": "none", "effort": {"cost": 0}},
        }
    )


@settings(max_examples=times(50), deadline=None, derandomize=True)
@given(
    target=st.decimals("0.01", 10**9, places=2),
    over=st.decimals(0, 1, places=3),
    digits=st.integers(0, 3),
    rows=st.lists(st.tuples(st.integers(0, 2), WEIGHT), min_size=1, max_size=9),
    phasing=st.lists(WEIGHT, min_size=1, max_size=13),
)
def test_targets_reconcile_at_every_level(
    target: Decimal, over: Decimal, digits: int, rows: list[tuple[int, Decimal]], phasing: list[Decimal]
) -> None:
    """Law 5: months sum to reps, reps to teams and teams to the assigned target, to the coin at every level."""
    assume(any(weight for _, weight in rows))
    assume(any(phasing))
    scenario = company(target, over, digits, rows, phasing)
    quotas = rep_quotas(scenario)
    assigned = minor_units(Fraction(target) * (1 + Fraction(over)), scenario.company)
    assert quotas.shape == (len(rows), len(phasing))
    assert quotas.sum() == assigned
    weights = np.array([float(weight) for _, weight in rows])
    for team in range(3):
        there = [i for i, (t, _) in enumerate(rows) if t == team]
        exact = (
            assigned
            * Fraction(sum((rows[i][1] for i in there), Decimal(0)))
            / Fraction(sum((weight for _, weight in rows), Decimal(0)))
        )
        of_team = int(quotas[there].sum())
        assert abs(of_team - exact) < 1
        for i in there:
            own = Fraction(rows[i][1]) * of_team
            share = own / Fraction(sum((rows[j][1] for j in there), Decimal(0))) if weights[there].any() else 0
            assert abs(int(quotas[i].sum()) - share) < 1
    for year in quotas:
        exact_months = [int(year.sum()) * Fraction(p) / Fraction(sum(phasing)) for p in phasing]
        assert all(abs(int(m) - e) < 1 for m, e in zip(year, exact_months, strict=True))
    assert company_target(scenario) == minor_units(Fraction(target), scenario.company)
