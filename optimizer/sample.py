"""What a search needs of a simulated year: each rep's sales, margin, pay and effort, replication by replication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.live import PART
from results.store import RunKey, read_table, write_table
from scenarios.scenario import Scenario
from sim.engine import chunk_of, prepare
from sim.panel import Panel
from sim.seats import share_there
from sim.world.minds import behaviour_table

Floats = npt.NDArray[np.float64]
TINY = 1e-12
Progress = Callable[[int, bool], None]
"""Told of years that are to be simulated (False) and of those that are done (True)."""
COLUMNS = ("bookings", "gross_margin", "pay", "effort", "toil")


@dataclass(frozen=True)
class Sample:
    """Years of one plan, float [replication, rep] each: bookings, gross_margin and pay in currency.

    effort: its mean over the months in which the rep is there. toil: what the year's effort cost her, in money.
    """

    bookings: Floats
    gross_margin: Floats
    pay: Floats
    effort: Floats
    toil: Floats

    @cached_property
    def margin(self) -> Floats:
        """The company's gross margin after pay, [replication]."""
        return np.asarray((self.gross_margin - self.pay).sum(axis=1))

    @cached_property
    def cost(self) -> float:
        """Expected pay cost."""
        return float(self.pay.sum(axis=1).mean())

    @cached_property
    def expected_pay(self) -> Floats:
        """By rep."""
        return np.asarray(self.pay.mean(axis=0))

    def certain_worth(self, risk_aversion: float | Floats) -> Floats:
        """What the year is worth to each rep, in money for sure: pay less toil, less what its risk weighs.

        Source: certainty equivalent of normal pay under constant absolute risk aversion, Holmstrom & Milgrom (1987).
        """
        risk = 0.5 * risk_aversion * self.pay.var(axis=0, ddof=1) if len(self.pay) > 1 else 0.0
        return np.asarray(self.pay.mean(axis=0) - self.toil.mean(axis=0) - risk)


@dataclass(frozen=True)
class Memory:
    """Years lived through once and kept in a folder: a search that was interrupted finds them again."""

    folder: Path
    progress: Progress

    def sample(self, scenario: Scenario, seed: int, replications: int) -> Sample:
        """Replications 0, 1, … of a seed."""
        path = self.folder / f"{RunKey(scenario, seed, replications, 'kernel').name('year')}.parquet"
        self.progress(replications, False)
        known = _read(path, replications)
        if known is not None:
            self.progress(replications, True)
            return known
        found = _lived(scenario, seed, replications, self.progress)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_table(path, pd.DataFrame({name: getattr(found, name).ravel() for name in COLUMNS}))
        return found


def _read(path: Path, replications: int) -> Sample | None:
    """None where it is missing or cannot be read."""
    try:
        table = read_table(path)
        return Sample(*(table[name].to_numpy().reshape(replications, -1) for name in COLUMNS))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _lived(scenario: Scenario, seed: int, replications: int, progress: Progress) -> Sample:
    year = prepare(scenario, seed)
    step = min(year.chunk, max(PART, year.chunk // 8))
    parts = []
    for first in range(0, replications, step):
        count = min(step, replications - first)
        parts.append(_condensed(scenario, chunk_of(year, first, count)))
        progress(count, True)
    return Sample(*(np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS))


def _condensed(scenario: Scenario, panel: Panel) -> Sample:
    coin, minds = 10**scenario.company.currency.minor_digits, behaviour_table(scenario)
    effort, there, bend = panel.of("effort"), share_there(scenario).T[None], scenario.mind.effort.power
    return Sample(
        bookings=panel.of("bookings").sum(axis=1) / coin,
        gross_margin=panel.of("gross_margin").sum(axis=1) / coin,
        pay=panel.pay().sum(axis=1) / coin,
        effort=(effort * there).sum(axis=1) / np.maximum(there.sum(axis=1), TINY),
        toil=minds.cost / bend / coin * (there * np.abs(effort - minds.free) ** bend).sum(axis=1),
    )
