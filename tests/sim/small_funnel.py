"""One rep whose work takes no time, so that what happens is the customers' doing: the ground for exact checks."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.engine import chunk_of, prepare, trace
from sim.measures import M

Written = dict[str, Any]
Floats = npt.NDArray[np.float64]
NAMED = {"name": "x"}
DEALS = 10_000
SEED = 11


def stage(**changes: Any) -> Written:
    usual: Written = {"id": "only", "skill": "process", "hours": {"mean": 0}, "advance": 0.4}
    return {**NAMED, **usual, "answer": {"kind": "exponential", "mean": 10}, **changes}


def stated(count: int = DEALS, **changes: Any) -> Written:
    """Deals of 100 each that wait for the only stage's answer on the first morning."""
    where = {"segment": "a", "channel": "c", "stage": "only"}
    return {"rep": "r", **where, "count": count, "amount": 100 * count, **changes}


def funnel(**changes: Any) -> Scenario:
    """Twelve months of 20 days; `changes` go over the sections key by key. Without any nothing happens."""
    world: Written = {
        "title": "One rep",
        "company": {
            **NAMED,
            "calendar": {"kind": "even", "months": 12},
            "territories": [{**NAMED, "id": "p"}],
            "teams": [{**NAMED, "id": "t", "territory": "p"}],
        },
        "people": {
            "levels": [{**NAMED, "id": "l", "base": 0, "variable": 1000, "quota_weight": 1}],
            "reps": [{**NAMED, "id": "r", "team": "t", "level": "l"}],
        },
        "targets": {"company": 1_000_000},
        "plan": {**NAMED, "components": [{**NAMED, "kind": "base", "id": "base"}]},
        "market": {
            "kind": "funnel",
            "segments": [{**NAMED, "id": s, "value": {"mean": 100}, "margin": 0.3} for s in "ab"],
            "channels": [{**NAMED, "id": "c"}],
        },
        "funnel": {"stages": [stage()]},
        "customers": {},
        "opening": {},
        "mind": {"kind": "none", "effort": {"cost": 100, "low": 0.5, "high": 2, "usual": 1}, "pilot": 8},
    }
    return Scenario.model_validate(world | {key: {**world[key], **change} for key, change in changes.items()})


def coming(leads: float = 20_000, segment: str = "a") -> list[Written]:
    return [{"territory": "p", "segment": segment, "channel": "c", "leads_per_year": leads}]


@cache
def entries(world: Scenario, seed: int = SEED) -> npt.NDArray[np.void]:
    """Everything noted in one year."""
    return trace(prepare(world, seed), 0)[1].entries


def noted(world: Scenario, measure: M, seed: int = SEED) -> tuple[Floats, Floats]:
    """When a measure was noted, and how much."""
    rows = entries(world, seed)
    rows = rows[rows["measure"] == measure]
    return rows["time"], rows["amount"]


def by_month(world: Scenario, measure: M, seed: int = SEED) -> Floats:
    """A measure of each of twelve months of 20 days."""
    time, amount = noted(world, measure, seed)
    return np.histogram(time, np.arange(13) * 20.0, weights=amount)[0]


def lived(world: Scenario, replications: int = 2) -> bytes:
    """Every number of some years."""
    return chunk_of(prepare(world, SEED), 0, replications).values.tobytes()
