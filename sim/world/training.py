"""What is taught and forgotten, in numbers."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.people import Rep, Skills
from scenarios.scenario import Scenario
from scenarios.training import TOPICS, Course, Training
from sim.draws import name_id
from sim.rules.training import SKILLS, test_noise
from sim.seats import days_there
from sim.tables import Table, table
from sim.world.tools import tools_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SPREAD = 0.15
"""Standard deviation of a skill where everybody in the roster has the same: that of most rosters; assumed."""

COURSE = np.dtype(
    [("name", "u8"), ("subject", "i8"), ("hours", "f8"), ("fee", "i8"), ("targeted", "i8"), ("places", "i8")]
)
"""subject: a skill, or 6 + a segment. hours: of a session, each person. fee: coins. targeted: 1 where `places` people
are chosen by need."""

LEARNING = np.dtype(
    [
        ("gain", "f8"),
        ("lag", "i8"),
        ("attendance", "f8"),
        ("forgetting", "f8"),
        ("practice", "f8"),
        ("skill_effect", "f8"),
        ("knowledge_effect", "f8"),
        ("own_time", "f8"),
        ("by_kpi", "i8"),
        ("noise", "f8"),
        ("prior", "f8"),
        ("coach_hours", "f8"),
        ("coach_span", "f8"),
        ("coach_gain", "f8"),
        ("share_hours", "f8"),
        ("share_every", "i8"),
        ("share_topic", "i8"),
        ("share_gain", "f8"),
        ("share_fading", "f8"),
        ("help_hours", "f8"),
        ("help_topic", "i8"),
        ("help_lift", "f8"),
        ("help_gain", "f8"),
        ("help_least", "f8"),
        ("test_topic", "i8"),
        ("questions", "i8"),
        ("pass_mark", "f8"),
        ("around", "i8"),
    ]
)
"""One row; keys as in the scenario. coach_span: 0 for those of the team who are there. Topics: -1 for none stated."""


class Learning(NamedTuple):
    """What engines need to know of training.

    on: 1 where the scenario has it. first: place of its first measure, -1 where it has none. base: float [rep,
    skill], as written in the roster, whether training is on or off; the rest is empty where it is off. stays: float
    [rep, skill], to which a skill falls. norm: float [rep, skill], what is expected. courses: COURSE rows. held: int
    [course, month], 1 where it is held. meant: int [course, rep], 1 for whom it is meant. terms: one LEARNING row.
    tested: int [month]. luck: float [skill], standard deviation of a test's luck. stage_skill: int [stage]. asked:
    int [skill], 1 where a stage asks for it; every: int [skill], 1 for all of them. team: int [rep]. days: int [rep,
    month], on which the rep is there. level: int [rep]; step_to: int [level], -1 for none; step_skill: float [level];
    raises: int [level], coins a month that the step adds to base salary. noise: float [rep, month], what a tool for
    analysis leaves of the error in judging people.
    """

    on: int
    first: int
    base: Floats
    stays: Floats
    norm: Floats
    courses: Table
    held: Ints
    meant: Ints
    terms: Table
    tested: Ints
    luck: Floats
    stage_skill: Ints
    team: Ints
    asked: Ints
    every: Ints
    days: Ints
    level: Ints
    step_to: Ints
    step_skill: Floats
    raises: Ints
    noise: Floats


def learning_of(scenario: Scenario, first: int) -> Learning:
    """Everything resolved; tables of the right kind without rows where there is no training."""
    training, base = scenario.training, base_skills(scenario)
    written = training or Training()
    stages = scenario.funnel.stages if training and scenario.funnel else ()
    reps = scenario.people.reps if training else ()
    months = scenario.company.calendar.months if training else 0
    teams = [team.id for team in scenario.company.teams]
    levels = [level.id for level in scenario.people.levels]
    step_to, step_skill, raises = _ladder(scenario, written, levels)
    shown = base[: len(reps)]
    return Learning(
        on=int(training is not None),
        first=first if training else -1,
        base=base,
        stays=shown * written.kept,
        norm=_norms(scenario, written)[: len(reps)],
        courses=table(COURSE, [_course(scenario, course) for course in written.courses]),
        held=_grid([[course.is_held(month) for month in range(months)] for course in written.courses], months),
        meant=_grid([[_is_meant(course, rep) for rep in reps] for course in written.courses], len(reps)),
        terms=table(LEARNING, [_terms(scenario, written)]),
        tested=np.array([month + 1 in written.tests.months for month in range(months)], np.int64),
        luck=_luck(written, base),
        stage_skill=np.array([TOPICS.index(stage.skill) for stage in stages], np.int64),
        team=np.array([teams.index(rep.team) for rep in reps], np.int64),
        asked=np.array([topic in {stage.skill for stage in stages} for topic in TOPICS], np.int64),
        every=np.ones(SKILLS, np.int64),
        days=days_there(scenario)[: len(reps)],
        level=np.array([levels.index(rep.level) for rep in reps], np.int64),
        step_to=step_to,
        step_skill=step_skill,
        raises=raises,
        noise=written.diagnosis.noise * (1.0 - tools_of(scenario).signal[: len(reps), :months]),
    )


def base_skills(scenario: Scenario) -> Floats:
    """Skills as the roster has them, [rep, skill]."""
    return np.array([_row(rep.skills) for rep in scenario.people.reps], np.float64)


def _row(skills: Skills) -> list[float]:
    return [getattr(skills, topic) for topic in TOPICS]


def _norms(scenario: Scenario, training: Training) -> Floats:
    """What is expected of each rep: what is written for the level, or what its people could do when the year opened."""
    base, stated = base_skills(scenario), {norm.level: _row(norm.skills) for norm in training.norms}
    level = np.array([rep.level for rep in scenario.people.reps])
    return np.array([stated.get(own, base[level == own].mean(axis=0)) for own in level.tolist()], np.float64)


def _course(scenario: Scenario, course: Course) -> tuple[int, int, float, int, int, int]:
    segments = [segment.id for segment in getattr(scenario.market, "segments", ())]
    subject = SKILLS + segments.index(course.segment) if course.segment else TOPICS.index(course.topic or TOPICS[0])
    fee = round(course.fee * 10**scenario.company.currency.minor_digits)
    targeted = int(course.for_whom == "targeted")
    return name_id("course", course.id), subject, course.hours, fee, targeted, course.places


def _is_meant(course: Course, rep: Rep) -> bool:
    named = {"roles": (rep.role, course.roles), "levels": (rep.level, course.levels), "reps": (rep.id, course.reps)}
    if course.for_whom not in named:
        return True
    one, of = named[course.for_whom]
    return one in of


def _grid(rows: list[list[bool]], columns: int) -> Ints:
    return np.array(rows, np.int64).reshape(len(rows), columns)


def _terms(scenario: Scenario, t: Training) -> tuple[float, ...]:
    effect = scenario.funnel.skill_effect if scenario.funnel else 0.0
    return (
        *(t.gain, t.lag, t.attendance, t.forgetting, t.practice, effect, t.knowledge_effect, t.own_time),
        *(int(t.diagnosis.by == "kpi"), t.diagnosis.noise, t.diagnosis.prior),
        *(t.coaching.hours, t.coaching.span or 0.0, t.coaching.gain),
        *(t.sharing.hours, t.sharing.every, _topic(t.sharing.topic), t.sharing.gain, t.sharing.fading),
        *(t.helping.hours, _topic(t.helping.topic), t.helping.lift, t.helping.gain, t.helping.least),
        *(_topic(t.tests.topic), t.tests.questions, t.tests.pass_mark, int(t.tests.around_courses)),
    )


def _topic(topic: str | None) -> int:
    return [str(known) for known in TOPICS].index(topic) if topic else -1


def _luck(training: Training, base: Floats) -> Floats:
    """Standard deviation of the luck in tests of each skill."""
    spread = base.std(axis=0)
    spread = np.where(spread > 0, spread, SPREAD)
    if training.tests.spread is not None:
        spread = np.full(SKILLS, training.tests.spread)
    return np.array([test_noise(float(sd), training.tests.reliability) for sd in spread])


def _ladder(scenario: Scenario, training: Training, levels: list[str]) -> tuple[Ints, Floats, Ints]:
    """Each level's step up."""
    coin = 10**scenario.company.currency.minor_digits
    base = [round(level.base * coin) for level in scenario.people.levels]
    to, raises, skill = np.full(len(levels), -1, np.int64), np.zeros(len(levels), np.int64), np.zeros(len(levels))
    for step in training.promotion.steps if training.promotion else ():
        here, there = levels.index(step.level), levels.index(step.to)
        to[here], skill[here], raises[here] = there, step.skill, base[there] - base[here]
    return to, skill, raises
