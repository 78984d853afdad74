"""What an export records of each deal: when it came to each stage and left it, and what was known on a day."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from scenarios.crm.tables import ENTERED, OPEN, Opportunities

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
DAY = 86_400.0
EXPECTED_CLOSINGS = 10.0
"""So many closings would have been seen had they been recorded: then a time without any is a gap in the records."""


def days(times: pd.Series) -> Floats:
    """Days since 1970 with their fraction; nan where unknown."""
    seconds = times.to_numpy("datetime64[s]").astype(np.int64).astype(np.float64)
    seconds[times.isna().to_numpy()] = np.nan
    return np.asarray(seconds / DAY)


def last_day(opportunities: Opportunities) -> pd.Timestamp:
    """The day an export seems to have been taken: the last on which something came in or was closed."""
    rows = opportunities.rows
    return pd.Timestamp(max(rows["created"].max(), rows["closed"].max())).normalize()


def as_of(opportunities: Opportunities, day: pd.Timestamp) -> Opportunities:
    """The same export as it would have been taken at the end of a day: nothing later is known.

    Stage and amount of deals that were open then are left out, since an export tells them as they are today.
    """
    rows, day = opportunities.rows, day.normalize()
    past = day < last_day(opportunities)
    end = day + pd.Timedelta(days=1)
    rows = rows[(rows["created"] < end) | (rows["created"].isna() & (rows["outcome"] == OPEN))].copy()
    rows["outcome"] = rows["outcome"].mask(rows["closed"] >= end, OPEN)
    rows["closed"] = rows["closed"].where(rows["closed"] < end)
    if past:
        still = rows["outcome"] == OPEN
        rows["stage"], rows["amount"] = rows["stage"].mask(still, ""), rows["amount"].mask(still)
    for column in [c for c in rows.columns if c.startswith(ENTERED)]:
        rows[column] = rows[column].where(rows[column] < end)
    return Opportunities(rows.reset_index(drop=True), opportunities.stages, opportunities.names)


def seen_until(closed: Floats, as_of: pd.Timestamp) -> float:
    """The instant up to which an open deal is known to have been open, days since 1970: the end of the export's day;
    where dates are whole days, that day itself, since a deal closed on it has that date too."""
    day = as_of.timestamp() / DAY
    return day if np.all(np.isnan(closed) | (closed == np.floor(closed))) else day + 1.0


def trusted_since(created: Floats, closed: Floats, now: float) -> tuple[float, bool]:
    """From when on closings were recorded: where deals were open for long and none closed, the record begins later.

    Raises ValueError where nothing was ever closed.
    """
    begins = float(np.nanmin(created))
    if not np.isfinite(closed).any():
        raise ValueError("nothing was ever won or lost")
    first_closing = float(np.floor(np.nanmin(closed)))
    later = created >= first_closing
    took = np.sort((closed - created)[later & ~np.isnan(closed)])
    if not len(took) or begins >= first_closing:
        return begins, False
    early = created[created < first_closing]
    share = len(took) / max(int((later & (created < now)).sum()), 1)
    expected = share * np.searchsorted(took, first_closing - early, side="left").sum() / len(took)
    return (first_closing, True) if expected > EXPECTED_CLOSINGS else (begins, False)


def entries(opportunities: Opportunities, created: Floats) -> Floats:
    """When each deal came to each stage, days, [deal, stage]; one stage only where the export tells of no others."""
    columns = [column for stage in opportunities.stages if (column := ENTERED + stage) in opportunities.rows]
    if len(columns) < 2 or len(columns) < len(opportunities.stages):
        return created[:, None]
    found = np.column_stack([days(opportunities.rows[column]) for column in columns])
    found[:, 0] = np.where(np.isnan(found[:, 0]), created, found[:, 0])
    return found


def passage(entered: Floats, stage: int, closed: Floats, outcome: Ints, now: float) -> tuple[Floats, Floats, Ints]:
    """From when to when a deal was in a stage and how it left: 1 on, -1 lost there, 0 still there.

    entered: as from `entries`; a later stage that was come to at all tells that this one was left, whether or not
    stages between them were skipped.
    """
    later = entered[:, stage + 1 :]
    onward = np.min(np.where(np.isnan(later), np.inf, later), axis=1, initial=np.inf)
    went = np.isfinite(onward)
    end = np.where(went, onward, np.where(outcome == 0, now, closed))
    return entered[:, stage], end, np.where(went, 1, outcome).astype(np.int64)


def days_a_week(closed: Floats) -> int:
    """7 where deals are closed at weekends, too, at more than half the rate of other days; else 5."""
    weekday = (np.floor(closed[~np.isnan(closed)]).astype(np.int64) + 3) % 7  # 1970 began with a Thursday
    return 7 if (weekday >= 5).sum() / 2 > 0.5 * (weekday < 5).sum() / 5 else 5
