"""Before the year, reps who think ahead plan it: one plan for all who are alike, kept while nothing changes."""

import hashlib
from collections import OrderedDict
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.kernel.run import cores
from sim.mind.beliefs import Beliefs
from sim.mind.choice import FORWARD
from sim.mind.forward import plan_year
from sim.mind.policy import Policy, no_policy
from sim.mind.prospects import YEAR_SIDE, Prospect, prospect_of
from sim.pay.table import NOBODY, PayTable
from sim.rules.response import GAMMA, LOGNORMAL
from sim.world.world import World

Floats = npt.NDArray[np.float64]
ALONE, TOGETHER = (1, 513), (33, 65)
"""Places of the state, (longer period, pay period): where only one counts, and where both do."""
NODES = np.linspace(-5.0, 5.0, 61)
"""Luck that is reckoned with, in standard deviations: evenly spaced, because the value of a year has corners."""
LITTLE = 1e-9
"""Luck of less than this share is none."""
ROOM = 512 * 2**20
"""Bytes of plans remembered."""


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
    keys = _names(world, prospects, size)
    first = {key: rep for rep, key in reversed(keys.items())}
    new = [key for key in first if key not in _kept]
    efforts = np.zeros((len(new), len(world.period_end) - 1, *size))
    with ThreadPoolExecutor(cores()) as pool:
        plans = pool.map(
            lambda key, effort: planned(world, first[key], prospects[first[key]], nodes, effort), new, efforts
        )
        _kept.update((key, plan._replace(effort=plan.effort.copy())) for key, plan in zip(new, plans, strict=True))
    chosen = [_kept[key] for key in first]
    _forget(first)
    place = {key: number for number, key in enumerate(first)}
    alike = [prospects[rep] for rep in first.values()]
    return Policy(
        plan=np.array([place[keys[rep]] if rep in keys else -1 for rep in range(len(world.reps))], np.int64),
        effort=efforts if len(new) == len(first) else np.stack([plan.effort for plan in chosen]),
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


def planned(world: World, rep: int, ahead: Prospect, nodes: Floats, effort: Floats) -> Planned:
    """One rep's plan, solved. `effort`: where it is written, float [month, year, period]."""
    low, step = np.zeros((len(effort), 2)), np.zeros((len(effort), 2))
    worth = plan_year(world.behaviour[rep], world.pay, rep, ahead, nodes, effort, low, step)
    return Planned(effort, low, step, float(worth))


def _forget(used: Collection[str]) -> None:
    """Drops the plans that have not been used for longest, where they take too much room; never those in use."""
    for key in used:
        _kept.move_to_end(key)
    held, needed = sum(plan.effort.nbytes for plan in _kept.values()), sum(_kept[key].effort.nbytes for key in used)
    while held > max(ROOM, needed):
        held -= _kept.popitem(last=False)[1].effort.nbytes


def _names(world: World, prospects: dict[int, Prospect], size: tuple[int, int]) -> dict[int, str]:
    """For each rep a name for everything that her plan depends on; what is the same for all is read once."""
    pay, shared = world.pay, hashlib.blake2b(repr(size).encode(), digest_size=16)
    for part in (world.direct, pay.lines, pay.spans, pay.leaves, pay.code, pay.numbers):
        shared.update(np.ascontiguousarray(part).tobytes())
    pieces, sharing, found = _pieces(pay), _sharing(pay), {}
    for rep, ahead in prospects.items():
        digest = shared.copy()
        for part in (*ahead, world.behaviour[rep : rep + 1], pay.by_rep[:, rep]):
            digest.update(np.ascontiguousarray(part).tobytes())
        curves = [*pay.curve[:, rep].ravel().tolist(), *pay.leaf_curve[:, rep].ravel().tolist()]
        digest.update(b"".join(pieces[curve] for curve in curves))
        digest.update(sharing[int(pay.team[rep])])
        found[rep] = digest.hexdigest()
    return found


def _pieces(pay: PayTable) -> list[bytes]:
    """Every curve as it is written, and as the last one what stands for nobody's."""
    written, wide = np.ascontiguousarray(pay.pieces).tobytes(), pay.pieces.itemsize
    edges = (pay.first * wide).tolist()
    return [*(written[begin:end] for begin, end in pairwise(edges)), b"-"]


def _sharing(pay: PayTable) -> dict[int, bytes]:
    """With how many others one shares a pool, in each team."""
    paid = pay.curve != NOBODY
    company = paid.sum(axis=1).tobytes()
    return {int(team): paid[:, pay.team == team].sum(axis=1).tobytes() + company for team in np.unique(pay.team)}
