"""One picture of a comparison: how each scenario's year spreads, and the target it is held against."""

import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.figure import Figure as Canvas

from results.estimate import Difference, difference_of
from results.figures import EVERYBODY, FIGURES
from results.outcome import Outcome
from results.render.laid_out import laid_out
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
LATIN_FONT = "DejaVu Sans"
COLOURS = ("#4477aa", "#ee8866", "#aa4499", "#44aa99", "#ccaa33", "#88ccee", "#777777")
DPI = 150
PANELS = ("bookings", "pay", "margin_after_pay")
CAPTION = Label(
    en="Above, dot: expected value; thick bar: half of all years; thin line: 9 of 10 years; dashed: the target.  "
    "Below: expected difference from the base on the same draws, with its 95 % interval.",
    zh="上图：圆点为预期值，粗条为半数年份，细线为九成年份，虚线为目标。"
    "下图：同一随机抽样下与基准的预期差异及其 95% 区间。",
)


def comparison_chart(outcomes: dict[str, Outcome], path: Path, language: Language) -> Language:
    """Draws the spread of each scenario's year, one panel a figure; returns the language used."""
    return saved(path, language, lambda shown: _drawn(outcomes, shown))


def chart_notes(path: Path, wanted: Language, used: Language) -> list[str]:
    """What a user is told of a picture that was saved."""
    notes = [f"chart drawn in {path}"]
    if used != wanted:
        notes.append("no font with Chinese characters was found, so the chart is labelled in English")
    return notes


def saved(path: Path, language: Language, draw: Callable[[Language], Canvas]) -> Language:
    """Draws a picture into a file, SVG or PNG by its ending.

    Chinese needs a font that has it; where none is found labels are English, and signs that cannot be drawn are
    question marks. Returns the language used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    font = _chinese_font()
    shown: Language = "zh" if font and language == "zh" else "en"
    fonts = [font, LATIN_FONT] if shown == "zh" else [LATIN_FONT, font]
    style: Any = {
        "font.family": [name for name in fonts if name],
        "svg.hashsalt": "quotalab",
        "text.parse_math": False,  # a title may name two amounts in $
        "axes.unicode_minus": False,  # not every Chinese font has the sign
    }
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        ending = path.suffix[1:]
        canvas = laid_out(draw(shown), ending, DPI)
        canvas.savefig(path, format=ending, dpi=DPI, metadata={"Date": None} if path.suffix == ".svg" else None)
    return shown


def _drawn(outcomes: dict[str, Outcome], language: Language) -> Canvas:
    """Spreads above, differences from the first scenario below; one column a figure."""
    years = list(outcomes.values())
    rows = (len(years) + 0.6, len(years) - 1 + 0.6)
    canvas = Canvas(figsize=(12, 1.3 + 0.5 * sum(rows)), layout="constrained")
    grid = canvas.subplots(2, len(PANELS), sharey="row", height_ratios=rows)
    names = [drawable(outcome.scenario.title.text(language)) for outcome in years]
    fmt = Format(years[0].scenario.company.currency, language)
    figures = {figure.key: figure for figure in FIGURES}
    for column, key in enumerate(PANELS):
        figure = figures[key]
        values = [figure.of(outcome, EVERYBODY) for outcome in years]
        for row, outcome in enumerate(years):
            _spread(grid[0, column], row, values[row], _target(outcome, key))
        for row, other in enumerate(values[1:]):
            _difference(grid[1, column], row, difference_of(values[0], other))
        grid[0, column].set_title(figure.name.text(language), fontsize=11, loc="left")
        grid[1, column].set_title(f"Δ {figure.name.text(language)}", fontsize=10, loc="left")
        _dress(grid[0, column], names, fmt, signed=False)
        _dress(grid[1, column], names[1:], fmt, signed=True)
        grid[1, column].axvline(0, color="#333333", linewidth=1)
    canvas.supxlabel(CAPTION.text(language), fontsize=8.5, color="#555555")
    return canvas


def _dress(axis: Any, names: list[str], fmt: Format, signed: bool) -> None:
    """Names on the left, amounts of one unit below."""
    largest = max(abs(bound) for bound in axis.get_xlim())
    axis.xaxis.set_major_formatter(lambda coins, _: drawable(fmt.tick(coins, signed, largest)))
    axis.locator_params(axis="x", nbins=4)
    axis.set_yticks(range(len(names)), names, fontsize=9)
    axis.set_ylim(len(names) - 0.4, -0.6)
    axis.grid(axis="x", alpha=0.25)
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.tick_params(axis="both", length=0, labelsize=9)


def _spread(axis: Any, row: int, values: Any, target: float | None) -> None:
    p5, p25, p75, p95 = np.quantile(values, (0.05, 0.25, 0.75, 0.95))
    colour = COLOURS[row % len(COLOURS)]
    axis.hlines(row, p5, p95, color=colour, linewidth=1.5)
    axis.hlines(row, p25, p75, color=colour, linewidth=7, alpha=0.55)
    axis.plot(values.mean(), row, "o", color=colour, markersize=6)
    if target is not None:
        axis.vlines(target, row - 0.35, row + 0.35, color="#333333", linewidth=1.5, linestyles="dashed")


def _difference(axis: Any, row: int, change: Difference) -> None:
    colour = COLOURS[(row + 1) % len(COLOURS)]
    if np.isfinite(change.low):
        axis.hlines(row, change.low, change.high, color=colour, linewidth=2.5)
        axis.plot((change.low, change.high), (row, row), "|", color=colour, markersize=9)
    axis.plot(change.mean, row, "o", color=colour, markersize=4)


def _target(outcome: Outcome, key: str) -> float | None:
    return outcome.target if key == "bookings" else None


def drawable(text: str) -> str:
    """The text with a question mark for each sign that no font in use has: a user's title must not stop a run."""
    drawable: frozenset[int] = frozenset().union(*(_signs(name) for name in mpl.rcParams["font.family"]))
    return "".join(sign if ord(sign) in drawable else "?" for sign in text)


@cache
def _signs(font: str) -> frozenset[int]:
    """Code points for which a font has a glyph."""
    return frozenset(font_manager.get_font(font_manager.findfont(font)).get_charmap())


def _chinese_font() -> str | None:
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE_FONTS if name in installed), None)
