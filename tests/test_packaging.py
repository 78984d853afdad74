"""What is shipped, what is pinned, and what the Makefile promises."""

import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"sim", "optimizer", "scenarios", "results", "cli.py"}
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """File names in a wheel built from a copy, in which a user has simulated something."""
    tree = tmp_path_factory.mktemp("tree")
    for name in [*sorted(TOP_LEVEL), "pyproject.toml", "Makefile", "tests"]:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__", "runs"))
        else:
            shutil.copy(source, tree / name)
    run = tree / "results" / "runs" / "first"
    run.mkdir(parents=True)
    (run / "rows.parquet").write_bytes(b"private")
    (run / "notes.py").write_text("private = True\n", encoding="utf-8")
    out = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tree)  # a build backend works on the current directory
        wheel = out / build_wheel(str(out))
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def pins(lock: str) -> list[str]:
    """The entries of a lock file, each with its continuation lines."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def pinned(lock: str) -> dict[str, list[Requirement]]:
    """The requirements of a lock file by package; a package may have one per platform."""
    found: dict[str, list[Requirement]] = {}
    for entry in pins(lock):
        requirement = Requirement(entry.split("--hash")[0].strip())
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_wheel_top_level_is_the_five_names_and_its_metadata(wheel_names: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel_names}
    assert tops == TOP_LEVEL | {f"quotalab-{PROJECT['version']}.dist-info"}


def test_wheel_has_every_scenario_of_the_library(wheel_names: set[str]) -> None:
    library = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("scenarios/library/**/*.yaml")}
    assert {"scenarios/library/baseline.yaml", "scenarios/library/evidence/office.yaml"} <= library
    assert library <= wheel_names


def test_wheel_has_every_module_of_the_checkout(wheel_names: set[str]) -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for top in TOP_LEVEL
        for path in [ROOT / top, *(ROOT / top).rglob("*.py")]
        if path.suffix == ".py" and "runs" not in path.relative_to(ROOT).parts
    }
    assert modules <= wheel_names


def test_wheel_has_every_template_of_the_report(wheel_names: set[str]) -> None:
    templates = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("results/report/templates/*")}
    assert {Path(name).suffix for name in templates} == {".html", ".css"}
    assert templates <= wheel_names


def test_wheel_has_nothing_that_a_user_simulated(wheel_names: set[str]) -> None:
    assert not [name for name in wheel_names if name.startswith("results/runs")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_one_exact_version_with_sha256_hashes(lock: str) -> None:
    entry = re.compile(r"[\w.-]+==[\w.+!]+( +; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert pins(lock)
    assert [line for line in pins(lock) if not entry.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_no_index_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|/home|/work|/opt| @ |^-e", text, re.MULTILINE) == []


def test_core_lock_has_every_dependency_at_a_version_it_allows() -> None:
    lock = pinned("requirements.lock")
    for wanted in map(Requirement, PROJECT["dependencies"] + PROJECT["optional-dependencies"]["build"]):
        chosen = lock[canonicalize_name(wanted.name)]
        assert all(str(pin.specifier).removeprefix("==") in wanted.specifier for pin in chosen), wanted


def test_dev_lock_has_the_core_lock_and_every_extra_at_a_version_it_allows() -> None:
    core, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: {str(pin.specifier) for pin in core[name]} for name in core} == {
        name: {str(pin.specifier) for pin in dev[name]} for name in core
    }
    extras = [text for extra in PROJECT["optional-dependencies"].values() for text in extra]
    for wanted in map(Requirement, extras):
        chosen = dev[canonicalize_name(wanted.name)]
        assert all(str(pin.specifier).removeprefix("==") in wanted.specifier for pin in chosen), wanted


def test_plain_make_prints_a_menu_with_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):(?!=)", makefile, re.MULTILINE))
    assert {"demo", "test", "verify", "bench", "lock", "lint", "format", "clean", "wheel"} <= targets
    make = shutil.which("make")
    assert make, "make is needed to run this suite"
    # A make above this one would print its own lines into the answer.
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    menu = subprocess.run([make], cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout
    shown = set(re.findall(r"^  make (\S+) +\S", menu, re.MULTILINE))
    assert shown == targets
