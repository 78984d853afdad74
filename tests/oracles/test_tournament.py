"""Contests: effort is the symmetric equilibrium of rank-order tournaments (Lazear & Rosen 1981)."""

from pathlib import Path

import numpy as np
import pytest

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import simulate

GOLDEN = Path(__file__).parents[1] / "golden"
SIGMA, COST = 2.0, 0.5
SPREAD = float(2.0 * SIGMA * np.sqrt(np.pi))
"""TOURN-1: the spread of prizes at which both work with effort 2."""
WIDE = 8.0
"""Noise of a larger field: with less, its prize is worth outrunning everybody for, and there is no such equilibrium."""
WINNING = {2: 0.282095, 3: 0.282095, 5: 0.232593, 10: 0.153875, 20: 0.0933738}
"""Marginal chance of winning, for noise 1, by contestants: E[max of n standard normals] / n."""


def contest(people: int, prize: float, usual: float, sigma: float = SIGMA, *more: str) -> Scenario:
    """One prize a month for the best of so many, who all believe the others to work at `usual`."""
    team = ", ".join(f"{{id: R{i}, name: {{en: R{i}, zh: R{i}}}, team: team, level: rep}}" for i in range(people))
    plan = (
        f"{{kind: contest, id: prize, name: {{en: P, zh: P}}, measure: bookings, period: month, prizes: [{prize!r}]}}"
    )
    return load(
        GOLDEN / "len_1.yaml",
        (
            f"people.reps=[{team}]",
            f"targets.company={12 * people}",
            f"plan.components=[{{kind: base, id: base, name: {{en: B, zh: B}}}}, {plan}]",
            f"market.noise.sd={sigma}",
            f"mind.effort={{free: 0, usual: {usual!r}, low: 0, high: 6, cost: {COST}}}",
            *more,
        ),
    )


@pytest.mark.parametrize("people", WINNING)
def test_effort_is_the_symmetric_equilibrium(people: int) -> None:
    """Believing the others at the equilibrium effort, the best is that effort too (1 %); with two it is 2 (TOURN-1)."""
    sigma = SIGMA if people == 2 else WIDE
    worth = SPREAD if people == 2 else 2.0 * COST * sigma / WINNING[people]
    best = worth * WINNING[people] / sigma / COST
    assert best == pytest.approx(2.0, abs=1e-4)
    effort = simulate(contest(people, worth, best, sigma), 2).of("effort")
    np.testing.assert_allclose(effort, 2.0, rtol=0.01)


def test_no_prize_moves_nobody() -> None:
    """Null twin: a prize of nothing leaves effort where it is free."""
    np.testing.assert_allclose(simulate(contest(2, 0.0, 1.0), 1).of("effort"), 0.0, atol=1e-9)


def test_a_larger_spread_is_worked_for_and_is_the_same_in_both_engines() -> None:
    """Half the spread brings half the effort where rivals stand alike; story and kernel agree to the bit."""
    half = contest(2, SPREAD / 2, 1.0)
    machine, story = (simulate(half, 2, engine=engine) for engine in ("kernel", "simpy"))
    np.testing.assert_array_equal(machine.values, story.values)
    np.testing.assert_allclose(machine.of("effort"), 1.0, rtol=0.01)


def test_a_close_contest_is_worked_for_and_a_hopeless_one_is_not() -> None:
    """G03: beside a rival who sells as much one works for the prize; beside one who sells fifty times that, not."""
    apart = ("market.unit=quota", "targets.company=612", "people.reps[R1].quota_weight=50")
    close, hopeless = (simulate(contest(2, SPREAD, 1.0, 0.1, *more), 1).of("effort")[0, 0, 0] for more in ((), apart))
    assert close > 0.5
    assert hopeless == pytest.approx(0.0, abs=1e-6)
