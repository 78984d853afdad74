"""A score over several KPIs: weighted attainments, red lines, extra points, grades."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, Problem, Problems, Record
from scenarios.plan.counting import Indicator, KpiTarget, Where, target_problems, unit_of
from scenarios.plan.schedule import Edge, Rate, ascending

Attained = Annotated[Decimal, Field(ge=0, le=10, decimal_places=6)]


class ScorecardKpi(Record):
    """One line of the scorecard: weight × attainment, nothing below threshold, no more above the cap."""

    kpi: Id
    """What is measured."""
    weight: Annotated[Decimal, Field(gt=0, le=1, decimal_places=6)]
    """Share of the scorecard; all together 1. Where attainments multiply, each is 1."""
    target: KpiTarget
    threshold: Attained = Decimal(0)
    """Attainment below which the line pays nothing."""
    cap: Annotated[Decimal, Field(gt=0, le=10, decimal_places=6)] = Decimal("1.2")
    """Attainment above which the line pays no more."""
    better: Literal["more", "less"] = "more"
    """`less` for what should be small (费用率, 投诉): the attainment is then 2 − actual ÷ target."""
    where: Where | None = None
    """Only deals with these features."""

    @model_validator(mode="after")
    def _fits_together(self) -> "ScorecardKpi":
        found = list(target_problems(self.target, unit_of(self.kpi)))
        if self.threshold > self.cap:
            found.append(Problem(("threshold",), f"is above the cap of {self.cap}", self.threshold))
        if found:
            raise Problems(found)
        return self

    @property
    def plain(self) -> bool:
        """Whether the line is straight in one measure: it can be paid, and looked ahead to, by itself."""
        return self.better == "more" and self.where is None


class RedLine(Indicator):
    """A red line (红线): where the indicator falls below, the whole score is nothing."""

    at_least: Annotated[Decimal, Field(decimal_places=6, max_digits=18)]
    """Attainment where a target is given, else the KPI's own value."""


class ExtraPoints(Indicator):
    """Points on top (加分) once an indicator reaches a value, or off (减分) with a minus."""

    at_least: Annotated[Decimal, Field(decimal_places=6, max_digits=18)]
    """Attainment where a target is given, else the KPI's own value."""
    adds: Annotated[Decimal, Field(ge=-10, le=10, decimal_places=6)]
    """Share of a full score: 0.05 for 5 points of 100."""


class Grade(Record):
    """From this score on, this coefficient (绩效等级系数)."""

    start: Annotated[Edge, Field(alias="from")]
    """Share of a full score: 0.8 for 80 points."""
    times: Rate
    """What the score comes to."""


class Score(Record):
    """One number for several KPIs: 1 is a full score."""

    combine: Literal["additive", "multiplicative"] = "additive"
    """Σ weight × attainment, or the product of attainments."""
    kpis: Annotated[tuple[ScorecardKpi, ...], Field(min_length=1, max_length=20)]
    red_lines: tuple[RedLine, ...] = ()
    extra_points: tuple[ExtraPoints, ...] = ()
    floor: Annotated[Decimal, Field(ge=0, le=10, decimal_places=6)] | None = None
    """The score is never below this, red lines apart."""
    ceiling: Annotated[Decimal, Field(gt=0, le=10, decimal_places=6)] | None = None
    """The score is never above this."""
    grades: tuple[Grade, ...] = ()
    """The score becomes the coefficient of its grade; without grades it counts as it is."""

    @property
    def plain(self) -> bool:
        """Whether the score is no more than the sum of its lines, each of which can then be paid by itself."""
        more = self.red_lines or self.extra_points or self.grades or self.floor is not None or self.ceiling is not None
        return self.combine == "additive" and not more and all(line.plain for line in self.kpis)

    @model_validator(mode="after")
    def _weights_make_one(self) -> "Score":
        found = list(_weights(self))
        names = [(line.kpi, line.where) for line in self.kpis]
        found += [Problem(("kpis", i, "kpi"), "stands in this scorecard twice", name[0])
                  for i, name in enumerate(names) if name in names[:i]]  # fmt: skip
        if self.grades:
            found += ascending([grade.start for grade in self.grades], "grades", "from")
            if self.grades[0].start != 0:
                found.append(Problem(("grades", 0, "from"), "the first grade begins at 0", self.grades[0].start))
        if found:
            raise Problems(found)
        return self


def _weights(score: Score) -> Iterator[Problem]:
    if score.combine == "additive":
        total = sum((line.weight for line in score.kpis), Decimal(0))
        if total != 1:
            yield Problem(("kpis",), "weights should sum to 1", total)
        return
    for i, line in enumerate(score.kpis):
        if line.weight != 1:
            yield Problem(("kpis", i, "weight"), "where attainments multiply, each weight is 1", line.weight)
