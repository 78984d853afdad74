"""A matplotlib canvas as SVG that stands in a page: text stays text, nothing is fetched, no two ids are the same."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import matplotlib as mpl
from markupsafe import Markup, escape
from matplotlib.figure import Figure as Canvas
from matplotlib.layout_engine import ConstrainedLayoutEngine

from results.render.laid_out import laid_out

WIDTH = 420
"""Units of width; a phone shows about six sevenths of them as pixels, so that text of 13 is read as 11."""
TEXT = 13
TAG = re.compile(r"<[^>]+>")
REFERENCE = re.compile(r"(?:url\(|href=\")#([^)\"]+)")
INK, QUIET = "#222222", "#666666"


def inlined(
    name: str, says: str, draw: Callable[[Any], None], height: int, tips: Mapping[str, str] | None = None
) -> Markup:
    """One chart of a page. name: unlike any other's there. draw: draws into axes. tips: words on marks, by gid.

    Signs without a glyph here are none of our business: the reader's own fonts show the text.
    """
    style: Any = {
        "font.family": ["DejaVu Sans"],
        "font.size": TEXT,
        "svg.fonttype": "none",
        "svg.hashsalt": f"quotalab {name}",
        "text.parse_math": False,
        "axes.unicode_minus": False,
    }
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        canvas = Canvas(figsize=(WIDTH / 72, height / 72), layout=ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.06))
        axis = canvas.subplots()
        draw(axis)
        _dress(axis)
        written = io.StringIO()
        laid_out(canvas, "svg").savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return Markup(_cleaned(written.getvalue(), name, says, height, tips or {}))


def _dress(axis: Any) -> None:
    axis.set_axisbelow(True)
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.spines["bottom"].set_color("#999999")
    axis.tick_params(axis="both", which="both", length=0, labelsize=TEXT, labelcolor=INK, pad=6)


def _cleaned(svg: str, name: str, says: str, height: int, tips: Mapping[str, str]) -> str:
    """The drawing alone: without prologue, metadata and styles that would reach the whole page."""
    body = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    body = re.sub(r"<metadata>.*?</metadata>|<style .*?</style>|<defs>\s*</defs>", "", body, flags=re.DOTALL)
    for gid, tip in tips.items():
        body = body.replace(f'<g id="{gid}">', f"<g><title>{escape(tip)}</title>")
    used = {place for tag in TAG.findall(body) for place in REFERENCE.findall(tag)}
    body = TAG.sub(lambda tag: _own(tag[0], name, used), body)
    body = re.sub(r"\s*\n\s*", "\n", body)
    label = escape(says)
    head = f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">'
    return f"{head}<title>{label}</title>{body}</svg>"


def _own(tag: str, name: str, used: set[str]) -> str:
    """A tag with ids of this chart alone, those that nothing refers to dropped; the reader's fonts; short numbers."""
    tag = re.sub(r" id=\"([^\"]+)\"", lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", tag)
    tag = REFERENCE.sub(lambda found: found[0].replace("#", f"#{name}-"), tag).replace("xlink:href", "href")
    tag = re.sub(r"font: (?:\w+ )*?([\d.]+)px [^;\"]*", r"font-size: \1px", tag)
    tag = re.sub(r"font-family: [^;\"]*;? ?| transform=\"rotate\(-?0 [^\"]*\"", "", tag)
    return re.sub(r"(-?\d+\.\d\d)\d+", r"\1", tag)
