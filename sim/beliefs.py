"""What reps learn before the year: quiet pilot years at two efforts tell them what effort brings."""

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.draws import descendant
from sim.kernel.run import run
from sim.measures import FIXED, M, measures
from sim.mind.beliefs import Beliefs
from sim.rules.money import MICRO
from sim.world.world import World

Floats = npt.NDArray[np.float64]
STEP = 0.1
"""Pilot years are worked at usual effort, less and plus this."""


def beliefs_of(scenario: Scenario, world: World, seed: int) -> Beliefs:
    """What each rep believes of each measure. Direct worlds state it; in a funnel reps learn it from pilots.

    Nobody needs beliefs who does not react; then all are zero.
    """
    shape = (len(world.reps), len(world.period_end) - 1, FIXED)
    behaviour = world.behaviour[0]
    if behaviour.direct:
        return _stated(world, shape)
    if behaviour.kind == 0:
        return Beliefs(np.zeros(shape), np.zeros(shape), np.zeros(shape))
    return _learnt(scenario, world, seed, shape)


def _stated(world: World, shape: tuple[int, ...]) -> Beliefs:
    """In a direct world a rep knows its formula; noise that multiplies is taken at usual effort."""
    direct, behaviour = world.response, world.behaviour[0]
    beliefs = Beliefs(np.zeros(shape), np.zeros(shape), np.zeros(shape))
    factor = {M.BOOKINGS: 1.0, M.INVOICED: 1.0, M.COLLECTED: 1.0, M.GROSS_MARGIN: behaviour.margin / MICRO}
    usual = direct.level + direct.effect * world.behaviour[0].usual
    for measure, times in factor.items():
        beliefs.level[:, :, measure] = direct.level * times
        beliefs.slope[:, :, measure] = direct.effect * times
        beliefs.sd[:, :, measure] = np.hypot(direct.sd, behaviour.noise_cv * np.abs(usual)) * times
    return beliefs


def _learnt(scenario: Scenario, world: World, seed: int, shape: tuple[int, ...]) -> Beliefs:
    """Means by rep and month, elasticity and spread by measure, from pilots at two efforts on equal luck.

    Single reps' responses are too noisy to be learnt from a few years, so the company's elasticity is shared.
    """
    usual = world.behaviour[0].usual
    low, high = (_pilot(scenario, world, seed, usual + step)[..., :FIXED] for step in (-STEP, STEP))
    mean = ((low + high) / 2).mean(axis=0)
    totals = mean.sum(axis=(0, 1))
    change = (high - low).mean(axis=0).sum(axis=(0, 1)) / (2 * STEP)
    per_effort = np.divide(change, totals, out=np.zeros_like(totals), where=totals != 0)
    rep_mean, month_mean = mean.mean(axis=0), mean.mean(axis=1)
    share = np.divide(month_mean, month_mean.mean(axis=0), out=np.zeros_like(month_mean),
                      where=month_mean.mean(axis=0) != 0)  # fmt: skip
    expected = rep_mean[:, None, :] * share[None, :, :]
    variance = ((low.var(axis=0, ddof=1) + high.var(axis=0, ddof=1)) / 2).sum(axis=(0, 1))
    squares = (expected**2).sum(axis=(0, 1))
    cv = np.sqrt(np.divide(variance, squares, out=np.zeros_like(squares), where=squares != 0))
    slope = expected * per_effort
    assert expected.shape == shape
    return Beliefs(expected - slope * usual, slope, expected * cv)


def _pilot(scenario: Scenario, world: World, seed: int, effort: float) -> Floats:
    """Years of reps who all work at one effort, by [replication, month, rep, measure]."""
    quiet = world._replace(behaviour=world.behaviour.copy())
    quiet.behaviour.kind, quiet.behaviour.usual = 0, effort
    periods, reps = len(world.period_end), len(world.reps)
    sums = np.zeros((scenario.mind.pilot, periods, reps, len(measures(scenario))))
    nothing = np.zeros((reps, periods - 1, FIXED))
    run(quiet, Beliefs(nothing, nothing, nothing), descendant(seed, PILOT), 0, sums)
    return sums[:, 1:]


PILOT = 1
"""Pilot years are years of their own: their seed is born of the run's."""
