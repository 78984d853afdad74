"""What a plan pays one person in a year in which every period comes to the same attainment, through the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from results.pay.level_field import LevelField, Site, level_field, record_at
from scenarios.plan import Base, Commission, Indicator, Plan, ScorecardKpi, Spif
from sim.pay.coins import line_pay
from sim.pay.curve import EVERYTHING
from sim.pay.maker import Maker
from sim.pay.paper import Sheet, on_paper
from sim.pay.payees import Payees
from sim.pay.run import pay_year
from sim.pay.table import CURVE, MONTHS, NOBODY
from sim.quotas import half_up

Ints = npt.NDArray[np.int64]
MOST = Fraction(2)
"""Attainment at which a curve ends."""


@dataclass(frozen=True)
class Filled:
    """One period of one site: months, what 100 % is (coins, things, millionths), and how it is to be filled."""

    site: Site
    first: int
    last: int
    full: int
    to_date: bool = False
    evenly: bool = False
    less: bool = False

    def wanted(self, attainment: Fraction, more: int) -> int:
        """The amount at an attainment, the next whole one, and so many more."""
        if not self.site.moves:
            return self.full
        if self.less:
            exact = (2 - attainment) * self.full
            return max(0, exact.numerator // exact.denominator - more)
        return max(0, -int(-(attainment * self.full) // 1) + more)


class Sweep:
    """A person's year under a plan, paid at any attainment.

    place: of the person among payees. base: components that are salaries.
    """

    def __init__(self, plan: Plan, payees: Payees, place: int = 0) -> None:
        self.original, self.payees, self.place = plan, payees, place
        self.field: LevelField = level_field(plan)
        clock = (lambda day: float(day.toordinal())) if payees.start else None
        self.sheet = Sheet(self.field.plan, payees, on_paper(self.field.plan, clock=clock))
        self.maker = Maker(self.field.plan, payees, self.sheet.setting)
        self.salaries = [i for i, c in enumerate(plan.components) if isinstance(c, Base)]
        self.columns = {site.name: self._columns(site.name) for site in self.field.sites}
        self.filled = [row for site in self.field.sites for row in self._periods(site)]
        self._paid: dict[tuple[Fraction, int], Ints] = {}

    def paid(self, attainment: Fraction, more: int = 0) -> Ints:
        """Coins by [month, component]; `more`: whole coins (or things) that each period has beyond the attainment."""
        key = (attainment, more)
        if key not in self._paid:
            sums = np.zeros_like(self.sheet.sums)
            for row in self.filled:
                self._fill(sums, row, row.wanted(attainment, more))
            paid = pay_year(self.sheet.table, sums, len(self.sheet.setting.columns), len(self.field.plan.components))
            self._paid[key] = paid[:, self.place]
        return self._paid[key]

    def year(self, attainment: Fraction, more: int = 0, component: int | None = None) -> int:
        """Coins of the year: of one component, or of all but salaries."""
        by_component = self.paid(attainment, more).sum(axis=0)
        if component is not None:
            return int(by_component[component])
        return int(by_component.sum() - by_component[self.salaries].sum())

    def target_pay(self) -> Fraction:
        """Variable pay of the year at target, coins."""
        return self.payees.variable[self.place] * self.payees.months / 12

    def quota(self) -> int:
        """Coins of the year."""
        return int(self.payees.quota[self.place].sum())

    def full(self, component: int) -> int:
        """What 100 % of a component's own measure is in the year; 0 where it has none."""
        return sum(
            row.full for row in self.filled if row.site.component == component and row.site.path[-1] == "measure"
        )

    @cached_property
    def edges(self) -> tuple[tuple[Fraction, int], ...]:
        """Attainments up to 200 % at which some curve begins a new piece, with the component; going up."""
        found: set[tuple[Fraction, int]] = set()
        table, rep = self.sheet.table, self.place
        for number, line in enumerate(table.lines):
            for row in self._rows_of(line.first, line.last) if line.kind == CURVE else ():
                # An allowance by one period is paid in the next, so that its curve stands there.
                month = row.last + int(table.spans[number, row.last].last < row.last)
                if month < self.payees.months:
                    found |= {(x, int(line.component)) for x in self._starts(table.curve[number, rep, month], row)}
                for event in table.events:
                    if event.curve >= 0 and event.column in self.columns[row.site.name]:
                        found |= {(x, int(line.component)) for x in self._starts(event.curve, row)}
        for number, leaf in enumerate(table.leaves):
            for row in self._rows_of(leaf.first, leaf.last):
                component = int(table.lines[leaf.line].component)
                found |= {(x, component) for x in self._starts(table.leaf_curve[number, rep, row.last], row)}
        return tuple(sorted(found))

    def counts_things(self, component: int) -> bool:
        """Whether a component pays for things, of which there are no parts."""
        units = {kpi.id: kpi.unit for kpi in self.field.plan.kpis}
        own = [site for site in self.field.sites if site.component == component and site.path[-1] == "measure"]
        return any(units[site.name] != "money" for site in own)

    def step(self, component: int) -> int:
        """Coins to which a component's pay is rounded."""
        return max(1, *(int(line.step) for line in self.sheet.table.lines if line.component == component))

    # ── sites and their periods ─────────────────────────────────────────────────────────────────

    def _rows_of(self, first: int, last: int) -> list[Filled]:
        """Periods of the sites that some terms look at."""
        columns = {int(self.sheet.table.terms[place].column) for place in range(first, last)}
        return [
            row for row in self.filled if row.site.moves and row.full > 0 and columns & set(self.columns[row.site.name])
        ]

    def _starts(self, curve: int, row: Filled) -> Iterator[Fraction]:
        if curve == NOBODY:
            return
        table = self.sheet.table
        for piece in table.pieces[table.first[curve] : table.first[curve + 1]]:
            if int(piece.start) > EVERYTHING // 2:
                edge = _snapped(int(piece.start), row)
                if 0 < edge <= MOST:
                    yield edge

    def _columns(self, measure: str) -> list[int]:
        """The number's own column, and those in which a part of it is counted."""
        base = self.sheet.setting.columns[measure]
        return [base, *(int(event.column) for event in self.sheet.table.events if event.measure == base)]

    def _periods(self, site: Site) -> Iterator[Filled]:
        component: Any = self.field.plan.components[site.component]
        record = record_at(self.field.plan, site.path[:-1] if site.path[-1] == "measure" else site.path)
        if isinstance(component, Spif):
            months = [month for month in range(self.payees.months) if self.maker.in_force(component, month)]
            spans = [(months[0], months[-1])] if months else []
        else:
            runs_on = isinstance(component, Commission) and component.basis == "cumulative"
            spans = list(_spans(self.payees.months, MONTHS[component.resets if runs_on else component.period]))
        by_deal = isinstance(component, Commission) and component.basis == "deal"
        evenly = by_deal or (isinstance(component, Commission) and component.basis == "cumulative")
        if by_deal:
            spans = list(_spans(self.payees.months, 1))
        to_date = isinstance(record, Indicator) and record.to_date
        less = isinstance(record, ScorecardKpi) and record.better == "less"
        for first, last in spans:
            full = self._full(site, component, record, 0 if to_date else first, last) if site.moves else 1
            yield Filled(site, first, last, full, to_date, evenly and not by_deal, less)

    def _full(self, site: Site, component: Any, record: Any, first: int, last: int) -> int:
        """What 100 % is; 0 for what is counted and has no target."""
        maker, scope = self.maker, getattr(component, "scope", "own")
        own = record is component
        target = getattr(record, "quota" if own else "target", None)
        unit = self.field.plan.kpis[[k.id for k in self.field.plan.kpis].index(site.name)].unit
        if target is not None and target.each is not None:
            held = sum((maker.in_force(component, m) for m in range(first, last + 1)), Fraction(0)) / (last + 1 - first)
            return half_up(Fraction(target.each) * (maker.money if unit == "money" else 1) * (held if own else 1))
        if unit != "money" and target is None:
            return 0
        ramp = getattr(component, "ramp", ()) if own else ()
        group = maker.group(self.place, scope)
        quota = sum(maker.quota(component, other, first, last, ramp) for other in group)
        return quota if target is None else half_up(Fraction(target.of_quota) * quota)

    def _fill(self, sums: npt.NDArray[np.float64], row: Filled, amount: int) -> None:
        mine = sums[:, self.place]
        base = self.columns[row.site.name][0]
        if row.to_date:
            amount -= int(mine[1 : row.first + 1, base].sum())
        months = row.last + 1 - row.first if row.evenly else 1
        for step in range(months):
            part = amount * (step + 1) // months - amount * step // months
            month = row.last if months == 1 else row.first + step
            for column in self.columns[row.site.name]:
                mine[month + 1, column] += self._counted(column, part)

    def _counted(self, column: int, amount: int) -> int:
        """An amount, or where each deal is paid by itself what one deal of it pays."""
        table = self.sheet.table
        for event in table.events:
            if event.column == column and event.curve >= 0:
                pieces = table.pieces[table.first[event.curve] : table.first[event.curve + 1]]
                return int(line_pay(pieces, amount)) if amount else 0
        return amount


def _snapped(start: int, row: Filled) -> Fraction:
    """The attainment at which an amount is reached: as it was written, where six decimals say it."""
    exact = Fraction(start, row.full)
    written = Fraction(half_up(exact * 1_000_000), 1_000_000)
    edge = written if abs(start - written * row.full) <= 1 else exact
    return 2 - edge if row.less else edge


def _spans(months: int, length: int) -> Iterator[tuple[int, int]]:
    yield from ((first, min(first + length, months) - 1) for first in range(0, months, length))


__all__ = ["MOST", "Filled", "Sweep"]
