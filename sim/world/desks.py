"""Who works from which queue: desks, the hands at them, and which reps share work and so have to be lived together."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.rules.waits import WAIT
from sim.tables import Table, table
from sim.world.roster import TAKER, instants, territory_of
from sim.world.waits import Shape, wait_row

Ints = npt.NDArray[np.int64]

DESK = np.dtype([("first", "i8"), ("last", "i8"), ("group", "i8"), ("review", WAIT)])
"""A queue. first, last: its HAND rows, the last one exclusive. review: hours that a manager's look at a deal takes."""

HAND = np.dtype([("rep", "i8"), ("hours_per_day", "f8"), ("since", "f8"), ("until", "f8")])
"""Somebody who works from a queue. rep: place in the roster, -1 a manager, whose hours a day are in the row."""

APPROVER = np.dtype([("desk", "i8"), ("limit", "i8")])
"""limit: coins."""

NO_LIMIT = 2**62


class Desks(NamedTuple):
    """own: desk of each rep. group: of each rep, whose work is lived together. works: 1 where a rep's role has a stage,
    [rep, stage]. takers: TAKER rows by [territory, stage] to whom work may be handed; takers_first: where each begins.
    approvers: APPROVER rows by team, from the lowest; approvers_first [team + 1]. joint: the specialists' desk or -1.
    rank: what is worked on first, lowest first, [segment, stage]; territory, team: of each rep.
    """

    desks: Table
    hands: Table
    own: Ints
    group: Ints
    groups: int
    works: Ints
    takers: Table
    takers_first: Ints
    approvers: Table
    approvers_first: Ints
    joint: int
    rank: npt.NDArray[np.float64]
    territory: Ints
    team: Ints


def desks_of(scenario: Scenario, shapes: tuple[Shape, ...], odds: npt.NDArray[np.float64]) -> Desks:
    """Every rep has a desk, or works at the team's; managers who approve and specialists have desks of their own."""
    reps = scenario.people.reps
    hands: list[tuple[float, ...]] = []
    rows: list[list[int]] = []
    own = np.full(len(reps), -1, np.int64)
    for people in _queues(scenario):
        own[people] = len(rows)
        rows.append([len(hands), len(hands) + len(people)])
        hands += [(place, reps[place].hours_per_day, *instants(scenario, reps[place])) for place in people]
    specialists = scenario.funnel.presales.role if scenario.funnel and scenario.funnel.presales else None
    joint = next((int(own[i]) for i, rep in enumerate(reps) if rep.role is not None and rep.role == specialists), -1)
    reviews = [wait_row(None, shapes)] * len(rows)
    managers = []
    for approver in scenario.authority.approvers if scenario.authority else ():
        managers.append(len(rows))
        rows.append([len(hands), len(hands) + approver.hands])
        hands += [(-1, approver.hours_per_day, -np.inf, np.inf)] * approver.hands
        reviews.append(wait_row(approver.review, shapes))
    group, groups = _groups(scenario, own, joint)
    of_desk = {int(desk): int(group[place]) for place, desk in reversed(list(enumerate(own)))}
    approvers, approvers_first = _approvers(scenario, managers)
    for desk in managers:
        of_desk[desk] = int(group[0])
    takers, takers_first = _hand_over(scenario)
    return Desks(
        desks=table(DESK, [(*row, of_desk[i], reviews[i]) for i, row in enumerate(rows)]),
        hands=table(HAND, hands),
        own=own,
        group=group,
        groups=groups,
        works=_works(scenario),
        takers=takers,
        takers_first=takers_first,
        approvers=approvers,
        approvers_first=approvers_first,
        joint=joint,
        rank=_rank(scenario, odds),
        territory=territory_of(scenario),
        team=np.array([[t.id for t in scenario.company.teams].index(rep.team) for rep in reps], np.int64),
    )


def _queues(scenario: Scenario) -> Iterable[list[int]]:
    """Who works from one queue, by place in the roster: a pooled team's people of one role, specialists, one rep."""
    pooled = {team.id for team in scenario.company.teams if team.pool}
    specialists = scenario.funnel.presales.role if scenario.funnel and scenario.funnel.presales else None
    queues: dict[tuple[object, ...], list[int]] = {}
    for place, rep in enumerate(scenario.people.reps):
        if rep.role is not None and rep.role == specialists:
            key: tuple[object, ...] = ("joint",)
        elif rep.team in pooled:
            key = (rep.team, rep.territory, rep.role)
        else:
            key = (place,)
        queues.setdefault(key, []).append(place)
    return queues.values()


def _groups(scenario: Scenario, own: Ints, joint: int) -> tuple[Ints, int]:
    """Reps between whom work passes within a month, directly or through others: one group; others are groups alone."""
    reps, funnel = scenario.people.reps, scenario.funnel
    parent = list(range(len(reps)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    def together(places: list[int]) -> None:
        for place in places:
            parent[max(root(place), root(places[0]))] = min(root(place), root(places[0]))

    for desk in set(own.tolist()):
        together([i for i in range(len(reps)) if own[i] == desk])
    if scenario.authority or joint >= 0:
        together(list(range(len(reps))))
    limited = any(role.stages for role in scenario.people.roles)
    if limited or any(stage.returns for stage in (funnel.stages if funnel else ())) or _handed_over(scenario):
        territory = territory_of(scenario)
        for place in set(territory.tolist()):
            together([i for i in range(len(reps)) if territory[i] == place])
    roots = [root(i) for i in range(len(reps))]
    number = {first: n for n, first in enumerate(dict.fromkeys(roots))}
    return np.array([number[first] for first in roots], np.int64), len(number)


def _handed_over(scenario: Scenario) -> bool:
    """Whether deals of people who leave may go to others."""
    customers = scenario.customers
    leave = scenario.turnover is not None or any(rep.leaves for rep in scenario.people.reps)
    return bool(customers and customers.life and leave)


def _works(scenario: Scenario) -> Ints:
    stages = scenario.funnel.stages if scenario.funnel else ()
    limited = {role.id: role.stages for role in scenario.people.roles if role.stages}
    works = [[stage.id in limited.get(rep.role or "", (stage.id,)) for stage in stages] for rep in scenario.people.reps]
    return np.array(works, np.int64).reshape(len(scenario.people.reps), len(stages))


def _hand_over(scenario: Scenario) -> tuple[Table, Ints]:
    """Everybody of a territory whose role has a stage, specialists apart, each with the same chance."""
    works, territory = _works(scenario), territory_of(scenario)
    specialists = scenario.funnel.presales.role if scenario.funnel and scenario.funnel.presales else None
    reps = scenario.people.reps
    groups = [
        [
            (place, name_id("rep", rep.id), 1.0, *instants(scenario, rep))
            for place, rep in enumerate(reps)
            if territory[place] == here and works[place, stage] and (rep.role is None or rep.role != specialists)
        ]
        for here in range(len(scenario.company.territories))
        for stage in range(works.shape[1])
    ]
    first = np.cumsum([0, *(len(those) for those in groups)]).astype(np.int64)
    return table(TAKER, [taker for those in groups for taker in those]), first


def _approvers(scenario: Scenario, desks: list[int]) -> tuple[Table, Ints]:
    authority, rows, first = scenario.authority, [], [0]
    coin = 10**scenario.company.currency.minor_digits
    for team in scenario.company.teams:
        for desk, approver in zip(desks, authority.approvers if authority else (), strict=True):
            if not approver.teams or team.id in approver.teams:
                rows.append((desk, NO_LIMIT if approver.limit is None else int(approver.limit * coin)))
        first.append(len(rows))
    return table(APPROVER, rows), np.array(first, np.int64)


def _rank(scenario: Scenario, odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Order of work: 0 where first come is first served; otherwise less value to be expected an hour stands later.

    What is expected: the segment's average contract times an average rep's chances from here on, over her hours to
    the signature. Newest first is told by time, not by this.
    """
    funnel = scenario.funnel
    rank = np.zeros(odds.shape[1:])
    if funnel is None or funnel.order != "value" or not rank.size:
        return rank
    chance = 1 / (1 + np.exp(-odds.mean(axis=0)))
    hours = np.array([stage.hours.mean for stage in funnel.stages])
    for place, segment in enumerate(getattr(scenario.market, "segments", ())):
        for stage in range(len(hours)):
            reached = np.cumprod([1.0, *chance[place, stage:-1]])
            spent = max(float((reached * hours[stage:]).sum()), 1e-9)
            rank[place, stage] = -float(segment.value.mean) * float(chance[place, stage:].prod()) / spent
    return rank
