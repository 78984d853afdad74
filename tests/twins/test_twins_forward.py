"""Law 4 for reps who think ahead: both engines read one plan, to the bit."""

import pytest
from random_worlds import written
from test_twins import differences

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import prepare

WORLDS = range(8)
MORE_WORLDS = range(8, 60)


def thoughtful(number: int) -> Scenario:
    """A random world whose reps think ahead: some impatient, some of whom shy at risk."""
    world = written(number, rich=number % 2 == 1)
    world["mind"]["effort"]["low"] = max(0.3, world["mind"]["effort"].get("low", 0))
    impatient = {"discount": 0.9, "present_bias": 0.8} if number % 3 == 1 else {}
    careful = {"risk_aversion": 0.001} if number % 4 == 3 else {}
    world["mind"] |= {"kind": "forward"} | impatient | careful
    return Scenario.model_validate(world)


@pytest.mark.parametrize("number", WORLDS)
def test_twins_agree_on_reps_who_think_ahead(number: int) -> None:
    """Law 4: one panel and one log on random worlds in which everybody plans her year."""
    assert differences(prepare(thoughtful(number), seed=number), replications=1) == []


@pytest.mark.verify
@pytest.mark.parametrize("number", MORE_WORLDS)
def test_twins_agree_on_more_reps_who_think_ahead(number: int) -> None:
    """The same on further worlds."""
    assert differences(prepare(thoughtful(number), seed=number), replications=1) == []


@pytest.mark.parametrize("name", ["baseline", pytest.param("capped", marks=pytest.mark.verify)])
def test_twins_agree_on_bundled_companies_that_think_ahead(name: str) -> None:
    """Law 4: the bundled plans, with a quarter's commission and a year's accelerator."""
    assert differences(prepare(load(name, ("mind.kind=forward", "mind.pilot=4"))), replications=1) == []
