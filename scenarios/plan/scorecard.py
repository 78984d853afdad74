"""A bonus by several KPIs."""

from typing import Literal

from scenarios.base import NonNegative, Share
from scenarios.plan.modifier import Gates, Modifier
from scenarios.plan.score import Score
from scenarios.plan.terms import Period, Variable


class Scorecard(Score, Variable):
    """A bonus by several KPIs (绩效奖金): target pay × Σ weight × attainment."""

    kind: Literal["scorecard"]
    period: Period
    """What is added up and paid at once."""
    target_share: Share
    """Part of the rep's variable pay a year that the scorecard pays at 100 %."""
    cap: NonNegative | None = None
    """Most money a period."""
    gates: Gates | None = None
    """Conditions for it to pay at all."""
    modifiers: tuple[Modifier, ...] = ()
    """Coefficients by which pay is multiplied."""

    @property
    def by_line(self) -> bool:
        """Whether each KPI pays by itself, so that the bonus is a sum of curves."""
        return self.plain and self.cap is None and not self.gates and not self.modifiers
