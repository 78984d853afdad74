"""From files to a Scenario: what one file extends, what the command line sets, and every fault at once.

Faults are told in the words of the person who wrote the file, at the line they wrote it on: pydantic
judges, `_Judge` translates its verdicts through the located tree.
"""

from __future__ import annotations

import datetime
import enum
import os
import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from scenarios.base import Id, Label
from scenarios.difference import Change, difference, fingerprint, resolved_text
from scenarios.scenario import Scenario
from scenarios.tree import (
    Fault,
    Listing,
    Mark,
    Node,
    Scalar,
    Section,
    did_you_mean,
    full_width_hint,
    item_id,
    joined,
    parse,
    plain,
    read_file,
    scalar_value,
    written,
)

__all__ = [
    "Change",
    "Fault",
    "ScenarioFaults",
    "difference",
    "fingerprint",
    "library",
    "load",
    "read",
    "resolved_text",
]

LIBRARY = Path(__file__).parent / "library"
MAX_CHAIN = 10  # files that extend one another
SET = "--set"

Model = TypeVar("Model", bound=BaseModel)


class ScenarioFaults(ValueError):  # noqa: N818 - it carries faults; each of them is the error
    """A scenario cannot be used as written; `faults` says everything that is to be repaired."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def library() -> tuple[str, ...]:
    """The names of the scenarios that come with the program."""
    return tuple(sorted(file.stem for file in LIBRARY.glob("*.yaml")))


def load(source: str | Path, overrides: Sequence[str] = ()) -> Scenario:
    """The scenario in a file or of a bundled name, with `path=value` overrides applied."""
    scenario, faults = read(source, overrides)
    if scenario is None:
        raise ScenarioFaults(faults)
    return scenario


def read(source: str | Path, overrides: Sequence[str] = ()) -> tuple[Scenario | None, list[Fault]]:
    """Like `load`, but hands back the faults instead of raising them."""
    faults: list[Fault] = []
    tree: Section | None = None
    for layer in reversed(_chain(source, faults)):
        tree = layer if tree is None else _merged(tree, layer, "", faults)
    if tree is not None:
        _stray_removals(tree, "", faults)
        tree = _with_overrides(tree, overrides, faults)
    if tree is None or faults:
        return None, sorted(set(faults))
    return check(tree, Scenario)


# ── the files a scenario is made of ─────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _File:
    """A file to read, under the name its faults are shown with."""

    path: Path
    shown: str


def _find(name: str | Path, beside: str, folder: Path) -> _File | None:
    """A bundled scenario of that name, or else a file beside the one that names it."""
    if isinstance(name, str) and name in library():
        return _File(LIBRARY / f"{name}.yaml", f"scenarios/library/{name}.yaml")
    path = folder / name
    try:
        there = path.exists()
    except OSError:
        there = True  # reading it will say why it cannot be read
    shown = os.path.normpath(os.path.join(beside, name)) if str(name) else ""
    return _File(path, shown) if there and shown else None


def _nowhere(name: str, folder: Path, file: str, line: int = 0, path: str = "") -> Fault:
    try:
        nearby = [file.name for file in folder.glob("*.yaml")]
    except OSError:
        nearby = []
    hint = did_you_mean(name, [*library(), *nearby])
    return Fault(file, line, path, "there is no such file and no bundled scenario of that name", name, hint)


def _chain(source: str | Path, faults: list[Fault]) -> list[Section]:
    """The trees from the scenario itself to the last it extends, faults of all of them collected."""
    file = _find(source, "", Path())
    if file is None:
        fault = _nowhere(Path(source).name, Path(source).parent, str(source) or '""')
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
        file = _extended(tree, file, seen, faults)
    return trees


def _extended(tree: Section, file: _File, seen: Mapping[Path, str], faults: list[Fault]) -> _File | None:
    """The file that this one extends, if it says so and that can be."""
    name = tree.entries.get("extends")
    if name is None:
        return None
    if not isinstance(name, Scalar) or not isinstance(name.value, str):
        message = "should be the name of a bundled scenario, or a path"
        faults.append(Fault(file.shown, name.mark.line, "extends", message, written(name)))
        return None
    found = _find(name.value, os.path.dirname(file.shown), file.path.parent)
    if found is None:
        faults.append(_nowhere(name.value, file.path.parent, file.shown, name.mark.line, "extends"))
        return None
    trouble = ""
    if found.path.resolve() in seen:
        trouble = "comes back to itself: " + " → ".join([*seen.values(), found.shown])
    elif len(seen) == MAX_CHAIN:
        trouble = f"more than {MAX_CHAIN} files extend one another"
    if trouble:
        faults.append(Fault(file.shown, name.mark.line, "extends", trouble))
    return None if trouble else found


# ── one layer over another ──────────────────────────────────────────────────────────────────────


def _merged(below: Section, above: Section, path: str, faults: list[Fault]) -> Section:
    """The section as the upper file changes it: keys it does not name stay as they were."""
    if _changes_kind(below, above):
        kept = [key for key in ("id", "name") if key in below.entries]
        below = Section({k: below.entries[k] for k in kept}, {k: below.keys[k] for k in kept}, below.mark)
    entries = dict(below.entries)
    for key, value in above.entries.items():
        entries[key] = _over(entries.get(key), value, joined(path, key), faults)
    return Section(entries, {**below.keys, **above.keys}, above.mark)


def _changes_kind(below: Section, above: Section) -> bool:
    """Whether the old fields cannot fit: the upper file names another `kind` or `mode`."""

    def told(section: Section, key: str) -> object:
        value = section.entries.get(key)
        return value.value if isinstance(value, Scalar) else value

    return any(key in above.entries and told(above, key) != told(below, key) for key in ("kind", "mode"))


def _over(below: Node | None, above: Node, path: str, faults: list[Fault]) -> Node:
    if isinstance(below, Section) and isinstance(above, Section):
        return _merged(below, above, path, faults)
    if isinstance(below, Listing) and isinstance(above, Listing) and _by_id(below) and _by_id(above):
        return _merged_list(below, above, path, faults)
    return above


def _by_id(listing: Listing) -> bool:
    return bool(listing.items) and all(item_id(item) is not None for item in listing.items)


def _merged_list(below: Listing, above: Listing, path: str, faults: list[Fault]) -> Listing:
    """Items of both lists, matched by id: changed in place, added at the end, or removed."""
    items: dict[str, Node] = {}
    for index, item in enumerate(below.items):
        items[_own_id(below, index, path, items, faults)] = item
    named: dict[str, Node] = {}
    for index, item in enumerate(above.items):
        name = _own_id(above, index, path, named, faults)
        named[name] = item
        if not _removes(item):
            items[name] = _over(items.get(name), item, f"{path}[{name}]", faults)
        elif items.pop(name, None) is None:
            hint = did_you_mean(name, items)
            faults.append(_fault_at(item, f"{path}[{name}]", "removes an id that is not there", name, hint))
    return Listing(tuple(items.values()), above.mark)


def _own_id(listing: Listing, index: int, path: str, earlier: Mapping[str, Node], faults: list[Fault]) -> str:
    """The id of a list item; a second item of the same id would hide the first."""
    item = listing.items[index]
    name = item_id(item) or ""
    if name in earlier:
        first = earlier[name].mark.line
        faults.append(
            _fault_at(item, f"{path}[{index}].id", f"this id is already used on line {first}", name)
        )
    return name


def _removes(item: Node) -> bool:
    mark = item.entries.get("remove") if isinstance(item, Section) else None
    return isinstance(mark, Scalar) and mark.value is True


def _stray_removals(node: Node, path: str, faults: list[Fault]) -> None:
    """A removal that met no list to remove from is a mistake, not a record."""
    if isinstance(node, Listing):
        for index, item in enumerate(node.items):
            where = f"{path}[{node.names[index]}]"
            if item_id(item) is not None and _removes(item):
                faults.append(_fault_at(item, where, "removes an id that is not there", item_id(item) or ""))
            _stray_removals(item, where, faults)
    elif isinstance(node, Section):
        for key, value in node.entries.items():
            _stray_removals(value, joined(path, key), faults)


def _fault_at(node: Node, path: str, message: str, got: str = "", hint: str = "") -> Fault:
    return Fault(node.mark.file, node.mark.line, path, message, got, hint)


# ── --set path=value ────────────────────────────────────────────────────────────────────────────

_STEP = re.compile(r"\.?([^.\[\]=]+)|\[([^\]]+)\]")


def _with_overrides(tree: Section, overrides: Sequence[str], faults: list[Fault]) -> Section:
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
            changed = _placed(tree, steps, value, "", faults)
            tree = changed if isinstance(changed, Section) else tree
    return tree


def _steps(path: str) -> list[str]:
    """The keys of a path, list items still in brackets; empty when it is no path."""
    found = list(_STEP.finditer(path))
    whole = "".join(step.group() for step in found) == path and not path.startswith((".", "["))
    return [step[1] or step.group() for step in found] if whole else []


def _placed(node: Node, steps: list[str], value: Node, path: str, faults: list[Fault]) -> Node:
    """The tree with a value put at a path; unknown keys are made, and the model judges them later."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if step.startswith("["):
        return _placed_item(node, step[1:-1], rest, value, path, faults)
    if isinstance(node, Listing):
        items = ", ".join(item_id(item) or str(index) for index, item in enumerate(node.items))
        _refuse_step(
            joined(path, step), "is a list; name an item in brackets", step, f"one of: {items}", faults
        )
        return node
    known = node if isinstance(node, Section) else Section({}, {}, value.mark)
    inner = known.entries.get(step)
    if inner is None and rest and rest[0].startswith("["):
        hint = did_you_mean(step, known.entries)
        _refuse_step(joined(path, step), "there is no such list", step, hint, faults)
        return node
    below = inner or Section({}, {}, value.mark)
    placed = _placed(below, rest, value, joined(path, step), faults)
    mark = known.keys[step] if rest and inner else value.mark
    return Section({**known.entries, step: placed}, {**known.keys, step: mark}, known.mark)


def _placed_item(node: Node, name: str, rest: list[str], value: Node, path: str, faults: list[Fault]) -> Node:
    items = node.items if isinstance(node, Listing) else ()
    ids = [item_id(item) or str(index) for index, item in enumerate(items)]
    index = ids.index(name) if name in ids else -1
    if index < 0 and re.fullmatch("[0-9]{1,9}", name) and int(name) < len(items):
        index = int(name)
    if index < 0:
        hint = did_you_mean(name, ids) or (f"one of: {', '.join(ids[:12])}" if ids else "")
        _refuse_step(f"{path}[{name}]", "there is no such list item", name, hint, faults)
        return node
    assert isinstance(node, Listing)
    placed = _placed(items[index], rest, value, f"{path}[{node.names[index]}]", faults)
    return Listing((*items[:index], placed, *items[index + 1 :]), node.mark)


def _refuse_step(path: str, message: str, got: str, hint: str, faults: list[Fault]) -> None:
    faults.append(Fault(SET, 0, path, message, got, hint))


# ── what the models expect at a place ───────────────────────────────────────────────────────────


def _options(annotation: Any) -> list[Any]:
    """The alternatives a field accepts, null aside: `Annotated[A | B, …] | None` gives A and B."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _options(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [option for part in get_args(annotation) for option in _options(part)]
    return [] if annotation in (None, type(None)) else [annotation]


def _keys(option: Any) -> dict[str, FieldInfo]:
    """The keys a section of this model may have, as people write them."""
    if not (isinstance(option, type) and issubclass(option, BaseModel)):
        return {}
    return {info.alias or name: info for name, info in option.model_fields.items()}


def _choices(annotation: Any) -> list[str]:
    """The words a field accepts, when it accepts only certain words."""
    words: list[str] = []
    for option in _options(annotation):
        if get_origin(option) is Literal:
            words += [str(word) for word in get_args(option)]
        elif isinstance(option, type) and issubclass(option, enum.Enum):
            words += [str(word.value) for word in option]
    return words


def _inside(option: Any, step: str | int) -> list[Any]:
    """What is expected one step further down."""
    arguments = get_args(option)
    if get_origin(option) is tuple and isinstance(step, int):
        last = arguments[0] if arguments[-1] is Ellipsis else arguments[min(step, len(arguments) - 1)]
        return _options(last)
    info = _keys(option).get(str(step))
    return _options(info.annotation) if info else []


def _chosen(options: list[Any], node: Node) -> list[Any]:
    """Of several models, those whose `kind` or `mode` is the one written."""
    if len(options) < 2 or not isinstance(node, Section):
        return options
    return [option for option in options if _kind_fits(option, node)]


def _kind_fits(option: Any, node: Section) -> bool:
    for key, info in _keys(option).items():
        value = node.entries.get(key)
        words = _choices(info.annotation) if key in ("kind", "mode") else []
        if words and isinstance(value, Scalar) and str(value.value) not in words:
            return False
    return True


@dataclass(frozen=True)
class _Place:
    """A spot reached by following keys: the nearest node written there, and what the model expects."""

    node: Node
    path: str
    mark: Mark
    expected: list[Any]
    missing: bool = False

    def step(self, step: str | int) -> _Place:
        """One key or list position further; stays at the last node that is really written."""
        expected = [inner for option in self.expected for inner in _inside(option, step)]
        if isinstance(self.node, Listing) and isinstance(step, int) and step < len(self.node.items):
            item = self.node.items[step]
            return _Place(item, f"{self.path}[{self.node.names[step]}]", item.mark, expected, self.missing)
        path = f"{self.path}[{step}]" if isinstance(step, int) else joined(self.path, step)
        if not self.missing and isinstance(self.node, Section) and step in self.node.entries:
            return _Place(self.node.entries[str(step)], path, self.node.keys[str(step)], expected)
        return _Place(self.node, path, self.node.mark, expected, missing=True)

    def follow(self, keys: Sequence[str | int]) -> _Place:
        """Several steps, as a model's own check names them."""
        place = self
        for key in keys:
            place = place.step(key)
        return place

    def locate(self, loc: Sequence[str | int]) -> _Place:
        """Several steps, as pydantic names them: at a union it says first which alternative it tried."""
        place = self
        for step in loc:
            if len(place.expected) > 1:
                place = replace(place, expected=_named(place.expected, str(step), place.node))
            else:
                place = place.step(step)
        return place

    def fault(self, message: str, got: str | None = None, hint: str = "") -> Fault:
        mark = self.node.mark
        shown = ("" if self.missing else written(self.node)) if got is None else got
        return Fault(mark.file, mark.line, self.path, message, shown, hint)


def _named(options: list[Any], label: str, node: Node) -> list[Any]:
    """The alternative that pydantic's label means: a value of `kind` or `mode`, or a type's name."""
    by_tag = [o for o in options for key in ("kind", "mode") if label in _tags(o, key)]
    by_name = [o for o in options if getattr(o, "__name__", str(o)) in label]
    return (by_tag or by_name or _chosen(options, node))[:1]


def _tags(option: Any, key: str) -> list[str]:
    info = _keys(option).get(key)
    return _choices(info.annotation) if info else []


# ── pydantic's verdicts in plain words ──────────────────────────────────────────────────────────

_NUMBER, _WHOLE, _DAY = "should be a number", "should be a whole number", "should be a date like 2027-01-01"
_YES_NO, _KEYS = "should be true or false", "should be a section of keys"
_SAID = {
    "greater_than_equal": "should be at least {ge}",
    "greater_than": "should be above {gt}",
    "less_than_equal": "should be at most {le}",
    "less_than": "should be below {lt}",
    "multiple_of": "should be a multiple of {multiple_of}",
    "too_short": "should have at least {min_length} item(s)",
    "too_long": "should have at most {max_length} item(s)",
    "string_too_short": "should have at least {min_length} character(s)",
    "string_too_long": "should have at most {max_length} characters",
    "decimal_max_digits": "should have at most {max_digits} digits",
    "decimal_max_places": "should have at most {decimal_places} decimal places",
    "decimal_whole_digits": "should have at most {whole_digits} digits before the point",
    "string_type": "should be text",
    "string_pattern_mismatch": "should be of the form {pattern}",
    "tuple_type": "should be a list",
    "list_type": "should be a list",
}
_SAID |= dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _WHOLE)
_SAID |= dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing"), _NUMBER)
_SAID |= dict.fromkeys(("finite_number",), "should be a finite number")
_SAID |= dict.fromkeys(("bool_type", "bool_parsing"), _YES_NO)
_SAID |= dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), _KEYS)
_DATES = ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")
_SAID |= dict.fromkeys(_DATES, _DAY)


_ID_PATTERN = next(str(part.pattern) for part in get_args(Id) if getattr(part, "pattern", None))


def check(tree: Section, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """The record that a tree describes, or everything that keeps it from being one."""
    root = _Place(tree, "", tree.mark, [model])
    made: Model | None = None
    found: list[Fault] = []
    try:
        made = model.model_validate(plain(tree))
    except ValidationError as error:
        for one in _without_side_branches(root, error.errors(include_url=False)):
            found += _verdict(root, one)
    typed = list(_wrong_types(root))
    spots = {(fault.file, fault.line, fault.path) for fault in typed}
    found = typed + [fault for fault in found if (fault.file, fault.line, fault.path) not in spots]
    faults = sorted(set(_without_echoes(found)))
    return (None if faults else made), faults


def _without_side_branches(root: _Place, errors: Sequence[Any]) -> list[Any]:
    """Pydantic reports each alternative it tried; a person meant one: the one it got furthest with."""
    kept: list[Any] = []
    tried: dict[tuple[Any, ...], dict[Any, list[Any]]] = {}
    for error in errors:
        split = _union_at(root, error["loc"])
        if split is None:
            kept.append(error)
        else:
            tried.setdefault(error["loc"][:split], {}).setdefault(error["loc"][split], []).append(error)
    for start, branches in tried.items():
        got_inside = [found for found in branches.values() if _got_inside(found, len(start) + 1)]
        if got_inside:
            kept += min(got_inside, key=_misfits)
        else:
            kept.append(_neither(list(branches.values())))
    return kept


def _got_inside(found: list[Any], depth: int) -> bool:
    """Whether the value was at least of the alternative's general shape."""
    return any(len(error["loc"]) > depth or error["type"] == "value_error" for error in found)


def _misfits(found: Iterable[Any]) -> int:
    """Faults of form: a model's own check runs only where there are none."""
    return sum(error["type"] != "value_error" for error in found)


def _union_at(root: _Place, loc: Sequence[str | int]) -> int | None:
    """Where in pydantic's path it names an alternative that no `kind` or `mode` chose."""
    for index in range(len(loc)):
        place = root.locate(loc[:index])
        tagged = any(_tags(option, key) for option in place.expected for key in ("kind", "mode"))
        if len(place.expected) > 1 and not tagged:
            return index
    return None


def _neither(branches: list[list[Any]]) -> Any:
    """One error for a value that is none of several simple types."""
    first = branches[0][0]
    said = [_message(found[0]).removeprefix("should be ") for found in branches]
    return {**first, "type": "neither", "msg": "should be " + " or ".join(dict.fromkeys(said))}


def _message(error: Any) -> str:
    """Pydantic's message in the project's words."""
    said = _SAID.get(error["type"])
    if said is None:
        return str(error["msg"][:1]).lower() + str(error["msg"][1:])
    limits = error.get("ctx", {})
    if limits.get("pattern") == _ID_PATTERN:
        return "should be letters, digits, `_`, `.` or `-`, the first a letter, digit or `_`"
    return said.format(**{k: f"{v:g}" if isinstance(v, float) else v for k, v in limits.items()})


def _verdict(root: _Place, error: Any) -> Iterator[Fault]:
    """The faults behind one of pydantic's errors."""
    place = root.locate(error["loc"])
    match error["type"]:
        case "missing":
            yield place.fault(_required(place))
        case "extra_forbidden":
            yield _unknown_key(root.locate(error["loc"][:-1]), place, str(error["loc"][-1]))
        case "literal_error" | "enum":
            yield _not_among(place, [choice for option in place.expected for choice in _choices(option)])
        case "union_tag_invalid" | "union_tag_not_found":
            yield _no_such_kind(place, str(error["ctx"]["discriminator"]).strip("'"))
        case "value_error" | "assertion_error":
            yield from _told_by_model(place, error["ctx"]["error"])
        case "too_short" | "too_long":
            yield place.fault(_message(error), str(error["ctx"]["actual_length"]))
        case _:
            yield _wrong(place, _message(error))


def _required(place: _Place) -> str:
    words = [choice for option in place.expected for choice in _choices(option)]
    return "is required" + (f": one of {', '.join(words)}" if words else "")


def _unknown_key(section: _Place, place: _Place, key: str) -> Fault:
    known = [name for option in section.expected for name in _keys(option)]
    hint = full_width_hint(key) or did_you_mean(key, known) or f"keys here: {', '.join(known[:15])}"
    return Fault(place.mark.file, place.mark.line, place.path, "is not a key here", "", hint)


def _not_among(place: _Place, words: list[str]) -> Fault:
    hint = did_you_mean(str(plain(place.node)), words) if isinstance(place.node, Scalar) else ""
    return place.fault(f"should be one of {', '.join(words)}", hint=hint)


def _no_such_kind(place: _Place, key: str) -> Fault:
    words = [tag for option in place.expected for tag in _tags(option, key)]
    if not isinstance(place.node, Section):
        return _wrong(place, _KEYS)
    inner = place.step(key)
    return (
        inner.fault(f"is required: one of {', '.join(words)}") if inner.missing else _not_among(inner, words)
    )


def _told_by_model(place: _Place, cause: Any) -> Iterator[Fault]:
    """What a model's own check found: several problems at once, or one error, with a path or without."""
    for one in getattr(cause, "problems", None) or (cause,):
        spot = place.follow(tuple(getattr(one, "path", ())))
        got = getattr(one, "got", None)
        message = getattr(one, "message", None) or str(one)
        yield spot.fault(message, "" if got is None else str(got), getattr(one, "hint", ""))


def _wrong(place: _Place, message: str) -> Fault:
    """A value of the wrong type or size, with the reason people most often have for writing it."""
    hint = ""
    if message == _KEYS and place.expected == [Label]:
        message = "should be text, or {en: …, zh: …}"
    if isinstance(place.node, Scalar):
        hint = full_width_hint(place.node.text) if place.node.text else ""
        if message.startswith("should be text") and place.node.value is not None:
            hint = "put it in quotes"
    return place.fault(message, hint=hint)


def _without_echoes(faults: list[Fault]) -> Iterator[Fault]:
    """A misspelt key is one mistake: the key it was meant to be is not also missing."""
    meant = set()
    for fault in faults:
        if fault.message == "is not a key here" and (near := re.search("`(.+)`", fault.hint)):
            meant.add(f"{fault.path.rpartition('.')[0]}.{near[1]}".lstrip("."))
    for fault in faults:
        if not (fault.message.startswith("is required") and fault.path in meant):
            yield fault


# ── what pydantic would quietly accept ──────────────────────────────────────────────────────────

_ASKED = {int: _WHOLE, float: _NUMBER, Decimal: _NUMBER, bool: _YES_NO, datetime.date: _DAY}


def _wrong_types(place: _Place) -> Iterator[Fault]:
    """Values pydantic would convert without a word: `NO` to false, "5" to 5, true to 1, 20270101 to a day."""
    if isinstance(place.node, Scalar):
        yield from _converted(place, place.node)
        return
    inner = replace(place, expected=_chosen(place.expected, place.node))
    steps = range(len(place.node.items)) if isinstance(place.node, Listing) else list(place.node.entries)
    for step in steps:
        yield from _wrong_types(inner.step(step))


def _converted(place: _Place, node: Scalar) -> Iterator[Fault]:
    asked = [_ASKED[option] for option in place.expected if option in _ASKED]
    if node.value is None or len(asked) != len(place.expected) or not asked:
        return
    if _as_asked(node.value) not in {"number" if said in (_NUMBER, _WHOLE) else said for said in asked}:
        yield place.fault(asked[0], hint=_unquoted(node, asked))


def _as_asked(value: object) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return "number"
    return _ASKED.get(type(value), "")


def _unquoted(node: Scalar, asked: list[str]) -> str:
    """The hint for a text that would be right in another spelling."""
    word = node.text.lower()
    if _YES_NO in asked and word in ("yes", "on", "y", "true", "no", "off", "n", "false"):
        return f"write {'true' if word in ('yes', 'on', 'y', 'true') else 'false'}"
    if not isinstance(node.value, str):
        return ""
    try:
        return (
            "write it without quotes"
            if not isinstance(scalar_value(node.text), str)
            else full_width_hint(word)
        )
    except ValueError:
        return ""
