"""Writes docs/reference/ from the program itself; `--check` says which pages are out of date and exits 1.

Run from anywhere: python docs/generate.py
"""

import inspect
import re
import sys
import types
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import click  # noqa: E402 - the checkout comes first on the path
from pydantic import BaseModel  # noqa: E402
from pydantic.fields import FieldInfo  # noqa: E402
from pydantic_core import PydanticUndefined  # noqa: E402

from cli import cli  # noqa: E402
from docs.requirements.book import page as requirements_page  # noqa: E402
from results.figures import FIGURES, FUNNEL_ONLY  # noqa: E402
from results.lever_list import TITLES as LEVER_TITLES  # noqa: E402
from results.lever_list import default_text  # noqa: E402
from results.markdown import markdown_table  # noqa: E402
from scenarios.base import Label  # noqa: E402
from scenarios.difference import written_form  # noqa: E402
from scenarios.kpis import KPIS, Kpi, known_measures  # noqa: E402
from scenarios.levers import FAMILIES, Lever  # noqa: E402
from scenarios.load import LIBRARY, library, load  # noqa: E402
from scenarios.meanings import meanings  # noqa: E402
from scenarios.plan_file import PlanFile  # noqa: E402
from scenarios.scenario import Scenario  # noqa: E402
from sim.measures import measures  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
HELP_WIDTH = 100
MOST_PLACES = 4
"""Places of one section that fit a heading; more of them stand below it."""
MADE = "<!-- Written by docs/generate.py; edit the program, not this page. -->"
WORDS = {
    "Decimal": "number, exact",
    "float": "number",
    "int": "whole number",
    "bool": "true or false",
    "date": "date (2027-01-31)",
    "str": "text",
    "Label": "text",
}
MEASURED = {"With `customers.life`": ("customers.life={}",)}
"""What more is counted where the baseline is given a section."""
PATTERNS = {r"^[\w][\w.-]*$": "id"}


def main(arguments: list[str]) -> int:
    """Writes every page, or with --check compares; returns the exit code."""
    stale = [name for name, text in pages().items() if _read(name) != text]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/reference/{name} is out of date; run: python docs/generate.py")
        return 1 if stale else 0
    REFERENCE.mkdir(exist_ok=True)
    for name in stale:
        (REFERENCE / name).write_text(pages()[name], encoding="utf-8")
        print(f"wrote docs/reference/{name}")
    return 0


@cache
def pages() -> dict[str, str]:
    """Each page's name and text."""
    made = {
        "cli.md": cli_page(),
        "scenario.md": scenario_page(),
        "plan-file.md": plan_page(),
        "measures.md": measures_page(),
        "levers.md": levers_page(),
        "library.md": library_page(),
        "requirements.md": requirements_page(),
    }
    return {name: "\n".join([MADE, "", *lines]) + "\n" for name, lines in made.items()}


def _read(name: str) -> str | None:
    path = REFERENCE / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


# ── cli.md ──────────────────────────────────────────────────────────────────────────────────────


def cli_page() -> list[str]:
    """The --help text of every command."""
    lines = ["# Commands", "", "What `quotalab --help` and `quotalab COMMAND --help` print.", ""]
    for title, command in _commands(cli, "quotalab"):
        lines += [f"## {title}", "", "```text", *_help(command, title).splitlines(), "```", ""]
    return lines[:-1]


def _commands(command: click.Command, title: str) -> Iterator[tuple[str, click.Command]]:
    """A command and those inside it, in the order of the alphabet, by what is typed."""
    yield title, command
    for name, inner in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
        yield from _commands(inner, f"{title} {name}")


def _help(command: click.Command, title: str) -> str:
    """Help at one width, whatever the terminal."""
    context = click.Context(command, info_name=title, help_option_names=["-h", "--help"], terminal_width=HELP_WIDTH)
    return re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.MULTILINE)


# ── scenario.md ─────────────────────────────────────────────────────────────────────────────────


def scenario_page() -> list[str]:
    """Every key of a scenario file: where, what, default, meaning."""
    lines = [
        "# Scenario files",
        "",
        "Every key a scenario file may have, section by section. A key without a default is required, unless the",
        "file names another with `extends:`, from which it is then taken. Unknown keys are refused.",
        "[Writing a scenario](../how-to/write-a-scenario.md) says how files are put together.",
        "",
        "In the tables, **id** is a stable short name: letters of any script, digits, `_`, `.` and `-`, at most 40",
        "signs; luck follows the id of a rep, so keep it. **text** is what people read: one text, or",
        "`{en: …, zh: …}`. **number, exact** is kept to the last digit as it is written; money is in the",
        "currency's major unit (元). `[*]` stands for each item of a list.",
        "",
        "## The file",
        "",
        *markdown_table(("Key", "Value", "Default", "Meaning"), [_EXTENDS, *_rows(Scenario, "")]),
    ]
    return [*lines, *_sections(Scenario, known=())]


def plan_page() -> list[str]:
    """What a plan file has besides the sections it shares with scenarios."""
    lines = [
        "# Plan files",
        "",
        "What the `quotalab pay` commands read: a plan, and of the company and its people as much as pay needs. A",
        "scenario file is a plan file, too; its other sections are left aside. Sections that both have, such as `plan`",
        "and `examples`, are explained in [Scenario files](scenario.md), with the words used in these tables.",
        "",
        "## The file",
        "",
        *markdown_table(("Key", "Value", "Default", "Meaning"), [_EXTENDS, *_rows(PlanFile, "")]),
    ]
    return [*lines, *_sections(PlanFile, known={record for _, _, record in _records(Scenario, "")})]


def _sections(top: type[BaseModel], known: Collection[type[BaseModel]]) -> list[str]:
    """A table for each record below one that is not known from elsewhere, with all its places."""
    places: dict[tuple[type[BaseModel], str], dict[str, None]] = {}
    for path, kind, record in _records(top, ""):
        if record not in known:
            places.setdefault((record, kind), {})[path] = None
    lines: list[str] = []
    for (record, kind), paths in places.items():
        shown = [f"`{path}`" for path in paths]
        few = len(shown) <= MOST_PLACES
        title = ", ".join(shown if few else shown[: MOST_PLACES - 1]) + ("" if few else " and elsewhere") + kind
        also = [] if few else ["", f"Also at {', '.join(shown[MOST_PLACES - 1 :])}."]
        lines += [
            "",
            f"## {title}",
            "",
            _doc(record),
            *also,
            "",
            *markdown_table(_HEADS, _rows(record, next(iter(paths)))),
        ]
    return lines


_HEADS = ("Key", "Value", "Default", "Meaning")
_EXTENDS = ("`extends`", "name or path", "none", "A bundled scenario or a file; this file's values go over it.")


def _records(record: type[BaseModel], path: str) -> Iterator[tuple[str, str, type[BaseModel]]]:
    """Every record below one, with its path and what tells it from others there, in the order of the fields."""
    for name, field in record.model_fields.items():
        below = f"{path}.{field.alias or name}".lstrip(".")
        options = [option for option in _options(field.annotation) if _is_record(option[0])]
        for option, in_list in options:
            place = below + ("[*]" if in_list else "")
            yield place, _kind_of(option, len(options) > 1), option
            yield from _records(option, place)


def _options(annotation: Any, in_list: bool = False) -> list[tuple[Any, bool]]:
    """The alternatives a field accepts, null aside, and whether it is a list of them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _options(get_args(annotation)[0], in_list)
    if origin in (Union, types.UnionType):
        return [option for part in get_args(annotation) for option in _options(part, in_list)]
    if origin is tuple and get_args(annotation)[-1] is Ellipsis:
        return _options(get_args(annotation)[0], True)
    return [] if annotation in (None, type(None)) else [(annotation, in_list)]


def _is_record(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, BaseModel) and option is not Label


def _kind_of(record: type[BaseModel], several: bool) -> str:
    """What tells one alternative from the others, such as `kind: base`."""
    for key in ("kind", "mode") if several else ():
        if key in record.model_fields:
            words = get_args(record.model_fields[key].annotation)
            return f" with {' or '.join(f'`{key}: {word}`' for word in words)}"
    return ""


def _rows(record: type[BaseModel], path: str) -> list[tuple[str, ...]]:
    return [
        (
            f"`{field.alias or name}`",
            _value(field, f"{path}.{field.alias or name}".lstrip(".")),
            _default(field),
            _meaning(record, name, field),
        )
        for name, field in record.model_fields.items()
    ]


def _value(field: FieldInfo, path: str) -> str:
    """What may be written: a kind of value with its bounds, or the section that says more."""
    told = _kind(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
    return told.replace("list of section", f"list of `{path}[*]`").replace("section", f"`{path}`")


def _kind(annotation: Any, limits: tuple[Any, ...] = ()) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(arguments[0], (*limits, *arguments[1:]))
    if origin in (Union, types.UnionType):
        told = list(dict.fromkeys(_kind(part, limits) for part in arguments if part is not type(None)))
        return " or ".join(told) + (" or null" if type(None) in arguments else "")
    if origin is tuple:
        return _listed(arguments, limits)
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if _is_record(annotation):
        return "section"
    pattern = next((limit.pattern for limit in limits if getattr(limit, "pattern", None)), None)
    return (PATTERNS.get(pattern or "") or WORDS[annotation.__name__]) + _bounds(limits)


def _listed(arguments: tuple[Any, ...], limits: tuple[Any, ...]) -> str:
    if arguments[-1] is not Ellipsis:
        return "list of " + " and ".join(_kind(part) for part in arguments)
    least = next((limit.min_length for limit in limits if getattr(limit, "min_length", None)), 0)
    return "list of " + _kind(arguments[0]) + (f", at least {least}" if least else "")


def _bounds(limits: Iterable[Any]) -> str:
    """Such as ` ≥ 0, ≤ 1`; of two limits on one side the one written last, which narrows the other."""
    signs = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "multiple_of": "a multiple of"}
    sides = {"gt": "least", "ge": "least", "lt": "most", "le": "most", "multiple_of": "step"}
    told: dict[str, str] = {}
    for limit in (part for given in limits for part in getattr(given, "metadata", (given,))):
        for key, sign in signs.items():
            if (bound := getattr(limit, key, None)) is not None:
                told[sides[key]] = f"{sign} {bound:,}".replace(",", "\u2009")
    return " " + ", ".join(told.values()) if told else ""


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "required"
    if value is None:
        return "null"
    plain = written_form(value)
    if isinstance(plain, dict):
        return "see there" if plain != {"en": "", "zh": ""} else "empty"
    if isinstance(plain, list):
        return "empty" if not plain else f"`{plain}`"
    if isinstance(plain, bool):
        return f"`{str(plain).lower()}`"
    return f"`{plain:g}`" if isinstance(plain, float) else f"`{plain}`"


def _meaning(record: type[BaseModel], name: str, field: FieldInfo) -> str:
    told = meanings(record).get(name, "")
    if not told:
        told = next((_doc(option) for option, _ in _options(field.annotation) if _is_record(option)), "")
        told = told.split("\n\n")[0] if len(_options(field.annotation)) == 1 else ""
    return " ".join(told.split())


def _doc(record: type[BaseModel]) -> str:
    return inspect.cleandoc(record.__doc__ or "")


# ── measures.md ─────────────────────────────────────────────────────────────────────────────────


def measures_page() -> list[str]:
    """What is counted, what a plan may pay for, and what tables show."""
    lines = [
        "# Measures, KPIs and figures",
        "",
        "Three lists: **measures** are counted by rep and month, in a simulated year or from files; a **KPI** is a",
        "formula over measures; tables show **figures**, computed from a simulated year's measures.",
        "",
        "## Figures",
        "",
        "One number a simulated year, for the company, a team or a rep. *Better* says which way is better for the",
        "company. Figures marked * exist only in a funnel market.",
        "",
    ]
    better = {1: "more", -1: "less", 0: ""}
    rows = [
        (
            f"`{f.key}`{' *' if f.key in FUNNEL_ONLY else ''}",
            f"{f.name.en} / {f.name.zh}",
            f.unit,
            better[f.better],
            f.definition,
        )
        for f in FIGURES
    ]
    lines += markdown_table(("Key", "Name", "Unit", "Better", "Definition"), rows)
    lines += ["", *_kpis(), "", *_inputs()]
    lines += [
        "",
        "## Measures of the baseline",
        "",
        "The columns of a run's Parquet files, in order. The stages after `:` and the components after `pay:` are",
        "those of the scenario; here, of `baseline`. Money is stored in the smallest coin (分).",
        "",
    ]
    heads = ("Name", "Unit", "Definition")
    usual = measures(load("baseline"))
    lines += markdown_table(heads, [(f"`{m.name}`", m.unit, m.definition) for m in usual])
    for title, overrides in MEASURED.items():
        more = [m for m in measures(load("baseline", overrides)) if m not in usual]
        lines += ["", f"### {title}", "", *markdown_table(heads, [(f"`{m.name}`", m.unit, m.definition) for m in more])]
    return lines


def _kpis() -> list[str]:
    """The registry: what a plan may name."""
    better = {1: "more", -1: "less", 0: "neither"}
    heads = ("Id", "Name", "Formula", "Unit", "Better", "Source", "Cycle", "Reliability", "Data", "Definition")
    return [
        "## KPIs",
        "",
        "What a plan may name. A KPI without division adds up over reps and months, so that a rate can be paid on it;",
        "the others are made anew from the sums of a team or a cycle, and are there to be scored, compared and shown.",
        "*Cycle* is how often a KPI is usually looked at. *Reliability* is the part of the differences between reps",
        "that is real; with a star it is assumed. *Data*: a simulated year has all its measures, or files give them,",
        "or a simulated year has them where the scenario has a certain section.",
        "[KPIs and their formulas](../background/kpis.md) says more.",
        "",
        *markdown_table(
            heads,
            [
                (
                    f"`{k.id}`",
                    f"{k.name.en} / {k.name.zh}",
                    f"`{k.formula}`",
                    k.unit,
                    better[k.better],
                    k.source,
                    k.cycle,
                    _reliability(k),
                    _data(k),
                    " ".join([k.definition.en, *([f"Mind: {k.caution.en}"] if k.caution else [])]),
                )
                for k in KPIS
            ],
        ),
        "",
        *(f"Reliability of `{k.id}`: {k.reliability_source}." for k in KPIS if k.reliability_source != "assumed"),
    ]


def _data(kpi: Kpi) -> str:
    """Where its measures come from."""
    if kpi.sections:
        return f"files, or simulated with {', '.join(f'`{section}`' for section in kpi.sections)}"
    return "simulated" if kpi.simulated else "files"


def _reliability(kpi: Kpi) -> str:
    if kpi.reliability is None:
        return "not stated"
    return f"{kpi.reliability:g}{' *' if kpi.reliability_source == 'assumed' else ''}"


def _inputs() -> list[str]:
    """Measures that files give, and some simulated years have."""
    origin = {"deals": "deals file", "scores": "scores file"}
    return [
        "## Measures that files give",
        "",
        "What formulas may name besides a simulated year's measures, which stand below. Amounts count in the smallest",
        "coin (分).",
        "",
        *markdown_table(
            ("Name", "Unit", "From", "In a simulated year with", "Meaning"),
            [
                (
                    f"`{m.id}`",
                    m.unit,
                    origin[m.origin],
                    f"`{m.section}`" if m.section else "",
                    f"{m.name.en} / {m.name.zh}",
                )
                for m in known_measures().values()
                if not m.simulated
            ],
        ),
    ]


# ── levers.md ───────────────────────────────────────────────────────────────────────────────────


def levers_page() -> list[str]:
    """The registry of levers: what management can set, and what each must move."""
    lines = [
        "# Levers",
        "",
        "What management can set, and what must move when it is set; `quotalab levers` lists them. Each is tried: at",
        "its test dose the indicator moves in the stated direction (99.9 % interval of the paired difference), and",
        "with effect and cost off every other measure is equal to the last bit. The test dose is larger than what one",
        "would choose, so that few simulated years show it. *From month* is the first month the indicator is read in.",
        "",
        f"There are {sum(map(len, FAMILIES.values()))} of them.",
    ]
    for family, levers in FAMILIES.items():
        lines += ["", f"## {LEVER_TITLES[family].en}", "", *(_lever_lines(levers) if levers else ["None yet."])]
    return lines


def _lever_lines(levers: Iterable[Lever]) -> list[str]:
    levers = list(levers)
    heads = ("Id", "Lever", "Keys", "Unit", "Default", "Must move", "From month", "Test dose", "Size of effect", "For")
    rows = [
        (
            f"`{lever.id}`",
            f"{lever.name.en} / {lever.name.zh}",
            ", ".join(f"`{path}`" for path in lever.paths),
            lever.unit.en,
            default_text(lever).en,
            f"`{lever.indicator.formula}` {'up' if lever.direction > 0 else 'down'}",
            str(lever.lag + 1),
            ", ".join(f"`{override}`" for override in lever.dose),
            lever.source,
            ", ".join(lever.requirement),
        )
        for lever in levers
    ]
    return [*markdown_table(heads, rows), "", *(f"- `{lever.id}`: {lever.about.en}" for lever in levers)]


# ── library.md ──────────────────────────────────────────────────────────────────────────────────


def library_page() -> list[str]:
    """The bundled scenarios with what their files say about themselves."""
    lines = ["# Bundled scenarios", "", "`quotalab scenarios` lists them; each can be named in any command.", ""]
    for name in library():
        text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
        title, about = load(name).title, [line[1:].strip() for line in _head(text)]
        lines += [f"## `{name}`", "", f"{title.en} / {title.zh}", "", *about, ""]
        if len(text.splitlines()) < 40:
            lines += ["```yaml", *text.splitlines()[len(about) :], "```", ""]
    return lines[:-1]


def _head(text: str) -> Iterator[str]:
    """The comment lines a file begins with."""
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
