"""Pydantic judges a tree; its verdicts are told in the words of the person who wrote the file, line by line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scenarios.base import ID_FORM, Label
from scenarios.expected import Place, chosen, keys_of, tags, words_of
from scenarios.faults import Fault, did_you_mean, full_width_hint
from scenarios.sources import PATH_FORM
from scenarios.tree import Listing, Scalar, Section, plain, scalar_value

Model = TypeVar("Model", bound=BaseModel)

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
_FORMS = {
    ID_FORM: "should be letters, digits, `_`, `.` or `-`, the first a letter, digit or `_`",
    PATH_FORM: "should be a path such as mind.effort.cost, people.reps[E101].skills or market.demand[*].leads_per_year",
}


def check(tree: Section, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """The record that a tree describes, or everything that keeps it from being one."""
    root = Place(tree, "", tree.mark, [model])
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


def _without_side_branches(root: Place, errors: Sequence[Any]) -> list[Any]:
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


def _union_at(root: Place, loc: Sequence[str | int]) -> int | None:
    """Where in pydantic's path it names an alternative that no `kind` or `mode` chose."""
    for index in range(len(loc)):
        place = root.locate(loc[:index])
        tagged = any(tags(option) for option in place.expected)
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
    limits = error.get("ctx", {})
    said = _FORMS.get(limits.get("pattern")) or _SAID.get(error["type"])
    if said is None:
        return str(error["msg"][:1]).lower() + str(error["msg"][1:])
    return said.format(**{k: f"{v:g}" if isinstance(v, float) else v for k, v in limits.items()})


def _verdict(root: Place, error: Any) -> Iterator[Fault]:
    """The faults behind one of pydantic's errors."""
    place = root.locate(error["loc"])
    match error["type"]:
        case "missing":
            yield place.fault(_required(place))
        case "extra_forbidden":
            yield _unknown_key(root.locate(error["loc"][:-1]), place, str(error["loc"][-1]))
        case "literal_error" | "enum":
            yield _not_among(place, [choice for option in place.expected for choice in words_of(option)])
        case "union_tag_invalid" | "union_tag_not_found":
            yield _no_such_kind(place, str(error["ctx"]["discriminator"]).strip("'"))
        case "value_error" | "assertion_error":
            yield from _told_by_model(place, error["ctx"]["error"])
        case "too_short" | "too_long":
            yield place.fault(_message(error), str(error["ctx"]["actual_length"]))
        case _:
            yield _wrong(place, _message(error))


def _required(place: Place) -> str:
    words = [choice for option in place.expected for choice in words_of(option)]
    return "is required" + (f": one of {', '.join(words)}" if words else "")


def _unknown_key(section: Place, place: Place, key: str) -> Fault:
    known = [name for option in section.expected for name in keys_of(option)]
    hint = full_width_hint(key) or did_you_mean(key, known) or f"keys here: {', '.join(known[:15])}"
    return Fault(place.mark.file, place.mark.line, place.path, "is not a key here", "", hint)


def _not_among(place: Place, words: list[str]) -> Fault:
    hint = did_you_mean(str(plain(place.node)), words) if isinstance(place.node, Scalar) else ""
    return place.fault(f"should be one of {', '.join(words)}", hint=hint)


def _no_such_kind(place: Place, key: str) -> Fault:
    words = [tag for option in place.expected for tag in tags(option)]
    if not isinstance(place.node, Section):
        return _wrong(place, _KEYS)
    inner = place.step(key)
    return inner.fault(f"is required: one of {', '.join(words)}") if inner.missing else _not_among(inner, words)


def _told_by_model(place: Place, cause: Any) -> Iterator[Fault]:
    """What a model's own check found: several problems at once, or one error, with a path or without."""
    for one in getattr(cause, "problems", None) or (cause,):
        spot = place.follow(tuple(getattr(one, "path", ())))
        got = getattr(one, "got", None)
        message = getattr(one, "message", None) or str(one)
        yield spot.fault(message, "" if got is None else str(got), getattr(one, "hint", ""))


def _wrong(place: Place, message: str) -> Fault:
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
    """A misspelt key is one mistake: the key it was meant to be is not also missing. So is a faulty item: the list
    is not also short of one.
    """
    meant = set()
    for fault in faults:
        if fault.message == "is not a key here" and (near := re.search("`(.+)`", fault.hint)):
            meant.add(f"{fault.path.rpartition('.')[0]}.{near[1]}".lstrip("."))
    for fault in faults:
        short = fault.message.startswith("should have at least") and "item" in fault.message
        if short and any(other.path.startswith(f"{fault.path}[") for other in faults):
            continue
        if not (fault.message.startswith("is required") and fault.path in meant):
            yield fault


# ── what pydantic would quietly accept ──────────────────────────────────────────────────────────

_ASKED = {int: _WHOLE, float: _NUMBER, Decimal: _NUMBER, bool: _YES_NO, datetime.date: _DAY}


def _wrong_types(place: Place) -> Iterator[Fault]:
    """Values pydantic would convert without a word: `NO` to false, "5" to 5, true to 1, 20270101 to a day."""
    if isinstance(place.node, Scalar):
        yield from _converted(place, place.node)
        return
    inner = replace(place, expected=chosen(place.expected, place.node))
    steps = range(len(place.node.items)) if isinstance(place.node, Listing) else list(place.node.entries)
    for step in steps:
        yield from _wrong_types(inner.step(step))


def _converted(place: Place, node: Scalar) -> Iterator[Fault]:
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
    if _YES_NO not in asked and (percent := re.fullmatch(r"(\d+(?:\.\d+)?) ?%", word)):
        return f"write {Decimal(percent[1]) / 100:f}"
    try:
        return "write it without quotes" if not isinstance(scalar_value(node.text), str) else full_width_hint(word)
    except ValueError:
        return ""
