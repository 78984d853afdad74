"""The reps as a table, and which of them take a territory's leads."""

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.tables import Table, table

REP = np.dtype([("name", "u8"), ("hours_per_day", "f8")])
"""name: under which the rep has luck. hours_per_day: on leads, at effort 1."""

TAKER = np.dtype([("rep", "i8"), ("name", "u8"), ("share", "f8")])
"""A rep who takes leads of a territory, by place in the roster, and her lead share."""


def reps_table(scenario: Scenario) -> Table:
    """[rep] in roster order."""
    return table(REP, [(name_id("rep", rep.id), rep.hours_per_day) for rep in scenario.people.reps])


def takers_table(scenario: Scenario) -> tuple[Table, npt.NDArray[np.int64]]:
    """Takers territory by territory, and where each territory's begin, int [territory + 1]."""
    territory = {team.id: team.territory for team in scenario.company.teams}
    takers = [
        [
            (place, name_id("rep", rep.id), rep.lead_share)
            for place, rep in enumerate(scenario.people.reps)
            if (rep.territory or territory[rep.team]) == here.id and rep.lead_share > 0
        ]
        for here in scenario.company.territories
    ]
    first = np.cumsum([0, *(len(those) for those in takers)]).astype(np.int64)
    return table(TAKER, [taker for those in takers for taker in those]), first


def team_members(scenario: Scenario) -> dict[str, list[int]]:
    """Places of each team's reps in the roster."""
    return {
        team.id: [i for i, rep in enumerate(scenario.people.reps) if rep.team == team.id]
        for team in scenario.company.teams
    }
