"""The market month by month: what competitors, trials and feedback do to leads, and what is counted of it."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws import REASON, Word, uniform
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.kernel.moving import Moving
from sim.measured.market import K
from sim.rules.leads import deal_value, lead_fit
from sim.rules.money import MICRO, part_of
from sim.rules.rivals import loss_reason, month_of, pull, strength_now, unseen_value
from sim.rules.tasks import hours_at
from sim.rules.ways import (
    ADOPTED,
    DROPPED,
    OWN,
    TRIED,
    comes,
    is_claimed,
    is_taken,
    needs_anew,
    taken_next,
    verdict,
    worth_so_far,
)
from sim.tables import Table
from sim.world.market import Market

Floats = npt.NDArray[np.float64]
DECLINED, PROSPECTED = place(K.DECLINED_LEADS), place(K.PROSPECTED_LEADS)
PROSPECTING, RESEARCHING, BRIEFING = place(K.HOURS_PROSPECTING), place(K.HOURS_RESEARCH), place(K.HOURS_BRIEFING)
NEW_NEEDS, CONFLICTS, DOUBLE_PAID = place(K.NEW_NEEDS), place(K.CONFLICTS), place(K.DOUBLE_PAID)
COST, RESEARCH_COST = place(K.MARKET_COST), place(K.RESEARCH_COST)
MISFIT, SLOW = place(2), place(4)
"""Places of these reasons; who went to a competitor counts at the first, and price and timing are between."""


# ── a lead ──────────────────────────────────────────────────────────────────────────────────────


@jit
def is_wanted(market: Market, moving: Moving, book: Book, row: Any, time: float, seed: Word, replication: int) -> bool:
    """Whether a lead (LEAD row) that would come in does: its trial goes on, she who looks finds it, its segment is
    pursued.
    """
    if row.source > OWN and not comes(row.source, moving.trials[market.ways[row.channel].trial]):
        return False
    if row.source == OWN and row.needs > moving.times[row.rep]:
        return False
    if is_taken(row.name, moving.taken[row.segment], seed, replication):
        return True
    if row.state == 0:
        note(book, time, row.rep, row.name, market.at.first + DECLINED, 1.0)
    return False


@jit
def count_lead(market: Market, book: Book, row: Any, time: float, seed: Word, replication: int) -> None:
    """A lead has come in, or was there as the year opened: who brought it, what it needs, what it costs."""
    way, first = market.ways[row.channel], market.at.first
    note(book, time, row.rep, row.name, market.at.channels + row.channel, 1.0)
    note(book, time, row.rep, row.name, market.at.segments + row.segment, 1.0)
    renewed = market.here[row.segment, month_of(book.end, time)].renewed
    if needs_anew(row.name, renewed, seed, replication):
        note(book, time, row.rep, row.name, first + NEW_NEEDS, 1.0)
    if row.deal >= 0:
        return
    if row.source == OWN:
        note(book, time, row.rep, row.name, first + PROSPECTED, 1.0)
    if is_claimed(row.name, way.claimed, seed, replication):
        note(book, time, row.rep, row.name, first + CONFLICTS, 1.0)
    fee = market.rules[0].fee if way.also >= 0 and market.rules[0].registered == 1 else 0
    _pay_channel(market, book, row, time, row.channel, way.per_lead + fee)


@jit
def _pay_channel(market: Market, book: Book, row: Any, time: float, channel: int, cost: int) -> None:
    """What a lead or a contract of a channel costs."""
    if cost != 0:
        note(book, time, row.rep, row.name, market.at.channels + 5 * len(market.ways) + channel, float(cost))
        note(book, time, row.rep, row.name, market.at.first + COST, float(cost))


@jit
def count_contract(
    market: Market, book: Book, row: Any, time: float, value: int, margin: int, seed: Word, replication: int
) -> None:
    """A contract is signed: whose it was, and what its channels keep of it; coins."""
    rep, name, ways, kinds = row.rep, row.name, len(market.ways), len(market.kinds)
    channel, segment = market.at.channels + row.channel, market.at.segments + row.segment
    note(book, time, rep, name, channel + ways, 1.0)
    note(book, time, rep, name, channel + 2 * ways, 1.0)
    note(book, time, rep, name, channel + 3 * ways, float(value))
    note(book, time, rep, name, channel + 4 * ways, float(margin))
    note(book, time, rep, name, segment + kinds, 1.0)
    note(book, time, rep, name, segment + 4 * kinds, float(value))
    note(book, time, rep, name, segment + 6 * kinds, float(value))
    way = market.ways[row.channel]
    _pay_channel(market, book, row, time, row.channel, part_of(value, way.part))
    if row.deal >= 0 or market.rules[0].registered == 1 or way.also < 0:
        return
    if is_claimed(name, way.claimed, seed, replication):
        twice = part_of(value, market.ways[way.also].part)
        _pay_channel(market, book, row, time, way.also, twice)
        if twice != 0:
            note(book, time, rep, name, market.at.first + DOUBLE_PAID, float(twice))


@jit
def count_loss(
    market: Market,
    moving: Moving,
    book: Book,
    row: Any,
    time: float,
    cold: bool,
    fit_odds: float,
    value: int,
    seed: Word,
    replication: int,
) -> None:
    """A lead is lost or gone cold: why, and to whom; value: what it would have been worth, coins."""
    rep, name, rivals, kinds = row.rep, row.name, len(market.rivals), len(market.kinds)
    segment = market.at.segments + row.segment
    note(book, time, rep, name, market.at.channels + 2 * len(market.ways) + row.channel, 1.0)
    note(book, time, rep, name, segment + 2 * kinds, 1.0)
    if len(market.loss) == 0:
        return
    reason, why = SLOW, -1
    if not cold:
        why = _reason(market, moving, row, month_of(book.end, time), fit_odds, seed, replication)
        reason = 0 if why < rivals else why - rivals + 1
    note(book, time, rep, name, market.at.reasons + reason, 1.0)
    if reason == MISFIT:
        note(book, time, rep, name, segment + 3 * kinds, 1.0)
    if reason == 0:
        note(book, time, rep, name, market.at.rivals + why, 1.0)
        note(book, time, rep, name, segment + 5 * kinds, float(value))
        note(book, time, rep, name, segment + 6 * kinds, float(value))


@jit
def _reason(market: Market, moving: Moving, row: Any, month: int, fit_odds: float, seed: Word, replication: int) -> int:
    """Whom or what a customer who said no in a month names."""
    strengths, cuts = np.zeros(len(market.rivals)), np.zeros(len(market.rivals))
    for rival in range(len(market.rivals)):
        against = market.against[rival, row.segment, month]
        if against.here * market.stages[rival, row.stage] > 0.0:
            strengths[rival] = strength_now(against.stated, moving.truth[rival, month])
            cuts[rival] = against.cut
    gap = market.here[row.segment, month].gap
    return loss_reason(market.loss[0], strengths, cuts, fit_odds, gap, uniform(seed, replication, REASON, row.name, 0))


@jit
def kept_part(market: Market, segment: int) -> int:
    """What of a contract's value a segment's playbook leaves, millionths."""
    return int(market.kinds[segment].kept) if market.on == 1 else MICRO


@jit
def fit_and_value(
    row: Any, channel: Any, segment: Any, parts: Table, fit_effect: float, seed: Word, replication: int
) -> tuple[float, int]:
    """Log-odds that a lost lead's fit added, and what it would have been worth, coins."""
    value = row.value
    if value == 0:
        value = deal_value(segment, parts, row.name, seed, replication)
    return fit_effect * lead_fit(channel, row.name, seed, replication), value


# ── a month ─────────────────────────────────────────────────────────────────────────────────────


@jit
def open_market(market: Market, moving: Moving, month: int, shift: Floats, taken: Floats) -> None:
    """How the market stands in a month: odds at every stage, hours that it takes from leads; trials begin. Month -1 is
    the time before the year, lived as its first month. shift: float [rep, segment, stage]; taken: hours, [rep].
    """
    now = max(0, month)
    for segment in range(shift.shape[1]):
        for stage in range(shift.shape[2]):
            odds = _shift_at(market, moving, now, segment, stage)
            for rep in range(len(taken)):
                shift[rep, segment, stage] += odds
    for rep in range(len(taken)):
        hours = market.hours[rep, now]
        taken[rep] += hours.busy - hours.prospecting + hours_at(hours.prospecting, moving.times[rep])
    for trial in range(len(market.trials)):
        if moving.trials[trial] == 0 and market.trials[trial].month == month:
            moving.trials[trial] = TRIED


@jit
def _shift_at(market: Market, moving: Moving, month: int, segment: int, stage: int) -> float:
    """Log-odds that needs, playbook, focus and competitors add at a stage."""
    odds = market.here[segment, month].shift
    for rival in range(len(market.rivals)):
        against = market.against[rival, segment, month]
        if against.here * market.stages[rival, stage] > 0.0:
            strength = strength_now(against.stated, moving.truth[rival, month])
            odds -= pull(strength, against.contained, market.known[rival, month].countered)
    return float(odds)


@jit
def close_market(
    market: Market, moving: Moving, book: Book, reps: Table, month: int, seed: Word, replication: int
) -> None:
    """A month's end: what is paid by the month, what others won, what we know, and what follows from it."""
    _count_hours(market, moving, book, reps, month)
    _pay_the_month(market, moving, book, reps[0].name, month)
    _count_others(market, moving, book, reps[0].name, month, seed, replication)
    _judge_trials(market, moving, book, reps[0].name, month)
    _learn(market, moving, book, reps[0].name, month)


@jit
def _at_close(book: Book, name: Word, month: int, measure: int, amount: float) -> None:
    """Something of the whole company stands under the first rep, whose name it is."""
    if amount != 0.0:
        note(book, book.end[month + 1], 0, name, measure, amount)


@jit
def _count_hours(market: Market, moving: Moving, book: Book, reps: Table, month: int) -> None:
    first, end = market.at.first, book.end[month + 1]
    for rep in range(len(reps)):
        hours, name = market.hours[rep, month], reps[rep].name
        looking = hours_at(hours.prospecting, moving.times[rep])
        if looking > 0.0:
            note(book, end, rep, name, first + PROSPECTING, looking)
        if hours.researching > 0.0:
            note(book, end, rep, name, first + RESEARCHING, hours.researching)
        if hours.briefing > 0.0:
            note(book, end, rep, name, first + BRIEFING, hours.briefing)


@jit
def _pay_the_month(market: Market, moving: Moving, book: Book, name: Word, month: int) -> None:
    """Channels' fixed costs, those on trial while they run, and research."""
    for channel in range(len(market.ways)):
        trial, cost = market.ways[channel].trial, market.fixed[channel, month]
        if trial >= 0 and moving.trials[trial] != TRIED and moving.trials[trial] != ADOPTED:
            cost = 0
        _at_close(book, name, month, market.at.channels + 5 * len(market.ways) + channel, float(cost))
        _at_close(book, name, month, market.at.first + COST, float(cost))
    _at_close(book, name, month, market.at.first + RESEARCH_COST, float(market.rules[0].research))
    _at_close(book, name, month, market.at.first + COST, float(market.rules[0].research))


@jit
def _count_others(
    market: Market, moving: Moving, book: Book, name: Word, month: int, seed: Word, replication: int
) -> None:
    """What competitors won unseen, how strong they are, and what we take them to be."""
    kinds, rivals = len(market.kinds), len(market.rivals)
    for segment in range(kinds):
        here = market.here[segment, month]
        if here.unseen > 0.0:
            value = unseen_value(market.kinds[segment].name, month, here.unseen, here.unseen_cv, seed, replication)
            _at_close(book, name, month, market.at.segments + 5 * kinds + segment, float(value))
            _at_close(book, name, month, market.at.segments + 6 * kinds + segment, float(value))
    for rival in range(rivals):
        known, first = market.known[rival, month], market.at.rivals + rival
        _at_close(book, name, month, first + rivals, known.typical + moving.truth[rival, month])
        _at_close(book, name, month, first + 2 * rivals, known.typical + moving.estimate[rival, month])
        _at_close(book, name, month, first + 3 * rivals, known.sd)


@jit
def _judge_trials(market: Market, moving: Moving, book: Book, name: Word, month: int) -> None:
    """Channels on trial are adopted, dropped or tried further by what their leads have brought so far."""
    trials = len(market.trials)
    for trial in range(trials):
        row, stands = market.trials[trial], moving.trials[trial]
        if stands == 0:
            continue
        closed = _so_far(book, 1, month, market.at.channels + 2 * len(market.ways) + row.channel)
        margin = _so_far(book, 1, month, market.at.channels + 4 * len(market.ways) + row.channel)
        worth, sd = worth_so_far(row, closed, margin)
        if stands == TRIED:
            stands = verdict(row, month, worth, sd)
            moving.trials[trial] = stands
        first = market.at.trials + trial
        _at_close(book, name, month, first, 1.0 if stands == ADOPTED else 0.0)
        _at_close(book, name, month, first + trials, 1.0 if stands == DROPPED else 0.0)
        _at_close(book, name, month, first + 2 * trials, worth)
        _at_close(book, name, month, first + 3 * trials, sd)


@jit
def _so_far(book: Book, first: int, month: int, measure: int) -> float:
    """A measure of the company from a period to a month's end."""
    total = 0.0
    for period in range(first, month + 2):
        for rep in range(book.sums.shape[1]):
            total += book.sums[period, rep, measure]
    return total


@jit
def _learn(market: Market, moving: Moving, book: Book, name: Word, month: int) -> None:
    """Segments whose customers say that we do not fit are pursued less from now on."""
    kinds = len(market.kinds)
    for segment in range(kinds):
        first = market.at.segments + segment
        if len(market.learning) > 0:
            since = max(1, month + 2 - market.learning[0].window)
            losses = _so_far(book, since, month, first + 2 * kinds)
            misfits = _so_far(book, since, month, first + 3 * kinds)
            taken = taken_next(market.learning[0], moving.taken[segment], losses, misfits)
            moving.taken[segment] = min(market.kinds[segment].taken, taken)
        _at_close(book, name, month, first + 7 * kinds, moving.taken[segment])
