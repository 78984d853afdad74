"""What a KPI is held against: threshold, target and stretch with their source, and the score between them."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Problem, Problems, Record

FULL = Fraction(100)
Number = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]


class Benchmark(Record):
    """Three points of a KPI's scale and where they come from; threshold and stretch may be unknown."""

    threshold: Number | None = None
    """Scores 0: what is no better counts for nothing."""
    target: Number
    """Scores 100."""
    stretch: Number | None = None
    """Scores the cap: what is better still counts no more."""
    cap: Annotated[Decimal, Field(ge=100, le=1000)] = Decimal(120)
    """Score at the stretch."""
    kind: Literal["own history", "peer median", "external"]
    """Whose numbers they are."""
    source: Annotated[str, Field(min_length=1)]
    """Where they can be looked up, and for whom they hold."""

    @model_validator(mode="after")
    def _goes_one_way(self) -> "Benchmark":
        points = [point for point in (self.threshold, self.target, self.stretch) if point is not None]
        if points not in (sorted(set(points)), sorted(set(points), reverse=True)):
            raise Problems([Problem((), "threshold, target and stretch should go one way", [str(p) for p in points])])
        return self

    @property
    def direction(self) -> int:
        """1 where more scores more, -1 where less does, 0 where only a target is known."""
        known = [point for point in (self.threshold, self.target, self.stretch) if point is not None]
        return (known[-1] > known[0]) - (known[-1] < known[0])

    def score(self, value: Fraction) -> Fraction | None:
        """0 at the threshold, 100 at the target, the cap at the stretch, straight between and flat outside.

        None where threshold or stretch is not known.
        """
        if self.threshold is None or self.stretch is None:
            return None
        low, middle, high = (Fraction(point) for point in (self.threshold, self.target, self.stretch))
        if (value - middle) * self.direction <= 0:
            return max(Fraction(0), FULL * (value - low) / (middle - low))
        more = (Fraction(self.cap) - FULL) * (value - middle) / (high - middle)
        return min(Fraction(self.cap), FULL + more)
