"""Before the year, reps who think ahead plan it: one plan for all who are alike, kept while nothing changes."""

import hashlib
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.kernel.run import cores
from sim.mind.beliefs import Beliefs
from sim.mind.choice import FORWARD
from sim.mind.forward import plan_year
from sim.mind.policy import Policy, no_policy
from sim.mind.prospects import YEAR_SIDE, Prospect, prospect_of
from sim.pay.table import PayTable
from sim.rules.response import GAMMA, LOGNORMAL
from sim.world.world import World

Floats = npt.NDArray[np.float64]
ALONE, TOGETHER = (1, 513), (33, 65)
"""Places of the state, (longer period, pay period): where only one counts, and where both do."""
NODES = np.linspace(-5.0, 5.0, 61)
"""Luck that is reckoned with, in standard deviations: evenly spaced, because the value of a year has corners."""
LITTLE = 1e-9
"""Luck of less than this share is none."""
KEPT = 4096
"""Plans remembered."""


class Planned(NamedTuple):
    """One rep's plan: effort [month, year, period], low and step [month, 2]; worth: the year's, in coins."""

    effort: Floats
    low: Floats
    step: Floats
    worth: float


_kept: OrderedDict[str, Planned] = OrderedDict()


def policy_of(world: World, beliefs: Beliefs) -> Policy:
    """Everybody's plan; empty where nobody thinks ahead."""
    thinking = np.flatnonzero(world.behaviour.kind == FORWARD).tolist()
    if not thinking:
        return no_policy()
    swing, nodes = luck_of(world.direct[0])
    prospects = {
        rep: prospect_of(world.behaviour[rep], world.pay, beliefs, rep)._replace(swing=swing) for rep in thinking
    }
    size = TOGETHER if any(ahead.main[YEAR_SIDE] >= 0 for ahead in prospects.values()) else ALONE
    keys = {rep: _key(world, rep, ahead, size) for rep, ahead in prospects.items()}
    first = {key: rep for rep, key in reversed(keys.items())}
    new = [key for key in first if key not in _kept]
    with ThreadPoolExecutor(cores()) as pool:
        plans = pool.map(lambda key: planned(world, first[key], prospects[first[key]], nodes, size), new)
        _kept.update(zip(new, plans, strict=True))
    for key in first:
        _kept.move_to_end(key)
    chosen = [_kept[key] for key in first]
    while len(_kept) > max(KEPT, len(first)):
        _kept.popitem(last=False)
    place = {key: number for number, key in enumerate(first)}
    alike = [prospects[rep] for rep in first.values()]
    return Policy(
        plan=np.array([place[keys[rep]] if rep in keys else -1 for rep in range(len(world.reps))], np.int64),
        effort=np.stack([plan.effort for plan in chosen]),
        low=np.stack([plan.low for plan in chosen]),
        step=np.stack([plan.step for plan in chosen]),
        line=np.stack([np.repeat(ahead.main[None], len(ahead.since), axis=0) for ahead in alike]),
        since=np.stack([ahead.since for ahead in alike]),
    )


def luck_of(direct: Any) -> tuple[float, Floats]:
    """The luck that is reckoned with (`direct`: the DIRECT row): by how much it multiplies what a month brings, 0 where
    it is added; and its places in standard deviations with their weights, float [2, node].
    """
    if not direct.on or direct.noise not in (GAMMA, LOGNORMAL) or direct.noise_cv < LITTLE:
        weights = np.exp(-0.5 * NODES**2)
        return 0.0, np.stack([NODES, weights / weights.sum()])
    cv, wide = float(direct.noise_cv), np.log1p(direct.noise_cv**2)
    if direct.noise == LOGNORMAL:
        factor, weights = np.exp(np.sqrt(wide) * NODES - 0.5 * wide), np.exp(-0.5 * NODES**2)
    else:
        shape = 1.0 / cv**2
        factor = np.linspace(0.0, 1.0 + 2.0 * NODES[-1] * cv, 4 * len(NODES))[1:]
        weights = np.exp((shape - 1.0) * np.log(factor) - shape * (factor - 1.0))
    return cv, np.stack([(factor - 1.0) / cv, weights / weights.sum()])


def planned(world: World, rep: int, ahead: Prospect, nodes: Floats, size: tuple[int, int]) -> Planned:
    """One rep's plan, solved."""
    months = len(ahead.since)
    effort, low, step = np.zeros((months, *size)), np.zeros((months, 2)), np.zeros((months, 2))
    worth = plan_year(world.behaviour[rep], world.pay, rep, ahead, nodes, effort, low, step)
    return Planned(effort, low, step, float(worth))


def _key(world: World, rep: int, ahead: Prospect, size: tuple[int, int]) -> str:
    """A name for everything that a plan depends on."""
    pay, digest = world.pay, hashlib.blake2b(repr(size).encode(), digest_size=16)
    for part in (
        *ahead,
        world.behaviour[rep : rep + 1],
        world.direct,
        pay.lines,
        pay.spans,
        pay.leaves,
        pay.code,
        pay.numbers,
        pay.by_rep[:, rep],
    ):
        digest.update(np.ascontiguousarray(part).tobytes())
    for curves in (pay.curve[:, rep], pay.leaf_curve[:, rep]):
        for curve in curves.ravel().tolist():
            digest.update(_pieces(pay, curve))
    digest.update(_company(pay, rep))
    return digest.hexdigest()


def _pieces(pay: PayTable, curve: int) -> bytes:
    return bytes(pay.pieces[pay.first[curve] : pay.first[curve + 1]].tobytes()) if curve >= 0 else b"-"


def _company(pay: PayTable, rep: int) -> bytes:
    """With how many others she shares a pool."""
    mine = pay.team == pay.team[rep]
    team, company = ((pay.curve[:, who] >= 0).sum(axis=1) for who in (mine, slice(None)))
    return bytes(team.tobytes() + company.tobytes())
