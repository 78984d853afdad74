"""What earlier commands left in folders, read again: runs with their outcomes, and findings; every fault at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from results import block as blocks
from results import store
from results.assumed import AssumedYear, read_assumed
from results.block import Block, load_block
from results.outcome import Outcome, joined
from results.study import assumed_replications
from scenarios.faults import Fault, did_you_mean
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario

AGAIN = "run the same command again"
HASH = r"-[0-9a-f]{10}"
PART = re.compile(r"reps-(\d+)\.parquet")


@dataclass(frozen=True)
class Manifest:
    """What a run's folder says of how it was made."""

    scenario: str
    scenario_sha256: str
    seed: int
    replications: int
    engine: str
    anonymised: bool
    code: str
    quotalab: str
    python: str
    packages: dict[str, str]


@dataclass(frozen=True)
class StoredRun:
    """A finished run, as it lies in its folder. assumed: its figures under other assumptions, if asked for."""

    folder: Path
    manifest: Manifest
    outcome: Outcome
    assumed: tuple[AssumedYear, ...]

    @property
    def scenario(self) -> Scenario:
        return self.outcome.scenario


@dataclass(frozen=True)
class StoredBlock:
    """A finding, as it lies in its folder. made: what the runs in it say of how they were made."""

    folder: Path
    block: Block
    made: tuple[Manifest, ...]


@dataclass(frozen=True)
class Stored:
    """Everything that a report is made from; the first run is what the others are compared with."""

    runs: tuple[StoredRun, ...]
    blocks: tuple[StoredBlock, ...]


def read_stored(words: Sequence[str]) -> Stored:
    """The runs and findings of these folders. Raises ScenarioFaults with all that is wrong with any of them."""
    faults: list[Fault] = []
    runs: list[StoredRun] = []
    found: list[StoredBlock] = []
    named: dict[Path, str] = {}
    for word in words:
        folder = _folder_of(word, faults)
        if folder is None:
            continue
        if folder.resolve() in named:
            faults.append(Fault(word, 0, "", "is named twice (leave it out once)"))
            continue
        named[folder.resolve()] = word
        runs += _read(word, folder, faults, store.MANIFEST, _run)
        found += _read(word, folder, faults, blocks.FILE, _block)
        if not _is_known(folder):
            faults.append(_neither(word, folder))
    faults += _unlike(runs, found)
    if faults:
        raise ScenarioFaults(faults)
    return Stored(tuple(runs), tuple(found))


# ── which folder ────────────────────────────────────────────────────────────────────────────────


def _folder_of(word: str, faults: list[Fault]) -> Path | None:
    """A path, a folder's name among the runs, or that name without its hash: then the run made or read last."""
    folders = [path for path in (Path(word), store.home() / word) if path.is_dir()]
    if known := [path for path in folders if _is_known(path)]:
        return known[0]
    names = _names()
    for pattern in (HASH, HASH + "-anonymous"):
        latest = [store.home() / name for name in names if re.fullmatch(re.escape(word) + pattern, name)]
        if latest:
            return max(latest, key=_used)
    if folders:
        return folders[0]
    short = (re.sub(HASH + "(-anonymous)?$", "", name) for name in names)
    hint = did_you_mean(word, [*names, *short]) or "a run's folder is named when it is saved"
    faults.append(Fault(word or '""', 0, "", "there is no such folder here or among the runs", "", hint))
    return None


def _is_known(folder: Path) -> bool:
    """Whether a run or a finding lies in a folder."""
    return any((folder / name).exists() for name in (store.MANIFEST, blocks.FILE))


def _names() -> list[str]:
    home = store.home()
    return sorted(path.name for path in home.iterdir() if path.is_dir()) if home.is_dir() else []


def _used(folder: Path) -> float:
    """When a folder was last finished or read."""
    files = (folder / name for name in (store.MANIFEST, blocks.FILE))
    return max((file.stat().st_mtime for file in files if file.exists()), default=0.0)


def _neither(word: str, folder: Path) -> Fault:
    if any(folder.glob(f"*/{store.MANIFEST}")) and folder.resolve() != store.home().resolve():
        return Fault(word, 0, "", f"is not finished; {AGAIN} to finish it")
    message = f"is not a run: it has neither {store.MANIFEST} nor {blocks.FILE}"
    return Fault(word, 0, "", message, "", "name a folder that run, compare, stress or optimize left")


# ── what is in it ───────────────────────────────────────────────────────────────────────────────


class _Unusable(ValueError):  # noqa: N818 - what it says is a fault of the folder, not of the program
    """A folder cannot be used; says why, and what to do."""


def _read(word: str, folder: Path, faults: list[Fault], name: str, read: Callable[[Path], Any]) -> list[Any]:
    """What is read from a folder that has a file of this name, or nothing and its fault."""
    if not (folder / name).exists():
        return []
    try:
        return [read(folder)]
    except _Unusable as unusable:
        faults.append(Fault(word, 0, "", str(unusable)))
    except ScenarioFaults as inner:
        faults.append(Fault(word, 0, "", "its scenario cannot be read by this version of the program; run it again"))
        faults += inner.faults
    except (OSError, ValueError, LookupError, TypeError):
        faults.append(Fault(word, 0, name, f"is damaged; {AGAIN}, which writes it anew"))
    return []


def _block(folder: Path) -> StoredBlock:
    """A stress test's folder holds the runs that it is made of; one that cannot be read is left out."""
    made = []
    for path in sorted(folder.glob(f"*/{store.MANIFEST}")):
        with suppress(OSError, ValueError, LookupError, TypeError):
            made.append(_manifest(_json(path)))
    return StoredBlock(folder, load_block(folder), tuple(made))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _manifest(data: Any) -> Manifest:
    return Manifest(**{key: data[key] for key in Manifest.__dataclass_fields__})


def _run(folder: Path) -> StoredRun:
    data = _json(folder / store.MANIFEST)
    manifest = _manifest(data)
    if data["status"] != "complete":
        raise _Unusable(f"is not finished; {AGAIN} to finish it: {data['command']}")
    text = (folder / "scenario.yaml").read_bytes()
    if not manifest.anonymised and hashlib.sha256(text).hexdigest() != manifest.scenario_sha256:
        raise _Unusable("scenario.yaml was changed after the run; run the changed scenario as one of its own")
    scenario = load(folder / "scenario.yaml")
    outcome = joined(scenario, list(_parts(folder, scenario, manifest.replications)))
    count = assumed_replications(manifest.replications)
    return StoredRun(folder, manifest, outcome, tuple(read_assumed(folder, count, manifest.code)))


def _parts(folder: Path, scenario: Scenario, replications: int) -> Iterator[Outcome]:
    """Every part in order; together they are all the replications."""
    known = sorted(int(found[1]) for path in folder.iterdir() if (found := PART.fullmatch(path.name)))
    at = 0
    while at < replications:
        part = store.read_part(folder, scenario, at) if at in known else None
        if part is None or not part.replications:
            raise _Unusable(
                f"the part from replication {at} on is missing or damaged; {AGAIN}, which simulates it anew"
            )
        yield part
        at += part.replications


# ── whether they can stand side by side ─────────────────────────────────────────────────────────


def _unlike(runs: Sequence[StoredRun], found: Sequence[StoredBlock]) -> Iterator[Fault]:
    """Differences come from common draws, and amounts are added up in one currency."""
    for run in runs[1:]:
        for what in ("seed", "replications"):
            mine, first = getattr(run.manifest, what), getattr(runs[0].manifest, what)
            if mine != first:
                yield Fault(
                    run.folder.name, 0, what, f"is {mine}, and {first} in {runs[0].folder.name}", "",
                    f"run both with --{what} {first}: differences need the same draws",
                )  # fmt: skip
    currencies = [(run.folder.name, run.scenario.company.currency.code) for run in runs]
    currencies += [(each.block.title.en, each.block.currency) for each in found]
    for name, code in currencies[1:]:
        if code != currencies[0][1]:
            message = f"is {code}, and {currencies[0][1]} in {currencies[0][0]}"
            yield Fault(name, 0, "currency", message, "", "make a report of its own")
