"""What moves people beside pay: the month before in retrospect, and a rep's effort as all of it makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measured.drive import D
from sim.mind.drive import best_of_month, driven_effort, hours_taken, how_fair, live_on, take_stock
from sim.reference.office import Office
from sim.rules.presence import is_there

if TYPE_CHECKING:
    from sim.reference.rep import Rep


def look_back(office: Office, month: int) -> None:
    """Everybody sees what the month before has brought; the best of it are recognised in public."""
    if not office.world.drives.terms[0].on:
        return
    drives, driven = office.world.drives, office.driven
    for rep in office.reps:
        here = driven[rep.place]
        if month > max(0, office.staff.seats.began[rep.place]) and _was_there(rep, month - 1):
            live_on(here, drives, office.world.behaviour[rep.place].usual, rep.place, month, office.sums)
        here.standing = here.paid = -1.0
        if _was_there(rep, month):
            take_stock(here, drives, rep.place, month, office.sums)
    fair = [how_fair(driven, drives, rep.place) for rep in office.reps]
    driven.unfair = fair
    if month > 0:
        _recognise(office, month)


def effort_as_driven(rep: Rep, month: int, chosen: float) -> float:
    """Her effort of the month, where by pay alone she has chosen one; meetings take their hours."""
    office, world = rep.office, rep.office.world
    if not world.drives.terms[0].on:
        return chosen
    here, hours = office.driven[rep.place], hours_taken(world.drives, month)
    rep.hours_taken += hours
    levels = {
        D.EFFORT_BY_PAY: chosen,
        D.MOTIVATION: here.motivation,
        D.FATIGUE: here.fatigue,
        D.COMMITMENT: here.commitment,
        D.UNFAIRNESS: here.unfair,
        D.MISJUDGED: abs(here.error * here.misjudging),
    }
    for measure, level in levels.items():
        _note(rep, measure, float(level))
    if hours:
        _note(rep, D.HOURS_REVIEWS, hours)
    return float(
        driven_effort(
            chosen, world.behaviour[rep.place], office.driven, world.drives, office.beliefs, rep.place, month,
            office.sums, rep.name, office.seed, office.replication,
        )
    )  # fmt: skip


def _recognise(office: Office, month: int) -> None:
    terms = office.world.drives.terms[0]
    for _ in range(int(terms.recognitions)):
        best = best_of_month(office.driven, office.world.drives, month, office.sums)
        if best < 0:
            return
        office.driven[best].until = month + terms.recognised_months - 1
        _note(office.reps[best], D.RECOGNITIONS, 1.0)


def _was_there(rep: Rep, month: int) -> bool:
    return is_there(rep.office.world.reps[rep.place], *rep.office.world.period_end[month : month + 2])


def _note(rep: Rep, measure: D, amount: float) -> None:
    office = rep.office
    first_instant = np.nextafter(office.env.now, np.inf)
    office.note(rep.place, rep.name, int(office.world.drives.terms[0].first) + measure, amount, at=first_instant)
