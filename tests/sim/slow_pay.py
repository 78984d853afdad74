"""A whole year of pay by the words of the plan language, in fractions: slow, obvious, and apart from sim/.

Amounts and pay are coins. A deal's coefficients are kept to a millionth and what counts of it to the coin; other
coefficients and scores to a millionth, half up; pay is rounded once a line.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, lcm, prod
from typing import Any, NamedTuple

from scenarios.kpis import with_own
from scenarios.plan import (
    Allowance,
    BandModifier,
    Base,
    Commission,
    Contest,
    Draw,
    Gates,
    Guarantee,
    Holdback,
    Indicator,
    Limit,
    LineModifier,
    MatrixModifier,
    MatrixSchedule,
    Override,
    Plan,
    Pool,
    Rounding,
    Score,
    Scorecard,
    ScoreModifier,
    Spif,
    TenureModifier,
    TopUp,
    Where,
)

LENGTH = {"month": 1, "quarter": 3, "half": 6, "year": 12}
MILLION = 1_000_000


@dataclass(frozen=True)
class Sale:
    """Something that happened: so many coins or things of one measure, of one person, on one day."""

    measure: str
    rep: int
    day: date
    amount: int
    segment: str | None = None
    channel: str | None = None
    new: bool = False
    days: int = 0


@dataclass(frozen=True)
class Worker:
    """Somebody who is paid. quota: coins by month; there: part of each month's days; service: months, or None."""

    id: str
    team: int
    role: str | None
    level: str
    base: Fraction
    variable: Fraction
    quota: tuple[int, ...]
    there: tuple[Fraction, ...]
    service: tuple[int, ...]


def nearest(exact: Fraction) -> int:
    """A half goes up."""
    return floor(exact + Fraction(1, 2))


def micro(exact: Fraction) -> Fraction:
    """Kept to a millionth, half up."""
    return Fraction(nearest(exact * MILLION), MILLION)


def in_steps(exact: Fraction, said: Rounding, coin: int) -> int:
    """The one rounding of a line's pay."""
    step = Fraction(said.to) * coin if said.to is not None else Fraction(1)
    steps = exact / step
    if said.rule == "half_up":
        return int(nearest(steps) * step)
    if said.rule == "half_even":
        return int(round(steps) * step)
    if steps >= 0:
        return int((floor(steps) if said.rule == "down" else ceil(steps)) * step)
    return int((ceil(steps) if said.rule == "down" else floor(steps)) * step)


@dataclass
class SlowYear:
    """A plan carried out on sales, month by month; `paid` by (component, month, rep)."""

    plan: Plan
    workers: Sequence[Worker]
    sales: Sequence[Sale]
    start: date
    months: int
    coin: int
    minimum_wage: int | None = None
    paid: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def settled(self) -> dict[tuple[str, int, int], int]:
        for month in range(self.months):
            for component in self.plan.components:
                for rep in range(len(self.workers)):
                    self.paid[component.id, month, rep] = 0
                KINDS[type(component)](self, component, month)
        return self.paid

    # ── time ────────────────────────────────────────────────────────────────────────────────────

    def first_day(self, month: int) -> date:
        total = self.start.year * 12 + self.start.month - 1 + month
        return date(total // 12, total % 12 + 1, 1)

    def month_of(self, day: date) -> int:
        return (day.year - self.start.year) * 12 + day.month - self.start.month

    def in_force(self, component: Any, month: int) -> Fraction:
        """Part of the month's days, counted day by day."""
        days = [
            self.first_day(month) + timedelta(n)
            for n in range((self.first_day(month + 1) - self.first_day(month)).days)
        ]
        return Fraction(sum(1 for day in days if holds(component, day)), len(days))

    def held(self, component: Any, first: int, last: int) -> Fraction:
        return sum((self.in_force(component, m) for m in range(first, last + 1)), Fraction(0))

    def period(self, length: int, month: int) -> tuple[int, int]:
        first = month - month % length
        return first, min(first + length, self.months) - 1

    def closing(self, component: Any, month: int) -> tuple[int, int] | None:
        """The pay period that this month closes, if the component was in force in some of it."""
        first, last = self.period(LENGTH[component.period], month)
        return (first, last) if month == last and self.held(component, first, last) > 0 else None

    # ── people ──────────────────────────────────────────────────────────────────────────────────

    def payable(self, component: Any) -> list[int]:
        return [i for i, worker in enumerate(self.workers) if not component.roles or worker.role in component.roles]

    def group(self, rep: int, scope: str) -> list[int]:
        team = self.workers[rep].team
        return [
            i
            for i, worker in enumerate(self.workers)
            if i == rep or scope == "company" or (scope == "team" and worker.team == team)
        ]

    def quota(self, component: Any, rep: int, first: int, last: int, ramp: Sequence[Decimal] = ()) -> int:
        total = 0
        for month in range(first, last + 1):
            share, service = self.in_force(component, month), self.workers[rep].service[month]
            if 0 <= service < len(ramp):
                share *= Fraction(ramp[service])
            total += nearest(self.workers[rep].quota[month] * share)
        return total

    # ── what is counted ─────────────────────────────────────────────────────────────────────────

    def unit(self, kpi: str) -> int:
        """Coins in one written unit of money, or 1."""
        return self.coin * self.plan.unit if with_own(self.plan.kpis)[kpi].unit == "money" else 1

    def grain(self, kpi: str) -> int:
        """How fine values are: millionths of a ratio, whole coins or things, or parts where coefficients are parts."""
        formula = with_own(self.plan.kpis)[kpi].parsed
        return MILLION if formula.is_ratio else lcm(*(times.denominator for _, times in formula.top.terms))

    def amount(
        self, component: Any, measure: str, reps: Iterable[int], months: range, counts: Callable[[Sale], int]
    ) -> int:
        chosen = set(reps)
        return sum(
            counts(sale)
            for sale in self.sales
            if sale.measure == measure
            and sale.rep in chosen
            and self.month_of(sale.day) in months
            and holds(component, sale.day)
        )

    def kpi(
        self, component: Any, kpi: str, reps: Iterable[int], months: range, counts: Callable[[Sale], int]
    ) -> Fraction | None:
        """Its value over some people and months; None where there is nothing to divide by."""
        formula, reps = with_own(self.plan.kpis)[kpi].parsed, list(reps)
        sums = {name: self.amount(component, name, reps, months, counts) for name in formula.measures}
        above = sum((times * sums[name] for name, times in formula.top.terms), Fraction(0))
        if not formula.is_ratio:
            return above
        below = sum((times * sums[name] for name, times in formula.bottom.terms), Fraction(0))
        return above / below if below > 0 else None

    def credited(self, component: Any, pays: Callable[[int], int] | None = None) -> Callable[[Sale], int]:
        """How much of each sale counts for a component, or pays where each deal is paid by itself."""

        def counts(sale: Sale) -> int:
            share = Fraction(1 if fits(component.where, sale) else 0)
            share *= prod((Fraction(row.counts) for row in component.counts if fits(row, sale)), start=Fraction(1))
            size = nearest(abs(sale.amount) * micro(share))
            if component.days_to_pay:
                row = [row for row in component.days_to_pay if sale.days >= row.start][-1]
                size = nearest(size * Fraction(row.counts))
            if component.large_deals is not None:
                most = nearest(Fraction(component.large_deals.above) * self.coin * self.plan.unit)
                size = min(size, most) + nearest(max(0, size - most) * Fraction(component.large_deals.counts))
            if pays is not None:
                size = pays(size) if size else 0
            return size if sale.amount >= 0 else -size

        return counts

    # ── indicators and coefficients ─────────────────────────────────────────────────────────────

    def reading(
        self, component: Any, by: Indicator, rep: int, scope: str, first: int, last: int
    ) -> tuple[Fraction | None, Fraction]:
        """What an indicator comes to, and what is 1 of it, in the same unit: coins, things, or a ratio of either."""
        begin = 0 if by.to_date else first
        value = self.kpi(
            component,
            by.kpi,
            self.group(rep, scope),
            range(begin, last + 1),
            lambda sale: sale.amount if fits(by.where, sale) else 0,
        )
        return value, self.one(component, by, rep, scope, begin, self.last_of(component, last))

    def last_of(self, component: Any, month: int) -> int:
        return self.period(LENGTH[component.period], month)[1]

    def one(self, component: Any, by: Indicator, rep: int, scope: str, first: int, last: int) -> Fraction:
        unit = self.unit(by.kpi)
        if by.target is None:
            return Fraction(unit)
        if by.target.each is not None:
            grain = self.grain(by.kpi)
            return Fraction(nearest(Fraction(by.target.each) * unit * grain), grain)
        quota = sum(self.quota(component, other, first, last) for other in self.group(rep, scope))
        assert by.target.of_quota is not None
        return Fraction(nearest(Fraction(by.target.of_quota) * quota))

    def cut(self, kpi: str, value: Fraction, up: bool = False) -> Fraction:
        """Ratios are taken to a millionth before they are compared: down, or up where an edge belongs below."""
        if not with_own(self.plan.kpis)[kpi].parsed.is_ratio:
            return value
        return Fraction(ceil(value * MILLION) if up else floor(value * MILLION), MILLION)

    def band(
        self,
        component: Any,
        by: Indicator,
        starts: Sequence[Decimal | None],
        where: tuple[int, str, int, int],
        lower: bool = False,
    ) -> int | None:
        """The number of the band an indicator has reached; None where there is nothing to measure."""
        value, one = self.reading(component, by, *where)
        if value is None:
            return None
        value, found = self.cut(by.kpi, value, lower), 0
        for number, start in enumerate(starts[1:], 1):
            edge = Fraction(start or 0) * one
            if value > edge or (value == edge and not lower):
                found = number
        return found

    def reaches(self, component: Any, by: Any, where: tuple[int, str, int, int]) -> bool:
        value, one = self.reading(component, by, *where)
        return value is not None and self.cut(by.kpi, value) >= Fraction(by.at_least) * one

    def crossed(self, component: Any, red: Any, where: tuple[int, str, int, int]) -> bool:
        """A red line is crossed by what is known to lie below it."""
        value, _ = self.reading(component, red, *where)
        return value is not None and not self.reaches(component, red, where)

    def open(self, component: Any, gates: Gates | None, where: tuple[int, str, int, int]) -> bool:
        if gates is None:
            return True
        met = [self.reaches(component, condition, where) for condition in gates.conditions]
        return all(met) if gates.need == "all" else any(met)

    def coefficient(self, component: Any, modifiers: Sequence[Any], where: tuple[int, str, int, int]) -> Fraction:
        """All of them multiplied, kept to a millionth each time."""
        found = None
        for modifier in modifiers:
            times = self.modifier(component, modifier, where)
            found = times if found is None else micro(found * times)
        return Fraction(1) if found is None else found

    def modifier(self, component: Any, modifier: Any, where: tuple[int, str, int, int]) -> Fraction:
        if isinstance(modifier, BandModifier):
            starts = [band.start for band in modifier.bands]
            reached = [self.band(component, by, starts, where, modifier.closed == "lower") for by in modifier.by]
            known = [number for number in reached if number is not None]
            return Fraction(modifier.bands[max(known)].times if known else modifier.empty)
        if isinstance(modifier, LineModifier):
            lines = [self.line(component, modifier, by, where) for by in modifier.by]
            values = [value for value in lines if value is not None]
            return max(values) if values else Fraction(modifier.empty)
        if isinstance(modifier, MatrixModifier):
            return self.cell(component, modifier, modifier.times, where, Fraction(modifier.empty))
        if isinstance(modifier, ScoreModifier):
            return self.score(component, modifier.score, where)
        assert isinstance(modifier, TenureModifier)
        service = self.workers[where[0]].service[where[3]]
        rows = [row for row in modifier.months if service >= row.start]
        return Fraction((rows or modifier.months)[-1 if rows else 0].times)

    def cell(
        self, component: Any, matrix: Any, values: Any, where: tuple[int, str, int, int], empty: Fraction
    ) -> Fraction:
        row = self.band(component, matrix.rows.by, matrix.rows.starts, where)
        column = self.band(component, matrix.columns.by, matrix.columns.starts, where)
        return empty if row is None or column is None else Fraction(values[row][column])

    def line(
        self, component: Any, modifier: LineModifier, by: Indicator, where: tuple[int, str, int, int]
    ) -> Fraction | None:
        value, one = self.reading(component, by, *where)
        if value is None:
            return None
        grain = self.grain(by.kpi)
        at = [Fraction(nearest(Fraction(point.at) * one * grain), grain) for point in modifier.points]
        times, value = [Fraction(point.times) for point in modifier.points], self.cut(by.kpi, value)
        return micro(straight(at, times, value))

    def score(self, component: Any, score: Score, where: tuple[int, str, int, int]) -> Fraction:
        lines = [self.score_line(component, line, where) for line in score.kpis]
        total = lines[0]
        for more in lines[1:]:
            total = total + more if score.combine == "additive" else micro(total * more)
        for extra in score.extra_points:
            total += Fraction(extra.adds) if self.reaches(component, extra, where) else 0
        if score.floor is not None:
            total = max(total, Fraction(score.floor))
        if score.ceiling is not None:
            total = min(total, Fraction(score.ceiling))
        if score.grades:
            total = Fraction(([g.times for g in score.grades if total >= g.start] or [score.grades[0].times])[-1])
        return Fraction(0) if any(self.crossed(component, red, where) for red in score.red_lines) else total

    def score_line(self, component: Any, line: Any, where: tuple[int, str, int, int]) -> Fraction:
        by = Indicator(kpi=line.kpi, target=line.target, where=line.where)
        value, target = self.reading(component, by, *where)
        if value is None:
            return Fraction(0)
        if target <= 0:
            return micro(Fraction(line.weight))
        less = line.better == "less"
        part = self.cut(line.kpi, value, less) / target
        return micro(Fraction(line.weight) * attained(line, 2 - part if less else part, less))

    # ── pay of one line ─────────────────────────────────────────────────────────────────────────

    def rounded(self, component: Any, exact: Fraction) -> int:
        return in_steps(exact, component.rounding or self.plan.rounding, self.coin)

    def target_pay(self, component: Any, rep: int, first: int, last: int) -> Fraction:
        share = Fraction(str(component.target_share))
        return share * self.workers[rep].variable * self.held(component, first, last) / 12

    def money(self, amount: Decimal) -> Fraction:
        return Fraction(amount) * self.coin * self.plan.unit

    def earned(self, names: Iterable[str], reps: Iterable[int], months: range) -> int:
        reps = list(reps)
        return sum(self.paid.get((name, month, rep), 0) for name in names for month in months for rep in reps)

    def above(self, component: Any, salaries: bool = False) -> list[str]:
        names = [c.id for c in self.plan.components]
        found = list(component.of) or names[: names.index(component.id)]
        kinds = {c.id: type(c) for c in self.plan.components}
        return found if component.of or salaries else [name for name in found if kinds[name] is not Base]


# ── words that stand alone ──────────────────────────────────────────────────────────────────────


def holds(component: Any, day: date) -> bool:
    return (component.starts is None or day >= component.starts) and (component.ends is None or day <= component.ends)


def fits(where: Where | None, sale: Sale) -> bool:
    if where is None:
        return True
    fits = not where.segments or sale.segment in where.segments
    fits = fits and (not where.channels or sale.channel in where.channels)
    return fits and (where.new_customers is None or where.new_customers == sale.new)


def attained(line: Any, part: Fraction, less: bool) -> Fraction:
    """Nothing below the threshold, no more above the cap."""
    if part < Fraction(line.threshold) or (part <= 0 and not less):
        return Fraction(0)
    return max(Fraction(0), min(part, Fraction(line.cap)))


def straight(at: Sequence[Fraction], values: Sequence[Fraction], value: Fraction) -> Fraction:
    """Straight between points and level outside them."""
    if value < at[0]:
        return values[0]
    for i in range(len(at) - 1):
        if at[i] <= value < at[i + 1]:
            return values[i] + (values[i + 1] - values[i]) * (value - at[i]) / (at[i + 1] - at[i])
    return values[-1]


def by_parts(total: int, weights: Sequence[int]) -> list[int]:
    """Shared by largest remainder; equal remainders go to whoever stands first, no weights: equally."""
    if sum(weights) <= 0:
        weights = [1] * len(weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [floor(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


class Sense(NamedTuple):
    """What a schedule's numbers mean: coins (or things) that are 100 %, and in one unit of measure and of money.

    grain: parts in which the measure is counted, to which the points of a line are rounded.
    """

    quota: Fraction
    unit: int
    money: Fraction
    target_pay: Fraction = Fraction(0)
    grain: int = 1


def curve(schedule: Any, sold: Fraction, sense: Sense, cap: Any = None, threshold: Decimal | None = None) -> Fraction:
    """The words of a schedule read one by one."""
    by = sense.quota if schedule.edges == "attainment" else Fraction(sense.unit)
    if by <= 0:  # nobody attains a quota that there is not
        return Fraction(0)

    def reached(edge: Decimal) -> bool:
        return sold > Fraction(edge) * by or (sold == Fraction(edge) * by and schedule.closed == "upper")

    if threshold is not None and not reached(threshold):
        return Fraction(0)
    if cap is not None and cap.at is not None:
        sold = min(sold, Fraction(cap.at) * by)
    if schedule.mode in ("step", "interpolated"):
        return points(schedule, sold, by, sense, reached)
    return tiers(schedule, sold, by, sense, reached)


def tiers(schedule: Any, sold: Fraction, by: Fraction, sense: Sense, reached: Any) -> Fraction:
    rate_unit, quota = sense.money / sense.unit, sense.quota
    mine = [tier for tier in schedule.tiers if tier.start is None or reached(tier.start)]
    if not mine:
        return Fraction(0)
    top = Fraction(mine[-1].rate) * rate_unit
    if schedule.mode == "whole":
        return top * sold

    def marginal(amount: Fraction) -> Fraction:
        starts = [None if tier.start is None else Fraction(tier.start) * by for tier in schedule.tiers]
        total = Fraction(0)
        for i, tier in enumerate(schedule.tiers):
            begin, end = starts[i], starts[i + 1] if i + 1 < len(starts) else None
            upper = amount if end is None else min(amount, end)
            if begin is None:
                total += Fraction(tier.rate) * rate_unit * upper
            elif amount > begin:
                total += Fraction(tier.rate) * rate_unit * (upper - begin)
        return total

    if schedule.mode == "marginal" or sold <= quota:
        return marginal(sold)
    return marginal(quota) + top * (sold - quota)


def points(schedule: Any, sold: Fraction, by: Fraction, sense: Sense, reached: Any) -> Fraction:
    money = sense.target_pay if schedule.pays == "target" else sense.money
    pays = [Fraction(point.pays) * money for point in schedule.points]
    if schedule.mode == "step":
        return ([pay for point, pay in zip(schedule.points, pays, strict=True) if reached(point.at)] or pays)[
            -1 if reached(schedule.points[0].at) else 0
        ]
    grain = sense.grain
    at = [Fraction(nearest(Fraction(point.at) * by * grain), grain) for point in schedule.points]
    if sold > at[-1] and schedule.beyond == "continue":
        run = at[-1] - at[-2]
        return pays[-1] + ((pays[-1] - pays[-2]) / run * (sold - at[-1]) if run else 0)
    return straight(at, pays, sold)


# ── one function a kind ─────────────────────────────────────────────────────────────────────────


def base(year: SlowYear, component: Base, month: int) -> None:
    for rep in year.payable(component):
        part = year.workers[rep].there[month] * year.in_force(component, month)
        year.paid[component.id, month, rep] = in_steps(year.workers[rep].base * part, year.plan.rounding, year.coin)


def commission(year: SlowYear, component: Commission, month: int) -> None:
    closing = year.closing(component, month)
    for rep in year.payable(component) if closing else ():
        assert closing is not None
        if component.basis == "cumulative":
            assert component.resets is not None
            span = year.period(LENGTH[component.resets], month)
            before = year.earned([component.id], [rep], range(span[0], month))
            year.paid[component.id, month, rep] = commission_pay(year, component, rep, span[0], month, span) - before
        else:
            year.paid[component.id, month, rep] = commission_pay(year, component, rep, *closing, closing)


def full(year: SlowYear, component: Commission, rep: int, first: int, last: int) -> Fraction:
    """What is 100 %, to the coin or as fine as the measure is counted."""
    if component.quota is not None and component.quota.each is not None:
        held, grain = year.held(component, first, last) / (last + 1 - first), year.grain(component.measure)
        each = Fraction(component.quota.each) * year.unit(component.measure)
        return Fraction(nearest(each * held * grain), grain)
    quota = sum(year.quota(component, i, first, last, component.ramp) for i in year.group(rep, component.scope))
    share = Fraction(1) if component.quota is None else Fraction(component.quota.of_quota or 0)
    return Fraction(nearest(share * quota))


def commission_pay(
    year: SlowYear, component: Commission, rep: int, first: int, last: int, span: tuple[int, int]
) -> int:
    where, people = (rep, component.scope, first, last), year.group(rep, component.scope)
    unit, money, schedule = year.unit(component.measure), year.money(Decimal(1)), component.schedule
    target = year.target_pay(component, rep, *span)
    months, factor = range(first, last + 1), year.coefficient(component, component.modifiers, where)
    payout = Fraction(component.cap.payout) * money if component.cap and component.cap.payout is not None else None
    if isinstance(schedule, MatrixSchedule):
        sold = year.kpi(component, component.measure, people, months, year.credited(component))
        of = {"money": money, "target": target, "rate": money / unit * (sold or 0)}[schedule.pays]
        cell = year.cell(component, schedule, schedule.values, where, Fraction(0))
        exact = of * (micro(micro(cell) * factor) if component.modifiers else micro(cell))
    elif component.basis == "deal":
        cap = component.cap if component.cap and component.cap.at else None
        each = year.credited(
            component,
            lambda size: nearest(
                curve(schedule, Fraction(size), Sense(Fraction(0), unit, money), cap, component.threshold)
            ),
        )
        exact = (year.kpi(component, component.measure, people, months, each) or Fraction(0)) * factor
    else:
        sold = year.kpi(component, component.measure, people, months, year.credited(component)) or Fraction(0)
        quota = full(year, component, rep, *span)
        cap = component.cap if component.cap and component.cap.at else None
        sense = Sense(quota, unit, money, target, year.grain(component.measure))
        exact = curve(schedule, sold, sense, cap, component.threshold) * factor
    plain = (
        payout is not None and not (component.modifiers or component.floor) and not isinstance(schedule, MatrixSchedule)
    )
    if payout is not None and plain and component.basis != "deal":
        exact = min(exact, payout)
    pay = year.rounded(component, exact)
    if payout is not None:
        pay = min(pay, nearest(payout))
    if component.floor is not None:
        pay = max(pay, nearest(year.money(component.floor)))
    return pay if year.open(component, component.gates, where) else 0


def scorecard(year: SlowYear, component: Scorecard, month: int) -> None:
    closing = year.closing(component, month)
    for rep in year.payable(component) if closing else ():
        assert closing is not None
        where, target = (rep, "own", *closing), year.target_pay(component, rep, *closing)
        if component.by_line:
            pay = sum(kpi_pay(year, component, line, where, target) for line in component.kpis)
        else:
            score = year.score(component, component, where)
            factor = year.coefficient(component, component.modifiers, where)
            pay = year.rounded(component, target * (micro(score * factor) if component.modifiers else score))
            if component.cap is not None:
                pay = min(pay, nearest(year.money(component.cap)))
        year.paid[component.id, month, rep] = pay if year.open(component, component.gates, where) else 0


def kpi_pay(year: SlowYear, component: Scorecard, line: Any, where: tuple[int, str, int, int], target: Fraction) -> int:
    """A line of a sum of lines; amounts are exact, ratios give a coefficient kept to a millionth."""
    by = Indicator(kpi=line.kpi, target=line.target)
    value, full = year.reading(component, by, *where)
    ratio = with_own(year.plan.kpis)[line.kpi].parsed.is_ratio
    if value is None:
        return 0
    if full <= 0:
        return year.rounded(component, target * Fraction(line.weight))
    part = attained(line, year.cut(line.kpi, value) / full, False)
    return year.rounded(component, target * Fraction(line.weight) * (micro(part) if ratio else part))


def allowance(year: SlowYear, component: Allowance, month: int) -> None:
    length = LENGTH[component.period]
    first = month - month % length - length
    if first < 0 or year.in_force(component, month) == 0:
        return
    for rep in year.payable(component):
        if there(year, rep, month, month) == 0:
            continue
        sold = year.kpi(component, component.measure, [rep], range(first, first + length), year.credited(component))
        quota = year.quota(component, rep, first, first + length - 1)
        sense = Sense(Fraction(quota), year.unit(component.measure), year.money(Decimal(1)))
        pay = curve(component.schedule, sold or Fraction(0), sense)
        year.paid[component.id, month, rep] = year.rounded(component, pay)


def spif(year: SlowYear, component: Spif, month: int) -> None:
    months = [m for m in range(year.months) if year.in_force(component, m) > 0]
    for rep in year.payable(component) if months and month == months[-1] else ():
        sold = int(year.kpi(component, component.measure, [rep], range(year.months), year.credited(component)) or 0)
        unit = year.unit(component.measure)
        enough = sold >= 1 and sold >= Fraction(component.at_least or 0) * unit
        pay = year.rounded(
            component, Fraction(component.each) * year.money(Decimal(1)) / unit * sold if enough else Fraction(0)
        )
        year.paid[component.id, month, rep] = (
            pay if component.cap is None else min(pay, nearest(year.money(component.cap)))
        )


def pool(year: SlowYear, component: Pool, month: int) -> None:
    closing, done = year.closing(component, month), set()
    payable = [i for i in year.payable(component) if there(year, i, *closing) > 0] if closing else []
    for rep in payable:
        assert closing is not None
        people = [i for i in year.group(rep, component.scope) if i in payable]
        if rep in done:
            continue
        done |= set(people)
        total = pool_money(year, component, rep, *closing)
        amounts = by_parts(total, [int(d.part * MILLION) for d in component.divided])
        for part, division in zip(amounts, component.divided, strict=True):
            weights = [weight(year, component, division, i, *closing) for i in people]
            for i, coins in zip(people, by_parts(part, weights), strict=True):
                year.paid[component.id, month, i] += coins


def pool_money(year: SlowYear, component: Pool, rep: int, first: int, last: int) -> int:
    group, unit = year.group(rep, component.scope), year.unit(component.measure)
    sold = year.kpi(component, component.measure, group, range(first, last + 1), year.credited(component)) or Fraction(
        0
    )
    quota = sum(year.quota(component, i, first, last) for i in group)
    if component.quota is not None:
        each = component.quota.each
        quota = (
            nearest(Fraction(each) * unit)
            if each is not None
            else nearest(Fraction(component.quota.of_quota or 0) * quota)
        )
    money = year.money(Decimal(1))
    pay = year.rounded(
        component, curve(component.schedule, sold, Sense(Fraction(quota), unit, money), None, component.threshold)
    )
    return max(0, pay if component.cap is None else min(pay, nearest(year.money(component.cap))))


def weight(year: SlowYear, component: Pool, division: Any, rep: int, first: int, last: int) -> int:
    found, mine = MILLION, year.workers[rep]
    if division.measure is not None:
        found = max(
            0, int(year.kpi(component, division.measure, [rep], range(first, last + 1), lambda s: s.amount) or 0)
        )
    times = Fraction(1)
    for row in reversed(division.coefficients):
        if mine.id == row.rep or (row.role and mine.role == row.role) or (row.level and mine.level == row.level):
            times = Fraction(row.counts)
    found = nearest(found * times)
    if division.score is not None:
        found = nearest(found * max(Fraction(0), year.score(component, division.score, (rep, "own", first, last))))
    return found


def contest(year: SlowYear, component: Contest, month: int) -> None:
    closing = year.closing(component, month)
    payable = [i for i in year.payable(component) if there(year, i, *closing) > 0] if closing else []
    for rep in payable:
        assert closing is not None
        months, group = range(closing[0], closing[1] + 1), [i for i in year.group(rep, component.scope) if i in payable]
        least = (
            None if component.at_least is None else nearest(Fraction(component.at_least) * year.unit(component.measure))
        )

        def result(i: int, months: range = months) -> tuple[Fraction, Fraction]:
            first = year.kpi(component, component.measure, [i], months, year.credited(component)) or Fraction(0)
            second = component.tie_break and year.kpi(
                component, component.tie_break, [i], months, year.credited(component)
            )
            return first, second or Fraction(0)

        ranked = [i for i in group if least is None or result(i)[0] >= least]
        if rep in ranked:
            year.paid[component.id, month, rep] = prize(year, component, rep, {i: result(i) for i in ranked})


def prize(year: SlowYear, component: Contest, rep: int, results: dict[int, tuple[Fraction, Fraction]]) -> int:
    better = sum(1 for other in results.values() if other > results[rep])
    equal = [i for i, other in results.items() if other == results[rep]]
    prizes = [nearest(year.money(amount)) for amount in component.prizes]
    if better >= len(prizes):
        return -nearest(year.money(component.stake))
    if component.ties == "all":
        return prizes[better]
    total = sum(prizes[better : better + len(equal)])
    return by_parts(total, [1] * len(equal))[sorted(equal).index(rep)]


def override(year: SlowYear, component: Override, month: int) -> None:
    closing = year.closing(component, month)
    for rep in year.payable(component) if closing else ():
        assert closing is not None
        others = [i for i in year.group(rep, component.scope) if i != rep]
        pay = nearest(year.earned(component.of, others, range(closing[0], month + 1)) * Fraction(component.rate))
        pay = pay if component.cap is None else min(pay, nearest(year.money(component.cap)))
        year.paid[component.id, month, rep] = year.rounded(component, Fraction(pay))


def early(year: SlowYear, months: int | None, rep: int, last: int) -> bool:
    return months is None or 0 <= year.workers[rep].service[last] < months


def there(year: SlowYear, rep: int, first: int, last: int) -> Fraction:
    """Part of the days of some months; in these tests all months have the same number of days to be there."""
    return sum((year.workers[rep].there[m] for m in range(first, last + 1)), Fraction(0)) / (last + 1 - first)


def least(year: SlowYear, component: Any, rep: int, amount: Fraction, months: int | None, first: int, last: int) -> int:
    part = there(year, rep, first, last) * year.held(component, first, last) / (last + 1 - first)
    return nearest(amount * part) if early(year, months, rep, last) else 0


def guarantee(year: SlowYear, component: Guarantee, month: int) -> None:
    closing = year.closing(component, month)
    for rep in year.payable(component) if closing else ():
        assert closing is not None
        wanted = least(year, component, rep, year.money(component.amount), component.months, *closing)
        got = year.earned(year.above(component), [rep], range(closing[0], month + 1))
        year.paid[component.id, month, rep] = max(0, wanted - got) if wanted > 0 else 0


def top_up(year: SlowYear, component: TopUp, month: int) -> None:
    for rep in year.payable(component):
        amount = year.minimum_wage if component.minimum is None else nearest(year.money(component.minimum))
        wanted = least(year, component, rep, Fraction(amount or 0), None, month, month)
        got = year.earned(year.above(component, salaries=True), [rep], range(month, month + 1))
        year.paid[component.id, month, rep] = max(0, wanted - got) if wanted > 0 else 0


def draw(year: SlowYear, component: Draw, month: int) -> None:
    closing = year.closing(component, month)
    for rep in year.payable(component) if closing else ():
        assert closing is not None
        wanted = least(year, component, rep, year.money(component.amount), component.months, *closing)
        got = year.earned(year.above(component), [rep], range(closing[0], month + 1))
        owed = year.earned([component.id], [rep], range(month))
        if got < wanted or got < 0:
            year.paid[component.id, month, rep] = wanted - got if wanted > 0 else 0
        else:
            year.paid[component.id, month, rep] = -min(owed, nearest((got - wanted) * Fraction(component.recovered)))


def limit(year: SlowYear, component: Limit, month: int) -> None:
    closing = year.closing(component, month)
    for rep in year.payable(component) if closing else ():
        assert closing is not None
        if component.at_most is not None:
            most = nearest(year.money(component.at_most))
        else:
            months = closing[1] + 1 - closing[0]
            most = nearest(Fraction(component.times_target or 0) * year.workers[rep].variable * months / 12)
        got = year.earned(year.above(component), [rep], range(closing[0], month + 1))
        year.paid[component.id, month, rep] = -max(0, got - most)


def holdback(year: SlowYear, component: Holdback, month: int) -> None:
    first, last = year.period(LENGTH[component.period], month)
    if year.held(component, first, last) == 0:
        return
    for rep in year.payable(component):
        held = nearest(year.earned(component.of, [rep], range(month, month + 1)) * Fraction(component.share))
        year.paid[component.id, month, rep] = -held
        if month == last:
            kept = held - year.earned([component.id], [rep], range(first, month))
            where = (rep, "own", first, last)
            exact = kept * year.coefficient(component, component.modifiers, where)
            back = year.rounded(component, exact) if year.open(component, component.gates, where) else 0
            year.paid[component.id, month, rep] += back


KINDS: dict[type, Callable[[SlowYear, Any, int], None]] = {
    Base: base,
    Commission: commission,
    Scorecard: scorecard,
    Allowance: allowance,
    Spif: spif,
    Pool: pool,
    Contest: contest,
    Override: override,
    Guarantee: guarantee,
    TopUp: top_up,
    Draw: draw,
    Limit: limit,
    Holdback: holdback,
}
