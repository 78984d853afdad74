"""What is to be repaired: one fault with its place, and the hints that go with it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to repair: where it is written, what is wrong, and what was probably meant."""

    file: str
    line: int
    path: str
    message: str
    got: str = ""
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        subject = f"{self.path}: " if self.path else ""
        got = f" (got {self.got})" if self.got else ""
        told = f"{where}: {subject}{self.message}{got}{', ' if self.hint else ''}{self.hint}"
        return told.encode("utf-8", "replace").decode()  # a lone surrogate could not be printed


_FULL_WIDTH = {
    "：": ":",
    "，": ",",
    "“": '"',
    "”": '"',
    "［": "[",
    "］": "]",
    "｛": "{",
    "｝": "}",
    "＃": "#",
}


def full_width_hint(text: str) -> str:
    """A hint when an input method's full-width sign stands where YAML needs the plain one."""
    found = next((sign for sign in _FULL_WIDTH if sign in text), "")
    return f"full-width {found} found: write {_FULL_WIDTH[found]} (and a space after a colon)" if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known name as a question, or "" when none is near."""
    lowered = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.72)
    return f"did you mean `{lowered[near[0]]}`?" if near else ""
