"""The market: week by week, leads come in and land on a rep's desk."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.reference.lead import Lead
from sim.reference.office import Office, Story
from sim.reference.rep import Rep
from sim.rules.leads import instant, lead_name, leads_in_week, owner


def open_deals(office: Office, reps: Sequence[Rep]) -> None:
    """The stated pipeline: the rep has done the stage's work, and the customer is thinking it over."""
    for deal in office.world.deals:
        created = office.env.now - deal.age
        lead = Lead(office, reps[deal.rep], deal.name, int(deal.segment), int(deal.channel), created)
        lead.stage, lead.value = int(deal.stage), int(deal.value)
        lead.come_in()
        office.env.process(lead.answer_and_live(deal))


def weeks(office: Office, reps: Sequence[Rep]) -> Story:
    """Every Monday the week's leads are on their way."""
    for place, week in enumerate(office.world.weeks):
        yield office.env.timeout(week.start - office.env.now)
        for stream in office.world.streams:
            _send(office, reps, week, float(office.world.worth[stream.segment, place]), stream)


def _send(office: Office, reps: Sequence[Rep], week: Any, worth: float, stream: Any) -> None:
    chance = (office.seed, office.replication)
    first = office.world.takers_first[stream.territory]
    takers = office.world.takers[first : office.world.takers_first[stream.territory + 1]]
    for number in range(leads_in_week(stream, week, worth, *chance)):
        name = np.uint64(lead_name(stream, week, number))
        due = instant(week, office.world.days, name, *chance)
        rep = reps[owner(takers, office.env.now + due, name, *chance)]
        lead = Lead(office, rep, name, int(stream.segment), int(stream.channel), office.env.now + due)
        office.env.process(_join(lead, due))


def _join(lead: Lead, due: float) -> Story:
    """After `due` days the lead joins the rep's queue."""
    yield lead.office.env.timeout(due)
    lead.come_in()
    yield from lead.live()
