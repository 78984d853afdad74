"""Each kind of component a plan may have is there everywhere: pay, docs, schema, a case, lint, words, simulation."""

import runpy
import sys
from functools import cache
from pathlib import Path

import pytest

from results.pay.lint import RULES
from results.pay.speaker import Speaker
from results.pay.telling import tell
from results.render.words import Language
from scenarios.load import PLANS
from scenarios.plan import KINDS_OF_COMPONENT
from scenarios.plan_file import PlanFile, load_plan
from scenarios.schema import file_schema
from sim.pay.examples import run_examples
from sim.pay.kinds import MAKERS

ROOT = Path(__file__).parents[1]
PLAN_FILES = sorted([*(ROOT / "tests" / "plans").glob("*.yaml"), *(ROOT / "tests" / "plans" / "kinds").glob("*.yaml")])
TWINS = ROOT / "tests" / "twins"
WORLDS = 80
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def name_of(kind: type) -> str:
    """How a plan file writes it."""
    (written,) = kind.model_fields["kind"].annotation.__args__  # type: ignore[attr-defined]
    return str(written)


every_kind = pytest.mark.parametrize("kind", KINDS_OF_COMPONENT, ids=name_of)


@cache
def plan_files() -> list[PlanFile]:
    return [load_plan(path) for path in [*PLAN_FILES, *sorted(PLANS.glob("*.yaml"))]]


@cache
def simulated() -> set[str]:
    """Kinds in the plans of random worlds, which the twins tests simulate with both engines."""
    if str(TWINS) not in sys.path:
        sys.path.append(str(TWINS))  # where the worlds find the files that they are made of
    world = runpy.run_path(str(TWINS / "random_worlds.py"))["random_funnel"]
    return {component.kind for number in range(WORLDS) for component in world(number).plan.components}


@every_kind
def test_each_kind_has_a_maker(kind: type) -> None:
    """Whatever a plan may say can be paid."""
    assert kind in MAKERS


def test_there_is_no_maker_of_something_else() -> None:
    """The registry is the whole list."""
    assert set(MAKERS) == set(KINDS_OF_COMPONENT)


@every_kind
def test_each_kind_is_documented_and_in_the_schema(kind: type) -> None:
    """It has a section in the reference, a sentence of its own, and an entry in the schema that editors use."""
    reference = (ROOT / "docs" / "reference" / "scenario.md").read_text(encoding="utf-8")
    assert f"## `plan.components[*]` with `kind: {name_of(kind)}`" in reference
    assert kind.__doc__
    assert file_schema()["$defs"][kind.__name__]["properties"]["kind"]["const"] == name_of(kind)


@every_kind
def test_each_kind_has_a_case_that_pays(kind: type) -> None:
    """Some plan file with examples pays or takes off money by it in an example that passes."""
    with_it = [file for file in plan_files() if any(isinstance(c, kind) for c in file.plan.components)]
    assert with_it
    ids = [(file, {c.id for c in file.plan.components if isinstance(c, kind)}) for file in with_it]
    moved = [coins for file, names in ids for result in run_examples(file) if result.passed
             for (name, _, _), coins in result.paid.items() if name in names and coins]  # fmt: skip
    assert moved


@every_kind
def test_each_kind_is_looked_at_by_a_lint_rule(kind: type) -> None:
    """At least one rule says that it looks at components of this kind."""
    assert [rule.id for rule in RULES if kind in rule.kinds]


@every_kind
def test_each_kind_has_words_in_both_languages(kind: type) -> None:
    """What a letter says of it is there in English and in Chinese."""
    found = [(file, c) for file in plan_files() for c in file.plan.components if isinstance(c, kind)]
    for file, component in found[:3]:
        english, chinese = (str(tell(component, Speaker(file, language))) for language in LANGUAGES)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
        assert len(english) > len(component.kind)
        assert english != chinese
    assert found


@every_kind
def test_each_kind_is_simulated_by_the_twins(kind: type) -> None:
    """Some random world's plan has it, so that both engines are compared on it."""
    assert name_of(kind) in simulated()
