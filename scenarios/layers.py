"""One layer over another: a file over the one it extends, and `--set` over both.

Sections merge key by key. Lists merge where every item has a name of its own, its `id` (in `sources` its
`path`): an item of the upper layer changes the one of that name, is added at the end, or removes it with
`remove: true`; any other list replaces the one below. A new `kind` or `mode` takes with it what only other
kinds know: of the keys below, those that belong to another kind are dropped, and all others stay. So
`mind: {kind: none}` keeps `effort`, `mode: whole` keeps the tiers of `marginal`, `mode: step` drops them,
and a market of another kind begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.base import KINDS
from scenarios.expected import inside, strangers
from scenarios.faults import Fault, did_you_mean
from scenarios.tree import Listing, Mark, Node, Scalar, Section, item_id, joined
from scenarios.yaml_text import parse

SET = "--set"


@dataclass(frozen=True)
class _Spot:
    """A path, and what the models expect there."""

    path: str
    expected: list[Any]

    def key(self, key: str) -> _Spot:
        return _Spot(joined(self.path, key), self._inside(key))

    def item(self, name: str | int) -> _Spot:
        return _Spot(f"{self.path}[{name}]", self._inside(0))

    def _inside(self, step: str | int) -> list[Any]:
        return [inner for option in self.expected for inner in inside(option, step)]


def layered(layers: Sequence[Section], model: type, faults: list[Fault]) -> Section:
    """All layers as one tree, the first of them the lowest."""
    tree, *above = layers
    for layer in above:
        tree = _merged(tree, layer, _Spot("", [model]), faults)
    _stray_removals(tree, "", faults)
    return tree


def _merged(below: Section, above: Section, spot: _Spot, faults: list[Fault]) -> Section:
    """The section as the upper layer changes it: keys it does not name stay as they were."""
    below = _of_kind(below, above, spot)
    entries = dict(below.entries)
    for key, value in above.entries.items():
        entries[key] = _over(entries.get(key), value, spot.key(key), faults)
    return Section(entries, {**below.keys, **above.keys}, above.mark)


def _of_kind(below: Section, above: Section, spot: _Spot) -> Section:
    """The lower section without what only other kinds know than the one named above it."""
    named = [value.value for key in KINDS if isinstance(value := above.entries.get(key), Scalar)]
    gone = {key for kind in named for key in strangers(spot.expected, kind)}
    kept = {key: value for key, value in below.entries.items() if key not in gone}
    return Section(kept, {key: below.keys[key] for key in kept}, below.mark)


def _over(below: Node | None, above: Node, spot: _Spot, faults: list[Fault]) -> Node:
    if isinstance(below, Section) and isinstance(above, Section):
        return _merged(below, above, spot, faults)
    if isinstance(below, Listing) and isinstance(above, Listing) and _all_named(below) and _all_named(above):
        return _merged_list(below, above, spot, faults)
    return above


def _name(item: Node) -> str | None:
    """What tells a list item from the others: its id, or the path that it speaks for."""
    path = item.entries.get("path") if isinstance(item, Section) else None
    return item_id(item) or (str(path.value) if isinstance(path, Scalar) and path.value is not None else None)


def _all_named(listing: Listing) -> bool:
    return bool(listing.items) and all(_name(item) is not None for item in listing.items)


def _merged_list(below: Listing, above: Listing, spot: _Spot, faults: list[Fault]) -> Listing:
    """Items of both lists, matched by name: changed in place, added at the end, or removed."""
    items: dict[str, Node] = {}
    for index, item in enumerate(below.items):
        items[_own_name(below, index, spot, items, faults)] = item
    named: dict[str, Node] = {}
    for index, item in enumerate(above.items):
        name = _own_name(above, index, spot, named, faults)
        named[name] = item
        if not _removes(item):
            items[name] = _over(items.get(name), item, spot.item(name), faults)
        elif items.pop(name, None) is None:
            hint = did_you_mean(name, items)
            faults.append(_fault_at(item, spot.item(name).path, f"removes {_noun(item)} that is not there", name, hint))
    return Listing(tuple(items.values()), above.mark)


def _own_name(listing: Listing, index: int, spot: _Spot, earlier: Mapping[str, Node], faults: list[Fault]) -> str:
    """The name of a list item; a second item of the same name would hide the first."""
    item = listing.items[index]
    name = _name(item) or ""
    if name in earlier:
        key, first = "id" if item_id(item) else "path", earlier[name].mark.line
        message = f"this {key} is already used on line {first}"
        faults.append(_fault_at(item, spot.item(index).key(key).path, message, name))
    return name


def _noun(item: Node) -> str:
    return "an id" if item_id(item) else "a path"


def _removes(item: Node) -> bool:
    mark = item.entries.get("remove") if isinstance(item, Section) else None
    return isinstance(mark, Scalar) and mark.value is True


def _stray_removals(node: Node, path: str, faults: list[Fault]) -> None:
    """A removal that met no list to remove from is a mistake, not a record."""
    if isinstance(node, Listing):
        for index, item in enumerate(node.items):
            where = f"{path}[{node.names[index]}]"
            if (name := _name(item)) is not None and _removes(item):
                faults.append(_fault_at(item, where, f"removes {_noun(item)} that is not there", name))
            _stray_removals(item, where, faults)
    elif isinstance(node, Section):
        for key, value in node.entries.items():
            _stray_removals(value, joined(path, key), faults)


def _fault_at(node: Node, path: str, message: str, got: str = "", hint: str = "") -> Fault:
    return Fault(node.mark.file, node.mark.line, path, message, got, hint)


# ── --set path=value ────────────────────────────────────────────────────────────────────────────

_STEP = re.compile(r"\.?([^.\[\]=]+)|\[([^\]]+)\]")


def with_overrides(tree: Section, overrides: Sequence[str], model: type, faults: list[Fault]) -> Section:
    """The tree with each `path=value` put in its place."""
    for override in overrides:
        path, equals, text = override.partition("=")
        steps = _steps(path.strip())
        if not equals or not steps:
            message = "should be path=value, such as targets.company=90_000_000"
            faults.append(Fault(SET, 0, "", message, override))
            continue
        value: Node | None = Scalar(None, "", Mark(SET, 0))
        if text.strip():
            value, found = parse(text, SET, first_line=0, path=path.strip())
            faults += found
        if value is not None:
            changed = _placed(tree, steps, value, _Spot("", [model]), faults)
            tree = changed if isinstance(changed, Section) else tree
    return tree


def _steps(path: str) -> list[str]:
    """The keys of a path, list items still in brackets; empty when it is no path."""
    found = list(_STEP.finditer(path))
    whole = "".join(step.group() for step in found) == path and not path.startswith((".", "["))
    return [step[1] or step.group() for step in found] if whole else []


def _placed(node: Node, steps: list[str], value: Node, spot: _Spot, faults: list[Fault]) -> Node:
    """The tree with a value put at a path; unknown keys are made, and the model judges them later."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if step.startswith("["):
        return _placed_item(node, step[1:-1], rest, value, spot, faults)
    if isinstance(node, Listing):
        items = ", ".join(item_id(item) or str(index) for index, item in enumerate(node.items))
        _refuse_step(spot.key(step), "is a list; name an item in brackets", step, f"one of: {items}", faults)
        return node
    known = node if isinstance(node, Section) else Section({}, {}, value.mark)
    inner = known.entries.get(step)
    if inner is None and rest and rest[0].startswith("["):
        _refuse_step(spot.key(step), "there is no such list", step, did_you_mean(step, known.entries), faults)
        return node
    if not rest:
        known = _of_kind(known, Section({step: value}, {step: value.mark}, value.mark), spot)
    placed = _placed(inner or Section({}, {}, value.mark), rest, value, spot.key(step), faults)
    mark = known.keys[step] if rest and inner else value.mark
    return Section({**known.entries, step: placed}, {**known.keys, step: mark}, known.mark)


def _placed_item(node: Node, name: str, rest: list[str], value: Node, spot: _Spot, faults: list[Fault]) -> Node:
    items = node.items if isinstance(node, Listing) else ()
    ids = [item_id(item) or str(index) for index, item in enumerate(items)]
    index = ids.index(name) if name in ids else -1
    if index < 0 and re.fullmatch("[0-9]{1,9}", name) and int(name) < len(items):
        index = int(name)
    if index < 0:
        hint = did_you_mean(name, ids) or (f"one of: {', '.join(ids[:12])}" if ids else "")
        _refuse_step(spot.item(name), "there is no such list item", name, hint, faults)
        return node
    assert isinstance(node, Listing)
    placed = _placed(items[index], rest, value, spot.item(node.names[index]), faults)
    return Listing((*items[:index], placed, *items[index + 1 :]), node.mark)


def _refuse_step(spot: _Spot, message: str, got: str, hint: str, faults: list[Fault]) -> None:
    faults.append(Fault(SET, 0, spot.path, message, got, hint))
