"""The market: week by week, leads come in and land on a rep's desk."""

from typing import Any

import numpy as np

from sim.draws import DUPLICATE, HAND_OVER, Word, descendant
from sim.measured.selling import S
from sim.reference.lead import Lead
from sim.reference.office import MONDAY, Office, Story
from sim.rules.leads import instant, lead_name, leads_in_week, owner
from sim.rules.ways import OWN


def open_deals(office: Office) -> None:
    """The stated pipeline: the rep has done the stage's work, and the customer is thinking it over."""
    for deal in office.world.deals:
        created = office.env.now - deal.age
        lead = Lead(office, office.reps[deal.rep], deal.name, int(deal.segment), int(deal.channel), created)
        lead.stage, lead.value, lead.answered, lead.stated = int(deal.stage), int(deal.value), True, True
        lead.come_in()
        office.env.process(lead.answer_and_live(deal))


def weeks(office: Office) -> Story:
    """Every Monday the week's leads are on their way."""
    for place, week in enumerate(office.world.weeks):
        yield office.at(week.start, MONDAY)
        for stream in office.world.streams:
            _send(office, week, float(office.world.worth[stream.segment, place]), stream)
        for stream in office.world.market.own:
            _find(office, week, stream)


def _find(office: Office, week: Any, stream: Any) -> None:
    """Leads that a rep finds herself, while she is there."""
    rep, chance = office.reps[stream.rep], (office.seed, office.replication)
    for number in range(leads_in_week(stream, week, week.days, *chance)):
        name = np.uint64(lead_name(stream, week, number))
        due = instant(week, office.world.days, name, *chance)
        time, here = office.env.now + due, office.world.reps[rep.place]
        if here.since <= time <= here.until:
            office.env.process(_bring(Lead(office, rep, name, int(stream.segment), int(stream.channel), time), due))


def _bring(lead: Lead, due: float) -> Story:
    yield lead.office.env.timeout(due)
    lead.source = OWN
    if lead.office.market.wants(lead):
        lead.come_in()
        lead.note_selling(S.ANSWERS_DUE)
        yield from lead.live()


def _send(office: Office, week: Any, worth: float, stream: Any) -> None:
    world, chance = office.world, (office.seed, office.replication)
    place = int(stream.territory) * len(world.segments) + int(stream.segment)
    takers = world.takers[world.takers_first[place] : world.takers_first[place + 1]]
    for number in range(leads_in_week(stream, week, worth, *chance)):
        name = np.uint64(lead_name(stream, week, number))
        due = instant(week, world.days, name, *chance)
        time = office.env.now + due
        first = owner(takers, time, name, -1, *chance)
        rep = _better_suited(office, takers, first, int(stream.segment), name, time)
        lead = Lead(office, office.reps[rep], name, int(stream.segment), int(stream.channel), time)
        lead.source = int(stream.source)
        office.env.process(_join(lead, due, first))
        if office.luck(DUPLICATE, name, 0) < world.selling.terms[0].duplicates:
            _send_a_second(lead, takers, due)


def _send_a_second(lead: Lead, takers: Any, due: float) -> None:
    """Another rep goes for the lead, too."""
    office, name = lead.office, np.uint64(descendant(lead.name, 1))
    other = owner(takers, lead.created, name, lead.rep.place, office.seed, office.replication)
    if other != lead.rep.place:
        copy = Lead(office, office.reps[other], name, lead.segment, lead.channel, lead.created, is_copy=True)
        copy.answered, copy.source = True, lead.source
        office.env.process(_appear(copy, due))


def _appear(copy: Lead, due: float) -> Story:
    yield copy.office.env.timeout(due)
    if copy.office.market.wants(copy):
        yield from copy.live()


def _better_suited(office: Office, takers: Any, first: int, segment: int, name: Word, time: float) -> int:
    """Whoever the lead's segment suits best, if reps hand such leads over; else who has it."""
    selling = office.world.selling
    terms, suits = selling.terms[0], selling.suits[:, segment]
    there = [int(taker.rep) for taker in takers if taker.since <= time <= taker.until]
    if office.luck(HAND_OVER, name, 0) >= terms.exchange or not there:
        return first
    best = max(there, key=lambda rep: float(suits[rep]))
    return best if suits[best] - suits[first] > terms.gap else first


def _join(lead: Lead, due: float, first: int) -> Story:
    """After `due` days the lead comes in, and when it has lain about it joins the queue."""
    office, terms = lead.office, lead.office.world.selling.terms[0]
    yield office.env.timeout(due)
    if not office.market.wants(lead):
        return
    lead.come_in()
    lead.note_selling(S.ANSWERS_DUE)
    if first != lead.rep.place:
        office.note_selling(first, lead.name, S.EXCHANGES)
    if office.luck(DUPLICATE, lead.name, 1) < terms.unowned and terms.unowned_days > 0:
        lead.note_selling(S.UNOWNED_LEADS)
        yield office.env.timeout(float(terms.unowned_days))
    yield from lead.live()
