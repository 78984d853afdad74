"""The plan as numbers for one scenario: every pay line's curve for each rep and period, exact in integers."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.kpis import KpiId, kpi
from scenarios.people import Level, Rep
from scenarios.plan import Base, Commission, Scorecard, ScorecardKpi
from scenarios.scenario import Scenario
from sim.measures import M
from sim.pay.curve import Piece, Scale, commission_pieces, flat_piece, scorecard_pieces
from sim.quotas import minor_units, rep_quotas
from sim.rules.money import MICRO
from sim.seats import days_of_months, days_there
from sim.tables import Table, table

MONTHS = {"month": 1, "quarter": 3, "year": 12}
Line = tuple[int, Base | Commission | Scorecard, ScorecardKpi | None]


LINE = np.dtype([("measure", "i8"), ("component", "i8")])
"""A pay line: its measure's place in the panel (-1 for a salary, which depends on none) and its component."""

SPAN = np.dtype([("first", "i8"), ("last", "i8")])
"""First and last month of a pay period."""

PIECE = np.dtype(
    [("start", "i8"), ("constant", "i8"), ("slope", "i8"), ("over", "i8"), ("anchor", "i8"), ("more", "i8")]
)
"""From `start` on, pay in millionths of a coin = constant + floor((slope · (amount - anchor) + more) / over)."""


class PayTable(NamedTuple):
    """Pay lines (a salary, a commission, one KPI of a scorecard) and their curves.

    lines: [line]. spans: [line, month], the pay period around each month.
    curve: int [line, rep, month], the curve in force; the same through a period.
    first: int [curve + 1], where each curve's pieces begin. pieces: [piece].
    """

    lines: Table
    spans: Table
    curve: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    pieces: Table


def plan_lines(scenario: Scenario) -> list[Line]:
    """Every pay line: its component's place, the component, and the KPI where it is one of a scorecard."""
    lines: list[Line] = []
    for place, component in enumerate(scenario.plan.components):
        of_kpis = component.kpis if isinstance(component, Scorecard) else (None,)
        lines += [(place, component, line) for line in of_kpis]
    return lines


def make_pay_table(scenario: Scenario) -> PayTable:
    """Compiles the plan for every rep and month. Raises OverflowError if an amount does not fit 64 bits."""
    lines = plan_lines(scenario)
    months = scenario.company.calendar.months
    spans = _spans([component for _, component, _ in lines], months)
    known: dict[tuple[Piece, ...], int] = {}
    curve = np.zeros((len(lines), len(scenario.people.reps), months), np.int64)
    quotas, days, there = rep_quotas(scenario), days_of_months(scenario), days_there(scenario)
    levels = {level.id: level for level in scenario.people.levels}
    for (li, (_, component, of_kpi)), (ri, rep) in _pairs(lines, scenario.people.reps):
        for begin in np.unique(spans[li].first):
            end = spans[li, begin].last
            quota = int(quotas[ri, begin : end + 1].sum())
            part = Fraction(int(there[ri, begin : end + 1].sum()), int(days[begin : end + 1].sum()))
            pieces = line_pieces(scenario, component, of_kpi, levels[rep.level], quota, end + 1 - begin, part)
            curve[li, ri, begin : end + 1] = known.setdefault(pieces, len(known))
    places = [(_measure(component, of_kpi), place) for place, component, of_kpi in lines]
    return PayTable(table(LINE, places), spans, curve, *_packed(list(known)))


def line_pieces(
    scenario: Scenario,
    component: Base | Commission | Scorecard,
    of_kpi: ScorecardKpi | None,
    level: Level,
    quota: int,
    months: int,
    there: Fraction = Fraction(1),
) -> tuple[Piece, ...]:
    """What one line pays a rep of this level with this quota (coins) for a period of so many months.

    there: the part of the period's working days on which she is there, which a salary is paid for.
    """
    coin = 10**scenario.company.currency.minor_digits
    if isinstance(component, Base):
        return flat_piece(Fraction(level.base) * coin * there)
    target_pay = Fraction(str(component.target_share)) * Fraction(level.variable) * coin * months / 12
    if isinstance(component, Commission):
        unit = coin if kpi(component.measure).unit == "money" else 1
        return commission_pieces(component, Scale(quota, unit, coin, target_pay))
    assert of_kpi is not None
    return scorecard_pieces(of_kpi, kpi_target(scenario, of_kpi, quota), target_pay)


def kpi_target(scenario: Scenario, line: ScorecardKpi, quota: int) -> int:
    """What is 100 % of a KPI in a period: coins, or a number of things."""
    if line.target.of_quota is not None:
        coin = 10**scenario.company.currency.minor_digits
        return minor_units(Fraction(line.target.of_quota) * Fraction(quota, coin), scenario.company)
    assert line.target.each is not None
    each = Fraction(line.target.each)
    return minor_units(each, scenario.company) if kpi(line.kpi).unit == "money" else round(each)


def measure_of(kpi_id: KpiId) -> int:
    """Where a KPI stands in the panel."""
    return int(M[kpi_id.upper()])


def _measure(component: Base | Commission | Scorecard, of_kpi: ScorecardKpi | None) -> int:
    if isinstance(component, Commission):
        return measure_of(component.measure)
    return measure_of(of_kpi.kpi) if of_kpi else -1


def _pairs(lines: Sequence[Line], reps: Sequence[Rep]) -> list[tuple[tuple[int, Line], tuple[int, Rep]]]:
    return [(line, rep) for line in enumerate(lines) for rep in enumerate(reps)]


def _spans(components: Sequence[Base | Commission | Scorecard], months: int) -> Table:
    """The pay period around each month; one cut off by the year's end closes there."""
    spans = np.zeros((len(components), months), SPAN).view(np.recarray)
    for row, component in zip(spans, components, strict=True):
        length = 1 if isinstance(component, Base) else MONTHS[component.period]
        month = np.arange(months)
        row.first = month - month % length
        row.last = np.minimum(row.first + length, months) - 1
    return spans


def _packed(curves: Sequence[tuple[Piece, ...]]) -> tuple[npt.NDArray[np.int64], Table]:
    """Pieces as integers; a constant is kept to a millionth of a coin."""
    rows = []
    for piece in (piece for curve in curves for piece in curve):
        base, slope = piece.base * MICRO, piece.slope * MICRO
        over = lcm(base.denominator, slope.denominator)
        whole, more = divmod(int(base * over), over)
        rows.append((piece.start, whole, int(slope * over), over, piece.anchor, more))
    first = np.cumsum([0, *(len(curve) for curve in curves)]).astype(np.int64)
    return first, table(PIECE, rows)
