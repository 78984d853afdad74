"""Every line that a year pays, with what it was measured on: numbers only, words are made for those asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from scenarios.plan import Allowance, Base, Commission, Pool, Scorecard
from scenarios.plan.plan import AnyComponent
from sim.pay.counted import line_pays
from sim.pay.kinds.curves import full_amount, kpi_target
from sim.pay.kinds.groups import _full as pool_target
from sim.pay.maker import Maker
from sim.pay.paper import Paper
from sim.pay.payees import Ints
from sim.pay.table import NOBODY

PAY, AGAIN, BY_HAND = "pay", "again", "by hand"


@dataclass(frozen=True)
class PayLine:
    """One line of one person. Months from 0; month: the one that pays it. amount, full: coins, or things counted.

    full: what is 100 %, 0 where nothing is. factor: coefficient in millionths, or one of counted's PLAIN and SHUT.
    rows: rows of the files behind the amount. what: PAY; AGAIN for what settling earlier months again comes to;
    BY_HAND for a decision, whose place among them is then `line`.
    """

    rep: int
    component: str
    line: int
    kpi: str
    unit: str
    first: int
    last: int
    month: int
    amount: int
    full: int
    factor: int
    pay: int
    rows: int = 0
    what: str = PAY


@dataclass(frozen=True, eq=False)
class Lines:
    """A year's lines as arrays, and what explanations need: made once for a paper.

    rows: for a measure, the rows of the files behind [month, rep]; empty for a simulated year.
    """

    paper: Paper
    rows: dict[str, Ints] = field(default_factory=dict)

    @cached_property
    def arrays(self) -> tuple[Ints, Ints, Ints]:
        paper = self.paper
        return line_pays(paper.table, paper.sums, paper.first_pay, len(paper.plan.components))

    @cached_property
    def maker(self) -> Maker:
        return Maker(self.paper.plan, self.paper.payees, self.paper.setting)

    def component(self, line: int) -> AnyComponent:
        return self.paper.plan.components[int(self.paper.table.lines[line].component)]

    def kpi(self, line: int) -> str:
        """The KPI that a line pays for; "" where it is salary, pay on pay, or a score."""
        component = self.component(line)
        if isinstance(component, Scorecard):
            return component.kpis[self.place(line)].kpi if component.by_line else ""
        return str(getattr(component, "measure", ""))

    def place(self, line: int) -> int:
        """The line's place among those of its component."""
        of = self.paper.table.lines.component
        return int((of[:line] == of[line]).sum())

    def unit(self, line: int) -> str:
        kpi = self.kpi(line)
        return self.maker.recipe(kpi).unit if kpi else "money"

    def full(self, line: int, rep: int, first: int, last: int) -> int:
        """What is 100 % of a line's measure; 0 where nothing is."""
        maker, component = self.maker, self.component(line)
        if isinstance(component, Commission):
            by_deal = component.basis == "deal" or maker.recipe(component.measure).unit != "money"
            if by_deal and component.quota is None:
                return 0
            return full_amount(maker, component, rep, first, last)
        if isinstance(component, Pool):
            return pool_target(maker, component, rep, first, last)
        if isinstance(component, Scorecard) and component.by_line:
            return kpi_target(maker, component, component.kpis[self.place(line)], rep, first, last)
        if isinstance(component, Allowance) and maker.recipe(component.measure).unit == "money":
            return maker.quota(component, rep, first, last)
        return 0

    def source_rows(self, line: int, rep: int, first: int, last: int) -> int:
        kpi = self.kpi(line)
        if not kpi or not self.rows:
            return 0
        scope, team = ("own", "team", "company")[int(self.paper.table.lines[line].scope)], self.paper.payees.team
        people = [rep] if scope == "own" else (team == team[rep]) if scope == "team" else slice(None)
        found = [self.rows[name][first : last + 1][:, people].sum() for name in self.maker.recipe(kpi).measures
                 if name in self.rows]  # fmt: skip
        return int(sum(found))

    def of(self, months: Sequence[int], reps: Sequence[int] | None = None) -> list[PayLine]:
        """The lines that some months pay, of everybody or of some, in the order of people, months and components."""
        paper, (pays, amounts, factors) = self.paper, self.arrays
        wanted = np.zeros(len(paper.payees.ids), bool)
        wanted[list(reps) if reps is not None else slice(None)] = True
        closes = paper.table.spans.closes == 1
        there = (paper.table.curve != NOBODY).transpose(0, 2, 1)
        shown = (closes[:, :, None] & there) | (pays != 0)
        shown &= wanted & np.isin(np.arange(shown.shape[1]), list(months))[None, :, None]
        found = []
        for line, month, rep in zip(*(axis.tolist() for axis in np.nonzero(shown)), strict=True):
            span = paper.table.spans[line, month]
            first, last = max(0, int(span.first)), min(int(span.last), month)
            found.append(PayLine(
                rep, self.component(line).id, line, self._kpis[line], self._units[line], first, last, month,
                int(amounts[line, month, rep]), self.full(line, rep, first, int(span.last)),
                int(factors[line, month, rep]), int(pays[line, month, rep]), self.source_rows(line, rep, first, last),
            ))  # fmt: skip
        return sorted(found, key=lambda one: (one.rep, one.month, one.line))

    @cached_property
    def _kpis(self) -> list[str]:
        return [self.kpi(line) for line in range(len(self.paper.table.lines))]

    @cached_property
    def _units(self) -> list[str]:
        return [self.unit(line) for line in range(len(self.paper.table.lines))]


def lines_of(paper: Paper, rows: dict[str, Ints] | None = None) -> Lines:
    """The lines of a year that has been paid."""
    return Lines(paper, rows or {})


def is_salary(lines: Lines, line: int) -> bool:
    return isinstance(lines.component(line), Base)
