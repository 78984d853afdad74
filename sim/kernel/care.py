"""Care: hours that reps plan for their customers, and on whom they spend them."""

import numpy as np
import numpy.typing as npt

from sim.draws import RELATION, uniform
from sim.jit import jit
from sim.kernel.book import place
from sim.kernel.clients import Service, tell
from sim.measured.customer_life import C
from sim.rules.customer_life import care_given, care_hours, visit_key, worth_of_a_visit
from sim.rules.funnel import in_ticks
from sim.rules.hours import overlap, whole_ticks

Floats = npt.NDArray[np.float64]

HOURS_CARE = place(C.HOURS_CARE)


@jit
def plan_care(service: Service, taken: Floats, rep: int, month: int) -> None:
    """Hours of care that a rep sets aside for a month; `taken`: float [rep], hours that are not for leads."""
    rules, row = service.rules[0], service.reps[rep]
    begin, end = service.book.end[month], service.book.end[month + 1]
    customers = 0
    for i in range(service.used[0]):
        who = service.rows[i]
        if who.active == 1 and who.holder == rep and service.newcomers[who.segment].weight > 0.0:
            customers += 1
    days = overlap(begin, end, row.since, row.until)
    share = days / (end - begin) if end > begin else 0.0
    time = row.hours_per_day * days
    planned = care_hours(rules, customers, share, time)
    service.planned[rep] = planned
    service.care[rep] = care_given(rules, customers, planned * service.times[rep], time)
    taken[rep] += whole_ticks(rules.care_takes * service.care[rep])


@jit
def give_care(service: Service, rep: int, month: int) -> None:
    """Spreads a rep's hours of care over her customers: a little for each, or visits in an order."""
    rules = service.rules[0]
    held = np.zeros(service.used[0], np.int64)
    keys = np.zeros(service.used[0])
    weights, count = 0.0, 0
    for i in range(service.used[0]):
        who = service.rows[i]
        if who.holder == rep:
            who.hours = 0.0
            weight = service.newcomers[who.segment].weight
            if who.active == 1 and weight > 0.0 and service.care[rep] > 0.0:
                held[count], keys[count] = i, -_key(service, i, weight, month)
                weights += weight
                count += 1
    if count == 0:
        return
    left = service.care[rep]
    tell(service, month, rep, service.reps[rep].name, HOURS_CARE, in_ticks(left))
    order = np.argsort(keys[:count], kind="mergesort")
    for i in range(count):
        who = service.rows[held[order[i]]]
        if rules.care_by == 0:
            who.hours = service.care[rep] * service.newcomers[who.segment].weight / weights
        else:
            who.hours = min(rules.visit, left)
            left -= who.hours


@jit
def _key(service: Service, client: int, weight: float, month: int) -> float:
    """By which visits are ordered, the largest first."""
    rules, who = service.rules[0], service.rows[client]
    if rules.care_by == 0:
        return 0.0
    if rules.care_by == 2:
        return visit_key(weight, uniform(service.seed, service.replication[0], RELATION, who.name, month + 2))
    skill, value = service.skills[who.holder, 0], service.newcomers[who.segment].value * who.per_day
    complains = who.complains == 1
    worth = worth_of_a_visit(rules, value, who.satisfaction, who.relation, who.loyalty, complains, skill)
    return float(weight * worth)
