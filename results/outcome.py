"""What is kept of a run: each rep's year and each team's months, replication by replication."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.measures import Measure, measures
from sim.panel import Panel
from sim.quotas import company_target, rep_quotas
from sim.world.roster import team_members

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Outcome:
    """Replications of one scenario, summed as far as reports need.

    reps: float [replication, rep, measure], the year's totals. teams: float [replication, month, team, measure].
    Money in coins. 8 · (reps + months · teams) · measures bytes a replication.
    """

    scenario: Scenario
    reps: Floats
    teams: Floats

    @property
    def replications(self) -> int:
        return len(self.reps)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return measures(self.scenario)

    @cached_property
    def quotas(self) -> Floats:
        """Each rep's quota of the year, coins."""
        return np.asarray(rep_quotas(self.scenario).sum(axis=1), np.float64)

    @cached_property
    def target(self) -> float:
        """The company's target of the year, coins."""
        return float(company_target(self.scenario))

    @cached_property
    def members(self) -> dict[str, list[int]]:
        """Places of each team's reps; teams without people are left out."""
        return {team: places for team, places in team_members(self.scenario).items() if places}

    def place(self, name: str) -> int:
        return [measure.name for measure in self.measures].index(name)

    def year(self, name: str) -> Floats:
        """A measure's total of the year by [replication, rep]."""
        return self.reps[:, :, self.place(name)]

    def months(self, name: str) -> Floats:
        """A measure by [replication, month], the whole company."""
        return np.asarray(self.teams[:, :, :, self.place(name)].sum(axis=2))

    @cached_property
    def pay(self) -> Floats:
        """All pay of the year by [replication, rep]."""
        places = [i for i, m in enumerate(self.measures) if m.name.startswith("pay:")]
        return np.asarray(self.reps[:, :, places].sum(axis=2))


def condensed(scenario: Scenario, panel: Panel) -> Outcome:
    """A panel summed as far as reports need."""
    year = panel.values[:, 1:, :, : len(measures(scenario))]  # without what is counted only to be paid
    members = team_members(scenario)
    teams = [year[:, :, members[team.id]].sum(axis=2) for team in scenario.company.teams]
    return Outcome(scenario, year.sum(axis=1), np.stack(teams, axis=2))


def joined(scenario: Scenario, parts: Sequence[Outcome]) -> Outcome:
    """Outcomes of consecutive replications as one."""
    return Outcome(scenario, np.concatenate([p.reps for p in parts]), np.concatenate([p.teams for p in parts]))
