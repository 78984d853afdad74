"""Days of a calendar and times of deals, in the working days of a scenario."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from scenarios.company import WorkingDays
from scenarios.crm.compose.sources import Tree, number
from scenarios.crm.fit.curve import Curve
from scenarios.scenario import Scenario

LEVELS = 41
CLOSE = 0.03
"""Largest gap between a law of one hump and the times seen at which the law stands for them."""
BARELY = 0.005
"""A share of deals given up that is too small to show in the times of a no."""


def next_month(day: pd.Timestamp) -> pd.Timestamp:
    """The first day of the month that follows a day."""
    return (day.normalize() + pd.offsets.MonthBegin(1)).normalize()


def calendar_section(start: pd.Timestamp, months: int, days_a_week: int, like: Scenario | None) -> Tree:
    """Working days from a date on; holidays as the model scenario has them, where it speaks of the same days."""
    end = start + pd.DateOffset(months=months)
    known: Tree = {"holidays": [], "makeup_days": []}
    if like is not None and like.company.calendar.kind == "working_days" and days_a_week == 5:
        for key in known:
            dates = getattr(like.company.calendar, key)
            known[key] = [day for day in dates if start.date() <= day < end.date()]
    return {"kind": "working_days", "start": start.date(), "months": months, "days_a_week": days_a_week, **known}


def worked_share(calendar: Tree) -> float:
    """Working days in a calendar day."""
    days = WorkingDays.model_validate(calendar)
    start = pd.Timestamp(days.start)
    return sum(1 for _ in days.worked_days()) / ((start + pd.DateOffset(months=days.months)) - start).days


def waiting(curve: Curve, share: float, never: tuple[float, float] = (0.0, 0.0)) -> Tree:
    """A time to answer in working days (`share` of them in a day): a law of one hump where that is close enough.

    never: which part of all who say no nobody closes, and the age in days at which they are given up.
    """
    if not len(curve.times) and not never[0]:
        return {"kind": "fixed", "mean": 0}
    if not len(curve.times):
        return {"kind": "fixed", "mean": number(never[1] * share)}
    if never[0] < BARELY:
        mean, cv = curve.mean, curve.sd / max(curve.mean, 1e-9)
        law = _law(curve, mean, cv) if 0 < cv < 5 else None
        if law:
            return {"kind": law, "mean": number(mean * share), "cv": number(cv, 4)}
    levels = np.linspace(0.0, 1.0, LEVELS)
    times = np.where(levels <= 1 - never[0] + 1e-12,
                     curve.quantiles(np.minimum(levels / max(1 - never[0], 1e-9), 1.0)), never[1])  # fmt: skip
    times = np.maximum.accumulate(times)  # the last no of all may come a little after the age of giving up
    mean = float(np.trapezoid(times, levels))
    if mean <= 0:
        return {"kind": "fixed", "mean": 0}
    return {"kind": "quantiles", "mean": number(mean * share), "at": [number(t / mean, 4) for t in times]}


def _law(curve: Curve, mean: float, cv: float) -> str | None:
    sigma = np.sqrt(np.log1p(cv * cv))
    laws = {"gamma": stats.gamma(1 / cv**2, scale=mean * cv**2),
            "lognormal": stats.lognorm(sigma, scale=mean / np.exp(sigma**2 / 2))}  # fmt: skip
    middle = 1.0 - (curve.left + np.concatenate([[1.0], curve.left[:-1]])) / 2  # halfway up each step
    gaps = {name: float(np.max(np.abs(law.cdf(curve.times) - middle))) for name, law in laws.items()}
    best = min(gaps, key=lambda name: gaps[name])
    return best if gaps[best] < CLOSE else None
