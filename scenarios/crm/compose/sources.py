"""Who speaks for which number of a calibrated scenario, and names and numbers as a scenario writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.interval import Fitted

Tree = dict[str, Any]


@dataclass
class Sources:
    """Who speaks for which path, collected while the scenario is put together."""

    rows: list[Tree] = field(default_factory=list)

    def fitted(self, path: str, text: str, number: Fitted | None = None) -> None:
        factor = number.factor if number else None
        self.rows.append({"path": path, "kind": "fitted", "source": text} | (
            {"factor": [round(f, 4) for f in factor]} if factor else {}))  # fmt: skip

    def say(self, path: str, kind: str, text: str, factor: tuple[float, float] | None = None) -> None:
        self.rows.append({"path": path, "kind": kind, "source": text} | ({"factor": list(factor)} if factor else {}))


@dataclass(frozen=True)
class Ids:
    """Ids of everything that the export names."""

    reps: dict[str, str]
    territories: dict[str, str]
    segments: dict[str, str]
    channels: dict[str, str]
    stages: dict[str, str]

    @classmethod
    def of(cls, fit: Fit) -> Ids:
        stages = [stage.id for stage in fit.process.stages]
        names = (fit.reps, fit.streams.groups, fit.segments, fit.channels, stages)
        return cls(*(ids_of(each) for each in names))


def ids_of(names: Sequence[str]) -> dict[str, str]:
    """A short id for each name: the name itself where it can be one."""
    found: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^\w.-]+", "-", name.strip()).strip("-.")[:36] or "unnamed"
        id_, number = plain, 2
        while id_ in found.values():
            id_, number = f"{plain}-{number}", number + 1
        found[name] = id_
    return found


def number(value: float, digits: int = 6) -> float:
    """A fitted number to so many significant digits: more would only look exact."""
    return float(f"{value:.{digits}g}")


def money(value: float) -> Decimal:
    return Decimal(f"{float(f'{value:.8g}'):.2f}")
