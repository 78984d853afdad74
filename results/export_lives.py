"""What the log of a simulated year tells of each lead by some evening: when what happened, who has it, where it stands.

A lead that was given back after a no lives on: its CRM row shows the round it is in, and stages it has yet to come to
again have no date.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from results.workdays import Diary, Floats
from sim.log import Log
from sim.measured.customer_life import C
from sim.tables import Table
from sim.world.world import World

Ints = npt.NDArray[np.int64]
ENDS = ("won_deals", "lost_deals", "cold_leads")


class Lives(NamedTuple):
    """By lead, in working days, NaN for never: created, touched first, won, refused, cold; entered: [lead, stage].

    owner: who has it, or had it when it ended. stage: where it stands, or stood then. signed: what the contract is
    worth, coins, NaN without one.
    """

    created: Floats
    entered: Floats
    touched: Floats
    won: Floats
    refused: Floats
    cold: Floats
    owner: Ints
    stage: Ints
    signed: Floats

    @property
    def ended(self) -> Floats:
        """However it ended; NaN while it is open."""
        return np.fmin(np.fmin(self.won, self.refused), self.cold)


class _Told(NamedTuple):
    """Entries about leads by some evening, in order of time, and the place of the lead that each is about."""

    entries: npt.NDArray[np.void]
    place: Ints
    leads: int
    names: Sequence[str]

    def of(self, measure: str) -> tuple[npt.NDArray[np.void], Ints]:
        """Those of one measure; none where the year does not count it."""
        which = self.entries["measure"] == (self.names.index(measure) if measure in self.names else -1)
        return self.entries[which], self.place[which]

    def last(self, measure: str, of: str = "time") -> Floats:
        """When it was last noted of each lead, or how much."""
        entries, place = self.of(measure)
        found = np.full(self.leads, np.nan)
        found[place] = entries[of]  # of one lead the latest is written last
        return found

    def first(self, measure: str) -> Floats:
        """When it was first noted of each lead."""
        entries, place = self.of(measure)
        found = np.full(self.leads, np.nan)
        found[place[::-1]] = entries["time"][::-1]
        return found

    def times(self, measure: str) -> Ints:
        """How often it was noted of each lead."""
        return np.bincount(self.of(measure)[1], minlength=self.leads)


def lives_of(
    leads: Table, log: Log, world: World, names: Sequence[str], stages: Sequence[str], diary: Diary, last: np.datetime64
) -> Lives:
    """Reads the log by lead up to the end of a day. names: of its measures; leads: LEAD rows."""
    told = _told(leads, log, names, diary, last)
    stage = _where(leads, told, world, stages)
    # A stated age is in whole days, counted on the first morning: it came in on a morning, not on the evening before.
    created = np.where(leads["deal"] >= 0, np.nextafter(leads["created"], np.inf), leads["created"])
    created[np.isnan(told.first("leads"))] = np.nan  # declined, or of a channel on trial that is not tried any more
    return Lives(
        created=created,
        entered=_entered(leads, told, created, stage, float(world.period_end[0]), stages),
        touched=told.first("touches"),
        won=told.last("won_deals"),
        refused=told.last("lost_deals"),
        cold=told.last("cold_leads"),
        owner=_owner(leads, told, world, stages),
        stage=stage,
        signed=told.last("bookings", "amount"),
    )


def _told(leads: Table, log: Log, names: Sequence[str], diary: Diary, last: np.datetime64) -> _Told:
    order = np.argsort(leads["name"])
    ranked = leads["name"][order]
    entries = log.entries[np.isin(log.entries["who"], ranked)]
    entries = entries[diary.moments(entries["time"]).astype("datetime64[D]") <= last]
    return _Told(entries, order[np.searchsorted(ranked, entries["who"])], len(leads), names)


def _where(leads: Table, told: _Told, world: World, stages: Sequence[str]) -> Ints:
    """The stage to which each lead came once more often than it went on from there or was given back.

    Counted, because a lead may come, go and come again within one instant.
    """
    came, given_back = (
        np.column_stack([told.times(f"{what}:{s}") for s in stages]) for what in ("entered", "returned")
    )
    anew, opening = np.zeros_like(came), np.zeros_like(came)
    if world.selling.on:
        np.add.at(anew.T, world.selling.back, given_back.T)
    stated = np.flatnonzero(leads["deal"] >= 0)
    opening[stated, leads["stage"][stated]] = 1
    went_on = np.zeros_like(came)
    went_on[:, :-1] = (came - anew - opening)[:, 1:]
    stands: Ints = (came - given_back - went_on).argmax(axis=1)
    return stands


def _entered(leads: Table, told: _Told, created: Floats, stage: Ints, opening: float, stages: Sequence[str]) -> Floats:
    """When each lead came to each stage in the round that it is in, [lead, stage].

    A stated deal is noted under its stage on the first morning, which is not when it came there.
    """
    entered = np.column_stack([told.last(f"entered:{s}") for s in stages])
    noted = (leads["deal"] >= 0)[:, None] & (entered <= opening)
    entered[noted | (np.arange(len(stages)) > stage[:, None])] = np.nan
    entered[:, 0] = np.where(np.isnan(entered[:, 0]), created, entered[:, 0])
    return entered


def _owner(leads: Table, told: _Told, world: World, stages: Sequence[str]) -> Ints:
    """Who came last to have, work or end each lead; at first whoever got it."""
    at = {name: place for place, name in enumerate(told.names)}
    rank = {at[f"entered:{s}"]: 0 for s in stages} | {at["leads"]: 0, at["touches"]: 2}
    rank |= {at[name]: 3 for name in (*ENDS, *(f"open:{s}" for s in stages))}
    if world.life.on:
        rank[world.life.first + C.DEALS_HANDED_OVER] = 1
    ranks = np.array([rank.get(place, -1) for place in range(len(told.names))])[told.entries["measure"]]
    order = np.lexsort((ranks, told.entries["time"]))
    order = order[ranks[order] >= 0]
    owner: Ints = leads["rep"].copy()
    owner[told.place[order]] = told.entries["rep"][order]
    return owner
