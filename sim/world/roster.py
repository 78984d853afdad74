"""The reps as a table, when each of them is there, and which of them take a territory's leads."""

import numpy as np
import numpy.typing as npt

from scenarios.people import Rep
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.seats import came_and_went
from sim.tables import Table, table

REP = np.dtype([("name", "u8"), ("hours_per_day", "f8"), ("since", "f8"), ("until", "f8")])
"""name: under which the rep has luck. hours_per_day: on leads, at effort 1. since, until: the first and the last
instant at which she is there, working days; infinite where the simulated time has no such instant."""

TAKER = np.dtype([("rep", "i8"), ("name", "u8"), ("share", "f8"), ("since", "f8"), ("until", "f8")])
"""A rep who takes leads of a territory, by place in the roster, her lead share, and when she is there."""


def reps_table(scenario: Scenario) -> Table:
    """[rep] in roster order."""
    reps = scenario.people.reps
    return table(REP, [(name_id("rep", rep.id), rep.hours_per_day, *instants(scenario, rep)) for rep in reps])


def takers_table(scenario: Scenario) -> tuple[Table, npt.NDArray[np.int64]]:
    """Takers by territory and segment, and where each pair's begin, int [territory · segments + segment]."""
    territory, roles = territory_of(scenario), {role.id: role.segments for role in scenario.people.roles}
    segments = [segment.id for segment in getattr(scenario.market, "segments", ())] or [""]
    takers = [
        [
            (place, name_id("rep", rep.id), rep.lead_share, *instants(scenario, rep))
            for place, rep in enumerate(scenario.people.reps)
            if territory[place] == here and rep.lead_share > 0 and segment in (roles.get(rep.role or "") or (segment,))
        ]
        for here in range(len(scenario.company.territories))
        for segment in segments
    ]
    first = np.cumsum([0, *(len(those) for those in takers)]).astype(np.int64)
    return table(TAKER, [taker for those in takers for taker in those]), first


def territory_of(scenario: Scenario) -> npt.NDArray[np.int64]:
    """The place of each rep's territory, [rep]: her own, or else her team's."""
    of_team = {team.id: team.territory for team in scenario.company.teams}
    known = [territory.id for territory in scenario.company.territories]
    return np.array([known.index(rep.territory or of_team[rep.team]) for rep in scenario.people.reps], np.int64)


def team_members(scenario: Scenario) -> dict[str, list[int]]:
    """Places of each team's reps in the roster."""
    return {
        team.id: [i for i, rep in enumerate(scenario.people.reps) if rep.team == team.id]
        for team in scenario.company.teams
    }


def members_on_first_morning(scenario: Scenario) -> dict[str, list[int]]:
    """Those of each team who are there when the year opens; where nobody is, all of them."""
    spans = [came_and_went(scenario, rep) for rep in scenario.people.reps]
    there = [came <= 0 < went for came, went in spans]
    return {team: [i for i in places if there[i]] or places for team, places in team_members(scenario).items()}


def instants(scenario: Scenario, rep: Rep) -> tuple[float, float]:
    """First and last instant. A day's last instant belongs to it, so that the next day begins just after."""
    came, went = came_and_went(scenario, rep)
    lead_in = scenario.opening.warm_up_days
    return float(np.nextafter(lead_in + came, np.inf)) if np.isfinite(came) else came, lead_in + went
