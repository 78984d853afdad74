"""What panels of the pictures have in common: colours, titles and quiet frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import dates
from matplotlib.figure import Figure as Canvas
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from results.render.chart import drawable
from results.render.words import Language
from scenarios.base import Label

BLUE, ORANGE, GREEN, RED, GREY = "#4477aa", "#ee7733", "#228866", "#cc6677", "#777777"


def label_of(words: Mapping[str, Label], language: Language) -> Callable[[str], str]:
    """A picture's words in one language."""
    return lambda key: words[key].text(language)


def titled(axis: Any, title: str) -> None:
    axis.set_title(title, fontsize=11, loc="left", pad=8)


def sheet(width: float, height: float) -> Canvas:
    """An empty picture with air between its panels."""
    return Canvas(figsize=(width, height), layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12))


def dress(axis: Any) -> None:
    """A quiet frame: light lines behind, no box."""
    axis.set_axisbelow(True)
    axis.grid(alpha=0.25, linewidth=0.7)
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.spines["bottom"].set_color("#999999")
    axis.tick_params(axis="both", which="both", length=0)
    for label in (*axis.get_xticklabels(), *axis.get_yticklabels()):
        label.set_fontsize(min(label.get_fontsize(), 8.5))


def day_numbers(days: Any) -> npt.NDArray[np.float64]:
    """Dates as matplotlib counts them."""
    return np.atleast_1d(np.asarray(dates.date2num(days), np.float64))  # type: ignore[no-untyped-call]


def months_below(axis: Any) -> None:
    """Dates as years and months, counts as whole numbers."""
    locator = dates.AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    formats = ["%Y", "%Y-%m", "%m-%d", "%H", "%H", "%S"]
    told = dates.ConciseDateFormatter(  # type: ignore[no-untyped-call]
        locator, formats=formats, zero_formats=["", "%Y", "%Y-%m", "", "", ""], show_offset=False
    )
    axis.xaxis_date()
    axis.xaxis.set_major_locator(locator)
    axis.xaxis.set_major_formatter(told)
    axis.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))


def names_left(axis: Any, names: list[str], small: bool = False) -> None:
    """A line for each name, the first on top."""
    axis.set_yticks(range(len(names)), [drawable(name) for name in names], fontsize=7 if small else 8.5)
    axis.set_ylim(len(names) - 0.4, -0.6)
