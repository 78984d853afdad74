"""A company that keeps orders and quotas but no opportunities: what a month brings against its quota.

No lead and no stage is seen, so nothing is said of how a sale comes about; only how much was sold, by whom, at which
cost, and how that scattered around what was asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from scenarios.crm.fit.attainment import Attainment, fit_attainment
from scenarios.crm.fit.interval import Fitted, Z, positive
from scenarios.crm.fit.values import Family, families
from scenarios.crm.tables import Company, Orders, reps_and_teams

Floats = npt.NDArray[np.float64]
YEAR = pd.Timedelta(days=365)
FEWEST_PERIODS = 8
"""Periods from which the spread of attainment is looked at; below it, months stand for them."""


@dataclass(frozen=True)
class DirectFit:
    """Everything that orders and quotas tell.

    reps, teams: who is there on the day. orders: up to the day. level: what is sold of a quota at the usual effort;
    1 without quotas, since last year's sales then are the quota. noise: gamma or lognormal; cv: of a month. values:
    laws tried on order amounts, best first. margin: gross, None without costs. differ: how often chance alone would
    set reps' attainments as far apart.
    """

    as_of: pd.Timestamp
    orders: pd.DataFrame
    reps: tuple[str, ...]
    teams: tuple[str, ...]
    attainment: Attainment | None
    level: Fitted
    noise: str
    cv: Fitted
    values: tuple[Family, ...]
    margin: Fitted | None
    differ: float


def fit_direct(company: Company, day: pd.Timestamp | None = None) -> DirectFit:
    """Fits what orders tell, as of a day. Raises ValueError where nothing was sold."""
    assert company.orders is not None
    rows = company.orders.rows
    rows = rows[rows["date"].notna() & rows["amount"].notna()]
    day = (day or pd.Timestamp(rows["date"].max())).normalize()
    rows = rows[rows["date"] < day + pd.Timedelta(days=1)].reset_index(drop=True)
    if not (rows["amount"] > 0).any():
        raise ValueError("nothing was sold up to the day, so nothing tells what a month brings")
    seen = replace(company, orders=Orders(rows))
    reps, teams = _people(seen, rows, day)
    attained = fit_attainment(seen, day) if company.quotas is not None else None
    reached = _reached(attained, rows)
    level = attained.mean if attained else positive(1.0, _spread(reached) / np.sqrt(len(reached)), len(reached))
    if level.value <= 0:
        raise ValueError("what was sold against quotas does not come to more than nothing")
    return DirectFit(
        as_of=day,
        orders=rows,
        reps=reps,
        teams=teams,
        attainment=attained,
        level=level,
        noise=_noise(reached),
        cv=_month_cv(attained, reached),
        values=families(rows["amount"].to_numpy(np.float64)[(rows["amount"] > 0).to_numpy()]),
        margin=_margin(rows),
        differ=_do_reps_differ(attained),
    )


def _people(company: Company, rows: pd.DataFrame, day: pd.Timestamp) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roster's people who are there; whoever leads others only with a quota (or sales) of her own."""
    recent = set(rows.loc[rows["date"] > day - YEAR, "owner"]) - {""}
    carrying = recent
    if company.quotas is not None:
        quotas = company.quotas.rows
        carrying = set(quotas.loc[(quotas["end"] > day - YEAR) & (quotas["amount"] > 0), "owner"])
    if company.roster is None:
        reps = tuple(sorted(carrying | recent))
        return reps, ("all",) * len(reps)
    roster, there = company.roster.rows, company.roster.there(day)
    leads = there["id"].isin(set(roster["manager"])) | there["name"].isin(set(roster["manager"]) - {""})
    return reps_and_teams(there[~leads | there["id"].isin(carrying)])


def _reached(attained: Attainment | None, rows: pd.DataFrame) -> Floats:
    """Attainments of periods; without quotas, quarters of each rep against her own average quarter."""
    if attained is not None:
        return attained.periods["attainment"].to_numpy(np.float64)
    table = rows.assign(quarter=rows["date"].dt.to_period("Q")).pivot_table(
        index="owner", columns="quarter", values="amount", aggfunc="sum", fill_value=0.0
    )
    table = table[table.mean(axis=1) > 0]
    return np.asarray(table.div(table.mean(axis=1), axis=0).to_numpy(np.float64).ravel())


def _spread(reached: Floats) -> float:
    """Standard deviation over mean."""
    mean = float(reached.mean()) if len(reached) else 0.0
    return float(reached.std(ddof=1)) / mean if len(reached) > 1 and mean > 0 else 0.0


def _month_cv(attained: Attainment | None, reached: Floats) -> Fitted:
    """A month's scatter such that a whole quota period scatters as it was seen to.

    Within a period months scatter more than that (`Attainment.month_cv`): a large order that comes a month early is
    missing in the next. Months that are drawn apart from one another know nothing of this, so that the period, which
    is what plans pay for, decides.
    """
    months = max(round(attained.length), 1) if attained is not None else 3
    if attained is not None and len(reached) < FEWEST_PERIODS and np.isfinite(attained.month_cv.value):
        return attained.month_cv
    n = len(reached)
    return positive(_spread(reached) * float(np.sqrt(months)), 1 / np.sqrt(2 * max(n - 1, 1)), n)


def _noise(reached: Floats) -> str:
    """Whichever of gamma and lognormal is nearer to what was reached."""
    tried = {family.name: family.aic for family in families(reached[reached > 0])}
    return "lognormal" if tried.get("lognormal", 1.0) < tried.get("gamma", 0.0) else "gamma"


def _margin(rows: pd.DataFrame) -> Fitted | None:
    """Gross margin of all orders that tell their cost, as a ratio of sums."""
    known = rows[rows["cost"].notna() & (rows["amount"] > 0)]
    if known.empty:
        return None
    amount, cost = known["amount"].to_numpy(np.float64), known["cost"].to_numpy(np.float64)
    n, ratio = len(known), float(cost.sum() / amount.sum())
    error = float(np.sqrt(((cost - ratio * amount) ** 2).sum() * n / max(n - 1, 1)) / amount.sum())
    return Fitted(1.0 - ratio, 1.0 - ratio - Z * error, 1.0 - ratio + Z * error, n)


def _do_reps_differ(attained: Attainment | None) -> float:
    """Kruskal and Wallis: how often chance alone would rank reps' periods as far apart; 1 where it cannot be asked."""
    if attained is None:
        return 1.0
    groups = [rows["attainment"].to_numpy(np.float64) for _, rows in attained.periods.groupby("owner") if len(rows) > 2]
    if len(groups) < 2 or len(np.unique(np.concatenate(groups))) < 2:
        return 1.0
    return float(stats.kruskal(*groups).pvalue)
