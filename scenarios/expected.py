"""What the models expect at a place of the tree: which keys, which words, and which of several models."""

from __future__ import annotations

import enum
import types
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scenarios.base import KINDS
from scenarios.faults import Fault
from scenarios.tree import Listing, Mark, Node, Scalar, Section, joined, written


def alternatives(annotation: Any) -> list[Any]:
    """What a field accepts, null aside: `Annotated[A | B, …] | None` gives A and B."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return alternatives(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [option for part in get_args(annotation) for option in alternatives(part)]
    return [] if annotation in (None, type(None)) else [annotation]


def keys_of(option: Any) -> dict[str, FieldInfo]:
    """The keys a section of this model may have, as people write them."""
    if not (isinstance(option, type) and issubclass(option, BaseModel)):
        return {}
    return {info.alias or name: info for name, info in option.model_fields.items()}


def words_of(annotation: Any) -> list[str]:
    """The words a field accepts, when it accepts only certain words."""
    words: list[str] = []
    for option in alternatives(annotation):
        if get_origin(option) is Literal:
            words += [str(word) for word in get_args(option)]
        elif isinstance(option, type) and issubclass(option, enum.Enum):
            words += [str(word.value) for word in option]
    return words


def inside(option: Any, step: str | int) -> list[Any]:
    """What is expected one step further down."""
    arguments = get_args(option)
    if get_origin(option) is tuple and isinstance(step, int):
        last = arguments[0] if arguments[-1] is Ellipsis else arguments[min(step, len(arguments) - 1)]
        return alternatives(last)
    info = keys_of(option).get(str(step))
    return alternatives(info.annotation) if info else []


def tags(option: Any) -> list[str]:
    """The values of `kind` or `mode` that mean this model."""
    fields = keys_of(option)
    return [word for key in KINDS if key in fields for word in words_of(fields[key].annotation)]


def chosen(options: list[Any], node: Node) -> list[Any]:
    """Of several models, those whose `kind` or `mode` is the one written."""
    if len(options) < 2 or not isinstance(node, Section):
        return options
    return [option for option in options if _kind_fits(option, node)]


def _kind_fits(option: Any, node: Section) -> bool:
    for key, info in keys_of(option).items():
        value = node.entries.get(key)
        words = words_of(info.annotation) if key in KINDS else []
        if words and isinstance(value, Scalar) and str(value.value) not in words:
            return False
    return True


def strangers(options: list[Any], kind: object) -> set[str]:
    """Keys that belong to other kinds (or modes) than this one; none if there is no such kind."""
    mine = [option for option in options if kind in tags(option)]
    if not mine:
        return set()
    own = {key for option in mine for key in keys_of(option) if kind in _meant_for(option, key, tags(option))}
    return {key for option in options for key in keys_of(option)} - own


def _meant_for(option: Any, key: str, every: Sequence[str]) -> Sequence[str]:
    kinds: Sequence[str] = getattr(option, "meant_for", {}).get(key, every)
    return kinds


@dataclass(frozen=True)
class Place:
    """A spot reached by following keys: the nearest node written there, and what the model expects."""

    node: Node
    path: str
    mark: Mark
    expected: list[Any]
    missing: bool = False

    def step(self, step: str | int) -> Place:
        """One key or list position further; stays at the last node that is really written."""
        expected = [inner for option in self.expected for inner in inside(option, step)]
        if isinstance(self.node, Listing) and isinstance(step, int) and step < len(self.node.items):
            item = self.node.items[step]
            return Place(item, f"{self.path}[{self.node.names[step]}]", item.mark, expected, self.missing)
        path = f"{self.path}[{step}]" if isinstance(step, int) else joined(self.path, step)
        if not self.missing and isinstance(self.node, Section) and step in self.node.entries:
            return Place(self.node.entries[str(step)], path, self.node.keys[str(step)], expected)
        return Place(self.node, path, self.node.mark, expected, missing=True)

    def follow(self, steps: Sequence[str | int]) -> Place:
        """Several steps, as a model's own check names them."""
        place = self
        for step in steps:
            place = place.step(step)
        return place

    def locate(self, loc: Sequence[str | int]) -> Place:
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
    by_tag = [option for option in options if label in tags(option)]
    by_name = [option for option in options if getattr(option, "__name__", str(option)) in label]
    return (by_tag or by_name or chosen(options, node))[:1]
