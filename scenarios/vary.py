"""A scenario with some numbers multiplied: a new one, validated anew (law 2)."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from scenarios.scenario import Scenario

_STEP = re.compile(r"([a-z_]+)|\[([^\]]+)\]")


def with_factors(scenario: Scenario, factors: Mapping[str, float], mind: str | None = None) -> Scenario:
    """Every number at each path times its factor, and the reps of another mind where one is named.

    A path names a key by key, list items by id, position or `*` for all: `market.demand[*].leads_per_year`.
    Paths that lead nowhere change nothing.
    """
    tree = _open(scenario.model_dump(mode="python", by_alias=True))
    for path, factor in factors.items():
        steps = [a or b for a, b in _STEP.findall(path)]
        for holder, key in _places(tree, steps):
            holder[key] = _times(holder[key], factor)
    if mind is not None:
        tree["mind"]["kind"] = mind
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


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value at the tips of a tree of dicts and lists, with its path; list items by id where they have one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            name = inner.get("id", index) if isinstance(inner, dict) else index
            yield from leaves(inner, f"{path}[{name}]")
    else:
        yield path, value


def covers(pattern: str, path: str) -> bool:
    """Whether a path lies at or below what a pattern names."""
    wanted = [a or b for a, b in _STEP.findall(pattern)]
    written = [a or b for a, b in _STEP.findall(path)]
    return len(written) >= len(wanted) and all(w in ("*", p) for w, p in zip(wanted, written, strict=False))


def _places(node: Any, steps: list[str]) -> Iterator[tuple[Any, Any]]:
    """(holder, key) of every value that the steps lead to."""
    if not steps or not isinstance(node, (dict, list, tuple)):
        return
    for key in _keys(node, steps[0]):
        if len(steps) == 1:
            yield node, key
        else:
            yield from _places(node[key], steps[1:])


def _keys(node: Any, step: str) -> list[Any]:
    if isinstance(node, dict):
        return [step] if step in node else []
    ids = [item.get("id", str(i)) if isinstance(item, dict) else str(i) for i, item in enumerate(node)]
    return [i for i, name in enumerate(ids) if step in ("*", name, str(i))]
