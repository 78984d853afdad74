"""Pictures of pay and of what a scenario changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import MultipleLocator

from results.compare import Line
from results.figures import Figure
from results.report.amounts import Amounts, within
from results.report.budget import Budget
from results.report.drawing import INK, QUIET, inlined
from results.report.payout import LEAST, Curve, Payout
from results.report.pictures import Shown, height_of, money_axis, rows_below, share_axis, spread_keys, spread_row
from results.report.view import Key, Picture
from results.report.words import said
from results.report.year_pictures import each_year

LEVELS = ("#4477aa", "#228866", "#aa4499", "#ccaa33", "#ee8866", "#777777")
PARTS = ("#b8c4d0", "#4477aa", "#88ccee", "#44aa99", "#ccaa33", "#ee8866", "#aa4499")


def payout_picture(
    run: Shown, payout: Payout, highest: float, number: int, amounts: Amounts, tips: Sequence[str]
) -> Picture:
    """Curves by grade with the reps as dots. highest: of all runs' pay, so that pictures can be compared."""
    language = amounts.language
    each = said("space", language).join(_curve_in_words(curve, amounts) for curve in payout.curves)
    says = said("says_payout", language, each=each)

    def draw(axis: Any) -> None:
        for place, curve in enumerate(payout.curves):
            axis.plot(curve.attainment, curve.pay, color=LEVELS[place % len(LEVELS)], linewidth=2)
        for gid, places in _dots(payout, named=bool(tips)):
            colour = LEVELS[payout.level[places[0]] % len(LEVELS)]
            x, y = payout.attainment[places], payout.pay[places]
            axis.plot(x, y, "o", color=colour, markersize=7, alpha=0.75, markeredgecolor="white", gid=gid)
        axis.axvline(1, color=INK, linewidth=1.4, linestyle=(0, (4, 2)))
        axis.set_xlim(0, max(LEAST, *(curve.attainment[-1] for curve in payout.curves)))
        axis.set_ylim(0, highest * 1.05)
        axis.xaxis.set_major_locator(MultipleLocator(0.5))
        axis.set_xlabel(said("axis_attainment", language), color=QUIET)
        share_axis(axis.xaxis)
        money_axis(axis.yaxis, amounts)
        axis.grid(alpha=0.25, linewidth=0.7)

    named = {f"dot{dot}": tip for dot, tip in enumerate(tips)}
    picture = inlined(f"payout{number}", says, draw, 290, named)
    keys = [Key(LEVELS[p % len(LEVELS)], "line", c.level.text(language)) for p, c in enumerate(payout.curves)]
    keys.append(Key("#777777", "dot", said("key_rep", language)))
    return Picture(said("see_payout", language, title=run.title), says, picture, tuple(keys))


def _dots(payout: Payout, named: bool) -> Iterator[tuple[str, list[int]]]:
    """Dots that are drawn at once: all of a grade, or each alone where a name is to stand on it."""
    if named:
        yield from ((f"dot{dot}", [dot]) for dot in range(len(payout.level)))
        return
    for level in sorted(set(payout.level)):
        yield f"level{level}", [dot for dot, own in enumerate(payout.level) if own == level]


def _curve_in_words(curve: Curve, amounts: Amounts) -> str:
    half, full, more = (amounts.money(float(np.interp(x, curve.attainment, curve.pay))) for x in (0.5, 1.0, 1.5))
    return said("each_payout", amounts.language, level=curve.level.text(amounts.language), half=half, full=full,
                more=more)  # fmt: skip


def pay_picture(runs: Sequence[Shown], budgets: Sequence[Budget], amounts: Amounts) -> Picture:
    """The spread of the year's pay, run by run, each with its own budget."""
    language, marks = amounts.language, [budget.at_target for budget in budgets]
    says = said("says_pay", language, each=each_year(runs, [b.pay for b in budgets], marks, "key_budget", amounts))

    def draw(axis: Any) -> None:
        for row, (run, budget) in enumerate(zip(runs, budgets, strict=True)):
            spread_row(axis, row, budget.pay, run.colour, budget.at_target)
        rows_below(axis, [run.title for run in runs])
        money_axis(axis.xaxis, amounts)

    picture = inlined("pay", says, draw, height_of(len(runs)))
    return Picture(said("see_pay", language), says, picture, spread_keys(language, "key_budget"))


def components_picture(runs: Sequence[Shown], budgets: Sequence[Budget], amounts: Amounts) -> Picture:
    """Expected pay by component below what it comes to at target; the first run's target stands on top."""
    language = amounts.language
    names = list(dict.fromkeys(part.name.text(language) for budget in budgets for part in budget.components))
    rows = [(said("budget", language), {p.name.text(language): p.at_target for p in budgets[0].components})]
    rows += [
        (run.title, {p.name.text(language): p.estimate.mean for p in budget.components})
        for run, budget in zip(runs, budgets, strict=True)
    ]
    each = said("semicolon", language).join(
        f"{title}: " + ", ".join(f"{name} {amounts.money(pay)}" for name, pay in parts.items()) for title, parts in rows
    )
    says = said("says_components", language, each=each)

    def draw(axis: Any) -> None:
        left = np.zeros(len(rows))
        for place, name in enumerate(names):
            widths = np.array([parts.get(name, 0.0) for _, parts in rows])
            axis.barh(range(len(rows)), widths, left=left, height=0.42, color=PARTS[place % len(PARTS)])
            left += widths
        rows_below(axis, [title for title, _ in rows])
        axis.set_xlim(0)
        money_axis(axis.xaxis, amounts)

    keys = tuple(Key(PARTS[place % len(PARTS)], "bar", name) for place, name in enumerate(names))
    picture = inlined("components", says, draw, height_of(len(rows)))
    return Picture(said("see_components", language), says, picture, keys)


def difference_picture(runs: Sequence[Shown], lines: Sequence[Line], amounts: Amounts) -> Picture:
    """One figure's change against the base, run by run: its 95 % interval, and its range over assumptions."""
    language, figure = amounts.language, lines[0].figure
    name = said("chance_within", language) if figure.key == "hit" else within(figure.name, language)
    told = [
        said("each_difference", language, title=run.title, change=amounts.changed(line.difference, figure.unit),
             span=amounts.bracket(line.difference.low, line.difference.high, figure.unit, True))
        for run, line in zip(runs, lines, strict=True)
    ]  # fmt: skip
    says = said("says_difference", language, figure=name, each=said("space", language).join(told))

    def draw(axis: Any) -> None:
        axis.axvline(0, color=INK, linewidth=1.2)
        for row, (run, line) in enumerate(zip(runs, lines, strict=True)):
            change = line.difference
            if line.assumed:
                axis.hlines(row, *line.assumed, color="#999999", linewidth=2)
                axis.plot(line.assumed, (row, row), "|", color="#999999", markersize=10, markeredgewidth=2)
            if np.isfinite(change.low):
                axis.hlines(row, change.low, change.high, color=run.colour, linewidth=9, alpha=0.55)
            axis.plot(change.mean, row, "o", color=run.colour, markersize=8)
        rows_below(axis, [run.title for run in runs])
        _signed_axis(axis, figure, amounts)

    keys = [Key("#777777", "dot", said("key_mean", language)), Key("#777777", "bar", said("key_interval", language))]
    if any(line.assumed for line in lines):
        keys.append(Key("#999999", "line", said("key_assumed", language)))
    picture = inlined(f"difference-{figure.key}", says, draw, height_of(len(runs)))
    return Picture(said("see_difference", language, figure=name), says, picture, tuple(keys))


def _signed_axis(axis: Any, figure: Figure, amounts: Amounts) -> None:
    if figure.unit == "money":
        money_axis(axis.xaxis, amounts, signed=True)
    else:
        axis.locator_params(axis="x", nbins=4)
        axis.xaxis.set_major_formatter(lambda share, _: said("points", amounts.language, points=f"{100 * share:+.0f}"))
