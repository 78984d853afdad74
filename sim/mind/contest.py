"""What a contest is expected to pay: prizes by rank among colleagues whose results are uncertain, too.

Source: Lazear & Rosen (1981), rank-order tournaments; with several rivals the number of those ahead is a sum of
independent yes-or-noes, taken one by one.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.mind.beliefs import Beliefs
from sim.pay.factor import summed
from sim.pay.groups import members_of, prize
from sim.pay.table import PayTable
from sim.rules.distributions import Phi, phi

Floats = npt.NDArray[np.float64]
FAR, NODES = 5.0, 41
"""Standard deviations of her own luck that a rep reckons with, and at how many places."""
NUDGE = 1e-4
"""Step, in standard deviations, by which the worth of a little more is found."""


@jit
def rivals_of(
    behaviour: Any, table: PayTable, beliefs: Beliefs, sums: Floats, line: int, rep: int, month: int
) -> Floats:
    """Whom she is up against: each one's mean and standard deviation by the contest's close, [rival, 2].

    Everybody else is expected at usual effort. `sums`: float [period, rep, column], the year so far.
    """
    row, span = table.lines[line], table.spans[line, month]
    members = members_of(table, line, month, rep)
    found, place = np.zeros((len(members) - 1, 2)), 0
    for other in members:
        if other == rep:
            continue
        mean = float(summed(table, sums, row.first, row.last, 0, other, span.first, month - 1))
        variance = 0.0
        for at in range(row.first, row.last):
            column, times = table.terms[at].belief, table.terms[at].times
            for later in range(month if column >= 0 else span.last + 1, span.last + 1):
                usual = beliefs.level[other, later, column] + beliefs.slope[other, later, column] * behaviour.usual
                mean += times * usual
                variance += (times * beliefs.sd[other, later, column]) ** 2
        found[place, 0], found[place, 1] = mean, np.sqrt(variance)
        place += 1
    return found


@jit
def expected_prize(table: PayTable, rivals: Floats, line: int, mean: float, sd: float) -> tuple[float, float]:
    """What she expects to win, in coins, and its growth with her expected amount, which is normal(mean, sd)."""
    scale = sd
    for other in range(len(rivals)):
        scale = max(scale, rivals[other, 1])
    step = NUDGE * max(scale, 1.0)
    less, more = _expected(table, rivals, line, mean - step, sd), _expected(table, rivals, line, mean + step, sd)
    return _expected(table, rivals, line, mean, sd), (more - less) / (2.0 * step)


@jit
def _expected(table: PayTable, rivals: Floats, line: int, mean: float, sd: float) -> float:
    """Over her own luck, evenly spaced."""
    if sd <= 0.0:
        return _won(table, rivals, line, mean)
    total, weights = 0.0, 0.0
    for node in range(NODES):
        z = FAR * (2.0 * node / (NODES - 1) - 1.0)
        total += phi(z) * _won(table, rivals, line, mean + sd * z)
        weights += phi(z)
    return total / weights


@jit
def _won(table: PayTable, rivals: Floats, line: int, amount: float) -> float:
    """Expected prize with this amount: by how many may be ahead of her; nothing below the least amount."""
    if amount < table.lines[line].d:
        return 0.0
    ahead = np.zeros(len(rivals) + 1)
    ahead[0] = 1.0
    for other in range(len(rivals)):
        better = 1.0 if rivals[other, 0] > amount else 0.0
        if rivals[other, 1] > 0.0:
            better = Phi((rivals[other, 0] - amount) / rivals[other, 1])
        for count in range(other + 1, 0, -1):
            ahead[count] = ahead[count] * (1.0 - better) + ahead[count - 1] * better
        ahead[0] *= 1.0 - better
    won = 0.0
    for count in range(len(ahead)):
        won += ahead[count] * prize(table, line, count, 0, 0)
    return won
