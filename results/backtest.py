"""The past as a test: calibrate on what was known then, simulate what came next, compare with what did.

Each origin is a month's end. What an export of that day would have held is fitted, the months after it are lived
through many times, and each rep's wins and value in each month are laid beside the simulated ones. Reps do not react
to a plan here: what they did is what the export shows.

Source: Dawid (1984), JRSS A 147 (probability integral transform); Smith (1985) and Czado, Gneiting & Held (2009),
Biometrics 65 (its randomised form for counts); Koenker & Bassett (1978), Econometrica 46 (pinball loss).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from scenarios.crm.compose.scenario import compose
from scenarios.crm.compose.sources import ids_of
from scenarios.crm.fit.company import fit_company
from scenarios.crm.tables import WON, Company
from scenarios.scenario import Scenario
from scenarios.vary import with_factors
from sim.draws import BACKTEST, name_id, uniform
from sim.engine import chunk_of, prepare
from sim.measures import M

Floats = npt.NDArray[np.float64]
COVERED = 0.8
"""Share of outcomes that the interval looked at should hold."""
LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
WHAT = ("wins", "value")
QUARTER = 3  # months


@dataclass(frozen=True)
class Forecast:
    """One rep's month: what came, where it lies among the simulated (PIT), and the losses of two forecasts."""

    origin: pd.Timestamp
    month: pd.Timestamp
    rep: str
    what: str
    actual: float
    expected: float
    low: float
    high: float
    pit: float
    loss: float
    own_loss: float

    @property
    def covered(self) -> bool:
        return (1 - COVERED) / 2 < self.pit < (1 + COVERED) / 2


@dataclass(frozen=True)
class Score:
    """How forecasts of one thing did. coverage: share of outcomes in the 80 % interval, with its 95 % interval
    clustered by month. loss, own_loss: mean pinball loss of the simulation and of each rep's own past months;
    bias: all that came over all that was expected.
    """

    what: str
    forecasts: int
    months: int
    coverage: float
    low: float
    high: float
    loss: float
    own_loss: float
    bias: float

    @property
    def holds(self) -> bool:
        """Whether the interval of the coverage contains what it should be."""
        return self.low <= COVERED <= self.high


@dataclass(frozen=True)
class Backtest:
    """All forecasts, their scores, and each month's whole company: month, what, actual, expected, low, high."""

    forecasts: tuple[Forecast, ...]
    scores: tuple[Score, ...]
    company: pd.DataFrame


def origins_of(company: Company, count: int, horizon: int) -> list[pd.Timestamp]:
    """The last `count` month ends after which `horizon` whole months were seen; part months at the end left out."""
    assert company.opportunities is not None
    rows = company.opportunities.rows
    last = max(rows["created"].max(), rows["closed"].max()) + pd.Timedelta(days=1)
    end = last.normalize() + pd.offsets.MonthBegin(0) if last.day == 1 else last.normalize() - pd.offsets.MonthBegin(1)
    latest = end - pd.DateOffset(months=horizon)
    return [latest - pd.DateOffset(months=back) - pd.Timedelta(days=1) for back in reversed(range(count))]


def forecasts_from(
    company: Company, origin: pd.Timestamp, horizon: int, replications: int, seed: int, like: Scenario | None
) -> tuple[list[Forecast], pd.DataFrame]:
    """Forecasts made at an origin, of every rep there was; and the whole company's months.

    Whole quarters are lived through, of which the first `horizon` months are looked at: the quarter-end step has
    weights of mean 1 over a quarter, and a part of one would be sped up or slowed down to fit.
    """
    fit = fit_company(replace(company, quotas=None), origin)
    months = -(-horizon // QUARTER) * QUARTER
    scenario = with_factors(compose(company, fit, "backtest", like, months), {}, mind="none")
    lived = _lived(scenario, list(ids_of(fit.reps).values()), horizon, replications, seed)
    actual, past = _months_of(company, origin, horizon, fit.reps)
    found = []
    for what in WHAT:
        table, before = (tables[what].to_numpy(np.float64) for tables in (actual, past))
        months_ahead = _beginnings(actual[what])
        for (rep, month), came in np.ndenumerate(table):
            ahead = Ahead(origin, months_ahead[month], fit.reps[rep], what)
            found.append(forecast(ahead, float(came), lived[what][:, month, rep], before[rep], seed))
    return found, _whole(actual, lived, origin)


def _lived(scenario: Scenario, reps: list[str], horizon: int, replications: int, seed: int) -> dict[str, Floats]:
    """What was lived through, [replication, month, rep]: wins, and value in whole units of currency."""
    panel = chunk_of(prepare(scenario, seed), 0, replications)
    place = {rep.id: column for column, rep in enumerate(scenario.people.reps)}
    values = panel.values[:, 1 : horizon + 1, [place[rep] for rep in reps]]
    coin = 10**scenario.company.currency.minor_digits
    return {"wins": values[..., M.WON_DEALS], "value": values[..., M.BOOKINGS] / coin}


def _months_of(
    company: Company, origin: pd.Timestamp, horizon: int, reps: Sequence[str]
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Wins and value by rep and month: of the months after the origin, and of the whole months before it."""
    assert company.opportunities is not None
    rows = company.opportunities.rows
    won = rows[rows["outcome"] == WON]
    month = won["closed"].dt.to_period("M")
    first = rows["closed"].min()
    start = first.to_period("M") + int(first.day > 1)
    before = pd.period_range(start, origin.to_period("M"), freq="M")
    after = pd.period_range(origin.to_period("M") + 1, periods=horizon, freq="M")
    tables = {}
    for what, values in (("wins", pd.Series(1.0, won.index)), ("value", won["amount"])):
        tables[what] = values.groupby([won["owner"], month]).sum().unstack(fill_value=0)
    cut = [{what: table.reindex(index=list(reps), columns=months, fill_value=0.0) for what, table in tables.items()}
           for months in (after, before)]  # fmt: skip
    return cut[0], cut[1]


def _beginnings(table: pd.DataFrame) -> list[pd.Timestamp]:
    """First days of a table's months."""
    return list(pd.PeriodIndex(table.columns).to_timestamp())


@dataclass(frozen=True)
class Ahead:
    """Which of a rep's months is told, from where; month: its first day."""

    origin: pd.Timestamp
    month: pd.Timestamp
    rep: str
    what: str

    def luck(self, seed: int) -> float:
        """Where within outcomes of equal number this one lies: uniform, the same whenever it is asked."""
        who = np.uint64(name_id("backtest", self.rep, self.what))
        since = np.uint64(self.month.to_period("M").ordinal + 10**6)
        return float(uniform(np.uint64(seed), 0, BACKTEST, who, since))


def forecast(ahead: Ahead, came: float, drawn: Floats, past: Floats, seed: int) -> Forecast:
    """Lays what came beside what was drawn, and both beside the quantiles of the past months."""
    u = ahead.luck(seed)
    below, equal = float((drawn < came).mean()), float((drawn == came).mean())
    quantiles = np.asarray(np.quantile(drawn, LEVELS))
    own = np.asarray(np.quantile(past, LEVELS)) if len(past) else np.zeros(len(LEVELS))
    return Forecast(
        origin=ahead.origin,
        month=ahead.month,
        rep=ahead.rep,
        what=ahead.what,
        actual=came,
        expected=float(drawn.mean()),
        low=float(quantiles[0]),
        high=float(quantiles[-1]),
        pit=below + u * equal if equal or below not in (0.0, 1.0) else _beyond(below, len(drawn), u),
        loss=_pinball(came, quantiles),
        own_loss=_pinball(came, own),
    )


def _beyond(below: float, draws: int, u: float) -> float:
    """An outcome outside of everything simulated: as far out as that many draws can tell."""
    return u / (draws + 1) if below == 0.0 else 1 - u / (draws + 1)


def _pinball(came: float, quantiles: Floats) -> float:
    gap = came - quantiles
    levels = np.array(LEVELS)
    return float(np.mean(np.maximum(levels * gap, (levels - 1) * gap)))


def _whole(actual: dict[str, pd.DataFrame], lived: dict[str, Floats], origin: pd.Timestamp) -> pd.DataFrame:
    parts = []
    for what in WHAT:
        total = lived[what].sum(axis=2)
        low, high = np.quantile(total, [(1 - COVERED) / 2, (1 + COVERED) / 2], axis=0)
        months, came = _beginnings(actual[what]), actual[what].sum(axis=0).to_numpy(np.float64)
        told = {"actual": came, "expected": total.mean(axis=0), "low": low, "high": high}
        parts.append(pd.DataFrame({"origin": origin, "month": months, "what": what, **told}))
    return pd.concat(parts, ignore_index=True)


def score(forecasts: Sequence[Forecast], what: str) -> Score:
    """How the forecasts of wins or of value did, months being what chance is counted by."""
    of = [f for f in forecasts if f.what == what]
    hits = np.array([f.covered for f in of], np.float64)
    months = np.array([f.month.value for f in of])
    low, high = clustered(hits, months)
    expected = sum(f.expected for f in of)
    return Score(
        what=what,
        forecasts=len(of),
        months=len(set(months.tolist())),
        coverage=float(hits.mean()),
        low=low,
        high=high,
        loss=float(np.mean([f.loss for f in of])),
        own_loss=float(np.mean([f.own_loss for f in of])),
        bias=sum(f.actual for f in of) / expected if expected else float("nan"),
    )


def clustered(hits: Floats, cluster: npt.NDArray[np.int64], bounded: bool = True) -> tuple[float, float]:
    """The 95 % interval of a mean whose numbers hang together within clusters; `bounded`: of a share.

    Source: Liang & Zeger (1986), Biometrika 73, with t of the clusters less one.
    """
    mean = float(hits.mean())
    sums = np.array([float((hits[cluster == c] - mean).sum()) for c in np.unique(cluster)])
    groups = len(sums)
    if groups < 2:
        return (0.0, 1.0) if bounded else (-np.inf, np.inf)
    error = float(np.sqrt((sums**2).sum() * groups / (groups - 1))) / len(hits)
    half = float(scipy.stats.t.ppf(0.975, groups - 1)) * error
    return (max(0.0, mean - half), min(1.0, mean + half)) if bounded else (mean - half, mean + half)
