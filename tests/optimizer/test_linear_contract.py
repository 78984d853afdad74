"""Exact optima that the search has to find: the linear contract with risk aversion (LEN)."""

from pathlib import Path

import numpy as np
import pytest
from small_worlds import len_world, searched, simulate

from optimizer.verdict import FRESH

CASES = [
    # number, start, risk aversion, best rate, profit, and the model: effect, cost, variance
    pytest.param(1, 0.3, 1.0, 0.5, 0.25, (1.0, 1.0, 1.0), id="LEN-1", marks=pytest.mark.verify),
    pytest.param(1, 0.7, 1.0, 0.5, 0.25, (1.0, 1.0, 1.0), id="LEN-1 from above", marks=pytest.mark.verify),
    pytest.param(2, 0.4, 0.5, 0.25, 0.0625, (1.0, 2.0, 3.0), id="LEN-2"),
]
RATE, SALARY = "curve[commission@0]", "salary[rep]"


def profit(rate: float, model: tuple[float, float, float], risk_aversion: float) -> float:
    """A month's expected profit where the salary just makes the rep stay."""
    effect, cost, variance = model
    effort = rate * effect / cost
    return effect * effort - cost * effort**2 / 2 - risk_aversion * rate**2 * variance / 2


@pytest.mark.parametrize(("number", "start", "risk_aversion", "best", "bound", "model"), CASES)
def test_the_slope_of_the_linear_contract_is_found(
    tmp_path: Path, number: int, start: float, risk_aversion: float, best: float, bound: float,
    model: tuple[float, float, float],
) -> None:  # fmt: skip
    """Within 0.01 of m·k²/(k² + r·c·s²), and with its salary no better on fresh years than the bound (3 SE)."""
    scenario = len_world(number, start, risk_aversion)
    levers, _, found = searched(
        scenario, ("curve", "salary"), 2.0, ("participation",), tmp_path, replications=4000, turns=16
    )
    assert found.values[RATE] == pytest.approx(best, abs=0.01)
    assert profit(found.values[RATE], model, risk_aversion) >= bound * (1 - 0.01)
    fresh = simulate(levers, tmp_path, 4000, seed=1 + FRESH)(found.values)
    month = fresh.margin / 12
    worth = fresh.certain_worth(risk_aversion)[0] / 12
    assert month.mean() + min(0.0, worth) <= bound + 3 * month.std(ddof=1) / np.sqrt(len(month))
