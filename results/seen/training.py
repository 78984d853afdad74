"""Training over the year: what was done, what it brought, and how skills stand at the end of each quarter."""

from collections.abc import Iterator
from typing import Any

from results.section import In, Section
from results.seen.reading import Reading
from results.seen.words import NOTES, TITLES, TOPICS, WHAT, columns, month_columns, quarter_ends


def training_sections(r: Reading) -> Iterator[Section]:
    """Where the scenario has training."""
    topics = r.series("skill:")
    if not topics:
        return
    rows = tuple(_rows(r))
    if rows:
        yield Section("training", TITLES["training"], columns("what", ("value", "count")), rows, most=len(rows))
    ends = quarter_ends(r.months)
    reps = len(r.outcome.scenario.people.reps)
    levels = tuple(
        (TOPICS[topic], *(r.mean(r.level(f"skill:{topic}", end) / reps) for end in ends)) for topic in topics
    )
    heads = (*columns("skill"), *month_columns(ends, "number"))
    yield Section("skills", TITLES["skills"], heads, levels, (NOTES["skills"],))


def _rows(r: Reading) -> Iterator[tuple[Any, ...]]:
    """What never happened is left out."""
    if r.year("trainings_due").any():
        yield WHAT["trainings_done"], r.total("trainings_done")
        yield WHAT["done_share"], In(r.per(["trainings_done"], ["trainings_due"]), "share")
    if r.year("tested_twice").any():
        yield WHAT["gain_share"], In(r.per(["trainings_with_gain"], ["tested_twice"]), "share")
        gained = r.year("points_after") - r.year("points_before")
        yield WHAT["points_gained"], In(r.quotient(gained, r.year("tested_twice")), "number")
    if r.year("tests_taken").any():
        yield WHAT["right_share"], In(r.per(["test_right"], ["test_questions"]), "share")
        yield WHAT["passed_share"], In(r.per(["tests_passed"], ["tests_taken"]), "share")
    for name in ("cases_accepted", "help_accepted", "promotions"):
        if r.year(name).any():
            yield WHAT[name], r.total(name)
