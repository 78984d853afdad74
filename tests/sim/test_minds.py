"""Who has which mind: by role, and by how people differ; and what those who plan then live through."""

from typing import Any

import numpy as np
import pytest

from scenarios.load import ScenarioFaults, load
from sim.engine import prepare, simulate
from sim.measures import M
from sim.world.minds import behaviour_table

SMALL = ("mind.pilot=8",)
ROLES = "people.roles=[{id: hunter, name: {en: Hunter, zh: 猎手}}]"
HUNTER = "people.reps[E101].role=hunter"


def rows(*changes: str) -> Any:
    return behaviour_table(load("baseline", (ROLES, HUNTER, *changes)))


def test_without_roles_and_differences_everybody_is_alike() -> None:
    """Null twin: one row of minds, repeated."""
    assert len(np.unique(behaviour_table(load("baseline")))) == 1
    assert len(np.unique(rows("mind.roles=[{role: hunter}]"))) == 1


def test_a_role_has_a_mind_of_its_own() -> None:
    """Only its people; what it leaves out is everybody's."""
    found = rows("mind.roles=[{role: hunter, kind: forward, effort_cost: 2, discount: 0.9, risk_aversion: 0.5}]")
    hunter, other = found[0], found[1]
    assert (hunter.kind, other.kind) == (2, 1)
    assert hunter.cost == 2 * other.cost
    assert (hunter.discount, other.discount) == (0.9, 1.0)
    assert hunter.risk == 0.5 / 100
    assert hunter.bias == other.bias
    assert len(np.unique(found[1:])) == 1


def test_who_does_not_react_works_as_usual_beside_those_who_do() -> None:
    """A role of `none` keeps usual effort in every month; its colleagues do not."""
    scenario = load("baseline", (ROLES, HUNTER, "mind.roles=[{role: hunter, kind: none}]", *SMALL))
    effort = simulate(scenario, 4).of("effort")
    assert (effort[:, 1:, 0] == 1.0).all()
    assert (effort[:, 1:, 1] != 1.0).any()


def test_people_differ_by_id_and_on_average_not_at_all() -> None:
    """A person's draw is the same in every plan; 24 costs of coefficient .3 have mean and spread within 4 SE."""
    usual = behaviour_table(load("baseline"))
    found = behaviour_table(load("baseline", ("mind.differ.effort_cost=0.3", "mind.differ.impatience=0.3")))
    again = behaviour_table(load("stretch_target", ("mind.differ.effort_cost=0.3", "mind.discount=0.9")))
    times = found.cost / usual.cost
    np.testing.assert_array_equal(times, again.cost / usual.cost)
    assert len(np.unique(times)) == len(times)
    assert abs(times.mean() - 1.0) < 4 * 0.3 / np.sqrt(len(times))
    assert 0.1 < times.std() < 0.6
    assert (found.discount == 1.0).all()


def test_impatience_differs_and_takes_at_most_half() -> None:
    """A bias of .5 leaves the more impatient half at one half, where it ends; the others spread above, below one."""
    bias = behaviour_table(load("baseline", ("mind.present_bias=0.5", "mind.differ.impatience=0.5"))).bias
    assert bias.min() == 0.5
    assert len(np.unique(bias)) > len(bias) / 4
    assert (bias < 1.0).all()


def test_a_mind_for_an_unknown_role_is_told() -> None:
    """With the place, the value and the roles there are; twice the same role, too."""
    for minds, message in (
        ("[{role: farmer}]", "there is no such role; known: hunter"),
        ("[{role: hunter}, {role: hunter}]", "this role is used twice"),
    ):
        with pytest.raises(ScenarioFaults, match=message):
            load("baseline", (ROLES, f"mind.roles={minds}"))


def test_two_attitudes_to_risk_are_told() -> None:
    """Pay to a power beside risk aversion, or for minds that look at this month only, is refused with what to do."""
    power = "mind.income_power=0.5"
    for changes, message in (
        (("mind.kind=forward", "mind.risk_aversion=0.1"), "remove it, or every `risk_aversion`"),
        (("mind.kind=myopic",), "say `kind: forward`"),
        (("mind.kind=forward", "mind.roles=[{role: hunter, kind: myopic}]"), "say `kind: forward`"),
    ):
        with pytest.raises(ScenarioFaults, match=message):
            load("baseline", (ROLES, HUNTER, power, *changes))


def test_one_alike_pair_of_minds_in_two_engines() -> None:
    """A role that thinks ahead beside one that does not react, people who differ: the same year from both engines."""
    minds = "mind.roles=[{role: hunter, kind: forward}]"
    scenario = load("baseline", (ROLES, HUNTER, minds, "mind.differ.effort_cost=0.5", *SMALL))
    machine, story = (simulate(scenario, 1, engine=engine) for engine in ("kernel", "simpy"))
    np.testing.assert_array_equal(machine.values, story.values)


def test_plans_and_beliefs_agree_once_they_are_settled() -> None:
    """Rational expectations: what reps who plan believe of a year's sales is within 1 % of what they live through."""
    scenario = load("capped", ("mind.kind=forward",))
    year = prepare(scenario, 1)
    panel = simulate(scenario, 100, seed=1)
    effort, sold = panel.of("effort").mean(axis=0).T, panel.of("bookings").sum(axis=(1, 2)).mean()
    believed = (year.beliefs.level[:, :, M.BOOKINGS] + year.beliefs.slope[:, :, M.BOOKINGS] * effort).sum()
    assert abs(believed / sold - 1.0) < 0.01
