"""A plan being made into tables: rows collected line by line, every curve and column kept once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np

from scenarios.company import months_after
from scenarios.plan import Credited, Plan, Where
from scenarios.plan.terms import Component, Rounding, Variable
from sim.pay.coins import MOST, RULES
from sim.pay.curve import Piece
from sim.pay.payees import ALWAYS, Ints, Payees
from sim.pay.table import (
    CODE,
    CURVE,
    EVENT,
    LEAF,
    LINE,
    MONTHS,
    NOBODY,
    OWN,
    SPAN,
    TERM,
    PayTable,
    packed,
)
from sim.pay.terms import Recipe, RecipeOf, recipes
from sim.quotas import half_up
from sim.tables import table

MILLION = 1_000_000
EVER = float("inf")
Clock = Callable[[date], float]
"""The time at which a day begins, in the units in which events are timed."""


@dataclass(frozen=True)
class Setting:
    """Where a plan is carried out: the columns that are counted, the kinds of deals there are, and the clock.

    columns: place of each measure in the sums; counted columns come after `first_counted`. segments, channels: ids that
    deals may have. clock: None where nothing has a date. beliefs: columns of which reps hold beliefs, in their order.
    """

    columns: Mapping[str, int]
    first_counted: int
    segments: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    clock: Clock | None = None
    delay_worth: float = 1.0
    beliefs: tuple[int, ...] = ()
    day: float = 1.0


class UnpayableError(ValueError):
    """Something a plan asks for that cannot be counted where it is carried out."""


@dataclass
class Maker:
    """Collects a plan's rows. `line` begins one; everything a line names is added through the maker."""

    plan: Plan
    payees: Payees
    setting: Setting
    recipe: RecipeOf = field(init=False)
    lines: list[dict[str, Any]] = field(default_factory=list)
    spans: list[Any] = field(default_factory=list)
    curves: list[Ints] = field(default_factory=list)
    known: dict[tuple[Piece, ...], int] = field(default_factory=dict)
    terms: list[tuple[int, int, int]] = field(default_factory=list)
    leaves: list[tuple[int, ...]] = field(default_factory=list)
    leaf_curves: list[Ints] = field(default_factory=list)
    code: list[tuple[int, int, int]] = field(default_factory=list)
    by_rep: list[Ints] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    counters: dict[tuple[Any, ...], int] = field(default_factory=dict)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    shares: list[Ints] = field(default_factory=list)
    quotas_known: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.recipe = recipes(self.plan)

    # ── what everybody needs ────────────────────────────────────────────────────────────────────

    @property
    def coin(self) -> int:
        return self.payees.coin

    @property
    def money(self) -> int:
        """Coins in one of the plan's own units of money."""
        return self.payees.coin * self.plan.unit

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.payees.ids), self.payees.months

    def unit(self, recipe: Recipe) -> int:
        """What one of a measure's written units comes to in the sums: coins, things, millionths of a ratio."""
        return (MILLION if recipe.below else recipe.over) * (self.money if recipe.unit == "money" else 1)

    def curve(self, pieces: tuple[Piece, ...]) -> int:
        return self.known.setdefault(pieces, len(self.known))

    def keep(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Numbers that a line keeps: from where to where."""
        begin = len(self.numbers)
        self.numbers += [int(number) for number in numbers]
        return begin, len(self.numbers)

    def run(self, steps: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
        """Code that a line runs: from where to where."""
        begin = len(self.code)
        self.code += steps
        return begin, len(self.code)

    def paid(self, component: Component, rep: int) -> bool:
        """Whether somebody's role is one that the component pays."""
        return not component.roles or self.payees.role[rep] in component.roles

    def in_force(self, component: Component, month: int) -> Fraction:
        """The part of a month's calendar days on which a component holds."""
        if component.starts is None and component.ends is None:
            return Fraction(1)
        if self.payees.start is None:
            raise UnpayableError(f"{component.id}: `starts` and `ends` need a calendar with dates")
        first, after = months_after(self.payees.start, month), months_after(self.payees.start, month + 1)
        begin = max(first, component.starts or first)
        end = min(after, component.ends + timedelta(days=1) if component.ends else after)
        return Fraction(max(0, (end - begin).days), (after - first).days)

    def quota(self, component: Component, rep: int, first: int, last: int, ramp: Sequence[Any] = ()) -> int:
        """Coins that are 100 % of some months, for as long as the component is in force; less while she is new."""
        if component.starts is None and component.ends is None and not ramp:
            return int(self.payees.quota[rep, first : last + 1].sum())
        total = 0
        for month in range(first, last + 1):
            share = self.in_force(component, month)
            service = int(self.payees.tenure[rep, month])
            if 0 <= service < len(ramp):
                share *= Fraction(ramp[service])
            total += half_up(int(self.payees.quota[rep, month]) * share)
        return total

    def group(self, rep: int, scope: str) -> list[int]:
        """Everybody in a rep's scope, herself among them."""
        team = self.payees.team
        if scope == "own":
            return [rep]
        return list(range(len(team))) if scope == "company" else np.flatnonzero(team == team[rep]).tolist()

    def group_quota(
        self, component: Component, rep: int, scope: str, first: int, last: int, ramp: Sequence[Any] = ()
    ) -> int:
        """Coins that are 100 % of some months for everybody in a rep's scope; a group's are added up once."""
        if scope == "own":
            return self.quota(component, rep, first, last, ramp)
        key = (component.id, scope, int(self.payees.team[rep]) if scope == "team" else -1, first, last, tuple(ramp))
        if key not in self.quotas_known:
            people = self.group(rep, scope)
            self.quotas_known[key] = sum(self.quota(component, other, first, last, ramp) for other in people)
        return self.quotas_known[key]

    def rounding(self, component: Component) -> tuple[int, int]:
        """Coins in a step, and the rule."""
        said: Rounding = (component.rounding if isinstance(component, Variable) else None) or self.plan.rounding
        step = 1 if said.to is None else Fraction(said.to) * self.coin
        if step < 1 or Fraction(step).denominator != 1:
            raise UnpayableError(f"{component.id}: pay cannot be rounded to {said.to}: the smallest coin is larger")
        return int(step), RULES[said.rule]

    # ── what is counted ─────────────────────────────────────────────────────────────────────────

    def terms_of(
        self, component: Component, recipe: Recipe, credited: Credited | Where | None = None, deal_curve: int = -1
    ) -> tuple[int, int, int, int]:
        """TERM rows of a KPI: from where to where, above and below the line."""
        places = []
        for part in (recipe.above, recipe.below):
            begin = len(self.terms)
            for measure, times in part:
                column, belief = self._column(component, measure, credited, deal_curve)
                self.terms.append((column, times, belief))
            places += [begin, len(self.terms)]
        return places[0], places[1], places[2], places[3]

    def _column(
        self, component: Component, measure: str, credited: Credited | Where | None, deal_curve: int
    ) -> tuple[int, int]:
        """The measure's own column, or one in which only what counts is counted; and its place in beliefs."""
        if measure not in self.setting.columns:
            raise UnpayableError(f"{component.id}: nobody counts `{measure}` here")
        window = self._window(component)
        by_deal = isinstance(credited, Where) or (credited is not None and credited.by_deal)
        if not by_deal and deal_curve < 0 and window == (-EVER, EVER):
            column = self.setting.columns[measure]
            known = self.setting.beliefs
            return column, known.index(column) if column in known else -1
        key = (measure, _terms_of_credit(credited) if by_deal else None, deal_curve, window)
        if key not in self.counters:
            self.counters[key] = len(self.counters)
            self._watch(component, measure, credited if by_deal else None, deal_curve, window)
        place = self.counters[key]
        return self.setting.first_counted + place, len(self.setting.beliefs) + place

    def _window(self, component: Component) -> tuple[float, float]:
        """From when to when what happens counts; everything where the component is in force all year."""
        if component.starts is None and component.ends is None:
            return -EVER, EVER
        assert self.payees.start is not None
        end = months_after(self.payees.start, self.payees.months)
        clock = self.setting.clock
        if clock is None:
            raise UnpayableError(f"{component.id}: `starts` and `ends` need a calendar with dates")
        early = component.starts is None or component.starts <= self.payees.start
        late = component.ends is None or component.ends + timedelta(days=1) >= end
        since = -EVER if early or component.starts is None else clock(component.starts)
        return since, EVER if late or component.ends is None else clock(component.ends + timedelta(days=1))

    def _watch(
        self, component: Component, measure: str, credited: Credited | Where | None, deal_curve: int,
        window: tuple[float, float],
    ) -> None:  # fmt: skip
        full = credited if isinstance(credited, Credited) else None
        where = credited if isinstance(credited, Where) else full.where if full else None
        days = [number for row in full.days_to_pay for number in (row.start, int(row.counts * MILLION))] if full else []
        begin, end = self.keep(days)
        large = full.large_deals if full else None
        above = half_up(Fraction(large.above) * self.money) if large else MOST
        beyond = int(large.counts * MILLION) if large else MILLION
        column = self.setting.first_counted + len(self.counters) - 1
        place = self.setting.columns[measure]
        self.events.append((place, column, *window, begin, end, above, beyond, deal_curve, self.setting.day))
        self.shares.append(self._shares(where, full))

    def _shares(self, where: Where | None, credited: Credited | None) -> Ints:
        """Millionths at which a deal counts, by its features; the last segment and channel are unknown ones."""
        segments, channels = (*self.setting.segments, None), (*self.setting.channels, None)
        shares = np.zeros((len(segments), len(channels), 2), np.int64)
        for i, segment in enumerate(segments):
            for j, channel in enumerate(channels):
                for new in (0, 1):
                    share = Fraction(1 if where is None or _fits(where, segment, channel, new) else 0)
                    for row in credited.counts if credited else ():
                        share *= Fraction(row.counts) if _fits(row, segment, channel, new) else 1
                    shares[i, j, new] = half_up(share * MILLION)
        return shares

    # ── lines and their months ──────────────────────────────────────────────────────────────────

    def line(self, component: Component, kind: int = CURVE, **more: Any) -> int:
        """Begins a line that pays nobody yet; returns its number."""
        step, rule = self.rounding(component)
        row = dict.fromkeys(LINE.names or (), 0) | {
            "kind": kind, "component": [c.id for c in self.plan.components].index(component.id), "scope": OWN,
            "step": step, "rule": rule, "cap": MOST, "least": -MOST, "worth": self._worth(component),
        }  # fmt: skip
        self.lines.append(row | more)
        self.spans.append(np.zeros(self.payees.months, SPAN).view(np.recarray))
        self.curves.append(np.full(self.shape, NOBODY, np.int64))
        return len(self.lines) - 1

    def _worth(self, component: Component) -> float:
        """What a coin earned is worth to a rep who gets it in instalments and discounts what comes later."""
        parts = component.instalments if isinstance(component, Variable) else ()
        if not parts:
            return 1.0
        return sum(float(part.share) * self.setting.delay_worth**part.months_later for part in parts)

    def periods(self, line: int, component: Component, period: str) -> list[tuple[int, int]]:
        """Sets the line's spans to pay periods and returns those in which it is in force; cut off by the year's end."""
        found, length = [], MONTHS[period]
        for first in range(0, self.payees.months, length):
            last = min(first + length, self.payees.months) - 1
            self.spans[line][first : last + 1] = (first, last, 0)
            if any(self.in_force(component, month) for month in range(first, last + 1)):
                self.spans[line][last] = (first, last, 1)
                found.append((first, last))
        return found

    def made(self) -> PayTable:
        """Everything as arrays. Raises OverflowError if an amount does not fit 64 bits."""
        reps, months = self.shape
        first, pieces = packed(list(self.known) or [(Piece(0, Fraction(0), Fraction(0)),)])
        grid = (len(self.setting.segments) + 1, len(self.setting.channels) + 1, 2)
        names = LINE.names or ()
        return PayTable(
            lines=table(LINE, [tuple(row[name] for name in names) for row in self.lines]),
            spans=np.array(self.spans).view(np.recarray),
            curve=np.array(self.curves, np.int64).reshape(len(self.lines), reps, months),
            first=first,
            pieces=pieces,
            terms=table(TERM, self.terms),
            leaves=table(LEAF, self.leaves),
            leaf_curve=np.array(self.leaf_curves, np.int64).reshape(len(self.leaves), reps, months),
            code=table(CODE, self.code),
            by_rep=np.array(self.by_rep, np.int64).reshape(len(self.by_rep), reps, months),
            numbers=np.array(self.numbers, np.int64),
            team=self.payees.team,
            events=table(EVENT, self.events),
            shares=np.array(self.shares, np.int64).reshape(len(self.events), *grid),
        )


def _terms_of_credit(credited: Credited | Where | None) -> Any:
    """What tells one way of counting from another."""
    if isinstance(credited, Credited):
        return (credited.where, credited.counts, credited.days_to_pay, credited.large_deals)
    return (credited, (), (), None)


def _fits(where: Where, segment: str | None, channel: str | None, new: int) -> bool:
    fits = not where.segments or segment in where.segments
    fits = fits and (not where.channels or channel in where.channels)
    return fits and (where.new_customers is None or bool(new) == where.new_customers)


__all__ = ["ALWAYS", "Maker", "Setting", "UnpayableError"]
