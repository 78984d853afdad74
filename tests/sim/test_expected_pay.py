"""Expected pay of an uncertain amount, against numerical integration and finite differences."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import integrate, stats

from scenarios.plan import Commission, MatrixSchedule
from sim.pay.coins import line_pay
from sim.pay.curve import EVERYTHING, Scale, schedule_pieces
from sim.pay.expected import expected_pay
from sim.pay.table import packed

QUOTA = 100_000
TIERS = [(0, "0.01"), ("0.6", "0.05"), ("1", "0.12"), ("1.4", "0.02")]
POINTS = [(0, 0), ("0.5", 900), ("1", 4_000), ("1.2", 2_500), ("1.5", 9_000)]


def curve(mode: str, **more: Any) -> Any:
    """Packed pieces of a commission of that mode."""
    schedule: dict[str, Any] = {"mode": mode}
    if mode in ("step", "interpolated"):
        schedule |= {"pays": "money", "points": [{"at": at, "pays": pays} for at, pays in POINTS]}
        schedule |= {"beyond": "continue"} if mode == "interpolated" else {}
    else:
        schedule |= {"tiers": [{"from": at, "rate": rate} for at, rate in TIERS]}
    whole: dict[str, Any] = {"kind": "commission", "id": "c", "name": "C", "measure": "bookings"}
    component = Commission.model_validate({**whole, "period": "month", "schedule": schedule, **more})
    assert not isinstance(component.schedule, MatrixSchedule)
    pieces = schedule_pieces(component.schedule, Scale(QUOTA, 1, 1, Fraction(0)), component.cap, component.threshold)
    return packed([pieces])[1]


CURVES = {
    **{mode: curve(mode) for mode in ("marginal", "whole", "overage", "step", "interpolated")},
    "capped": curve("marginal", cap={"at": Decimal("1.3")}),
    "cap on pay": curve("whole", cap={"payout": 7_000}),
    "threshold": curve("marginal", threshold=Decimal("0.8")),
}
OUTLOOKS = [(mean, sd) for mean in (-20_000.0, 30_000.0, 99_000.0, 160_000.0) for sd in (900.0, 40_000.0)]


def by_integration(pieces: Any, mean: float, sd: float) -> float:
    """E of the pieces' straight lines, by adaptive quadrature from edge to edge."""
    low, high = mean - 9 * sd, mean + 9 * sd
    edges = [low, *(float(p.start) for p in pieces if low < p.start < high), high]

    def density(amount: float, base: float, rate: float, anchor: float) -> float:
        return (base + rate * (amount - anchor)) * float(stats.norm.pdf(amount, mean, sd))

    total = 0.0
    for lower, upper in pairwise(edges):
        piece = [p for p in pieces if p.start <= (lower + upper) / 2 or p.start == EVERYTHING][-1]
        line = (piece["constant"] / 1e6, piece.slope / piece.over / 1e6, float(piece.anchor))
        cuts = np.linspace(lower, upper, 9)
        total += sum(integrate.quad(density, a, b, args=line, epsabs=0.0, epsrel=1e-12)[0] for a, b in pairwise(cuts))
    return total


@pytest.mark.parametrize(("mean", "sd"), OUTLOOKS)
@pytest.mark.parametrize("name", CURVES)
def test_expected_pay_is_the_integral_of_pay(name: str, mean: float, sd: float) -> None:
    """Expected pay of a normal amount agrees with numerical integration to 1e-9 of the largest pay."""
    pieces = CURVES[name]
    assert expected_pay(pieces, mean, sd)[0] == pytest.approx(by_integration(pieces, mean, sd), abs=1e-5, rel=1e-9)


@pytest.mark.parametrize(("mean", "sd"), OUTLOOKS)
@pytest.mark.parametrize("name", CURVES)
def test_its_growth_is_its_derivative(name: str, mean: float, sd: float) -> None:
    """The growth of expected pay with the mean agrees with central differences to 1e-6."""
    pieces, step = CURVES[name], sd * 1e-4
    above, below = (expected_pay(pieces, mean + sign * step, sd)[0] for sign in (1, -1))
    growth = expected_pay(pieces, mean, sd)[1]
    assert growth == pytest.approx((above - below) / (2 * step), rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("name", CURVES)
def test_expected_pay_of_a_certain_amount_is_its_pay(name: str) -> None:
    """Where nothing is uncertain, expected pay is pay before rounding, on both sides of every edge."""
    pieces = CURVES[name]
    edges = [int(piece.start) for piece in pieces if piece.start != EVERYTHING]
    for amount in [edge + d for edge in edges for d in (-1, 0, 1)]:
        assert abs(expected_pay(pieces, float(amount), 0.0)[0] - line_pay(pieces, amount)) <= 0.5 + 1e-9


@pytest.mark.parametrize("name", CURVES)
def test_expected_pay_is_the_mean_of_paid_draws(name: str) -> None:
    """Expected pay is the mean of what `line_pay` pays on 20,001 even quantiles, to 0.2 % of the top pay."""
    pieces, mean, sd = CURVES[name], 95_000.0, 30_000.0
    shares = (np.arange(20_001) + 0.5) / 20_001
    amounts: npt.NDArray[np.float64] = np.rint(stats.norm.ppf(shares, mean, sd))
    pays = np.array([line_pay(pieces, int(amount)) for amount in amounts], np.float64)
    assert expected_pay(pieces, mean, sd)[0] == pytest.approx(pays.mean(), abs=0.002 * pays.max())
