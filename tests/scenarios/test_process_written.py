"""Process, tools and the paid day as a person writes them: what is refused, and what they come to in numbers."""

from typing import Any

import numpy as np
import pytest

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.world.hours import hours_of
from sim.world.standards import standards_of
from sim.world.tools import tools_of

Written = dict[str, Any]


def company(process: Written | None = None, **sections: Any) -> Scenario:
    """The bundled baseline with a process, and whatever else."""
    written = load("baseline").model_dump(mode="json", by_alias=True)
    written["funnel"]["process"] = process
    return Scenario.model_validate({**written, **sections})


def step(name: str = "quote", **changes: Any) -> Written:
    return {"id": name, "name": name, "stage": "proposal", **changes}


def tool(name: str = "crm", **changes: Any) -> Written:
    return {"id": name, "name": name, "kind": "pipeline", **changes}


@pytest.mark.parametrize(
    ("process", "said"),
    [
        ({"steps": [step(stage="signing")]}, "no such stage"),
        ({"steps": [step(), step()]}, "used twice"),
        ({"steps": [step(compliance="perhaps")]}, "mandatory"),
        ({"steps": [step(gate="wooden")]}, "hard"),
        ({"keeping": [{"adherence": 1}]}, "say for whom"),
        ({"keeping": [{"level": "senior", "rep": "E101", "adherence": 1}]}, "say for whom"),
        ({"keeping": [{"level": "boss", "adherence": 1}]}, "no such level"),
        ({"keeping": [{"role": "boss", "adherence": 1}]}, "no such role"),
        ({"keeping": [{"rep": "nobody", "adherence": 1}]}, "no such rep"),
        ({"planning": {"stage": "signing"}}, "no such stage"),
        ({"planning": {"skipped": [0]}}, "greater than or equal to 1"),
        ({"discovery": {"stage": "signing"}}, "no such stage"),
        ({"discovery": {"stage": "negotiation"}}, "nothing is proposed after it"),
        ({"adherence": 1.2}, "less than or equal to 1"),
    ],
)
def test_process_that_cannot_be_is_refused(process: Written, said: str) -> None:
    """A process names stages and people that there are, each step once, and shares between 0 and 1."""
    with pytest.raises(ValueError, match=said):
        company(process)


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ({"tools": [tool(), tool()]}, "used twice"),
        ({"tools": [tool(response=0.5)]}, "no meaning with `kind: pipeline`"),
        ({"tools": [tool(kind="reminders", quoting=0.5)]}, "no meaning with `kind: reminders`"),
        ({"time": {"day": 4}}, "longer than the paid day"),
        ({"time": {"travel": {"part": 0.9}}}, "sum to 1"),
    ],
)
def test_tools_and_days_that_cannot_be_are_refused(sections: Written, said: str) -> None:
    """A tool has only effects of its kind, and a paid day holds the hours for leads and is divided without rest."""
    with pytest.raises(ValueError, match=said):
        company(None, **sections)


@pytest.mark.parametrize("section", [{"tools": [tool()]}, {"time": {}}])
def test_direct_market_has_neither_tools_nor_a_paid_day(section: Written) -> None:
    """Where there are no leads to work on, tools and the paid day are refused."""
    written = company().model_dump(mode="json", by_alias=True)
    written |= {"market": {"kind": "direct"}, "funnel": None, "customers": None, "opening": None}
    written["plan"]["components"] = written["plan"]["components"][:1]
    Scenario.model_validate(written)
    with pytest.raises(ValueError, match="without leads to work on"):
        Scenario.model_validate({**written, **section})


def test_last_line_that_holds_for_a_rep_tells_her_adherence() -> None:
    """Of lines for her level and for herself the last one counts; everybody else keeps to it as all do."""
    keeping = [{"level": "senior", "adherence": 0.9}, {"rep": "E101", "adherence": 0.2}]
    world = company({"adherence": 0.5, "keeping": keeping})
    adherence = dict(zip([rep.id for rep in world.people.reps], standards_of(world).adherence, strict=True))
    assert (adherence["E101"], adherence["E102"], adherence["E103"]) == (0.2, 0.9, 0.5)
    assert standards_of(world).on == 1
    assert standards_of(company()).on == 0


def test_steps_stand_by_stage_and_keep_their_place() -> None:
    """Steps are found by the stage at which they are done, in the order in which they are written."""
    steps = [step("a"), step("b", stage="needs", hours=0.5, gate="hard"), step("c", document=True, quote=True)]
    table = standards_of(company({"steps": steps}))
    assert table.steps_first.tolist() == [0, 0, 0, 1, 3, 3]
    assert table.steps.place.tolist() == [1, 0, 2]
    assert (table.steps.hard.tolist(), table.steps.hours.tolist()) == ([1, 0, 0], [0.5, 0.0, 0.0])
    assert (table.steps.document.tolist(), table.steps.quote.tolist()) == ([0, 0, 1], [0, 0, 1])


def test_month_after_a_skipped_plan_is_worked_without_one() -> None:
    """Skipping May's plan saves May's hours and costs June's leads the whole effect; a half plan costs half of it."""
    table = standards_of(company({"planning": {"hours": 4, "enough": 8, "effect": 1.0, "skipped": [5]}}))
    assert table.planning.tolist() == [4.0] * 4 + [0.0] + [4.0] * 7
    assert table.unplanned.tolist() == [-0.5] * 5 + [-1.0] + [-0.5] * 6
    assert table.plan_stage == 1
    assert standards_of(company({"planning": {"stage": "needs"}})).plan_stage == 2
    assert not standards_of(company({"planning": {"hours": 0}})).unplanned.any()


def test_licences_are_paid_for_seats_that_are_filled_from_the_month_the_tool_begins() -> None:
    """A seat costs its licence in each month in which somebody sits on it, used or not."""
    table = tools_of(company(None, tools=[tool(cost=200, begins=3), tool("more", cost=50.5)]))
    assert table.cost[0].tolist() == [5_050.0] * 2 + [25_050.0] * 10
    assert not table.adoption.any()
    assert tools_of(company()).on == 0


def test_adoption_grows_over_its_ramp_and_quicker_with_process_skill() -> None:
    """From its first month a tool catches on in as many months as written; who has process skill is there sooner."""
    table = tools_of(company(None, tools=[tool(adoption=0.8, ramp=4, begins=2)]))
    np.testing.assert_allclose(table.adoption[0, 0, :6], [0, 0.2, 0.4, 0.6, 0.8, 0.8])
    world = company(None, tools=[tool(adoption=0.8, ramp=4, skill_effect=0.5, curve="logistic")])
    skill = [rep.skills.process for rep in world.people.reps]
    best, worst = int(np.argmax(skill)), int(np.argmin(skill))
    level = tools_of(world).adoption[0]
    assert (level[best, :4] > level[worst, :4]).all()
    assert (np.diff(level, axis=1) >= 0).all()
    assert (level[:, -1] == 0.8).all()


def test_learning_takes_its_hours_as_adoption_grows() -> None:
    """Coming to full adoption costs the hours written, coming to half of it half; afterwards nothing."""
    full = tools_of(company(None, tools=[tool(adoption=1, ramp=5, learning=20)])).learning
    half = tools_of(company(None, tools=[tool(adoption=0.5, ramp=5, learning=20)])).learning
    np.testing.assert_allclose(full[0], [4] * 5 + [0] * 7)
    np.testing.assert_allclose(half.sum(axis=1), 10)


def test_effects_scale_with_adoption_and_two_tools_leave_less_and_less() -> None:
    """At half the adoption half the effect; two tools that each save half leave a quarter; none leave all."""
    one, two = tool("a", adoption=1, reports=0.5), tool("b", kind="analysis", adoption=1, reports=0.5)
    assert (tools_of(company(None, tools=[one, two])).reports == 0.75).all()
    assert (tools_of(company(None, tools=[{**one, "adoption": 0.5}])).reports == 0.25).all()
    table = tools_of(company(None, tools=[{**one, "adoption": 0}]))
    assert (table.reports == 0).all()
    assert (table.response == 1).all()
    assert (table.errors == 1).all()
    assert (table.reminded == 0).all()


@pytest.mark.parametrize(
    ("kind", "key", "neutral"),
    [
        ("customers", "records", 0),
        ("pipeline", "adherence", 0),
        ("analysis", "signal", 0),
        ("reminders", "response", 1),
        ("quotes", "quoting", 0),
        ("quotes", "errors", 1),
    ],
)
def test_each_kind_of_tool_has_an_effect_of_its_own(kind: str, key: str, neutral: float) -> None:
    """A tool moves the one thing its kind is for and leaves every other as it was."""
    table = tools_of(company(None, tools=[tool(kind=kind, adoption=0.5, **{key: 0.4})]))._asdict()
    effect = "reminded" if key == "adherence" else key
    others = {"reminded": 0, "records": 0, "signal": 0, "reports": 0, "response": 1, "quoting": 0, "errors": 1}
    for name, at_rest in others.items():
        moved = neutral + (0.2 if neutral == 0 else -0.2) if name == effect else at_rest
        np.testing.assert_allclose(table[name], moved, err_msg=name)


def test_paid_day_is_divided_by_its_parts() -> None:
    """The parts of what is not for leads and what of each is cut stand in their order; days are the roster's."""
    world = company(None, time={"day": 9, "meetings": {"part": 0.5, "cut": 0.2}, "travel": {"part": 0.2}})
    table = hours_of(world)
    assert (table.on, table.day) == (1, 9.0)
    assert (table.parts.tolist(), table.cuts.tolist()) == ([0.5, 0.2, 0.3], [0.2, 0.0, 0.0])
    assert table.days[0].sum() == len(list(world.company.calendar.worked_days()))
    assert hours_of(company()).on == 0
