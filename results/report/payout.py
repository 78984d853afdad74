"""The payout curve: what a year's variable pay comes to at each attainment, and where the reps stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from results.report.even_year import EvenYear
from scenarios.base import Label
from scenarios.plan import Base

Floats = npt.NDArray[np.float64]
STEP = 0.01
LEAST, MOST = 1.5, 3.0
"""Attainment up to which a curve is drawn, at least and at most."""


@dataclass(frozen=True)
class Curve:
    """One grade's pay: variable pay of the year, coins, at each attainment."""

    level: Label
    attainment: Floats
    pay: Floats


@dataclass(frozen=True)
class Payout:
    """Curves of all grades with a quota, and a dot for each rep: expected attainment and variable pay, coins.

    place: of each dot, the rep's in the roster; level: of each dot, the curve's. in_proportion: whether a part
    of pay has no target of its own and was taken in proportion to bookings.
    """

    curves: tuple[Curve, ...]
    attainment: Floats
    pay: Floats
    level: tuple[int, ...]
    place: tuple[int, ...]
    in_proportion: bool


def payout_of(outcome: Outcome) -> Payout:
    """Curves of this plan for the middle rep, by quota, of each grade, with the reps of these years on them."""
    reps = outcome.scenario.people.reps
    carrying = [place for place, quota in enumerate(outcome.quotas) if quota > 0]
    reached = np.array([outcome.year("bookings")[:, p].mean() / outcome.quotas[p] for p in carrying])
    grid = np.arange(0, np.clip(reached.max() + 0.1, LEAST, MOST) + STEP / 2, STEP)
    year = EvenYear(outcome)
    pays = np.array([year.variable(float(x)) for x in grid], np.float64)
    curves: dict[str, Curve] = {}
    for level in outcome.scenario.people.levels:
        peers = [place for place in carrying if reps[place].level == level.id]
        if peers:
            middle = sorted(peers, key=lambda place: (outcome.quotas[place], place))[len(peers) // 2]
            curves[level.id] = Curve(level.name, grid, pays[:, middle])
    names = list(curves)
    levels = tuple(names.index(reps[place].level) for place in carrying)
    pay = variable_pay(outcome)[:, carrying].mean(axis=0)
    return Payout(tuple(curves.values()), reached, pay, levels, tuple(carrying), year.in_proportion)


def variable_pay(outcome: Outcome) -> Floats:
    """Everything but salaries, [replication, rep], coins."""
    paid = [c for c in outcome.scenario.plan.components if not isinstance(c, Base)]
    return sum((outcome.year(f"pay:{c.id}") for c in paid), np.zeros_like(outcome.pay))
