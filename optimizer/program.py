"""A linear program as data: variables, rows, and an objective that is always made as small as possible (law 6)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Literal

from scenarios.base import Label

Sense = Literal["<=", ">=", "="]
Terms = tuple[tuple[str, float], ...]
"""Variables with their coefficients."""


@dataclass(frozen=True)
class Variable:
    """A number to be found, between two ends."""

    name: str
    low: float = -inf
    high: float = inf


@dataclass(frozen=True)
class Row:
    """A demand on the variables. name: its family, and in brackets whom or what it is about. says: it in words."""

    name: str
    terms: Terms
    sense: Sense
    bound: float
    says: Label

    @property
    def family(self) -> str:
        return self.name.split("[")[0]


@dataclass(frozen=True)
class Program:
    """Find the variables that keep every row and make the objective smallest.

    Raises ValueError where a name stands twice or a term names no variable.
    """

    name: str
    variables: tuple[Variable, ...]
    rows: tuple[Row, ...]
    objective: Terms

    def __post_init__(self) -> None:
        for names in ([v.name for v in self.variables], [row.name for row in self.rows]):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{self.name}: named twice: {', '.join(twice)}")
        known = {variable.name for variable in self.variables}
        terms = (*self.objective, *(term for row in self.rows for term in row.terms))
        if unknown := sorted({name for name, _ in terms} - known):
            raise ValueError(f"{self.name}: no such variable: {', '.join(unknown)}")

    def without(self, *rows: str) -> "Program":
        """The same with some rows left out."""
        return replace(self, rows=tuple(row for row in self.rows if row.name not in rows))

    def __str__(self) -> str:
        lines = [f"\\ {self.name}", "minimise", f"  {_sum(self.objective)}", "subject to"]
        lines += [f"  {row.name}: {_sum(row.terms)} {row.sense} {row.bound:.7g}" for row in self.rows]
        lines += ["bounds", *(f"  {_span(variable)}" for variable in self.variables)]
        return "\n".join(lines) + "\n"


def linear(pairs: Iterable[tuple[str, float]]) -> Terms:
    """Terms without those that have no effect."""
    return tuple((name, float(value)) for name, value in pairs if value)


def _sum(terms: Terms) -> str:
    text = " ".join(f"{'-' if value < 0 else '+'} {abs(value):.7g} {name}" for name, value in terms)
    return text.removeprefix("+ ") or "0"


def _span(variable: Variable) -> str:
    if not isfinite(variable.low) and not isfinite(variable.high):
        return f"{variable.name} free"
    low = f"{variable.low:.7g} <= " if isfinite(variable.low) else ""
    high = f" <= {variable.high:.7g}" if isfinite(variable.high) else ""
    return f"{low}{variable.name}{high}"
