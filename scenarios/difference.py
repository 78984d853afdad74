"""A scenario as one canonical text, and what differs between two of them."""

from __future__ import annotations

import datetime
import enum
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from scenarios.scenario import Scenario
from scenarios.tree import joined, scalar_value


class Absent(enum.Enum):
    """Stands for a value that one of two scenarios does not have."""

    ABSENT = "(absent)"


ABSENT = Absent.ABSENT


@dataclass(frozen=True)
class Change:
    """One input that differs: where, and its value in either scenario."""

    path: str
    before: Any
    after: Any

    @property
    def texts(self) -> tuple[str, str]:
        """Both values as a person would write them."""
        return _flow(self.before), _flow(self.after)

    def __str__(self) -> str:
        return f"{self.path}: {' → '.join(self.texts)}"


def written_form(value: Any) -> Any:
    """A record as the mappings, lists and plain values a person would write for it."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {info.alias or name: written_form(getattr(value, name)) for name, info in fields.items()}
    if isinstance(value, tuple | list):
        return [written_form(item) for item in value]
    return value.value if isinstance(value, enum.Enum) and value is not ABSENT else value


# ── canonical text ──────────────────────────────────────────────────────────────────────────────


def resolved_text(scenario: Scenario) -> str:
    """The whole scenario as YAML, defaults included; equal scenarios have equal texts."""
    return "\n".join(_block(written_form(scenario))) + "\n"


def fingerprint(scenario: Scenario) -> str:
    """A short name for exactly these inputs: the sha256 of the canonical text."""
    return hashlib.sha256(resolved_text(scenario).encode()).hexdigest()


def _block(value: dict[str, Any], indent: str = "") -> Iterator[str]:
    for key, inner in value.items():
        head = f"{indent}{_word(key)}:"
        if _is_flat(inner):
            yield f"{head} {_flow(inner)}"
            continue
        yield head
        if isinstance(inner, dict):
            yield from _block(inner, indent + "  ")
        else:
            yield from _items(inner, indent + "  ")


def _items(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if _is_flat(value) or not isinstance(value, dict):
            yield f"{indent}- {_flow(value)}"
            continue
        first, *rest = _block(value, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest


def _is_flat(value: Any) -> bool:
    """Whether a value is short enough in structure to stand on one line."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not any(isinstance(part, dict) or _is_nested(part) for part in parts)


def _is_nested(part: Any) -> bool:
    return isinstance(part, list) and any(isinstance(item, dict | list) for item in part)


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_word(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Absent):
        return value.value
    if isinstance(value, Decimal):
        return _shortest(format(value, "f"))
    if isinstance(value, float):
        return _shortest(repr(value))
    return str(value) if isinstance(value, int | datetime.date) else _word(str(value))


def _shortest(number: str) -> str:
    """One spelling for each number, so that 0.10 and 0.1 have one fingerprint."""
    if "." in number and "e" not in number:
        number = number.rstrip("0").rstrip(".")
    return "0" if number in ("-0", "") else number


_PLAIN_WORDS = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w.\-/()]*( [\w.\-/()]+)*")
# What JSON leaves as it is but YAML would fold or refuse.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _word(text: str) -> str:
    """Text unquoted where that is safe, else in double quotes that JSON and YAML read alike."""
    if _PLAIN_WORDS.fullmatch(text) and scalar_value(text) == text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda sign: f"\\u{ord(sign.group()):04x}", quoted)


# ── difference ──────────────────────────────────────────────────────────────────────────────────


def difference(a: Scenario, b: Scenario) -> list[Change]:
    """What differs in the inputs, list items matched by id where they have one."""
    return list(_changes(written_form(a), written_form(b), ""))


def _changes(a: Any, b: Any, path: str) -> Iterator[Change]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in [*a, *(key for key in b if key not in a)]:
            yield from _changes(a.get(key, ABSENT), b.get(key, ABSENT), joined(path, key))
    elif _by_id(a) and _by_id(b):
        yield from _item_changes({i["id"]: i for i in a}, {i["id"]: i for i in b}, path)
    elif _sections(a) and _sections(b) and len(a) == len(b):
        for index, (one, other) in enumerate(zip(a, b, strict=True)):
            yield from _changes(one, other, f"{path}[{index}]")
    elif a != b:
        yield Change(path, a, b)


def _item_changes(a: dict[str, Any], b: dict[str, Any], path: str) -> Iterator[Change]:
    for name in [*a, *(name for name in b if name not in a)]:
        yield from _changes(a.get(name, ABSENT), b.get(name, ABSENT), f"{path}[{name}]")
    before, after = [name for name in a if name in b], [name for name in b if name in a]
    if before != after:  # the order of stages is part of the process
        yield Change(f"{path} (order)", before, after)


def _sections(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _by_id(value: Any) -> bool:
    """Whether list items can be told apart by id; two records of one id are compared by position."""
    if not _sections(value) or not all("id" in item for item in value):
        return False
    return len({item["id"] for item in value}) == len(value)
