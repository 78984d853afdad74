"""How a lever is tried: three years on the same draws, without it, with it, and with its effect and cost off."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import stats

from scenarios.levers import Indicator, Lever
from scenarios.load import library, load
from scenarios.scenario import Scenario
from sim.engine import simulate
from sim.panel import Panel

Floats = npt.NDArray[np.float64]
ALPHA = 0.001
SEED = 20271
FEW = 8
"""Years that must be equal to the bit where effect and cost are off: one would do, were nothing rare."""


@dataclass(frozen=True)
class Trial:
    """A lever's paired difference at its test dose, its interval at 1 − ALPHA, and what its neutral twin changed."""

    lever: Lever
    base: float
    difference: float
    low: float
    high: float
    leaks: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether the whole interval lies on the side that the lever promises."""
        return self.low > 0 if self.lever.direction > 0 else self.high < 0


@cache
def tried(lever: Lever) -> Trial:
    """A lever's indicator with and without its dose, on the same draws."""
    base, dose, neutral = worlds(lever)
    year = simulate(base, lever.replications, SEED)
    before = read(lever.indicator, lever.lag, year, base)
    change = read(lever.indicator, lever.lag, simulate(dose, lever.replications, SEED), dose) - before
    half = float(stats.t.ppf(1 - ALPHA / 2, len(change) - 1) * stats.sem(change))
    mean = float(change.mean())
    leaks = differing(year, simulate(neutral, FEW, SEED), lever.books)
    return Trial(lever, float(before.mean()), mean, mean - half, mean + half, leaks)


def worlds(lever: Lever) -> tuple[Scenario, Scenario, Scenario]:
    """Without the lever, with it, and with its effect and cost off."""
    source = lever.world if lever.world in library() else Path(__file__).with_name(f"{lever.world}.yaml")
    return (
        load(source, lever.base),
        load(source, (*lever.base, *lever.dose)),
        load(source, (*lever.base, *lever.dose, *lever.neutral)),
    )


def read(indicator: Indicator, lag: int, panel: Panel, scenario: Scenario) -> Floats:
    """The indicator by replication; a quotient of nothing fails rather than counts as something."""
    ids = [rep.id for rep in scenario.people.reps]
    reps = [ids.index(rep) for rep in indicator.reps] or list(range(len(ids)))

    def total(names: tuple[str, ...]) -> Floats:
        places = [place for name in names for place in named(panel, name)]
        months = panel.values[:, 1 + lag :, :, :] if indicator.reading == "sum" else panel.values[:, -1:, :, :]
        summed: Floats = months[:, :, reps][..., places].sum(axis=(1, 2, 3))
        return summed

    below = total(indicator.per) if indicator.per else np.ones(len(panel.values))
    assert (below != 0).all(), f"{indicator.formula}: nothing to divide by in some year; choose a larger world"
    quotient: Floats = total(indicator.top) / below
    return quotient


def named(panel: Panel, name: str) -> list[int]:
    """Places of a measure, or of all that begin with a name that ends with `:`; there has to be one."""
    names = [measure.name for measure in panel.measures]
    places = [i for i, each in enumerate(names) if each == name or (name.endswith(":") and each.startswith(name))]
    assert places, f"no measure {name!r} in this world; there are {', '.join(names)}"
    return places


def differing(base: Panel, neutral: Panel, books: tuple[str, ...]) -> tuple[str, ...]:
    """Measures of both panels that are not equal to the bit, those aside that write the dose itself down."""
    theirs = {measure.name: place for place, measure in enumerate(neutral.measures)}
    count = len(neutral.values)
    return tuple(
        measure.name
        for place, measure in enumerate(base.measures)
        if measure.name in theirs
        and not any(measure.name == book or (book.endswith(":") and measure.name.startswith(book)) for book in books)
        and not np.array_equal(base.values[:count, ..., place], neutral.values[..., theirs[measure.name]])
    )
