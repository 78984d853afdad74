"""The plan language: what people are paid, as data that is checked when it is read."""

from scenarios.plan.allowance import Allowance
from scenarios.plan.base import Base
from scenarios.plan.commission import MAX_ATTAINMENT, Commission, MatrixSchedule, edges_of
from scenarios.plan.contest import Contest
from scenarios.plan.counting import Counts, Credited, DaysToPay, Indicator, KpiTarget, LargeDeal, Where
from scenarios.plan.credit import Clauses, Credit
from scenarios.plan.example import Example
from scenarios.plan.modifier import (
    BandModifier,
    Condition,
    Gates,
    LineModifier,
    MatrixModifier,
    Modifier,
    ScoreModifier,
    TenureModifier,
)
from scenarios.plan.override import Override
from scenarios.plan.plan import KINDS_OF_COMPONENT, AnyComponent, Plan, kpis_named
from scenarios.plan.pool import Division, Pool
from scenarios.plan.recovery import Draw, Guarantee, Holdback, Limit, TopUp
from scenarios.plan.schedule import Cap, Point, PointSchedule, Schedule, Tier, TierSchedule
from scenarios.plan.score import Score, ScorecardKpi
from scenarios.plan.scorecard import Scorecard
from scenarios.plan.spif import Spif
from scenarios.plan.terms import Component, Instalment, Period, Rounding, Scope, Variable

__all__ = [
    "KINDS_OF_COMPONENT",
    "MAX_ATTAINMENT",
    "Allowance",
    "AnyComponent",
    "BandModifier",
    "Base",
    "Cap",
    "Clauses",
    "Commission",
    "Component",
    "Condition",
    "Contest",
    "Counts",
    "Credit",
    "Credited",
    "DaysToPay",
    "Division",
    "Draw",
    "Example",
    "Gates",
    "Guarantee",
    "Holdback",
    "Indicator",
    "Instalment",
    "KpiTarget",
    "LargeDeal",
    "Limit",
    "LineModifier",
    "MatrixModifier",
    "MatrixSchedule",
    "Modifier",
    "Override",
    "Period",
    "Plan",
    "Point",
    "PointSchedule",
    "Pool",
    "Rounding",
    "Schedule",
    "Scope",
    "Score",
    "ScoreModifier",
    "Scorecard",
    "ScorecardKpi",
    "Spif",
    "TenureModifier",
    "Tier",
    "TierSchedule",
    "TopUp",
    "Variable",
    "Where",
    "edges_of",
    "kpis_named",
]
