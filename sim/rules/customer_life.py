"""How a customer fares from month to month: satisfaction, loyalty, relation, complaints, staying and coming back.

`life` is the LIFE row of a world (`sim/world/customer_life.py`). All forms are assumed where no source is named, small
by default, and each can be switched off alone; the links from service to sales are weak in published work (Brown &
Lam 2008; Gelade & Young 2005).
"""

import math
from typing import Any

import numpy as np

from sim.draws import Word, descendant, word
from sim.jit import jit
from sim.rules.distributions import count_quantile, lognormal_quantile, normal_quantile

MANY = 30.0
"""A month's leads of one customer that are few enough to be counted up one by one."""

ORDER, REFERRAL_LEAD, CROSS_LEAD, RETURN_LEAD = 0, 1, 2, 3
"""Kinds of leads that customers bring, in the leads' names."""
KINDS_OF_LEAD = 4

MISFIT = 2**32
"""The count under which it is drawn whether a deal disappoints, beyond the counts of any month."""


# ── feelings ────────────────────────────────────────────────────────────────────────────────────


@jit
def own_satisfaction(life: Any, u: float) -> float:
    """What is usual for a customer, in points from 0 to 100. Assumed: normal, cut at the ends."""
    return float(min(100.0, max(0.0, life.baseline + life.sd * normal_quantile(u))))


@jit
def satisfaction_after(life: Any, satisfaction: float, own: float, index: float, relation: float) -> float:
    """Points after a month: a part of the way to where experience (index) and relation would have them.

    With a neutral index (0) and the usual relation it stays. Assumed: first-order adjustment, as in customer
    satisfaction accumulated over time (Boulding et al. 1993).
    """
    belongs = own + life.index_points * index + life.relation_points * (relation - life.start)
    return float(satisfaction + life.speed * (min(100.0, max(0.0, belongs)) - satisfaction))


@jit
def loyalty_after(life: Any, loyalty: float, then: float, own: float) -> float:
    """Loyalty after a month; `then`: points of satisfaction `lag` months ago. Assumed: first-order adjustment."""
    belongs = min(1.0, max(0.0, life.loyal + life.loyal_slope * (then - own) / 100.0))
    return float(loyalty + life.loyal_speed * (belongs - loyalty))


@jit
def relation_after(life: Any, relation: float, hours: float, skill: float) -> float:
    """The relation after a month with so many hours of care from a rep of this relationship skill.

    Without care half of it is gone after the half-life; care closes a share of the distance to 1, less with each
    hour. Assumed: exponential forgetting and exponential saturation.
    """
    kept = relation * life.keeps
    return float(kept + (1.0 - kept) * (1.0 - math.exp(-life.care_gain * 2.0 * skill * hours)))


@jit
def side_score(side: Any, fed: float) -> float:
    """How one side of the customer's experience (SIDE row) stands, from -1 to 1; `fed`: what the month added.

    Assumed: money has exponentially diminishing returns.
    """
    bought = side.gain * (1.0 - math.exp(-side.spend / side.scale))
    return float(min(1.0, max(-1.0, side.score + bought + fed)))


@jit
def experience_index(sides: Any, fed: Any) -> float:
    """The experience index: the sides' scores (SIDE rows) by weight; `fed`: float [side], what the month added."""
    index = 0.0
    for place in range(len(sides)):
        index += sides[place].weight * side_score(sides[place], fed[place])
    return index


# ── complaints ──────────────────────────────────────────────────────────────────────────────────


@jit
def logistic(log_odds: float) -> float:
    """A chance from its log-odds; minus infinity gives 0."""
    return 1.0 / (1.0 + math.exp(min(700.0, -log_odds)))


@jit
def complaint_chance(life: Any, satisfaction: float, late: bool) -> float:
    """Chance that a customer complains in a month; `late`: a promise was broken. Assumed: logistic."""
    if life.complains == -np.inf:
        return 0.0
    below = 0.1 * life.complaint_effect * (life.baseline - satisfaction)
    return logistic(life.complains + below + (life.late if late else 0.0))


@jit
def days_to_settle(life: Any, u: float) -> float:
    """Working days that a complaint takes to settle. Assumed: lognormal."""
    return lognormal_quantile(u, life.settle_days, life.settle_cv)


@jit
def days_taken(needed: float, age: float, month: float) -> float:
    """Working days after which a complaint is settled that needed so many, is so old and was looked at a month ago.

    Where it was due before, it had to wait for somebody to have time.
    """
    return needed if needed > age - month else age


@jit
def restored(life: Any, fallen: float, days: float) -> float:
    """Points of satisfaction that come back when a complaint is settled after so many working days.

    Assumed: service recovery fades exponentially with the delay.
    """
    return float(fallen * life.restores * math.exp(-days / life.recovery_fades))


@jit
def misfit_chance(life: Any, product: float) -> float:
    """Chance that a deal of a rep with this product skill disappoints the customer. Assumed: logistic."""
    if life.misfits == -np.inf:
        return 0.0
    return logistic(life.misfits + life.misfit_skill * (0.5 - product))


# ── staying, ordering, bringing others ──────────────────────────────────────────────────────────


@jit
def churn_chance(
    life: Any, satisfaction: float, relation: float, loyalty: float, complains: bool, rival: float
) -> float:
    """Chance that a customer leaves in a month; `rival`: log-odds that competitors add. Assumed: logistic."""
    if life.leaves == -np.inf:
        return 0.0
    odds = life.leaves + 0.1 * life.leave_satisfaction * (life.baseline - satisfaction)
    odds += life.leave_relation * (life.start - relation) + life.leave_loyalty * (life.loyal - loyalty)
    return logistic(odds + (life.leave_complaint if complains else 0.0) + rival)


@jit
def order_factor(life: Any, loyalty: float) -> float:
    """A customer's leads against the usual: 1 at usual loyalty, 1 less loyalty's part at none."""
    return float(1.0 - life.order_loyalty + life.order_loyalty * loyalty_ratio(life, loyalty))


@jit
def loyalty_ratio(life: Any, loyalty: float) -> float:
    """Loyalty against the usual; where that is none, none."""
    return float(loyalty / life.loyal) if life.loyal > 0.0 else 0.0


@jit
def few(u: float, mean: float) -> int:
    """A Poisson number, which is small as a rule: it never falls when u or the mean rises.

    Source: inversion by sequential search, Devroye (1986), X.3.
    """
    if mean <= 0.0:
        return 0
    if mean > MANY:
        return count_quantile(u, mean, 1.0)
    count, likelihood = 0, math.exp(-mean)
    below = likelihood
    while u > below and likelihood > 0.0:
        count += 1
        likelihood *= mean / count
        below += likelihood
    return count


@jit
def born_lead(customer: Word, period: int, kind: int, number: int) -> Word:
    """The name of a lead that a customer brings in a period."""
    family = descendant(customer, word(period * KINDS_OF_LEAD + kind))
    return descendant(family, word(number))


@jit
def days_until_moment(begin: float, end: float, u: float) -> float:
    """Days from a period's beginning to an instant after it and up to its end."""
    return max(float(np.nextafter(begin, np.inf)) - begin, u * (end - begin))


# ── surveys ─────────────────────────────────────────────────────────────────────────────────────


@jit
def response_chance(life: Any, fatigue: float) -> float:
    """Chance that a customer answers who has so many surveys still in mind. Assumed: exponential fatigue."""
    return float(life.responds * math.exp(-life.survey_fatigue * fatigue))


@jit
def survey_answer(life: Any, satisfaction: float, u: float) -> float:
    """Points that a customer gives: the truth, a bias and a miss, within 0 and 100."""
    return float(min(100.0, max(0.0, satisfaction + life.survey_bias + life.survey_sd * normal_quantile(u))))


@jit
def reason_of(life: Any, u: float) -> int:
    """What a complaint is about: 0 product, 1 delivery, 2 service, 3 price."""
    if u < life.about_product:
        return 0
    if u < life.about_delivery:
        return 1
    return 2 if u < life.about_service else 3


# ── care ────────────────────────────────────────────────────────────────────────────────────────


@jit
def worth_of_a_visit(
    life: Any, value: float, satisfaction: float, relation: float, loyalty: float, complains: bool, skill: float
) -> float:
    """What a visit now is expected to save within a month: the customer's yearly value times the fall in churn.

    With visits of equal length, taking the largest first fills the hours best (the fractional knapsack,
    Dantzig 1957).
    """
    without = relation_after(life, relation, 0.0, skill)
    visited = relation_after(life, relation, life.visit, skill)
    stays = churn_chance(life, satisfaction, visited, loyalty, complains, 0.0)
    return value * (churn_chance(life, satisfaction, without, loyalty, complains, 0.0) - stays)


@jit
def care_hours(life: Any, customers: int, share_there: float, capacity: float) -> float:
    """Hours of care that a rep plans for a month with so many customers to be cared for.

    share_there: part of the month on which she is there. capacity: her hours for customers and leads, at most that.
    """
    return care_given(life, customers, life.care_hours * share_there if customers > 0 else 0.0, capacity)


@jit
def care_given(life: Any, customers: int, hours: float, capacity: float) -> float:
    """What of hours meant for care there are customers to visit and time for."""
    if life.care_by != 0:
        hours = min(hours, customers * life.visit)
    return float(min(hours, capacity))


@jit
def visit_key(weight: float, u: float) -> float:
    """Orders visits by chance, the largest first: a segment of weight 2 is as likely to come first as two of weight 1.

    Source: Efraimidis & Spirakis (2006), weighted random sampling.
    """
    return math.log(u) / weight


@jit
def lift_after(life: Any, handed: int, records: float) -> float:
    """Log-odds that orders of a customer lose who was handed over so many months ago (-1: never)."""
    if handed < 0 or handed >= life.hand_months:
        return 0.0
    return -lift_lost(life, 1.0 - records)


@jit
def lift_lost(life: Any, unknown: float) -> float:
    """Log-odds that somebody new to a customer lacks, of whom this share is not on record."""
    return float(life.hand_odds * unknown)


@jit
def kept_relation(life: Any, relation: float, records: float) -> float:
    """What is left of a relation when another rep takes over, with this share of what matters on record."""
    return float(relation * (1.0 - life.hand_loss * (1.0 - records)))
