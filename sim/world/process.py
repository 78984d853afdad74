"""The stages of the sales process, how each segment answers in them, and each rep's odds."""

import math

import numpy as np
import numpy.typing as npt

from scenarios.customers import Terms
from scenarios.funnel import SegmentStep, Stage
from scenarios.market import FunnelMarket
from scenarios.people import Rep
from scenarios.scenario import Scenario
from sim.rules.money import MICRO
from sim.rules.waits import STEP, WAIT
from sim.tables import Table, table
from sim.world.waits import Shape, wait_row

STAGE = np.dtype([("hours", WAIT), ("patience", WAIT)])
"""hours: of the rep's work; patience: working days."""

TERMS = np.dtype(
    [
        ("fit_effect", "f8"),
        ("effort_effect", "f8"),
        ("usual", "f8"),
        ("prepaid", "i8"),
        ("bad_debt", "f8"),
        ("delivery", WAIT),
        ("payment", WAIT),
    ]
)
"""One row. fit_effect: log-odds per standard deviation of fit. effort_effect: log-odds per unit of effort above
`usual`, the scenario's usual effort. prepaid: millionths. bad_debt: a share."""


def stages_table(scenario: Scenario, shapes: tuple[Shape, ...]) -> Table:
    stages = scenario.funnel.stages if scenario.funnel else ()
    return table(STAGE, [(wait_row(s.hours, shapes), wait_row(s.patience, shapes)) for s in stages])


def steps_table(scenario: Scenario, shapes: tuple[Shape, ...]) -> Table:
    """STEP rows [segment, stage]: a segment's own times where it has them, else the stage's."""
    segments, stages = _segments(scenario), scenario.funnel.stages if scenario.funnel else ()
    rows = [_step(stage, _own(stage, segment), shapes) for segment in segments for stage in stages]
    return table(STEP, rows).reshape(len(segments), len(stages))


def own_of(scenario: Scenario) -> npt.NDArray[np.float64]:
    """What each rep's own skill adds to the log-odds of going on, beside a rep of skill 0.5, [rep, segment, stage]."""
    segments, stages = _segments(scenario), scenario.funnel.stages if scenario.funnel else ()
    effect = scenario.funnel.skill_effect if scenario.funnel else 0.0
    own = [
        effect * (getattr(rep.skills, stage.skill) - 0.5 + _suits(rep, segment))
        for rep in scenario.people.reps
        for segment in segments
        for stage in stages
    ]
    return np.array(own, np.float64).reshape(len(scenario.people.reps), len(segments), len(stages))


def odds_of(scenario: Scenario) -> npt.NDArray[np.float64]:
    """Log-odds that an average lead goes on, [rep, segment, stage]."""
    segments, stages = _segments(scenario), scenario.funnel.stages if scenario.funnel else ()
    effect = scenario.funnel.skill_effect if scenario.funnel else 0.0
    odds = [
        _log_odds(stage, segment) + effect * (getattr(rep.skills, stage.skill) - 0.5 + _suits(rep, segment))
        for rep in scenario.people.reps
        for segment in segments
        for stage in stages
    ]
    return np.array(odds, np.float64).reshape(len(scenario.people.reps), len(segments), len(stages))


def tempo_of(scenario: Scenario) -> npt.NDArray[np.float64]:
    """How long customers take with a rep, as a multiple of others' time, [rep, segment, outcome]: no, then yes."""
    segments = _segments(scenario)
    tempo = np.ones((len(scenario.people.reps), len(segments), 2))
    for place, rep in enumerate(scenario.people.reps):
        for own in rep.segments:
            tempo[place, segments.index(own.segment)] = own.refusal, own.answer
    return tempo


def terms_table(scenario: Scenario, shapes: tuple[Shape, ...]) -> Table:
    stated = scenario.customers.terms if scenario.customers else Terms()
    effects = (scenario.funnel.fit_effect, scenario.funnel.effort_effect) if scenario.funnel else (0.0, 0.0)
    waits = (wait_row(stated.delivery, shapes), wait_row(stated.payment, shapes))
    usual = scenario.mind.effort.usual
    return table(TERMS, [(*effects, usual, round(stated.prepaid * MICRO), stated.bad_debt, *waits)])


def _segments(scenario: Scenario) -> list[str]:
    return [s.id for s in scenario.market.segments] if isinstance(scenario.market, FunnelMarket) else []


def _own(stage: Stage, segment: str) -> SegmentStep:
    """What a segment does in its own way at a stage."""
    return next((step for step in stage.segments if step.segment == segment), SegmentStep(segment=segment))


def _step(stage: Stage, own: SegmentStep, shapes: tuple[Shape, ...]) -> tuple[tuple[float, ...], ...]:
    answer = own.answer or stage.answer
    return wait_row(answer, shapes), wait_row(own.refusal or stage.refusal or answer, shapes)


def _suits(rep: Rep, segment: str) -> float:
    """How much more skill a rep has in a segment than elsewhere."""
    return next((own.skill - 0.5 for own in rep.segments if own.segment == segment), 0.0)


def _log_odds(stage: Stage, segment: str) -> float:
    own = _own(stage, segment).advance
    advance = stage.advance if own is None else own
    return math.log(advance / (1 - advance))
