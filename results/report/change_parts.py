"""What other scenarios change: pictures, whose pay and figures; and, among the details, the inputs that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from results.render.tables import differences_table
from results.render.words import word
from results.report.answers import VERDICTS
from results.report.facts import PairFacts
from results.report.grids import grid, grid_of
from results.report.material import Material
from results.report.pay_pictures import difference_picture
from results.report.pictures import Shown
from results.report.privacy import Names
from results.report.view import Grid, Part, Picture
from results.report.words import said
from scenarios.difference import Change

DRAWN = ("bookings", "hit", "pay", "margin_after_pay")
MOST_INPUTS = 40
"""Rows of inputs besides the plan's, which are all shown."""

MOST_ALIKE = 2
"""Rows that read alike once names are hidden; more are counted in one row."""


def change_parts(m: Material) -> Iterator[Part]:
    """Nothing where there is nothing to compare with."""
    if m.pairs:
        grids = [_whose_pay(m)]
        for run, pair in zip(m.runs[1:], m.pairs, strict=True):
            grids.append(_outcomes(m, run, pair))
        yield m.part("differences", pictures=tuple(_differences(m)), grids=tuple(grids))


def inputs_part(m: Material) -> Iterator[Part]:
    """The inputs that differ, scenario by scenario."""
    if m.pairs:
        grids = tuple(_inputs(m, run, pair) for run, pair in zip(m.runs[1:], m.pairs, strict=True))
        yield m.part("inputs", grids=grids)


def _differences(m: Material) -> Iterator[Picture]:
    for key in DRAWN:
        yield difference_picture(m.runs[1:], [pair.comparison.line(key) for pair in m.pairs], m.amounts)


def _whose_pay(m: Material) -> Grid:
    rows = [
        (run.title, *(str(pair.comparison.count(verdict)) for verdict in VERDICTS))
        for run, pair in zip(m.runs[1:], m.pairs, strict=True)
    ]
    heads = (said("scenario", m.language), *(word(verdict, m.language) for verdict in VERDICTS))
    return grid(said("title_pay_changes", m.language), heads, rows)


def _outcomes(m: Material, run: Shown, pair: PairFacts) -> Grid:
    """Differences in the outcome; what `= 3 %` means is said where it stands."""
    title = said("title_against", m.language, title=run.title, base=m.runs[0].title)
    found = grid_of(differences_table("title_outcomes", pair.comparison.company, m.amounts, m.language), title)
    equal = any(", = " in cell.text for row in found.rows for cell in row)
    return replace(found, notes=(*found.notes, said("note_better", m.language))) if equal else found


def _inputs(m: Material, run: Shown, pair: PairFacts) -> Grid:
    """The plan first and whole, then everything else up to a length."""
    changes = input_rows(pair.comparison.inputs, m.names, m.language)
    heads = (said("path", m.language), m.runs[0].title, run.title)
    rows = changes or [(said("nothing", m.language), "", "")]
    return grid(said("title_inputs", m.language, title=run.title), heads, rows, (0, 1, 2))


def input_rows(inputs: Sequence[Change], names: Names, language: str) -> list[tuple[str, str, str]]:
    """Where inputs differ and both values; many that differ in a hidden name alone are counted in one row."""
    alike = Counter(names.hidden(change.path) for change in inputs)
    rows = []
    for change in inputs:
        path, before, after = names.change(change)
        if path != change.path and alike[path] > MOST_ALIKE:
            before, after = said("values_differ", language, count=alike[path]), ""
        rows.append((path, before, after))
    ordered = sorted(dict.fromkeys(rows), key=lambda row: not _of_plan(row))
    most = sum(map(_of_plan, ordered)) + MOST_INPUTS
    more = [(said("and_more", language, count=len(ordered) - most), "", "")] if len(ordered) > most else []
    return ordered[:most] + more


def _of_plan(row: tuple[str, str, str]) -> bool:
    return row[0].split(".")[0].split("[")[0] == "plan"
