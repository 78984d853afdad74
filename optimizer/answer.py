"""Everything that a search came to, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.levers import Levers
from optimizer.rails import Rails
from optimizer.sample import Sample
from optimizer.search import Found
from optimizer.verdict import Draw, Verdict


@dataclass(frozen=True)
class Answer:
    """Everything a search came to. values: of the new plan, as written down. rounded: its years on the search's draws.

    way: how far it goes from today's toward the best plan found. draws: empty where assumptions were not asked.
    """

    levers: Levers
    rails: Rails
    found: Found
    base: Sample
    values: dict[str, float]
    rounded: Sample
    way: float
    verdict: Verdict
    draws: tuple[Draw, ...]

    @property
    def changed(self) -> bool:
        """Whether the new plan is another than today's."""
        return self.values != self.levers.today

    @property
    def optimism(self) -> float:
        """By how much the search's own draws flatter the plan."""
        seen = float((self.rounded.margin - self.base.margin).mean())
        return seen - self.verdict.margin.mean
