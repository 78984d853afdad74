"""Leads that the market sends, drawn before the year begins: their names decide everything about them."""

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.draws import DUPLICATE, HAND_OVER, Word, descendant, uniform
from sim.jit import jit
from sim.kernel.floor import Floor, make_floor
from sim.kernel.lead import COME
from sim.log import ENTRY
from sim.rules.leads import instant, lead_name, leads_in_week, owner
from sim.rules.tasks import found_at, least_times
from sim.rules.ways import OWN
from sim.tables import Table, blank
from sim.world.selling import Selling
from sim.world.world import World

Ints = npt.NDArray[np.int64]
Span = tuple[float, float]
"""After one instant and up to another."""


def leads_of(world: World, seed: Word, replication: int) -> Table:
    """The leads (LEAD rows) that a replication begins with: stated deals, then what comes from the market, by rep."""
    room, lived = world.room, False
    while not lived:
        floor, _ = make_floor(world, room, seed, 1, blank(ENTRY, 0))
        floor.replication[0] = replication
        _draw(floor, world.deals)
        room, lived = int(floor.used[1]), not floor.used[1]
    return floor.leads[: floor.used[0]].copy()


@jit
def _draw(floor: Floor, deals: Table) -> None:
    """Those alone of a floor (see `leads_of`)."""
    gather_leads(lent(floor), deals, np.inf)


@jit
def gather_leads(floor: Floor, deals: Table, until: float) -> None:
    """Opening deals, then arrivals up to an instant by rep and roughly by time; copies of leads that two work.

    Where there is no room for all the year's leads there are none.
    """
    year, span = (-np.inf, np.inf), (-np.inf, until)
    sent, found = _sent(floor, year), _found(floor, year)
    if not _is_room(floor, len(deals), sent, found):
        return
    _open(deals, floor.book.end[0], floor.drawn)
    made = _arrive(floor, len(deals), sent, span)
    made = _find(floor, made, found, span)
    _by_rep(floor, len(deals), made)


@jit
def gather_month(floor: Floor, month: int) -> None:
    """A month's arrivals alone, to those who are there in that month: where seats fall empty in the year."""
    span = (floor.book.end[month], floor.book.end[month + 1])
    sent, found, made = _sent(floor, span), _found(floor, span), floor.used[0]
    if not _is_room(floor, made, sent, found):
        return
    last = _find(floor, _arrive(floor, made, sent, span), found, span)
    for i in range(made, last):
        floor.leads[i] = floor.drawn[i]
        floor.queue.nodes[floor.queue.desks + i].tie = floor.drawn[i].name
    floor.used[0] = last


@jit
def _is_room(floor: Floor, made: int, sent: Ints, found: Ints) -> bool:
    """Whether there is room for as many more; else it is noted how much there should be."""
    copies = 2 if floor.selling.terms[0].duplicates > 0.0 else 1
    most = made + copies * sent.sum() + found.sum()
    if most > len(floor.drawn):
        floor.used[1] = most
        return False
    return True


@jit
def _touches(week: Table, span: Span) -> bool:
    """Whether some of a week lies after a span's first instant and not after its last."""
    return bool(week.start < span[1] and week.start + week.days > span[0])


@jit
def _sent(floor: Floor, span: Span) -> Ints:
    """Leads that the market sends in weeks that touch a span, by [week, stream]."""
    weeks, streams = floor.weeks, floor.streams
    counts = np.zeros((len(weeks), len(streams)), np.int64)
    for week in range(len(weeks)):
        if not _touches(weeks[week], span):
            continue
        for s in range(len(streams)):
            worth = floor.worth[streams[s].segment, week]
            counts[week, s] = leads_in_week(streams[s], weeks[week], worth, floor.seed, floor.replication[0])
    return counts


@jit
def _found(floor: Floor, span: Span) -> Ints:
    """Leads that reps find themselves then, with as many hours as they may give to it, by [week, own stream]."""
    weeks, own = floor.weeks, floor.market.own
    counts = np.zeros((len(weeks), len(own)), np.int64)
    for week in range(len(weeks)):
        if not _touches(weeks[week], span):
            continue
        for s in range(len(own)):
            most = weeks[week].days * found_at(own[s], floor.tasks.terms[0].high)
            counts[week, s] = leads_in_week(own[s], weeks[week], most, floor.seed, floor.replication[0])
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
def _arrive(floor: Floor, first: int, counts: Ints, span: Span) -> int:
    """Fills in a span's arrivals week by week, stream by stream, from row `first` on; how many rows there are then."""
    i, leads, selling, seed, replication = first, floor.drawn, floor.selling, floor.seed, floor.replication[0]
    segments = len(selling.suits[0])
    for w in range(len(floor.weeks)):
        week = floor.weeks[w]
        for s in range(len(floor.streams)):
            stream = floor.streams[s]
            place = stream.territory * segments + stream.segment
            there = floor.takers[floor.takers_first[place] : floor.takers_first[place + 1]]
            for number in range(counts[w, s]):
                name = lead_name(stream, week, number)
                created = week.start + instant(week, floor.days, name, seed, replication)
                if not span[0] < created <= span[1]:
                    continue
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
    return int(i)


@jit
def _come(lead: Table, name: Word, created: float, rep: int, stream: Table) -> None:
    lead.name, lead.created, lead.rep = name, created, rep
    lead.segment, lead.channel, lead.deal = stream.segment, stream.channel, -1
    lead.giver, lead.customer, lead.event, lead.source = -1, -1, COME, stream.source


@jit
def _find(floor: Floor, first: int, counts: Ints, span: Span) -> int:
    """Fills in a span's own leads of reps, found while they are there, from row `first` on; how many rows there are."""
    i, leads, seed, replication = first, floor.drawn, floor.seed, floor.replication[0]
    tasks = floor.tasks.terms[0]
    for w in range(len(floor.weeks)):
        week = floor.weeks[w]
        for s in range(len(floor.market.own)):
            stream = floor.market.own[s]
            rep = floor.reps[stream.rep]
            for number in range(counts[w, s]):
                name = lead_name(stream, week, number)
                created = week.start + instant(week, floor.days, name, seed, replication)
                if span[0] < created <= span[1] and rep.since <= created <= rep.until:
                    lead = leads[i]
                    lead.name, lead.created, lead.rep, lead.event, lead.source = name, created, stream.rep, COME, OWN
                    lead.segment, lead.channel = stream.segment, stream.channel
                    lead.deal, lead.giver, lead.customer = -1, -1, -1
                    lead.needs = 0.0
                    if tasks.on == 1:
                        lead.needs = least_times(stream, week, number, tasks.low, tasks.high, seed, replication)
                    i += 1
    return int(i)


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
def _by_rep(floor: Floor, opening: int, made: int) -> None:
    """Stated deals first, then the rest by rep, so that a rep's leads lie together in memory; each gets its name."""
    first = np.zeros(len(floor.reps) + 1, np.int64)
    for i in range(opening, made):
        first[floor.drawn[i].rep + 1] += 1
    first[0] = opening
    for rep in range(len(floor.reps)):
        first[rep + 1] += first[rep]
    for i in range(made):
        place = i
        if i >= opening:
            place = first[floor.drawn[i].rep]
            first[floor.drawn[i].rep] += 1
        floor.leads[place] = floor.drawn[i]
        floor.queue.nodes[floor.queue.desks + place].tie = floor.drawn[i].name
    floor.used[0] = made
