"""A company as fitted: who sells, what comes in, how it goes, what it is worth, and how the books stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from scenarios.crm.fit.arrivals import Arrivals, fit_arrivals
from scenarios.crm.fit.attainment import Attainment, fit_attainment
from scenarios.crm.fit.process import Process, as_of, days, fit_process
from scenarios.crm.fit.values import Family, ValueFit, families, fit_value
from scenarios.crm.tables import OPEN, WON, Company, Opportunities

Ints = npt.NDArray[np.int64]
RECENT = 365
OWN_BOOK = 0.95
"""From this share of accounts on that belong to one owner each, leads are taken to come to their owner."""
SURE = 0.001


@dataclass(frozen=True)
class Streams:
    """Where deals come from. own: each rep has leads of her own; else they are shared out within a team.

    groups: names of the reps or teams. rows: int [stream, 3], (group, segment, channel) as places in their lists.
    stream: int by deal, -1 for deals of nobody who is there. taken: by rep, deals of the last year. reason: in words,
    why so. accounts_exclusive: share of accounts with several deals that have one owner; nan without accounts.
    """

    own: bool
    reason: str
    groups: tuple[str, ...]
    rows: Ints
    stream: Ints
    taken: npt.NDArray[np.float64]
    accounts_exclusive: float


@dataclass(frozen=True)
class Fit:
    """Everything the export tells. values: by segment; all_values, cycles: of all won deals, without segments.

    reps: ids, in the roster's order; teams: of each. open: by deal of the export, as `Process` counts them.
    """

    as_of: pd.Timestamp
    rows: pd.DataFrame
    reps: tuple[str, ...]
    teams: tuple[str, ...]
    process: Process
    streams: Streams
    arrivals: Arrivals
    values: tuple[ValueFit, ...]
    all_values: ValueFit
    won_cycle: tuple[Family, ...]
    lost_cycle: tuple[Family, ...]
    attainment: Attainment | None

    @property
    def segments(self) -> tuple[str, ...]:
        return self.process.cells.segments

    @property
    def channels(self) -> tuple[str, ...]:
        return self.process.cells.channels


def last_day(opportunities: Opportunities) -> pd.Timestamp:
    """The day an export seems to have been taken: the last on which something came in or was closed."""
    rows = opportunities.rows
    return pd.Timestamp(max(rows["created"].max(), rows["closed"].max())).normalize()


def fit_company(company: Company, day: pd.Timestamp | None = None, closed_only: bool = False) -> Fit:
    """Fits what an export with opportunities tells, as of a day. Raises ValueError where nothing can be fitted."""
    assert company.opportunities is not None
    day = day or last_day(company.opportunities)
    opportunities = as_of(company.opportunities, day)
    rows = opportunities.rows
    reps, teams = _people(company, rows, day)
    process = fit_process(opportunities, reps, day, closed_only)
    streams = _streams(rows, process, reps, teams, day)
    arrivals = _arrivals(rows, process, streams, day)
    won = (rows["outcome"] == WON).to_numpy() & (rows["amount"] > 0).to_numpy()
    if not won.any():
        raise ValueError("no deal was won with an amount, so nothing tells what deals are worth")
    amounts = rows["amount"].to_numpy(np.float64)
    all_values = fit_value(amounts[won])
    values = tuple(
        _value(amounts[won & (process.cells.segment == s)], all_values) for s in range(len(process.cells.segments))
    )
    closed = (rows["closed"].notna() & rows["created"].notna()).to_numpy()
    took = days(rows["closed"]) - days(rows["created"])
    won_all = (rows["outcome"] == WON).to_numpy()
    quotas = fit_attainment(company, day) if company.quotas is not None else None
    cycles = [families(_above_zero(took[closed & which])) for which in (won_all, ~won_all)]
    return Fit(day, rows, reps, teams, process, streams, arrivals, values, all_values, *cycles, quotas)


def _above_zero(times: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return times[times > 0]


def _value(amounts: npt.NDArray[np.float64], all_values: ValueFit) -> ValueFit:
    """A segment's own, or everybody's where it has too few won deals to tell."""
    return fit_value(amounts) if len(amounts) >= 5 else all_values


def _people(company: Company, rows: pd.DataFrame, day: pd.Timestamp) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reps who are there on the day, and their teams: the roster's, or whoever had a deal in the last year."""
    if company.roster is not None:
        roster = company.roster.rows
        there = roster[roster["left"].isna() | (roster["left"] > day)]
        there = there[there["hired"].isna() | (there["hired"] <= day)]
        team = there["team"].where(there["team"] != "", there["manager"])
        return tuple(there["id"]), tuple(team.where(team != "", "all"))
    busy = rows[(rows["created"] > day - pd.Timedelta(days=RECENT)) | (rows["outcome"] == OPEN)]
    reps = tuple(sorted(set(busy["owner"]) - {""}))
    return (reps, ("all",) * len(reps)) if reps else (("everybody",), ("all",))


def _streams(
    rows: pd.DataFrame, process: Process, reps: tuple[str, ...], teams: tuple[str, ...], day: pd.Timestamp
) -> Streams:
    exclusive = _exclusive(rows)
    cells = process.cells
    owner = rows["owner"].map({rep: i for i, rep in enumerate(reps)}).fillna(-1).to_numpy(np.int64)
    own, reason = False, "reps share the leads of their team in proportion to how many each had"
    if exclusive >= OWN_BOOK:
        own, reason = True, "each account belongs to one owner, so leads come to their owner"
    elif _mixes_differ(owner, cells.segment, len(cells.segments), teams) < SURE:
        own, reason = True, "reps have clearly different mixes of deals, so each keeps a stream of her own"
    groups = reps if own else tuple(dict.fromkeys(teams))
    group_of = np.arange(len(reps)) if own else np.array([groups.index(team) for team in teams])
    known = owner >= 0
    width = len(cells.segments), len(cells.channels)
    code = (group_of[owner[known]] * width[0] + cells.segment[known]) * width[1] + cells.channel[known]
    codes, place = np.unique(code, return_inverse=True)
    stream = np.full(len(rows), -1)
    stream[known] = place
    rest, channel = np.divmod(codes, width[1])
    recent = known & (rows["created"] > day - pd.Timedelta(days=RECENT)).to_numpy()
    taken = np.bincount(owner[recent], minlength=len(reps)).astype(np.float64)
    return Streams(
        own, reason, groups, np.column_stack([*np.divmod(rest, width[0]), channel]), stream, taken, exclusive
    )


def _exclusive(rows: pd.DataFrame) -> float:
    """Share of the accounts with several deals whose deals all have one owner."""
    known = rows[(rows["account"] != "") & (rows["owner"] != "")]
    by_account = known.groupby("account")["owner"].agg(["size", "nunique"])
    several = by_account[by_account["size"] > 1]
    return float((several["nunique"] == 1).mean()) if len(several) >= 10 else float("nan")


def _mixes_differ(owner: Ints, segment: Ints, segments: int, teams: tuple[str, ...]) -> float:
    """How often chance alone would make the segments of a team's reps as different, over all teams (chi-squared)."""
    known = owner >= 0
    table = np.bincount(owner[known] * segments + segment[known], minlength=len(teams) * segments)
    by_rep = table.reshape(len(teams), segments).astype(np.float64)
    statistic, free = 0.0, 0
    for team in set(teams):
        own = by_rep[[t == team for t in teams]]
        own = own[own.sum(axis=1) > 0][:, own.sum(axis=0) > 0]
        if min(own.shape) > 1:
            found = stats.chi2_contingency(own)
            statistic, free = statistic + float(found.statistic), free + int(found.dof)
    return float(stats.chi2.sf(statistic, free)) if free else 1.0


def _arrivals(rows: pd.DataFrame, process: Process, streams: Streams, day: pd.Timestamp) -> Arrivals:
    """Whole days from the first that can be trusted; a file's first and last day may be cut short."""
    created, stream = days(rows["created"]), streams.stream
    first = process.first if process.gap else process.first + pd.Timedelta(days=1)
    known = (stream >= 0) & ~np.isnan(created)
    since = np.floor(created[known] - first.timestamp() / 86_400).astype(np.int64)
    return fit_arrivals(since, stream[known], streams.rows[:, 1], len(process.cells.segments), first, day)
