"""The process as it is meant to be, in numbers: steps by stage, who keeps to it, planning and discovery."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.people import Rep
from scenarios.process import Discovery, Planning, Process
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.rules.funnel import in_ticks
from sim.rules.process import known_of_need, planned
from sim.tables import Table, table
from sim.world.process import own_of

STEP_ROW = np.dtype(
    [
        ("name", "u8"),
        ("place", "i8"),
        ("hours", "f8"),
        ("lift", "f8"),
        ("hard", "i8"),
        ("document", "i8"),
        ("quote", "i8"),
        ("error", "f8"),
        ("rework", "f8"),
        ("delay", "f8"),
    ]
)
"""A step of the process, stage by stage. name: under which it has luck. place: among the steps as they are written.
hours, rework: in ticks. delay: working days."""

DISCOVERY = np.dtype(
    [("stage", "i8"), ("hours", "f8"), ("early", "f8"), ("lift", "f8"), ("missed", "f8"), ("cost", "f8")]
)
"""One row. stage: at which needs are analysed, -1 where nobody looks. hours: more on each lead, in ticks. early, lift:
log-odds at that stage and the next. missed: chance that a proposal misses. cost: log-odds that it then loses."""

Floats = npt.NDArray[np.float64]


class Standards(NamedTuple):
    """on: 1 where the scenario has a process. first: place of its first measure in the panel, -1 without.

    steps: STEP_ROW, by stage; steps_first: int [stage + 1]. adherence, skill: float [rep], as stated and as in the
    roster. own: float [rep, segment, stage], log-odds beside a rep of skill 0.5. planning: float [month], hours;
    planned: float [month], 0 to 1; unplanned: float [month], log-odds that leads lose at plan_stage for want of a plan.
    """

    on: int
    first: int
    steps: Table
    steps_first: npt.NDArray[np.int64]
    adherence: Floats
    skill: Floats
    skill_effect: float
    evens_out: float
    own: Floats
    planning: Floats
    planned: Floats
    unplanned: Floats
    plan_stage: int
    saves: float
    discovery: Table


def standards_of(scenario: Scenario, first: int = -1) -> Standards:
    """The process of a scenario; first: where its measures begin."""
    process = scenario.funnel.process if scenario.funnel else None
    stages = [stage.id for stage in scenario.funnel.stages] if scenario.funnel else []
    written, months = process or Process(), scenario.company.calendar.months
    steps, steps_first = _steps(written, stages)
    hours, complete, unplanned = _planning(written.planning or Planning(), months)
    return Standards(
        on=int(process is not None),
        first=first,
        steps=steps,
        steps_first=steps_first,
        adherence=np.array([_adherence(written, rep) for rep in scenario.people.reps], np.float64),
        skill=np.array([rep.skills.process for rep in scenario.people.reps], np.float64),
        skill_effect=written.skill_effect,
        evens_out=written.evens_out,
        own=own_of(scenario),
        planning=hours,
        planned=complete,
        unplanned=unplanned,
        plan_stage=_plan_stage(written.planning, stages),
        saves=written.planning.saves if written.planning else 0.0,
        discovery=table(DISCOVERY, [_discovery(written.discovery, stages)]),
    )


def _steps(process: Process, stages: list[str]) -> tuple[Table, npt.NDArray[np.int64]]:
    by_stage = [[(i, step) for i, step in enumerate(process.steps) if step.stage == stage] for stage in stages]
    rows = [
        (name_id("step", step.id), place, in_ticks(step.hours), step.lift, int(step.gate == "hard"),
         int(step.document), int(step.quote), step.error, in_ticks(step.rework), step.delay)
        for here in by_stage for place, step in here
    ]  # fmt: skip
    return table(STEP_ROW, rows), np.cumsum([0, *(len(here) for here in by_stage)]).astype(np.int64)


def _adherence(process: Process, rep: Rep) -> float:
    """The last line that holds for a rep, or everybody's."""
    stated = process.adherence
    for line in process.keeping:
        if rep.id == line.rep or rep.level == line.level or (rep.role is not None and rep.role == line.role):
            stated = line.adherence
    return stated


def _planning(planning: Planning, months: int) -> tuple[Floats, Floats, Floats]:
    """Hours of each month, how complete the plan made in it is, and what leads lose in it for want of last month's.

    The plan for the first month was made before the year, in as many hours.
    """
    plans = np.array([month + 1 not in planning.skipped for month in range(months)], np.float64)
    hours = np.array([in_ticks(planning.hours) for _ in range(months)]) * plans
    complete = planned(planning.hours, planning.enough) * plans
    before = np.concatenate([[planned(planning.hours, planning.enough)], complete[:-1]])
    return hours, complete, -planning.effect * (1.0 - before)


def _plan_stage(planning: Planning | None, stages: list[str]) -> int:
    if planning is None or not stages:
        return -1
    return stages.index(planning.stage) if planning.stage else min(1, len(stages) - 1)


def _discovery(discovery: Discovery | None, stages: list[str]) -> tuple[float, ...]:
    if discovery is None:
        return -1, 0.0, 0.0, 0.0, 0.0, 0.0
    known = known_of_need(discovery.hours, discovery.enough)
    lifts = discovery.early * known, discovery.lift * known
    missed = discovery.miss * (1.0 - known)
    return stages.index(discovery.stage), in_ticks(discovery.hours), *lifts, missed, discovery.cost
