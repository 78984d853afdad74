"""Outcomes whose every measure is written down: the ground for what tables and pictures make of them."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from scenarios.load import load
from scenarios.scenario import Scenario
from sim.measures import Measure, measures
from sim.world.roster import team_members

SMALL = str(Path(__file__).parents[1] / "levers" / "small.yaml")
MONTHS, REPS = 6, 6
Numbers = Mapping[str, npt.ArrayLike]


class Made(Outcome):
    """With measures beside those of its scenario."""

    more: tuple[Measure, ...] = ()

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return (*measures(self.scenario), *self.more)


def made(numbers: Numbers, replications: int = 4, scenario: Scenario | None = None) -> Outcome:
    """An outcome in which each measure named has these numbers, broadcast to [replication, month, rep]; others none."""
    scenario = scenario or load(SMALL)
    known = [measure.name for measure in measures(scenario)]
    more = tuple(Measure(name, "count", "Made up.") for name in numbers if name not in known)
    names = [*known, *(measure.name for measure in more)]
    values = np.zeros((replications, MONTHS, REPS, len(names)))
    for name, given in numbers.items():
        values[..., names.index(name)] = np.broadcast_to(np.asarray(given, np.float64), (replications, MONTHS, REPS))
    members = team_members(scenario)
    teams = np.stack([values[:, :, members[team.id]].sum(axis=2) for team in scenario.company.teams], axis=2)
    outcome = Made(scenario, values.sum(axis=1), teams)
    object.__setattr__(outcome, "more", more)
    return outcome


def by_month(*months: float) -> npt.NDArray[np.float64]:
    """One number a month, the same for every year; all of it with the first rep."""
    found = np.zeros((1, MONTHS, REPS))
    found[0, :, 0] = months
    return found


def once(total: float) -> npt.NDArray[np.float64]:
    """A year's total, all of it in the first month."""
    return by_month(total, *[0.0] * (MONTHS - 1))
