"""Pay by the amount of one measure."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, NonNegative, Problem, Problems, Record, Share
from scenarios.plan.counting import Credited, KpiTarget, unit_of
from scenarios.plan.modifier import Axis, Gates, Modifier
from scenarios.plan.schedule import Cap, Path, PointSchedule, TierSchedule, schedule_edges
from scenarios.plan.terms import PERIODS, Period, Scope, Variable
from scenarios.readings import both_readings

MAX_ATTAINMENT = 50
"""Nobody reaches 5,000 % of quota: a larger edge is a percentage or an amount of money."""


class MatrixSchedule(Record):
    """Pay by two indicators at once (矩阵): rows by one, columns by the other."""

    mode: Literal["matrix"]
    rows: Axis
    columns: Axis
    values: Annotated[tuple[tuple[NonNegative, ...], ...], Field(min_length=1, max_length=60)]
    """A list for each row, one value for each column."""
    pays: Literal["money", "target", "rate"]
    """Whether a value is money for the period, a multiple of target pay, or a rate on the measure."""

    @model_validator(mode="after")
    def _every_cell_is_there(self) -> "MatrixSchedule":
        found = []
        if len(self.values) != len(self.rows.starts):
            message = f"should have a row for each of the {len(self.rows.starts)} starts of `rows`"
            found.append(Problem(("values",), message, len(self.values)))
        for i, row in enumerate(self.values):
            if len(row) != len(self.columns.starts):
                message = f"should have one for each of the {len(self.columns.starts)} starts of `columns`"
                found.append(Problem(("values", i), message, len(row)))
        if found:
            raise Problems(found)
        return self


class Commission(Credited, Variable):
    """Pay by the amount of one measure in a period (提成)."""

    kind: Literal["commission"]
    measure: Id
    """What is paid for: a KPI counted in money or in things, of the registry or one of the plan's own."""
    period: Period
    """What is added up and paid at once; it starts from zero each time."""
    basis: Literal["period", "deal", "cumulative"] = "period"
    """What goes through the schedule: the period's sum, each deal by itself, or the sum since the last reset."""
    resets: Literal["quarter", "half", "year"] | None = None
    """Cumulative only, and then required: after what the sum starts from zero again."""
    scope: Scope = "own"
    """Whose sales: the rep's own, or those of all reps of the team or company, as for a lead or an overlay."""
    quota: KpiTarget | None = None
    """What is 100 % here, instead of the rep's quota."""
    ramp: tuple[Annotated[Decimal, Field(gt=0, le=2, decimal_places=6)], ...] = ()
    """Share of the quota in the first months after a rep joins (爬坡期), such as 0.25, 0.5, 0.75."""
    schedule: Annotated[TierSchedule | PointSchedule | MatrixSchedule, Field(discriminator="mode")]
    """How the amount sold becomes pay."""
    target_share: Share = 0.0
    """Part of the rep's variable pay a year that this component pays at target."""
    threshold: NonNegative | None = None
    """Nothing is paid below this (门槛), in the schedule's own edges."""
    cap: Cap | None = None
    floor: NonNegative | None = None
    """Least money a period, gates apart."""
    gates: Gates | None = None
    """Conditions for it to pay at all."""
    modifiers: tuple[Modifier, ...] = ()
    """Coefficients by which pay is multiplied."""

    @model_validator(mode="before")
    @classmethod
    def _states_its_mode(cls, written: Any) -> Any:
        schedule = written.get("schedule") if isinstance(written, dict) else None
        if isinstance(schedule, dict) and "mode" not in schedule:
            readings = both_readings(schedule.get("tiers"))
            raise Problems([Problem(("schedule",), f"`mode` is required: {readings}")])
        return written

    @model_validator(mode="after")
    def _is_of_one_piece(self) -> "Commission":
        unit = unit_of(self.measure)
        found = [*_basis(self), *([] if unit is None else self.unit_problems(unit))]
        if found:
            raise Problems(found)
        return self

    def unit_problems(self, unit: str) -> Iterator[Problem]:
        """What does not fit a measure counted in this unit; paths from the component."""
        if unit not in ("money", "count"):
            message = "is a ratio or a score, of which no amount can be paid; use it in `modifiers` or a scorecard"
            yield Problem(("measure",), message, self.measure)
            return
        yield from _edges(self, unit)
        yield from _rates(self, unit)

    @property
    def plain(self) -> bool:
        """Whether pay is a curve over the sum of one measure: what an optimizer can move and a rep look ahead to."""
        return self.basis == "period" and not isinstance(self.schedule, MatrixSchedule)


def _basis(component: Commission) -> Iterator[Problem]:
    cumulative = component.basis == "cumulative"
    if cumulative and component.resets is None:
        yield Problem((), "say after what the sum starts again: `resets: quarter`, `half` or `year`")
    if not cumulative and component.resets is not None:
        yield Problem(("resets",), "has a meaning only with `basis: cumulative`; remove it", component.resets)
    if cumulative and component.resets == component.period:
        yield Problem(("resets",), "is the pay period itself; write `basis: period`", component.resets)
    if cumulative and (component.gates or component.modifiers):
        message = "a sum that runs on over pay periods cannot be multiplied period by period; use `basis: period`"
        yield Problem(("basis",), message, component.basis)
    if component.resets is not None and PERIODS.index(component.resets) < PERIODS.index(component.period):
        yield Problem(("resets",), "is shorter than the pay period", component.resets)
    matrix = isinstance(component.schedule, MatrixSchedule)
    for key in ("threshold", "cap") if matrix else ():
        value = getattr(component, key)
        if value is not None and (key == "threshold" or value.at is not None):
            yield Problem((key,), "a matrix has no edges in one measure; put it into the matrix")
    if component.basis == "deal":
        yield from _by_deal(component)


def _by_deal(component: Commission) -> Iterator[Problem]:
    if isinstance(component.schedule, MatrixSchedule):
        yield Problem(("basis",), "a matrix looks at a period; write `basis: period`", component.basis)
    elif component.schedule.edges != "amount":
        yield Problem(("schedule", "edges"), "one deal has no attainment; write `edges: amount`",
                      component.schedule.edges)  # fmt: skip
    if isinstance(component.schedule, PointSchedule) and component.schedule.pays == "target":
        yield Problem(("schedule", "pays"), "one deal has no target pay; write `pays: money`", "target")
    if component.ramp or component.quota:
        key = "ramp" if component.ramp else "quota"
        yield Problem((key,), "has no meaning where each deal is paid by itself; remove it")


def _edges(component: Commission, unit: str) -> Iterator[Problem]:
    """Edges as shares of the quota must be shares, and of something that has a quota."""
    schedule = component.schedule
    if isinstance(schedule, MatrixSchedule) or schedule.edges == "amount":
        return
    own = component.quota is not None and component.quota.each is not None
    if unit == "count" and not own:
        message = "a quota is money, and this measure is counted: write `edges: amount`"
        yield Problem(("schedule", "edges"), message, "attainment")
        return
    for path, edge in edges_of(component):
        if edge is not None and edge > MAX_ATTAINMENT:
            message = "is a share of quota (1 = 100 %); for amounts of money write `edges: amount`"
            yield Problem(path, message, edge)


def _rates(component: Commission, unit: str) -> Iterator[Problem]:
    """More than all of what is sold is paid by mistake: 2 for 2 %."""
    tiers = component.schedule.tiers if isinstance(component.schedule, TierSchedule) else ()
    for index, tier in enumerate(tiers):
        if tier.rate > 1 and unit == "money":
            path = ("schedule", "tiers", index, "rate")
            yield Problem(path, "pays out more than is sold; 2 % is written 0.02", tier.rate)


def edges_of(component: Commission) -> Iterator[tuple[Path, Decimal | None]]:
    """Everything a commission says in its schedule's edges, with the path of each."""
    if isinstance(component.schedule, MatrixSchedule):
        return
    yield from ((("schedule", *path), edge) for path, edge in schedule_edges(component.schedule))
    yield ("threshold",), component.threshold
    yield ("cap", "at"), component.cap.at if component.cap else None
