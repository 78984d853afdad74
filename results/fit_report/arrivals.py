"""How many deals come in, from where, when, and how unevenly."""

from __future__ import annotations

import numpy as np

from results.fit_report.heads import ALL, TITLES, columns, yes_no
from results.fit_report.sentences import number, said
from results.section import In, Section
from scenarios.base import Label
from scenarios.crm.fit.arrivals import SURE, Season
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.interval import Fitted, positive
from scenarios.crm.fit.pattern import SURE as PLAIN
from scenarios.crm.fit.pattern import Pattern
from scenarios.crm.fit.streams import OWN_BOOK

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = (
    ("Mon", "周一"),
    ("Tue", "周二"),
    ("Wed", "周三"),
    ("Thu", "周四"),
    ("Fri", "周五"),
    ("Sat", "周六"),
    ("Sun", "周日"),
)
NAMES = {
    "growth": Label(en="Growth a year", zh="年增长"),
    "season": Label(en="Season", zh="季节性"),
    "weekday": Label(en="Day of the week", zh="星期规律"),
}


def arrivals_section(fit: Fit) -> Section:
    """Deals by segment: how many a year, how unevenly, and whether a segment has a season of its own."""
    arrivals = fit.arrivals
    rows = [
        (name, level.n, level, arrivals.dispersion[place], *_own_season(season))
        for place, (name, season) in enumerate(zip(fit.segments, arrivals.seasons, strict=True))
        for level in [_together(fit, [place])]
    ]
    rows.sort(key=lambda row: -row[1])
    if len(rows) > 1:
        level = _together(fit, range(len(fit.segments)))
        rows.insert(0, (ALL, level.n, level, None, None, None))  # type: ignore[arg-type]
    heads = columns("segment", ("deals", "count"), ("a_year", "count"), ("dispersion", "number"), "own_season",
                    ("p", "chance"))  # fmt: skip
    more = {"weeks": {"first": arrivals.first, "seen": arrivals.weekly, "fitted": arrivals.expected}}
    return Section("arrivals", TITLES["arrivals"], heads, tuple(rows), (_streams(fit),), more=more)


def _own_season(season: Season) -> tuple[Label | None, float | None]:
    """Nothing where less than a year was seen, for which the p-value is exactly 1."""
    return (None, None) if season.p_value == 1.0 else (yes_no(season.p_value < SURE), season.p_value)


def _together(fit: Fit, segments: range | list[int]) -> Fitted:
    """Deals a year of some segments; the error of their sum by each one's dispersion."""
    of = np.isin(fit.streams.rows[:, 1], list(segments))
    levels = [(level, segment) for level, segment, here in
              zip(fit.arrivals.levels, fit.streams.rows[:, 1].tolist(), of, strict=True) if here]  # fmt: skip
    total, n = sum(level.value for level, _ in levels), sum(level.n for level, _ in levels)
    if not n:
        return Fitted(total, 0.0, sum(level.high for level, _ in levels), 0)
    scattered = sum(level.n * fit.arrivals.dispersion[segment].value for level, segment in levels)
    return positive(total, float(np.sqrt(scattered)) / n, n)


def _streams(fit: Fit) -> Label:
    streams = fit.streams
    if not streams.own:
        return said("shared_stream")
    by_account = streams.accounts_exclusive >= OWN_BOOK
    reason = said("by_account", share=In(streams.accounts_exclusive, "share")) if by_account else said("by_mix")
    return said("own_stream", reason=reason)


def pattern_section(fit: Fit) -> Section:
    """Growth, season and weekday: how large, and whether they stand out enough to be used."""
    pattern = fit.arrivals.pattern
    told = {"growth": pattern.growth, "season": _season(pattern), "weekday": _weekday(pattern)}
    rows = tuple(
        (NAMES[name], In(told[name], "share"), pattern.p_values[name], yes_no(pattern.p_values[name] < PLAIN))
        for name in NAMES
        if name in pattern.p_values
    )
    more = {"months": pattern.months, "weekdays": pattern.weekdays}
    heads = columns("what", "estimate", ("p", "chance"), "used")
    return Section("pattern", TITLES["pattern"], heads, rows, more=more)


def _season(pattern: Pattern) -> Label | None:
    if not pattern.months:
        return None
    values = [month.value for month in pattern.months]
    ends = [(place, pattern.months[place]) for place in (int(np.argmax(values)), int(np.argmin(values)))]
    texts = [number(fitted, "times") for _, fitted in ends]
    return Label(
        en=", ".join(f"{MONTHS[place]} {text}" for (place, _), text in zip(ends, texts, strict=True)),
        zh="，".join(f"{place + 1} 月 {text}" for (place, _), text in zip(ends, texts, strict=True)),
    )


def _weekday(pattern: Pattern) -> Label | None:
    if not pattern.weekdays:
        return None
    values = [day.value for day in pattern.weekdays]
    ends = [
        (place, number(pattern.weekdays[place], "times")) for place in (int(np.argmax(values)), int(np.argmin(values)))
    ]
    english, chinese = ([f"{DAYS[place][k]} {text}" for place, text in ends] for k in (0, 1))
    return Label(en=", ".join(english), zh="，".join(chinese))
