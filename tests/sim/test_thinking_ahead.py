"""Reps who think ahead: what they share with those who do not, and what patience, bias and risk change."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios.load import load
from scenarios.scenario import Scenario
from sim import policies
from sim.engine import prepare, simulate
from sim.mind.prospects import prospect_of
from sim.policies import policy_of

GOLDEN = Path(__file__).parents[1] / "golden"
LINEAR = "{mode: marginal, tiers: [{from: null, rate: 0.5}]}"
MONTHLY = ("plan.components[bonus].period=month", f"plan.components[bonus].schedule={LINEAR}")
BONUS = "{mode: step, edges: attainment, pays: money, points: [{at: 0, pays: 0}, {at: 1, pays: 2}]}"


def world(*changes: str) -> Scenario:
    return load(GOLDEN / "dp_3p.yaml", changes)


def first_effort(*changes: str) -> float:
    """Effort in the first month, the same in every year."""
    return float(simulate(world(*changes), 1).of("effort")[0, 0, 0])


def test_pay_for_the_month_alone_is_worked_for_as_by_the_myopic() -> None:
    """Nothing carries over: thinking ahead changes nothing (1e-3), whatever the discount and the bias."""
    bonus = ("plan.components[bonus].period=month", f"plan.components[bonus].schedule={BONUS}")
    for plan in (MONTHLY, bonus):
        myopic = first_effort(*plan, "mind.kind=myopic")
        for hurry in ((), ("mind.discount=0.8",), ("mind.present_bias=0.5",)):
            assert first_effort(*plan, *hurry) == pytest.approx(myopic, abs=1e-3)


def test_the_myopic_expect_usual_effort_later_and_the_thoughtful_their_own() -> None:
    """With a bonus after three months the first effort differs: she who thinks ahead knows that she may give up."""
    assert abs(first_effort() - first_effort("mind.kind=myopic")) > 0.02


@pytest.mark.parametrize("hurry", ["mind.discount=0.8", "mind.present_bias=0.7"])
def test_impatience_puts_off_work_for_pay_that_comes_later(hurry: str) -> None:
    """Both lower the first month's effort, and neither moves the last month's where she stands the same."""
    assert first_effort(hurry) < first_effort() - 0.01
    last = [_last_month(world(*changes)) for changes in ((), (hurry,))]
    assert np.array_equal(*last)


def _last_month(scenario: Scenario) -> Any:
    year = prepare(scenario)
    return year.beliefs.policy.effort[0, -1]


def test_a_linear_commission_is_worked_alike_by_the_careful() -> None:
    """Noise that does not depend on effort: risk aversion takes nothing from effort under a straight line (LEN)."""
    calm = first_effort(*MONTHLY, "mind.risk_aversion=1")
    assert calm == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("kind", ["myopic", "forward"])
def test_the_power_of_its_cost_says_how_far_effort_follows_pay(kind: str) -> None:
    """Commission .5, cost e^power/power: effort is .5^(1/(power - 1)), as marginal pay meets marginal cost (1e-6).

    Null twin: a power of 2 is what is not said, to the bit.
    """
    who = (*MONTHLY, f"mind.kind={kind}")
    for power in (1.5, 2.0, 3.0):
        assert first_effort(*who, f"mind.effort.power={power}") == pytest.approx(0.5 ** (1 / (power - 1)), abs=1e-6)
    assert first_effort(*who, "mind.effort.power=2") == first_effort(*who)


def test_the_careful_work_less_for_a_bonus_out_of_reach() -> None:
    """A long shot is worth less to somebody who shies at risk; next to none is what no aversion comes to."""
    assert first_effort("mind.risk_aversion=0.5") < first_effort() - 0.02
    assert first_effort("mind.risk_aversion=0.000001") == pytest.approx(first_effort(), abs=1e-2)


def test_alike_reps_share_one_plan_and_nothing_unchanged_is_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reps of one level and quota: one plan; the same year prepared again: none solved."""
    solved: list[int] = []
    once = policies.planned

    def counted(*words: Any) -> Any:
        solved.append(words[1])
        return once(*words)

    monkeypatch.setattr(policies, "planned", counted)
    policies._kept.clear()
    two = world("people.reps=[{id: a, name: A, team: team, level: rep}, {id: b, name: B, team: team, level: rep}]",
                "targets.company=6")  # fmt: skip
    year = prepare(two)
    assert year.beliefs.policy.plan.tolist() == [0, 0]
    assert len(year.beliefs.policy.effort) == len(solved) == 1
    prepare(two, seed=2)
    assert len(solved) == 1
    prepare(world("targets.company=2"))
    assert len(solved) == 2


def test_nobody_plans_who_does_not_think_ahead() -> None:
    """`none` and `myopic` have no plans at all."""
    for kind in ("none", "myopic"):
        year = prepare(world(f"mind.kind={kind}"))
        assert policy_of(year.world, year.beliefs).effort.size == 0


def test_a_quarter_within_a_year_is_told_by_two_amounts() -> None:
    """Baseline: a quarter's commission and a year's accelerator are the two sums that say how far she has come."""
    year = prepare(load("baseline", ("mind.kind=forward", "mind.pilot=4")))
    ahead = prospect_of(year.world.behaviour[0], year.world.pay, year.beliefs, 0)
    assert (ahead.until - ahead.since + 1).tolist() == [[12, 3]] * 12
    assert (year.beliefs.policy.effort >= year.world.behaviour[0].low).all()
    assert (year.beliefs.policy.effort <= year.world.behaviour[0].high).all()
