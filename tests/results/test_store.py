"""Runs on disk: whole or not at all, resumed where they stopped, and told apart by all that decides their numbers."""

import json
import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from lived import SMALL

import results.live
import results.store
import sim.engine
from results.live import live
from results.outcome import Outcome
from results.store import RunKey, Store, home, write_table, write_text
from scenarios.load import fingerprint, load
from sim.jit import source_hash

SCENARIO = load(SMALL)
PARTS = (0, 4, 8)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs land in a folder of the test's own, in parts of four replications."""
    monkeypatch.setattr(results.store, "home", lambda: tmp_path / "runs")
    monkeypatch.setattr(results.live, "PART", 4)
    return tmp_path / "runs"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was really simulated: `prepare`, and each chunk by its first replication."""
    seen: list[str] = []
    prepare, chunk_of = results.live.prepare, results.live.chunk_of

    def counted_prepare(*args: Any) -> Any:
        seen.append("prepare")
        return prepare(*args)

    def counted_chunk(year: Any, first: int, *rest: Any) -> Any:
        seen.append(f"chunk {first}")
        return chunk_of(year, first, *rest)

    monkeypatch.setattr(results.live, "prepare", counted_prepare)
    monkeypatch.setattr(results.live, "chunk_of", counted_chunk)
    return seen


def store(replications: int = 12, seed: int = 1, scenario: Any = SCENARIO, engine: str = "kernel") -> Store:
    return Store(RunKey(scenario, seed, replications, engine), "small", "quotalab run small")


def lived(store: Store | None = None, replications: int = 12) -> Outcome:
    return live(SCENARIO, replications, 1, "kernel", lambda _: None, store)


def same(a: Outcome, b: Outcome) -> bool:
    return np.array_equal(a.reps, b.reps) and np.array_equal(a.teams, b.teams)


def interrupted_after_first_part(store: Store) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        live(SCENARIO, 12, 1, "kernel", stop, store)


def status(store: Store) -> str:
    return str(json.loads((store.folder / "manifest.json").read_text(encoding="utf-8"))["status"])


def test_interrupted_run_continues_where_it_stopped(calls: list[str]) -> None:
    """A run stopped after its first part keeps that part, simulates the others, and ends bit for bit the same."""
    interrupted_after_first_part(store())
    assert calls == ["prepare", "chunk 0"]
    assert status(store()) == "running"
    calls.clear()
    resumed = lived(store())
    assert calls == ["prepare", "chunk 4", "chunk 8"]
    assert status(store()) == "complete"
    assert same(resumed, lived())


def test_complete_run_is_read_and_not_simulated(calls: list[str]) -> None:
    """The same command again simulates nothing, not even the preparation, and gives the same numbers."""
    first = lived(store())
    calls.clear()
    again = lived(store())
    assert calls == []
    assert same(first, again)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _overwritten(path: Path) -> None:
    path.write_bytes(b"not a table" * 100)


def _of_another_run(path: Path) -> None:
    frame = pd.read_parquet(path)
    frame.iloc[:-1].to_parquet(path)


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("kind", ["reps", "teams"])
@pytest.mark.parametrize("damage", [_truncated, _emptied, _overwritten, _of_another_run, _gone])
def test_damaged_part_is_simulated_again(calls: list[str], kind: str, damage: Any) -> None:
    """A part that is cut off, empty, overwritten, of another shape or gone is simulated again, and only that one."""
    whole = lived(store())
    damage(store().folder / f"{kind}-0000004.parquet")
    calls.clear()
    assert same(lived(store()), whole)
    assert calls == ["prepare", "chunk 4"]
    calls.clear()
    assert same(lived(store()), whole)  # and is written anew
    assert calls == []


def flips(data: bytes, count: int) -> Iterator[bytes]:
    """The same bytes with one bit turned, at places spread over the file."""
    for place in range(5, len(data), max(1, len(data) // count)):
        turned = bytearray(data)
        turned[place] ^= 0x10
        yield bytes(turned)


def test_a_turned_bit_never_becomes_another_number() -> None:
    """A part with one damaged bit is either read as it was written or not at all (60 places each)."""
    whole = lived(store(replications=4), replications=4)
    refused = 0
    for kind in ("reps", "teams"):
        path = store(replications=4).folder / f"{kind}-0000000.parquet"
        kept = path.read_bytes()
        for damaged in flips(kept, 60):
            path.write_bytes(damaged)
            part = store(replications=4).part(0)
            refused += part is None
            assert part is None or same(part, whole)
        path.write_bytes(kept)
    assert refused > 60


def test_manifest_says_what_the_run_was() -> None:
    """The manifest names scenario hash, seed, size, engine, command, versions and status."""
    lived(store())
    manifest = json.loads((store().folder / "manifest.json").read_text(encoding="utf-8"))
    expected = {
        "status": "complete",
        "scenario": "small",
        "scenario_sha256": fingerprint(SCENARIO),
        "seed": 1,
        "replications": 12,
        "engine": "kernel",
        "anonymised": False,
        "command": "quotalab run small",
        "code": source_hash(),
        "python": platform.python_version(),
    }
    assert {key: manifest[key] for key in expected} == expected
    assert manifest["packages"]["numpy"] == version("numpy")
    assert {"numba", "simpy", "pandas", "pyarrow", "pydantic"} <= manifest["packages"].keys()
    assert manifest["quotalab"]


def test_stored_scenario_is_the_one_that_was_lived_through() -> None:
    """`scenario.yaml` in the folder loads to exactly the run's scenario, defaults written out."""
    lived(store())
    assert load(store().folder / "scenario.yaml") == SCENARIO


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 2},
        {"replications": 13},
        {"engine": "simpy"},
        {"scenario": load(SMALL, ["targets.company=12_000_001"])},
    ],
)
def test_another_run_has_another_folder(other: dict[str, Any]) -> None:
    """Seed, replications, engine and scenario each decide the folder; nothing else does."""
    assert store(**other).folder != store().folder
    assert store(scenario=load(SMALL)).folder == store().folder


def test_edited_program_has_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of an older simulator are never taken for the present one's."""
    before = store().folder
    monkeypatch.setattr(results.store, "source_hash", lambda: "another")
    assert store().folder != before


@pytest.mark.parametrize(("part", "chunk_bytes"), [(12, 64 * 2**20), (5, 64 * 2**20), (12, 1), (3, 200_000)])
def test_numbers_do_not_depend_on_parts_and_chunks(
    monkeypatch: pytest.MonkeyPatch, part: int, chunk_bytes: int
) -> None:
    """Law 3: however many replications are simulated and stored at a time, the numbers are the same."""
    expected = lived()
    monkeypatch.setattr(results.live, "PART", part)
    monkeypatch.setattr(sim.engine, "CHUNK_BYTES", chunk_bytes)
    assert same(lived(store()), expected)
    assert same(lived(store()), expected)


def test_runs_of_a_checkout_land_in_it() -> None:
    """In a checkout runs go to results/runs, wherever the command is given."""
    assert home() == ROOT / "results" / "runs"


def test_runs_of_an_installed_program_land_where_the_user_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a checkout there is no pyproject.toml above the program, and runs go to ./results."""
    installed = tmp_path / "site-packages" / "results" / "store.py"
    installed.parent.mkdir(parents=True)
    shutil.copy(ROOT / "results" / "store.py", installed)
    monkeypatch.setattr(results.store, "__file__", str(installed))
    assert home() == Path("results")
    (tmp_path / "site-packages" / "pyproject.toml").touch()
    assert home() == installed.parent / "runs"


def test_no_draft_is_left() -> None:
    """A finished run's folder holds the manifest, the scenario and two tables a part, and nothing else."""
    lived(store())
    tables = {f"{kind}-{first:07d}.parquet" for kind in ("reps", "teams") for first in PARTS}
    assert set(os.listdir(store().folder)) == {"manifest.json", "scenario.yaml", *tables}


class DiskFullError(OSError):
    """No space left on device."""


def test_failing_text_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that cannot be finished leaves no file of the final name, and an older one as it was."""

    def half(path: Path, text: str, **_: Any) -> int:
        path.write_bytes(text[: len(text) // 2].encode())
        raise DiskFullError

    write_text(tmp_path / "old", "whole")
    monkeypatch.setattr(Path, "write_text", half)
    for name in ("old", "new"):
        with pytest.raises(DiskFullError):
            write_text(tmp_path / name, "something longer")
    assert (tmp_path / "old").read_bytes() == b"whole"
    assert not (tmp_path / "new").exists()


def test_failing_table_write_leaves_no_part(monkeypatch: pytest.MonkeyPatch, calls: list[str]) -> None:
    """When the disk fills up while a part is written, that part is missing, and the run can be continued."""
    real = pd.DataFrame.to_parquet

    def half(frame: pd.DataFrame, file: Any, **how: Any) -> None:
        real(frame, file, **how)
        if "reps-0000004" in file.name:
            _truncated(Path(file.name))
            raise DiskFullError

    with monkeypatch.context() as full:
        full.setattr(pd.DataFrame, "to_parquet", half)
        with pytest.raises(DiskFullError):
            lived(store())
    assert not (store().folder / "reps-0000004.parquet").exists()
    calls.clear()
    assert same(lived(store()), lived())
    assert calls[:3] == ["prepare", "chunk 4", "chunk 8"]


def test_failing_rename_leaves_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the last step there is no table of the final name."""

    def refuse(*_: Any) -> None:
        raise DiskFullError

    monkeypatch.setattr(results.store.os, "replace", refuse)
    with pytest.raises(DiskFullError):
        write_table(tmp_path / "t.parquet", pd.DataFrame({"a": [1.0]}))
    assert not (tmp_path / "t.parquet").exists()


def test_two_runs_at_once_do_not_share_a_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes write the same part through drafts of different names."""
    drafts = []
    monkeypatch.setattr(results.store.os, "replace", lambda draft, _: drafts.append(draft))
    for process in (1, 2):
        monkeypatch.setattr(results.store.os, "getpid", lambda process=process: process)
        write_text(tmp_path / "part", "x")
    assert len(set(drafts)) == 2
