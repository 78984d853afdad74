"""What a person wrote, as a tree whose every value knows the file and line it stands on.

Which text is a number, a date or a word is decided here, close to YAML 1.2, because YAML 1.1 reads `NO`
as false, `010` as 8 and `12:30` as 750.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

MAX_DIGITS = 60
MIN_EXPONENT = -330  # below the smallest float, so that every computed share can be written and read
MAX_NAME = 40  # a longer id does not help in a path

Plain: TypeAlias = bool | int | Decimal | datetime.date | str | None


@dataclass(frozen=True)
class Mark:
    """Where something is written; lines and columns count from 1, and line 0 means "no line"."""

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True)
class Scalar:
    """One written value, with the text as it was typed."""

    value: Plain
    text: str
    mark: Mark


@dataclass(frozen=True)
class Listing:
    """A written list."""

    items: tuple[Node, ...]
    mark: Mark

    @cached_property
    def names(self) -> list[str]:
        """How paths name the items: by an id where it has one of its own, else by position."""
        return item_names([item_id(item) or "" for item in self.items])


@dataclass(frozen=True)
class Section:
    """A written mapping; `keys` says where each key stands, which may be above its value."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Mark]
    mark: Mark


Node: TypeAlias = Scalar | Listing | Section


# ── paths and plain values ──────────────────────────────────────────────────────────────────────


def joined(path: str, key: str) -> str:
    """The path of a key inside the section at `path`."""
    return f"{path}.{key}" if path else key


def item_id(node: Node) -> str | None:
    """The `id` a list item carries, which names it in paths and when files are merged."""
    identity = node.entries.get("id") if isinstance(node, Section) else None
    return str(identity.value) if isinstance(identity, Scalar) and identity.value is not None else None


def item_names(ids: list[str]) -> list[str]:
    uses = Counter(ids)
    usable = [0 < len(name) <= MAX_NAME and uses[name] == 1 for name in ids]
    return [name if fits else str(index) for index, (name, fits) in enumerate(zip(ids, usable, strict=True))]


def plain(node: Node) -> Any:
    """The tree without its positions, as pydantic wants it."""
    match node:
        case Scalar():
            return node.value
        case Listing():
            return [plain(item) for item in node.items]
        case Section():
            return {key: plain(value) for key, value in node.entries.items()}


def written(node: Node) -> str:
    """A value as its reader would recognise it: the text typed, shortened."""
    match node:
        case Section():
            return "a section"
        case Listing():
            return "a list"
        case Scalar(value=None):
            return "nothing"
        case Scalar():
            text = node.text if len(node.text) <= 40 else node.text[:39] + "…"
            return f'"{text}"' if text.strip() != text or not text else text.replace("\n", "⏎")


# ── scalars ─────────────────────────────────────────────────────────────────────────────────────


class RefusedError(ValueError):
    """A scalar that looks like a number or date but would be read differently by different people."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9_]*)")
_DECIMAL = re.compile(r"[-+]?(\.[0-9][0-9_]*|(0|[1-9][0-9_]*)(\.[0-9_]*)?)([eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+(\.[0-9_]*)?([eE][-+]?[0-9]+)?")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)
_WORDS: Mapping[str, Plain] = {"": None, "~": None, "null": None, "true": True, "false": False}


def scalar_value(text: str) -> Plain:
    """What an unquoted text means: nothing, true/false, a number, a date, or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _DATE.fullmatch(text):
        return _day(text)
    if _LEADING_ZERO.fullmatch(text):
        sign, digits = re.fullmatch(r"([-+]?)(.*)", text).groups()  # type: ignore[union-attr]
        shorter = re.sub(r"^[0_]+(?=[0-9])", "", digits)
        raise RefusedError("a number with a leading zero", f"write {sign}{shorter}, or quote it")
    if _SEXAGESIMAL.fullmatch(text):
        raise RefusedError("could be a time or a base-60 number", "write it in quotes")
    if _NOT_FINITE.fullmatch(text):
        raise RefusedError("is not a finite number", "write a number, or null for no bound")
    if _DECIMAL.fullmatch(text):
        return _number(text)
    return text


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise RefusedError("is not a day of the calendar") from None


def _number(text: str) -> int | Decimal:
    """The exact number; sizes no quantity of the field needs are refused before they cost memory."""
    try:
        number = Decimal(text.replace("_", ""))
    except ArithmeticError:
        raise RefusedError("is not a number of a usable size") from None
    usable = MIN_EXPONENT <= number.adjusted() <= MAX_DIGITS
    if not usable or len(number.as_tuple().digits) > MAX_DIGITS:
        raise RefusedError(f"is not a number of a usable size (at most {MAX_DIGITS} digits)")
    return int(number) if _INTEGER.fullmatch(text) else number
