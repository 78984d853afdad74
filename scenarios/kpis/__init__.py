"""The registry of KPIs: what a plan may pay for, score and show, each with formula, unit, source and trust."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from scenarios.base import Problem, repeated_ids
from scenarios.kpis.benchmark import Benchmark
from scenarios.kpis.customers import CUSTOMERS
from scenarios.kpis.funnel import FUNNEL
from scenarios.kpis.inputs import SECTIONS, Input, known_measures
from scenarios.kpis.money import MONEY
from scenarios.kpis.people import PEOPLE
from scenarios.kpis.record import Aggregation, Cycle, Kpi, Origin, OwnKpi, Unit
from scenarios.kpis.sales import SALES

__all__ = [
    "BY_ID",
    "KPIS",
    "KPI_IDS",
    "SECTIONS",
    "Aggregation",
    "Benchmark",
    "Cycle",
    "Input",
    "Kpi",
    "KpiId",
    "Origin",
    "OwnKpi",
    "Unit",
    "clashes",
    "known_measures",
    "kpi",
    "with_own",
]

KpiId = Literal["bookings", "gross_margin", "invoiced", "collected", "won_deals", "new_customers", "touches"]
"""KPIs that are one measure of a simulated year, so that the simulator can pay for them."""

KPIS: tuple[Kpi, ...] = (*SALES, *MONEY, *FUNNEL, *CUSTOMERS, *PEOPLE)
KPI_IDS: tuple[str, ...] = tuple(kpi.id for kpi in KPIS)
BY_ID: Mapping[str, Kpi] = MappingProxyType({kpi.id: kpi for kpi in KPIS})


def with_own(own: Sequence[OwnKpi]) -> Mapping[str, Kpi | OwnKpi]:
    """The registry with a plan's own KPIs, by id."""
    return dict(BY_ID) | {each.id: each for each in own}


def clashes(own: Sequence[OwnKpi], path: tuple[str | int, ...]) -> list[Problem]:
    """Ids that stand for two KPIs, two of the plan's or one of them and the registry's."""
    message = "is a KPI of the registry; choose another id"
    taken = [Problem((*path, i, "id"), message, each.id) for i, each in enumerate(own) if each.id in BY_ID]
    return [*repeated_ids(own, path), *taken]


def kpi(kpi_id: str) -> Kpi:
    """The KPI of that id; KeyError where the registry has none."""
    return BY_ID[kpi_id]
