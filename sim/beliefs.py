"""What reps learn before the year: quiet pilot years at two efforts tell them what effort brings."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.draws import descendant
from sim.kernel.run import cores, run
from sim.measures import M, believed, measures
from sim.mind.beliefs import Beliefs
from sim.mind.policy import no_policy
from sim.pay.engine import pieces_of
from sim.pay.table import PayTable
from sim.rules.money import MICRO
from sim.seats import share_there
from sim.tables import switched_off
from sim.world.world import World

Floats = npt.NDArray[np.float64]
NOT_LIVED = ("title", "about", "targets", "plan", "mind", "drive", "turnover", "examples", "sources")
"""Parts of a scenario on which a pilot year does not depend; on targets only where being behind presses people."""
STEP = 0.1
"""Pilot years are worked at usual effort, less and plus this share of it."""

PILOT = 1
"""Pilot years are years of their own: their seed is born of the run's."""

AT_ONCE = 8
"""Pilot years held in memory in full at one time."""


@dataclass(frozen=True)
class Pilot:
    """What pilot years depend on, all of a scenario but its plan and targets; equal ones teach the same.

    there: the part of each month on which each rep is there, [rep, month]. columns: measures of a panel. known: those
    of which reps hold beliefs.
    """

    setting: tuple[object, ...]
    seed: int
    years: int
    world: World = field(compare=False)
    columns: int = field(compare=False)
    known: tuple[int, ...] = field(compare=False)
    there: Floats = field(compare=False)


def beliefs_of(scenario: Scenario, world: World, seed: int) -> Beliefs:
    """What each rep believes of each measure. Direct worlds state it; in a funnel reps learn it from pilots.

    Nobody needs beliefs who neither reacts, nor has a say in when orders are signed, nor weighs a target: all are zero.
    """
    if world.direct[0].on:
        return _stated(world)
    if not (world.behaviour.kind.any() or world.timing.terms[0].on or world.drives.terms[0].foresees):
        return _no_beliefs(world)
    return _learnt(pilot_of(scenario, world, seed))


def corrected(scenario: Scenario, world: World, seed: int, beliefs: Beliefs) -> Beliefs:
    """Beliefs once everybody has lived by what they planned on them: what each month brought against what it was to
    bring at the efforts worked, the company's for each measure, moves what everybody believes of that month; and what
    was luck in those years, beside the efforts worked, is how uncertain it is.

    Quiet years at usual effort do not tell what comes of hours that rise and fall with the plan. Minds that plan their
    year believe what they then live through (rational expectations: Muth, 1961); plans are to be made anew on this.
    """
    pilot = pilot_of(scenario, world, seed)
    lived = lived_by(pilot, world, beliefs)
    worked = lived[:, :, :, M.EFFORT]
    foreseen = beliefs.level + beliefs.slope * worked.mean(axis=0).T[:, :, None]
    brought = lived.mean(axis=0).sum(axis=1)
    times = np.where(brought > 0, _over(brought, foreseen.sum(axis=0)), 1.0)
    level, slope = beliefs.level * times, beliefs.slope * times
    luck = lived.sum(axis=1) - np.einsum("nmr,rmc->nrc", worked, slope)
    return beliefs._replace(level=level, slope=slope, sd=_spread(luck.var(axis=0, ddof=1), foreseen * times))


def pilot_of(scenario: Scenario, world: World, seed: int) -> Pilot:
    """The pilot years of a scenario."""
    s = scenario
    lived = tuple(getattr(s, name) for name in type(s).model_fields if name not in NOT_LIVED)
    pressed = s.targets if s.authority else None
    of_all = None if s.mind.hours is None else tuple(measure.name for measure in measures(s))
    setting = (*lived, pressed, s.mind.effort.usual, of_all, _counts(world.pay))
    columns = len(measures(s)) + len(world.pay.events)
    known = (*believed(s), *range(len(measures(s)), columns))
    return Pilot(setting, seed, s.mind.pilot, world, columns, known, share_there(s))


def _counts(pay: PayTable) -> tuple[object, ...]:
    """How deals are counted one by one: all of a plan that a pilot year of reps who do not react depends on."""
    rows = [
        (row.measure, row.since, row.until, row.above, row.beyond, row.day,
         pay.numbers[row.days : row.days_end].tobytes(),
         pieces_of(pay, row.curve).tobytes() if row.curve >= 0 else b"")
        for row in pay.events
    ]  # fmt: skip
    return (*rows, pay.shares.tobytes())


def _no_beliefs(world: World) -> Beliefs:
    shape = (len(world.reps), len(world.period_end) - 1, world.tasks.believed + len(world.pay.events))
    return Beliefs(np.zeros(shape), np.zeros(shape), np.zeros(shape), no_policy(), np.zeros((0, shape[2])))


def _stated(world: World) -> Beliefs:
    """In a direct world a rep knows its formula; noise that multiplies is taken at usual effort."""
    direct, way = world.response, world.direct[0]
    beliefs = _no_beliefs(world)
    factor = {M.BOOKINGS: 1.0, M.INVOICED: 1.0, M.COLLECTED: 1.0, M.GROSS_MARGIN: way.margin / MICRO}
    factor[M.COLLECTED_MARGIN] = factor[M.GROSS_MARGIN]
    usual = direct.level + direct.effect * world.behaviour.usual[:, None]
    for measure, times in factor.items():
        beliefs.level[:, :, measure] = direct.level * times
        beliefs.slope[:, :, measure] = direct.effect * times
        beliefs.sd[:, :, measure] = np.hypot(direct.sd, way.noise_cv * np.abs(usual)) * times
    return beliefs


@lru_cache(maxsize=64)
def _learnt(pilot: Pilot) -> Beliefs:
    """Means by rep and month, elasticity and dispersion by measure, from pilots at two efforts on equal luck.

    Single reps' responses are too noisy to be learnt from a few years, so the company's elasticity is shared.
    """
    usual = pilot.world.behaviour[0].usual
    low, high = (_years(pilot, usual * (1 + step)) for step in (-STEP, STEP))
    mean = ((low + high) / 2).mean(axis=0)
    change = (high - low).mean(axis=0).sum(axis=(0, 1)) / (2 * STEP * usual)
    per_effort = _over(change, mean.sum(axis=(0, 1)))
    by_month = mean.mean(axis=1)
    expected = mean.mean(axis=0)[:, None, :] * _profile(by_month, pilot.there)
    variance = (low.sum(axis=1).var(axis=0, ddof=1) + high.sum(axis=1).var(axis=0, ddof=1)) / 2
    slope = expected * per_effort
    level, spread = expected - slope * usual, _spread(variance, expected)
    return Beliefs(level, slope, spread, no_policy(), np.zeros((0, level.shape[2])))


def _spread(variance: Floats, expected: Floats) -> Floats:
    """Standard deviations of months, [rep, month, measure], from the variances of years, [rep, measure].

    Sales are many deals that come by chance, so a variance goes with what is expected: a company's reps share one
    dispersion for each measure. It is that of whole years, because that is what plans add up: who has closed much in
    one month has fewer leads at hand in the next, so years vary less than twelve months on their own would.
    Source: the variance of a compound Poisson sum is its mean times E[v²]/E[v].
    """
    dispersion = np.abs(_over(variance.sum(axis=0), expected.sum(axis=(0, 1))))
    found: Floats = np.sqrt(dispersion * np.abs(expected))
    return found


def _profile(by_month: Floats, there: Floats) -> Floats:
    """Each month against the average one, [rep, month, measure]; who comes or goes expects nothing while away."""
    profile = np.repeat(_over(by_month, by_month.mean(axis=0))[None, :, :], len(there), axis=0)
    away = (there < 1).any(axis=1)
    here = profile[away] * there[away][:, :, None]
    profile[away] = _over(here, here.mean(axis=1, keepdims=True))
    return profile


def _over(above: Floats, below: Floats) -> Floats:
    """A ratio, zero where there is nothing to divide by."""
    below = np.broadcast_to(below, above.shape)
    return np.divide(above, below, out=np.zeros_like(above), where=below != 0)


def _years(pilot: Pilot, effort: float) -> Floats:
    """Years of reps who all work at one effort: known columns by [replication, month, rep, column]."""
    return steady_years(pilot, pilot.world, effort)


def steady_years(pilot: Pilot, world: World, effort: float) -> Floats:
    """The pilot's years in a world in which nobody reacts and all work at one effort, as known columns."""
    world = world._replace(behaviour=world.behaviour.copy())
    world.behaviour.kind, world.behaviour.usual = 0, effort
    return lived_by(pilot, world, _no_beliefs(world))


def lived_by(pilot: Pilot, world: World, beliefs: Beliefs) -> Floats:
    """The pilot's years in a world of reps who believe this, sign when it is time and stay with the company: known
    columns by [replication, month, rep, column].
    """
    off = {part: switched_off(getattr(world, part)) for part in ("timing", "drives", "turnover")}
    world = world._replace(**off)
    seed = descendant(pilot.seed, PILOT)
    years = np.empty((pilot.years, len(world.period_end) - 1, len(world.reps), len(pilot.known)))
    for first in range(0, pilot.years, AT_ONCE):
        count = min(AT_ONCE, pilot.years - first)
        sums = np.empty((count, len(world.period_end), len(world.reps), pilot.columns))
        run(world, beliefs, seed, first, sums, workers=cores())
        years[first : first + count] = sums[:, 1:][:, :, :, list(pilot.known)]
    return years
