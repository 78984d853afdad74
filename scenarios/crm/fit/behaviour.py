"""How customers behave, from what they did: how often they buy, by which channel, and whether a visit brings them.

Purchases of a customer are taken as a stream of their own with a steady rate, as in Ehrenberg (1959) and Schmittlein,
Morrison & Colombo (1987); rates differ between customers, which widens the intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

from scenarios.crm.fit.interval import Fitted, chance, counted, logit, positive
from scenarios.crm.fit.record import days
from scenarios.crm.tables import WON

Floats = npt.NDArray[np.float64]
YEAR = 365.25
"""Days."""


@dataclass(frozen=True)
class Behaviour:
    """a_year: purchases of a customer in a year, after the first; interval: days between two of them.

    channels: share of purchases by channel. visits: how many times as many purchases come in the days after a visit as
    on other days; None where no visits are known.
    """

    a_year: Fitted
    interval: Fitted
    channels: dict[str, Fitted]
    visits: Fitted | None


def fit_behaviour(
    rows: pd.DataFrame, until: pd.Timestamp, visits: pd.DataFrame | None = None, window: float = 30.0
) -> Behaviour:
    """From opportunities (canonical rows, as of a day) and visits (columns account, date).

    window: days after a visit in which a purchase may be its doing. Accounts are watched from their first purchase
    on. Raises ValueError where no account bought.
    """
    won = rows[(rows["outcome"] == WON) & (rows["account"] != "") & rows["closed"].notna()]
    if won.empty:
        raise ValueError("no deal with an account was won, so nothing tells how customers behave")
    bought = {str(account): np.sort(days(own["closed"])) for account, own in won.groupby("account")}
    end = float(days(pd.Series([until], dtype="datetime64[s]"))[0])
    again = np.array([len(times) - 1 for times in bought.values()], np.float64)
    watched = np.array([max(end - times[0], 0.0) for times in bought.values()])
    a_year = counted(int(again.sum()), float(watched.sum()) / YEAR, _dispersion(again, watched))
    return Behaviour(a_year, _interval(a_year), _channels(won), _response(bought, visits, end, window))


def _dispersion(events: Floats, exposure: Floats) -> float:
    """Variance over mean of customers' counts, at least 1. Source: Pearson's statistic over its degrees of freedom."""
    known = exposure > 0
    if events.sum() == 0 or known.sum() < 2:
        return 1.0
    expected = exposure[known] * events[known].sum() / exposure[known].sum()
    return max(1.0, float(((events[known] - expected) ** 2 / expected).sum() / (known.sum() - 1)))


def _interval(a_year: Fitted) -> Fitted:
    """Days between two purchases, from how many there are in a year."""
    value, low, high = (YEAR / rate if rate > 0 else inf for rate in (a_year.value, a_year.high, a_year.low))
    return Fitted(value, low, high, a_year.n)


def _channels(won: pd.DataFrame) -> dict[str, Fitted]:
    """By which channel customers buy; customers, not purchases, are taken to be independent."""
    found, total = {}, len(won)
    per_account = won.groupby("account").size().to_numpy(np.float64)
    effective = total**2 / float((per_account**2).sum())
    for channel in sorted(set(won["channel"])):
        share = float((won["channel"] == channel).mean())
        se = 1.0 / sqrt(max(effective * share * (1 - share), 1e-9))
        sure = Fitted(share, 1.0, 1.0, total)
        found[str(channel)] = chance(logit(share), se, total) if share < 1 else sure
    return found


def _response(bought: dict[str, Floats], visits: pd.DataFrame | None, end: float, window: float) -> Fitted | None:
    """Purchases a day soon after a visit over those on other days. Source: a ratio of two Poisson rates."""
    if visits is None or visits.empty:
        return None
    seen = {str(account): np.sort(days(own["date"])) for account, own in visits.groupby("account")}
    inside, outside, exposed, rest = 0, 0, 0.0, 0.0
    for account, times in bought.items():
        again, begin = times[1:], float(times[0])
        spans = _spans(seen.get(account, np.zeros(0)), begin, end, window)
        soon = np.array([any(first < time <= last for first, last in spans) for time in again], bool)
        near = sum(last - first for first, last in spans)
        inside, outside = inside + int(soon.sum()), outside + int((~soon).sum())
        exposed, rest = exposed + near, rest + max(end - begin - near, 0.0)
    if not (inside and outside and exposed and rest):
        return None
    ratio = (inside / exposed) / (outside / rest)
    return positive(ratio, sqrt(1 / inside + 1 / outside), inside + outside)


def _spans(visits: Floats, begin: float, end: float, window: float) -> list[tuple[float, float]]:
    """When a purchase may be a visit's doing: spans after visits, overlapping ones made one."""
    spans: list[tuple[float, float]] = []
    for visit in visits:
        first, last = max(float(visit), begin), min(float(visit) + window, end)
        if last <= first:
            continue
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans
