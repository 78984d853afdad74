"""Pictures of the year: against the target, over the reps, through the funnel."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from results.estimate import mean_of
from results.outcome import Outcome
from results.render.tables import BANDS
from results.report.amounts import Amounts
from results.report.drawing import INK, QUIET, inlined
from results.report.pictures import (
    Floats,
    Shown,
    height_of,
    lines_of,
    money_axis,
    rows_below,
    share_axis,
    short,
    spread_keys,
    spread_row,
)
from results.report.view import Key, Picture
from results.report.words import said
from sim.quotas import company_target, split

ON, LOST, COLD, OPEN = "#4477aa", "#999999", "#ee8866", "#cfd8e3"


def target_path(outcome: Outcome) -> Floats:
    """The company's target cumulated over the months, coins; it begins at nothing."""
    s = outcome.scenario
    weights = [Fraction(w) for w in s.targets.phasing] or [Fraction(1)] * s.company.calendar.months
    return np.concatenate([[0.0], np.cumsum(split(company_target(s), weights))])


def booked_path(outcome: Outcome) -> Floats:
    """Bookings cumulated over the months, [replication, month], coins; it begins at nothing."""
    months = np.cumsum(outcome.months("bookings"), axis=1)
    return np.concatenate([np.zeros((len(months), 1)), months], axis=1)


def path_picture(runs: Sequence[Shown], amounts: Amounts) -> Picture:
    """Cumulated bookings, the first run with its band, and the target's way through the year."""
    language, base = amounts.language, runs[0]
    ends = mean_of(booked_path(base.outcome)[:, -1])

    def draw(axis: Any) -> None:
        for run in reversed(runs):
            path = booked_path(run.outcome)
            months = np.arange(path.shape[1])
            if run is base:
                low, high = np.quantile(path, (0.05, 0.95), axis=0)
                axis.fill_between(months, low, high, color=run.colour, alpha=0.22, linewidth=0)
            axis.plot(months, path.mean(axis=0), color=run.colour, linewidth=2.4 if run is base else 1.8)
            if run is base or run.outcome.target != base.outcome.target:
                colour = INK if run is base else run.colour
                axis.plot(months, target_path(run.outcome), color=colour, linewidth=1.6, linestyle=(0, (4, 2)))
        last = max(run.outcome.scenario.company.calendar.months for run in runs)
        axis.set_xlim(0, last)
        axis.set_ylim(0)
        axis.set_xticks(range(0, last + 1, 3 if last <= 24 else 12))
        axis.set_xlabel(said("axis_month", language), color=QUIET)
        money_axis(axis.yaxis, amounts)
        axis.grid(axis="y", alpha=0.25, linewidth=0.7)

    says = said("says_path", language, bookings=amounts.money(ends.mean),
                span=amounts.span(ends.p5, ends.p95, "money"), target=amounts.money(base.outcome.target))  # fmt: skip
    keys = (*lines_of(runs), Key(base.colour, "band", said("key_band", language)))
    keys = (*keys, Key(INK, "dash", said("key_target", language)))
    return Picture(said("see_path", language), says, inlined("path", says, draw, 290), keys)


def years_picture(runs: Sequence[Shown], amounts: Amounts) -> Picture:
    """The spread of the year's bookings, run by run, each with its own target."""
    language = amounts.language
    totals = [run.outcome.year("bookings").sum(axis=1) for run in runs]
    says = said("says_years", language, each=each_year(runs, totals, [r.outcome.target for r in runs], "key_target",
                                                       amounts))  # fmt: skip

    def draw(axis: Any) -> None:
        for row, (run, total) in enumerate(zip(runs, totals, strict=True)):
            spread_row(axis, row, total, run.colour, run.outcome.target)
        rows_below(axis, [run.title for run in runs])
        money_axis(axis.xaxis, amounts)

    picture = inlined("years", says, draw, height_of(len(runs)))
    return Picture(said("see_years", language), says, picture, spread_keys(language, "key_target"))


def each_year(
    runs: Sequence[Shown], totals: Sequence[Floats], marks: Sequence[float], against: str, amounts: Amounts
) -> str:
    """A spread in words, run by run."""
    told = []
    for run, total, mark in zip(runs, totals, marks, strict=True):
        e = mean_of(total)
        told.append(said("each_year", amounts.language, title=run.title, mean=amounts.money(e.mean),
                         span=amounts.span(e.p5, e.p95, "money"), what=said(against, amounts.language),
                         target=amounts.money(mark)))  # fmt: skip
    return said("space", amounts.language).join(told)


def band_shares(outcome: Outcome) -> tuple[list[str], Floats]:
    """Bands of attainment, and the share of rep-years in each."""
    carrying = outcome.quotas > 0
    attained = outcome.year("bookings")[:, carrying] / outcome.quotas[carrying]
    edges = [-np.inf, *BANDS[1:], np.inf]
    shares = [float(((attained >= low) & (attained < high)).mean()) for low, high in pairwise(edges)]
    names = [f"{100 * low:.0f}–{100 * high:.0f}" for low, high in pairwise(BANDS[1:])]
    return [f"< {100 * BANDS[1]:.0f}", *names, f"≥ {100 * BANDS[-1]:.0f}"], np.array(shares)


def reps_picture(runs: Sequence[Shown], amounts: Amounts) -> Picture:
    """Rep-years by band of attainment, the runs side by side."""
    language = amounts.language
    found = [band_shares(run.outcome) for run in runs]
    told = [
        said("each_reps", language, title=run.title, at_quota=f"{100 * shares[3:].sum():.0f} %",
             below=f"{100 * shares[:2].sum():.0f} %")
        for run, (_, shares) in zip(runs, found, strict=True)
    ]  # fmt: skip
    says = said("says_reps", language, each=said("space", language).join(told))

    def draw(axis: Any) -> None:
        width = 0.8 / len(runs)
        for number, (run, (names, shares)) in enumerate(zip(runs, found, strict=True)):
            places = np.arange(len(names)) - 0.4 + width * (number + 0.5)
            axis.bar(places, shares, width=width * 0.92, color=run.colour, alpha=0.85)
        axis.axvline(2.5, color=INK, linewidth=1.4, linestyle=(0, (4, 2)))
        axis.set_xticks(range(len(names)), names)
        axis.set_xlabel(said("axis_share", language), color=QUIET)
        share_axis(axis.yaxis)
        axis.grid(axis="y", alpha=0.25, linewidth=0.7)

    keys = tuple(Key(run.colour, "bar", run.title) for run in runs)
    quota = Key(INK, "dash", "100 %")
    return Picture(said("see_reps", language), says, inlined("reps", says, draw, 290), (*keys, quota))


def funnel_picture(run: Shown, amounts: Amounts) -> Picture:
    """What becomes of what enters each stage: on, lost, gone cold, still open; mean counts of a year."""
    outcome, language = run.outcome, amounts.language
    assert outcome.scenario.funnel is not None
    stages = outcome.scenario.funnel.stages
    counts = np.array([_fate(outcome, number) for number in range(len(stages))])
    rates = [on / max(on + lost + cold, 1e-9) for on, lost, cold, _ in counts]
    entered = [float(outcome.year(f"entered:{stage.id}").sum(axis=1).mean()) for stage in stages]
    told = [
        said("each_funnel", language, stage=short(stage.name.text(language)), entered=f"{came:,.0f}",
             on=f"{row[0]:,.0f}", rate=f"{100 * rate:.0f} %")
        for stage, came, row, rate in zip(stages, entered, counts, rates, strict=True)
    ]  # fmt: skip
    labels = [f"{stage.name.text(language)}: {100 * rate:.0f} %" for stage, rate in zip(stages, rates, strict=True)]
    says = said("says_funnel", language, each=said("semicolon", language).join(told))

    def draw(axis: Any) -> None:
        left = np.zeros(len(stages))
        for column, colour in enumerate((ON, LOST, COLD, OPEN)):
            axis.barh(range(len(stages)), counts[:, column], left=left, height=0.42, color=colour)
            left += counts[:, column]
        rows_below(axis, labels)
        axis.set_xlim(0)
        axis.xaxis.set_major_formatter(lambda number, _: f"{number:,.0f}")

    fates = ((ON, "key_on"), (LOST, "key_lost"), (COLD, "key_cold"), (OPEN, "key_open"))
    keys = [Key(colour, "bar", said(fate, language)) for colour, fate in fates]
    picture = inlined("funnel", says, draw, height_of(len(stages)))
    return Picture(said("see_funnel", language), says, picture, tuple(keys), said("under_funnel", language))


def _fate(outcome: Outcome, number: int) -> tuple[float, ...]:
    """Went on, lost, gone cold and open at a stage, mean counts of a year."""
    assert outcome.scenario.funnel is not None
    stages = outcome.scenario.funnel.stages
    following = f"entered:{stages[number + 1].id}" if number + 1 < len(stages) else "won_deals"
    names = (following, *(f"{what}:{stages[number].id}" for what in ("lost", "cold", "open")))
    return tuple(float(outcome.year(name).sum(axis=1).mean()) for name in names)
