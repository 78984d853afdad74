"""A rep's pay statement: every line with what it was measured on, and lines that add up to the pay."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenarios.kpis import kpi
from scenarios.plan import Base
from scenarios.scenario import Scenario
from sim.measures import M
from sim.pay.engine import line_pay, pieces_of
from sim.pay.table import Line, PayTable, kpi_target, plan_lines
from sim.quotas import rep_quotas
from sim.seats import days_of_months, days_there


@dataclass(frozen=True)
class StatementLine:
    """One pay line of one period. Amounts in coins (or things counted); `why` says it in words."""

    rep: str
    component: str
    measure: str
    first_month: int
    last_month: int
    amount: int
    target: int
    pay: int
    why: str


def statement(
    scenario: Scenario, table: PayTable, rep: int, sold: npt.NDArray[np.float64]
) -> tuple[StatementLine, ...]:
    """Every line that a year pays one rep, by period. `sold`: float [month, measure], the rep's year."""
    quotas = rep_quotas(scenario)[rep]
    lines = []
    for number, line in enumerate(plan_lines(scenario)):
        spans = table.spans[number]
        for last in np.unique(spans.last):
            first = int(spans[last].first)
            quota = int(quotas[first : last + 1].sum())
            lines.append(_line(scenario, table, number, line, rep, sold, quota, (first, int(last))))
    return tuple(lines)


def _line(
    scenario: Scenario,
    table: PayTable,
    number: int,
    line: Line,
    rep: int,
    sold: npt.NDArray[np.float64],
    quota: int,
    months: tuple[int, int],
) -> StatementLine:
    _, component, of_kpi = line
    measure = int(table.lines[number].measure)
    first, last = months
    amount = int(sold[first : last + 1, measure].sum()) if measure >= 0 else 0
    pieces = pieces_of(table, table.curve[number, rep, last])
    target = kpi_target(scenario, of_kpi, quota) if of_kpi else quota
    pay = line_pay(pieces, amount)
    name = "" if measure < 0 else M(measure).name.lower()
    why = _salary(scenario, rep, first) if isinstance(component, Base) else _why(scenario, name, amount, target, pieces)
    ids = (scenario.people.reps[rep].id, component.id, name)
    return StatementLine(*ids, first + 1, last + 1, amount, 0 if isinstance(component, Base) else target, pay, why)


def _salary(scenario: Scenario, rep: int, month: int) -> str:
    """For all of the month, or for the days on which the rep was there."""
    days, there = days_of_months(scenario)[month], days_there(scenario)[rep, month]
    return "salary of the month" if days == there else f"salary of {there} of the month's {days} working days"


def _why(scenario: Scenario, measure: str, amount: int, target: int, pieces: npt.NDArray[np.void]) -> str:
    """Measure, attainment and the piece of the curve reached, in words."""
    unit = 10**scenario.company.currency.minor_digits if kpi(measure).unit == "money" else 1  # type: ignore[arg-type]
    place = int(np.searchsorted(pieces["start"], amount, side="right")) - 1
    share = f" = {100 * amount / target:.2f} % of {target / unit:,.2f}" if target else ""
    return f"{measure} {amount / unit:,.2f}{share}; piece {place + 1} of {len(pieces)} of its curve"
