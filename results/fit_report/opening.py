"""How the books stand: open deals by stage and age, as they are handed over to the scenario."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.fit_report.heads import ALL, HEADS, TITLES
from results.fit_report.sentences import said
from results.section import Column, Section
from scenarios.base import Label
from scenarios.crm.fit.company import Fit

Bools = npt.NDArray[np.bool_]
EDGES = (0, 30, 60, 90, 180, 365)


def open_deals(fit: Fit) -> pd.DataFrame:
    """Open deals that are alive: stage, age in days, amount (its segment's average where none is stated), owned."""
    rows = fit.rows
    mean = np.array([value.mean.value for value in fit.values])[fit.process.cells.segment]
    amount = rows["amount"].to_numpy(np.float64)
    age = (fit.as_of - rows["created"]).dt.days.to_numpy(np.float64)
    parts = [
        pd.DataFrame({"stage": place, "age": age, "worth": np.where(amount > 0, amount, mean),
                      "owned": rows["owner"].isin(fit.reps).to_numpy()})[stage.waiting]
        for place, stage in enumerate(fit.process.stages)
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def opening_section(fit: Fit) -> Section:
    """Counts by stage and age class, and what the deals are worth."""
    deals = open_deals(fit)
    here = deals[deals["owned"]]
    klass = np.searchsorted(EDGES, here["age"].to_numpy(np.float64), side="right") - 1
    rows: list[tuple[object, ...]] = []
    for place, stage in enumerate(fit.process.stages):
        of = (here["stage"] == place).to_numpy()
        rows.append((stage.name, *_counts(klass[of]), int(of.sum()), float(here["worth"][of].sum())))
    if len(rows) > 1:
        rows.append((ALL, *_counts(klass), len(here), float(here["worth"].sum())))
    left = int((~deals["owned"]).sum())
    notes = (said("opening_left", count=left),) if left else ()
    ages = [Column(f"age_{low}", _age(low, high), "count") for low, high in zip(EDGES, [*EDGES[1:], None], strict=True)]
    heads = (Column("stage", HEADS["stage"]), *ages, Column("open", HEADS["all"], "count"),
             Column("amount", HEADS["amount"], "money"))  # fmt: skip
    return Section("opening", TITLES["opening"], heads, tuple(rows), notes)


def _counts(klass: npt.NDArray[np.int64]) -> list[int]:
    return [int(n) for n in np.bincount(np.maximum(klass, 0), minlength=len(EDGES))]


def _age(low: int, high: int | None) -> Label:
    if high is None:
        return Label(en=f"{low} days +", zh=f"{low} 天以上")
    return (
        Label(en=f"{low} – {high - 1}", zh=f"{low}–{high - 1} 天")
        if low
        else Label(en=f"< {high} days", zh=f"不足 {high} 天")
    )
