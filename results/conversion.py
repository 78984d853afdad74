"""How many leads become customers, by age: open leads count as long as they were seen, so that young ones pull nothing.

Source: Aalen & Johansen (1978), Scand. J. Stat. 5: cumulative incidence of an end among several, with censoring.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from results.latest import latest, rows_of
from sim.log import Log
from sim.measures import Measure

AGES = (20, 40, 60, 90, 120)
"""Working days since a lead came in at which its conversion is told."""
WON, LOST, OPEN = 0, 1, 2

Floats = npt.NDArray[np.float64]


class Lives(NamedTuple):
    """Leads that came in during the year: since when, for how many working days each was seen, and how it ended."""

    came: Floats
    days: Floats
    end: npt.NDArray[np.int64]


def lives_of(logs: Iterable[Log], measures: Sequence[Measure], opens: float) -> Lives:
    """Every lead of some years that came in after the year opened, at `opens` working days of the simulation."""
    names = [measure.name for measure in measures]
    came_in, won = names.index("leads"), names.index("won_deals")
    ends = (won, names.index("lost_deals"), names.index("cold_leads"))
    found = [np.zeros((3, 0))]
    for log in logs:
        time, what = log.entries["time"], log.entries["measure"]
        who, row = latest(log, what == came_in)
        end = rows_of(who, *latest(log, np.isin(what, ends)))
        until = np.where(end < 0, time.max(initial=0.0), time[end])
        how = np.where(end < 0, OPEN, np.where(what[end] == won, WON, LOST))
        during = time[row] > opens
        found.append(np.array([time[row], until - time[row], how])[:, during][:, np.argsort(row[during])])
    came, days, how = np.concatenate(found, axis=1)
    return Lives(came, days, how.astype(np.int64))


def won_by(lives: Lives, ages: Sequence[float] = AGES) -> tuple[float, ...]:
    """The chance that a lead is won by each age, open leads at risk only as long as they were seen."""
    order = np.lexsort((lives.end, lives.days))
    days, end = lives.days[order], lives.end[order]
    at_risk = len(days) - np.arange(len(days))
    survived = np.cumprod(np.where(end == OPEN, 1.0, 1.0 - 1.0 / np.maximum(at_risk, 1)))
    before = np.concatenate([[1.0], survived[:-1]]) if len(days) else survived
    gained = np.cumsum(np.where(end == WON, before / np.maximum(at_risk, 1), 0.0))
    places = np.searchsorted(days, ages, side="right")
    return tuple(float(gained[place - 1]) if place else 0.0 for place in places)


def of_closed(lives: Lives) -> float:
    """Won of those that have ended (the cohort's rate); nothing known where none has."""
    closed = lives.end != OPEN
    return float((lives.end[closed] == WON).mean()) if closed.any() else float("nan")


def as_it_reads(lives: Lives) -> float:
    """Won of all that came in: too low while some are still open."""
    return float((lives.end == WON).mean()) if len(lives.end) else float("nan")
