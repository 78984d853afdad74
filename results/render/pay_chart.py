"""One picture of a plan's payout curve: pay over attainment with its edges named, and the rate on the next sale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MultipleLocator

from results.pay.curve_facts import PayCurve
from results.pay.exact import exact_share
from results.render.chart import COLOURS, chart_notes, drawable, saved
from results.render.numbers import Format
from results.render.panels import GREY, dress, label_of, sheet, titled
from results.render.words import Language
from scenarios.base import Label
from scenarios.company import Currency

WORDS = {
    "pay": Label(en="Variable pay a year", zh="全年浮动收入"),
    "rate": Label(en="On the next sale", zh="再多卖一点"),
    "rate_below": Label(en="pay for each 100 of quota more", zh="每多完成 100 定额的收入"),
    "rate_amount": Label(en="pay for each 100 sold more", zh="每多卖 100 的收入"),
    "attainment": Label(en="attainment, the same in every period", zh="达成率（各周期相同）"),
    "amount": Label(en="sold a year, spread evenly", zh="全年业绩（各期均匀）"),
    "total": Label(en="all components", zh="合计"),
    "target": Label(en="target", zh="目标"),
    "target_pay": Label(en="target pay", zh="目标浮动收入"),
    "threshold": Label(en="threshold", zh="门槛"),
    "cap": Label(en="cap", zh="封顶"),
    "cliff": Label(en="jump", zh="跳变"),
    "kink": Label(en="rate changes", zh="费率变化"),
}
INK = "#222222"
ROW = 0.075
"""Height of a row of names, in multiples of the highest pay."""
SHEET = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


def pay_chart(curve: PayCurve, currency: Currency, path: Path, language: Language) -> list[str]:
    """Draws a payout curve into a file; returns notes for the user."""

    def draw(used: Language) -> Canvas:
        canvas = sheet(9, 7)
        above, below = canvas.subplots(2, 1, height_ratios=(2.6, 1), sharex=True)
        draw_pay(above, curve, currency, used)
        _rates(below, curve, used)
        _amounts_below(below, curve, currency, used)
        return canvas

    return chart_notes(path, language, saved(path, language, draw))


@dataclass(frozen=True)
class Look:
    """How names are written: letters' size, how many letters fit across, and what is done with signs of no font."""

    size: float = 8.5
    across: float = 91.0
    safe: Callable[[str], str] = drawable


PAGE = Look(9, 50.0, str)
"""In a page, whose reader's own fonts show the text."""


def draw_pay(axis: Any, curve: PayCurve, currency: Currency, language: Language, look: Look | None = None) -> None:
    """Lines of the components and of all together, with every edge marked and named."""
    look = look or Look()
    text, fmt = label_of(WORDS, language), Format(currency, language)
    alone = len(curve.shown) == 1
    for place, component in enumerate(() if alone else curve.shown):
        if max(max(stretch.parts[place]) for stretch in curve.stretches) <= 0:
            continue  # what only takes off lies below the picture
        name = look.safe(curve.plan.components[component].name.text(language))
        _line(axis, curve, lambda s, p=place: s.parts[p], COLOURS[place % len(COLOURS)], 1.4, name)
    only = look.safe(curve.plan.components[curve.shown[0]].name.text(language)) if alone else text("total")
    _line(axis, curve, lambda s: s.total, INK, 2.2, only)
    if not curve.by_amount:
        _target(axis, curve, text("target_pay"), look)
    top = max(max(s.total) for s in curve.stretches) or 1
    axis.set_xlim(0, 2)
    axis.yaxis.set_major_formatter(lambda coins, _: look.safe(fmt.tick(coins, False, top * 1.1)))
    height = _names(axis, curve, fmt, language, top, look)
    axis.set_ylim(min(0, min(min(s.total) for s in curve.stretches)), top * height)
    titled(axis, text("pay"))
    axis.legend(loc="upper left", bbox_to_anchor=(0, 1.05 / height), fontsize=look.size, frameon=False)
    dress(axis)


def shares_below(axis: Any, curve: PayCurve, currency: Currency, language: Language) -> None:
    """Attainment, or money sold, below a picture that stands in a page."""
    fmt, quota = Format(currency, language), curve.sweep.quota()
    axis.xaxis.set_major_locator(MultipleLocator(0.5))
    axis.xaxis.set_major_formatter(
        lambda x, _: fmt.tick(x * quota, False, 2 * quota) if curve.by_amount else f"{100 * x:.0f} %"
    )


def _target(axis: Any, curve: PayCurve, name: str, look: Look) -> None:
    axis.axvline(1, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    target = float(curve.sweep.target_pay())
    if target:
        axis.axhline(target, color=GREY, linewidth=0.9, linestyle=(0, (2, 3)))
        axis.text(2, target, name, fontsize=look.size, color="#555555", ha="right", va="bottom")


def _line(axis: Any, curve: PayCurve, pays: Any, colour: str, width: float, name: str) -> None:
    """A line that breaks where pay jumps, the jump dotted."""
    last: tuple[float, float] | None = None
    for place, stretch in enumerate(curve.stretches):
        y = pays(stretch)
        axis.plot(stretch.attainment, y, color=colour, linewidth=width, label=name if place == 0 else None)
        if last is not None:
            axis.plot((last[0], stretch.attainment[0]), (last[1], y[0]), color=colour, linewidth=1, linestyle=":")
        last = (stretch.attainment[-1], y[-1])


def _names(axis: Any, curve: PayCurve, fmt: Format, language: Language, top: float, look: Look) -> float:
    """Edges named above the lines, those at one attainment together, in rows so that no two names meet.

    Returns the height that all of it takes, in multiples of the highest pay.
    """
    found: list[tuple[float, str, int]] = []
    ends: list[float] = []
    for x, name in _named_edges(axis, curve, fmt, language, look):
        wide = sum(1.0 if ord(sign) < 0x2E80 else 1.75 for sign in name) * 2 / look.across
        left = x - wide if x + wide > 2.02 else x
        row = next((i for i, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [left + wide + 0.02]
        found.append((x, name, row))
    for x, name, row in found:
        axis.axvline(x, color=GREY, linewidth=0.6, alpha=0.6)
        right = x + sum(1.0 if ord(sign) < 0x2E80 else 1.75 for sign in name) * 2 / look.across > 2.02
        y = top * (1.1 + ROW * (len(ends) - 1 - row))
        axis.text(x + (-0.01 if right else 0.01), y, name, fontsize=look.size, color=INK,
                  ha="right" if right else "left", va="center", bbox=SHEET)  # fmt: skip
    return 1.08 + ROW * max(1, len(ends))


def _named_edges(axis: Any, curve: PayCurve, fmt: Format, language: Language, look: Look) -> list[tuple[float, str]]:
    """Where a name stands and what it says; a dot on the line of all components at each."""
    text = label_of(WORDS, language)
    jumps: dict[float, int] = {}
    by_place: dict[float, list[str]] = {} if curve.by_amount else {1.0: [text("target")]}
    for mark in curve.marks:
        named = text("threshold" if mark.kind == "threshold" else "cliff" if mark.jump else mark.kind)
        x = round(float(mark.attainment), 5)
        by_place.setdefault(x, []).append(named)
        jumps[x] = jumps.get(x, 0) + mark.jump
        axis.plot(x, curve.sweep.year(mark.attainment, mark.beyond), "o", color=INK, markersize=4.5)
    found = []
    for x in sorted(by_place):
        words = list(dict.fromkeys(by_place[x]))
        words += [fmt.tick(jumps[x], True, abs(jumps[x]))] if jumps.get(x) else []
        amount = curve.amount(_fraction(curve, x)) if curve.by_amount else 0
        where = fmt.tick(amount, False, curve.sweep.quota() * 2) if curve.by_amount else exact_share(round(x, 4))
        found.append((x, look.safe(f"{where} {', '.join(words)}")))
    return found


def _fraction(curve: PayCurve, x: float) -> Any:
    return min(curve.edges, key=lambda edge: abs(float(edge) - x))


def _rates(axis: Any, curve: PayCurve, language: Language) -> None:
    """The marginal rate as steps."""
    text = label_of(WORDS, language)
    for stretch in curve.stretches:
        axis.hlines(100 * stretch.rate, stretch.attainment[0], stretch.attainment[-1], color=INK, linewidth=2)
    rates = [100 * stretch.rate for stretch in curve.stretches]
    bounds = [stretch.attainment[0] for stretch in curve.stretches][1:]
    for x, low, high in zip(bounds, rates, rates[1:], strict=False):
        axis.vlines(x, min(low, high), max(low, high), color=INK, linewidth=0.8, linestyle=":")
    axis.set_ylim(min(0.0, *rates), max(*rates, 0.1) * 1.15)
    titled(axis, f"{text('rate')}: {text('rate_amount' if curve.by_amount else 'rate_below')}")
    dress(axis)


def _amounts_below(axis: Any, curve: PayCurve, currency: Currency, language: Language) -> None:
    text, fmt, quota = label_of(WORDS, language), Format(currency, language), curve.sweep.quota()
    axis.xaxis.set_major_locator(MultipleLocator(0.2))

    def shown(x: float, _: Any) -> str:
        money = drawable(fmt.tick(x * quota, False, 2 * quota))
        return money if curve.by_amount else f"{100 * x:.0f} %\n{money}"

    axis.xaxis.set_major_formatter(shown)
    axis.set_xlabel(text("amount" if curve.by_amount else "attainment"), fontsize=8.5)
    for label in axis.get_xticklabels():
        label.set_fontsize(8)


__all__ = ["PAGE", "Look", "draw_pay", "pay_chart", "shares_below"]
