"""A month of all customers in the compiled engine: its close goes over the table, step by step."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws import CHURN, COMPLAINT, NEED, SURVEY, TOUCHPOINT, uniform, word
from sim.jit import jit
from sim.kernel.book import Book, place
from sim.kernel.care import give_care
from sim.kernel.clients import NEVER, Service, count_open, taker, tell, tell_of_segment, welcome
from sim.measured.customer_life import C
from sim.rules.customer_life import (
    MISFIT,
    churn_chance,
    complaint_chance,
    days_taken,
    days_to_settle,
    experience_index,
    kept_relation,
    loyalty_after,
    misfit_chance,
    reason_of,
    relation_after,
    response_chance,
    restored,
    satisfaction_after,
    side_score,
    survey_answer,
)
from sim.rules.funnel import in_ticks
from sim.rules.money import part_of
from sim.tables import Table

Ints = npt.NDArray[np.int64]

WON = place(C.CUSTOMERS_WON)
LOST = place(C.CUSTOMERS_LOST)
BACK = place(C.CUSTOMERS_BACK)
SERVED = place(C.CUSTOMERS_SERVED)
CARED = place(C.CUSTOMERS_CARED)
SATISFACTION = place(C.SATISFACTION_SUM)
LOYALTY = place(C.LOYALTY_SUM)
RELATIONS = place(C.RELATION_POINTS)
RATINGS = place(C.RELATION_RATINGS)
PROMISED = place(C.FOLLOW_UPS_PROMISED)
ON_TIME = place(C.FOLLOW_UPS_ON_TIME)
COMPLAINTS = place(C.COMPLAINTS)
ABOUT = place(C.COMPLAINTS_PRODUCT)
RECOVERIES = place(C.RECOVERIES)
RECOVERY_DAYS = place(C.RECOVERY_DAYS)
ASKED = place(C.SATISFACTION_ASKED)
ANSWERS = place(C.SATISFACTION_ANSWERS)
POINTS = place(C.SATISFACTION_POINTS)
SQUARES = place(C.SATISFACTION_SQUARES)
SURVEY_COST = place(C.SURVEY_COST)
DUE = place(C.RENEWALS_DUE)
RENEWALS = place(C.RENEWALS)
BUYING = place(C.CUSTOMERS_BUYING)
AGAIN = place(C.CUSTOMERS_AGAIN)
REACTIVATIONS = place(C.REACTIVATIONS)
REFUNDS = place(C.REFUNDS)
REFUNDED = place(C.REFUNDED_DEALS)
HANDED = place(C.CUSTOMERS_HANDED_OVER)
RELATION_LOST = place(C.RELATION_POINTS_LOST)
INDEX = place(C.EXPERIENCE_POINTS)
SIDES = place(C.EXPERIENCE_RESPONSE)
EXPERIENCE_COST = place(C.EXPERIENCE_COST)


@jit
def close_customers(service: Service, leads: Table, used: int, month: int) -> None:
    """Care, complaints, satisfaction, surveys, loyalty, who leaves, who came, who is handed over."""
    signed = signed_in(service.book, leads, used, month)
    for i in range(len(signed)):
        _sale(service, leads[signed[i]], month)
    _give_back(service, month)
    for rep in range(len(service.reps)):
        give_care(service, rep, month)
    _relate(service)
    _serve(service, month)
    _settle(service, month)
    _feel(service, month)
    _ask(service, month)
    _levels_served(service, month)
    _leave(service, month)
    for i in range(len(signed)):
        _win(service, leads[signed[i]], month)
    _turn_the_page(service)
    _hand_over(service, month)
    count_open(service, month + 1)


@jit
def signed_in(book: Book, leads: Table, used: int, month: int) -> Ints:
    """Leads signed in the month, by name."""
    begin, end = book.end[month], book.end[month + 1]
    found, names = np.zeros(used, np.int64), np.zeros(used, np.uint64)
    count = 0
    for lead in range(used):
        if begin < leads[lead].signed <= end:
            found[count], names[count] = lead, leads[lead].name
            count += 1
    return found[:count][np.argsort(names[:count])]


@jit
def _misled(service: Service, row: Any) -> bool:
    """Whether the customer of a deal (LEAD row) was promised something else than she got."""
    chance = misfit_chance(service.rules[0], service.skills[row.rep, 1])
    return uniform(service.seed, service.replication[0], COMPLAINT, row.name, word(MISFIT)) < chance


@jit
def _sale(service: Service, row: Any, month: int) -> None:
    """A contract of the month: its refund, and what it means for a customer whom we have or had."""
    rules = service.rules[0]
    misled, due = _misled(service, row), month + 1 + rules.refund_lag
    if misled and due < len(service.refunds):
        service.refunds[due, row.rep] += part_of(row.value - row.given, rules.refund_share)
        service.refunded[due, row.rep] += 1
    if row.customer < 0:
        return
    who = service.rows[row.customer]
    if misled:
        who.satisfaction = max(0.0, who.satisfaction - rules.misfit_drop)
    if who.bought == 1:
        return
    who.bought = 1
    tell(service, month, who.holder, who.name, BUYING, 1.0)
    tell(service, month, who.holder, who.name, AGAIN, 1.0)
    if who.idle >= rules.back_after:
        tell(service, month, who.holder, who.name, REACTIVATIONS, 1.0)
    if who.active == 0:
        who.active = 1
        tell_of_segment(service, month, row.customer, BACK)
        if who.term == 1:
            tell(service, month, who.holder, who.name, DUE, 1.0)
        who.due, who.term = rules.term + 1, 1


@jit
def _give_back(service: Service, month: int) -> None:
    """Refunds that fall due this month."""
    for rep in range(len(service.reps)):
        if service.refunded[month + 1, rep] > 0:
            tell(service, month, rep, service.reps[rep].name, REFUNDS, float(service.refunds[month + 1, rep]))
            tell(service, month, rep, service.reps[rep].name, REFUNDED, float(service.refunded[month + 1, rep]))


@jit
def _relate(service: Service) -> None:
    """Relations fade, and care renews them."""
    rules = service.rules[0]
    for i in range(service.used[0]):
        who = service.rows[i]
        who.relation = relation_after(rules, who.relation, who.hours, service.skills[who.holder, 0])


@jit
def _serve(service: Service, month: int) -> None:
    """Promises and complaints of the month."""
    rules, period = service.rules[0], month + 1
    days = service.book.end[month + 1] - service.book.end[month]
    for i in range(service.used[0]):
        who = service.rows[i]
        who.late = 0
        if who.active == 0:
            continue
        if uniform(service.seed, service.replication[0], TOUCHPOINT, who.name, 2 * period) < rules.promised:
            tell(service, month, who.holder, who.name, PROMISED, 1.0)
            if uniform(service.seed, service.replication[0], TOUCHPOINT, who.name, 2 * period + 1) < rules.on_time:
                tell(service, month, who.holder, who.name, ON_TIME, 1.0)
            else:
                who.late = 1
        if who.complains == 1:
            continue
        chance = complaint_chance(rules, who.satisfaction, who.late == 1)
        if uniform(service.seed, service.replication[0], COMPLAINT, who.name, 4 * period) < chance:
            reason = reason_of(
                rules, uniform(service.seed, service.replication[0], COMPLAINT, who.name, 4 * period + 1)
            )
            tell(service, month, who.holder, who.name, COMPLAINTS, 1.0)
            tell(service, month, who.holder, who.name, ABOUT + reason, 1.0)
            who.complains = 1
            who.age = -uniform(service.seed, service.replication[0], COMPLAINT, who.name, 4 * period + 2) * days
            u = uniform(service.seed, service.replication[0], COMPLAINT, who.name, 4 * period + 3)
            who.fix = days_to_settle(rules, u)
            who.fallen = min(rules.complaint_drop, who.satisfaction)
            who.satisfaction -= who.fallen


@jit
def _settle(service: Service, month: int) -> None:
    """Complaints whose time has come are settled, as many as each rep can."""
    rules = service.rules[0]
    days = service.book.end[month + 1] - service.book.end[month]
    done = np.zeros(len(service.reps), np.int64)
    for i in range(service.used[0]):
        who = service.rows[i]
        if who.active == 0 or who.complains == 0:
            continue
        who.age += days
        if who.fix <= who.age and (rules.capacity < 0 or done[who.holder] < rules.capacity):
            done[who.holder] += 1
            took = days_taken(who.fix, who.age, days)
            who.complains = 0
            who.satisfaction = min(100.0, who.satisfaction + restored(rules, who.fallen, took))
            tell(service, month, who.holder, who.name, RECOVERIES, 1.0)
            tell(service, month, who.holder, who.name, RECOVERY_DAYS, in_ticks(took))


@jit
def _feel(service: Service, month: int) -> None:
    """Satisfaction goes where it belongs; loyalty follows what it was some months ago."""
    rules = service.rules[0]
    index = np.zeros(len(service.reps))
    for rep in range(len(service.reps)):
        index[rep] = experience_index(service.sides, service.fed[rep])
    slots = service.past.shape[1]
    for i in range(service.used[0]):
        who = service.rows[i]
        if who.active == 1:
            who.satisfaction = satisfaction_after(rules, who.satisfaction, who.own, index[who.holder], who.relation)
        service.past[i, month % slots] = who.satisfaction
        if who.active == 1:
            who.loyalty = loyalty_after(rules, who.loyalty, service.past[i, (month + 1) % slots], who.own)


@jit
def _ask(service: Service, month: int) -> None:
    """The survey, in its months."""
    rules, period = service.rules[0], month + 1
    if rules.survey_every == 0:
        return
    asking = (month + 1) % rules.survey_every == 0
    for i in range(service.used[0]):
        who = service.rows[i]
        if who.active == 0:
            continue
        who.fatigue *= rules.survey_keeps
        if not asking or uniform(service.seed, service.replication[0], SURVEY, who.name, 3 * period) >= rules.sample:
            continue
        tell(service, month, who.holder, who.name, ASKED, 1.0)
        tell(service, month, who.holder, who.name, SURVEY_COST, float(rules.survey_cost))
        answers = uniform(service.seed, service.replication[0], SURVEY, who.name, 3 * period + 1)
        if answers < response_chance(rules, who.fatigue):
            u = uniform(service.seed, service.replication[0], SURVEY, who.name, 3 * period + 2)
            points = in_ticks(survey_answer(rules, who.satisfaction, u))
            tell(service, month, who.holder, who.name, ANSWERS, 1.0)
            tell(service, month, who.holder, who.name, POINTS, points)
            tell(service, month, who.holder, who.name, SQUARES, in_ticks(points * points))
            u = uniform(service.seed, service.replication[0], NEED, who.name, period)
            if rules.cross_channel >= 0 and u < rules.cross_chance:
                who.need = 1
        who.fatigue += 1.0


@jit
def _levels_served(service: Service, month: int) -> None:
    """How those looked after this month stand, summed for each rep; and what experience cost."""
    for rep in range(len(service.reps)):
        name, served, cared = service.reps[rep].name, 0.0, 0.0
        satisfaction, loyalty, relation = 0.0, 0.0, 0.0
        for i in range(service.used[0]):
            who = service.rows[i]
            if who.active == 1 and who.holder == rep:
                served += 1.0
                cared += 1.0 if who.hours > 0.0 else 0.0
                satisfaction += in_ticks(who.satisfaction)
                loyalty += in_ticks(100.0 * who.loyalty)
                relation += in_ticks(100.0 * who.relation)
        if served > 0.0:
            tell(service, month, rep, name, SERVED, served)
            tell(service, month, rep, name, CARED, cared)
            tell(service, month, rep, name, SATISFACTION, satisfaction)
            tell(service, month, rep, name, LOYALTY, loyalty)
            tell(service, month, rep, name, RELATIONS, relation)
            tell(service, month, rep, name, RATINGS, served)
            index = in_ticks(100.0 * experience_index(service.sides, service.fed[rep]))
            tell(service, month, rep, name, INDEX, index * served)
            for side in range(len(service.sides)):
                score = in_ticks(100.0 * side_score(service.sides[side], service.fed[rep, side]))
                tell(service, month, rep, name, SIDES + side, score * served)
    for side in range(len(service.sides)):
        if service.sides[side].coins > 0:
            tell(service, month, 0, service.reps[0].name, EXPERIENCE_COST, float(service.sides[side].coins))


@jit
def _leave(service: Service, month: int) -> None:
    """Who leaves, and whose contract's term is over."""
    rules = service.rules[0]
    for i in range(service.used[0]):
        who = service.rows[i]
        if who.active == 1 and who.bought == 0:
            rival, complains = service.rival[who.segment], who.complains == 1
            chance = churn_chance(rules, who.satisfaction, who.relation, who.loyalty, complains, rival)
            if uniform(service.seed, service.replication[0], CHURN, who.name, 2 * (month + 1)) < chance:
                who.active, who.gone = 0, NEVER
                tell_of_segment(service, month, i, LOST)
        who.due -= 1
        if who.due == 0:
            if who.term == 1:
                tell(service, month, who.holder, who.name, DUE, 1.0)
                if who.active == 1:
                    tell(service, month, who.holder, who.name, RENEWALS, 1.0)
            who.term, who.due = who.active, rules.term


@jit
def _win(service: Service, row: Any, month: int) -> None:
    """A first contract makes a customer."""
    if row.customer >= 0 or service.channels[row.channel].new_customer == 0:
        return
    like = service.newcomers[row.segment]
    at = welcome(service, row.name, row.rep, row.segment, like.channel, like.per_day)
    who = service.rows[at]
    if _misled(service, row):
        who.satisfaction = max(0.0, who.satisfaction - service.rules[0].misfit_drop)
    who.bought = 1
    tell_of_segment(service, month, at, WON)
    tell(service, month, who.holder, who.name, BUYING, 1.0)


@jit
def _hand_over(service: Service, month: int) -> None:
    """Customers of who has left go to whoever takes their territory's leads now."""
    rules, end = service.rules[0], service.book.end[month + 1]
    first_instant = np.nextafter(end, np.inf)
    for i in range(service.used[0]):
        who = service.rows[i]
        if service.reps[who.holder].until > end:
            continue
        heir = taker(service, service.home[who.holder], who.segment, first_instant, who.name, who.holder)
        if not service.reps[heir].since <= first_instant <= service.reps[heir].until:
            continue
        who.records, who.handed = service.records[who.holder], 0
        kept = kept_relation(rules, who.relation, who.records)
        lost, who.relation, who.holder = in_ticks(100.0 * (who.relation - kept)), kept, heir
        if who.active == 1:
            tell(service, month, heir, who.name, HANDED, 1.0)
            tell(service, month, heir, who.name, RELATION_LOST, lost)


@jit
def _turn_the_page(service: Service) -> None:
    """One month more since everything."""
    for i in range(service.used[0]):
        who = service.rows[i]
        who.idle = 0 if who.bought == 1 else who.idle + 1
        who.gone += 1
        who.bought = 0
        if who.handed >= 0:
            who.handed += 1
