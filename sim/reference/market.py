"""The market: week by week, leads come in and land on a rep's desk."""

from typing import Any

import numpy as np

from sim.draws import DUPLICATE, HAND_OVER, Word, descendant
from sim.measured.selling import S
from sim.reference.lead import Lead
from sim.reference.office import MONDAY, Office, Story
from sim.rules.leads import instant, lead_name, leads_in_week, owner
from sim.rules.tasks import found_at, least_times
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
    chance, tasks = (office.seed, office.replication), office.world.tasks.terms[0]
    for number in range(leads_in_week(stream, week, week.days * found_at(stream, tasks.high), *chance)):
        name = np.uint64(lead_name(stream, week, number))
        needs = least_times(stream, week, number, tasks.low, tasks.high, *chance) if tasks.on else 0.0
        office.env.process(_bring(office, stream, name, needs, instant(week, office.world.days, name, *chance)))


def _bring(office: Office, stream: Any, name: Word, needs: float, due: float) -> Story:
    """After `due` days the rep comes upon it; needs: as a lead's."""
    yield office.env.timeout(due)
    now, here = office.env.now, office.world.reps[stream.rep]
    if not here.since <= now <= here.until:
        return
    lead = Lead(office, office.reps[stream.rep], name, int(stream.segment), int(stream.channel), now)
    lead.source, lead.needs = OWN, needs
    if office.market.wants(lead):
        lead.come_in()
        lead.note_selling(S.ANSWERS_DUE)
        yield from lead.live()


def _send(office: Office, week: Any, worth: float, stream: Any) -> None:
    chance = office.seed, office.replication
    for number in range(leads_in_week(stream, week, worth, *chance)):
        name = np.uint64(lead_name(stream, week, number))
        office.env.process(_arrive(office, stream, name, instant(week, office.world.days, name, *chance)))


def _arrive(office: Office, stream: Any, name: Word, due: float) -> Story:
    """After `due` days the lead comes in with one of those who are there then, and joins the queue; sometimes a second
    rep goes for it, too.
    """
    yield office.env.timeout(due)
    world, now = office.world, office.env.now
    place = int(stream.territory) * len(world.segments) + int(stream.segment)
    takers = world.takers[world.takers_first[place] : world.takers_first[place + 1]]
    first = owner(takers, now, name, -1, office.seed, office.replication)
    rep = _better_suited(office, takers, first, int(stream.segment), name, now)
    lead = Lead(office, office.reps[rep], name, int(stream.segment), int(stream.channel), now)
    lead.source = int(stream.source)
    if office.luck(DUPLICATE, name, 0) < world.selling.terms[0].duplicates:
        _send_a_second(lead, takers)
    yield from _join(lead, first)


def _send_a_second(lead: Lead, takers: Any) -> None:
    """Another rep goes for the lead, too."""
    office, name = lead.office, np.uint64(descendant(lead.name, 1))
    other = owner(takers, lead.created, name, lead.rep.place, office.seed, office.replication)
    if other != lead.rep.place:
        copy = Lead(office, office.reps[other], name, lead.segment, lead.channel, lead.created, is_copy=True)
        copy.answered, copy.source = True, lead.source
        office.env.process(_appear(copy))


def _appear(copy: Lead) -> Story:
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


def _join(lead: Lead, first: int) -> Story:
    """The lead comes in, and when it has lain about it joins the queue. first: who had it before it was handed on."""
    office, terms = lead.office, lead.office.world.selling.terms[0]
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
