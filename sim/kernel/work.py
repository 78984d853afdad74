"""What happens to a lead: it comes in, waits for a touch, is worked, thinks it over, goes on or is lost.

Every step says what is to be done next.
"""

import numpy as np
import numpy.typing as npt

from sim.draws import ANSWER, HOURS, JOINT, OPENING, PATIENCE, RETURN, REVIEW, Word, descendant, uniform
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.desk import call, end_look, free_hand, stand_in, step_out
from sim.kernel.floor import Floor
from sim.kernel.heirs import inherit
from sim.kernel.hours import occupied
from sim.kernel.lead import (
    A_COPY,
    AGAIN,
    AGREED,
    COME,
    HELD,
    JOINED,
    LATE,
    NEXT,
    NOTHING,
    QUEUE,
    READY,
    SIGN,
    STAND,
    STATED,
    THINK,
)
from sim.kernel.market_now import count_lead, count_loss, fit_and_value, is_wanted
from sim.kernel.process import SAVED, moved, work_steps
from sim.kernel.queue import Queue, pop, push, remove
from sim.kernel.signing import approved, sign, talk_terms
from sim.kernel.timing import hold_back
from sim.measured.selling import S
from sim.measures import FIXED, M
from sim.rules.duties import ROUND, gives_up, response_factor
from sim.rules.funnel import in_ticks, working_days
from sim.rules.leads import owner, says_yes
from sim.rules.pace import NO, YES, days_until
from sim.rules.waits import days_left, days_of, time_to_answer
from sim.tables import Table

Ints = npt.NDArray[np.int64]

LEADS, TOUCHES, HOURS_WORKED = place(M.LEADS), place(M.TOUCHES), place(M.HOURS)
LOST, COLD, DAYS_TO_LOSS = place(M.LOST_DEALS), place(M.COLD_LEADS), place(M.DAYS_TO_LOSS)
ENTERED = FIXED
"""Where the measures by stage begin: entered, then lost, cold and open, each [stage]."""

DUE, GIVEN, IN_TIME = place(S.ANSWERS_DUE), place(S.ANSWERS_GIVEN), place(S.ANSWERS_IN_TIME)
ANSWER_HOURS, HOURS_JOINT = place(S.ANSWER_HOURS), place(S.HOURS_JOINT)
HANDOVERS, EXCHANGES, UNOWNED = place(S.HANDOVERS), place(S.EXCHANGES), place(S.UNOWNED_LEADS)
DUPLICATES, HOURS_DUPLICATE = place(S.DUPLICATES), place(S.HOURS_DUPLICATE)
RETURNED = place(len(S))


@jit
def live(floor: Floor, group: int, until: float) -> None:
    """Everything that happens in a group up to an instant, one thing after the other."""
    queue, desks, hands = floor.queue, floor.desks.desks, floor.desks.hands
    while queue.top[group] >= 0 and queue.nodes[queue.top[group]].time <= until:
        node = pop(queue, group)
        time = queue.nodes[node].time
        desk, lead, then = node, -1, NOTHING
        if node < queue.desks:
            floor.waiting[node].called = 0
        else:
            lead = node - queue.desks
            then = _happen(floor, lead, time)
            floor.leads[lead].joined = time
            desk = floor.leads[lead].desk if then == STAND else -1
            if then == STAND and not _is_served_at_once(floor, group, desk, time):
                _wait(floor, group, desk, lead, time)
                desk, then = -1, NOTHING
        while desk >= 0 or then != NOTHING:
            looks = lead < 0
            if desk >= 0:
                hand, free = free_hand(desks, hands, floor.free, floor.took, desk, time)
                if looks:
                    lead = floor.waiting[desk].first
                    if lead < 0 or free > time:
                        break
                    step_out(floor.leads, floor.waiting, desk, lead)
                    floor.took[hand] = 1
                then = _serve(floor, group, desk, hand, lead, time)
            if then == THINK:
                then = _think(floor, lead, desk < 0 and floor.leads[lead].event == STATED)
            if then == SIGN and floor.moves.holds[floor.leads[lead].rep] == 1:
                hold_back(floor, lead)
                _plan(floor, lead, HELD, np.nextafter(until, np.inf))
            elif then == SIGN:
                sign(floor, lead)
            then = NOTHING
            if not looks:
                break
            lead = -1
        if node < queue.desks:
            end_look(desks, floor.took, node)
            call_when_free(floor, group, node, time)


@jit
def _is_served_at_once(floor: Floor, group: int, desk: int, time: float) -> bool:
    """Whether somebody is free, nobody else waits, and nothing else happens at this instant."""
    top, place_ = floor.queue.top[group], floor.waiting[desk]
    if place_.first >= 0 or place_.called == 1 or (top >= 0 and floor.queue.nodes[top].time <= time):
        return False
    return free_hand(floor.desks.desks, floor.desks.hands, floor.free, floor.took, desk, time)[1] <= time


@jit
def _wait(floor: Floor, group: int, desk: int, lead: int, time: float) -> None:
    """Stands in a queue; whoever waits for a rep's touch gives up when patience ends."""
    row, rank = floor.leads[lead], 0.0
    if desk == floor.desks.own[row.rep] and row.event < JOINED:
        order = floor.selling.terms[0].order
        rank = -time if order == 2 else floor.desks.rank[row.segment, row.stage]
        u = uniform(floor.seed, floor.replication[0], PATIENCE, row.name, row.stage + ROUND * row.turn)
        late = gives_up(time, days_of(floor.stages[row.stage].patience, floor.quantiles, u))
        if late < np.inf:
            row.late, row.event = 1, LATE
            push(floor.queue, group, floor.queue.desks + lead, late)
    stand_in(floor.leads, floor.waiting, desk, lead, time, rank)
    call_when_free(floor, group, desk, time)


@jit
def call_when_free(floor: Floor, group: int, desk: int, time: float) -> None:
    """Whoever waits at a desk will be looked at when somebody there is free."""
    if floor.waiting[desk].first >= 0:
        _, free = free_hand(floor.desks.desks, floor.desks.hands, floor.free, floor.took, desk, time)
        call(floor.waiting, floor.queue, group, desk, max(free, time))


@jit
def _happen(floor: Floor, lead: int, time: float) -> int:
    """An event of a lead; what is to be done with it now."""
    row = floor.leads[lead]
    event, first = row.event, floor.selling.first
    joins = event in (COME, QUEUE, NEXT, AGAIN)
    if event == LATE:
        row.late = 0
        step_out(floor.leads, floor.waiting, row.desk, lead)
        if row.state == 1:
            _lose(floor, lead, time, COLD, 2)
        row.state = 0
        return NOTHING
    market, chance = floor.market, (floor.seed, floor.replication[0])
    if event == COME and market.on == 1 and not is_wanted(market, floor.moving, floor.book, row, time, *chance):
        row.state = 0
        return NOTHING
    if event == STATED or (event == COME and row.state == 0):
        row.state = 1
        note(floor.book, time, row.rep, row.name, LEADS, 1.0)
        note(floor.book, time, row.rep, row.name, ENTERED + row.stage, 1.0)
        if market.on == 1:
            count_lead(market, floor.book, row, time, *chance)
        if event == COME and floor.selling.on == 1:
            note(floor.book, time, row.rep, row.name, first + DUE, 1.0)
            if row.giver >= 0:
                note(floor.book, time, row.giver, row.name, first + EXCHANGES, 1.0)
            if row.delay > 0.0:
                note(floor.book, time, row.rep, row.name, first + UNOWNED, 1.0)
                _plan(floor, lead, QUEUE, time + row.delay)
                return NOTHING
    if event == STATED:
        row.asked = time
        count = row.stage + ROUND * row.turn
        odds = floor.odds[row.rep, row.segment, row.stage] + floor.deals[row.deal].shift
        suits = (floor.channels[row.channel], floor.terms[0].fit_effect, 1.0)
        row.yes = int(says_yes(odds, *suits, row.name, count, *chance))
        return THINK
    if event == NEXT:
        row.stage += 1
        note(floor.book, time, row.rep, row.name, ENTERED + row.stage, 1.0)
    if event == AGAIN:
        _begin_anew(floor, lead, time)
    if joins:
        _go_to_whose_duty_it_is(floor, lead, time)
        row.desk = floor.desks.own[row.rep]
        return STAND
    if event == JOINED:
        row.desk = floor.desks.joint
        return STAND
    if event == READY:
        row.asked = time + row.slow
        return THINK
    row.asked = time
    if event == HELD or (event != AGREED and approved(floor, lead, time)):
        return SIGN
    return talk_terms(floor, lead, time)


@jit
def _is_orphan(floor: Floor, lead: int, time: float) -> bool:
    """Whether a lead is somebody's who has left and had it for herself."""
    row = floor.leads[lead]
    desk = floor.desks.desks[floor.desks.own[row.rep]]
    return bool(row.state == 1 and floor.reps[row.rep].until < time and desk.last - desk.first == 1)


@jit
def hand_over_deals(floor: Floor, month: int) -> None:
    """What waits on the desks of people who have left goes to others as the month opens, as far as it is known of."""
    time = np.nextafter(floor.book.end[month], np.inf)
    for rep in range(len(floor.reps)):
        desk = floor.desks.own[rep]
        lead = floor.waiting[desk].first if floor.reps[rep].until < time else -1
        while lead >= 0:
            row = floor.leads[lead]
            after = row.after
            mine = row.rep == rep and row.event != JOINED
            if mine and _is_orphan(floor, lead, time) and inherit(floor.service, row, time):
                step_out(floor.leads, floor.waiting, desk, lead)
                if row.late == 1:
                    row.late = 0
                    remove(floor.queue, floor.desks.group[rep], floor.queue.desks + lead)
                _plan(floor, lead, QUEUE, time)
            lead = after


@jit
def _plan(floor: Floor, lead: int, event: int, time: float) -> None:
    """Something will happen to a lead, unless the year is over by then."""
    row = floor.leads[lead]
    row.event = event
    if time <= floor.book.end[-1]:
        push(floor.queue, floor.desks.group[row.rep], floor.queue.desks + lead, time)


@jit
def _begin_anew(floor: Floor, lead: int, time: float) -> None:
    """A lead that was given back comes to whoever of the territory takes it now."""
    row = floor.leads[lead]
    row.turn += 1
    row.stage = floor.selling.back[row.stage]
    at = floor.desks.territory[row.rep] * len(floor.segments) + row.segment
    takers = floor.takers[floor.takers_first[at] : floor.takers_first[at + 1]]
    if len(takers) > 0:
        row.rep = owner(takers, time, descendant(row.name, ROUND * row.turn), -1, floor.seed, floor.replication[0])
    note(floor.book, time, row.rep, row.name, ENTERED + row.stage, 1.0)


@jit
def _go_to_whose_duty_it_is(floor: Floor, lead: int, time: float) -> None:
    """A lead goes to somebody whose role has its stage."""
    row = floor.leads[lead]
    if floor.service.on == 1 and _is_orphan(floor, lead, time):
        inherit(floor.service, row, time)
    if floor.desks.works[row.rep, row.stage] == 0:
        at = floor.desks.territory[row.rep] * len(floor.stages) + row.stage
        takers = floor.desks.takers[floor.desks.takers_first[at] : floor.desks.takers_first[at + 1]]
        if row.state == 1:
            note(floor.book, time, row.rep, row.name, floor.selling.first + HANDOVERS, 1.0)
        name = descendant(row.name, row.stage + ROUND * row.turn)
        row.rep = owner(takers, time, name, -1, floor.seed, floor.replication[0])


@jit
def _serve(floor: Floor, group: int, desk: int, hand: int, lead: int, start: float) -> int:
    """A hand takes a lead: a rep works on it, a specialist joins in, a manager reviews it; what is to be done next."""
    row, now, first = floor.leads[lead], floor.now, floor.selling.first
    rep, count = floor.desks.hands[hand].rep, row.stage + ROUND * row.turn
    if row.late == 1:
        row.late = 0
        remove(floor.queue, group, floor.queue.desks + lead)
    purpose, who, work = HOURS, row.name, floor.desks.desks[desk].review
    if rep < 0:
        purpose, count = REVIEW, row.event
    elif row.event == JOINED:
        who, count, work = descendant(row.name, count), 0, floor.selling.terms[0].joint_hours
    else:
        work = floor.stages[row.stage].hours
    u = uniform(floor.seed, floor.replication[0], purpose, who, count)
    hours = in_ticks(days_of(work, floor.quantiles, u))
    if floor.market.on == 1 and rep >= 0 and row.event != JOINED:
        hours = in_ticks(hours * floor.market.kinds[row.segment].hours)
    if rep < 0:
        floor.free[hand] = start + working_days(hours, floor.desks.hands[hand].hours_per_day, 1.0)
        _plan(floor, lead, row.event, floor.free[hand])
        return NOTHING
    row.drive = 0.0
    if floor.standards.on == 1 and row.event != JOINED and row.state != A_COPY:
        row.rep = rep
        saved, chance = floor.tools.first + SAVED, (floor.seed, floor.replication[0])
        hours += work_steps(floor.standards, now, saved, floor.leads, lead, floor.book, start, *chance)
    floor.free[hand] = start + working_days(hours, now.hours[rep], now.effort[rep])
    if floor.account.on == 1:
        pace, until = now.hours[rep], floor.reps[rep].until
        occupied(floor.account.first, until, pace, floor.book, rep, row.name, start, floor.free[hand])
    if row.event == JOINED:
        note(floor.book, start, rep, row.name, first + HOURS_JOINT, hours)
        _plan(floor, lead, READY, floor.free[hand])
        return NOTHING
    row.rep = rep
    if row.state == 2:
        note(floor.book, start, rep, row.name, first + DUPLICATES, 1.0)
        note(floor.book, start, rep, row.name, first + HOURS_DUPLICATE, hours)
        row.state = 0
        return NOTHING
    note(floor.book, start, rep, row.name, TOUCHES, 1.0)
    note(floor.book, start, rep, row.name, HOURS_WORKED, hours)
    return _touched(floor, lead, start, floor.free[hand], count)


@jit
def _touched(floor: Floor, lead: int, start: float, done: float, count: int) -> int:
    """What a rep's work brings about: a yes or a no, once a specialist has done her part where one is needed."""
    row, rep, late, needs = floor.leads[lead], floor.leads[lead].rep, 1.0, False
    row.talks = floor.now.negotiation[rep]
    if len(floor.stage_skill) > 0:
        floor.school.touched[rep, floor.stage_skill[row.stage]] += 1.0
    row.drive += floor.terms[0].effort_effect * (floor.now.effort[rep] - floor.terms[0].usual)
    row.drive += floor.now.shift[rep, row.segment, row.stage] + row.lift
    if floor.selling.on == 1:
        late = _answered(floor, lead, start)
        if floor.selling.joins[row.stage] == 1:
            u = uniform(floor.seed, floor.replication[0], JOINT, row.name, count)
            needs = u < floor.selling.terms[0].joint_share
        if needs:
            row.drive += floor.selling.terms[0].lift
            row.joint = 1
    odds = floor.odds[rep, row.segment, row.stage] + row.drive
    chance = (floor.channels[row.channel], floor.terms[0].fit_effect, late)
    row.yes = int(says_yes(odds, *chance, row.name, count, floor.seed, floor.replication[0]))
    row.asked = done + row.slow
    if needs:
        _plan(floor, lead, JOINED, done)
        return NOTHING
    return THINK


@jit
def _answered(floor: Floor, lead: int, start: float) -> float:
    """A new lead gets its first answer; what is left of its chance at this stage."""
    row, terms, late = floor.leads[lead], floor.selling.terms[0], 1.0
    if row.answered == 0:
        row.answered = 1
        hours = in_ticks((start - row.created) * terms.hours_a_day * floor.now.prompt[row.rep])
        note(floor.book, start, row.rep, row.name, floor.selling.first + GIVEN, 1.0)
        note(floor.book, start, row.rep, row.name, floor.selling.first + ANSWER_HOURS, hours)
        if hours <= terms.in_time:
            note(floor.book, start, row.rep, row.name, floor.selling.first + IN_TIME, 1.0)
        if terms.late == 1:
            late = response_factor(terms.half_life, floor.selling.delays, hours)
    return late


@jit
def _think(floor: Floor, lead: int, stated: bool) -> int:
    """The customer's answer, some days of even pace after it was asked for: on to the next stage, a contract, or a no;
    open if it comes after the year. stated: the year opens with it, and a part of the usual time is still to come.
    """
    row, count = floor.leads[lead], floor.leads[lead].stage + ROUND * floor.leads[lead].turn
    yes, horizon = row.yes == 1, floor.book.end[-1]
    step, tempo = floor.steps[row.segment, row.stage], floor.tempo[row.rep, row.segment]
    left = uniform(floor.seed, floor.replication[0], OPENING, row.name, 0) if stated else 1.0
    if stated and floor.deals[row.deal].known == 1:
        days = days_left(floor.deals[row.deal], step, yes, floor.quantiles, tempo, left)
    else:
        u = uniform(floor.seed, floor.replication[0], ANSWER, row.name, count)
        days = left * time_to_answer(step, yes, floor.quantiles, tempo, u)
    time = row.asked + days_until(floor.knots, floor.knots_first, YES if yes else NO, row.asked, days)
    if yes and row.stage + 1 == len(floor.stages):
        row.event, row.comes = AGREED, time
    if time > horizon:
        return NOTHING
    if yes and floor.standards.on == 1:
        moved(floor.standards, floor.leads, lead, floor.book, time)
    if yes and row.stage + 1 < len(floor.stages):
        _plan(floor, lead, NEXT, time)
    elif yes and (floor.selling.terms[0].authority == 1 or floor.timing.terms[0].on == 1):
        _plan(floor, lead, AGREED, time)
    elif yes:
        row.asked = time
        return SIGN
    elif uniform(floor.seed, floor.replication[0], RETURN, row.name, count) < floor.selling.returns[row.stage]:
        note(floor.book, time, row.rep, row.name, floor.selling.first + RETURNED + row.stage, 1.0)
        _plan(floor, lead, AGAIN, time)
    else:
        _lose(floor, lead, time, LOST, 1)
    return NOTHING


@jit
def _lose(floor: Floor, lead: int, time: float, measure: int, group: int) -> None:
    """A lead is gone; `group`: which stage measures count it (1 lost, 2 cold)."""
    row = floor.leads[lead]
    row.state = 0
    note(floor.book, time, row.rep, row.name, measure, 1.0)
    note(floor.book, time, row.rep, row.name, DAYS_TO_LOSS, in_ticks(time - row.created))
    note(floor.book, time, row.rep, row.name, ENTERED + group * len(floor.stages) + row.stage, 1.0)
    if floor.market.on == 1:
        chance, fit_effect = (floor.seed, floor.replication[0]), floor.terms[0].fit_effect
        known = (floor.channels[row.channel], floor.segments[row.segment], floor.parts, fit_effect)
        fit, value = fit_and_value(row, *known, *chance)
        count_loss(floor.market, floor.moving, floor.book, row, time, group == 2, fit, value, *chance)


@jit
def expect(floor: Floor, lead: int) -> None:
    """A lead will come in when its time has come; the year opens with a stated one."""
    row, time = floor.leads[lead], floor.leads[lead].created
    if row.deal >= 0:
        row.event, time = STATED, floor.book.end[0]
    push(floor.queue, floor.desks.group[row.rep], floor.queue.desks + lead, time)


@jit
def add_lead(
    leads: Table,
    used: Ints,
    queue: Queue,
    group: int,
    name: Word,
    created: float,
    rep: int,
    stream: tuple[int, int, int],
) -> int:
    """A lead that comes up during the year and will come in at an instant; its place, or -1 where there is no room.

    stream: segment, channel, and the customer's place or -1.
    """
    lead = used[0]
    if lead == len(leads):
        used[1] = lead + 1
        return -1
    used[0] += 1
    row = leads[lead]
    row.name, row.created, row.rep, row.deal, row.giver = name, created, rep, -1, -1
    row.segment, row.channel, row.customer = stream
    queue.nodes[queue.desks + lead].tie = name
    push(queue, group, queue.desks + lead, created)
    return int(lead)


@jit
def close_lead(floor: Floor, lead: int) -> None:
    """At the year's end: who is still under way is open."""
    row = floor.leads[lead]
    if row.state == 1:
        column = ENTERED + 3 * len(floor.stages) + row.stage
        note(floor.book, floor.book.end[-1], row.rep, row.name, column, 1.0)
