"""How many people sit near an edge, reach a threshold, or reach their quota, where results are known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

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
    number, pieces, first = edges[0].number + 1, crowd.table.pieces, crowd.table.first
    found = []
    for year in _closings(crowd, edges[0].line):
        close = set()
        for rep, curve, amount in year:
            if number < first[curve + 1] - first[curve]:
                at = int(pieces[first[curve] + number].start)
                close |= {rep} if at and abs(amount - at) <= NEAR * abs(at) else set()
        found.append(len(close))
    return float(np.mean(found)), len(crowd.payees.ids)


@lru_cache(maxsize=256)
def _closings(crowd: Crowd, line: int) -> list[list[tuple[int, int, int]]]:
    """What each person's periods come to on a line, year by year: rep, curve, amount."""
    table = crowd.table
    closes = [month for month in range(crowd.payees.months) if table.spans[line, month].closes]
    people = [(rep, month, int(table.curve[line, rep, month])) for rep in range(len(table.team)) for month in closes]
    paid = [row for row in people if row[2] != NOBODY]
    return [[(rep, curve, line_amount(table, sums, line, rep, month)) for rep, month, curve in paid]
            for sums in crowd.years]  # fmt: skip


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
