"""What moves a rep beside pay as a month opens: what she has come to know by then, and what that makes of her effort.

Only what is known on the month's first morning counts: months that are over, and what she expects.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws import DRIVE, Word, uniform
from sim.jit import jit
from sim.measures import M
from sim.mind.beliefs import Beliefs
from sim.rules.drive import (
    as_seen,
    bounded,
    difficulty,
    fatigue,
    from_deadline,
    from_difficulty,
    from_ranking,
    misjudging,
    mood,
    slump,
    unfairness,
    well_placed,
)
from sim.rules.hours import whole_ticks
from sim.tables import Table
from sim.world.drive import Drives

Floats = npt.NDArray[np.float64]
BOOKINGS, EFFORT = int(M.BOOKINGS), int(M.EFFORT)


@jit
def sold_before(sums: Floats, rep: int, first: int, month: int) -> float:
    """Coins signed from one month on, up to another; sums: float [period, rep, column]."""
    sold = 0.0
    for before in range(first, month):
        sold += sums[before + 1, rep, BOOKINGS]
    return sold


@jit
def known_until(terms: Any, month: int) -> int:
    """The first month of which she has not been told; where there are reviews, every month is told of."""
    every = 1 if terms.looks > 0 else terms.every
    return int(max(0, month // every * every - terms.delay))


@jit
def live_on(here: Any, drives: Drives, usual: float, rep: int, month: int, sums: Floats) -> None:
    """What the month before leaves of mood, fatigue, slump and misjudgement in a rep's DRIVEN row."""
    terms = drives.terms[0]
    won = sums[month, rep, BOOKINGS] > 0.0
    quota = drives.quota[rep, month - 1]
    reached = quota > 0.0 and sums[month, rep, BOOKINGS] >= quota
    more = terms.success if reached else 0.0
    less = 0.0 if won else terms.setback
    here.motivation = mood(here.motivation, terms.usual, terms.recover, more, less)
    here.fatigue = fatigue(here.fatigue, terms.rest, terms.strain, sums[month, rep, EFFORT], usual)
    here.slump = slump(here.slump, won, here.commitment, terms.over)
    looks = terms.looks + (1 if month % terms.every == 0 else 0)
    here.misjudging = misjudging(here.misjudging, terms.keeps, terms.drift, looks)


@jit
def take_stock(here: Any, drives: Drives, rep: int, month: int, sums: Floats) -> None:
    """Attainment of the seat's year so far, and a rep's own pay against pay at target, go to her DRIVEN row; -1 where
    there is none.
    """
    terms, planned, paid = drives.terms[0], 0.0, 0.0
    for before in range(month):
        planned += drives.quota[rep, before]
        for column in range(terms.first_pay, terms.end_pay):
            paid += sums[before + 1, rep, column] if before >= here.since else 0.0
    here.standing = sold_before(sums, rep, 0, month) / planned if planned > 0.0 else -1.0
    target = drives.at_target[rep, month] - drives.at_target[rep, here.since]
    here.paid = paid / target if target > 0.0 else -1.0


@jit
def best_of_month(driven: Table, drives: Drives, month: int, sums: Floats) -> int:
    """Who of those there and not recognised for the month before did best in it against quota; -1 for nobody."""
    best, most = -1, 0.0
    for rep in range(len(driven)):
        quota = drives.quota[rep, month - 1]
        if driven[rep].standing < 0.0 or driven[rep].since >= month:
            continue
        if quota > 0.0 and driven[rep].until < month + drives.terms[0].recognised_months - 1:
            reached = sums[month, rep, BOOKINGS] / quota
            if reached > most:
                best, most = rep, reached
    return best


@jit
def how_fair(driven: Table, drives: Drives, rep: int) -> float:
    """How unfair a rep's pay seems to her beside her teammates', 0 to 1."""
    terms, others, count = drives.terms[0], 0.0, 0
    for mate in range(len(driven)):
        if mate != rep and drives.team[mate] == drives.team[rep] and driven[mate].paid >= 0.0:
            others += driven[mate].paid
            count += 1
    if count == 0 or driven[rep].paid < 0.0:
        return 0.0
    return unfairness(driven[rep].paid, others / count, terms.tolerance, terms.full)


@jit
def by_ranking(driven: Table, drives: Drives, rep: int) -> float:
    """Part of effort that the table of results brings, to who has a place in it and sees others there."""
    terms, own = drives.terms[0], driven[rep].standing
    if terms.peers == 0 or own < 0.0:
        return 0.0
    nearest, others, count = np.inf, 0.0, 0
    for peer in range(len(driven)):
        seen = terms.peers == 2 or drives.team[peer] == drives.team[rep]
        if peer != rep and seen and driven[peer].standing >= 0.0:
            nearest = min(nearest, abs(driven[peer].standing - own))
            others += driven[peer].standing
            count += 1
    if count == 0:
        return 0.0
    behind = others / count - own
    return from_ranking(nearest, behind, terms.near, terms.rival_push, terms.far, terms.discourage)


@jit
def how_hard(here: Any, drives: Drives, beliefs: Beliefs, usual: float, rep: int, month: int, sums: Floats) -> float:
    """How hard what is left of the cycle's quota looks to a rep: of months that are over what she has been told, and of
    the others what she expects at usual effort; all that she has sold as she judges it.
    """
    since, until = drives.since[month], drives.until[month]
    known = min(max(since, known_until(drives.terms[0], month)), month)
    sold = sold_before(sums, rep, since, known)
    quota, coming = 0.0, 0.0
    for each in range(since, until):
        quota += drives.quota[rep, each]
        expected = beliefs.level[rep, each, BOOKINGS] + beliefs.slope[rep, each, BOOKINGS] * usual
        if known <= each < month:
            sold += expected
        elif each >= month:
            coming += expected
    return difficulty(quota - sold * math.exp(here.error * here.misjudging), coming)


@jit
def by_goals(
    driven: Table, drives: Drives, beliefs: Beliefs, usual: float, rep: int, month: int, sums: Floats
) -> float:
    """Part of effort that her target, its end and those beside her bring; nothing where she has no target."""
    terms, quota = drives.terms[0], 0.0
    since, until = drives.since[month], drives.until[month]
    for each in range(since, until):
        quota += drives.quota[rep, each]
    if quota <= 0.0:
        return 0.0
    part = by_ranking(driven, drives, rep)
    if terms.foresees == 1:
        hard = how_hard(driven[rep], drives, beliefs, usual, rep, month, sums)
        part += from_difficulty(hard, terms.best, terms.width, terms.push, terms.slack)
        part += from_deadline(month - since, until - since, hard, terms.lost, terms.strength, terms.ease)
    return float(part * terms.clear * terms.fresh_after)


@jit
def by_mood(here: Any, terms: Any, month: int) -> float:
    """What mood, fatigue, a slump and unfair pay leave of effort, as a factor."""
    lifted = here.motivation + (terms.recognised if here.until >= month else 0.0)
    left = 1.0 + terms.weight * (min(lifted, 1.0) - terms.usual)
    left *= 1.0 - terms.tired * here.fatigue
    left *= 1.0 - terms.drop * here.slump
    return float(left * (1.0 - terms.unfair * here.unfair))


@jit
def hours_taken(drives: Drives, month: int) -> float:
    """Each rep's hours in talks, reports and reviews this month, in whole ticks."""
    terms = drives.terms[0]
    hours = terms.review_hours + (terms.report_hours if month % terms.every == 0 else 0.0)
    return whole_ticks(hours + (terms.talk_hours if month == 0 else 0.0))


@jit
def driven_effort(
    chosen: float, way: Any, driven: Table, drives: Drives, beliefs: Beliefs, rep: int, month: int, sums: Floats,
    name: Word, seed: Word, replication: int,
) -> float:  # fmt: skip
    """A month's effort, after all that moves her beside pay. `chosen`: by pay alone; `way`: her BEHAVIOUR row.

    Without leads, hours in meetings are effort that is missing; with leads they are taken from those.
    """
    terms = drives.terms[0]
    factor = 1.0 + by_goals(driven, drives, beliefs, way.usual, rep, month, sums)
    if terms.clear < 1.0 and drives.quota[rep, month] > 0.0:
        factor *= well_placed(terms.clear, terms.waste, uniform(seed, replication, DRIVE, name, month))
    factor *= by_mood(driven[rep], terms, month)
    if terms.direct == 1 and drives.hours[rep, month] > 0.0:
        factor *= max(0.0, 1.0 - hours_taken(drives, month) / drives.hours[rep, month])
    return bounded(as_seen(way.usual, chosen, terms.transparency) * factor, way.low, way.high)
