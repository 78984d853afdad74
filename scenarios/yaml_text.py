"""From a file's bytes to a located tree, or the reasons why it cannot be had.

PyYAML only composes: what its nodes mean is decided in `tree.py`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from scenarios.faults import Fault, full_width_hint
from scenarios.tree import (
    Listing,
    Mark,
    Node,
    Plain,
    RefusedError,
    Scalar,
    Section,
    item_names,
    joined,
    scalar_value,
    written,
)

MAX_BYTES = 5_000_000
MAX_ALIASED = 100_000  # nodes reached through aliases: a "billion laughs" stops here
MAX_DEPTH = 50


class _Composer(yaml.SafeLoader):
    """PyYAML up to its nodes: no implicit types, so any tag left on a node was typed by someone."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, f"nested more than {MAX_DEPTH} deep", mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""


class _StopReading(Exception):  # noqa: N818 - it ends a walk, and is no error by itself
    """The rest of this file cannot be read; the reason is already among its faults."""


@dataclass
class _Reading:
    """One file being turned from PyYAML's nodes into located ones, faults collected on the way."""

    file: str
    first_line: int = 1
    path: str = ""
    faults: list[Fault] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    open: list[int] = field(default_factory=list)
    aliased: int = 0

    def fault(self, raw: yaml.Node, path: str, message: str, got: str = "", hint: str = "") -> None:
        self.faults.append(Fault(self.file, self.mark(raw).line, path, message, got, hint))

    def mark(self, raw: yaml.Node) -> Mark:
        return Mark(self.file, raw.start_mark.line + self.first_line, raw.start_mark.column + 1)

    def node(self, raw: yaml.Node, path: str) -> Node:
        """The located form of a PyYAML node and of everything below it."""
        self._guard(raw, path)
        if raw.tag:
            self.fault(raw, path, "tags are not used here", raw.tag.replace("tag:yaml.org,2002:", "!!"))
        self.open.append(id(raw))
        if isinstance(raw, yaml.ScalarNode):
            made: Node = self._scalar(raw, path)
        elif isinstance(raw, yaml.SequenceNode):
            made = Listing(tuple(self._items(raw, path)), self.mark(raw))
        else:
            assert isinstance(raw, yaml.MappingNode)
            made = self._section(raw, path)
        self.open.pop()
        return made

    def _guard(self, raw: yaml.Node, path: str) -> None:
        """Stop at aliases that contain themselves, multiply without end or nest too deep."""
        self.aliased += id(raw) in self.done
        self.done.add(id(raw))
        trouble = ""
        if id(raw) in self.open:
            trouble = "an alias that contains itself"
        elif self.aliased > MAX_ALIASED:
            trouble = f"aliases that expand to more than {MAX_ALIASED:,} values"
        elif len(self.open) > MAX_DEPTH:
            trouble = f"nested more than {MAX_DEPTH} deep"
        if trouble:
            self.fault(raw, path, trouble)
            raise _StopReading

    def _scalar(self, raw: yaml.ScalarNode, path: str) -> Scalar:
        text = str(raw.value)
        value: Plain = text
        try:
            if any("\ud800" <= sign <= "\udfff" for sign in text):
                raise RefusedError("contains half a character (a lone surrogate)")
            value = scalar_value(text) if raw.style is None else text
        except RefusedError as refusal:
            self.fault(raw, path, str(refusal), text[:60], refusal.hint)
        return Scalar(value, text, self.mark(raw))

    def _items(self, raw: yaml.SequenceNode, path: str) -> Iterator[Node]:
        names = item_names([_raw_id(item) for item in raw.value])
        for name, item in zip(names, raw.value, strict=True):
            yield self.node(item, f"{path}[{name}]")

    def _section(self, raw: yaml.MappingNode, path: str) -> Section:
        entries: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        for raw_key, raw_value in raw.value:
            key = self._key(raw_key, path)
            if key is None:
                continue
            if key in keys:
                self.fault(raw_key, joined(path, key), f"is already given on line {keys[key].line}")
            entries[key] = self.node(raw_value, joined(path, key))
            keys.setdefault(key, self.mark(raw_key))
        return Section(entries, keys, self.mark(raw))

    def _key(self, raw: yaml.Node, path: str) -> str | None:
        """The key's text, or None after a fault: only words can be keys."""
        if not isinstance(raw, yaml.ScalarNode):
            self.fault(raw, path, "a key must be a word, not a list or a section")
            return None
        if raw.value == "<<" and raw.style is None:
            self.fault(raw, path, "merge keys (<<) are not used here", hint="use `extends`, or repeat the lines")
            return None
        if raw.style is None and re.fullmatch("[0-9]{3}", raw.value):
            self.fault(raw, path, "a key must be a word", raw.value, "write 1000 or 1_000, never 1,000")
            return None
        if raw.tag:
            self.fault(raw, path, "tags are not used here", raw.tag)
        key = self._scalar(raw, path)
        if not isinstance(key.value, str):
            self.fault(raw, path, "a key must be a word", key.text or "nothing", "put it in quotes")
            return None
        return key.value


def _raw_id(item: yaml.Node) -> str:
    """What `item_id` will say, before there is a located node."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    return next((str(v.value) for k, v in pairs if k.value == "id" and isinstance(v, yaml.ScalarNode)), "")


def parse(text: str, file: str, first_line: int = 1, path: str = "") -> tuple[Node | None, list[Fault]]:
    """The tree of a YAML text; beside faults, a tree serves only to look for more of them."""
    reading = _Reading(file, first_line, path)
    raw = _composed(text, reading)
    if raw is None:
        empty = Fault(file, first_line, path, "is empty; a scenario is a section of keys")
        return None, reading.faults or [empty]
    tree: Node | None = None
    with contextlib.suppress(_StopReading):
        tree = reading.node(raw, path)
    # A bad value under an alias is one mistake however often the alias is used.
    unique = {(fault.line, fault.message, fault.got): fault for fault in reversed(reading.faults)}
    return tree, sorted(unique.values())


def _composed(text: str, reading: _Reading) -> yaml.Node | None:
    """PyYAML's node of the text; None when it is empty, or broken and so among the faults."""
    composer: _Composer | None = None
    try:
        composer = _Composer(text)
        node: yaml.Node | None = composer.get_single_node()
        return node
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        message, got = "a character that cannot stand in a text file", f"#x{error.character:04x}"
    except yaml.MarkedYAMLError as error:
        line, message, hint = _syntax(error, text)
        reading.faults.append(Fault(reading.file, line + reading.first_line, reading.path, message, "", hint))
        return None
    except (ValueError, OverflowError):  # PyYAML lets these through for escapes such as "\UFFFFFFFF"
        line = composer.line if composer else 0
        message, got = "cannot be read as YAML near here", ""
    reading.faults.append(Fault(reading.file, line + reading.first_line, reading.path, message, got))
    return None


_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon where no key can start",
        "quote the text, or check the indentation",
    ),
    ("'\\t'", "a tab", "indent with spaces"),
    ("could not find expected ':'", "a key without its colon", "write `key: value`"),
    ("unexpected end of stream", "a quote that is never closed", ""),
    ("expected ',' or ']'", "a list [ that is not closed, or misses a comma", ""),
    ("expected ',' or '}'", "a section { that is not closed, or misses a comma", ""),
    ("expected <block end>", "indented differently from the lines it belongs to", ""),
    ("undefined alias", "an alias * whose anchor & is not above it", ""),
    ("duplicate anchor", "an anchor & that is already used above", ""),
    ("another document", "a second document after ---", "write one scenario per file"),
    ("cannot start any token", "a sign no text can start with", "quote the text"),
    ("expected the node content", "a value is missing, or a stray sign stands in its place", ""),
    ("alphabetic or numeric", "an anchor & or alias * without a name", "quote the text"),
    ("chomping", "a block text (| or >) with something behind the sign", "quote the text"),
    ("escape", "a backslash in double quotes that means nothing", "use single quotes"),
    ("sequence entries", "a list item - where no list can start", "begin it on a line of its own"),
    ("document start", "something behind the end of the scenario", "check the indentation"),
)


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """PyYAML's complaint in plain words with a hint, at the line (from 0) where the mistake began."""
    problem = str(error.problem or error.context or "unreadable")
    message, hint = next(((said, hint) for sign, said, hint in _SYNTAX if sign in problem), ("", ""))
    begun = "unexpected end" in problem or "expected ':'" in problem
    mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    message = message or f"cannot be read as YAML: {problem}"
    if "that is not closed" in message and error.context_mark and error.context_mark.line != line:
        message += f" (opened on line {error.context_mark.line + 1})"
    lines = text.splitlines()
    for number in (line - 1, line):  # a key with a full-width colon is noticed only on the next line
        if 0 <= number < len(lines) and (wide := full_width_hint(lines[number])):
            return number, message, wide
    return line, message, hint


# ── from file to tree ───────────────────────────────────────────────────────────────────────────


def read_file(path: Path, shown: str) -> tuple[Section | None, list[Fault]]:
    """The tree of one scenario file, or the reasons why it cannot be had."""
    try:
        if path.is_dir():
            return None, [Fault(shown, 0, "", "is a directory, not a file")]
        if path.exists() and not path.is_file():
            return None, [Fault(shown, 0, "", "is not an ordinary file")]
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [Fault(shown, 0, "", "there is no such file")]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, [Fault(shown, 0, "", f"cannot be read: {reason.lower()}")]
    if len(data) > MAX_BYTES:
        return None, [Fault(shown, 0, "", f"is larger than {MAX_BYTES // 1_000_000} MB")]
    return read_bytes(data, shown)


def read_bytes(data: bytes, shown: str) -> tuple[Section | None, list[Fault]]:
    """The tree of a file's bytes: UTF-8, with or without a BOM, and a mapping at the top."""
    tree, faults = _known(data, shown)
    return tree, list(faults)


@lru_cache(maxsize=64)
def _known(data: bytes, shown: str) -> tuple[Section | None, tuple[Fault, ...]]:
    """The same, once for the same bytes: many scenarios extend one file, and trees never change."""
    try:
        text = _utf8(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8; it looks like {_encoding(data)}"
        return None, (Fault(shown, line, "", message, hint="save it as UTF-8"),)
    tree, faults = parse(text, shown)
    if tree is None or isinstance(tree, Section) or faults:
        return tree if isinstance(tree, Section) else None, tuple(faults)
    hint = full_width_hint(tree.text) if isinstance(tree, Scalar) else ""
    message = "a scenario is a section of keys such as `title:`"
    return None, (Fault(shown, tree.mark.line, "", message, written(tree), hint),)


def _utf8(data: bytes) -> str:
    if b"\x00" in data:  # UTF-16 of plain ASCII is valid UTF-8 full of NULs
        raise UnicodeDecodeError("utf-8", data, 0, 1, "NUL byte")
    return data.decode("utf-8-sig")


def _encoding(data: bytes) -> str:
    """A guess, good enough to tell a person which "save as" went wrong."""
    if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return "UTF-32"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    if b"\x00" in data:
        return "UTF-16" if data.count(b"\x00") * 4 > len(data) else "a binary file"
    try:
        return "GBK" if re.search("[\u4e00-\u9fff]", data.decode("gb18030")) else "Latin-1"
    except UnicodeDecodeError:
        return "Latin-1"
