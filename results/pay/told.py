"""A statement line as it is told: its numbers, its reason, and where asked for its steps."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.base import Label
from sim.pay.why.lines import PayLine
from sim.pay.why.step import Step


@dataclass(frozen=True)
class Told:
    """A line with its reason in a few words, and where asked for step by step. name: the component's, or what it is."""

    line: PayLine
    name: Label
    reason: Label
    steps: tuple[Step, ...] = ()
    version: str = ""
