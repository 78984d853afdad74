"""The part about what other scenarios change: pictures, whose pay, figures, inputs, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from results.render.tables import differences_table
from results.render.words import word
from results.report.facts import PairFacts
from results.report.grids import grid, grid_of
from results.report.material import Material
from results.report.pay_pictures import difference_picture
from results.report.pictures import Shown
from results.report.sources import swings_grid
from results.report.view import Grid, Part, Picture
from results.report.words import said

DRAWN = ("bookings", "hit", "pay", "margin_after_pay")
MOST_INPUTS = 15


def change_parts(m: Material) -> Iterator[Part]:
    """Nothing where there is nothing to compare with."""
    if m.pairs:
        grids = [_whose_pay(m)]
        for run, pair in zip(m.runs[1:], m.pairs, strict=True):
            grids += _pair_grids(m, run, pair)
        yield m.part("differences", pictures=tuple(_differences(m)), grids=tuple(grids))


def _differences(m: Material) -> Iterator[Picture]:
    for key in DRAWN:
        yield difference_picture(m.runs[1:], [pair.comparison.line(key) for pair in m.pairs], m.amounts)


def _whose_pay(m: Material) -> Grid:
    verdicts = ("winner", "loser", "same", "uncertain")
    rows = [
        (run.title, *(str(pair.comparison.count(verdict)) for verdict in verdicts))
        for run, pair in zip(m.runs[1:], m.pairs, strict=True)
    ]
    heads = (said("scenario", m.language), *(word(verdict, m.language) for verdict in verdicts))
    return grid(said("title_pay_changes", m.language), heads, rows)


def _pair_grids(m: Material, run: Shown, pair: PairFacts) -> Iterator[Grid]:
    """Differences in the outcome, in the inputs, and which assumption they hang on."""
    title = said("title_against", m.language, title=run.title, base=m.runs[0].title)
    yield grid_of(differences_table("title_outcomes", pair.comparison.company, m.amounts, m.language), title)
    yield _inputs(m, run, pair)
    if pair.spread:
        yield swings_grid(pair.spread, m.names, said("title_swings_of", m.language, title=run.title), m.amounts)


def _inputs(m: Material, run: Shown, pair: PairFacts) -> Grid:
    changes: list[tuple[str, ...]] = list(dict.fromkeys(m.names.change(change) for change in pair.comparison.inputs))
    if len(changes) > MOST_INPUTS:
        more = said("and_more", m.language, count=len(changes) - MOST_INPUTS)
        changes = [*changes[:MOST_INPUTS], (more, "", "")]
    heads = (said("path", m.language), m.runs[0].title, run.title)
    rows = changes or [(said("nothing", m.language), "", "")]
    return grid(said("title_inputs", m.language, title=run.title), heads, rows, (0, 1, 2))
