"""Law 7, counted: whatever a user can write, call or read is documented, and some test names it.

A name counts as documented in `docs/reference/` where it stands in code letters, and as tested where a file
under tests/ names it as a word. This file names nothing by itself: it reads the lists from the program.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
import numpy as np
import pytest
from pydantic import BaseModel

from cli import cli
from results.figures import FIGURES
from results.live import live
from scenarios.base import Label
from scenarios.kpis import KPI_IDS
from scenarios.load import library, load
from scenarios.scenario import Scenario
from sim.measures import M, measures

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
PATTERNS = ("entered", "lost", "cold", "open", "pay")
"""Measures by stage and by pay component: `entered:<stage>`, …, `pay:<component>`."""


# ── what there is ───────────────────────────────────────────────────────────────────────────────


def every_command(command: click.Command = cli, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """What is typed behind the program's name, and the command, those of groups included."""
    yield name, command
    for part, inner in command.commands.items() if isinstance(command, click.Group) else ():
        yield from every_command(inner, f"{name} {part}".strip())


def commands() -> list[str]:
    return sorted(name for name, _ in every_command() if name)


def options() -> list[tuple[str, str]]:
    """(command, long option) for all of them, the program's own included."""
    return [
        (name, option)
        for name, command in every_command()
        for parameter in command.get_params(click.Context(command, **command.context_settings))
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    ]


def inside(annotation: Any) -> Iterator[Any]:
    """Every model and every word that a value of this type may hold."""
    origin = get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif origin is Literal:
        yield from get_args(annotation)
    elif origin in (Annotated, Union, UnionType, tuple):
        for part in get_args(annotation)[: 1 if origin is Annotated else None]:
            yield from inside(part)


@cache
def models() -> tuple[type[BaseModel], ...]:
    """Every section that a scenario may have; a label is a text to whoever writes it."""
    found: list[type[BaseModel]] = [Scenario]
    for model in found:
        for field in model.model_fields.values():
            parts = [part for part in inside(field.annotation) if isinstance(part, type)]
            found += [part for part in parts if part is not Label and part not in found]
    return tuple(found)


def keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def every_key() -> list[str]:
    return sorted({key for model in models() for key in keys(model)})


def every_word() -> list[str]:
    """What may be chosen where a key takes one of some words."""
    fields = [field for model in models() for field in model.model_fields.values()]
    words = {str(part) for field in fields for part in inside(field.annotation) if not isinstance(part, type)}
    return sorted(words)


def fixed_measures() -> list[str]:
    return [measure.name.lower() for measure in M]


# ── where it is named ───────────────────────────────────────────────────────────────────────────


@cache
def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def code_in(page_text: str) -> str:
    """What stands in code letters on a page: spans and blocks."""
    blocks = re.findall(r"(?ms)^```.*?^```", page_text)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", page_text)])


@cache
def named_in() -> str:
    """All test files but this one, with the files that they live through."""
    files = [path for ending in ("*.py", "*.yaml") for path in sorted((ROOT / "tests").rglob(ending))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path != Path(__file__).resolve())


@cache
def words_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", text))


def unnamed(words: Iterable[str], text: str) -> list[str]:
    """Those that do not stand in the text as words of their own."""
    others = [word for word in words if word not in words_in(text)]  # words with other signs in them are looked for
    return [word for word in others if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)]


def section_rows() -> list[set[str]]:
    """The keys that each table of the scenario page explains."""
    sections = re.split(r"(?m)^## ", page("scenario.md"))
    return [set(re.findall(r"(?m)^\| `([^`]+)` \|", section)) for section in sections]


# ── documented ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", commands())
def test_command_is_documented(command: str) -> None:
    """Every command has a section on the page of commands."""
    assert f"\n## quotalab {command}\n" in page("cli.md")


@pytest.mark.parametrize(("command", "option"), options())
def test_option_is_documented(command: str, option: str) -> None:
    """Every option stands in its command's section."""
    title = f"\n## quotalab {command}".rstrip() + "\n"
    section = page("cli.md").split(title)[1].split("\n## ")[0]
    assert unnamed([option], code_in(section)) == []


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_section_of_a_scenario_is_documented(model: type[BaseModel]) -> None:
    """Every section has a table with a row for each of its keys."""
    assert [rows for rows in section_rows() if set(keys(model)) <= rows], keys(model)


def test_words_to_choose_from_are_documented() -> None:
    """Every word that a key may take stands on the page of scenarios in code letters."""
    assert unnamed(every_word(), code_in(page("scenario.md"))) == []


def test_kpis_figures_and_measures_are_documented() -> None:
    """Every KPI, figure and panel measure has a row on the page of measures, with its definition."""
    text = page("measures.md")
    rows = dict(re.findall(r"(?m)^\| `([^`]+)`[ *]*\|(.*)$", text))
    missing = [name for name in (*KPI_IDS, *(f.key for f in FIGURES), *fixed_measures()) if name not in rows]
    assert missing == []
    assert [f.key for f in FIGURES if f.definition not in text or f.name.zh not in text] == []
    assert [m.name for m in measures(load("baseline")) if m.definition not in text] == []


@pytest.mark.parametrize("name", library())
def test_bundled_scenario_is_documented(name: str) -> None:
    """Every bundled scenario is on the pages of reference, with its titles."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.md")))
    assert unnamed([name], code_in(text)) == []
    assert load(name).title.en in text
    assert load(name).title.zh in text


# ── tested ──────────────────────────────────────────────────────────────────────────────────────


def test_commands_and_options_are_tested() -> None:
    """Some test names every command and every option."""
    assert unnamed(commands(), named_in()) == []
    assert unnamed(sorted({option for _, option in options()}), named_in()) == []


def test_keys_and_words_of_scenarios_are_tested() -> None:
    """Some test names every key of a scenario, and every word to choose from."""
    assert unnamed(every_key(), named_in()) == []
    assert unnamed(every_word(), named_in()) == []


def test_kpis_figures_and_measures_are_tested() -> None:
    """Some test names every KPI, figure and panel measure; a measure may be named as M.MEASURE."""
    assert unnamed(KPI_IDS, named_in()) == []
    assert unnamed([figure.key for figure in FIGURES], named_in()) == []
    assert unnamed(fixed_measures(), named_in().lower()) == []
    assert [start for start in PATTERNS if f"{start}:" not in named_in()] == []


def test_bundled_scenarios_are_tested() -> None:
    """Some test names every bundled scenario."""
    assert unnamed(library(), named_in()) == []


# ── the library ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", library())
def test_head_of_a_bundled_scenario_says_what_it_is_for(name: str) -> None:
    """A bundled file begins with a comment: a title, what it shows, and the bundled scenarios to compare it with."""
    lines = (ROOT / "scenarios" / "library" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    last = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    head = " ".join(line.lstrip("# ").strip() for line in lines[:last])
    assert re.match(r"[A-Z][\w ,'’()-]*: \S", head), "a title, then a colon and what it is"
    assert re.search(r"\bShows [a-z]\w+ ", head), "what it shows"
    others = re.search(r"Compared with: ([\w, ]+)\.", head)
    assert others, "what it is compared with"
    named = re.split(r", | and ", others[1])
    assert set(named) <= set(library()) - {name}


@pytest.mark.parametrize("name", library())
def test_bundled_scenario_runs(name: str) -> None:
    """Every bundled scenario is lived through: finite numbers, and something sold."""
    outcome = live(load(name, ["mind.pilot=4"]), 1, 1, "kernel", lambda _: None)
    assert np.isfinite(outcome.reps).all()
    assert np.isfinite(outcome.teams).all()
    assert outcome.year("bookings").sum() > 0


def test_the_counting_can_fail() -> None:
    """A word that stands only inside others is not named, so that the counts above are not empty."""
    assert unnamed(["rep", "--per"], "reps --per-rep") == ["rep", "--per"]
    assert unnamed(["rep", "--per-rep"], "(rep) --per-rep=1") == []
    assert len(every_key()) > 60
    assert len(every_word()) > 30
    assert len(options()) > 15
