"""All leads of a year, drawn before it begins: their names decide everything about them."""

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.jit import jit
from sim.kernel.desk import DESK, LEAD
from sim.rules.leads import instant, lead_name, leads_in_week, owner
from sim.tables import Table
from sim.world.world import World

Ints = npt.NDArray[np.int64]


def gather_leads(world: World, seed: Word, replication: int) -> tuple[Table, Table]:
    """Opening deals and the year's arrivals (LEAD rows) by rep and moment, and each rep's DESK row."""
    counts = _counts(world.weeks, world.worth, world.streams, seed, replication)
    opening = len(world.deals)
    leads = np.zeros(opening + counts.sum(), LEAD)
    rep = np.zeros(len(leads), np.int64)
    _open(world.deals, world.period_end[0], leads, rep)
    arrivals, takers = (leads[opening:], rep[opening:]), (world.takers, world.takers_first)
    _arrive(world.weeks, world.days, world.streams, *takers, *arrivals, counts, seed, replication)
    return _by_rep(leads, rep, len(world.reps))


@jit
def _counts(weeks: Table, worth: npt.NDArray[np.float64], streams: Table, seed: Word, replication: int) -> Ints:
    """Leads by [week, stream]."""
    counts = np.zeros((len(weeks), len(streams)), np.int64)
    for week in range(len(weeks)):
        for stream in range(len(streams)):
            days = worth[streams[stream].segment, week]
            counts[week, stream] = leads_in_week(streams[stream], weeks[week], days, seed, replication)
    return counts


@jit
def _open(deals: Table, opening: float, leads: Table, rep: Ints) -> None:
    """Stated deals stand before everything that arrives."""
    for i in range(len(deals)):
        deal, lead = deals[i], leads[i]
        lead.name, lead.created, lead.join = deal.name, opening - deal.age, -np.inf
        lead.segment, lead.channel, lead.stage = deal.segment, deal.channel, deal.stage
        lead.deal = i
        rep[i] = deal.rep


@jit
def _arrive(
    weeks: Table,
    days: Table,
    streams: Table,
    takers: Table,
    takers_first: Ints,
    leads: Table,
    rep: Ints,
    counts: Ints,
    seed: Word,
    replication: int,
) -> None:
    """Fills in the arrivals week by week, stream by stream."""
    i = 0
    for w in range(len(weeks)):
        week = weeks[w]
        for s in range(len(streams)):
            stream = streams[s]
            there = takers[takers_first[stream.territory] : takers_first[stream.territory + 1]]
            for number in range(counts[w, s]):
                lead = leads[i]
                lead.name = lead_name(stream, week, number)
                lead.created = week.start + instant(week, days, lead.name, seed, replication)
                lead.join = lead.created
                lead.segment, lead.channel, lead.deal = stream.segment, stream.channel, -1
                rep[i] = owner(there, lead.created, lead.name, seed, replication)
                i += 1


@jit
def _by_rep(leads: Table, rep: Ints, reps: int) -> tuple[Table, Table]:
    """The same leads by rep, then moment: they come nearly sorted by moment, and ties keep their order."""
    desks: Table = np.zeros(reps, DESK)
    for r in rep:
        desks[r].last += 1
    for r in range(1, reps):
        desks[r].first = desks[r - 1].last
        desks[r].last += desks[r].first
    for desk in desks:
        desk.next = desk.first
    placed = np.zeros(reps, np.int64)
    place = np.zeros(len(leads), np.int64)
    for i in range(len(leads)):
        first = desks[rep[i]].first
        at = first + placed[rep[i]]
        placed[rep[i]] += 1
        while at > first and leads[place[at - 1]].join > leads[i].join:
            place[at] = place[at - 1]
            at -= 1
        place[at] = i
    return leads[place], desks
