"""Bonus curves (提成曲线): the rate of each tier, or the pay at each point, of every commission."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from math import inf

from optimizer.decision import Decision, Move, Patch, Values, move_to, readable
from optimizer.program import Row, linear
from scenarios.base import Label
from scenarios.difference import written_form
from scenarios.kpis import with_own
from scenarios.plan import Commission, MatrixSchedule, PointSchedule, TierSchedule
from scenarios.scenario import Scenario

KNOTS = (0.8, 1.0, 1.2)
"""Attainments at which a straight curve may bend."""
FEWEST = 2
"""Edges above zero that a curve has to have, or it is given the knots."""
APART = 0.1
"""A knot closer to an edge than this is not given."""
BEYOND = 1.5
"""Times the last edge at which the last rate is held against today's."""


@dataclass(frozen=True)
class Curve:
    """One commission's curve: at each edge a rate (tiers) or a payout (points), in the schedule's own units.

    money: whether what is sold is counted in money.
    """

    component: Commission
    edges: tuple[float, ...]
    levels: tuple[float, ...]
    money: bool

    @property
    def schedule(self) -> TierSchedule | PointSchedule:
        assert not isinstance(self.component.schedule, MatrixSchedule)
        return self.component.schedule

    @property
    def tiers(self) -> bool:
        return isinstance(self.schedule, TierSchedule)

    @property
    def names(self) -> list[str]:
        return [f"curve[{self.component.id}@{edge:.12g}]" for edge in self.edges]

    @property
    def usual(self) -> float:
        """A rate or payout of ordinary size: at 100 % of quota, or in the middle of the edges; 0 if it pays nothing."""
        if self.tiers:
            return sum(self.levels) / len(self.levels)
        at = 1.0 if self.schedule.edges == "attainment" else self.edges[len(self.edges) // 2]
        return self.levels[min(range(len(self.edges)), key=lambda i: abs(self.edges[i] - at))] or max(self.levels)

    @property
    def most(self) -> float:
        """The highest rate that a plan may state: all of what is sold; of things counted any."""
        return 1.0 if self.tiers and self.money else inf

    @property
    def adds_up(self) -> bool:
        """Whether each rate pays for its own tier only."""
        return self.schedule.mode == "marginal"


class Curves:
    """All plain commissions that pay anything. `within`: how far the payout at any edge may move, as a share.

    One that pays by two indicators, deal by deal or by a sum that runs on is left alone; see optimizer/left.py.
    """

    def __init__(self, scenario: Scenario, within: float) -> None:
        plain = [c for c in scenario.plan.components if isinstance(c, Commission) and c.plain]
        known = with_own(scenario.plan.kpis)
        curves = [_curve(c, known[c.measure].unit == "money") for c in plain]
        self._curves, self._within = [curve for curve in curves if curve.usual > 0], within

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(d for curve in self._curves for d in self._of(curve))

    def _of(self, curve: Curve) -> list[Decision]:
        """A payout of nothing for no sales stays what it is."""
        found = []
        for name, edge, now in zip(curve.names, curve.edges, curve.levels, strict=True):
            step = curve.usual
            low, high = 0.0, min(now + 10 * step, curve.most)
            if not curve.adds_up:
                low, high = now * max(0.0, 1 - self._within), min(now * (1 + self._within), curve.most)
            if not curve.tiers and edge == 0 and now == 0:
                low = high = 0.0
            found.append(Decision(name, "curve", _says(curve, edge), now, low, high, step))
        return found

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for curve in self._curves for row in (*self._payouts(curve), *_shape(curve)))

    def _payouts(self, curve: Curve) -> list[Row]:
        """Rates that add up are held by what they pay at each edge, the last one's by what it pays beyond."""
        if not curve.adds_up:
            return []
        rows = []
        ends = [*curve.edges[1:], _end(curve)]
        widths = [end - edge for edge, end in zip(curve.edges, ends, strict=True)]
        for place, end in enumerate(ends):
            terms = linear(zip(curve.names[: place + 1], widths[: place + 1], strict=True))
            today = sum(w * now for w, now in zip(widths[: place + 1], curve.levels, strict=False))
            at = _at(curve, end)
            low = Label(en=f"pay at {at} falls by no more than agreed", zh=f"{at} 处的提成下降不超过约定幅度")
            high = Label(en=f"pay at {at} rises by no more than agreed", zh=f"{at} 处的提成上升不超过约定幅度")
            name = f"{curve.component.id}@{end:.12g}"
            rows.append(Row(f"least[{name}]", terms, ">=", today * max(0.0, 1 - self._within), low))
            rows.append(Row(f"most[{name}]", terms, "<=", today * (1 + self._within), high))
        return rows

    def moves(self, at: Values, size: float, side: int) -> list[Move]:
        return [move_to(d, at, size, side) for d in self.decisions if d.high > d.low]

    def patch(self, values: Values) -> Patch:
        changed = [c for c in self._curves if any(values[d.name] != d.now for d in self._of(c))]
        components = [{"id": c.component.id, "schedule": _written(c, [values[n] for n in c.names])} for c in changed]
        return {"plan": {"components": components}} if components else {}

    def rounded(self, values: Values) -> dict[str, float]:
        return {d.name: readable(d, values[d.name]) for d in self.decisions}


def _end(curve: Curve) -> float:
    """Where the last rate is held against today's: at the cap on sales, or well beyond the last edge."""
    cap, last = curve.component.cap, curve.edges[-1]
    if cap and cap.at and cap.at > last:
        return float(cap.at)
    return BEYOND * max(last, 1.0 if _by_quota(curve) else last) or 1.0


def _curve(commission: Commission, money: bool) -> Curve:
    schedule = commission.schedule
    assert not isinstance(schedule, MatrixSchedule)
    if isinstance(schedule, TierSchedule):
        edges = [float(tier.start or 0) for tier in schedule.tiers]
        levels = [float(tier.rate) for tier in schedule.tiers]
        bends = schedule.mode == "marginal" and schedule.tiers[0].start is not None
    else:
        edges = [float(point.at) for point in schedule.points]
        levels = [float(point.pays) for point in schedule.points]
        bends = schedule.mode == "interpolated" and schedule.beyond == "continue"
    if bends and schedule.edges == "attainment" and sum(edge > 0 for edge in edges) < FEWEST:
        edges, levels = _bent(commission, edges, levels)
    return Curve(commission, tuple(edges), tuple(levels), money)


def _bent(commission: Commission, edges: list[float], levels: list[float]) -> tuple[list[float], list[float]]:
    """The same curve with knots at which it may bend."""
    capped = commission.cap.at if commission.cap and commission.cap.at else inf
    added = [knot for knot in KNOTS if knot < capped and all(abs(knot - edge) >= APART for edge in edges)]
    finer = sorted({*edges, *added})
    if isinstance(commission.schedule, TierSchedule):
        return finer, [levels[max(i for i, edge in enumerate(edges) if edge <= at)] for at in finer]
    return finer, [_between(edges, levels, at) for at in finer]


def _between(edges: list[float], levels: list[float], at: float) -> float:
    """The payout on the straight line at hand, which goes on beyond the last point."""
    place = min(max(i for i, edge in enumerate(edges) if edge <= at), len(edges) - 2)
    slope = (levels[place + 1] - levels[place]) / (edges[place + 1] - edges[place])
    return levels[place] + slope * (at - edges[place])


def _shape(curve: Curve) -> list[Row]:
    """A curve that never falls goes on never falling, and one that grows steeper goes on doing so."""
    rows = []
    if all(b >= a for a, b in pairwise(curve.levels)):
        for place in range(1, len(curve.edges)):
            says = Label(en=f"what is paid from {_at(curve, curve.edges[place])} on is no less than before it",
                         zh=f"自 {_at(curve, curve.edges[place])} 起不低于之前")  # fmt: skip
            terms = ((curve.names[place], 1.0), (curve.names[place - 1], -1.0))
            rows.append(Row(f"rising[{curve.component.id}@{curve.edges[place]:.12g}]", terms, ">=", 0.0, says))
    if not curve.tiers and curve.schedule.mode == "interpolated":
        rows += _steeper(curve)
    return rows


def _steeper(curve: Curve) -> list[Row]:
    widths = [b - a for a, b in pairwise(curve.edges)]
    slopes = [(b - a) / w for (a, b), w in zip(pairwise(curve.levels), widths, strict=True)]
    if any(b < a - 1e-9 for a, b in pairwise(slopes)):
        return []
    rows = []
    for i in range(1, len(widths)):
        before, here, after = curve.names[i - 1 : i + 2]
        terms = ((after, 1 / widths[i]), (here, -1 / widths[i] - 1 / widths[i - 1]), (before, 1 / widths[i - 1]))
        at = _at(curve, curve.edges[i])
        says = Label(en=f"the curve is no less steep above {at} than below", zh=f"{at} 以上的斜率不低于以下")
        rows.append(Row(f"steeper[{curve.component.id}@{curve.edges[i]:.12g}]", terms, ">=", 0.0, says))
    return rows


def _written(curve: Curve, levels: list[float]) -> Patch:
    """The schedule as a scenario file says it, without knots at which nothing bends."""
    schedule = written_form(curve.schedule)
    given = {float(t["from"] or 0) for t in schedule["tiers"]} if curve.tiers else {
        float(p["at"]) for p in schedule["points"]}  # fmt: skip
    kept = [i for i, edge in enumerate(curve.edges) if edge in given or _bends(curve, levels, i)]
    if curve.tiers:
        first = schedule["tiers"][0]["from"]
        starts = [first if i == 0 else _exact(curve.edges[i]) for i in kept]
        tiers = [{"from": start, "rate": _exact(levels[i])} for start, i in zip(starts, kept, strict=True)]
        return {"tiers": tiers}
    return {"points": [{"at": _exact(curve.edges[i]), "pays": _exact(levels[i])} for i in kept]}


def _bends(curve: Curve, levels: list[float], place: int) -> bool:
    if curve.tiers:
        return levels[place] != levels[place - 1]
    if place in (0, len(levels) - 1):
        return True
    line = _between([curve.edges[place - 1], curve.edges[place + 1]], [levels[place - 1], levels[place + 1]],
                    curve.edges[place])  # fmt: skip
    return abs(line - levels[place]) > 1e-9


def _exact(number: float) -> Decimal:
    return Decimal(f"{number:.6f}").normalize() + 0


def _by_quota(curve: Curve) -> bool:
    return curve.schedule.edges == "attainment"


def _at(curve: Curve, edge: float) -> str:
    return f"{100 * edge:.12g} %" if _by_quota(curve) else f"{edge:,.12g}"


def _says(curve: Curve, edge: float) -> Label:
    at, name = _at(curve, edge), curve.component.name
    if curve.tiers:
        return Label(en=f"{name.en}: rate from {at}", zh=f"{name.zh}：{at} 起的费率")
    return Label(en=f"{name.en}: pay at {at}", zh=f"{name.zh}：{at} 处的给付")
