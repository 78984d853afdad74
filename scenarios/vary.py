"""A scenario with some numbers multiplied: a new one, validated anew (law 2)."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from scenarios.scenario import Scenario

_STEP = re.compile(r"([a-z_]+)|\[([^\]]+)\]")


def with_factors(scenario: Scenario, factors: Mapping[str, float], mind: str | None = None) -> Scenario:
    """Every number at each path times its factor, and the reps of another mind where one is named.

    A path names a key by key, list items by id, position or `*` for all: `market.demand[*].leads_per_year`.
    Paths that lead nowhere change nothing.
    """
    changes: dict[str, Callable[[Any], Any]] = {path: partial(_times, factor=by) for path, by in factors.items()}
    kinds = () if mind is None else ("mind.kind", "mind.roles[*].kind")
    return with_changes(scenario, changes | dict.fromkeys(kinds, lambda _: mind))


def with_changes(scenario: Scenario, changes: Mapping[str, Callable[[Any], Any]]) -> Scenario:
    """Every value at each path, in order, as its function changes it; paths are as above."""
    tree = _open(scenario.model_dump(mode="python", by_alias=True))
    for path, change in changes.items():
        for holder, key, _ in places(tree, path):
            holder[key] = change(holder[key])
    return Scenario.model_validate(tree)


def _times(value: Any, factor: float) -> Any:
    """The same kind of number; a count is rounded, money kept to a millionth."""
    if isinstance(value, Decimal):
        return Decimal(f"{float(value) * factor:.6f}")
    if isinstance(value, int) and not isinstance(value, bool):
        return round(value * factor)
    return value * factor if isinstance(value, float) else value


def _open(value: Any) -> Any:
    """Tuples as lists, so that what they hold can be replaced."""
    if isinstance(value, dict):
        return {key: _open(inner) for key, inner in value.items()}
    return [_open(inner) for inner in value] if isinstance(value, (list, tuple)) else value


# ── paths through a tree of dicts and lists ─────────────────────────────────────────────────────


def steps_of(path: str) -> list[str]:
    """The keys and the names of list items in a path."""
    return [key or item for key, item in _STEP.findall(path)]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value at the tips of a tree of dicts and lists, with its path; list items by id where they have one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, _below(value, key, path))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from leaves(inner, _below(value, index, path))
    else:
        yield path, value


def places(tree: Any, path: str) -> Iterator[tuple[Any, Any, str]]:
    """Everything a path leads to: what holds it, under which key, and its path as `leaves` writes it."""
    found: list[tuple[Any, Any, str]] = [({"": tree}, "", "")]
    for step in steps_of(path):
        nodes = [(holder[key], at) for holder, key, at in found]
        found = [(node, key, _below(node, key, at)) for node, at in nodes for key in _matching(node, step)]
    yield from found


def names_in(node: Any) -> list[str]:
    """What can stand next in a path: the keys of a section, the names of list items."""
    if isinstance(node, dict):
        return list(node)
    return [_name(node, index) for index in range(len(node))] if isinstance(node, (list, tuple)) else []


def _matching(node: Any, step: str) -> list[Any]:
    if isinstance(node, dict):
        return [step] if step in node else []
    names = list(enumerate(names_in(node)))
    return [index for index, name in names if step in ("*", name)] or [i for i, _ in names if step == str(i)]


def _name(items: Any, index: int) -> str:
    item = items[index]
    return str(item.get("id", index)) if isinstance(item, dict) else str(index)


def _below(node: Any, key: Any, path: str) -> str:
    if not isinstance(node, dict):
        return f"{path}[{_name(node, key)}]"
    return f"{path}.{key}" if path else str(key)
