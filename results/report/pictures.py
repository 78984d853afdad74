"""What the pictures of a report have in common: whose they are, rows of spreads, and axes of amounts and shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.ticker import MaxNLocator

from results.outcome import Outcome
from results.render.chart import COLOURS
from results.report.amounts import Amounts
from results.report.drawing import INK
from results.report.privacy import Names
from results.report.view import Key
from results.report.words import said

Floats = npt.NDArray[np.float64]
LONGEST = 46.0
"""Widths of a letter that fit above a row; a Chinese sign is about as wide as 1.7 letters."""


@dataclass(frozen=True)
class Shown:
    """A run as pictures show it: its outcome, its title, its colour."""

    outcome: Outcome
    title: str
    colour: str


def shown_runs(outcomes: Sequence[Outcome], language: str, names: Names) -> tuple[Shown, ...]:
    """Each run under its title and in a colour of its own."""
    return tuple(
        Shown(outcome, names.hidden(outcome.scenario.title.text(language)), COLOURS[number % len(COLOURS)])
        for number, outcome in enumerate(outcomes)
    )


def short(name: str) -> str:
    """A name as long as fits above a row."""
    ends = np.cumsum([1.7 if ord(sign) > 0x2E80 else 1.0 for sign in name])
    return name if not name or ends[-1] <= LONGEST else name[: int((ends <= LONGEST - 1).sum())] + "…"


def lines_of(runs: Sequence[Shown]) -> tuple[Key, ...]:
    """A legend of the runs' lines."""
    return tuple(Key(run.colour, "line", run.title) for run in runs)


def money_axis(side: Any, amounts: Amounts, signed: bool = False) -> None:
    """Amounts in one unit, few enough for a phone."""
    side.set_major_locator(MaxNLocator(nbins=4))
    largest = max(abs(bound) for bound in side.get_view_interval())
    side.set_major_formatter(lambda coins, _: amounts.tick(coins, signed, largest))


def share_axis(side: Any) -> None:
    side.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")


def rows_below(axis: Any, names: Sequence[str]) -> None:
    """A row for each name, which stands above it: long names need no room at the side."""
    axis.set_yticks([])
    axis.set_ylim(len(names) - 0.45, -0.75)
    for place, name in enumerate(names):
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
        across = axis.get_yaxis_transform()
        axis.text(0, place - 0.28, short(name), transform=across, va="bottom", color=INK, bbox=behind)
    axis.grid(axis="x", alpha=0.25, linewidth=0.7)


def height_of(rows: int) -> int:
    """Of a picture of rows."""
    return 46 + 50 * rows


def spread_row(axis: Any, row: int, values: Floats, colour: str, mark: float | None) -> None:
    """One run's years: 9 of 10, half of them, the expected value; and what it is held against."""
    p5, p25, p75, p95 = np.quantile(values, (0.05, 0.25, 0.75, 0.95))
    axis.hlines(row, p5, p95, color=colour, linewidth=2)
    axis.hlines(row, p25, p75, color=colour, linewidth=9, alpha=0.5)
    axis.plot(values.mean(), row, "o", color=colour, markersize=8)
    if mark is not None:
        axis.vlines(mark, row - 0.25, row + 0.25, color=INK, linewidth=2, linestyles=(0, (3, 1.5)))


def spread_keys(language: str, against: str) -> tuple[Key, ...]:
    grey = "#777777"
    return (
        Key(grey, "dot", said("key_mean", language)),
        Key(grey, "bar", said("key_half", language)),
        Key(grey, "line", said("key_band", language)),
        Key(INK, "dash", said(against, language)),
    )
