"""How a rep keeps to the process: her habits of the month, and what a touch comes to with its steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.draws import ERROR, QUALITY, STEP, Word, descendant
from sim.measured.process import BY_STEP, P
from sim.measured.tools import W
from sim.reference.office import Office
from sim.rules.process import adherence_of, evened_out, hours_of_step, is_done


@dataclass
class Habits:
    """A rep's month: how far she keeps to the process, and what tools leave of quotes' hours and mistakes."""

    skill: float
    adherence: float = 0.0
    quoting: float = 0.0
    mistakes: float = 1.0


@dataclass(frozen=True)
class Touch:
    """What the process adds to a touch. clean: nothing was left out, and no document is wrong."""

    hours: float = 0.0
    lift: float = 0.0
    delay: float = 0.0
    clean: bool = True


@dataclass(frozen=True)
class Done:
    """A step that was done, its hours with those of doing it again, and whether it went wrong."""

    step: Any
    hours: float
    wrong: bool


def begin_month(office: Office, place: int, habits: Habits, month: int) -> tuple[float, Any]:
    """Her habits of the month are set; hours it takes from leads, and log-odds by [segment, stage]."""
    world, at = office.world, np.nextafter(office.env.now, np.inf)
    name, tools, taken = world.reps[place].name, world.tools, 0.0
    shift = np.zeros(world.odds.shape[1:])

    def note(measure: int, amount: float) -> None:
        if amount > 0:
            office.note(place, name, measure, amount, at=at)

    if tools.on:
        habits.quoting, habits.mistakes = float(tools.quoting[place, month]), float(tools.errors[place, month])
        taken += float(tools.learning[place, month])
        note(tools.first + W.TOOL_COST, tools.cost[place, month])
        note(tools.first + W.HOURS_LEARNING, tools.learning[place, month])
        for tool, level in enumerate(tools.adoption[:, place, month]):
            note(tools.first + len(W) + tool, level)
    standards = world.standards
    if standards.on:
        reminded = tools.reminded[place, month]
        habits.adherence = adherence_of(standards.adherence[place], standards.skill_effect, habits.skill, reminded)
        shift += _shift(world, place, habits.adherence, month)
        if world.account.days[place, month] > 0:
            taken += float(standards.planning[month])
            office.note(place, name, standards.first + P.ADHERENCE, habits.adherence, at=at)
            note(standards.first + P.HOURS_PLANNING, standards.planning[month])
    return taken, shift


def _shift(world: Any, place: int, adherence: float, month: int) -> Any:
    """Log-odds by [segment, stage]: what the script evens out, what a plan and what discovery bring."""
    standards, discovery = world.standards, world.standards.discovery[0]
    shift = np.array(
        [[evened_out(own, standards.evens_out, adherence) for own in row] for row in standards.own[place]]
    ).reshape(world.odds.shape[1:])
    if standards.plan_stage >= 0:
        shift[:, standards.plan_stage] += standards.unplanned[month]
    if discovery.stage >= 0:
        shift[:, discovery.stage] += discovery.early
        shift[:, discovery.stage + 1] += discovery.lift
    return shift


def work_by_the_book(office: Office, place: int, habits: Habits, name: Word, stage: int, count: int) -> Touch:
    """The steps of a stage on one lead, done or left out, and what is found out or missed of its need."""
    standards = office.world.standards
    discovery, first = standards.discovery[0], standards.first

    def luck(purpose: int, step: Any) -> float:
        return office.luck(purpose, np.uint64(descendant(name, count)), step.name)

    def note(measure: int, amount: float = 1.0) -> None:
        office.note(place, name, first + measure, amount)

    here = standards.steps[standards.steps_first[stage] : standards.steps_first[stage + 1]]
    kept = [is_done(step.hard, luck(STEP, step), habits.adherence) for step in here]
    done = [_do(step, habits, luck(ERROR, step)) for step, was_done in zip(here, kept, strict=True) if was_done]
    for step in (step for step, was_done in zip(here, kept, strict=True) if not was_done):
        note(P.MISSING_STEPS)
        note(BY_STEP + len(standards.steps) + step.place)
    for measure, amount in _counts(done):
        note(measure, amount)
    for each in (each for each in done if each.step.quote and each.hours < each.step.hours):
        office.note(place, name, office.world.tools.first + W.HOURS_SAVED, each.step.hours - each.hours)
    note(P.VISITS)
    clean = all(kept) and not any(each.step.document and each.wrong for each in done)
    if clean and stage == discovery.stage:
        note(P.EFFECTIVE_VISITS)
    hours = sum(each.hours + (each.step.rework if each.wrong else 0.0) for each in done)
    lift = float(sum(each.step.lift for each in done))
    if 0 <= discovery.stage == stage - 1 and office.luck(QUALITY, name, count) < discovery.missed:
        note(P.MISPROPOSALS)
        lift -= discovery.cost
    hours += discovery.hours if stage == discovery.stage else 0.0
    return Touch(float(hours), float(lift), float(sum(each.step.delay for each in done if each.wrong)), clean)


def _do(step: Any, habits: Habits, luck: float) -> Done:
    """By hand, or a quote with what tools there are."""
    if step.quote:
        return Done(step, hours_of_step(step.hours, habits.quoting), luck < step.error * habits.mistakes)
    return Done(step, float(step.hours), luck < step.error)


def _counts(done: list[Done]) -> Iterator[tuple[int, float]]:
    """What the steps done add to the measures of process."""
    for each in done:
        yield BY_STEP + int(each.step.place), 1.0
        yield P.HOURS_ADMIN, each.hours
        if each.step.quote:
            yield P.QUOTES, 1.0
        if each.step.document:
            yield P.DOCUMENTS_CHECKED, 1.0
            if not each.wrong:
                yield P.DOCUMENTS_CORRECT, 1.0
        if each.wrong:
            yield P.ERRORS, 1.0
            yield P.HOURS_REWORK, float(each.step.rework)


def note_move(office: Office, place: int, name: Word, stage: int, clean: bool) -> None:
    """A lead that was worked in the year moves on; whether by the book is checked."""
    standards = office.world.standards
    measures = [P.STAGE_MOVES]
    if clean:
        measures.append(P.COMPLIANT_MOVES)
        if stage != standards.discovery[0].stage:
            measures.append(P.EFFECTIVE_VISITS)
    for measure in measures:
        office.note(place, name, standards.first + measure, 1.0)
