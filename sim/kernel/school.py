"""What people know in one replication of the compiled engine."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.kernel.book import Book
from sim.rules.training import SKILLS
from sim.world.training import Learning
from sim.world.world import World

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class School(NamedTuple):
    """What people know, what is on its way into their heads, and where it shows.

    names: of reps, uint64 [rep]. skill: float [rep, skill]; knowledge: float [rep, segment], of the industry. due:
    float [rep, subject, slot], hours of courses that will tell at a close; before: int [rep, course, slot], right
    answers in the test before, -1 for none. told: int [team, skill], cases so far. touched: float [rep, skill],
    pieces of work this month. helped: float [rep, skill], log-odds this month. raised: int [rep], coins a month.
    taken to level: of the month (see Now). replication: as on the floor.
    """

    learning: Learning
    book: Book
    names: npt.NDArray[np.uint64]
    skill: Floats
    knowledge: Floats
    due: Floats
    before: Ints
    told: Ints
    touched: Floats
    helped: Floats
    raised: Ints
    taken: Floats
    shift: Floats
    negotiation: Floats
    process: Floats
    level: Ints
    seed: Word
    replication: Ints


def make_school(world: World, book: Book, now: Any, seed: Word, replication: Ints) -> School:
    """On the first morning: everybody knows what the roster says. now: the month's state (Now)."""
    learning, segments = world.learning, len(world.segments)
    reps, slots = len(learning.team), int(learning.terms[0].lag) + 1
    teams = int(learning.team.max()) + 1 if reps else 0
    return School(
        learning,
        book,
        world.reps.name.copy(),
        learning.base.copy(),
        np.zeros((reps, segments)),
        np.zeros((reps, SKILLS + segments, slots)),
        np.full((reps, len(learning.courses), slots), -1, np.int64),
        np.zeros((teams, SKILLS), np.int64),
        np.zeros((reps, SKILLS)),
        np.zeros((reps, SKILLS)),
        np.zeros(reps, np.int64),
        now.taken,
        now.shift,
        now.negotiation,
        now.process,
        now.level,
        seed,
        replication,
    )
