"""Who speaks for each number: what a scenario says of its sources, and what holds where it says nothing (law 8)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from scenarios.expected import Place
from scenarios.faults import Fault, did_you_mean
from scenarios.scenario import Scenario
from scenarios.sources import Kind, Source
from scenarios.tree import Section, plain
from scenarios.vary import leaves, names_in, places, steps_of, with_factors

NOT_STATED = "not stated"
DEFAULT: dict[str, Kind] = {
    "company": "given",
    "people": "given",
    "targets": "given",
    "plan": "given",
    "opening": "given",
    "market": "assumed",
    "funnel": "assumed",
    "customers": "assumed",
    "authority": "assumed",
    "mind": "assumed",
    "drive": "assumed",
    "turnover": "assumed",
    "tools": "assumed",
    "time": "assumed",
    "training": "assumed",
}
"""What a company knows of itself is given; how the world answers is assumed, until someone says otherwise."""


def provenance(scenario: Scenario) -> tuple[tuple[str, Source], ...]:
    """The path of every value and the source that speaks for it: the longest that covers it, or its section's default.

    A source that stands for its section's default has the section's name as its path and says "not stated".
    """
    tree = _tree(scenario)
    speaks: dict[str, Source] = {}
    for section, kind in DEFAULT.items():
        if tree[section] is not None:
            silent = Source(path=section, kind=kind, source=NOT_STATED)
            speaks |= {path: silent for path, _ in leaves(tree[section], section)}
    for source in sorted(scenario.sources, key=_precision):
        for holder, key, place in places(tree, source.path):
            speaks |= {path: source for path, _ in leaves(holder[key], place) if path in speaks}
    return tuple(speaks.items())


def assumed_paths(scenario: Scenario) -> tuple[str, ...]:
    """What rests on assumption, in the words of `sources`; a whole section's name where it says nothing."""
    return tuple(dict.fromkeys(source.path for _, source in provenance(scenario) if source.kind == "assumed"))


def _precision(source: Source) -> tuple[int, int]:
    """A longer path is more precise, and of equal ones the one with fewer `*`."""
    steps = steps_of(source.path)
    return len(steps), -steps.count("*")


def _tree(scenario: Scenario) -> dict[str, Any]:
    return scenario.model_dump(mode="python", by_alias=True)


# ── sources that speak for nothing ──────────────────────────────────────────────────────────────


def strange_sources(tree: Section, layers: Sequence[Section], scenario: Scenario | None) -> Iterator[Fault]:
    """Sources of a loaded tree whose path leads nowhere, or whose range cannot be used.

    What one layer says of a thing that another has removed is passed over: the path leads somewhere below.
    """
    if scenario is None:
        return
    root, dump = Place(tree, "", tree.mark, [Scenario]), _tree(scenario)
    known = [dump, *(plain(layer) for layer in layers)]
    for index, source in enumerate(scenario.sources):
        place = root.follow(("sources", index))
        if not any(_leads_somewhere(each, source.path) for each in known):
            yield place.step("path").fault("leads nowhere in this scenario", hint=_nearest(dump, source.path))
        elif source.factor and (trouble := _range_trouble(scenario, dump, source, source.factor)):
            yield place.step("factor").fault(trouble, got=f"[{source.factor[0]:g}, {source.factor[1]:g}]")


def _leads_somewhere(tree: Any, path: str) -> bool:
    return next(places(tree, path), None) is not None


def _nearest(tree: Any, path: str) -> str:
    """What could have been meant by the first step that leads nowhere."""
    nodes = [tree]
    for step in steps_of(path):
        inner = [holder[key] for node in nodes for holder, key, _ in places(node, _as_path(node, step))]
        if not inner:
            names = list(dict.fromkeys(name for node in nodes for name in names_in(node)))
            return did_you_mean(step, names) or (f"known here: {', '.join(names[:15])}" if names else "")
        nodes = inner
    return ""


def _as_path(node: Any, step: str) -> str:
    return step if isinstance(node, dict) else f"[{step}]"


def _range_trouble(scenario: Scenario, dump: Any, source: Source, factor: tuple[float, float]) -> str:
    """Why a range cannot be used: it is not one of numbers, or goes where the scenario would be refused."""
    values = [holder[key] for holder, key, _ in places(dump, source.path)]
    if not all(isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in values):
        return "a range needs the path of a number"
    for end in factor:
        try:
            with_factors(scenario, {source.path: end})
        except ValidationError as error:
            where = ".".join(str(step) for step in error.errors()[0]["loc"])
            return f"times {end:g}, {where or source.path} is refused: {error.errors()[0]['msg']}"
    return ""
