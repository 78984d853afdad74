"""Quotas against what was sold: how far people got, period by period, and how a rep's month scatters.

What it cannot tell is whether quotas make people work harder: quotas are set by people who look at past sales and
expected ones, so the two move together whoever works how hard.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from scenarios.crm.fit.interval import Fitted, plain, positive
from scenarios.crm.tables import WON, Company

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Attainment:
    """periods: DataFrame with owner, start, end, quota, sold, attainment; only periods that were over on the day.

    mean, cv: of attainment by person and period. months: cv of a month's sales around its share of the quota.
    correlation: of the logs of quota and sales. matched: periods in which something was sold.
    at_quota: share of periods at or above quota. length: of a period, months (the median).
    """

    periods: pd.DataFrame
    mean: Fitted
    median: float
    cv: Fitted
    month_cv: Fitted
    correlation: float
    at_quota: float
    matched: int
    length: float


def sales_of(company: Company) -> pd.DataFrame:
    """What was sold: owner, date, amount; orders, or else the won deals."""
    if company.orders is not None:
        return company.orders.rows[["owner", "date", "amount"]]
    assert company.opportunities is not None
    rows = company.opportunities.rows
    won = rows[(rows["outcome"] == WON) & rows["closed"].notna()]
    return won[["owner", "closed", "amount"]].rename(columns={"closed": "date"})


def fit_attainment(company: Company, day: pd.Timestamp) -> Attainment | None:
    """None where no quota's period was over on the day, or nothing was sold in any."""
    assert company.quotas is not None
    quotas = company.quotas.rows
    over = quotas[(quotas["end"] <= day.normalize() + pd.Timedelta(days=1)) & (quotas["amount"] > 0)]
    sales = sales_of(company)
    if over.empty or sales.empty:
        return None
    over = over[over["end"] > sales["date"].min()]
    found = _joined(over, sales)
    if found.empty or not (found["sold"] > 0).any():
        return None
    reached = found["attainment"].to_numpy(np.float64)
    sold = (found["sold"] > 0).to_numpy()
    n, mean = len(reached), float(reached.mean())
    sd = float(reached.std(ddof=1)) if n > 1 else 0.0
    cv = sd / mean if mean else 0.0
    months = ((found["end"] - found["start"]).dt.days / 30.4).to_numpy(np.float64)
    logs = np.log(found.loc[sold, ["quota", "sold"]].to_numpy(np.float64))
    return Attainment(
        periods=found,
        mean=plain(mean, sd / np.sqrt(max(n, 1)), n),
        median=float(np.median(reached)),
        cv=positive(cv, 1 / np.sqrt(2 * max(n - 1, 1)), n),
        month_cv=_by_month(found, sales),
        correlation=_correlation(logs),
        at_quota=float((reached >= 1).mean()),
        matched=int(sold.sum()),
        length=float(np.median(months)),
    )


def _correlation(logs: Floats) -> float:
    """Of two columns; nan where they cannot tell."""
    if len(logs) < 3 or min(np.ptp(logs, axis=0)) < 1e-9:
        return float("nan")
    return float(stats.pearsonr(logs[:, 0], logs[:, 1]).statistic)


def _joined(quotas: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Each quota with what its owner sold from its start to before its end."""
    ordered = sales.sort_values("date", kind="stable")
    found = quotas.rename(columns={"amount": "quota"}).sort_values("start", kind="stable").reset_index(drop=True)
    joined = pd.merge_asof(ordered, found.reset_index(names="period"), left_on="date", right_on="start", by="owner")
    inside = joined[joined["date"] < joined["end"]]
    sold = inside.groupby("period")["amount"].sum()
    found["sold"] = sold.reindex(range(len(found))).fillna(0.0).to_numpy()
    found["attainment"] = found["sold"] / found["quota"]
    return found


def _by_month(periods: pd.DataFrame, sales: pd.DataFrame) -> Fitted:
    """How a month's sales scatter around an equal share of what its period brought in all.

    The share is taken out, so only what is left within a period counts: variance of months over (1 - 1/months).
    """
    owner, month = sales["owner"], sales["date"].dt.to_period("M")
    table = sales["amount"].groupby([owner, month]).sum().unstack(fill_value=0)
    scatter, free = 0.0, 0
    selling = periods[periods["sold"] > 0]
    for who, start, end in zip(selling["owner"], selling["start"], selling["end"], strict=True):
        months = pd.period_range(start, end - pd.Timedelta(days=1), freq="M")
        if len(months) < 2 or who not in table.index:
            continue
        part = table.loc[who].reindex(months, fill_value=0.0).to_numpy(np.float64)
        if part.sum() > 0:
            scatter += float(((part / part.mean() - 1) ** 2).sum())
            free += len(months) - 1
    if free < 2:
        return Fitted(float("nan"), float("nan"), float("nan"), 0)
    cv = float(np.sqrt(scatter / free))
    return positive(cv, 1 / np.sqrt(2 * free), free)
