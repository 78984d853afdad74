"""Who sells for what pay, and the year's target: given where files tell, plain assumptions where they do not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from scenarios.crm.compose.sources import Sources, Tree, ids_of
from scenarios.crm.fit.attainment import sales_of
from scenarios.crm.tables import Company

QUOTA_TO_OTE = 5.0
BASE_SHARE = 0.5
PAY_SOURCE = (
    "no pay in the files: pay at target is a fifth of quota, half of it salary (account executives' quotas are "
    "mostly said to be 4 to 6 times their pay at target, 5 most often, and half of it salary)"
)
YEAR = pd.Timedelta(days=365)


def quotas_of(company: Company, day: pd.Timestamp, start: pd.Timestamp) -> tuple[pd.Series, str, str]:
    """Each owner's quota of the year that begins at `start`, how it is known, and that in words."""
    if company.quotas is not None:
        rows = company.quotas.rows
        ahead = rows[(rows["start"] >= start) & (rows["start"] < start + pd.DateOffset(years=1))]
        if not ahead.empty:
            return ahead.groupby("owner")["amount"].sum(), "given", "quotas of the year"
        recent = rows[(rows["start"] > day - YEAR) & (rows["start"] <= day)]
        if not recent.empty:
            years = (recent["end"] - recent["start"]).dt.days.groupby(recent["owner"]).sum() / 365.25
            each = recent.groupby("owner")["amount"].sum() / years.clip(lower=0.2)
            return each, "assumed", "quotas of the last twelve months, unchanged"
    sales = sales_of(company)
    recent = sales[(sales["date"] > day - YEAR) & (sales["date"] < day + pd.Timedelta(days=1))]
    return recent.groupby("owner")["amount"].sum(), "assumed", "no quotas: what was sold in the last twelve months"


def targets_section(
    company: Company, reps: tuple[str, ...], day: pd.Timestamp, start: pd.Timestamp, sources: Sources
) -> Tree:
    """The year's target is the sum of the quotas; its months as the quotas have them, where they tell."""
    quotas, kind, text = quotas_of(company, day, start)
    total = float(quotas.reindex(list(reps)).fillna(0.0).sum())
    sources.say("targets", kind, text)
    target: Tree = {"company": round(max(total, 1.0), 2)}
    weights = _months(company, start) if kind == "given" else None
    if weights is not None:
        target["phasing"] = [round(float(weight) / float(weights.sum()) * 100, 4) for weight in weights]
    return target


def _months(company: Company, start: pd.Timestamp) -> npt.NDArray[np.float64] | None:
    """Quotas by month of the year; None where they are not monthly."""
    assert company.quotas is not None
    rows = company.quotas.rows
    month = ((rows["start"].dt.year - start.year) * 12 + rows["start"].dt.month - start.month).to_numpy(np.int64)
    inside = (month >= 0) & (month < 12)
    amount = rows["amount"].to_numpy(np.float64)[inside]
    weights = np.asarray(np.bincount(month[inside], amount, minlength=12), np.float64)
    return weights if len(set(month[inside].tolist())) == 12 and weights.min() > 0 else None


def people_section(
    company: Company, reps: tuple[str, ...], day: pd.Timestamp, start: pd.Timestamp, extra: list[Tree], sources: Sources
) -> Tree:
    """Reps with their quota weights, in levels of one pay each. `extra`: further keys of each rep, id and team among
    them."""
    quotas, kind, text = quotas_of(company, day, start)
    weights = quotas.reindex(list(reps)).fillna(0.0).to_numpy(np.float64)
    weights = weights if weights.sum() > 0 else np.ones(len(reps))
    table = _known(company, reps)
    _paid(table, float(weights[weights > 0].mean()), sources)
    grades = table.groupby("level", sort=False)[["base", "variable"]].mean()
    ids = ids_of([str(level) for level in grades.index])
    levels = [{"id": ids[str(level)], "name": str(level), "base": round(float(pay["base"]), 2),
               "variable": round(float(pay["variable"]), 2), "quota_weight": 1}
              for level, pay in grades.iterrows()]  # fmt: skip
    rows = [{"name": str(row["name"]), "level": ids[str(row["level"])], "quota_weight": round(float(weight), 2), **more}
            for (_, row), weight, more in zip(table.iterrows(), weights, extra, strict=True)]  # fmt: skip
    sources.say("people", "given", "the roster" if company.roster is not None else "owners of deals in the export")
    sources.say("people.reps[*].quota_weight", kind, text)
    return {"levels": levels, "reps": rows}


def _known(company: Company, reps: tuple[str, ...]) -> pd.DataFrame:
    """Name, level, base and variable of each rep as the roster has them."""
    table = pd.DataFrame({"name": "", "level": "", "base": np.nan, "variable": np.nan}, index=list(reps))
    if company.roster is not None:
        roster = company.roster.rows.set_index("id").reindex(list(reps))
        table = roster[list(table.columns)].copy()
    table["name"] = table["name"].where(table["name"].fillna("") != "", pd.Series(table.index, table.index))
    table["level"] = table["level"].where(table["level"].fillna("") != "", "rep")
    return table


def _paid(table: pd.DataFrame, quota: float, sources: Sources) -> None:
    """Fills in pay that the roster does not tell."""
    usual = quota / QUOTA_TO_OTE
    if table["base"].isna().all():
        sources.say("people.levels", "assumed", PAY_SOURCE)
        table["base"], table["variable"] = usual * BASE_SHARE / 12, usual * (1 - BASE_SHARE)
        return
    sources.say("people.levels", "given", "the roster")
    if table["variable"].isna().all():
        sources.say("people.levels[*].variable", "assumed", "no variable pay in the roster: as much as the salary")
        table["variable"] = 12 * table["base"]
    for column in ("base", "variable"):
        table[column] = table[column].fillna(table[column].mean())
