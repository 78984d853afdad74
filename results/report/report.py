"""`report` as a user meets it: stored runs in, one HTML file out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from results import store
from results.ages import read_ages
from results.block import Block
from results.render.data import comparison_data, run_data
from results.render.sections import plain, section_data
from results.render.words import Language
from results.report.amounts import Amounts
from results.report.answers import headline, pair_sentence, sentences, tiles
from results.report.facts import PairFacts, RunFacts, pair_facts, run_facts
from results.report.material import Material
from results.report.page import Page, rendered
from results.report.parts import block_parts, parts_of
from results.report.pictures import shown_runs
from results.report.privacy import Names
from results.report.small_print import folders_grid, version_notes
from results.report.stored import Stored, read_stored
from results.report.view import Pair, Part
from results.report.words import said
from results.work import Done
from results.writing import written_whole
from scenarios.company import EvenMonths
from scenarios.scenario import Scenario

IN_SHORT = 2
"""Sentences of a finding that stand beside the answer."""

LONGEST = 80
"""Signs of a file's name that come from the names of runs."""


def write_report(words: Sequence[str], output: Path | None, options: Mapping[str, Any]) -> tuple[Path, Done]:
    """Writes the report of these folders; returns where, with its figures as data. Raises ScenarioFaults."""
    stored = read_stored(words)
    language, per_rep = options["lang"], options["per_rep"]
    base = run_facts(stored.runs[0]) if stored.runs else None
    pairs = tuple(pair_facts(stored.runs[0], other) for other in stored.runs[1:])
    page = _run_page(stored, base, pairs, language, per_rep) if base else _block_page(stored, language)
    path = output or store.home() / f"report-{_names(stored)}.html"
    text = rendered(page)
    with written_whole(path) as draft:
        draft.write_text(text, encoding="utf-8")
    data = {"report": str(path), "language": language, **_data(stored, base, pairs, per_rep)}
    return path, Done(data=data, notes=list(version_notes(stored.runs, "en")))


def _run_page(stored: Stored, base: RunFacts, pairs: tuple[PairFacts, ...], language: Language, per_rep: bool) -> Page:
    scenario = base.run.scenario
    amounts = Amounts(scenario.company.currency, language)
    names = Names(per_rep, *(run.scenario for run in stored.runs))
    runs = shown_runs([run.outcome for run in stored.runs], language, names)
    parts = tuple(parts_of(Material(base, pairs, runs, stored.blocks, amounts, language, names, per_rep)))
    company = names.hidden(scenario.company.name.text(language))
    when = fiscal_year(scenario, language)
    told = [pair_sentence(pair, run.title, amounts) for pair, run in zip(pairs, runs[1:], strict=True)]
    told += [in_short(each.block, names, language) for each in stored.blocks if each.block.lead]
    return Page(
        language=language,
        title=" – ".join(dict.fromkeys((company, runs[0].title, *when))),
        kicker=" · ".join(dict.fromkeys((said("kicker", language), company, *when, runs[0].title))),
        answer=headline(base, amounts),
        says=sentences(base, amounts),
        pairs_title=said("in_short" if stored.blocks else "against_base", language),
        pairs=tuple(told),
        tiles=tiles(base, amounts),
        parts=parts,
    )


def fiscal_year(scenario: Scenario, language: Language) -> tuple[str, ...]:
    """Its first day and length in words; nothing where months have no dates."""
    calendar = scenario.company.calendar
    if isinstance(calendar, EvenMonths):
        return ()
    return (said("fiscal_year", language, start=calendar.start.isoformat(), months=calendar.months),)


def in_short(block: Block, names: Names, language: Language) -> Pair:
    """A finding's first sentences; its own part has all of them."""
    sentences = (names.hidden(sentence.text(language)) for sentence in block.lead[:IN_SHORT])
    return Pair(names.hidden(block.title.text(language)), said("space", language).join(sentences))


def _block_page(stored: Stored, language: Language) -> Page:
    """Findings alone: the first one's first sentence is the answer."""
    blocks = [each.block for each in stored.blocks]
    first = blocks[0]
    title = first.title.text(language)
    answer = first.lead[0].text(language) if first.lead else title
    rest = replace(first, lead=first.lead[1:])
    parts = tuple(block_parts((rest, *blocks[1:]), None, Names(True), language))
    says = tuple(said(key, language) for key in ("small_interval", "small_model"))
    small = Part("small", said("part_small", language), says, grids=(folders_grid((), stored.blocks, language),))
    return Page(language, title, f"{said('kicker', language)} · {title}", answer, (), "", (), (), (*parts, small))


def _names(stored: Stored) -> str:
    """The runs' scenarios and the findings' kinds, as a file's name."""
    names = [run.manifest.scenario for run in stored.runs] + [each.block.kind for each in stored.blocks]
    return "-".join(dict.fromkeys(names)).replace("/", "-")[:LONGEST]


def _data(stored: Stored, base: RunFacts | None, pairs: Sequence[PairFacts], per_rep: bool) -> dict[str, Any]:
    """The report's figures, not rounded, as `run` and `compare` print them."""
    data: dict[str, Any] = {"run": None, "comparisons": [], "blocks": []}
    if base:
        data["run"] = run_data(base.run.outcome, base.spread, per_rep, read_ages(base.run.folder))
        data["comparisons"] = [
            comparison_data(pair.comparison, base.run.outcome, pair.run.outcome, pair.spread, per_rep) for pair in pairs
        ]
    for block in (each.block for each in stored.blocks):
        found = {"kind": block.kind, "lead": plain(block.lead), **section_data(block.sections)}
        data["blocks"].append(found)
    return data
