"""From the customer's yes to a signature: terms, limits of authority, approvals, the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from simpy.events import NORMAL

from sim.draws import CONDUCT, REVIEW
from sim.measured.selling import S
from sim.measured.timing import T
from sim.measures import M
from sim.reference.customer import Contract, buy
from sim.reference.desk import Desk, Hand
from sim.reference.office import Story
from sim.rules.duties import breach_chance, discount_given
from sim.rules.funnel import in_ticks, working_days
from sim.rules.leads import deal_value
from sim.rules.money import part_of
from sim.rules.waits import days_of

if TYPE_CHECKING:
    from sim.reference.lead import Lead

APPROVAL, COUNTERSIGNATURE = 8, 9
"""Numbers under which a review has its luck."""


def close_the_deal(lead: Lead) -> Story:
    """Terms are agreed; above the rep's limits they wait for a manager, or are signed all the same."""
    office, selling = lead.office, lead.office.world.selling
    terms, limit = selling.terms[0], selling.limits[lead.rep.level]
    value, given = terms_of(lead)
    amount = value - given
    asks = amount > limit.deal or given > part_of(value, limit.discount)
    countersigned = amount > limit.sign
    if not terms.authority or not (asks or countersigned):
        yield from _sign_when_it_suits(lead, value, given)
    elif terms.soft and office.luck(CONDUCT, lead.name) < breach_chance(terms.chance, terms.pressure, lead.rep.gap):
        more = part_of(amount, terms.further)
        lead.note_selling(S.VIOLATIONS)
        lead.note_selling(S.LEAKAGE, float(more))
        yield from _sign_when_it_suits(lead, value, given + more, breach=True)
    else:
        if asks:
            yield from _be_approved(lead, amount, APPROVAL, S.APPROVALS, S.APPROVAL_DAYS)
            countersigned = amount > selling.limits[lead.rep.level].sign
        if countersigned:
            yield from _be_approved(lead, amount, COUNTERSIGNATURE, S.COUNTERSIGNS, S.COUNTERSIGN_DAYS)
        yield from _sign_when_it_suits(lead, value, given)


def terms_of(lead: Lead) -> tuple[int, int]:
    """List value and discount, the same however often it is asked; a stated deal's amount is what will be signed."""
    lead.terms = lead.terms or ((lead.value, 0) if lead.value else _found(lead))
    return lead.terms


def _found(lead: Lead) -> tuple[int, int]:
    office, world = lead.office, lead.office.world
    value = deal_value(world.segments[lead.segment], world.parts, lead.name, office.seed, office.replication)
    terms = world.selling.terms[0]
    if not terms.discounts:
        return value, office.market.given_away(lead.segment, value, 0)
    share = discount_given(terms, lead.talks, lead.name, office.seed, office.replication)
    return value, office.market.given_away(lead.segment, value, part_of(value, share))


def _be_approved(lead: Lead, amount: int, kind: int, count: S, days: S) -> Story:
    """Waits for the lowest manager who may approve the amount, and for the review."""
    office, asked = lead.office, lead.office.env.now
    desk = _approver(lead, amount)
    turn = desk.ask(lead.name)
    hand: Hand = yield turn.called
    hours = in_ticks(days_of(desk.review, office.world.quantiles, office.luck(REVIEW, lead.name, kind)))
    yield office.env.timeout(working_days(hours, hand.hours_per_day, 1.0))
    desk.release(hand)
    lead.note_selling(count)
    lead.note_selling(days, in_ticks(office.env.now - asked))


def _approver(lead: Lead, amount: int) -> Desk:
    desks, team = lead.office.world.desks, lead.office.world.desks.team[lead.rep.place]
    chain = desks.approvers[desks.approvers_first[team] : desks.approvers_first[team + 1]]
    return next(lead.office.desks[int(row.desk)] for row in chain if amount <= row.limit)


def _sign_when_it_suits(lead: Lead, value: int, given: int, breach: bool = False) -> Story:
    """Now, or where its rep holds back what she could have signed, at the next month's first instant."""
    office = lead.office
    if lead.rep.holds:
        office.note_timing(lead.rep.place, lead.name, T.HELD_ORDERS, float(value - given))
        until = np.nextafter(office.world.period_end[office.period], np.inf)
        yield office.at(until, NORMAL)
    sign(lead, value, given, breach)


def sign(lead: Lead, value: int, given: int, breach: bool = False) -> None:
    """The contract is signed, and all that comes of it begins."""
    lead.is_open, lead.signed_value = False, value - given
    if lead.office.clientele:
        lead.office.clientele.signed.append(lead)
    lead.note(M.DAYS_TO_WIN, in_ticks(lead.office.env.now - lead.created))
    lead.note_selling(S.LIST_VALUE, float(value))
    lead.note_selling(S.DISCOUNT, float(given))
    if lead.joint:
        lead.note_selling(S.JOINT_DEALS)
    contract = Contract(lead.segment, lead.channel, value, given, breach)
    signed = buy(lead.office, lead.rep.place, lead.name, contract)
    lead.office.market.contract_signed(lead, *signed)
