"""What multiplies a component's pay or switches it off: gates, coefficient tables, matrices, scores, tenure."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Problem, Problems, Record
from scenarios.plan.counting import Indicator
from scenarios.plan.schedule import Edge, Rate, ascending
from scenarios.plan.score import Score


class Condition(Indicator):
    """An indicator that has to reach a value (门槛条件)."""

    at_least: Annotated[Decimal, Field(decimal_places=6, max_digits=18)]
    """Attainment (1 = 100 %) where a target is given, else the KPI's own value."""


class Gates(Record):
    """Conditions for a component to pay at all."""

    need: Literal["all", "any"] = "all"
    """Whether each of them has to be met, or one is enough."""
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=20)]


class Band(Record):
    """From this value of the indicator on, this coefficient."""

    start: Annotated[Edge | None, Field(alias="from")]
    """The first band holds for everything below the second, whatever it begins at."""
    times: Rate
    """What pay is multiplied by."""


class BandModifier(Record):
    """A coefficient by band of an indicator (系数表); of several indicators the greatest counts."""

    kind: Literal["bands"]
    by: Annotated[tuple[Indicator, ...], Field(min_length=1, max_length=5)]
    """What is looked at; of several, the greatest."""
    closed: Literal["upper", "lower"] = "upper"
    """To which band a value exactly on an edge belongs."""
    bands: Annotated[tuple[Band, ...], Field(min_length=1, max_length=50)]
    empty: Rate = Decimal(1)
    """The coefficient where there is nothing to measure, such as a margin without sales."""

    @model_validator(mode="after")
    def _bands_go_up(self) -> "BandModifier":
        if found := ascending([band.start for band in self.bands], "bands", "from"):
            raise Problems(found)
        return self


class Bend(Record):
    """At this value of the indicator, this coefficient."""

    at: Edge
    times: Rate
    """What pay is multiplied by."""


class LineModifier(Record):
    """A coefficient that runs straight between points and stays level outside them (达成系数)."""

    kind: Literal["line"]
    by: Annotated[tuple[Indicator, ...], Field(min_length=1, max_length=5)]
    """What is looked at; of several, the greatest."""
    points: Annotated[tuple[Bend, ...], Field(min_length=2, max_length=50)]
    empty: Rate = Decimal(1)
    """The coefficient where there is nothing to measure."""

    @model_validator(mode="after")
    def _points_go_up(self) -> "LineModifier":
        found = [Problem(("points", i + 1, "at"), f"should be above the one before, {a.at}", b.at)
                 for i, (a, b) in enumerate(pairwise(self.points)) if b.at <= a.at]  # fmt: skip
        for i, (a, b) in enumerate(pairwise(self.points) if len(self.by) > 1 else ()):
            if b.times < a.times:
                message = f"is below the one before, {a.times}; with several indicators coefficients should not fall"
                found.append(Problem(("points", i + 1, "times"), message, b.times))
        if found:
            raise Problems(found)
        return self


class Axis(Record):
    """One side of a matrix: an indicator and where its rows (or columns) begin."""

    by: Indicator
    """What is looked at."""
    starts: Annotated[tuple[Edge, ...], Field(alias="from", min_length=1, max_length=60)]
    """Where each row begins, going up; the first holds for everything below the second, too."""

    @model_validator(mode="after")
    def _starts_go_up(self) -> "Axis":
        found = [Problem(("from", i + 1), f"should be above the one before, {a}", b)
                 for i, (a, b) in enumerate(pairwise(self.starts)) if b <= a]  # fmt: skip
        if found:
            raise Problems(found)
        return self


class MatrixModifier(Record):
    """A coefficient by two indicators (矩阵): rows by one, columns by the other."""

    kind: Literal["matrix"]
    rows: Axis
    columns: Axis
    times: Annotated[tuple[tuple[Rate, ...], ...], Field(min_length=1, max_length=60)]
    """A list of coefficients for each row, one for each column."""
    empty: Rate = Decimal(0)
    """The coefficient where one of the two has nothing to measure."""

    @model_validator(mode="after")
    def _every_cell_is_there(self) -> "MatrixModifier":
        found = []
        if len(self.times) != len(self.rows.starts):
            message = f"should have a row for each of the {len(self.rows.starts)} starts of `rows`"
            found.append(Problem(("times",), message, len(self.times)))
        for i, row in enumerate(self.times):
            if len(row) != len(self.columns.starts):
                message = f"should have one for each of the {len(self.columns.starts)} starts of `columns`"
                found.append(Problem(("times", i), message, len(row)))
        if found:
            raise Problems(found)
        return self


class ScoreModifier(Record):
    """A KPI score as a coefficient (提成 × KPI 得分): 0.87 for 87 points of 100."""

    kind: Literal["score"]
    score: Score


class Service(Record):
    """From so many months with the company on, this coefficient."""

    start: Annotated[int, Field(alias="from", ge=0, le=600)]
    """Whole months since the rep joined; who was always there has more than any."""
    times: Rate
    """What pay is multiplied by."""


class TenureModifier(Record):
    """A coefficient by length of service (司龄系数)."""

    kind: Literal["tenure"]
    months: Annotated[tuple[Service, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _months_go_up_from_zero(self) -> "TenureModifier":
        starts = [Decimal(row.start) for row in self.months]
        found = ascending(starts, "months", "from")
        if starts[0] != 0:
            found.append(Problem(("months", 0, "from"), "the first row begins at 0", starts[0]))
        if found:
            raise Problems(found)
        return self


Modifier = Annotated[
    BandModifier | LineModifier | MatrixModifier | ScoreModifier | TenureModifier, Field(discriminator="kind")
]
