"""How old leads are, from the logs of a run's first years: days at their stage as it ends, conversion by age."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from results.conversion import as_it_reads, lives_of, won_by
from results.latest import latest, rows_of
from results.writing import written_whole
from sim.log import Log
from sim.measures import Measure

FILE = "ages.json"
TRACED = 5
"""Years of a run whose logs are looked through."""
EDGES = (10, 20, 40, 60)
"""Working days at which one age ends and the next begins."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class StageAges:
    """One stage's open leads: how many a year, in each band of days there, and their mean days there."""

    stage: str
    bands: tuple[float, ...]
    days: float

    @property
    def open(self) -> float:
        return sum(self.bands)


@dataclass(frozen=True)
class Ages:
    """years: whose logs were looked through."""

    years: int
    stages: tuple[StageAges, ...]
    won_by: tuple[float, ...] = ()
    """Chance that a lead is won by each of the AGES of `results.conversion`."""
    as_it_reads: float = 0.0
    """Won of all that came in, open ones among them."""


def ages_of(logs: Iterable[Log], measures: tuple[Measure, ...], opens: float) -> Ages:
    """Leads of some years; `opens`: when the year begins, in working days since the simulation began."""
    logs = list(logs)
    lives = lives_of(logs, measures, opens)
    names = [measure.name for measure in measures]
    stages = [name.partition(":")[2] for name in names if name.startswith("open:")]
    found: dict[str, list[float]] = {stage: [] for stage in stages}
    years = len(logs)
    for log in logs:
        for stage in stages:
            found[stage] += _days_at(log, names.index(f"entered:{stage}"), names.index(f"open:{stage}")).tolist()
    stages_now = tuple(_banded(stage, np.array(days), years) for stage, days in found.items())
    read = as_it_reads(lives)
    return Ages(years, stages_now, won_by(lives), read if np.isfinite(read) else 0.0)


def _days_at(log: Log, entered: int, still: int) -> Floats:
    """Days from a lead's last coming to a stage to the year's end, of those that are still there."""
    time, what = log.entries["time"], log.entries["measure"]
    left = np.flatnonzero(what == still)
    came = rows_of(log.entries["who"][left], *latest(log, what == entered))
    return np.asarray((time[left] - time[came])[came >= 0], np.float64)


def _banded(stage: str, days: Floats, years: int) -> StageAges:
    counts, _ = np.histogram(days, [0.0, *EDGES, np.inf])
    return StageAges(stage, tuple((counts / years).tolist()), float(days.mean()) if len(days) else 0.0)


def write_ages(folder: Path, ages: Ages) -> None:
    """Whole or not at all."""
    with written_whole(folder / FILE) as draft:
        draft.write_text(json.dumps(asdict(ages)) + "\n", encoding="utf-8")


def read_ages(folder: Path) -> Ages | None:
    """What a run left; None where it left none, or what is there cannot be read."""
    try:
        data: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        stages = tuple(StageAges(s["stage"], tuple(map(float, s["bands"])), float(s["days"])) for s in data["stages"])
        return Ages(int(data["years"]), stages, tuple(map(float, data["won_by"])), float(data["as_it_reads"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None
