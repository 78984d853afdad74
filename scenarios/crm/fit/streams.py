"""Where deals come from: whether each rep has leads of her own, or a team shares them out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from scenarios.crm.fit.cells import Cells

Ints = npt.NDArray[np.int64]
RECENT = 365  # days
OWN_BOOK = 0.95
"""From this share of accounts on that belong to one owner each, leads are taken to come to their owner."""
SURE = 0.001  # p-value below which reps' mixes of deals are taken to differ


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


def streams_of(
    rows: pd.DataFrame, cells: Cells, reps: tuple[str, ...], teams: tuple[str, ...], day: pd.Timestamp
) -> Streams:
    """Leads by rep where each has her own book or her own mix of deals, else by team."""
    exclusive = _exclusive(rows)
    place = {rep: i for i, rep in enumerate(reps)}
    owner = np.asarray(rows["owner"].map(place).fillna(-1).to_numpy(), np.int64)
    own, reason = False, "reps share the leads of their team in proportion to how many each had"
    if exclusive >= OWN_BOOK:
        own, reason = True, "each account belongs to one owner, so leads come to their owner"
    elif _mixes_differ(owner, cells.segment, len(cells.segments), teams) < SURE:
        own, reason = True, "reps have clearly different mixes of deals, so each keeps a stream of her own"
    groups = reps if own else tuple(dict.fromkeys(teams))
    group_of = np.arange(len(reps)) if own else np.array([groups.index(team) for team in teams])
    kinds, stream = _told_apart(owner, group_of, cells)
    recent = (owner >= 0) & (rows["created"] > day - pd.Timedelta(days=RECENT)).to_numpy()
    taken = np.bincount(owner[recent], minlength=len(reps)).astype(np.float64)
    return Streams(own, reason, groups, kinds, stream, taken, exclusive)


def _told_apart(owner: Ints, group_of: Ints, cells: Cells) -> tuple[Ints, Ints]:
    """The distinct (group, segment, channel), [stream, 3], and each deal's stream, -1 without an owner who is there."""
    known = owner >= 0
    segments, channels = len(cells.segments), len(cells.channels)
    code = (group_of[owner[known]] * segments + cells.segment[known]) * channels + cells.channel[known]
    codes, place = np.unique(code, return_inverse=True)
    stream = np.full(len(owner), -1)
    stream[known] = place
    rest, channel = np.divmod(codes, channels)
    return np.column_stack([*np.divmod(rest, segments), channel]), stream


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
