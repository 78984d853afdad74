"""A pay schedule as straight pieces over the amount sold: exact, whatever its mode.

Every mode (marginal, whole, overage, step, interpolated), every threshold and every cap becomes a list of
pieces, each a straight line from its first amount on, jumps included. Pay is then one line of arithmetic.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from scenarios.plan import Cap, PointSchedule, ScorecardKpi, TierSchedule
from sim.quotas import half_up

Rates: TypeAlias = TierSchedule | PointSchedule
EVERYTHING = -(2**62)
"""The first amount of a piece that is open-ended below."""


@dataclass(frozen=True)
class Piece:
    """Pay, in coins, for amounts from `start` to the next piece's start: base + slope · (amount - anchor).

    edge: where it begins exactly, `start` being the first whole amount there; None where it is open-ended below.
    """

    start: int
    base: Fraction
    slope: Fraction
    anchor: int = 0
    edge: Fraction | None = None

    def at(self, amount: Fraction) -> Fraction:
        return self.base + self.slope * (amount - self.anchor)


@dataclass(frozen=True)
class Scale:
    """What a schedule's numbers mean for one rep and period.

    `quota`: coins (or things) that are 100 %. `unit`: coins in one unit of the measure (1 for things
    counted). `coin`: coins in one unit of currency. `target_pay`: coins that the component pays at target.
    """

    quota: int
    unit: int
    coin: int
    target_pay: Fraction

    def edge(self, schedule: Rates, written: Fraction) -> Fraction:
        return written * (self.quota if schedule.edges == "attainment" else self.unit)


@lru_cache(maxsize=65_536)
def schedule_pieces(
    schedule: Rates, scale: Scale, cap: Cap | None = None, threshold: Decimal | None = None
) -> tuple[Piece, ...]:
    """The pieces of a schedule for one rep and period: rates or points, then cap (on sales or pay), threshold.

    Nothing is paid by attainment to who has no quota: the top of the table would be reached by selling nothing.
    """
    if schedule.edges == "attainment" and scale.quota <= 0:
        return flat_piece(Fraction(0))
    pieces = _tiers(schedule, scale) if isinstance(schedule, TierSchedule) else _points(schedule, scale)
    if cap is not None:
        pieces = _capped(pieces, cap, schedule, scale)
    if threshold is not None:
        first = _first_amount(schedule, scale.edge(schedule, Fraction(threshold)))
        pieces = _cut(pieces, first)
    return tidy(pieces)


@lru_cache(maxsize=65_536)
def scorecard_pieces(line: ScorecardKpi, target: int, target_pay: Fraction) -> tuple[Piece, ...]:
    """One KPI of a scorecard: target pay × weight × attainment, from the threshold up to the cap.

    `target` is the amount that is 100 %, in coins or things; a target of 0 counts as met and pays its weight.
    """
    full = target_pay * Fraction(line.weight)
    if target <= 0:
        return (Piece(EVERYTHING, full, Fraction(0)),)
    first = max(1, ceiling(Fraction(line.threshold) * target))
    last = ceiling(Fraction(line.cap) * target)
    return tidy(
        [
            Piece(EVERYTHING, Fraction(0), Fraction(0)),
            Piece(first, Fraction(0), full / target),
            Piece(last, full * Fraction(line.cap), Fraction(0)),
        ]
    )


def flat_piece(pay: Fraction) -> tuple[Piece, ...]:
    """The same pay whatever is sold: a salary."""
    return (Piece(EVERYTHING, pay, Fraction(0)),)


def _tiers(schedule: TierSchedule, scale: Scale) -> list[Piece]:
    per_unit = Fraction(scale.coin, scale.unit)
    rates = [Fraction(tier.rate) * per_unit for tier in schedule.tiers]
    edges = [scale.edge(schedule, Fraction(tier.start or 0)) for tier in schedule.tiers]
    starts = [_first_amount(schedule, edge) for edge in edges]
    line = {"marginal": _marginal, "whole": _whole, "overage": _overage}[schedule.mode]
    constants = line(rates, edges, Fraction(scale.quota))
    pieces = [Piece(s, c, r, edge=e) for s, c, r, e in zip(starts, constants, rates, edges, strict=True)]
    if schedule.tiers[0].start is None:
        return [replace(pieces[0], start=EVERYTHING, edge=None), *pieces[1:]]
    return [Piece(EVERYTHING, Fraction(0), Fraction(0)), *pieces]


def _marginal(rates: list[Fraction], edges: list[Fraction], quota: Fraction) -> list[Fraction]:
    """Constants c such that pay = c + rate · amount: each rate on the part inside its tier."""
    constants = [-rates[0] * edges[0]]
    for i in range(1, len(rates)):
        constants.append(constants[-1] + (rates[i - 1] - rates[i]) * edges[i])
    return constants


def _whole(rates: list[Fraction], edges: list[Fraction], quota: Fraction) -> list[Fraction]:
    return [Fraction(0)] * len(rates)


def _overage(rates: list[Fraction], edges: list[Fraction], quota: Fraction) -> list[Fraction]:
    """Marginal up to quota; a tier above quota applies to everything above quota."""
    constants = _marginal(rates, edges, quota)
    at_quota = max((i for i, edge in enumerate(edges) if edge <= quota), default=0)
    to_quota = constants[at_quota] + rates[at_quota] * quota
    above = [to_quota - rate * quota for rate in rates]
    return [c if i <= at_quota else above[i] for i, c in enumerate(constants)]


def _points(schedule: PointSchedule, scale: Scale) -> list[Piece]:
    money = scale.target_pay if schedule.pays == "target" else Fraction(scale.coin)
    edges = [scale.edge(schedule, Fraction(point.at)) for point in schedule.points]
    pays = [Fraction(point.pays) * money for point in schedule.points]
    zero = Fraction(0)
    if schedule.mode == "step":
        starts = [_first_amount(schedule, edge) for edge in edges]
        steps = [Piece(s, pay, zero, edge=e) for s, pay, e in zip(starts, pays, edges, strict=True)]
        return [replace(steps[0], start=EVERYTHING, edge=None), *steps[1:]]
    return [Piece(EVERYTHING, pays[0], zero), *_straight_lines([half_up(e) for e in edges], pays, schedule)]


def _straight_lines(anchors: list[int], pays: list[Fraction], schedule: PointSchedule) -> list[Piece]:
    """Pieces between points; a point stands at a whole coin, so that the line is exact."""
    lines = []
    for i in range(len(anchors) - 1):
        run = anchors[i + 1] - anchors[i]
        slope = (pays[i + 1] - pays[i]) / run if run > 0 else Fraction(0)
        lines.append(Piece(anchors[i], pays[i], slope, anchors[i], Fraction(anchors[i])))
    top = lines[-1].slope if schedule.beyond == "continue" else Fraction(0)
    return [*lines, Piece(anchors[-1], pays[-1], top, anchors[-1], Fraction(anchors[-1]))]


def _capped(pieces: list[Piece], cap: Cap, schedule: Rates, scale: Scale) -> list[Piece]:
    if cap.at is not None:
        most = scale.edge(schedule, Fraction(cap.at))
        below = [piece for piece in pieces if piece.start < ceiling(most)]
        reached = [piece for piece in pieces if _is_reached(piece, most, schedule)]
        return [*below, Piece(ceiling(most), reached[-1].at(most), Fraction(0))]
    assert cap.payout is not None
    return _held_below(pieces, Fraction(cap.payout) * scale.coin)


def _is_reached(piece: Piece, amount: Fraction, schedule: Rates) -> bool:
    """Whether sales of exactly this amount have come as far as a piece."""
    if piece.edge is None:
        return True
    return piece.edge <= amount if schedule.closed == "upper" else piece.edge < amount


def _held_below(pieces: list[Piece], most: Fraction) -> list[Piece]:
    """min(pay, most), piece by piece: a piece that crosses the limit is cut where it does."""
    held: list[Piece] = []
    for i, piece in enumerate(pieces):
        flat = Piece(piece.start, most, Fraction(0))
        over = piece.at(Fraction(piece.start)) > most
        held.append(flat if over else piece)
        if piece.slope == 0 or (piece.slope > 0) == over:
            continue
        crossing = ceiling(piece.anchor + (most - piece.base) / piece.slope)
        if i + 1 == len(pieces) or crossing < pieces[i + 1].start:
            held.append(replace(piece if over else flat, start=crossing))
    return held


def _cut(pieces: list[Piece], first: int) -> list[Piece]:
    """Nothing below `first`; from there on the pieces as they were."""
    running = [p for i, p in enumerate(pieces) if i + 1 == len(pieces) or pieces[i + 1].start > first]
    kept = [replace(running[0], start=max(first, running[0].start)), *running[1:]]
    return [Piece(EVERYTHING, Fraction(0), Fraction(0)), *kept]


def tidy(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Where two pieces start at one amount (edges closer than a coin), the later one counts."""
    return tuple(p for i, p in enumerate(pieces) if i + 1 == len(pieces) or pieces[i + 1].start > p.start)


def _first_amount(schedule: Rates, edge: Fraction) -> int:
    """The first whole amount beyond an edge: compared exactly, so that no coin falls off by rounding."""
    return ceiling(edge) if schedule.closed == "upper" else edge.numerator // edge.denominator + 1


def ceiling(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
