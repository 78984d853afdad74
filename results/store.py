"""Runs on disk: each in a folder of its own, written part by part, so that it can be interrupted and resumed."""

import hashlib
import json
import os
import platform
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from results.anonymise import Codes
from results.outcome import Outcome
from scenarios.load import fingerprint, resolved_text
from scenarios.scenario import Scenario
from sim.jit import source_hash
from sim.measures import measures

MANIFEST = "manifest.json"
PACKAGES = ("numpy", "numba", "simpy", "pandas", "pyarrow", "pydantic")


@dataclass(frozen=True)
class RunKey:
    """What a run is: everything that its numbers depend on."""

    scenario: Scenario
    seed: int
    replications: int
    engine: str

    def name(self, title: str) -> str:
        """The folder's name: the scenario's, and a short hash of all that decides its numbers."""
        text = f"{fingerprint(self.scenario)} {self.seed} {self.replications} {self.engine} {source_hash()}"
        return f"{title}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def home() -> Path:
    """Where runs go: `results/runs` in a checkout of the project, `./results` elsewhere."""
    checkout = Path(__file__).parents[1]
    return checkout / "results" / "runs" if (checkout / "pyproject.toml").is_file() else Path("results")


class Store:
    """One run's folder, `under` another or where runs go. `codes` replaces names in everything that is written."""

    def __init__(
        self, key: RunKey, title: str, command: str, codes: Codes | None = None, under: Path | None = None
    ) -> None:
        self.key, self.title, self.command, self.codes = key, title, command, codes
        suffix = "-anonymous" if codes else ""
        self.folder = (under or home()) / (key.name(title) + suffix)

    def open(self) -> None:
        """Makes the folder with scenario and manifest; one that is there already is continued."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / MANIFEST).exists():
            write_text(self.folder / "scenario.yaml", self._text())
            self._write_manifest("running")

    def close(self) -> None:
        self._write_manifest("complete")

    def part(self, first: int) -> Outcome | None:
        """The stored part that begins with a replication; None where it is missing or cannot be read."""
        return read_part(self.folder, self.key.scenario, first)

    def add(self, first: int, part: Outcome) -> None:
        """Writes a part; it is there whole or not at all."""
        names = [measure.name for measure in part.measures]
        teams = [self.code(team.id) for team in self.key.scenario.company.teams]
        reps = [self.code(rep.id) for rep in self.key.scenario.people.reps]
        numbers = range(first, first + part.replications)
        months = range(1, part.teams.shape[1] + 1)
        by_rep = pd.MultiIndex.from_product([numbers, reps], names=["replication", "rep"])
        by_team = pd.MultiIndex.from_product([numbers, months, teams], names=["replication", "month", "team"])
        width = len(names)
        write_table(self._file("teams", first), pd.DataFrame(part.teams.reshape(-1, width), by_team, names))
        write_table(self._file("reps", first), pd.DataFrame(part.reps.reshape(-1, width), by_rep, names))

    def _file(self, what: str, first: int) -> Path:
        return part_file(self.folder, what, first)

    def _text(self) -> str:
        return resolved_text(self.codes.scenario(self.key.scenario) if self.codes else self.key.scenario)

    def code(self, name: str) -> str:
        """What stands for a rep in files: the id, or its code."""
        return self.codes.code(name) if self.codes else name

    def _write_manifest(self, status: str) -> None:
        manifest = {
            "status": status,
            "scenario": self.title,
            "scenario_sha256": fingerprint(self.key.scenario),
            "seed": self.key.seed,
            "replications": self.key.replications,
            "engine": self.key.engine,
            "anonymised": self.codes is not None,
            "command": self.codes.text(self.command) if self.codes else self.command,
            "code": source_hash(),
            "python": platform.python_version(),
            "packages": _versions(),
            "quotalab": own_version(),
        }
        write_text(self.folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def read_part(folder: Path, scenario: Scenario, first: int) -> Outcome | None:
    """A part of a run from any folder; None where it is missing, damaged, or has not this scenario's measures."""
    names = [measure.name for measure in measures(scenario)]
    try:
        reps, teams = (read_table(part_file(folder, what, first))[names].to_numpy() for what in ("reps", "teams"))
        return _shaped(scenario, reps, teams)
    except (OSError, ValueError, LookupError, TypeError):  # what damaged bytes come to in pyarrow and pandas
        return None


def part_file(folder: Path, what: str, first: int) -> Path:
    """Where the part that begins with a replication lies: of `reps` or of `teams`."""
    return folder / f"{what}-{first:07d}.parquet"


def _shaped(scenario: Scenario, reps: Any, teams: Any) -> Outcome | None:
    people, months = len(scenario.people.reps), scenario.company.calendar.months
    count = len(reps) // people
    groups = len(scenario.company.teams)
    if len(teams) != count * months * groups:
        return None
    return Outcome(
        scenario,
        np.ascontiguousarray(reps).reshape(count, people, -1),
        np.ascontiguousarray(teams).reshape(count, months, groups, -1),
    )


@cache
def _versions() -> dict[str, str]:
    """Which release of each package is installed; each is looked up in a file of its own."""
    return {name: version(name) for name in PACKAGES}


@cache
def own_version() -> str:
    """This program's version; in a checkout that was never installed, the one its pyproject.toml states."""
    try:
        return version("quotalab")
    except PackageNotFoundError:
        stated = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(stated.read_text(encoding="utf-8"))["project"]["version"])


def write_text(path: Path, text: str) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:  # opened here: pyarrow cannot say every path that Python can
        frame.to_parquet(file, engine="pyarrow", compression="zstd", write_page_checksum=True)
    os.replace(draft, path)


def read_table(path: Path) -> pd.DataFrame:
    """As it was written; damaged bytes are noticed by their checksum and never read as other numbers."""
    with path.open("rb") as file:
        return pd.read_parquet(file, engine="pyarrow", page_checksum_verification=True)
