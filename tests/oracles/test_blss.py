"""The contract of Basu, Lal, Srinivasan & Staelin (1985): reps who shy at risk meet its optimal curve."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import chunks, prepare

GOLDEN = Path(__file__).parents[1] / "golden"
THEORY = Path(__file__).parents[3] / "shared" / "oracles" / "theory.json"
KNOTS, FAR = 49, (-5.0, 5.0)
"""Points of the curve, and standard deviations of a month's sales that they cover."""
EVERY_TIME = ("BLSS-BASE", "BLSS-c100", "BLSS-gam1.5")
REPS, YEARS = 40, 200
"""96,000 rep-months a case."""
SIGNIFICANT = 3.0


def cases() -> list[Any]:
    """Every published case: effort that costs its square, and the one in which it costs its power of 1.5."""
    if not THEORY.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"{THEORY.name} is not here"))]
    listed = [case for case in json.loads(THEORY.read_text(encoding="utf-8")) if case["id"].startswith("BLSS")]
    return [
        pytest.param(case, id=case["id"], marks=() if case["id"] in EVERY_TIME else pytest.mark.verify)
        for case in listed
    ]


def under_its_plan(case: Any) -> Scenario:
    """Salary A² and a commission up to (A + B·x)², month by month, for reps to whom pay s is worth 2·√s."""
    given, best = case["inputs"], case["outputs"]
    mean = given["h"] + given["k"] * best["t"]
    sold = np.array([0.0, *mean * np.linspace(*(max(0.01, 1.0 + far / np.sqrt(given["c"])) for far in FAR), KNOTS - 1)])
    pays = (best["A"] + best["B"] * sold) ** 2 - best["A"] ** 2
    points = ", ".join(f"{{at: {x:.6f}, pays: {pay:.6f}}}" for x, pay in zip(sold, pays, strict=True))
    team = ", ".join(f"{{id: R{i}, name: {{en: R{i}, zh: R{i}}}, team: team, level: rep}}" for i in range(REPS))
    schedule = f"{{mode: interpolated, edges: amount, pays: money, beyond: continue, points: [{points}]}}"
    return load(
        GOLDEN / "len_1.yaml",
        (
            f"people.reps=[{team}]",
            f"people.levels[rep].base={best['A'] ** 2:.6f}",
            f"plan.components[commission].schedule={schedule}",
            f"market={{kind: direct, unit: money, base: {given['h']}, effect: {given['k']}, margin: 1,"
            f" noise: {{kind: gamma, cv: {given['c'] ** -0.5!r}}}}}",
            f"mind={{kind: forward, income_power: 0.5, effort: {{cost: {given['gam'] * given['d']},"
            f" power: {given['gam']}, usual: 5, high: 9}}}}",
        ),
    )


@pytest.mark.parametrize("case", cases())
def test_reps_meet_the_optimal_curve_with_its_effort(case: Any) -> None:
    """Effort within .5 % of the closed form; mean sales, pay and profit within 3 SE of it (three figures a case)."""
    given, best = case["inputs"], case["outputs"]
    year = prepare(under_its_plan(case), 1)
    panels = list(chunks(year, YEARS))
    effort = np.concatenate([panel.of("effort") for panel in panels])
    np.testing.assert_allclose(effort, best["t"], rtol=0.005)
    sales, pay = (
        np.concatenate([amounts(panel).ravel() for panel in panels]) / 1e6
        for amounts in (lambda panel: panel.of("bookings"), lambda panel: panel.pay())
    )
    profit = given["p"] * sales - pay
    for found, stated in (
        (sales, given["h"] + given["k"] * best["t"]),
        (pay, best["Epay"]),
        (profit, best["profit"]),
    ):
        assert abs(found.mean() - stated) < SIGNIFICANT * found.std() / np.sqrt(len(found))
    assert (best["A"] ** 2 / pay.mean()) == pytest.approx(best["salary_share"], rel=0.01)
