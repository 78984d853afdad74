"""What a rep who thinks ahead has decided before the year: an effort for every month and however far she may have come.

Policies are tables; whoever lives the year reads them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.pay.factor import summed
from sim.pay.table import PayTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NOTHING = -1
"""The line of who has nothing to count."""


class Policy(NamedTuple):
    """Efforts of reps who think ahead; alike reps share a plan. Empty where nobody does.

    plan: int [rep]. effort: float [plan, month, year, period]: by what was brought before the pay period within the
    longest one, and by what the pay period has brought. low, step: float [plan, month, 2], where these two begin and
    how far apart their places are. line: int [plan, month, 2], the pay line whose amounts they are. since: int [plan,
    month, 2], the months from which they count.
    """

    plan: Ints
    effort: Floats
    low: Floats
    step: Floats
    line: Ints
    since: Ints


def no_policy() -> Policy:
    """Nobody thinks ahead."""
    none = np.zeros((0, 0, 2))
    return Policy(
        np.zeros(0, np.int64), np.zeros((0, 0, 0, 0)), none, none, none.astype(np.int64), none.astype(np.int64)
    )


@jit
def planned_effort(policy: Policy, table: PayTable, rep: int, month: int, sums: Floats) -> float:
    """The month's effort as it was planned for where she stands now. `sums`: float [period, rep, column]."""
    plan, at = policy.plan[rep], np.zeros(2)
    for side in range(2):
        line, since = policy.line[plan, month, side], policy.since[plan, month, side]
        until = month if side == 1 else policy.since[plan, month, 1]
        if line != NOTHING:
            row = table.lines[line]
            brought = float(summed(table, sums, row.first, row.last, row.scope, rep, since, until - 1))
            if policy.step[plan, month, side] > 0.0:
                at[side] = (brought - policy.low[plan, month, side]) / policy.step[plan, month, side]
    return between(policy.effort[plan, month], at[0], at[1])


@jit
def between(values: Floats, at: float, across: float) -> float:
    """A table's value between its places; at its edge beyond them."""
    row, down = _place(at, values.shape[0])
    column, right = _place(across, values.shape[1])
    above = values[row, column] * (1.0 - right) + values[row, min(column + 1, values.shape[1] - 1)] * right
    row = min(row + 1, values.shape[0] - 1)
    below = values[row, column] * (1.0 - right) + values[row, min(column + 1, values.shape[1] - 1)] * right
    return float(above * (1.0 - down) + below * down)


@jit
def _place(at: float, count: int) -> tuple[int, float]:
    """The place before, and how far it is to the next."""
    at = min(max(at, 0.0), count - 1.0)
    first = int(at)
    return first, at - first
