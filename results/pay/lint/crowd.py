"""How many people sit near an edge, reach a threshold, or reach their quota, where results are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from results.pay.lint.material import Crowd, Edge, Material
from results.pay.lint.ranges import NEAR
from sim.pay.engine import line_amount
from sim.pay.table import NOBODY

Floats = npt.NDArray[np.float64]


def near(material: Material, edges: Sequence[Edge]) -> tuple[float, int] | None:
    """People a year (on average over years) who close a period near an edge, each near her own, and people at all."""
    crowd = material.crowd
    if crowd is None or not crowd.years:
        return None
    line, number = edges[0].line, edges[0].number
    everybody = range(len(crowd.payees.ids))
    found = [sum(_is_near(crowd, sums, line, rep, number) for rep in everybody) for sums in crowd.years]
    return float(np.mean(found)), len(everybody)


def _is_near(crowd: Crowd, sums: Floats, line: int, rep: int, number: int) -> bool:
    table = crowd.table
    for month in range(crowd.payees.months):
        curve = table.curve[line, rep, month]
        if not table.spans[line, month].closes or curve == NOBODY:
            continue
        pieces = table.pieces[table.first[curve] : table.first[curve + 1]]
        if number + 1 >= len(pieces):
            continue
        at = int(pieces[number + 1].start)
        if at and abs(line_amount(table, sums, line, rep, month) - at) <= NEAR * abs(at):
            return True
    return False


def attainments(crowd: Crowd) -> Floats:
    """Bookings over quota of everybody who has one, every year."""
    quota = crowd.payees.quota.sum(axis=1)
    carry = np.flatnonzero(quota > 0)
    booked = [sums[1:, carry, crowd.columns["bookings"]].sum(axis=0) / quota[carry] for sums in crowd.years]
    return np.concatenate(booked) if booked and len(carry) else np.zeros(0)


def variable_of(crowd: Crowd, salaries: list[int], components: int) -> Floats | None:
    """Pay beyond salary over target incentive, of everybody who has one, every year."""
    if crowd.first_pay is None:
        return None
    target = np.array([float(v) for v in crowd.payees.variable])
    have = np.flatnonzero(target > 0)
    places = [crowd.first_pay + i for i in range(components) if i not in salaries]
    rows = [sums[1:, have][:, :, places].sum(axis=(0, 2)) / target[have] for sums in crowd.years]
    return np.concatenate(rows) if rows and len(have) else None
