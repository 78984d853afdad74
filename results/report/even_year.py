"""A year in which everything comes to one attainment, paid through the engine: quotas, KPIs and indicators alike."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from scenarios.plan import AnyComponent, Base, Commission, Contest, Credited, Indicator, Pool, ScorecardKpi, Spif
from scenarios.plan_amounts import records_in
from sim.measures import FIXED, M
from sim.pay.curve import EVERYTHING, Piece
from sim.pay.kinds import MAKERS
from sim.pay.kinds.curves import full_amount, kpi_target
from sim.pay.make import setting_of
from sim.pay.maker import Maker
from sim.pay.payees import payees_of
from sim.pay.run import pay_year
from sim.pay.table import MONTHS, TERM
from sim.quotas import half_up
from sim.tables import Table, table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
STRAIGHT = (Piece(EVERYTHING, Fraction(0), Fraction(1)),)


class EvenYear:
    """A scenario's plan for its roster, at any attainment of a rep's own quotas.

    Every component counts in columns of its own, so that each comes to its own 100 %. What has no target stands in
    proportion to bookings as in the simulated years of the rep's grade, and so does the pay of what looks at single
    deals or ranks people; `in_proportion` says whether there is any. powers: float [3, month, rep, column]; amounts are
    powers[0] + attainment · powers[1] + attainment² · powers[2].
    """

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, scenario = outcome, outcome.scenario
        self.components = scenario.plan.components
        self.maker = Maker(scenario.plan, payees_of(scenario), setting_of(scenario))
        ends = [0]
        for component in self.components:
            if _reckonable(component):
                MAKERS[type(component)](self.maker, component)
            else:
                self._straight(component)
            ends.append(len(self.maker.terms))
        made = self.maker.made()
        self.table = made._replace(terms=self._own_columns(made.terms, ends))
        months, reps = self.maker.payees.months, len(self.maker.payees.ids)
        width = self._column(len(self.components), 0)
        self.powers = np.zeros((3, months, reps, width))
        self.in_proportion = False
        for place, component in enumerate(self.components):
            self._fill(place, component)

    def pay(self, attainment: float) -> Ints:
        """What each component pays everybody in the year, coins, int [rep, component]."""
        amounts = self.powers[0] + attainment * self.powers[1] + attainment**2 * self.powers[2]
        whole = np.rint(np.cumsum(np.maximum(0.0, amounts), axis=0))
        months, reps, width = whole.shape
        sums = np.zeros((months + 1, reps, width))
        sums[1:] = np.diff(whole, axis=0, prepend=0.0)
        first_pay = self.maker.setting.first_counted - len(self.components)
        paid: Ints = pay_year(self.table, sums, first_pay, len(self.components)).sum(axis=0)
        return paid

    def variable(self, attainment: float) -> Ints:
        """Everything but salaries, by rep, coins."""
        paid = [place for place, component in enumerate(self.components) if not isinstance(component, Base)]
        return np.asarray(self.pay(attainment)[:, paid].sum(axis=1))

    def full(self, component: str, measure: str) -> Floats:
        """What a component's measure comes to in the year at 100 %, by rep."""
        place = [c.id for c in self.components].index(component)
        return np.asarray(self.powers[:, :, :, self._column(place, M[measure.upper()])].sum(axis=(0, 1)))

    # ── columns ─────────────────────────────────────────────────────────────────────────────────

    def _column(self, component: int, measure: int) -> int:
        """A component's own column of a measure, after all that the engine has."""
        return self.maker.setting.first_counted + component * FIXED + measure

    def _own_columns(self, terms: Table, ends: Sequence[int]) -> Table:
        """The same terms, each of them looking at its component's own column."""
        counted = {self.maker.setting.first_counted + i: int(row[0]) for i, row in enumerate(self.maker.events)}
        rows = []
        for place, row in enumerate(terms):
            component = next(i for i in range(len(self.components)) if place < ends[i + 1])
            measure = counted.get(int(row["column"]), int(row["column"]))
            rows.append((self._column(component, measure), int(row["times"]), -1))
        return table(TERM, rows)

    def _straight(self, component: AnyComponent) -> None:
        """A component that the attainment of a year does not decide: its simulated pay, in proportion."""
        line = self.maker.line(component)
        begin = len(self.maker.terms)
        self.maker.terms.append((int(M.BOOKINGS), 1, -1))
        self.maker.lines[line] |= {"first": begin, "last": begin + 1}
        for first, last in self.maker.periods(line, component, "month"):
            for rep in range(self.maker.shape[0]):
                if self.maker.paid(component, rep):
                    self.maker.curves[line][rep, first : last + 1] = self.maker.curve(STRAIGHT)

    # ── what 100 % is ───────────────────────────────────────────────────────────────────────────

    def _fill(self, place: int, component: AnyComponent) -> None:
        quota = self.maker.payees.quota.T.astype(float)
        if not _reckonable(component):
            self.in_proportion = True
            self.powers[1, :, :, self._column(place, int(M.BOOKINGS))] = quota * self._ratio(f"pay:{component.id}")
            return
        for measure in M:
            ratio = 1.0 if measure == M.BOOKINGS else self._ratio(measure.name.lower())
            self.powers[1, :, :, self._column(place, int(measure))] = quota * ratio
        done: set[str] = self._by_quota(place, component)
        for kind in (ScorecardKpi, Indicator):
            for _, part in records_in(component):
                if isinstance(part, kind) and part.kpi not in done:
                    done |= self._to_target(place, component, part)

    def _by_quota(self, place: int, component: AnyComponent) -> set[str]:
        """A measure with a 100 % of its own; others stand in proportion to bookings, which come to the quota."""
        measure = getattr(component, "measure", None)
        if not isinstance(component, Commission | Pool) or component.quota is None:
            self.in_proportion |= measure not in (None, "bookings")
            return set() if measure is None else {measure}
        for rep in range(self.maker.shape[0]):
            for first, last in self._periods(component):
                self._set(place, component.measure, rep, (first, last), self._full(component, rep, first, last))
        return {component.measure}

    def _full(self, component: Commission | Pool, rep: int, first: int, last: int) -> float:
        """A rep's part of what is 100 % of her group."""
        group = self.maker.group(rep, component.scope)
        if isinstance(component, Commission):
            whole = full_amount(self.maker, component, rep, first, last)
        else:
            assert component.quota is not None
            each = component.quota.each
            quota = sum(self.maker.quota(component, other, first, last) for other in group)
            unit = self.maker.unit(self.maker.recipe(component.measure))
            whole = half_up(Fraction(component.quota.of_quota or 0) * quota if each is None else Fraction(each) * unit)
        total = sum(self.maker.quota(component, other, first, last) for other in group)
        mine = self.maker.quota(component, rep, first, last)
        return whole * (mine / total if total else 1 / len(group))

    def _to_target(self, place: int, component: AnyComponent, part: ScorecardKpi | Indicator) -> set[str]:
        """A KPI at its own target, by period; one that should be small falls as its attainment rises."""
        if part.target is None:
            return set()
        less = isinstance(part, ScorecardKpi) and part.better == "less"
        line = ScorecardKpi(kpi=part.kpi, weight=1, target=part.target)  # type: ignore[arg-type]
        for rep in range(self.maker.shape[0]):
            for first, last in self._periods(component):
                target = kpi_target(self.maker, component, line, rep, first, last)
                self._set(place, part.kpi, rep, (first, last), target, less)
        return {part.kpi}

    def _set(self, place: int, kpi: str, rep: int, months: tuple[int, int], full: float, less: bool = False) -> None:
        """A period's 100 % spread over its months; that of a ratio stands over what is below it as simulated."""
        recipe, at = self.maker.recipe(kpi), np.s_[months[0] : months[1] + 1, rep]
        above, below = (
            [(self._column(place, self.maker.setting.columns[name]), times) for name, times in part]
            for part in (recipe.above, recipe.below)
        )
        spread: Floats = np.full(months[1] + 1 - months[0], full / (months[1] + 1 - months[0]))
        if below:
            spread = np.asarray(sum(times * self.powers[:, *at, column].sum(axis=0) for column, times in below))
            spread = spread * full / 1_000_000
        for column, _ in above:
            self.powers[:, *at, column] = 0.0
        column, times = above[0]
        power = 2 if below else 1
        self.powers[power, *at, column] = (-spread if less else spread) / times
        if less:
            self.powers[power - 1, *at, column] = 2 * spread / times

    def _periods(self, component: AnyComponent) -> list[tuple[int, int]]:
        length = MONTHS[getattr(component, "period", "month")]
        months = self.maker.payees.months
        return [(first, min(first + length, months) - 1) for first in range(0, months, length)]

    def _ratio(self, measure: str) -> Floats:
        """A measure for each coin of bookings, by rep, in the simulated years of everybody of her grade."""
        reps, year = self.outcome.scenario.people.reps, self.outcome.year(measure).sum(axis=0)
        bookings = self.outcome.year("bookings").sum(axis=0)
        peers = [[i for i, other in enumerate(reps) if other.level == rep.level] for rep in reps]
        return np.array([year[p].sum() / b if (b := bookings[p].sum()) else 0.0 for p in peers])


def _reckonable(component: AnyComponent) -> bool:
    """Whether attainment decides what it pays: not which deals were won, nor who came before whom."""
    if isinstance(component, Spif | Contest) or (isinstance(component, Commission) and component.basis == "deal"):
        return False
    if isinstance(component, Credited) and component.by_deal:
        return False
    return all(getattr(part, "where", None) is None for _, part in records_in(component))
