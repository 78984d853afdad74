"""What moves people beside pay, quarter by quarter: effort with it and by pay alone, mood, fairness, recognition."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from results.section import In, Section
from results.seen.reading import Floats, Reading
from results.seen.words import NOTES, TITLES, WHAT, columns, month_columns, quarter_ends

PARTS: dict[str, tuple[str, ...]] = {
    "motivation": ("motivation", "fatigue"),
    "commitment": ("commitment",),
    "fairness": ("unfairness",),
    "feedback": ("misjudged",),
}
"""What is told of each part of a drive that is on."""


def drive_sections(r: Reading) -> Iterator[Section]:
    """Where something beside pay moves people."""
    drive = r.outcome.scenario.drive
    if drive is None or not r.has("motivation"):
        return
    ends = quarter_ends(r.months)
    levels = ["effort", "effort_by_pay", *(name for part in drive.parts for name in PARTS.get(part, ()))]
    rows: list[tuple[Any, ...]] = [(WHAT[name], *(_level(r, name, end) for end in ends)) for name in levels]
    for name in ("recognitions", "hours_reviews"):
        if r.year(name).any():
            rows.append((WHAT[name], *(In(r.mean(sums), "count") for sums in _by_quarter(r, name, ends))))
    heads = (*columns("what"), *month_columns(ends, "number"))
    yield Section("drive", TITLES["drive"], heads, tuple(rows), (NOTES["drive"],), most=len(rows))


def _level(r: Reading, name: str, month: int) -> Any:
    """The mean of those whose seats are not left empty."""
    empty = r.level("empty_seats", month) if r.has("empty_seats") else 0.0
    return r.mean(r.level(name, month) / np.maximum(len(r.outcome.scenario.people.reps) - empty, 1.0))


def _by_quarter(r: Reading, name: str, ends: list[int]) -> Iterator[Floats]:
    """Sums of each quarter over everybody, [replication]."""
    months, begin = r.outcome.months(name), 0
    for end in ends:
        yield np.asarray(months[:, begin : end + 1].sum(axis=1))
        begin = end + 1
