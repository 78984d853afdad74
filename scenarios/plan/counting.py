"""Which deals count for a component, and how much: features, windows in time, days until the money came."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from scenarios.base import Id, Positive, Problem, Problems, Record
from scenarios.kpis import kpi
from scenarios.plan.schedule import Rate, ascending


class Where(Record):
    """Deals with these features; a feature that is not named may be anything."""

    segments: tuple[Id, ...] = ()
    """Products or kinds of customer (产品): ids of the market's segments, or the deals file's `segment`."""
    channels: tuple[Id, ...] = ()
    """Where the deal came from (来源), such as a lead the company supplied: ids of channels."""
    new_customers: bool | None = None
    """Only deals with new customers (true) or only others (false)."""


class Counts(Where):
    """A deal with these features counts at this multiple of its amount: 0.4 for a lead the company supplied."""

    counts: Rate
    """Multiple of the amount; where several rows fit, they multiply."""


class DaysToPay(Record):
    """From so many days between invoice and payment on (回款时间系数), money received counts at this multiple."""

    start: Annotated[int, Field(alias="from", ge=0, le=3650)]
    """Calendar days; the first row begins at 0, and the last is open-ended."""
    counts: Rate
    """Multiple of the money received."""


class LargeDeal(Record):
    """A windfall clause (大单条款): of a deal's amount, the part above a limit counts at a lower multiple."""

    above: Positive
    """Money of one deal."""
    counts: Annotated[Decimal, Field(ge=0, lt=1, decimal_places=6)] = Decimal(0)
    """Multiple at which the part above counts; 0: a cap on the deal."""


class Credited(Record):
    """What a component counts before it pays: the keys shared by all components that measure sales."""

    where: Where | None = None
    """Only deals with these features count."""
    counts: tuple[Counts, ...] = ()
    """Deals with some features count at a multiple of their amount; all others in full."""
    days_to_pay: tuple[DaysToPay, ...] = ()
    """Money received counts by how soon it came; only for measures of money received."""
    large_deals: LargeDeal | None = None
    """What becomes of the part of a deal above a limit."""

    @property
    def by_deal(self) -> bool:
        """Whether deals have to be looked at one by one, instead of their sum."""
        return bool(self.where or self.counts or self.days_to_pay or self.large_deals)

    @model_validator(mode="after")
    def _days_go_up_from_zero(self) -> "Credited":
        starts = [Decimal(row.start) for row in self.days_to_pay]
        found = ascending(starts, "days_to_pay", "from")
        if starts and starts[0] != 0:
            found.append(Problem(("days_to_pay", 0, "from"), "the first row begins at 0", starts[0]))
        if found:
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


def unit_of(kpi_id: str) -> str | None:
    """The unit of a KPI of the registry; None where it is one of the plan's own, or unknown."""
    try:
        return kpi(kpi_id).unit
    except KeyError:
        return None


def target_problems(target: KpiTarget, unit: str | None) -> Iterator[Problem]:
    """A target in another unit than its KPI's; paths from the record that has the target."""
    if unit is None or unit == "money":
        return
    if target.each is None:
        message = "a quota is money, and this measure is counted: give `each`"
        yield Problem(("target", "of_quota"), message, target.of_quota)
    elif unit == "count" and target.each % 1:
        yield Problem(("target", "each"), "should be a whole number: things are counted", target.each)


class Indicator(Record):
    """A KPI looked at beside what is paid for: its value, or with a target its attainment."""

    kpi: Id
    """What is measured: a KPI of the registry or one of the plan's own."""
    target: KpiTarget | None = None
    """What is 100 %; without it the KPI's own value is meant (a ratio such as 0.2, a number, an amount)."""
    where: Where | None = None
    """Only deals with these features."""
    to_date: bool = False
    """Counted from the fiscal year's first day instead of the period's."""

    @model_validator(mode="after")
    def _target_in_its_unit(self) -> "Indicator":
        found = list(target_problems(self.target, unit_of(self.kpi))) if self.target else []
        if found:
            raise Problems(found)
        return self
