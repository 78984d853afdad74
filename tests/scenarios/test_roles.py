"""Roles: who carries no quota has none, is paid by no quota, and leaves the target to those who do."""

from typing import Any

import numpy as np
import pytest

from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario
from sim.engine import chunk_of, prepare
from sim.quotas import company_target, rep_quotas

ROLES = (
    'people.roles=[{id: seller, name: Sales}, {id: engineer, name: Pre-sales, carries_quota: false,'
    ' duties: [{id: demos, name: Demos, kpis: [win_rate]}]}]'
)  # fmt: skip
ENGINEER, SELLER = 0, 1


QUOTA_PAY = ("commission", "scorecard", "year_bonus")


def with_roles(*overrides: str) -> Scenario:
    """The baseline with a pre-sales engineer in the first seat; all others are sellers, who alone are paid by quota."""
    reps = load("baseline").people.reps
    roles = [f"people.reps[{rep.id}].role={'seller' if place else 'engineer'}" for place, rep in enumerate(reps)]
    paid = [f"plan.components[{component}].roles=[seller]" for component in QUOTA_PAY]
    return load("baseline", ["mind.pilot=4", ROLES, *roles, *paid, *overrides])


def fault(*overrides: str) -> str:
    with pytest.raises(ScenarioFaults) as caught:
        with_roles(*overrides)
    return str(caught.value)


def test_quotas_of_those_who_carry_them_cover_the_target() -> None:
    """C09: nobody in an unflagged role has a quota in any month; the others' come to the company's target or more."""
    scenario = with_roles("targets.over_assignment=0.05")
    quotas = rep_quotas(scenario)
    assert not quotas[ENGINEER].any()
    assert (np.delete(quotas, ENGINEER, axis=0).sum(axis=1) > 0).all()
    assert quotas.sum() >= company_target(scenario)


def test_a_role_that_carries_a_quota_moves_nothing() -> None:
    """Null twin: a role with a quota leaves every quota and every simulated number as it is, to the bit."""
    plain, named = load("baseline", ["mind.pilot=4"]), with_roles(f"people.reps[{_first()}].role=seller")
    np.testing.assert_array_equal(rep_quotas(plain), rep_quotas(named))
    years = [chunk_of(prepare(scenario), 0, 1).values for scenario in (plain, named)]
    np.testing.assert_array_equal(*years)


@pytest.mark.parametrize("component", QUOTA_PAY)
def test_quota_pay_for_people_without_quota_is_a_fault(component: str) -> None:
    """Pay held against the rep's own quota cannot go to a role that has none; a team's may."""
    assert f"plan.components[{component}].roles: is paid by the rep's quota" in fault(
        f"plan.components[{component}].roles=[]"
    )
    if component == "commission":
        with_roles("plan.components[commission].roles=[]", "plan.components[commission].scope=team")


def test_only_the_roles_named_are_paid() -> None:
    """Quota pay for sellers alone never reaches the engineer, who gets the salary; the seller gets both."""
    panel = chunk_of(prepare(with_roles()), 0, 2)
    assert {m.name for m in panel.measures if m.name.startswith("pay:")} == {f"pay:{c}" for c in ("base", *QUOTA_PAY)}
    for component in QUOTA_PAY:
        assert not panel.of(f"pay:{component}")[:, :, ENGINEER].any(), component
    assert panel.of("pay:base")[:, :, ENGINEER].all()
    assert panel.of("pay:commission")[:, :, SELLER].any()


def _first() -> Any:
    return load("baseline").people.reps[ENGINEER].id


@pytest.mark.parametrize(
    ("overrides", "told"),
    [
        (["plan.components[commission].roles=[closer]"], "there is no such role; known: seller, engineer"),
        ([f"people.reps[{load('baseline').people.reps[2].id}].role=closer"], "there is no such role"),
        ([f"people.reps[{load('baseline').people.reps[0].id}].quota_weight=1"], "carry no quota; remove it"),
    ],
)
def test_roles_that_cannot_be_are_told(overrides: list[str], told: str) -> None:
    """A role nobody defined, and a quota for somebody who carries none, are faults with their place."""
    assert told in fault(*overrides)


def test_nobody_with_a_quota_is_a_fault() -> None:
    """A company in which no role carries a quota cannot have targets."""
    overrides = [f"people.reps[{rep.id}].role=engineer" for rep in load("baseline").people.reps]
    assert "nobody carries a quota" in fault(*overrides)


def test_no_city_is_stated_by_default() -> None:
    """Legal limits hold for a city that somebody names: the baseline names none, and naming one moves no number."""
    assert load("baseline").company.city == "none"
    years = [chunk_of(prepare(load("baseline", ["mind.pilot=4", *more])), 0, 1).values
             for more in ([], ["company.city=shanghai"])]  # fmt: skip
    np.testing.assert_array_equal(*years)
