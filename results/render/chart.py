"""One picture of a comparison: how each scenario's year spreads, and the target it is held against."""

import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.figure import Figure as Canvas

from results.figures import EVERYBODY, FIGURES
from results.outcome import Outcome
from results.render.numbers import Format
from results.render.words import Language
from scenarios.base import Label

CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
)
COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#777777")
PANELS = ("bookings", "pay", "margin_after_pay")
CAPTION = Label(
    en="Dot: expected value.  Thick bar: half of all years.  Thin line: 9 of 10 years.  Dashed: the target.",
    zh="圆点：预期值；粗条：半数年份；细线：九成年份；虚线：目标",
)


def comparison_chart(outcomes: dict[str, Outcome], path: Path, language: Language) -> Language:
    """Draws the spread of each scenario's year, one panel a figure; SVG or PNG by the file's ending.

    Chinese needs a font that has it; where none is found labels are English. Returns the language used.
    """
    font = _chinese_font() if language == "zh" else None
    shown: Language = "zh" if font else "en"
    style: dict[str, Any] = {
        "font.family": [*([font] if font else []), "DejaVu Sans"],
        "svg.hashsalt": "quotalab",
    }
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        canvas = _drawn(outcomes, shown)
        canvas.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    return shown


def _drawn(outcomes: dict[str, Outcome], language: Language) -> Canvas:
    height = 1.6 + 0.55 * len(outcomes)
    canvas = Canvas(figsize=(12, height), layout="constrained")
    figures = {figure.key: figure for figure in FIGURES}
    axes = canvas.subplots(1, len(PANELS), sharey=True)
    names = [outcome.scenario.title.text(language) for outcome in outcomes.values()]
    for axis, key in zip(axes, PANELS, strict=True):
        figure = figures[key]
        for row, outcome in enumerate(outcomes.values()):
            _spread(axis, row, figure.of(outcome, EVERYBODY), _target(outcome, key))
        axis.set_title(figure.name.text(language), fontsize=11, loc="left")
        fmt = Format(next(iter(outcomes.values())).scenario.company.currency, language)
        axis.xaxis.set_major_formatter(lambda coins, _, fmt=fmt: fmt.money(coins))
        axis.locator_params(axis="x", nbins=4)
        axis.set_yticks(range(len(names)), names, fontsize=9)
        axis.set_ylim(len(names) - 0.4, -0.6)
        axis.grid(axis="x", alpha=0.25)
        axis.spines[["top", "right", "left"]].set_visible(False)
        axis.tick_params(axis="both", length=0, labelsize=9)
    canvas.supxlabel(CAPTION.text(language), fontsize=8.5, color="#555555")
    return canvas


def _spread(axis: Any, row: int, values: Any, target: float | None) -> None:
    p5, p25, p75, p95 = np.quantile(values, (0.05, 0.25, 0.75, 0.95))
    colour = COLOURS[row % len(COLOURS)]
    axis.hlines(row, p5, p95, color=colour, linewidth=1.5)
    axis.hlines(row, p25, p75, color=colour, linewidth=7, alpha=0.55)
    axis.plot(values.mean(), row, "o", color=colour, markersize=6)
    if target is not None:
        axis.vlines(target, row - 0.35, row + 0.35, color="#333333", linewidth=1.5, linestyles="dashed")


def _target(outcome: Outcome, key: str) -> float | None:
    return outcome.target if key == "bookings" else None


def _chinese_font() -> str | None:
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE_FONTS if name in installed), None)
