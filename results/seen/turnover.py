"""Who left in the year, who came instead, and what that cost."""

from collections.abc import Iterator
from typing import Any

from results.section import In, Section
from results.seen.reading import Reading
from results.seen.words import NOTES, TITLES, WHAT, columns


def turnover_sections(r: Reading) -> Iterator[Section]:
    """Where people may leave."""
    if r.has("leavers"):
        rows = tuple(_rows(r))
        heads = columns("what", ("value", "count"))
        yield Section("turnover", TITLES["turnover"], heads, rows, (NOTES["turnover"],), most=len(rows))


def _rows(r: Reading) -> Iterator[tuple[Any, ...]]:
    seats = len(r.outcome.scenario.people.reps)
    yield WHAT["leavers"], r.total("leavers")
    yield WHAT["leavers_share"], In(r.mean(r.year("leavers") / seats), "share")
    yield WHAT["leaving_chance"], r.total("leaving_chance")
    for name in ("newcomers", "empty_seats"):
        if r.year(name).any():
            yield WHAT[name], r.total(name)
    if r.year("hiring_cost").any():
        yield WHAT["hiring_cost"], In(r.money("hiring_cost"), "money")
