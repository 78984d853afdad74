"""The small world of the levers with parts of a market on top: the ground for tests of the market."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from scenarios.scenario import Scenario
from sim.engine import simulate
from sim.panel import Panel

Written = dict[str, Any]
SMALL = Path(__file__).parents[1] / "levers" / "small.yaml"
PARTNER = {"id": "partner", "name": "Partner", "kind": "partner", "cost": {"share": 0.2, "fixed": 1000}}
FAIR = {"id": "fair", "name": "Trade fair"}
RIVAL = {"id": "apex", "name": "Apex", "segments": [{"segment": "mid", "strength": 0.6}]}
REASONS: Written = {"loss_reasons": {}}
"""The smallest part of a market: with it on, everything is counted and nothing changes."""


def written(**market: Any) -> Written:
    """The small world as a person might write it, with keys of its market replaced and two more channels."""
    tree: Written = yaml.safe_load(SMALL.read_text(encoding="utf-8"))
    tree["market"] |= {"channels": [*tree["market"]["channels"], PARTNER, FAIR], **market}
    return tree


def world(months: int = 6, changes: Written | None = None, **market: Any) -> Scenario:
    """`changes` go over other sections key by key."""
    tree = written(**market)
    tree["company"]["calendar"] = {"kind": "even", "months": months}
    for section, change in (changes or {}).items():
        tree[section] = {**tree[section], **change}
    return Scenario.model_validate(tree)


@cache
def lived(scenario: Scenario, replications: int = 100, seed: int = 5) -> Panel:
    """Years of a scenario, lived once for all tests."""
    return simulate(scenario, replications, seed)


def year(scenario: Scenario, name: str, replications: int = 100) -> np.ndarray:
    """A measure summed over months and reps, [replication]."""
    return lived(scenario, replications).of(name).sum(axis=(1, 2))
