"""A rep's pay statement: every line with what it was measured on, and lines that add up to the pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.pay.make import setting_of
from sim.pay.paper import Paper
from sim.pay.payees import Payees, payees_of
from sim.pay.table import PayTable
from sim.pay.why import PayLine, explain, lines_of
from sim.pay.why.lines import Lines
from sim.pay.why.step import Figures, Step


@dataclass(frozen=True)
class StatementLine:
    """One pay line of one period. Amounts in coins (or things counted); `why` says it in words. Months from 1.

    last_month: the one that pays.
    """

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
    scenario: Scenario, table: PayTable, rep: int, values: npt.NDArray[np.float64], payees: Payees | None = None
) -> tuple[StatementLine, ...]:
    """Every line that a simulated year pays one rep, by period.

    values: float [period, rep, column], a replication of a panel; or [month, column], the rep's year alone, which is
    enough where no line looks at others. payees: instead of the scenario's people, to show codes for names.
    """
    return statements(scenario, table, _everybody(scenario, rep, values), payees, (rep,))


def statements(
    scenario: Scenario, table: PayTable, values: npt.NDArray[np.float64], payees: Payees | None = None,
    reps: tuple[int, ...] | None = None,
) -> tuple[StatementLine, ...]:  # fmt: skip
    """The lines of several reps, or of everybody. values: float [period, rep, column]."""
    people = payees or payees_of(scenario)
    setting = setting_of(scenario)
    first, count = setting.first_counted - len(scenario.plan.components), len(scenario.plan.components)
    paid = np.rint(values[1:, :, first : first + count]).astype(np.int64)
    lines = lines_of(Paper(scenario.plan, people, setting, table, values, paid))
    figures = Figures(scenario.company.currency)
    return tuple(
        _told(lines, one, "; ".join(step.text.en for step in explain(lines, one, figures, "working days")))
        for one in lines.of(range(people.months), reps)
    )


def _told(lines: Lines, one: PayLine, why: str) -> StatementLine:
    return StatementLine(
        lines.paper.payees.ids[one.rep], one.component, one.kpi, one.first + 1, one.month + 1, one.amount, one.full,
        one.pay, why,
    )  # fmt: skip


def _everybody(scenario: Scenario, rep: int, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if values.ndim == 3:
        return values
    full = np.zeros((len(values) + 1, len(scenario.people.reps), values.shape[1]))
    full[1:, rep] = values
    return full


__all__ = ["StatementLine", "Step", "statement", "statements"]
