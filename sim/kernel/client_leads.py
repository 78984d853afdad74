"""Leads that customers bring, in the compiled engine."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import CHURN, INSTANT, REFERRAL, REORDER, uniform
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.clients import NEVER, Service, taker
from sim.kernel.queue import Queue
from sim.kernel.work import add_lead
from sim.measured.customer_life import C
from sim.rules.customer_life import (
    CROSS_LEAD,
    ORDER,
    REFERRAL_LEAD,
    RETURN_LEAD,
    born_lead,
    days_until_moment,
    few,
    lift_after,
    loyalty_ratio,
    order_factor,
)
from sim.tables import Table

Ints = npt.NDArray[np.int64]

REPEAT = place(C.REPEAT_LEADS)
REFERRED = place(C.REFERRED_LEADS)
CROSS = place(C.CROSS_SELL_LEADS)
WIN_BACK = place(C.WIN_BACK_LEADS)
OWN, OTHERS, NEED, RETURN = place(ORDER), place(REFERRAL_LEAD), place(CROSS_LEAD), place(RETURN_LEAD)
FIRST = place(0)


class Inbox(NamedTuple):
    """Where leads come in: the floor's tables of these names, and each rep's group."""

    leads: Table
    used: Ints
    queue: Queue
    group: Ints


@jit
def bring_leads(service: Service, desk: Inbox, period: int) -> None:
    """Leads that customers bring in a period: for themselves, from others, of other needs, and to come back."""
    rules = service.rules[0]
    for i in range(service.used[0]):
        who = service.rows[i]
        days = service.worth[who.segment, period]
        if who.active == 0:
            if who.gone >= rules.back_after and who.channel >= 0:
                u = uniform(service.seed, service.replication[0], CHURN, who.name, 2 * period + 1)
                if u < rules.back_chance:
                    _bring(service, desk, i, period, RETURN, FIRST, who.channel, i, WIN_BACK)
            continue
        if who.channel >= 0:
            mean = who.per_day * days * order_factor(rules, who.loyalty)
            orders = few(uniform(service.seed, service.replication[0], REORDER, who.name, period), mean)
            for number in range(orders):
                _bring(service, desk, i, period, OWN, number, who.channel, i, REPEAT)
        if rules.referral_channel >= 0:
            mean = rules.referrals * days * loyalty_ratio(rules, who.loyalty)
            others = few(uniform(service.seed, service.replication[0], REFERRAL, who.name, period), mean)
            for number in range(others):
                _bring(service, desk, i, period, OTHERS, number, rules.referral_channel, NEVER, REFERRED)
        if who.need == 1:
            _bring(service, desk, i, period, NEED, FIRST, rules.cross_channel, i, CROSS)
            who.need = 0


@jit
def _bring(
    service: Service,
    desk: Inbox,
    client: int,
    period: int,
    kind: int,
    number: int,
    channel: int,
    customer: int,
    measure: int,
) -> None:
    """A lead comes in at some instant of the period, with the rep who looks after the customer, if she is there."""
    who, end = service.rows[client], service.book.end
    name = born_lead(who.name, period, kind, number)
    begin = end[period - 1] if period > 0 else 0.0
    u = uniform(service.seed, service.replication[0], INSTANT, name, 0)
    created = begin + days_until_moment(begin, end[period], u)
    rep, holder = who.holder, service.reps[who.holder]
    if not holder.since <= created <= holder.until:
        rep = taker(service, service.home[who.holder], who.segment, created, name, NEVER)
    lift = lift_after(service.rules[0], who.handed, who.records) if customer >= 0 else 0.0
    note(service.book, created, rep, name, service.first + measure, 1.0)
    stream = (who.segment, channel, customer)
    lead = add_lead(desk.leads, desk.used, desk.queue, desk.group[rep], name, created, rep, stream)
    if lead >= 0:
        desk.leads[lead].lift = lift
