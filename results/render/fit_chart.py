"""One picture of a fit: what came in, how deals go, what they are worth, who wins, when they close, what is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure as Canvas

from results.fit_report.opening import open_deals
from results.fit_report.process import cycle
from results.fit_report.reps import Shown, do_reps_differ, rep_rows
from results.fit_report.sentences import p_is
from results.render.chart import chart_notes, drawable, saved
from results.render.direct_chart import direct_panels
from results.render.numbers import Format
from results.render.panels import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    RED,
    day_numbers,
    dress,
    label_of,
    months_below,
    names_left,
    sheet,
    titled,
)
from results.render.words import Language
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.fit.record import days
from scenarios.crm.tables import LOST, OPEN, WON, Company

Floats = npt.NDArray[np.float64]
MOST = 14
"""Segments and reps that a panel has room for."""
WORDS = {
    "arrivals": Label(en="Deals coming in, by week", zh="每周新增商机"),
    "seen": Label(en="seen", zh="实际"),
    "fitted": Label(en="fitted", zh="拟合"),
    "cycles": Label(en="What becomes of deals by age", zh="商机的归宿（按账龄）"),
    "won": Label(en="won", zh="赢单"),
    "lost": Label(en="lost", zh="丢单"),
    "open": Label(en="open", zh="在手"),
    "age": Label(en="days since it came in", zh="建立以来的天数"),
    "values": Label(en="Won deals by segment", zh="各细分的赢单金额"),
    "reps": Label(en="Win rate by rep", zh="各销售代表赢单率"),
    "raw": Label(en="raw", zh="原始"),
    "shrunk": Label(en="shrunk, 95 % interval", zh="收缩后，95% 区间"),
    "alike": Label(en="were reps all alike", zh="假如各人没有差异"),
    "closings": Label(en="Closings by month", zh="每月关单数"),
    "quarter": Label(en="darker: last month of a quarter", zh="深色：季末月"),
    "ages": Label(en="Open deals by age", zh="在手商机账龄"),
    "alive": Label(en="alive", zh="有效"),
    "zombies": Label(en="zombies", zh="僵尸"),
    "oldest": Label(en="oldest ever closed", zh="历史最晚关单"),
    "unnamed": Label(en="Win rates by rep cannot be told:\nmostly won deals carry a name",
                     zh="无法按人计算赢单率：\n主要是赢单才写有负责人"),
    "nothing": Label(en="nothing is open", zh="没有在手商机"),
}  # fmt: skip


def fit_chart(
    company: Company, fit: Fit | DirectFit, currency: Currency, path: Path, language: Language, shown: Shown
) -> list[str]:
    """Draws the fit into a file; returns notes for the user."""

    def draw(used: Language) -> Canvas:
        canvas = sheet(15, 8.6)
        fmt = Format(currency, used)
        axes = canvas.subplots(2, 3).ravel()
        panels: Sequence[Callable[..., None]] = PANELS if isinstance(fit, Fit) else direct_panels(fit)
        for axis, panel in zip(axes, panels, strict=True):
            panel(axis, fit, fmt, shown)
            dress(axis)
        return canvas

    return chart_notes(path, language, saved(path, language, draw))


def _arrivals(axis: Any, fit: Fit, fmt: Format, _: Shown) -> None:
    arrivals, text = fit.arrivals, label_of(WORDS, fmt.language)
    weeks = len(arrivals.weekly)
    when = day_numbers(arrivals.first)[0] + float(-arrivals.first.day_of_week % 7) + 7.0 * np.arange(weeks)
    axis.fill_between(when, 0, arrivals.weekly, color=BLUE, alpha=0.3, linewidth=0, step="mid", label=text("seen"))
    axis.plot(when, arrivals.expected, color=BLUE, linewidth=1.6, label=text("fitted"))
    titled(axis, text("arrivals"))
    months_below(axis)
    axis.set_ylim(0, 1.18 * max(float(arrivals.weekly.max(initial=1.0)), float(arrivals.expected.max(initial=1.0))))
    axis.legend(frameon=False, fontsize=8.5, loc="upper right", ncols=2)


def _cycles(axis: Any, fit: Fit, fmt: Format, _: Shown) -> None:
    """Of all deals that came in, those won, lost and still open by age; open deals count as long as they were seen."""
    text = label_of(WORDS, fmt.language)
    ages, won, lost = incidence(fit)
    axis.fill_between(ages, 0, won, color=GREEN, alpha=0.55, linewidth=0, step="post")
    axis.fill_between(ages, 1 - lost, 1, color=RED, alpha=0.45, linewidth=0, step="post")
    axis.step(ages, won, color=GREEN, linewidth=1.5, where="post")
    axis.step(ages, 1 - lost, color=RED, linewidth=1.5, where="post")
    end = float(ages[-1])
    for height, key in ((won[-1] / 2, "won"), (1 - lost[-1] / 2, "lost"), ((1 + won[-1] - lost[-1]) / 2, "open")):
        share = {"won": won[-1], "lost": lost[-1], "open": 1 - won[-1] - lost[-1]}[key]
        if share > 0.04:
            axis.text(end * 0.97, height, f"{text(key)} {100 * share:.0f} %", ha="right", va="center", fontsize=9)
    axis.set_xlim(0, end)
    axis.set_ylim(0, 1)
    axis.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    axis.set_xlabel(text("age"), fontsize=8.5)
    titled(axis, text("cycles"))


def incidence(fit: Fit) -> tuple[Floats, Floats, Floats]:
    """Ages, and the shares won and lost by then, open deals counted as long as they were seen.

    Source: Aalen & Johansen (1978), Scand. J. Statist. 5.
    """
    rows = fit.rows[(fit.rows["created"] >= fit.process.first).to_numpy()]
    start = days(rows["created"])
    outcome = rows["outcome"].to_numpy(object)
    end = np.where(outcome == OPEN, fit.as_of.timestamp() / 86_400, days(rows["closed"]))
    known = ~np.isnan(end) & (end >= start)
    age, outcome = np.floor(end - start)[known].astype(np.int64), outcome[known]
    longest = int(age[outcome != OPEN].max(initial=1))
    at_risk = len(age) - np.cumsum(np.concatenate([[0], np.bincount(age, minlength=longest + 1)]))[: longest + 1]
    events = [np.bincount(age[outcome == what], minlength=longest + 1)[: longest + 1] for what in (WON, LOST)]
    rates = [np.divide(n, at_risk, out=np.zeros(longest + 1), where=at_risk > 0) for n in events]
    open_before = np.concatenate([[1.0], np.cumprod(1 - rates[0] - rates[1])[:-1]])
    return np.arange(longest + 1.0), np.cumsum(open_before * rates[0]), np.cumsum(open_before * rates[1])


def _values(axis: Any, fit: Fit, fmt: Format, _: Shown) -> None:
    text = label_of(WORDS, fmt.language)
    won = fit.rows[(fit.rows["outcome"] == WON) & (fit.rows["amount"] > 0)]
    groups = sorted(won.groupby("segment")["amount"], key=lambda pair: -float(pair[1].mean()))[:MOST]
    axis.set_xscale("log")
    ends = np.quantile([np.quantile(amounts, (0.05, 0.95)) for _, amounts in groups], (0, 1))
    axis.set_xlim(0.7 * float(ends[0]), 1.5 * float(ends[1]))
    for row, (_name, amounts) in enumerate(groups):
        p5, p25, p50, p75, p95 = np.quantile(amounts, (0.05, 0.25, 0.5, 0.75, 0.95))
        axis.hlines(row, p5, p95, color=BLUE, linewidth=1.5)
        axis.hlines(row, p25, p75, color=BLUE, linewidth=8, alpha=0.5)
        axis.plot(p50, row, "|", color="white", markersize=8, markeredgewidth=2)
        axis.plot(float(amounts.mean()), row, "o", color=BLUE, markersize=5)
    coin = 10**fmt.currency.minor_digits
    axis.xaxis.set_major_formatter(lambda amount, _: drawable(fmt.tick(amount * coin)))
    axis.xaxis.set_minor_formatter(lambda *_: "")
    names_left(axis, [f"{name} ({len(amounts):,})" for name, amounts in groups])
    titled(axis, text("values"))


def _reps(axis: Any, fit: Fit, fmt: Format, shown: Shown) -> None:
    """Raw rates and what is left of them after luck and deal mix, with intervals."""
    text = label_of(WORDS, fmt.language)
    titled(axis, text("reps"))
    rows = rep_rows(fit)
    if not fit.process.named:
        axis.text(
            0.5, 0.5, text("unnamed"), ha="center", va="center", transform=axis.transAxes, fontsize=10, color=GREY
        )
        axis.set_axis_off()
        return
    told = [(row, row.shrunk) for row in rows if row.shrunk and row.closed]
    if len(told) > 2 * MOST:  # the ends are what people look for
        told = told[:MOST] + told[-MOST:]
    for place, (row, shrunk) in enumerate(told):
        axis.hlines(place, shrunk.low, shrunk.high, color=BLUE, linewidth=2)
        axis.plot(shrunk.value, place, "o", color=BLUE, markersize=5, label=text("shrunk") if not place else None)
        axis.plot(row.raw.value, place, "x", color=ORANGE, markersize=5, label=text("raw") if not place else None)
    average = float(np.mean([shrunk.value for _, shrunk in told])) if told else 0.5
    axis.axvline(average, color="#555555", linewidth=0.9, linestyle="dashed")
    names_left(axis, [shown(row.rep) for row, _ in told], small=len(told) > 16)
    axis.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    axis.set_xlabel(f"{text('alike')}: p {p_is(do_reps_differ(fit))}", fontsize=8.5)
    axis.legend(frameon=False, fontsize=8.5, loc="lower right", bbox_to_anchor=(1.0, 0.985), ncols=2)


def _closings(axis: Any, fit: Fit, fmt: Format, _: Shown) -> None:
    text = label_of(WORDS, fmt.language)
    rows = fit.rows[fit.rows["closed"].notna()]
    months = pd.period_range(rows["closed"].min(), max(fit.as_of, rows["closed"].max()), freq="M")
    closed = rows["closed"].dt.to_period("M")
    when = day_numbers(months.to_timestamp())
    last = (months.month % 3 == 0).astype(bool)
    for sign, outcome, colour in ((1, WON, GREEN), (-1, LOST, RED)):
        count = closed[rows["outcome"] == outcome].value_counts().reindex(months, fill_value=0).to_numpy()
        for part, alpha in ((last, 0.95), (~last, 0.42)):
            axis.bar(when[part], sign * count[part], width=27, color=colour, alpha=alpha, align="edge")
    axis.axhline(0, color="#333333", linewidth=0.8)
    axis.yaxis.set_major_formatter(lambda count, _: f"{abs(count):,.0f}")
    low, high = axis.get_ylim()
    axis.set_ylim(1.18 * low, 1.18 * high)
    axis.text(0.01, 0.98, text("won"), transform=axis.transAxes, fontsize=9, va="top", color=GREEN, weight="bold")
    axis.text(0.01, 0.02, text("lost"), transform=axis.transAxes, fontsize=9, va="bottom", color=RED, weight="bold")
    axis.text(
        0.99, 0.98, text("quarter"), transform=axis.transAxes, fontsize=8.5, va="top", ha="right", color="#555555"
    )
    months_below(axis)
    titled(axis, text("closings"))


def _ages(axis: Any, fit: Fit, fmt: Format, _: Shown) -> None:
    text = label_of(WORDS, fmt.language)
    titled(axis, text("ages"))
    alive = open_deals(fit)["age"].to_numpy(np.float64)
    dead = (fit.as_of - fit.rows.loc[fit.process.zombies, "created"]).dt.days.to_numpy(np.float64)
    if not len(alive) + len(dead):
        axis.text(0.5, 0.5, text("nothing"), ha="center", va="center", transform=axis.transAxes, color=GREY)
        axis.set_axis_off()
        return
    bins = np.linspace(0, max(float(np.concatenate([alive, dead]).max()), 1.0) + 1, 31)
    groups = {"alive": (alive, BLUE), "zombies": (dead, "#bbbbbb")}
    told = {key: group for key, group in groups.items() if len(group[0])}
    ages, colours = zip(*told.values(), strict=True)
    axis.hist(ages, bins=bins, stacked=True, color=colours, label=[text(key) for key in told])
    closed = [cycle(fit.rows, outcome) for outcome in (WON, LOST)]
    oldest = max(float(took.max(initial=0.0)) for took in closed)
    axis.axvline(oldest, color="#333333", linestyle="dashed", linewidth=1.2, label=text("oldest"))
    axis.set_xlabel(text("age"), fontsize=8.5)
    axis.legend(frameon=False, fontsize=8.5)


PANELS = (_arrivals, _cycles, _values, _reps, _closings, _ages)
