"""Where everybody's hours go: the time account, and what of it is lost."""

from collections.abc import Iterator

import numpy as np

from results.section import Section
from results.seen.reading import Floats, Reading
from results.seen.words import NOTES, TITLES, WHAT, columns

TAKEN = (
    "hours_training", "hours_coaching", "hours_sharing", "hours_helping", "hours_care", "hours_prospecting",
    "hours_research", "hours_briefing", "hours_planning", "hours_learning", "hours_joint",
)  # fmt: skip
"""Activities that take hours from leads."""
DAY = ("hours_meetings", "hours_travel", "hours_reports")
LOST = ("hours_travel", "hours_duplicate", "hours_rework", "hours_idle")
"""Hours that bring nothing: on the way, a second time, once more, waiting."""


def hours_sections(r: Reading) -> Iterator[Section]:
    """Where anything but work on leads is counted."""
    if r.has("hours_capacity") and r.year("hours_capacity").any():
        yield _account(r)
        yield _waste(r)
    elif any(r.year(name).any() for name in TAKEN):
        yield _counted(r)


def _row(r: Reading, name: str, hours: Floats, whole: Floats) -> tuple[object, ...]:
    return WHAT[name], r.mean(hours), r.quotient(hours, whole)


def _account(r: Reading) -> Section:
    """The whole of every paid hour."""
    whole = r.year("hours_capacity")
    names = (*DAY, *(name for name in TAKEN if r.has(name)), "hours_busy", "hours_idle")
    rows = tuple(_row(r, name, r.year(name), whole) for name in names if r.year(name).any())
    heads = columns("activity", ("hours", "count"), ("share", "share"))
    return Section("hours", TITLES["hours"], heads, rows, (NOTES["hours"],), most=len(rows))


def _counted(r: Reading) -> Section:
    """Without a time account: what is counted, of all that is counted."""
    names = [name for name in (*TAKEN, "hours") if r.has(name) and r.year(name).any()]
    whole = np.asarray(sum((r.year(name) for name in names), np.zeros(r.replications)))
    rows = tuple(_row(r, name, r.year(name), whole) for name in names)
    heads = columns("activity", ("hours", "count"), ("share", "share"))
    return Section("hours", TITLES["hours"], heads, rows, (NOTES["hours_counted"],), most=len(rows))


def _waste(r: Reading) -> Section:
    """Largest first; waste and useful hours sum to all (M09)."""
    whole = r.year("hours_capacity")
    lost = sorted((name for name in LOST if r.has(name)), key=lambda name: -float(r.year(name).mean()))
    rows = [_row(r, name, r.year(name), whole) for name in lost]
    rows.append(_row(r, "useful", whole - r.year(*lost), whole))
    return Section("waste", TITLES["waste"], columns("activity", ("hours", "count"), ("share", "share")), tuple(rows))
