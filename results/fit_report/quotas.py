"""Quotas against what was sold, and what a rep's month is like in a scenario made of orders."""

from __future__ import annotations

import numpy as np
import pandas as pd

from results.fit_report.heads import HEADS, TITLES, columns
from results.fit_report.process import SURE, law_rows, wilson
from results.fit_report.reps import Shown
from results.fit_report.sentences import p_is, said
from results.section import Column, In, Section
from scenarios.base import Label
from scenarios.crm.fit.attainment import Attainment
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.tables import Company

VALUE = (Column("what", HEADS["what"]), Column("value", HEADS["value"], "number"))
FOLLOWS = 0.8
"""Correlation of the logs of quota and sales from which quotas plainly follow what is expected."""


def attainment_section(attained: Attainment, company: Company, day: pd.Timestamp, shown: Shown) -> Section:
    """How far people got, quota period by quota period."""
    total = len(attained.periods)
    reached = round(attained.at_quota * total)
    rows = (
        (Label(en="Quota periods that were over", zh="已结束的目标期"), In(total, "count")),
        (Label(en="with sales (matched)", zh="有业绩（匹配）"), f"{attained.matched}/{total}"),
        (Label(en="Months in a period", zh="每期月数"), attained.length),
        (Label(en="Attainment, mean", zh="达成率均值"), In(attained.mean, "share")),
        (Label(en="Attainment, median", zh="达成率中位数"), In(attained.median, "share")),
        (Label(en="Periods at 100 % or above", zh="达成率不低于 100% 的期数占比"), In(wilson(reached, total), "share")),
        (Label(en="Attainment, sd over mean", zh="达成率变异系数"), attained.cv),
        (Label(en="A month within its period, sd over mean", zh="期内月度变异系数"), attained.month_cv),
        (Label(en="Correlation of logs, quota and sales", zh="目标与业绩的对数相关系数"), attained.correlation),
    )
    kind = "quotas_leak" if attained.correlation > FOLLOWS else "quotas_set"
    notes = [said(kind, r=In(attained.correlation, "number"))]
    assert company.quotas is not None
    quotas = company.quotas.rows
    if later := int((quotas["end"] > day + pd.Timedelta(days=1)).sum()):
        notes.append(said("not_over", count=In(later, "count"), day=day.date()))
    periods = attained.periods[["owner", "start", "end", "quota", "sold", "attainment"]]
    told = periods.assign(owner=periods["owner"].map(shown)).to_dict("records")
    return Section("attainment", TITLES["attainment"], VALUE, rows, tuple(notes), most=99, more={"periods": told})


def month_section(fit: DirectFit) -> Section:
    """What a month brings in the scenario, against its quota."""
    noise = Label(en=f"{fit.noise}, cv of a month", zh=f"{fit.noise} 分布，月变异系数")
    rows: list[tuple[Label, object]] = [
        (Label(en="Sold of a quota at the usual effort", zh="常规努力下的目标达成"), In(fit.level, "share")),
        (noise, fit.cv),
    ]
    if fit.margin is not None:
        rows.append((Label(en="Gross margin", zh="毛利率"), In(fit.margin, "share")))
    notes: tuple[Label, ...] = ()
    if fit.attainment is not None and np.isfinite(fit.attainment.month_cv.value):
        values = (fit.attainment.month_cv.value, fit.attainment.cv.value, fit.cv.value)
        notes = (said("months_smooth", **dict(zip(("month", "period", "used"), (In(v, "number") for v in values),
                                                  strict=True))),)  # fmt: skip
    return Section("month", TITLES["month"], VALUE, tuple(rows), notes, most=99)


def order_laws_section(fit: DirectFit) -> Section:
    """Laws tried on the amounts of orders."""
    rows = law_rows(Label(en="Value of an order", zh="订单金额"), fit.values)
    heads = columns("what", "law", ("gap", "share"), ("behind", "number"))
    return Section("laws", TITLES["laws"], heads, tuple(rows))


def attained_reps_section(fit: DirectFit, shown: Shown) -> Section:
    """Everybody's quotas and sales, and whether they differ beyond chance."""
    assert fit.attainment is not None
    by_owner = fit.attainment.periods.groupby("owner")[["quota", "sold"]].agg(["size", "sum"])
    rows = []
    for rep, team in zip(fit.reps, fit.teams, strict=True):
        if rep in by_owner.index:
            periods, quota = (int(by_owner.loc[rep, ("quota", "size")]), float(by_owner.loc[rep, ("quota", "sum")]))  # type: ignore[arg-type]
            sold = float(by_owner.loc[rep, ("sold", "sum")])  # type: ignore[arg-type]
            rows.append((shown(rep), team, periods, quota, sold, sold / quota))
    rows.sort(key=lambda row: -row[5])
    note = (
        said("attained_differ", p=p_is(fit.differ))
        if fit.differ < SURE
        else said("attained_same", p=In(fit.differ, "chance"))
    )
    heads = columns("rep", "team", ("periods", "count"), ("quota", "money"), ("sold", "money"), ("reached", "share"))
    return Section("reps", TITLES["reps"], heads, tuple(rows), (note,), most=40, more={"p_value": fit.differ})
