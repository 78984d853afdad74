"""Pictures of the sales world: how old leads are, where hours go, and what moves from month to month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from results.ages import EDGES, Ages
from results.measure_words import thing_name
from results.report.amounts import Amounts
from results.report.drawing import QUIET, inlined
from results.report.pictures import Floats, height_of, money_axis, rows_below, share_axis, short
from results.report.seen_words import (
    AXIS_MONTH,
    AXIS_OPEN,
    BAND,
    BAND_LAST,
    EACH,
    EACH_OPEN,
    FROM_TO,
    FULL_STOP,
    LINES,
    NINE,
    SAYS,
    SEE,
    SEMICOLON,
)  # fmt: skip
from results.report.view import Key, Picture
from results.section import Section
from results.seen.hours import hours_sections
from results.seen.reading import Reading
from results.seen.selling import selling_sections
from results.seen.words import TOPICS
from scenarios.base import Label
from scenarios.scenario import Scenario

COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377")
"""Six that colour-blind readers tell apart. Source: Paul Tol's bright scheme."""
BANDS = ("#cfd8e3", "#9fb8d1", "#6f97bf", "#ee8866", "#bb4433")
"""From fresh to stale."""


@dataclass(frozen=True)
class Line:
    """One number month by month. values: [replication, month]."""

    name: Label
    values: Floats
    colour: str


def seen_pictures(r: Reading, ages: Ages | None, amounts: Amounts) -> Iterator[Picture]:
    """Those of what the scenario has."""
    if ages is not None:
        yield ages_picture(ages, r.outcome.scenario, amounts.language)
    for key, sections in (("reasons", selling_sections(r)), ("hours", hours_sections(r))):
        if section := next((each for each in sections if each.key == key), None):
            yield shares_picture(key, section, amounts.language)
    if topics := r.series("skill:"):
        yield months_picture("skills", _skills(r, topics), amounts.language, lambda x: f"{x:.2f}")
    if r.has("customers_open"):
        yield months_picture("customers", [_months("customers", r, "customers_open")], amounts.language, _count)
        yield months_picture("satisfaction", _moods(r), amounts.language, _count)
    if channels := r.series("channel_leads:"):
        yield channels_picture(r, channels, amounts)
    segments = r.series("market_value:")
    if segments and r.year(*(f"rivals_value:{each}" for each in segments)).any():
        line = Line(LINES["share"], _share(r, segments), COLOURS[0])
        yield months_picture("share", [line], amounts.language, lambda x: f"{100 * x:.0f} %")


def _count(number: float) -> str:
    return f"{number:,.0f}"


def _months(key: str, r: Reading, name: str) -> Line:
    return Line(LINES[key], r.outcome.months(name), COLOURS[0])


def _skills(r: Reading, topics: Sequence[str]) -> list[Line]:
    reps = len(r.outcome.scenario.people.reps)
    return [
        Line(TOPICS[topic], r.outcome.months(f"skill:{topic}") / reps, colour)
        for topic, colour in zip(topics, COLOURS, strict=True)
    ]


def _moods(r: Reading) -> list[Line]:
    """Of the customers looked after in each month."""
    served = r.outcome.months("customers_served")
    below = {"relation_points": r.outcome.months("relation_ratings")}
    names = ("satisfaction_sum", "loyalty_sum", "relation_points")
    return [
        Line(LINES[name], _over(r.outcome.months(name), below.get(name, served)), colour)
        for name, colour in zip(names, COLOURS, strict=False)
    ]


def _share(r: Reading, segments: Sequence[str]) -> Floats:
    """Ours of what anybody won in a month, over all segments."""
    ours, whole = (
        np.asarray(sum((r.outcome.months(f"{what}:{each}") for each in segments), np.zeros((r.replications, r.months))))
        for what in ("segment_bookings", "market_value")
    )
    return _over(ours, whole)


def _over(above: Floats, below: Floats) -> Floats:
    """Nothing known where there is nothing below."""
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below != 0)


def ages_picture(ages: Ages, scenario: Scenario, language: str) -> Picture:
    """Open leads of each stage, by how long they have been there."""
    names = [thing_name(stage.stage, scenario).text(language) for stage in ages.stages]
    told = [
        EACH_OPEN.text(language).format(name=short(name), open=f"{stage.open:,.0f}", days=f"{stage.days:,.0f}")
        for name, stage in zip(names, ages.stages, strict=True)
    ]

    def draw(axis: Any) -> None:
        left = np.zeros(len(names))
        for band, colour in enumerate(BANDS):
            width = np.array([stage.bands[band] for stage in ages.stages])
            axis.barh(range(len(names)), width, left=left, height=0.42, color=colour)
            left += width
        rows_below(axis, names)
        axis.set_xlim(0)
        axis.set_xlabel(AXIS_OPEN.text(language), color=QUIET)
        axis.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))

    edges = (0, *EDGES)
    labels = [BAND.text(language).format(low=low, high=high) for low, high in pairwise(edges)]
    labels.append(BAND_LAST.text(language).format(low=edges[-1]))
    keys = tuple(Key(colour, "bar", text) for colour, text in zip(BANDS, labels, strict=True))
    return _picture("ages", told, draw, height_of(len(names)) + 20, keys, language)


def shares_picture(key: str, section: Section, language: str) -> Picture:
    """A bar for each row of a section whose last column is a share of the whole."""
    rows = [(row[0].text(language), float(getattr(row[-1], "value", row[-1]))) for row in section.rows if row[-1]]
    told = [EACH.text(language).format(name=name, value=f"{100 * share:.0f} %") for name, share in rows]

    def draw(axis: Any) -> None:
        axis.barh(range(len(rows)), [share for _, share in rows], height=0.42, color=COLOURS[0])
        rows_below(axis, [f"{name}: {100 * share:.0f} %" for name, share in rows])
        axis.set_xlim(0)
        share_axis(axis.xaxis)

    return _picture(key, told, draw, height_of(len(rows)), (), language)


def channels_picture(r: Reading, channels: Sequence[str], amounts: Amounts) -> Picture:
    """Gross margin less cost, channel by channel, with 9 of 10 years."""
    language = amounts.language
    names = [thing_name(channel, r.outcome.scenario).text(language) for channel in channels]
    left = [r.year(f"channel_margin:{channel}") - r.year(f"channel_cost:{channel}") for channel in channels]
    told = [
        EACH.text(language).format(name=name, value=amounts.money(float(values.mean())))
        for name, values in zip(names, left, strict=True)
    ]

    def draw(axis: Any) -> None:
        for row, values in enumerate(left):
            low, high = np.quantile(values, (0.05, 0.95))
            axis.barh(row, values.mean(), height=0.42, color=COLOURS[0] if values.mean() >= 0 else BANDS[-1])
            axis.hlines(row, low, high, color="#222222", linewidth=1.6)
        rows_below(axis, names)
        money_axis(axis.xaxis, amounts)

    keys = (Key("#222222", "line", NINE.text(language)),)
    return _picture("channels", told, draw, height_of(len(channels)), keys, language)


def months_picture(key: str, lines: Sequence[Line], language: str, text: Callable[[float], str]) -> Picture:
    """What moves from month to month; a line alone has the band of 9 in 10 years."""
    means = [_mean(line.values) for line in lines]
    told = [
        FROM_TO.text(language).format(name=line.name.text(language), first=text(float(path[0])),
                                      last=text(float(path[-1])))
        for line, path in zip(lines, means, strict=True)
    ]  # fmt: skip
    months = np.arange(1, len(means[0]) + 1)

    def draw(axis: Any) -> None:
        for line, path in zip(lines, means, strict=True):
            if len(lines) == 1:
                known = np.isfinite(path)
                low, high = np.nanquantile(line.values[:, known], (0.05, 0.95), axis=0)
                axis.fill_between(months[known], low, high, color=line.colour, alpha=0.22, linewidth=0)
            axis.plot(months, path, color=line.colour, linewidth=2.2)
        axis.set_xlim(1, max(len(months), 2))
        axis.set_xticks(range(1, len(months) + 1, 1 if len(months) <= 12 else 6))
        axis.set_xlabel(AXIS_MONTH.text(language), color=QUIET)
        axis.yaxis.set_major_locator(MaxNLocator(nbins=5))
        axis.yaxis.set_major_formatter(lambda value, _: text(value))
        axis.grid(axis="y", alpha=0.25, linewidth=0.7)

    keys = tuple(Key(line.colour, "line", line.name.text(language)) for line in lines)
    if len(lines) == 1:
        keys = (*keys, Key(lines[0].colour, "band", NINE.text(language)))
    return _picture(key, told, draw, 270, keys, language)


def _mean(values: Floats) -> Floats:
    """By month over the years in which it is known; nothing where it never is."""
    known = np.isfinite(values)
    return _over(np.where(known, values, 0.0).sum(axis=0), known.sum(axis=0).astype(np.float64))


def _picture(
    key: str, told: Sequence[str], draw: Callable[[Any], None], height: int, keys: tuple[Key, ...], language: str
) -> Picture:
    each = SEMICOLON.text(language).join(told) + FULL_STOP.text(language)
    says = SAYS[key].text(language).format(each=each)
    return Picture(SEE[key].text(language), says, inlined(f"seen-{key}", says, draw, height), keys)
