"""How long open leads have been at their stage, and how many leads are won by which age."""

from collections.abc import Iterator

from results.ages import EDGES, Ages
from results.conversion import AGES
from results.kpi_words import told
from results.measure_words import thing_name
from results.section import Column, Section
from results.seen.words import NOTES, TITLES, WHAT, columns
from scenarios.base import Label
from scenarios.scenario import Scenario


def age_sections(ages: Ages | None, scenario: Scenario) -> Iterator[Section]:
    """Where logs were looked through."""
    if ages is None:
        return
    bands = zip((0, *EDGES), (*EDGES, None), strict=True)
    heads = (*columns("stage", ("open", "count"), ("days", "days")), *(_band(low, high) for low, high in bands))
    rows = tuple(
        (
            thing_name(stage.stage, scenario),
            stage.open,
            stage.days if stage.open else None,
            *(band / stage.open if stage.open else None for band in stage.bands),
        )
        for stage in ages.stages
    )
    years = str(ages.years)
    yield Section("ages", TITLES["ages"], heads, rows, (told(NOTES["ages"], years=years),), most=len(rows))
    if ages.won_by:
        by_age = [(told(WHAT["within"], days=str(days)), share) for days, share in zip(AGES, ages.won_by, strict=True)]
        lines = (*by_age, (WHAT["as_it_reads"], ages.as_it_reads))
        note = told(NOTES["conversion"], years=years)
        yield Section("conversion", TITLES["conversion"], columns("what", ("won_share", "share")), lines, (note,))


def _band(low: int, high: int | None) -> Column:
    text = f"≥ {low}" if high is None else f"{low} – {high}"
    return Column(f"from_{low}", Label(en=text, zh=text), "share")
