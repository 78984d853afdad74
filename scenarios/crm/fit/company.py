"""A company as fitted: who sells, what comes in, how it goes, what it is worth, and how the books stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scenarios.crm.fit.arrivals import Arrivals, fit_arrivals
from scenarios.crm.fit.attainment import Attainment, fit_attainment
from scenarios.crm.fit.cells import Cells
from scenarios.crm.fit.process import Process, fit_process
from scenarios.crm.fit.record import DAY, as_of, days, last_day
from scenarios.crm.fit.streams import RECENT, Streams, streams_of
from scenarios.crm.fit.values import Family, ValueFit, families, fit_value
from scenarios.crm.tables import OPEN, WON, Company, reps_and_teams

FEWEST_VALUES = 5  # won deals from which a segment has values of its own


@dataclass(frozen=True)
class Fit:
    """Everything the export tells. values: by segment; all_values: of all won deals.

    rows: the export as of the day. reps: ids, in the roster's order; teams: of each. won_cycle, lost_cycle: laws tried
    on the days from coming in to the end, best first.
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


def fit_company(company: Company, day: pd.Timestamp | None = None, closed_only: bool = False) -> Fit:
    """Fits what an export with opportunities tells, as of a day. Raises ValueError where nothing can be fitted."""
    assert company.opportunities is not None
    day = day or last_day(company.opportunities)
    opportunities = as_of(company.opportunities, day)
    rows = opportunities.rows
    reps, teams = _people(company, rows, day)
    process = fit_process(opportunities, reps, day, closed_only)
    streams = streams_of(rows, process.cells, reps, teams, day)
    all_values, values = _values(rows, process.cells)
    won_cycle, lost_cycle = _cycles(rows)
    return Fit(
        as_of=day,
        rows=rows,
        reps=reps,
        teams=teams,
        process=process,
        streams=streams,
        arrivals=_arrivals(rows, process, streams, day),
        values=values,
        all_values=all_values,
        won_cycle=won_cycle,
        lost_cycle=lost_cycle,
        attainment=fit_attainment(company, day) if company.quotas is not None else None,
    )


def _values(rows: pd.DataFrame, cells: Cells) -> tuple[ValueFit, tuple[ValueFit, ...]]:
    """What all won deals are worth, and those of each segment: everybody's where a segment has too few to tell."""
    amount = rows["amount"].to_numpy(np.float64)
    won = (rows["outcome"] == WON).to_numpy() & (amount > 0)
    if not won.any():
        raise ValueError("no deal was won with an amount, so nothing tells what deals are worth")
    all_values = fit_value(amount[won])
    own = [amount[won & (cells.segment == place)] for place in range(len(cells.segments))]
    return all_values, tuple(fit_value(some) if len(some) >= FEWEST_VALUES else all_values for some in own)


def _cycles(rows: pd.DataFrame) -> tuple[tuple[Family, ...], tuple[Family, ...]]:
    """Laws of the days from coming in to being won, and to being lost."""
    took, won = days(rows["closed"]) - days(rows["created"]), (rows["outcome"] == WON).to_numpy()
    return families(took[won & (took > 0)]), families(took[~won & (took > 0)])


def _people(company: Company, rows: pd.DataFrame, day: pd.Timestamp) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reps who are there on the day, and their teams: the roster's, or whoever had a deal in the last year."""
    if company.roster is not None:
        return reps_and_teams(company.roster.there(day))
    busy = rows[(rows["created"] > day - pd.Timedelta(days=RECENT)) | (rows["outcome"] == OPEN)]
    reps = tuple(sorted(set(busy["owner"]) - {""}))
    return (reps, ("all",) * len(reps)) if reps else (("everybody",), ("all",))


def _arrivals(rows: pd.DataFrame, process: Process, streams: Streams, day: pd.Timestamp) -> Arrivals:
    """Whole days from the first that can be trusted; a file's first and last day may be cut short."""
    created, stream = days(rows["created"]), streams.stream
    first = process.first if process.gap else process.first + pd.Timedelta(days=1)
    known = (stream >= 0) & ~np.isnan(created)
    since = np.floor(created[known] - first.timestamp() / DAY).astype(np.int64)
    return fit_arrivals(since, stream[known], streams.rows[:, 1], len(process.cells.segments), first, day)
