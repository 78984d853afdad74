"""The front door: from files to a Scenario, or every fault at once, in the words of who wrote the file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scenarios.difference import Change, difference, fingerprint, resolved_text
from scenarios.faults import Fault, did_you_mean
from scenarios.layers import layered, with_overrides
from scenarios.provenance import strange_sources
from scenarios.scenario import Scenario
from scenarios.tree import Scalar, Section, written
from scenarios.verdicts import check
from scenarios.yaml_text import read_file

__all__ = [
    "Change",
    "Fault",
    "ScenarioFaults",
    "bundled",
    "difference",
    "evidence_library",
    "fingerprint",
    "library",
    "load",
    "plan_library",
    "read",
    "resolved_text",
]

LIBRARY = Path(__file__).parent / "library"
PLANS = LIBRARY / "plans"
EVIDENCE = "evidence"
"""The folder of the library with the pairs that published results are held against."""
MAX_CHAIN = 10  # files that extend one another


class ScenarioFaults(ValueError):  # noqa: N818 - it carries faults; each of them is the error
    """A scenario cannot be used as written; `faults` says everything that is to be repaired."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def library() -> tuple[str, ...]:
    """The names of the scenarios that come with the program."""
    return tuple(sorted(file.stem for file in LIBRARY.glob("*.yaml")))


def evidence_library() -> tuple[str, ...]:
    """The names of the pairs that published results are held against, such as `evidence/e01_cap_before`."""
    return tuple(sorted(f"{EVIDENCE}/{file.stem}" for file in (LIBRARY / EVIDENCE).glob("*.yaml")))


def bundled() -> tuple[str, ...]:
    """Every name that a scenario of the program goes by."""
    return (*library(), *evidence_library())


def plan_library() -> tuple[str, ...]:
    """The names of the plan files that come with the program."""
    return tuple(sorted(file.stem for file in PLANS.glob("*.yaml")))


def load(source: str | Path, overrides: Sequence[str] = ()) -> Scenario:
    """The scenario in a file or of a bundled name, with `path=value` overrides applied."""
    scenario, faults = read(source, overrides)
    if scenario is None:
        raise ScenarioFaults(faults)
    return scenario


def read(source: str | Path, overrides: Sequence[str] = ()) -> tuple[Scenario | None, list[Fault]]:
    """Like `load`, but hands back the faults instead of raising them."""
    faults: list[Fault] = []
    layers = chain(source, faults)[::-1]
    if not layers:
        return None, sorted(set(faults))
    tree = with_overrides(layered(layers, Scenario, faults), overrides, Scenario, faults)
    if faults:
        return None, sorted(set(faults))
    scenario, found = check(tree, Scenario)
    found = found or list(strange_sources(tree, layers, scenario))
    return (None if found else scenario), found


# ── the files a scenario is made of ─────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _File:
    """A file to read, under the name its faults are shown with."""

    path: Path
    shown: str


def _find(name: str | Path, beside: str, folder: Path, plans: bool = False) -> _File | None:
    """A bundled scenario of that name (or plan, where one may be named), or a file beside the one that names it."""
    if isinstance(name, str) and name in bundled():
        return _File(LIBRARY / f"{name}.yaml", f"scenarios/library/{name}.yaml")
    if plans and isinstance(name, str) and name in plan_library():
        return _File(PLANS / f"{name}.yaml", f"scenarios/library/plans/{name}.yaml")
    path = folder / name
    try:
        there = path.exists()
    except OSError:
        there = True  # reading it will say why it cannot be read
    shown = os.path.normpath(os.path.join(beside, name)) if str(name) else ""
    return _File(path, shown) if there and shown else None


def _nowhere(name: str, folder: Path, file: str, line: int = 0, path: str = "", plans: bool = False) -> Fault:
    try:
        nearby = [file.name for file in folder.glob("*.yaml")]
    except OSError:
        nearby = []
    hint = did_you_mean(name, [*bundled(), *(plan_library() if plans else ()), *nearby])
    known = "bundled plan or scenario" if plans else "bundled scenario"
    return Fault(file, line, path, f"there is no such file and no {known} of that name", name, hint)


def chain(source: str | Path, faults: list[Fault], plans: bool = False) -> list[Section]:
    """The trees from the scenario itself to the last it extends, faults of all of them collected.

    plans: whether the plans that come with the program may be named, too.
    """
    file = _find(source, "", Path(), plans)
    if file is None:
        pair = isinstance(source, str) and source.startswith(f"{EVIDENCE}/")
        name = source if pair else Path(source).name
        fault = _nowhere(str(name), Path(source).parent, str(source) or '""', plans=plans)
        faults.append(replace(fault, got=""))
    trees: list[Section] = []
    seen: dict[Path, str] = {}
    while file:
        seen[file.path.resolve()] = file.shown
        tree, found = read_file(file.path, file.shown)
        faults += found
        if tree is None:
            break
        trees.append(replace(tree, entries={k: v for k, v in tree.entries.items() if k != "extends"}))
        file = _extended(tree, file, seen, faults, plans)
    return trees


def _extended(tree: Section, file: _File, seen: Mapping[Path, str], faults: list[Fault], plans: bool) -> _File | None:
    """The file that this one extends, if it says so and that can be."""
    name = tree.entries.get("extends")
    if name is None:
        return None
    if not isinstance(name, Scalar) or not isinstance(name.value, str):
        message = "should be the name of a bundled scenario, or a path"
        faults.append(Fault(file.shown, name.mark.line, "extends", message, written(name)))
        return None
    found = _find(name.value, os.path.dirname(file.shown), file.path.parent, plans)
    if found is None:
        faults.append(_nowhere(name.value, file.path.parent, file.shown, name.mark.line, "extends", plans))
        return None
    trouble = ""
    if found.path.resolve() in seen:
        trouble = "comes back to itself: " + " → ".join([*seen.values(), found.shown])
    elif len(seen) == MAX_CHAIN:
        trouble = f"more than {MAX_CHAIN} files extend one another"
    if trouble:
        faults.append(Fault(file.shown, name.mark.line, "extends", trouble))
    return None if trouble else found
