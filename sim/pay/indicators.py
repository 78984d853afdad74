"""Gates, coefficient tables, matrices and scores of a plan as code over indicators."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from scenarios.plan import BandModifier, Gates, Indicator, LineModifier, MatrixModifier, Modifier, Score, ScoreModifier
from scenarios.plan import TenureModifier as Tenure
from scenarios.plan.modifier import Axis
from scenarios.plan.score import ScorecardKpi
from scenarios.plan.terms import Component
from sim.pay.curve import EVERYTHING, Piece, ceiling, scorecard_pieces, tidy
from sim.pay.factor import BAND, CELL, GREATEST, INDICATOR, LEAST, MILLION, NUMBER, OR_ELSE, PERSON, PLUS, TIMES
from sim.pay.maker import Maker
from sim.pay.table import SCOPES
from sim.quotas import half_up

Steps = list[tuple[int, int, int]]
Periods = Sequence[tuple[int, int]]
PiecesOf = Callable[[Fraction], tuple[Piece, ...]]
"""The curve of an indicator, given what is 1 of it: coins, things or millionths that are 100 %, or a written unit."""


class Context:
    """The line for which coefficients are made: its component, its periods and whose sales it looks at."""

    def __init__(self, maker: Maker, component: Component, periods: Periods, scope: str = "own") -> None:
        self.maker, self.component, self.periods, self.scope = maker, component, periods, scope

    def leaf(self, by: Indicator, pieces: PiecesOf, up: bool = False, empty: int = 0) -> Steps:
        """One indicator whose curve gives its value; `up`: its ratio is rounded up, for edges that belong below."""
        maker, recipe = self.maker, self.maker.recipe(by.kpi)
        row = maker.terms_of(self.component, recipe, by.where)
        maker.leaves.append((*row, SCOPES[self.scope], int(by.to_date), int(up), empty, len(maker.lines) - 1))
        curve = np.full(maker.shape, maker.curve((Piece(EVERYTHING, Fraction(0), Fraction(0)),)), np.int64)
        for rep in range(maker.shape[0]):
            for first, last in self.periods:
                one = self._one(by, rep, 0 if by.to_date else first, last)
                curve[rep, first : last + 1] = maker.curve(pieces(one))
        maker.leaf_curves.append(curve)
        return [(INDICATOR, len(maker.leaves) - 1, 0)]

    def _one(self, by: Indicator, rep: int, first: int, last: int) -> Fraction:
        maker = self.maker
        unit = maker.unit(maker.recipe(by.kpi))
        if by.target is None:
            return Fraction(unit)
        if by.target.each is not None:
            return Fraction(half_up(Fraction(by.target.each) * unit))
        assert by.target.of_quota is not None
        quota = maker.group_quota(self.component, rep, self.scope, first, last)
        return Fraction(half_up(Fraction(by.target.of_quota) * quota) * maker.recipe(by.kpi).over)


def modifiers_code(context: Context, modifiers: Sequence[Modifier]) -> Steps:
    """The product of all coefficients, kept to a millionth."""
    return _joined([_modifier(context, modifier) for modifier in modifiers], TIMES)


def gates_code(context: Context, gates: Gates | None) -> Steps:
    """One where the gates are open, else zero."""
    if gates is None:
        return []
    met = [context.leaf(c, _from(c.at_least, MILLION)) for c in gates.conditions]
    return _joined(met, TIMES if gates.need == "all" else GREATEST)


def _modifier(context: Context, modifier: Modifier) -> Steps:
    match modifier:
        case BandModifier():
            return _bands(context, modifier)
        case LineModifier():
            # Nothing to measure is -1: below every coefficient, so that an indicator that is known counts.
            lines = [context.leaf(by, lambda one: _bent(modifier, one), empty=-1) for by in modifier.by]
            return [*_joined(lines, GREATEST), (OR_ELSE, _millionths(modifier.empty), 0)]
        case MatrixModifier():
            values = [[_millionths(cell) for cell in row] for row in modifier.times]
            return matrix_code(context, modifier.rows, modifier.columns, values, _millionths(modifier.empty))
        case ScoreModifier():
            return score_code(context, modifier.score)
    assert isinstance(modifier, Tenure)
    return _tenure(context, modifier)


def _bands(context: Context, modifier: BandModifier) -> Steps:
    """The coefficient of the band reached; of several indicators, of the greatest: bands are numbered for that."""
    starts = [band.start for band in modifier.bands]
    times = [Fraction(_millionths(band.times)) for band in modifier.bands]
    lower = modifier.closed == "lower"
    if len(modifier.by) == 1:
        return context.leaf(modifier.by[0], lambda one: _banded(starts, times, one, lower), lower,
                            _millionths(modifier.empty))  # fmt: skip
    found = [context.leaf(by, lambda one: _numbered(starts, one, lower), up=lower, empty=-1) for by in modifier.by]
    # Nothing to measure is band -1: below all others, so that an indicator that is known counts.
    begin, _ = context.maker.keep([_millionths(modifier.empty), *(int(number) for number in times)])
    return [*_joined(found, GREATEST), (NUMBER, 0, 0), (CELL, begin + 1, 1)]


def matrix_code(context: Context, rows: Axis, columns: Axis, values: Sequence[Sequence[int]], empty: int) -> Steps:
    """The cell in which two indicators meet."""
    wide = len(columns.starts) + 1
    cells = [empty] * wide + [number for row in values for number in (empty, *row)]
    begin, _ = context.maker.keep(cells)
    steps: Steps = []
    for axis in (rows, columns):
        starts = list(axis.starts)
        steps += context.leaf(axis.by, lambda one, starts=starts: _numbered(starts, one, False), empty=-1)  # type: ignore[misc]
    return [*steps, (CELL, begin + wide + 1, wide)]


def score_code(context: Context, score: Score) -> Steps:
    """Σ weight × attainment (or their product), extra points, floor and ceiling, grades, red lines."""
    lines = [_score_line(context, line) for line in score.kpis]
    steps = _joined(lines, PLUS if score.combine == "additive" else TIMES)
    for extra in score.extra_points:
        steps += [*context.leaf(extra, _from(extra.at_least, _millionths(extra.adds))), (PLUS, 0, 0)]
    if score.floor is not None:
        steps += [(NUMBER, _millionths(score.floor), 0), (GREATEST, 0, 0)]
    if score.ceiling is not None:
        steps += [(NUMBER, _millionths(score.ceiling), 0), (LEAST, 0, 0)]
    if score.grades:
        table = [n for grade in score.grades for n in (_millionths(grade.start), _millionths(grade.times))]
        steps += [(BAND, *context.maker.keep(table))]
    for red in score.red_lines:
        steps += [*context.leaf(red, _from(red.at_least, MILLION), empty=MILLION), (TIMES, 0, 0)]
    return steps


def _score_line(context: Context, line: ScorecardKpi) -> Steps:
    by = Indicator(kpi=line.kpi, target=line.target, where=line.where)
    full = Fraction(MILLION)
    return context.leaf(by, lambda one: kpi_pieces(line, int(one), full), up=line.better == "less")


def kpi_pieces(line: ScorecardKpi, target: int, full: Fraction) -> tuple[Piece, ...]:
    """full × weight × attainment of one KPI, whichever way is better."""
    if line.better == "more" or target <= 0:
        return scorecard_pieces(line, target, full)
    pays = full * Fraction(line.weight)
    capped = ceiling((2 - Fraction(line.cap)) * target)
    out = (2 - max(Fraction(line.threshold), Fraction(0))) * target
    gone = int(out) + 1  # an attainment exactly at the threshold still counts
    return tidy([Piece(EVERYTHING, pays * Fraction(line.cap), Fraction(0)), Piece(capped, 2 * pays, -pays / target),
                 Piece(gone, Fraction(0), Fraction(0))])  # fmt: skip


def _tenure(context: Context, modifier: Tenure) -> Steps:
    maker = context.maker
    service = maker.payees.tenure
    values = np.zeros(maker.shape, np.int64)
    for row in modifier.months:
        values[service >= row.start] = _millionths(row.times)
    values[service < 0] = _millionths(modifier.months[0].times)
    maker.by_rep.append(values)
    return [(PERSON, len(maker.by_rep) - 1, 0)]


def _from(at_least: Decimal, pays: int) -> PiecesOf:
    """So much from a value on, and nothing below it."""
    return lambda one: tidy([Piece(EVERYTHING, Fraction(0), Fraction(0)),
                             Piece(ceiling(Fraction(at_least) * one), Fraction(pays), Fraction(0))])  # fmt: skip


def _numbered(starts: Sequence[Decimal | None], one: Fraction, lower: bool) -> tuple[Piece, ...]:
    """The number of the band reached, from 0."""
    return _banded(starts, [Fraction(number) for number in range(len(starts))], one, lower)


def _banded(
    starts: Sequence[Decimal | None], values: Sequence[Fraction], one: Fraction, lower: bool
) -> tuple[Piece, ...]:
    """The value of the band reached; below the second band it is always the first."""
    pieces = [Piece(EVERYTHING, values[0], Fraction(0))]
    for start, value in zip(starts[1:], values[1:], strict=True):
        edge = Fraction(start or 0) * one
        first = edge.numerator // edge.denominator + 1 if lower else ceiling(edge)
        pieces.append(Piece(first, value, Fraction(0)))
    return tidy(pieces)


def _bent(modifier: LineModifier, one: Fraction) -> tuple[Piece, ...]:
    """Straight between points, level outside them."""
    at = [half_up(Fraction(point.at) * one) for point in modifier.points]
    times = [Fraction(point.times) * MILLION for point in modifier.points]
    pieces = [Piece(EVERYTHING, times[0], Fraction(0))]
    for i in range(len(at) - 1):
        run = at[i + 1] - at[i]
        pieces.append(Piece(at[i], times[i], (times[i + 1] - times[i]) / run if run > 0 else Fraction(0), at[i]))
    return tidy([*pieces, Piece(at[-1], times[-1], Fraction(0))])


def _joined(parts: Sequence[Steps], by: int) -> Steps:
    """All parts one after the other, each joined to what there is so far."""
    steps: Steps = []
    for number, part in enumerate(parts):
        steps += [*part, (by, 0, 0)] if number else part
    return steps


def _millionths(number: Decimal) -> int:
    return half_up(Fraction(number) * MILLION)
