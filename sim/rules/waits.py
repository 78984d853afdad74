"""Waiting times that nobody in the company controls, as rows of a table."""

from typing import Any

import numpy as np

from scenarios.base import Waiting
from sim.jit import jit
from sim.rules.distributions import EXPONENTIAL, FIXED, GEOMETRIC, LOGNORMAL, waiting_time

KINDS = {"fixed": FIXED, "exponential": EXPONENTIAL, "lognormal": LOGNORMAL, "geometric": GEOMETRIC}
FOR_EVER = -1

WAIT = np.dtype([("kind", "i8"), ("mean", "f8"), ("cv", "f8"), ("unit", "f8")])
"""A waiting time; kind as in `sim.rules.distributions`, or FOR_EVER. mean, unit: working days."""


def wait_row(wait: Waiting | None) -> tuple[int, float, float, float]:
    if wait is None:
        return FOR_EVER, 0.0, 0.0, 1.0
    return KINDS[wait.kind], wait.mean, wait.cv, wait.unit


@jit
def days_of(wait: Any, u: float) -> float:
    """Working days that luck u gives a waiting time (a WAIT row); infinite where it waits for ever."""
    if wait.kind < 0:
        return np.inf
    return waiting_time(u, wait.kind, wait.mean, wait.cv, wait.unit)
