"""City profiles from files: those that come with the program, and a user's own, with every fault located."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from scenarios.faults import Fault, did_you_mean
from scenarios.legal.city import CityProfile
from scenarios.tree import Scalar, Section, written
from scenarios.verdicts import check
from scenarios.yaml_text import read_file

CITIES = Path(__file__).parent / "cities"


@cache
def cities() -> tuple[str, ...]:
    """The names of the profiles that come with the program."""
    return tuple(sorted(file.stem for file in CITIES.glob("*.yaml")))


@cache
def city(name: str) -> CityProfile:
    """The bundled profile of a name; a user's file is read by `read_city`, which tells its faults."""
    made, faults = read_city(name) if name in cities() else (None, [])
    if made is None:
        raise ValueError("\n".join(map(str, faults)) or f"no bundled city profile {name!r}: {', '.join(cities())}")
    return made


def read_city(source: str | Path) -> tuple[CityProfile | None, list[Fault]]:
    """The profile of a bundled name or in a file, or everything that is wrong with it.

    A file may begin with `extends: NAME` of a bundled profile. What it states replaces what that one states, key
    by key and each whole: a number never keeps the source of another.
    """
    if isinstance(source, str) and source in cities():
        return _judged(CITIES / f"{source}.yaml", f"scenarios/legal/cities/{source}.yaml")
    path = Path(source)
    if not str(source) or not path.exists():
        hint = did_you_mean(path.stem, cities()) or f"bundled: {', '.join(cities())}"
        return None, [Fault(str(source) or '""', 0, "", "there is no such file and no bundled city", "", hint)]
    return _judged(path, str(source))


def _judged(path: Path, shown: str) -> tuple[CityProfile | None, list[Fault]]:
    tree, faults = _layered(path, shown)
    if tree is None or faults:
        return None, sorted(set(faults))
    return check(tree, CityProfile)


def _layered(path: Path, shown: str) -> tuple[Section | None, list[Fault]]:
    """The file over the one it extends; only what comes with the program may be extended."""
    tree, faults = read_file(path, shown)
    if tree is None:
        return None, [replace(fault, message=_of_a_city(fault.message)) for fault in faults]
    name = tree.entries.get("extends")
    if name is None:
        return tree, faults
    own = {key: value for key, value in tree.entries.items() if key != "extends"}
    if not isinstance(name, Scalar) or name.value not in cities() or name.value == path.stem:
        others = [one for one in cities() if one != path.stem]
        hint = (did_you_mean(name.text, others) if isinstance(name, Scalar) else "") or f"one of: {', '.join(others)}"
        message = "should be the name of a bundled city profile"
        return None, [*faults, Fault(shown, name.mark.line, "extends", message, written(name), hint)]
    below, more = _layered(CITIES / f"{name.value}.yaml", f"scenarios/legal/cities/{name.value}.yaml")
    faults += more
    if below is None:
        return None, faults
    return Section({**below.entries, **own}, {**below.keys, **tree.keys}, tree.mark), faults


def _of_a_city(message: str) -> str:
    """A message of the YAML reader, which speaks of scenarios, in this file's words."""
    return message.replace("a scenario is", "a city profile is").replace("`title:`", "`minimum_wage:`")
