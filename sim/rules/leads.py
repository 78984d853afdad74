"""Where a lead comes from, to whom it goes and how it fits: pure functions of its name."""

import math
from typing import Any

import numpy as np

from sim.draws import ADVANCE, ARRIVALS, FIT, INSTANT, ROUTE, VALUE, Word, descendant, uniform
from sim.jit import jit
from sim.rules.distributions import count_quantile, lognormal_quantile, normal_quantile
from sim.rules.funnel import advance_probability
from sim.rules.money import coins
from sim.rules.waits import ALMOST_ALL
from sim.tables import Table


@jit
def leads_in_week(stream: Any, week: Any, worth: float, seed: Word, replication: int) -> int:
    """How many leads a stream (STREAM row) brings in a week (WEEK row) worth so many days of average season."""
    u = uniform(seed, replication, ARRIVALS, stream.name, week.number)
    return count_quantile(u, stream.per_day * worth, stream.dispersion)


@jit
def lead_name(stream: Any, week: Any, number: int) -> Word:
    """The name under which a lead has luck: more demand adds names and changes none."""
    return descendant(descendant(stream.name, week.number), number)


@jit
def instant(week: Any, days: Table, lead: Word, seed: Word, replication: int) -> float:
    """Working days into its week (WEEK row) at which a lead comes in, evenly over each day (DAY row)."""
    day, last = week.first, week.first + int(week.days) - 1
    demand = uniform(seed, replication, INSTANT, lead, 0) * days[last].until
    while demand > days[day].until:
        day += 1
    begin = days[day].begin
    return float(day - week.first + (demand - begin) / (days[day].until - begin))


@jit
def owner(takers: Table, time: float, lead: Word, but: int, seed: Word, replication: int) -> int:
    """Which of a territory's reps (TAKER rows) gets a lead that comes in at a time, by lead shares; not `but`, if there
    is anybody else.

    Each draws a time to pick it up and the first who is there gets it: one more rep takes some leads from each of
    the others and moves none between them. Where nobody is there it lies on the desk of the first of all.
    Source: exponential race; Thaler & Ravishankar (1998), rendezvous hashing.
    """
    best, quickest = -1, np.inf
    there, soonest = -1, np.inf
    for place in range(len(takers)):
        taker = takers[place]
        if taker.rep == but:
            continue
        picked = -math.log(uniform(seed, replication, ROUTE, lead, taker.name)) / taker.share
        if picked < quickest:
            best, quickest = taker.rep, picked
        if picked < soonest and taker.since <= time <= taker.until:
            there, soonest = taker.rep, picked
    return there if there >= 0 else best if best >= 0 else but


@jit
def lead_fit(channel: Any, lead: Word, seed: Word, replication: int) -> float:
    """How well a lead of a channel (CHANNEL row) fits what we sell, in standard deviations."""
    return float(channel.fit + normal_quantile(uniform(seed, replication, FIT, lead, 0)))


@jit
def says_yes(
    log_odds: float, channel: Any, fit_effect: float, late: float, lead: Word, count: int, seed: Word, replication: int
) -> bool:
    """Whether the customer says yes in the end (`channel`: the lead's CHANNEL row).

    late: what a late first answer leaves of the chance. count: under which the stage has its luck.
    """
    fit = lead_fit(channel, lead, seed, replication)
    chance = advance_probability(log_odds, fit_effect, fit) * late
    return uniform(seed, replication, ADVANCE, lead, count) < chance


@jit
def deal_value(segment: Any, parts: Table, lead: Word, seed: Word, replication: int) -> int:
    """What a deal of a segment (SEGMENT row) is worth if won, in coins: luck picks the part (PART row) and the size.

    Source: a mixture by composition, the part's share of the uniform number used again within it.
    """
    u = uniform(seed, replication, VALUE, lead, 0)
    place = segment.first
    while place + 1 < segment.last and u > parts[place + 1].begin:
        place += 1
    part = parts[place]
    within = min((u - part.begin) / part.share, ALMOST_ALL)
    return coins(lognormal_quantile(within, part.average, part.cv))
