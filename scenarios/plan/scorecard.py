"""A bonus by several KPIs."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from scenarios.base import NonNegative, Problem, Problems, Share
from scenarios.plan.modifier import Gates, Modifier
from scenarios.plan.score import Score, ScorecardKpi, unit_of
from scenarios.plan.terms import Period, Variable


class Scorecard(Variable, Score):
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

    @model_validator(mode="after")
    def _targets_in_their_units(self) -> "Scorecard":
        found = [problem for i, line in enumerate(self.kpis) if (unit := unit_of(line.kpi)) is not None
                 for problem in target_problems(line, unit, ("kpis", i))]  # fmt: skip
        if found:
            raise Problems(found)
        return self

    @property
    def by_line(self) -> bool:
        """Whether each KPI pays by itself, so that the bonus is a sum of curves."""
        return self.plain and self.cap is None and not self.gates and not self.modifiers


def target_problems(line: ScorecardKpi, unit: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """A target in another unit than its KPI's."""
    each: Decimal | None = line.target.each
    if unit != "money" and each is None:
        message = "a quota is money, and this measure is counted: give `each`"
        yield Problem((*path, "target", "of_quota"), message, line.target.of_quota)
    if unit == "count" and each is not None and each % 1:
        yield Problem((*path, "target", "each"), "should be a whole number: things are counted", each)
