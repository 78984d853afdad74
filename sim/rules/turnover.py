"""Who leaves, when a seat is filled, and what a newcomer sells: pure formulas."""

import math
from typing import Any

from sim.draws import HIRED, QUITS, Word, uniform
from sim.jit import jit
from sim.rules.distributions import lognormal_quantile

WINDOW = 3
"""Months for which a colleague's leaving is felt."""
LONG = 5.0
"""Years with a company that count."""
MOST = 0.5
"""Nobody's chance to leave at one month's end is larger."""
A_YEAR = 12.0


@jit
def paid_of_target(paid: float, months: float, target: float) -> float:
    """Pay of so many months as a share of pay at target for as long (`target`: coins a year)."""
    due = target * months / A_YEAR
    return paid / due if due > 0.0 else 1.0


@jit
def falls_short(paid: float, months: float, target: float, aspires: float) -> float:
    """By how much of what she is after (`aspires`, coins a year) a rep's year will fall short, from -1, where it is
    twice as much, to 1. paid: coins in so many months of this year; the rest of it is expected at target.
    """
    if aspires <= 0.0:
        return 0.0
    year = paid + target * max(A_YEAR - months, 0.0) / A_YEAR
    return min(max(1.0 - year / (aspires * max(months, A_YEAR) / A_YEAR), -1.0), 1.0)


@jit
def chance_of_leaving(terms: Any, short: float, attainment: float, gone: float, unfair: float, years: float) -> float:
    """Chance that somebody leaves at a month's end (`terms`: the TERMS row).

    short: as above. attainment: sold to date over target to date, below 0 without a target. gone: share of the team
    that left of late. unfair: by how much of pay at target teammates were paid more. years: with the company.
    Source: proportional hazards (Cox, 1972), as Sunder et al. (2017) fit them to sales people; the bell is their
    inverted U in attainment. Sizes are assumed.
    """
    push = terms.pay * short + terms.peers * gone + terms.fairness * unfair
    push -= terms.tenure * min(max(years, 0.0), LONG)
    if attainment >= 0.0:
        push += terms.attainment * math.exp(-0.5 * ((attainment - terms.middle) / terms.width) ** 2)
    return float(min(terms.monthly * math.exp(push), MOST))


@jit
def leaves(chance: float, seed: Word, replication: int, rep: Word, month: int) -> bool:
    """Whether she does: luck that belongs to her and the month, so that a higher chance only adds leavers."""
    return bool(uniform(seed, replication, QUITS, rep, month) < chance)


@jit
def empty_months(terms: Any, seed: Word, replication: int, rep: Word, month: int) -> int:
    """Whole months until somebody new begins: waiting without memory, of this mean."""
    if terms.vacancy <= 0.0:
        return 0
    u = uniform(seed, replication, HIRED, rep, 2 * month)
    return int(math.log(1.0 - u) / math.log(terms.vacancy / (1.0 + terms.vacancy)))


@jit
def newness(terms: Any, age: float, number: int, seed: Word, replication: int, rep: Word) -> float:
    """What somebody who began `age` months ago sells this month, as a multiple of an experienced colleague's sales.

    number: the how-manieth newcomer on the seat; 0 whom the roster names, who is as good as the roster says.
    """
    share = 1.0
    if 0.0 <= age < terms.months:
        share = min(terms.start + (1.0 - terms.start) * (age + 0.5) / terms.months, 1.0)
    if number > 0 and terms.differ > 0.0:
        share *= lognormal_quantile(uniform(seed, replication, HIRED, rep, 2 * number + 1), 1.0, terms.differ)
    return float(share)
