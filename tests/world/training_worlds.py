"""Six reps who can learn: the world of levers for a year, its training, and what the tests read of it."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import stats

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import simulate
from sim.panel import Panel

Floats = npt.NDArray[np.float64]
SMALL = Path(__file__).parents[1] / "levers" / "small.yaml"
SEED, YEARS = 31, 128
STAGES = ("planning", "prospecting", "needs", "proposal", "negotiation")
TOPICS = ("prospecting", "discovery", "product", "negotiation", "relationship", "process")
NULL = ("training.gain=0", "training.own_time=1")
EQUAL = tuple(f"people.reps[R{i}].skills={{{', '.join(f'{topic}: 0.5' for topic in TOPICS)}}}" for i in range(1, 7))
"""Everybody can do everything as well as anybody else."""


def course(hours: float = 0, **keys: Any) -> str:
    """A course as it is written; product in the first month unless said otherwise."""
    if not {"topic", "segment"} & set(keys):
        keys["topic"] = "product"
    if "every" not in keys:
        keys.setdefault("months", [1])
    told = ", ".join(f"{key}: {value}" for key, value in {"hours": hours, **keys}.items())
    return f"{{id: class, name: Class, {told}}}"


def world(*overrides: str, months: int = 12, courses: tuple[str, ...] = (), **keys: Any) -> Scenario:
    """A year in which skill matters, with a section `training` of these courses and keys; then the overrides."""
    section = {"lag": 0, "forgetting": 0, "gain": 0.03, **keys}
    told = ", ".join(f"{key}: {value}" for key, value in section.items())
    training = f"training={{courses: [{', '.join(courses)}], {told}}}"
    return load(SMALL, (f"company.calendar.months={months}", "funnel.skill_effect=3", training, *overrides))


def lived(scenario: Scenario, years: int = YEARS) -> Panel:
    return simulate(scenario, years, SEED)


def total(panel: Panel, name: str, months: slice = slice(None), reps: Any = slice(None)) -> Floats:
    """A measure by replication."""
    summed: Floats = panel.of(name)[:, months][:, :, reps].sum(axis=(1, 2))
    return summed


def yes_share(panel: Panel, stage: str, months: slice = slice(None), reps: Any = slice(None)) -> Floats:
    """The share of answers at a stage that were yes, by replication."""
    place = STAGES.index(stage)
    on = f"entered:{STAGES[place + 1]}" if place + 1 < len(STAGES) else "won_deals"
    yes, no = total(panel, on, months, reps), total(panel, f"lost:{stage}", months, reps)
    share: Floats = yes / (yes + no)
    return share


def interval(difference: Floats, alpha: float = 0.001) -> tuple[float, float]:
    """Interval of a mean at 1 − alpha."""
    half = float(stats.t.ppf(1 - alpha / 2, len(difference) - 1) * stats.sem(difference))
    return float(difference.mean()) - half, float(difference.mean()) + half


def rises(difference: Floats) -> bool:
    return interval(difference)[0] > 0


def differing(one: Panel, other: Panel, months: slice = slice(None), reps: Any = slice(None)) -> set[str]:
    """Measures that are not equal to the bit."""
    names = [measure.name for measure in one.measures if measure.name in {m.name for m in other.measures}]
    return {
        name
        for name in names
        if not np.array_equal(one.of(name)[:, months][:, :, reps], other.of(name)[:, months][:, :, reps])
    }
