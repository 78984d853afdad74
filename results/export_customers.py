"""Leads that customers lived one by one bring in a simulated year, found again in its log: who buys, and whence."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.kernel.lead import LEAD
from sim.log import Log
from sim.measured.customer_life import C
from sim.measures import M
from sim.rules.customer_life import CROSS_LEAD, ORDER, REFERRAL_LEAD, RETURN_LEAD, born_lead
from sim.tables import Table, table
from sim.world.world import World

Words = npt.NDArray[np.uint64]
MEASURE = {
    ORDER: C.REPEAT_LEADS,
    REFERRAL_LEAD: C.REFERRED_LEADS,
    CROSS_LEAD: C.CROSS_SELL_LEADS,
    RETURN_LEAD: C.WIN_BACK_LEADS,
}
"""Under what the log tells of each kind of lead when it is on its way."""


class _Client(NamedTuple):
    """A customer: the name of whom luck follows, her segment, and the channel of her orders."""

    name: Word
    segment: int
    channel: int


def with_customers_leads(world: World, log: Log, leads: Table) -> tuple[Table, Words]:
    """The market's leads (LEAD rows) and behind them those that customers bring; with the name of who buys each.

    A customer buys for herself; whoever comes new, or is sent by a customer, buys under the lead's own name.
    """
    if not world.life.on:
        return leads, leads["name"]
    found, buyers = _found(world, log, leads)
    own = np.array([*leads["name"], *buyers], np.uint64)
    rows = np.concatenate([leads, found]).view(np.recarray)
    return rows, own


def _found(world: World, log: Log, leads: Table) -> tuple[Table, list[Word]]:
    """Customer by customer, those won on the way too: every lead whose name can be hers and that the log tells of."""
    told = _told(world, log)
    won = log.entries["who"][log.entries["measure"] == M.WON_DEALS]
    first = leads[_is_new(world, leads["channel"]) & np.isin(leads["name"], won)]
    clients = [_Client(who.name, int(who.segment), int(who.channel)) for who in world.life.customers]
    clients += [_new(world, *who) for who in zip(first["name"], first["segment"], strict=True)]
    rows, buyers = [], []
    for client in clients:  # grows: who was sent by a customer may become one
        for (period, kind), came in told.items():
            number = 0
            while (name := int(born_lead(np.uint64(client.name), period, kind, number))) in came:
                number += 1
                row = _row(world, client, kind, np.uint64(name), came[name])
                rows.append(tuple(row))
                buyers.append(row.name if kind == REFERRAL_LEAD else client.name)
                if kind == REFERRAL_LEAD and row.name in won and _is_new(world, row.channel):
                    clients.append(_new(world, row.name, row.segment))
    return table(LEAD, rows), buyers


def _told(world: World, log: Log) -> Mapping[tuple[int, int], Mapping[int, Any]]:
    """Entries (ENTRY rows) of customers' leads on their way, by name, for each period and kind that has any."""
    told: dict[tuple[int, int], dict[int, Any]] = {}
    for kind, measure in MEASURE.items():
        entries = log.entries[log.entries["measure"] == world.life.first + measure]
        for period, entry in zip(np.searchsorted(world.period_end, entries["time"]), entries, strict=True):
            told.setdefault((int(period), kind), {})[int(entry["who"])] = entry
    return told


def _row(world: World, client: _Client, kind: int, name: Word, entry: Any) -> Any:
    """The lead (LEAD row) that an entry tells of."""
    rules = world.life.rules[0]
    to = {REFERRAL_LEAD: rules.referral_channel, CROSS_LEAD: rules.cross_channel}
    row = np.zeros(1, LEAD).view(np.recarray)[0]
    row.name, row.created, row.rep = name, entry["time"], entry["rep"]
    row.segment, row.channel, row.deal = client.segment, to.get(kind, client.channel), -1
    return row


def _is_new(world: World, channel: Any) -> Any:
    """Whether a channel, or each of several, brings new customers."""
    return world.channels.new_customer[channel] == 1


def _new(world: World, name: Word, segment: int) -> _Client:
    """Who was won under that name."""
    return _Client(name, int(segment), int(world.life.newcomers[segment].channel))
