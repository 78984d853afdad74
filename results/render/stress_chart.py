"""One picture of a stress test: how likely each target is reached under each shock, and what the shocks cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from results.render.chart import chart_notes, drawable, saved
from results.render.numbers import Format
from results.render.panels import ORANGE, dress, label_of, names_left, sheet, titled
from results.render.words import Language
from results.stress import Stress
from results.stress_words import share_text
from scenarios.base import Label

WORDS = {
    "heat": Label(en="Chance of reaching the target, in %", zh="达标概率（%）"),
    "targets": Label(en="target, as a share of the written one (framed)", zh="目标（占原目标的比例，原目标加框）"),
    "margin": Label(en="Change of margin after pay at the written target", zh="原目标下扣薪酬后毛利的变动"),
    "interval": Label(
        en="against no shock on the same draws, with 95 % interval", zh="同一抽样下与无冲击相比，含 95% 区间"
    ),
}
DARK = 0.32
"""Cells so far from an even chance are dark enough for white numbers."""


def stress_chart(found: Stress, path: Path, language: Language) -> list[str]:
    """Draws a stress test into a file; returns notes for the user."""

    def draw(used: Language) -> Canvas:
        rows, columns = len(found.cells), len(found.targets)
        canvas = sheet(5.5 + 0.62 * columns + 4, 1.9 + 0.48 * rows)
        left, right = canvas.subplots(1, 2, width_ratios=(max(3.0, 0.62 * columns), 4), sharey=True)
        _heat(left, found, used)
        _margin(right, found, used)
        return canvas

    return chart_notes(path, language, saved(path, language, draw))


def _heat(axis: Any, found: Stress, language: Language) -> None:
    """Red below an even chance, blue above it: told apart by all eyes, and each cell says its number."""
    text = label_of(WORDS, language)
    chances = np.array([[cell.chance.value for cell in row] for row in found.cells])
    axis.imshow(chances, cmap=mpl.colormaps["RdBu"], vmin=-0.12, vmax=1.12, aspect="auto")
    for (row, column), chance in np.ndenumerate(chances):
        colour = "white" if abs(chance - 0.5) > DARK else "#222222"
        axis.text(column, row, f"{100 * chance:.0f}", ha="center", va="center", fontsize=9, color=colour)
    frame = Rectangle((found.written - 0.5, -0.5), 1, len(chances), fill=False, edgecolor="#222222", linewidth=1.8)
    frame.set_clip_on(False)
    axis.add_patch(frame)
    axis.set_xticks(range(len(found.targets)), [share_text(cell) for cell in found.cells[0]], fontsize=8.5)
    axis.tick_params(axis="both", length=0)
    axis.spines[:].set_visible(False)
    axis.set_xlabel(text("targets"), fontsize=8.5)
    titled(axis, text("heat"))
    names_left(axis, [shock.name.text(language) for shock in found.shocks])
    axis.set_ylim(len(chances) - 0.5, -0.5)


def _margin(axis: Any, found: Stress, language: Language) -> None:
    text, currency = label_of(WORDS, language), found.scenario.company.currency
    coin, fmt = 10**currency.minor_digits, Format(currency, language)
    for row in range(1, len(found.shocks)):
        change = found.change(row, "margin_after_pay")
        if np.isfinite(change.low):
            axis.hlines(row, change.low, change.high, color=ORANGE, linewidth=3)
        axis.plot(change.value, row, "o", color=ORANGE, markersize=5)
    axis.axvline(0, color="#333333", linewidth=1)
    largest = max(abs(bound) for bound in axis.get_xlim()) * coin
    axis.xaxis.set_major_formatter(lambda amount, _: drawable(fmt.tick(amount * coin, True, largest)))
    axis.locator_params(axis="x", nbins=4)
    axis.set_xlabel(text("interval"), fontsize=8.5)
    titled(axis, text("margin"))
    dress(axis)
