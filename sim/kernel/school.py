"""What people know in one replication of the compiled engine."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.rules.training import SKILLS
from sim.world.training import Learning

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class School(NamedTuple):
    """What people know in one replication, and what is on its way into their heads.

    skill: float [rep, skill]; knowledge: float [rep, segment], of the industry. due: float [rep, subject, slot], hours
    of courses that will tell at a close; before: int [rep, course, slot], right answers in the test before, -1 for
    none. told: int [team, skill], cases so far. touched: float [rep, skill], pieces of work this month. helped: float
    [rep, skill], log-odds this month. level: int [rep]; raised: int [rep], coins a month.
    """

    skill: Floats
    knowledge: Floats
    due: Floats
    before: Ints
    told: Ints
    touched: Floats
    helped: Floats
    level: Ints
    raised: Ints


def make_school(learning: Learning, segments: int) -> School:
    """On the first morning: everybody knows what the roster says."""
    reps, slots = len(learning.team), int(learning.terms[0].lag) + 1
    teams = int(learning.team.max()) + 1 if reps else 0
    return School(
        skill=learning.base.copy(),
        knowledge=np.zeros((reps, segments)),
        due=np.zeros((reps, SKILLS + segments, slots)),
        before=np.full((reps, len(learning.courses), slots), -1, np.int64),
        told=np.zeros((teams, SKILLS), np.int64),
        touched=np.zeros((reps, SKILLS)),
        helped=np.zeros((reps, SKILLS)),
        level=learning.level.copy(),
        raised=np.zeros(reps, np.int64),
    )
