"""What a report says of its inputs (law 8): how many are fitted, given and assumed, by whom, and in which range."""

from __future__ import annotations

import re
from collections import Counter

from results.report.amounts import Amounts
from results.report.grids import grid
from results.report.privacy import Names
from results.report.view import Grid
from results.report.words import said
from results.study import Spread
from scenarios.provenance import NOT_STATED, provenance
from scenarios.scenario import Scenario
from scenarios.sources import Source

MOST_SOURCES, MOST_SWINGS = 60, 8
KINDS = ("assumed", "fitted", "given")


def counts(scenario: Scenario, language: str) -> str:
    """How many values are fitted, given and assumed, in a sentence."""
    kinds: Counter[str] = Counter(source.kind for _, source in provenance(scenario))
    return said("counts", language, all=f"{kinds.total():,}", **{kind: f"{kinds[kind]:,}" for kind in KINDS})


def sources_grid(scenario: Scenario, names: Names, title: str, language: str) -> Grid:
    """Each source with how many values it speaks for: what is assumed first."""
    spoken: Counter[tuple[str, str, str, str]] = Counter()
    for _, source in provenance(scenario):
        spoken[_row(source, names, language)] += 1
    ordered = sorted(spoken, key=lambda row: (KINDS.index(row[0]), row[1]))
    rows = [
        (path, f"{spoken[kind, path, text, span]:,}", said(f"kind_{kind}", language), text, span)
        for kind, path, text, span in ordered[:MOST_SOURCES]
    ]
    if len(ordered) > MOST_SOURCES:
        rows.append((said("and_more", language, count=len(ordered) - MOST_SOURCES), "", "", "", ""))
    heads = [said(key, language) for key in ("path", "values", "kind", "source", "range")]
    return grid(title, heads, rows, (0, 2, 3))


def _row(source: Source, names: Names, language: str) -> tuple[str, str, str, str]:
    text = said("not_stated", language) if source.source == NOT_STATED else names.hidden(source.source)
    span = " … ".join(f"×{end:.3g}" for end in source.factor) if source.factor and source.kind != "given" else ""
    return source.kind, names.hidden(source.path), text, span


def swings_grid(spread: Spread, names: Names, title: str, amounts: Amounts) -> Grid:
    """Which set of assumptions moves margin after pay most."""
    language = amounts.language
    rows = [
        (_named(swing.variant, names, language), amounts.money(swing.change, signed=True))
        for swing in spread.swings[:MOST_SWINGS]
    ]
    return grid(title, (said("assumption", language), said("moves", language)), rows)


def _named(variant: str, names: Names, language: str) -> str:
    """A set of assumptions in the reader's language."""
    if joint := re.fullmatch(r"joint draw (\d+)", variant):
        return said("joint", language, number=joint[1])
    return said("no_reaction", language) if variant == "reps do not react" else names.hidden(variant)
