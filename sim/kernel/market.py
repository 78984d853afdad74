"""Leads that the market sends, drawn before the year begins: their names decide everything about them."""

import numpy as np
import numpy.typing as npt

from sim.draws import DUPLICATE, HAND_OVER, Word, descendant, uniform
from sim.jit import jit
from sim.kernel.lead import COME, LEAD
from sim.rules.leads import instant, lead_name, leads_in_week, owner
from sim.rules.ways import OWN
from sim.tables import Table, blank
from sim.world.selling import Selling
from sim.world.world import World

Ints = npt.NDArray[np.int64]
NONE: Ints = np.zeros((0, 0), np.int64)


def gather_leads(world: World, seed: Word, replication: int) -> Table:
    """Opening deals, then the year's arrivals (LEAD rows) by rep and roughly by time; copies of leads that two work."""
    counts = _counts(world.weeks, world.worth, world.streams, seed, replication)
    arrivals = int(counts.sum())
    copies = arrivals if world.selling.terms[0].duplicates > 0 else 0
    found = _found(world.weeks, world.market.own, seed, replication) if len(world.market.own) else NONE
    leads = blank(LEAD, len(world.deals) + arrivals + copies + int(found.sum()))
    _open(world.deals, float(world.period_end[0]), leads)
    places = (world.weeks, world.days, world.streams, world.takers, world.takers_first, world.selling)
    made = _arrive(*places, leads, len(world.deals), counts, seed, replication)
    if found.any():
        made = _find(world.weeks, world.days, world.market.own, world.reps, leads, made, found, seed, replication)
    return _by_rep(leads[:made], len(world.deals), len(world.reps))


def with_room(leads: Table, room: int) -> Table:
    """A copy of the leads with so many blank rows more."""
    rows = blank(LEAD, len(leads) + room)
    rows[: len(leads)] = leads
    return rows


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
def _open(deals: Table, opening: float, leads: Table) -> None:
    """Stated deals stand before everything that arrives."""
    for i in range(len(deals)):
        deal, lead = deals[i], leads[i]
        lead.name, lead.created = deal.name, opening - deal.age
        lead.segment, lead.channel, lead.stage = deal.segment, deal.channel, deal.stage
        lead.deal, lead.rep, lead.giver, lead.customer = i, deal.rep, -1, -1
        lead.value, lead.answered = deal.value, 1


@jit
def _arrive(
    weeks: Table,
    days: Table,
    streams: Table,
    takers: Table,
    takers_first: Ints,
    selling: Selling,
    leads: Table,
    first: int,
    counts: Ints,
    seed: Word,
    replication: int,
) -> int:
    """Fills in the arrivals week by week, stream by stream, from row `first` on; how many rows there are then."""
    i = first
    segments = len(selling.suits[0])
    for w in range(len(weeks)):
        week = weeks[w]
        for s in range(len(streams)):
            stream = streams[s]
            place = stream.territory * segments + stream.segment
            there = takers[takers_first[place] : takers_first[place + 1]]
            for number in range(counts[w, s]):
                name = lead_name(stream, week, number)
                created = week.start + instant(week, days, name, seed, replication)
                taker = owner(there, created, name, -1, seed, replication)
                lead = leads[i]
                _come(lead, name, created, taker, stream)
                i += 1
                if selling.on == 1:
                    _unclear(lead, selling.terms[0], name, seed, replication)
                    _exchanged(lead, selling, there, created, name, seed, replication)
                    if uniform(seed, replication, DUPLICATE, name, 0) < selling.terms[0].duplicates:
                        copy = descendant(name, 1)
                        other = owner(there, created, copy, lead.rep, seed, replication)
                        if other != lead.rep:
                            _come(leads[i], copy, created, other, stream)
                            leads[i].state, leads[i].answered = 2, 1
                            i += 1
    return i


@jit
def _come(lead: Table, name: Word, created: float, rep: int, stream: Table) -> None:
    lead.name, lead.created, lead.rep = name, created, rep
    lead.segment, lead.channel, lead.deal = stream.segment, stream.channel, -1
    lead.giver, lead.customer, lead.event, lead.source = -1, -1, COME, stream.source


@jit
def _found(weeks: Table, own: Table, seed: Word, replication: int) -> Ints:
    """Leads that reps find themselves, by [week, own stream]."""
    counts = np.zeros((len(weeks), len(own)), np.int64)
    for week in range(len(weeks)):
        for stream in range(len(own)):
            counts[week, stream] = leads_in_week(own[stream], weeks[week], weeks[week].days, seed, replication)
    return counts


@jit
def _find(
    weeks: Table,
    days: Table,
    own: Table,
    reps: Table,
    leads: Table,
    first: int,
    counts: Ints,
    seed: Word,
    replication: int,
) -> int:
    """Fills in reps' own leads, those found while they are there, from row `first` on; how many rows there are then."""
    i = first
    for w in range(len(weeks)):
        for s in range(len(own)):
            stream = own[s]
            for number in range(counts[w, s]):
                name = lead_name(stream, weeks[w], number)
                created = weeks[w].start + instant(weeks[w], days, name, seed, replication)
                if reps[stream.rep].since <= created <= reps[stream.rep].until:
                    lead = leads[i]
                    lead.name, lead.created, lead.rep, lead.event, lead.source = name, created, stream.rep, COME, OWN
                    lead.segment, lead.channel = stream.segment, stream.channel
                    lead.deal, lead.giver, lead.customer = -1, -1, -1
                    i += 1
    return i


@jit
def _unclear(lead: Table, terms: Table, name: Word, seed: Word, replication: int) -> None:
    """A lead of which nobody knows whose it is lies about at first."""
    if uniform(seed, replication, DUPLICATE, name, 1) < terms.unowned:
        lead.delay = terms.unowned_days


@jit
def _exchanged(
    lead: Table, selling: Selling, takers: Table, time: float, name: Word, seed: Word, replication: int
) -> None:
    """A lead goes to the colleague whom its segment suits best, if it suits her so much better."""
    if uniform(seed, replication, HAND_OVER, name, 0) < selling.terms[0].exchange:
        best = lead.rep
        for t in range(len(takers)):
            suits = selling.suits[takers[t].rep, lead.segment]
            if suits > selling.suits[best, lead.segment] and takers[t].since <= time <= takers[t].until:
                best = takers[t].rep
        if selling.suits[best, lead.segment] - selling.suits[lead.rep, lead.segment] > selling.terms[0].gap:
            lead.giver, lead.rep = lead.rep, best


@jit
def _by_rep(leads: Table, opening: int, reps: int) -> Table:
    """The same leads, stated deals first, then the rest by rep, so that a rep's lie together in memory."""
    first = np.zeros(reps + 1, np.int64)
    for i in range(opening, len(leads)):
        first[leads[i].rep + 1] += 1
    first[0] = opening
    for rep in range(reps):
        first[rep + 1] += first[rep]
    place = np.arange(len(leads))
    for i in range(opening, len(leads)):
        place[first[leads[i].rep]] = i
        first[leads[i].rep] += 1
    return leads[place]
