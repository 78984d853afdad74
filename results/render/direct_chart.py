"""Panels for a company that keeps orders and quotas: sales by month, order values, quota against sales, attainment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from results.fit_report.process import law_text
from results.fit_report.reps import Shown
from results.render.chart import drawable
from results.render.numbers import Format
from results.render.panels import BLUE, GREEN, GREY, ORANGE, day_numbers, months_below, names_left, titled
from scenarios.base import Label
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.fit.values import Family

Floats = npt.NDArray[np.float64]
WORDS = {
    "months": Label(en="Sales by month", zh="每月业绩"),
    "orders": Label(en="Orders by size", zh="订单金额分布"),
    "quotas": Label(en="Quota and sales, each period of each rep", zh="目标与业绩（每人每期）"),
    "quota": Label(en="quota", zh="目标"),
    "sold": Label(en="sold", zh="业绩"),
    "attainment": Label(en="Attainment by period", zh="各期达成率"),
    "median": Label(en="median", zh="中位数"),
    "reps": Label(en="Attainment by rep: each period, and the mean", zh="各销售代表达成率：各期与均值"),
    "periods": Label(en="All quotas and sales by period", zh="各期目标与业绩合计"),
    "none": Label(en="no quotas", zh="没有业绩目标"),
}  # fmt: skip
LAWS = {"gamma": scipy.stats.gamma, "weibull": scipy.stats.weibull_min, "lognormal": scipy.stats.lognorm}
Panel = Callable[[Any, DirectFit, Format, Shown], None]


def direct_panels(fit: DirectFit) -> Sequence[Panel]:
    with_quotas: Sequence[Panel] = (_quotas, _attainment, _reps, _periods)
    return (_months, _orders, *(with_quotas if fit.attainment is not None else [_none] * 4))


def _money(axis: Any, fmt: Format) -> None:
    coin = 10**fmt.currency.minor_digits
    axis.yaxis.set_major_formatter(lambda amount, _: drawable(fmt.tick(amount * coin)))


def _months(axis: Any, fit: DirectFit, fmt: Format, _: Shown) -> None:
    by_month = fit.orders.groupby(fit.orders["date"].dt.to_period("M"))["amount"].sum()
    months = pd.period_range(by_month.index.min(), by_month.index.max(), freq="M")
    axis.bar(day_numbers(months.to_timestamp()), by_month.reindex(months, fill_value=0.0), width=25, align="edge",
             color=BLUE, alpha=0.6)  # fmt: skip
    months_below(axis)
    _money(axis, fmt)
    titled(axis, WORDS["months"].text(fmt.language))


def _orders(axis: Any, fit: DirectFit, fmt: Format, _: Shown) -> None:
    """Amounts on a scale of equal ratios, with the law that fits best."""
    amounts = fit.orders["amount"].to_numpy(np.float64)
    amounts = amounts[amounts > 0]
    edges = np.geomspace(amounts.min(), amounts.max() * 1.0001, 41)
    axis.hist(amounts, bins=edges, color=BLUE, alpha=0.4)
    laws = [family for family in fit.values if family.name in LAWS]
    if laws:
        middles = np.sqrt(edges[1:] * edges[:-1])
        axis.plot(
            middles, len(amounts) * np.diff(_cdf(laws[0], edges)), color=BLUE, linewidth=1.8, label=law_text(laws[0])
        )
        axis.legend(frameon=False, fontsize=8.5)
    axis.set_xscale("log")
    coin = 10**fmt.currency.minor_digits
    axis.xaxis.set_major_formatter(lambda amount, _: drawable(fmt.tick(amount * coin)))
    titled(axis, WORDS["orders"].text(fmt.language))


def _cdf(family: Family, at: Floats) -> Floats:
    shape, scale = family.parameters
    return np.asarray(LAWS[family.name].cdf(at, shape, scale=scale))


def _quotas(axis: Any, fit: DirectFit, fmt: Format, _: Shown) -> None:
    assert fit.attainment is not None
    found = fit.attainment.periods
    found = found[found["sold"] > 0]
    ends = [float(found[["quota", "sold"]].min().min()), float(found[["quota", "sold"]].max().max())]
    axis.plot(ends, ends, color="#555555", linewidth=1, linestyle="dashed")
    axis.scatter(found["quota"], found["sold"], s=16, color=BLUE, alpha=0.6, linewidths=0)
    coin = 10**fmt.currency.minor_digits
    axis.set_xscale("log")
    axis.set_yscale("log")
    for side in (axis.xaxis, axis.yaxis):
        side.set_major_formatter(lambda amount, _: drawable(fmt.tick(amount * coin)))
    axis.set_xlabel(WORDS["quota"].text(fmt.language), fontsize=8.5)
    axis.set_ylabel(WORDS["sold"].text(fmt.language), fontsize=8.5)
    titled(axis, WORDS["quotas"].text(fmt.language))


def _attainment(axis: Any, fit: DirectFit, fmt: Format, _: Shown) -> None:
    assert fit.attainment is not None
    reached = fit.attainment.periods["attainment"].to_numpy(np.float64)
    axis.hist(reached, bins=np.arange(0, max(float(reached.max()), 1.0) + 0.1, 0.05), color=BLUE, alpha=0.6)
    median = fit.attainment.median
    axis.axvline(1.0, color="#333333", linewidth=1.2, linestyle="dashed", label="100 %")
    axis.axvline(
        median, color=ORANGE, linewidth=1.5, label=f"{WORDS['median'].text(fmt.language)} {100 * median:.1f} %"
    )
    axis.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    axis.legend(frameon=False, fontsize=8.5)
    titled(axis, WORDS["attainment"].text(fmt.language))


def _reps(axis: Any, fit: DirectFit, fmt: Format, shown: Shown) -> None:
    assert fit.attainment is not None
    groups = [
        (owner, rows["attainment"].to_numpy(np.float64)) for owner, rows in fit.attainment.periods.groupby("owner")
    ]
    groups.sort(key=lambda pair: -float(pair[1].mean()))
    for place, (_, reached) in enumerate(groups):
        axis.scatter(reached, np.full(len(reached), place), s=12, color=GREY, alpha=0.45, linewidths=0)
        axis.plot(reached.mean(), place, "o", color=BLUE, markersize=6)
    axis.axvline(1.0, color="#333333", linewidth=1.2, linestyle="dashed")
    axis.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    names_left(axis, [shown(str(owner)) for owner, _ in groups], small=len(groups) > 16)
    titled(axis, WORDS["reps"].text(fmt.language))


def _periods(axis: Any, fit: DirectFit, fmt: Format, _: Shown) -> None:
    """Everybody's quotas and sales of the periods that began together."""
    assert fit.attainment is not None
    sums = fit.attainment.periods.groupby("start")[["quota", "sold"]].sum()
    when = day_numbers(sums.index)
    width = 0.4 * float(np.median(np.diff(when))) if len(when) > 1 else 20.0
    axis.bar(when, sums["quota"], width=width, align="edge", color="#bbbbbb", label=WORDS["quota"].text(fmt.language))
    axis.bar(when + width, sums["sold"], width=width, align="edge", color=GREEN, label=WORDS["sold"].text(fmt.language))
    months_below(axis)
    _money(axis, fmt)
    axis.legend(frameon=False, fontsize=8.5)
    titled(axis, WORDS["periods"].text(fmt.language))


def _none(axis: Any, fit: DirectFit, fmt: Format, _: Shown) -> None:
    axis.text(
        0.5, 0.5, WORDS["none"].text(fmt.language), ha="center", va="center", transform=axis.transAxes, color=GREY
    )
    axis.set_axis_off()
