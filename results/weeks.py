"""Each rep's working weeks, hour by hour, told from the log of one year: what M07 and E06 are held to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.engine import Year
from sim.log import Log
from sim.measured.hours import H
from sim.measured.selling import S
from sim.measures import M
from sim.rules.funnel import working_days
from sim.rules.hours import overlap

Floats = npt.NDArray[np.float64]
REST = (H.HOURS_MEETINGS, H.HOURS_TRAVEL, H.HOURS_REPORTS)
DAYS = 5
"""Working days of a week; the year's last may be shorter."""


class Weeks(NamedTuple):
    """Hours by [rep, week]: of paid days, on leads, taken by other work, in meetings, travel and reports, and idle."""

    capacity: Floats
    busy: Floats
    taken: Floats
    rest: Floats
    idle: Floats


def weeks_of(year: Year, log: Log) -> Weeks:
    """Weeks of five working days from the year's first. Work on leads is where the log says that it began, for as long
    as its hours take at that month's pace; all else is spread evenly over the days of its month.
    """
    world, account = year.world, year.world.account
    begin, end = world.period_end[:-1], world.period_end[1:]
    sums = log.summed(world.period_end, len(world.reps), len(year.measures))[1:]
    there, first = np.maximum(account.days.T, 1.0), account.first
    capacity, taken, rest = (
        sums[:, :, [first + h for h in uses]].sum(axis=-1) for uses in ((H.HOURS_CAPACITY,), (H.HOURS_TAKEN,), REST)
    )
    of_leads = capacity - taken - rest
    days = np.arange(begin[0], end[-1])
    month = np.searchsorted(end, days, side="right")
    present = _present(year, days)
    pace = of_leads / there
    shape = (len(world.reps), len(days))
    busy = np.zeros(shape)
    for rep, since, until in _touches(year, log, pace):
        for day in range(max(0, int(since - begin[0])), min(len(days), int(np.ceil(until - begin[0])))):
            worked = overlap(days[day], days[day] + 1.0, since, until)
            busy[rep, day] += worked * pace[month[day], rep]

    def spread(hours: Floats) -> Floats:
        return np.asarray((hours / there)[month].T * present)

    paid, elsewhere, beside = account.day * present, spread(taken), spread(rest)
    busy *= present
    parts = (paid, busy, elsewhere, beside, paid - busy - elsewhere - beside)
    return Weeks(*(_by_week(each) for each in parts))


def _touches(year: Year, log: Log, pace: Floats) -> list[tuple[int, float, float]]:
    """Who had hands on a lead from when to when."""
    world, rows = year.world, log.entries
    sums = log.summed(world.period_end, len(world.reps), len(year.measures))[1:]
    selling, found = world.selling, []
    more = [selling.first + s for s in (S.HOURS_DUPLICATE, S.HOURS_JOINT)] if selling.on else []
    for row in rows[np.isin(rows["measure"], [int(M.HOURS), *more])]:
        month = int(np.searchsorted(world.period_end, row["time"], side="left")) - 1
        if month < 0:
            continue
        effort = sums[month, row["rep"], M.EFFORT]
        length = working_days(row["amount"], pace[month, row["rep"]], effort)
        found.append((int(row["rep"]), float(row["time"]), float(row["time"] + length)))
    return found


def _present(year: Year, days: Floats) -> Floats:
    """1 on each day on which a rep is there, [rep, day]."""
    reps = year.world.reps
    return np.asarray(((days[None, :] + 1 > reps.since[:, None]) & (days[None, :] < reps.until[:, None])), np.float64)


def _by_week(days: Floats) -> Floats:
    starts = np.arange(0, days.shape[1], DAYS)
    return np.asarray(np.add.reduceat(days, starts, axis=1))
