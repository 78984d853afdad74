"""One picture of a backtest: the company's months against their intervals, where outcomes lie, and rep by rep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import scipy
from matplotlib.figure import Figure as Canvas

from results.backtest import COVERED, WHAT, Backtest
from results.render.chart import chart_notes, drawable, saved
from results.render.numbers import Format
from results.render.panels import BLUE, GREY, ORANGE, RED, day_numbers, dress, label_of, months_below, sheet, titled
from results.render.words import Language
from scenarios.base import Label
from scenarios.company import Currency

BINS = 10
WORDS = {
    "wins": Label(en="Deals won by the company", zh="全公司赢单数"),
    "value": Label(en="Value won by the company", zh="全公司赢单金额"),
    "pit_wins": Label(en="Where wins of rep-months lie", zh="各人各月赢单数的落点"),
    "pit_value": Label(en="Where values of rep-months lie", zh="各人各月金额的落点"),
    "reps_wins": Label(en="Wins by rep, all months", zh="各人赢单数（全部月份）"),
    "reps_value": Label(en="Value by rep, all months", zh="各人金额（全部月份）"),
    "interval": Label(en="80 % interval", zh="80% 区间"),
    "expected": Label(en="expected", zh="预期"),
    "inside": Label(en="came, inside", zh="实际，区间内"),
    "outside": Label(en="came, outside", zh="实际，区间外"),
    "place": Label(
        en="place among the simulated (flat if forecasts are right)", zh="在模拟结果中的位次（预测正确则均匀）",
    ),
    "came": Label(en="came", zh="实际"),
}  # fmt: skip


def backtest_chart(found: Backtest, currency: Currency, path: Path, language: Language) -> list[str]:
    """Draws a backtest into a file; returns notes for the user."""

    def draw(used: Language) -> Canvas:
        canvas = sheet(15, 8.2)
        axes = canvas.subplots(2, 3, width_ratios=(1.6, 1, 1))
        for row, what in zip(axes, WHAT, strict=True):
            for axis, panel in zip(row, (_months, _places, _reps), strict=True):
                panel(axis, found, what, Format(currency, used))
                dress(axis)
        return canvas

    return chart_notes(path, language, saved(path, language, draw))


def _amounts(axis: Any, what: str, fmt: Format) -> None:
    if what == "value":
        coin = 10**fmt.currency.minor_digits
        axis.set_major_formatter(lambda amount, _: drawable(fmt.tick(amount * coin)))


def _months(axis: Any, found: Backtest, what: str, fmt: Format) -> None:
    """Each month by how far ahead it was foreseen, side by side."""
    text = label_of(WORDS, fmt.language)
    rows = found.company[found.company["what"] == what]
    ahead = ((rows["month"].dt.to_period("M") - rows["origin"].dt.to_period("M")).map(lambda gap: gap.n)).to_numpy(
        np.int64
    )
    when = day_numbers(rows["month"]) + 14 + (ahead - (ahead.max() + 1) / 2) * 22 / max(ahead.max(), 1)
    low, high, came = (rows[key].to_numpy(np.float64) for key in ("low", "high", "actual"))
    axis.vlines(when, low, high, color=BLUE, linewidth=4, alpha=0.4, label=text("interval"))
    axis.plot(when, rows["expected"], "_", color=BLUE, markersize=7, label=text("expected"))
    inside = (came >= low) & (came <= high)
    for of, colour, key in ((inside, "#222222", "inside"), (~inside, RED, "outside")):
        if of.any():
            axis.plot(when[of], came[of], "o", color=colour, markersize=4, label=text(key))
    axis.set_ylim(bottom=0)
    months_below(axis)
    _amounts(axis.yaxis, what, fmt)
    axis.legend(frameon=False, fontsize=8.5, ncols=4, loc="lower left")
    titled(axis, text(what))


def _places(axis: Any, found: Backtest, what: str, fmt: Format) -> None:
    """The histogram of places, with the band in which chance alone would leave nineteen bars of twenty."""
    text = label_of(WORDS, fmt.language)
    pit = np.array([f.pit for f in found.forecasts if f.what == what])
    axis.hist(pit, bins=np.linspace(0, 1, BINS + 1), color=BLUE, alpha=0.5)
    low, high = (float(scipy.stats.binom.ppf(q, len(pit), 1 / BINS)) for q in (0.025, 0.975))
    axis.axhspan(low, high, color=GREY, alpha=0.18, linewidth=0)
    axis.axhline(len(pit) / BINS, color="#333333", linewidth=1, linestyle="dashed")
    for edge in ((1 - COVERED) / 2, (1 + COVERED) / 2):
        axis.axvline(edge, color="#999999", linewidth=0.8, linestyle="dotted")
    axis.set_xlim(0, 1)
    axis.set_xlabel(text("place"), fontsize=8)
    titled(axis, text(f"pit_{what}"))


def _reps(axis: Any, found: Backtest, what: str, fmt: Format) -> None:
    """Everybody's months together: what was expected and what came."""
    text = label_of(WORDS, fmt.language)
    of = [f for f in found.forecasts if f.what == what]
    reps = list(dict.fromkeys(f.rep for f in of))
    expected, came = (np.array([sum(getattr(f, key) for f in of if f.rep == rep) for rep in reps])
                      for key in ("expected", "actual"))  # fmt: skip
    most = 1.05 * max(float(expected.max(initial=0.0)), float(came.max(initial=0.0)), 1.0)
    axis.plot((0, most), (0, most), color="#555555", linewidth=1, linestyle="dashed")
    axis.scatter(expected, came, s=22, color=ORANGE, alpha=0.8, linewidths=0)
    axis.set_xlim(0, most)
    axis.set_ylim(0, most)
    for side in (axis.xaxis, axis.yaxis):
        _amounts(side, what, fmt)
    axis.locator_params(nbins=5)
    axis.set_xlabel(text("expected"), fontsize=8.5)
    axis.set_ylabel(text("came"), fontsize=8.5)
    titled(axis, text(f"reps_{what}"))
