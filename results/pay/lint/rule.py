"""What a lint rule is: what it looks at, how much it matters, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from scenarios.base import Label

if TYPE_CHECKING:
    from results.pay.lint.material import Material

Severity: TypeAlias = Literal["warning", "note"]
"""warning: somebody should look at it. note: worth knowing."""
Says: TypeAlias = Literal["published", "recalled", "definition", "own"]
"""published: a source states the range. recalled: a figure of the trade that nobody has looked up. definition: it is
arithmetic. own: this project's own rule of thumb."""


class Found(NamedTuple):
    """Something a rule found. where: id of a component, level or role; "" for the plan. more: figures for data."""

    where: str
    message: Label
    more: dict[str, Any] = {}  # noqa: RUF012 - never written to
    severity: Severity | None = None


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for. kinds: kinds of components it looks at; empty: the plan as a whole.

    source: who states the range, for a person to look it up.
    """

    id: str
    title: Label
    severity: Severity
    says: Says
    source: str
    find: Callable[[Material], Iterator[Found]]
    kinds: tuple[type, ...] = ()


def told(en: str, zh: str, **blanks: Any) -> Label:
    """A sentence in both languages with its blanks filled; a Label fills each language with its own."""
    both = [
        {key: one.text(lang) if isinstance(one, Label) else one for key, one in blanks.items()} for lang in ("en", "zh")
    ]
    return Label(en=en.format(**both[0]), zh=zh.format(**both[1]))
