"""Pay cost against the budget: what the roster earns when everything comes exactly to target (OTE)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.estimate import Estimate, mean_of, share_of
from results.outcome import Outcome
from scenarios.base import Label
from scenarios.plan import Base

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Component:
    """One part of pay: coins a year at target, 0 where it states no share of target pay, and what is expected."""

    name: Label
    at_target: float
    estimate: Estimate


@dataclass(frozen=True)
class Budget:
    """A run's pay against what it comes to at target, coins. over: how often the year's pay is above it."""

    at_target: float
    pay: Floats
    estimate: Estimate
    over: Estimate
    components: tuple[Component, ...]


def budget_of(outcome: Outcome) -> Budget:
    """OTE = 12 · base + variable, summed over the roster; a year of other length has its share of it."""
    s = outcome.scenario
    coin, months = 10**s.company.currency.minor_digits, s.company.calendar.months
    levels = {level.id: level for level in s.people.levels}
    base = sum(float(levels[rep.level].base) for rep in s.people.reps) * months * coin
    variable = sum(float(levels[rep.level].variable) for rep in s.people.reps) * months / 12 * coin
    pay = outcome.pay.sum(axis=1)
    components = tuple(
        Component(c.name, base if isinstance(c, Base) else getattr(c, "target_share", 0.0) * variable,
                  mean_of(outcome.year(f"pay:{c.id}").sum(axis=1)))
        for c in s.plan.components
    )  # fmt: skip
    return Budget(base + variable, pay, mean_of(pay), share_of(pay > base + variable), components)
