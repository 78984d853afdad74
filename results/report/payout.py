"""The payout curve: what a year's variable pay comes to at each attainment, and where the reps stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from scenarios.base import Label
from scenarios.plan import Base
from scenarios.scenario import Scenario
from sim.measures import M
from sim.pay.engine import line_pay, pieces_of
from sim.pay.table import Line, PayTable, kpi_target, make_pay_table, plan_lines
from sim.quotas import rep_quotas
from sim.tables import Table

Floats = npt.NDArray[np.float64]
STEP = 0.01
LEAST, MOST = 1.5, 3.0
"""Attainment up to which a curve is drawn, at least and at most."""


@dataclass(frozen=True)
class Curve:
    """One grade's pay: variable pay of the year, coins, at each attainment."""

    level: Label
    attainment: Floats
    pay: Floats


@dataclass(frozen=True)
class Payout:
    """Curves of all grades with a quota, and a dot for each rep: expected attainment and variable pay, coins.

    place: of each dot, the rep's in the roster; level: of each dot, the curve's. in_proportion: whether a part
    of pay has no target of its own and was taken in proportion to bookings.
    """

    curves: tuple[Curve, ...]
    attainment: Floats
    pay: Floats
    level: tuple[int, ...]
    place: tuple[int, ...]
    in_proportion: bool


@dataclass(frozen=True)
class Period:
    """One pay line in one of its periods: its curve, and what is measured, coins or things, at 100 % attainment."""

    pieces: Table
    full: float


def payout_of(outcome: Outcome) -> Payout:
    """Curves of this plan for the middle rep, by quota, of each grade, with the reps of these years on them."""
    reps = outcome.scenario.people.reps
    carrying = [place for place, quota in enumerate(outcome.quotas) if quota > 0]
    reached = np.array([outcome.year("bookings")[:, p].mean() / outcome.quotas[p] for p in carrying])
    grid = np.arange(0, np.clip(reached.max() + 0.1, LEAST, MOST) + STEP / 2, STEP)
    table = make_pay_table(outcome.scenario)
    curves: dict[str, Curve] = {}
    for level in outcome.scenario.people.levels:
        peers = [place for place in carrying if reps[place].level == level.id]
        if peers:
            middle = sorted(peers, key=lambda place: (outcome.quotas[place], place))[len(peers) // 2]
            periods = paid_periods(outcome, table, middle, peers)
            pays = [year_pay(periods, float(x)) for x in grid]
            curves[level.id] = Curve(level.name, grid, np.array(pays, np.float64))
    names = list(curves)
    levels = tuple(names.index(reps[place].level) for place in carrying)
    pay = variable_pay(outcome)[:, carrying].mean(axis=0)
    return Payout(tuple(curves.values()), reached, pay, levels, tuple(carrying), _in_proportion(outcome.scenario))


def variable_pay(outcome: Outcome) -> Floats:
    """Everything but salaries, [replication, rep], coins."""
    paid = [c for c in outcome.scenario.plan.components if not isinstance(c, Base)]
    return sum((outcome.year(f"pay:{c.id}") for c in paid), np.zeros_like(outcome.pay))


def year_pay(periods: Sequence[Period], attainment: float) -> int:
    """Coins above salary that the plan pays for a year in which every period comes to this attainment."""
    return sum(int(line_pay(period.pieces, round(attainment * period.full))) for period in periods)


def paid_periods(outcome: Outcome, table: PayTable, rep: int, peers: Sequence[int]) -> list[Period]:
    """Everything but salary that a year pays a rep, period by period."""
    scenario = outcome.scenario
    quotas = rep_quotas(scenario)[rep]
    periods = []
    for number, line in enumerate(plan_lines(scenario)):
        if isinstance(line[1], Base):
            continue
        for last in np.unique(table.spans[number].last):
            quota = int(quotas[int(table.spans[number][last].first) : last + 1].sum())
            full = _full(outcome, line, int(table.lines[number].measure), quota, peers)
            periods.append(Period(pieces_of(table, table.curve[number, rep, last]), full))
    return periods


def _full(outcome: Outcome, line: Line, measure: int, quota: int, peers: Sequence[int]) -> float:
    """What 100 % is: of bookings the quota, of a KPI its target; anything else stands in proportion to bookings."""
    _, _, of_kpi = line
    if of_kpi is not None:
        return float(kpi_target(outcome.scenario, of_kpi, quota))
    return float(quota) if measure == M.BOOKINGS else quota * _ratio(outcome, measure, peers)


def _ratio(outcome: Outcome, measure: int, peers: Sequence[int]) -> float:
    """A measure for each coin of bookings, in the simulated years of these reps."""
    bookings = float(outcome.year("bookings")[:, list(peers)].sum())
    return float(outcome.reps[:, list(peers), measure].sum()) / bookings if bookings else 0.0


def _in_proportion(scenario: Scenario) -> bool:
    """Whether a commission is paid for something else than bookings, for which no target is written."""
    return any(
        of_kpi is None and not isinstance(component, Base) and getattr(component, "measure", "bookings") != "bookings"
        for _, component, of_kpi in plan_lines(scenario)
    )
