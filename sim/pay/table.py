"""The plan as numbers: every pay line, what it adds up, its curves and coefficients, exact in integers."""

from collections.abc import Sequence
from math import lcm
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.pay.curve import Piece
from sim.rules.money import MICRO
from sim.tables import Table, table

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
OWN, TEAM, COMPANY = 0, 1, 2
SCOPES = {"own": OWN, "team": TEAM, "company": COMPANY}
NOBODY = -1
"""The curve of who is not paid by a line."""

CURVE, POOL, CONTEST, OVERRIDE, HOLDBACK, FLOOR, DRAW, LIMIT = range(8)
"""What a line does: pay by a curve; share a pool; rank; pay on others' pay; withhold and
release; make up to a least pay; advance and recover; take off above a most."""

LINE = np.dtype(
    [
        ("kind", "i8"), ("component", "i8"), ("scope", "i8"), ("first", "i8"), ("last", "i8"), ("code", "i8"),
        ("code_end", "i8"), ("gate", "i8"), ("gate_end", "i8"), ("step", "i8"), ("rule", "i8"), ("cap", "i8"),
        ("least", "i8"), ("runs_on", "i8"), ("ahead", "i8"), ("worth", "f8"), ("a", "i8"), ("b", "i8"),
        ("c", "i8"), ("d", "i8"), ("e", "i8"),
    ]
)  # fmt: skip
"""A pay line. first, last: its TERM rows. code, gate: its CODE rows. step, rule: rounding. cap, least: coins a period.
runs_on: 1 where the sum runs on over pay periods and what was paid before is taken off. ahead: 1 where a rep looks
ahead to it, worth: what a coin of it is worth to her when she earns it. a … e: by kind."""

SPAN = np.dtype([("first", "i8"), ("last", "i8"), ("closes", "i8")])
"""First and last month of what is added up around a month, and whether the line pays in that month."""

TERM = np.dtype([("column", "i8"), ("times", "i8"), ("belief", "i8")])
"""A column of the sums and how often it counts; belief: its place among what reps hold beliefs of."""

LEAF = np.dtype([("first", "i8"), ("last", "i8"), ("below", "i8"), ("below_end", "i8"), ("scope", "i8"),
                 ("to_date", "i8"), ("up", "i8"), ("empty", "i8"), ("line", "i8")])  # fmt: skip
"""An indicator: TERM rows above and below the line. to_date: counted from the year's first month. up: 1 where a ratio
is rounded up to a millionth instead of down. empty: its value, in millionths, where nothing stands below the line.
line: whose period it is looked at in."""

CODE = np.dtype([("op", "i8"), ("a", "i8"), ("b", "i8")])
"""One step of computing a coefficient; see sim/pay/factor.py."""

PIECE = np.dtype(
    [("start", "i8"), ("constant", "i8"), ("slope", "i8"), ("over", "i8"), ("anchor", "i8"), ("more", "i8")]
)
"""From `start` on, pay in millionths of a coin = constant + floor((slope · (amount - anchor) + more) / over)."""

EVENT = np.dtype([("measure", "i8"), ("column", "i8"), ("since", "f8"), ("until", "f8"), ("days", "i8"),
                  ("days_end", "i8"), ("above", "i8"), ("beyond", "i8"), ("curve", "i8"), ("day", "f8")])  # fmt: skip
"""Deals counted one by one: the measure watched and the column counted in; from when to when; the NUMBERS of
coefficients by days to payment; the part of a deal above so many coins counts at `beyond` millionths; the curve by
which each deal is paid, or -1; calendar days in one day of the engine."""


class PayTable(NamedTuple):
    """Pay lines in the order of their components, and everything they look at.

    lines: [line]. spans: [line, month]. curve: int [line, rep, month], or NOBODY. first: int [curve + 1], where each
    curve's pieces begin; pieces: [piece]. terms, leaves, code: rows named by lines. leaf_curve: int [leaf, rep, month].
    by_rep: int [row, rep, month], coefficients in millionths that depend on the person alone. numbers: int, what lines
    keep. team: int [rep]. events: [event]; shares: int [event, segment + 1, channel + 1, new], in millionths, the
    last segment and channel being the unknown ones.
    """

    lines: Table
    spans: Table
    curve: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    pieces: Table
    terms: Table
    leaves: Table
    leaf_curve: npt.NDArray[np.int64]
    code: Table
    by_rep: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]
    team: npt.NDArray[np.int64]
    events: Table
    shares: npt.NDArray[np.int64]


def packed(curves: Sequence[tuple[Piece, ...]]) -> tuple[npt.NDArray[np.int64], Table]:
    """Pieces as integers, exact; OverflowError if an amount does not fit 64 bits."""
    rows = []
    for piece in (piece for curve in curves for piece in curve):
        base, slope = piece.base * MICRO, piece.slope * MICRO
        over = lcm(base.denominator, slope.denominator)
        whole, more = divmod(int(base * over), over)
        rows.append((piece.start, whole, int(slope * over), over, piece.anchor, more))
    first = np.cumsum([0, *(len(curve) for curve in curves)]).astype(np.int64)
    return first, table(PIECE, rows)
