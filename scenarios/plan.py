"""The commission plan: components, each a few named choices; amounts and rates exact as written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from scenarios.base import (
    Id,
    Kinded,
    Label,
    MeantFor,
    NonNegative,
    Positive,
    Problem,
    Problems,
    Record,
    Share,
    repeated_ids,
)
from scenarios.kpis import KpiId, kpi
from scenarios.readings import both_readings

Period = Literal["month", "quarter", "year"]
Edge = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]
Rate = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=6)]
MAX_ATTAINMENT = 50
"""Nobody reaches 5,000 % of quota: a larger edge is a percentage or an amount of money."""


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
        found = _ascending(starts, "tiers", "from")
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
        found = _ascending([point.at for point in self.points], "points", "at")
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


class Cap(Record):
    """An upper end (封顶): of the sales that count, or of the money paid; one of the two."""

    at: Positive | None = None
    """In the schedule's own edges: 1.5 = sales above 150 % of quota earn nothing."""
    payout: NonNegative | None = None
    """Money a period."""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> "Cap":
        if (self.at is None) == (self.payout is None):
            raise Problems([Problem((), "a cap is either `at` (sales) or `payout` (money)")])
        return self


class Base(Record):
    """The salary of the rep's grade, every month (底薪)."""

    kind: Literal["base"]
    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""


class Commission(Record):
    """Pay by the amount of one measure in a period (提成)."""

    kind: Literal["commission"]
    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    measure: KpiId
    """What is paid for."""
    period: Period
    """What is added up and paid at once; it starts from zero each time."""
    schedule: Schedule
    """How the amount sold becomes pay."""
    target_share: Share = 0.0
    """Part of the rep's variable pay a year that this component pays at target."""
    threshold: NonNegative | None = None
    """Nothing is paid below this (门槛), in the schedule's own edges."""
    cap: Cap | None = None

    @model_validator(mode="before")
    @classmethod
    def _states_its_mode(cls, written: Any) -> Any:
        schedule = written.get("schedule") if isinstance(written, dict) else None
        if isinstance(schedule, dict) and "mode" not in schedule:
            readings = both_readings(schedule.get("tiers"))
            raise Problems([Problem(("schedule",), f"`mode` is required: {readings}")])
        return written

    @model_validator(mode="after")
    def _counts_in_its_measures_unit(self) -> "Commission":
        if found := [*_edges(self), *_rates(self)]:
            raise Problems(found)
        return self


class KpiTarget(Record):
    """What counts as 100 % of a KPI in a period: a share of the rep's quota, or a number for each rep."""

    of_quota: Annotated[Decimal, Field(gt=0, decimal_places=6)] | None = None
    """Share of the period's quota, such as 0.9."""
    each: Positive | None = None
    """A number for each rep and period."""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> "KpiTarget":
        if (self.of_quota is None) == (self.each is None):
            raise Problems([Problem((), "a KPI's target is either `of_quota` or `each`")])
        return self


class ScorecardKpi(Record):
    """One line of the scorecard: pays weight × attainment, nothing below threshold, no more above the cap."""

    kpi: KpiId
    """What is measured."""
    weight: Annotated[Decimal, Field(gt=0, le=1, decimal_places=6)]
    """Share of the scorecard; all together 1."""
    target: KpiTarget
    threshold: Annotated[Decimal, Field(ge=0, le=10, decimal_places=6)] = Decimal(0)
    """Attainment below which the line pays nothing."""
    cap: Annotated[Decimal, Field(gt=0, le=10, decimal_places=6)] = Decimal("1.2")
    """Attainment above which the line pays no more."""

    @model_validator(mode="after")
    def _threshold_below_cap(self) -> "ScorecardKpi":
        if self.threshold > self.cap:
            raise Problems([Problem(("threshold",), f"is above the cap of {self.cap}", self.threshold)])
        return self

    @model_validator(mode="after")
    def _target_in_the_measures_unit(self) -> "ScorecardKpi":
        each = self.target.each
        if kpi(self.kpi).unit == "count" and each is None:
            message = "a quota is money, and this measure is counted: give `each`"
            raise Problems([Problem(("target", "of_quota"), message, self.target.of_quota)])
        if kpi(self.kpi).unit == "count" and each is not None and each % 1:
            raise Problems([Problem(("target", "each"), "should be a whole number: things are counted", each)])
        return self


class Scorecard(Record):
    """A bonus by several KPIs (绩效奖金): target pay × Σ weight × attainment."""

    kind: Literal["scorecard"]
    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    period: Period
    """What is added up and paid at once."""
    target_share: Share
    """Part of the rep's variable pay a year that the scorecard pays at 100 %."""
    kpis: Annotated[tuple[ScorecardKpi, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _weights_make_one(self) -> "Scorecard":
        total = sum((line.weight for line in self.kpis), Decimal(0))
        found = []
        if total != 1:
            found.append(Problem(("kpis",), "weights should sum to 1", total))
        names = [line.kpi for line in self.kpis]
        found += [Problem(("kpis", i, "kpi"), "stands in this scorecard twice", name)
                  for i, name in enumerate(names) if name in names[:i]]  # fmt: skip
        if found:
            raise Problems(found)
        return self


Component = Annotated[Base | Commission | Scorecard, Field(discriminator="kind")]


class Plan(Record):
    """What people are paid."""

    name: Label
    """What tables and charts show."""
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    """Everything people are paid."""

    @model_validator(mode="after")
    def _hangs_together(self) -> "Plan":
        found = repeated_ids(self.components, ("components",))
        for index, component in enumerate(self.components):
            if _pays_target(component) and "target_share" not in component.model_fields_set:
                message = "is required with `pays: target`: without it that is multiples of nothing"
                found.append(Problem(("components", index, "target_share"), message))
        if found:
            raise Problems(found)
        return self


def _pays_target(component: Component) -> bool:
    schedule = component.schedule if isinstance(component, Commission) else None
    return isinstance(schedule, PointSchedule) and schedule.pays == "target"


def _edges(component: Commission) -> Iterator[Problem]:
    """Edges as shares of the quota must be shares, and of something that has a quota."""
    if component.schedule.edges == "amount":
        return
    if kpi(component.measure).unit == "count":
        message = "a quota is money, and this measure is counted: write `edges: amount`"
        yield Problem(("schedule", "edges"), message, "attainment")
        return
    for path, edge in edges_of(component):
        if edge is not None and edge > MAX_ATTAINMENT:
            message = "is a share of quota (1 = 100 %); for amounts of money write `edges: amount`"
            yield Problem(path, message, edge)


def _rates(component: Commission) -> Iterator[Problem]:
    """More than all of what is sold is paid by mistake: 2 for 2 %."""
    tiers = component.schedule.tiers if isinstance(component.schedule, TierSchedule) else ()
    for index, tier in enumerate(tiers):
        if tier.rate > 1 and kpi(component.measure).unit == "money":
            path = ("schedule", "tiers", index, "rate")
            yield Problem(path, "pays out more than is sold; 2 % is written 0.02", tier.rate)


def edges_of(component: Commission) -> Iterator[tuple[tuple[str | int, ...], Decimal | None]]:
    """Everything a commission says in its schedule's edges, with the path of each."""
    schedule = component.schedule
    if isinstance(schedule, TierSchedule):
        yield from ((("schedule", "tiers", i, "from"), tier.start) for i, tier in enumerate(schedule.tiers))
    else:
        yield from ((("schedule", "points", i, "at"), point.at) for i, point in enumerate(schedule.points))
    yield ("threshold",), component.threshold
    yield ("cap", "at"), component.cap.at if component.cap else None


def _ascending(edges: list[Decimal | None], where: str, key: str) -> list[Problem]:
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
