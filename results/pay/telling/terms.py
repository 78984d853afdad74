"""What several kinds of components have: gates, coefficients, days in force, roles, instalments, rounding."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from results.pay.exact import exact_share, plain_number
from results.pay.speaker import Speaker
from results.pay.telling.scores import score_in_words
from scenarios.plan import (
    Allowance,
    BandModifier,
    Gates,
    Holdback,
    Limit,
    LineModifier,
    MatrixModifier,
    Rounding,
    ScoreModifier,
    Spif,
)

WITHOUT_DATE = (Allowance, Holdback, Limit, Spif)
"""Kinds whose own sentences say when they pay, or that take off."""


def terms_in_words(component: Any, to: Speaker) -> list[str]:
    """Gates, coefficients, from when to when, and for whom."""
    key = "released" if isinstance(component, Holdback) else "gates"
    said = _gates(component.gates, to, key) if getattr(component, "gates", None) else []
    for modifier in getattr(component, "modifiers", ()):
        said += _modifier(modifier, to)
    if not isinstance(component, Spif):
        said += [to.say(key, day=day) for key in ("starts", "ends") if (day := getattr(component, key)) is not None]
    if component.roles:
        said.append(to.say("roles", names=to.joined(to.role(role) for role in component.roles)))
    return said


def _gates(gates: Gates, to: Speaker, key: str) -> list[str]:
    rows = [to.say("condition", what=to.indicator(c), least=to.level_of(c.at_least, c)) for c in gates.conditions]
    return [to.say(f"{key}_{gates.need}", conditions=to.joined(rows))]


def _modifier(modifier: Any, to: Speaker) -> list[str]:
    match modifier:
        case BandModifier():
            return [_bands(modifier, to)]
        case LineModifier():
            by = modifier.by[0]
            rows = [to.say("bend", edge=to.level_of(p.at, by), times=plain_number(p.times)) for p in modifier.points]
            return [to.say("line", what=to.looked_at(modifier.by), rows=to.joined(rows))]
        case MatrixModifier():
            return [_matrix(modifier, to)]
        case ScoreModifier():
            first, *others = score_in_words(modifier.score, to)
            return [to.say("score_times", score=first), *others]
    rows = [to.say("service", months=row.start, times=plain_number(row.times)) for row in modifier.months]
    return [to.say("tenure", rows=to.joined(rows))]


def _bands(modifier: BandModifier, to: Speaker) -> str:
    by, first = modifier.by[0], modifier.bands[0]
    rows = [to.say("band_first", times=plain_number(first.times))]
    for band in modifier.bands[1:]:
        edge = to.level_of(band.start or Decimal(0), by)
        rows.append(to.say("band", edge=edge, times=plain_number(band.times)))
    closed = to.say(f"band_{modifier.closed}") if len(rows) > 1 else ""
    return to.say("bands", what=to.looked_at(modifier.by), rows=to.joined(rows), closed=closed)


def _matrix(modifier: MatrixModifier, to: Speaker) -> str:
    rows, columns = modifier.rows, modifier.columns
    cells = []
    for i, row in enumerate(rows.starts):
        for j, column in enumerate(columns.starts):
            words = {"row": to.level_of(row, rows.by), "column": to.level_of(column, columns.by)}
            cells.append(to.say("cell", **words, times=plain_number(modifier.times[i][j])))
    words = {"rows": to.indicator(rows.by), "columns": to.indicator(columns.by)}
    return to.say("matrix_times", **words, cells=to.joined(cells))


def when_in_words(component: Any, to: Speaker) -> list[str]:
    """When it is handed over and how it is rounded."""
    said = []
    parts, period = getattr(component, "instalments", ()), getattr(component, "period", None)
    if parts:
        said.append(to.say("instalments", parts=to.joined(_instalment(part, to) for part in parts)))
    elif period and not isinstance(component, WITHOUT_DATE):
        said.append(to.say("paid_month" if period == "month" else "paid_with", period=to.say(period)))
    if getattr(component, "rounding", None) is not None:
        said.append(rounding_in_words(component.rounding, to))
    return said


def _instalment(part: Any, to: Speaker) -> str:
    key = "part_now" if not part.months_later else "part_one_later" if part.months_later == 1 else "part_later"
    said = to.say(key, share=exact_share(part.share), months=part.months_later)
    return to.say("not_before", part=said, milestone=part.milestone) if part.milestone else said


def rounding_in_words(rounding: Rounding, to: Speaker) -> str:
    """How pay becomes whole coins."""
    coin = 10**to.currency.minor_digits
    step = to.coins(1 if rounding.to is None else Fraction(rounding.to) * coin)
    return to.say("rounded", step=step, rule=to.say(rounding.rule))
