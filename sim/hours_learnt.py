"""What an hour of care or of own prospecting brings instead of one on leads, learnt before the year from pilots."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from scenarios.tasks import ACTIVITIES
from sim.beliefs import Pilot, pilot_of, steady_years
from sim.measured.tasks import moved
from sim.measures import believed, measures
from sim.mind.beliefs import Beliefs
from sim.world.world import World

Floats = npt.NDArray[np.float64]
SHARE = 0.5
"""Pilot years are lived with this share of an activity's planned hours less, and more: further apart than efforts, as
a few hours of many move little."""


def with_hours(scenario: Scenario, world: World, seed: int, beliefs: Beliefs) -> Beliefs:
    """The same beliefs, with what an hour brings, where hours follow pay and anybody reacts."""
    if not (world.tasks.terms[0].on and world.behaviour.kind.any()):
        return beliefs
    return beliefs._replace(brings=hours_bring(scenario, world, seed).mean(axis=0))


def hours_bring(scenario: Scenario, world: World, seed: int) -> Floats:
    """What each hour that an activity takes from leads brings of each measure by the year's end, float [replication,
    activity, measure]: the company's, as single reps' are lost in luck. Of an activity without hours, nothing.
    """
    names = [measure.name for measure in measures(scenario)]
    known = believed(scenario)
    places = (known.index(names.index(f"hours_{each}")) if each in moved(scenario) else -1 for each in ACTIVITIES)
    return _learnt(pilot_of(scenario, world, seed), tuple(places))


@lru_cache(maxsize=64)
def _learnt(pilot: Pilot, places: tuple[int, ...]) -> Floats:
    """From pilots with fewer and with more hours of one activity, on equal luck. places: where each one's hours are
    counted.
    """
    found = np.zeros((pilot.years, len(places), len(pilot.known)))
    for activity, place in enumerate(places):
        if place >= 0:
            less, more = (_years(pilot, activity, 1.0 + share) for share in (-SHARE, SHARE))
            hours = float((more - less)[:, place].mean())
            if hours > 0.0:  # nobody to care for: no hours, whatever is planned
                found[:, activity] = (more - less) / hours
    return found


def _years(pilot: Pilot, activity: int, times: float) -> Floats:
    """The company's year at a multiple of an activity's planned hours, [replication, measure]."""
    tasks = pilot.world.tasks
    terms, usual = tasks.terms.copy(), tasks.usual.copy()
    terms.low, terms.high, usual[activity] = 1.0 - SHARE, 1.0 + SHARE, times
    world = pilot.world._replace(tasks=tasks._replace(terms=terms, usual=usual))
    return np.asarray(steady_years(pilot, world, float(world.behaviour[0].usual)).sum(axis=(1, 2)))
