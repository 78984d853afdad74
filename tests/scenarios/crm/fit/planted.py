"""Deals made on the spot with numbers that are known, and the vendors' sample companies where they are at hand."""

import math
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from scenarios.crm.fit.cells import Cells, Tally
from scenarios.crm.fit.interval import Fitted, Z
from scenarios.crm.fit.outcome import Step
from scenarios.crm.reading.company import read_company
from scenarios.crm.tables import Company, Opportunities

HERE = Path(__file__).parent
DATA = HERE.parents[4] / "shared" / "data"
with_samples = pytest.mark.skipif(
    not DATA.is_dir(), reason="the vendors' sample files (../shared/data) are not beside the checkout"
)
FILES = {
    "maven": {"opportunities": "maven_crm/sales_pipeline.csv", "roster": "maven_crm/sales_teams.csv"},
    "pbi": {"opportunities": "pbi_ai_sample/Opportunities.csv", "roster": "pbi_ai_sample/Owners.csv"},
    "adventureworks": {
        "orders": "adventureworks/reseller_orders.csv",
        "quotas": "adventureworks/FactSalesQuota.csv",
        "roster": "adventureworks/DimEmployee_with_SalesPerson.csv",
    },
}
Floats = npt.NDArray[np.float64]


@cache
def sample(name: str) -> Company:
    """A vendor's sample company, through the hand-checked mapping."""
    paths = {kind: DATA / path for kind, path in FILES[name].items()}
    return read_company(HERE.parent / f"{name}.map.yaml", **paths)


def near(found: Fitted, truth: float, errors: float = 4.0) -> bool:
    """Whether a positive number lies within so many of its own standard errors (on the log scale) of the truth; four
    are exceeded once in 16,000 times where the error is right."""
    assert found.low <= found.value <= found.high
    half = math.log(found.high / found.low) / 2 / Z
    return abs(math.log(found.value / truth)) <= errors * half


def cells(segment: object, channel: object = None, rep: object = None) -> Cells:
    """Deals by places in lists that are as long as need be."""
    places = [np.asarray(segment, np.int64)]
    places += [np.zeros(len(places[0]), np.int64) if x is None else np.asarray(x, np.int64) for x in (channel, rep)]
    names = [tuple(f"{kind}{i}" for i in range(int(p.max()) + 1)) for kind, p in zip("scr", places, strict=True)]
    return Cells(*places, *names)


def tally(of: Cells, yes: object) -> Tally:
    """Closed deals: each a yes or a no."""
    return Tally(of.count(), of.sums(np.asarray(yes, np.float64)), np.zeros(len(of.rows)))


def step(times: object, outcome: object, of: Cells | None = None) -> Step:
    """A stage's deals on plain days."""
    days, answers = np.asarray(times, np.float64), np.asarray(outcome, np.int64)
    return Step(days, days, answers, of or cells(np.zeros(len(days))))


def export(created: object, closed: object, outcome: object, **columns: object) -> Opportunities:
    """An export of deals; `entered`: dates by stage, else one stage. Dates as numpy reads them, NaT where none."""
    n = len(np.asarray(outcome))
    entered = columns.pop("entered", {})
    assert isinstance(entered, dict)
    rows = {
        "id": [f"D{i}" for i in range(n)], "owner": ["R1"] * n, "account": [""] * n, "segment": ["all"] * n,
        "channel": ["all"] * n, "outcome": np.asarray(outcome, object), "stage": [""] * n, "amount": np.nan,
        "created": _dates(created), "closed": _dates(closed),
    } | columns | {f"entered.{stage}": _dates(dates) for stage, dates in entered.items()}  # fmt: skip
    stages = tuple(entered) or ("open",)
    return Opportunities(pd.DataFrame(rows), stages, tuple(stage.title() for stage in stages))


def _dates(values: object) -> npt.NDArray[np.datetime64]:
    return np.asarray(values, "datetime64[s]")


def lived(n: int, seed: int, chance: float = 0.6, never: float = 0.0, yes: float = 20.0, no: float = 30.0,
          days: int = 540, **columns: object) -> Opportunities:  # fmt: skip
    """A year and a half of deals in one stage, seen at its end; times gamma of shape 2 with these means, in days."""
    rng = np.random.default_rng(seed)
    start = np.sort(rng.uniform(0, days, n))
    wins = rng.random(n) < chance
    end = start + rng.gamma(2.0, np.where(wins, yes, no) / 2.0)
    known = (end < days) & (rng.random(n) >= never)
    first = np.datetime64("2024-01-01", "s")
    created, closed = (first + (x * 86_400).astype("timedelta64[s]") for x in (start, end))
    outcome = np.where(known, np.where(wins, "won", "lost"), "open")
    amount = np.where(outcome == "won", np.round(rng.lognormal(9.0, 0.6, n), 2), np.nan)
    closed = np.where(known, closed, np.datetime64("NaT", "s"))
    return export(created, closed, outcome, amount=amount, **columns)
