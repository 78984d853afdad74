"""What moves people beside pay, as each month opens."""

from typing import Any

import numpy as np

from sim.draws import Word
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.floor import Floor
from sim.measured.drive import D
from sim.mind.beliefs import Beliefs
from sim.mind.drive import best_of_month, driven_effort, hours_taken, how_fair, live_on, take_stock
from sim.rules.presence import is_there
from sim.tables import Table

BY_PAY, MOTIVATION, FATIGUE = place(D.EFFORT_BY_PAY), place(D.MOTIVATION), place(D.FATIGUE)
COMMITMENT, UNFAIRNESS, MISJUDGED = place(D.COMMITMENT), place(D.UNFAIRNESS), place(D.MISJUDGED)
RECOGNITIONS, REVIEWS = place(D.RECOGNITIONS), place(D.HOURS_REVIEWS)


@jit
def look_back(floor: Floor, behaviour: Table, month: int) -> None:
    """What the month before means to everybody; the best of it are recognised."""
    drives, driven, sums, end = floor.drives, floor.driven, floor.book.sums, floor.book.end
    for rep in range(len(floor.reps)):
        lived = month > 0 and floor.seats.began[rep] < month
        if lived and is_there(floor.reps[rep], end[month - 1], end[month]):
            live_on(driven[rep], drives, behaviour[rep].usual, rep, month, sums)
        driven[rep].standing, driven[rep].paid = -1.0, -1.0
        if is_there(floor.reps[rep], end[month], end[month + 1]):
            take_stock(driven[rep], drives, rep, month, sums)
    for rep in range(len(floor.reps)):
        driven[rep].unfair = how_fair(driven, drives, rep)
    for _ in range(drives.terms[0].recognitions if month > 0 else 0):
        best = best_of_month(driven, drives, month, sums)
        if best >= 0:
            driven[best].until = month + drives.terms[0].recognised_months - 1
            at = np.nextafter(end[month], np.inf)
            note(floor.book, at, best, floor.reps[best].name, drives.terms[0].first + RECOGNITIONS, 1.0)


@jit
def effort_as_driven(
    floor: Floor, beliefs: Beliefs, way: Any, rep: int, name: Word, month: int, chosen: float
) -> float:
    """The month's effort of a rep who by pay alone has chosen one; meetings take hours from her leads."""
    drives, here, book = floor.drives, floor.driven[rep], floor.book
    first, at = drives.terms[0].first, np.nextafter(book.end[month], np.inf)
    effort = driven_effort(
        chosen, way, floor.driven, drives, beliefs, rep, month, book.sums, name, floor.seed, floor.replication[0]
    )
    hours = hours_taken(drives, month)
    floor.now.taken[rep] += hours
    note(book, at, rep, name, first + BY_PAY, chosen)
    note(book, at, rep, name, first + MOTIVATION, here.motivation)
    note(book, at, rep, name, first + FATIGUE, here.fatigue)
    note(book, at, rep, name, first + COMMITMENT, here.commitment)
    note(book, at, rep, name, first + UNFAIRNESS, here.unfair)
    note(book, at, rep, name, first + MISJUDGED, abs(here.error * here.misjudging))
    if hours > 0.0:
        note(book, at, rep, name, first + REVIEWS, hours)
    return effort
