"""Pay schedules: tables of rates by tier, levels by point, and coefficients by two indicators."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from scenarios.base import Kinded, MeantFor, NonNegative, Positive, Problem, Problems, Record

Edge = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]
Rate = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=6)]
Path: TypeAlias = tuple[str | int, ...]


class Tier(Record):
    """From this attainment or amount on, this rate; a boundary value belongs here unless `closed: lower`."""

    start: Annotated[Edge | None, Field(alias="from")]
    """`null`: open-ended below, so that negative sales are charged at this rate."""
    rate: Rate
    """Money for each unit of money sold (0.02 = 2 %), or for each thing counted."""


class Point(Record):
    """At this attainment or amount, this much pay."""

    at: Edge
    """Attainment (1 = 100 %) or amount, as `edges` says."""
    pays: NonNegative
    """Money or multiples of target pay, as the schedule's `pays` says."""


class _Schedule(Kinded):
    edges: Literal["attainment", "amount"] = "attainment"
    """Whether edges are shares of the period's quota or amounts of the measure."""
    closed: Literal["upper", "lower"] = "upper"
    """To which tier a value exactly on an edge belongs."""


class TierSchedule(_Schedule):
    """Rates by tier.

    `marginal` (超额累进): each tier's rate on the part inside it. `whole` (全额累进): the rate reached, on
    everything. `overage`: tier by tier up to quota, and everything above quota at the highest rate reached.
    """

    mode: Literal["marginal", "whole", "overage"]
    """How a rate applies: to its tier, to everything, or to everything above quota."""
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _covers_everything_once(self) -> "TierSchedule":
        starts = [tier.start for tier in self.tiers]
        found = ascending(starts, "tiers", "from")
        if starts[0] is not None and starts[0] != 0:
            found.append(Problem(("tiers", 0, "from"), "sales below the first tier have no rate; begin at 0 "
                                 "(with `rate: 0` where nothing is paid) or at null", starts[0]))  # fmt: skip
        if found:
            raise Problems(found)
        return self


class PointSchedule(_Schedule):
    """Pay by level: `step` pays the last point reached, `interpolated` runs straight between points."""

    meant_for: ClassVar[MeantFor] = {"beyond": ("interpolated",)}

    mode: Literal["step", "interpolated"]
    """Whether pay jumps from point to point or runs straight between them."""
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=50)]
    pays: Literal["money", "target"]
    """Whether `pays` is money for the period or multiples of the component's target pay."""
    beyond: Literal["flat", "continue"] | None = None
    """Interpolated only, and then required: what happens above the last point."""

    @model_validator(mode="after")
    def _covers_everything_once(self) -> "PointSchedule":
        found = ascending([point.at for point in self.points], "points", "at")
        if self.points[0].at != 0:
            found.append(Problem(("points", 0, "at"), "pay below the first point is not stated; begin at 0",
                                 self.points[0].at))  # fmt: skip
        if self.mode == "interpolated" and self.beyond is None:
            found.append(Problem((), "say what is paid above the last point: `beyond: flat` or `continue`"))
        if self.mode == "interpolated" and len(self.points) < 2:
            found.append(Problem(("points",), "a line needs two points"))
        if found:
            raise Problems(found)
        return self


Schedule = Annotated[TierSchedule | PointSchedule, Field(discriminator="mode")]
"""What may pay by one measure; `mode: matrix`, by two, stands beside these in a commission."""


class Cap(Record):
    """An upper end (封顶): of the sales that count, or of the money paid; one of the two."""

    at: Positive | None = None
    """In the schedule's own edges: 1.5 = sales above 150 % of quota earn nothing."""
    payout: NonNegative | None = None
    """Money a period, after gates and modifiers."""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> "Cap":
        if (self.at is None) == (self.payout is None):
            raise Problems([Problem((), "a cap is either `at` (sales) or `payout` (money)")])
        return self


def ascending(edges: Sequence[Decimal | None], where: str, key: str) -> list[Problem]:
    """Edges go up, from zero or from nothing at all."""
    found = []
    for i in range(1, len(edges)):
        before, edge = edges[i - 1], edges[i]
        if edge is None:
            found.append(Problem((where, i, key), "only the first may be null"))
        elif before is not None and edge <= before:
            found.append(Problem((where, i, key), f"should be above the one before, {before}", edge))
        elif edge < 0:
            found.append(Problem((where, i, key), "should not be negative", edge))
    return found


def schedule_edges(schedule: TierSchedule | PointSchedule) -> Iterator[tuple[Path, Decimal | None]]:
    """Every edge of a schedule, with its path inside it."""
    if isinstance(schedule, TierSchedule):
        yield from ((("tiers", i, "from"), tier.start) for i, tier in enumerate(schedule.tiers))
    else:
        yield from ((("points", i, "at"), point.at) for i, point in enumerate(schedule.points))
