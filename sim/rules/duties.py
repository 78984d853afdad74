"""What late answers, discounts and limits of authority do: pure formulas."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws import DISCOUNT, Word, uniform
from sim.jit import jit
from sim.rules.distributions import normal_quantile
from sim.rules.money import MICRO, coins

ROUND = 64
"""Draws of a lead's stage are counted by stage, and by this much more for every time that it was given back."""


@jit
def gives_up(joined: float, patience: float) -> float:
    """When a lead that joined a queue at an instant gives up: after its patience, and never at that very instant."""
    return float(max(joined + patience, np.nextafter(joined, np.inf)))


@jit
def response_factor(half_life: float, points: npt.NDArray[np.float64], hours: float) -> float:
    """What is left of a new lead's chance of going on when it is answered after so many hours.

    half_life: hours, infinite where `points` tells; points: float [2, point], logarithms of hours and factors.
    Source: exponential decay; or, between measured points, straight lines over the logarithm of time.
    """
    last = points.shape[1] - 1
    if last < 0:
        return float(0.5 ** (hours / half_life))
    if hours <= 0.0 or math.log(hours) <= points[0, 0]:
        return float(points[1, 0])
    place, here = 0, math.log(hours)
    if here >= points[0, last]:
        return float(points[1, last])
    while points[0, place + 1] < here:
        place += 1
    part = (here - points[0, place]) / (points[0, place + 1] - points[0, place])
    return float(points[1, place] + part * (points[1, place + 1] - points[1, place]))


@jit
def discount_given(terms: Any, skill: float, lead: Word, seed: Word, replication: int) -> int:
    """Discount off a deal's list value, in millionths (`terms`: the SELLING row; skill: negotiation above the middle).

    Source: assumed: normal about its usual size, less where the negotiator is better, within 0 and the most.
    """
    share: float = terms.discount - terms.skill_effect * skill
    if terms.sd > 0.0:
        share += terms.sd * normal_quantile(uniform(seed, replication, DISCOUNT, lead, 0))
    share = min(max(share, 0.0), terms.most)
    return coins(share * MICRO)


@jit
def behind(bookings: float, quota: float) -> float:
    """How far somebody is behind the year's target so far, from 0 (on it) to 1 (nothing sold)."""
    return min(max(1.0 - bookings / quota, 0.0), 1.0) if quota > 0.0 else 0.0


@jit
def breach_chance(chance: float, pressure: float, gap: float) -> float:
    """Chance that somebody signs above the limits without asking; it rises with the gap to target.

    Source: assumed, linear; the direction from requirement C08.
    """
    return min(1.0, chance + pressure * gap)
