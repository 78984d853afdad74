"""Law 8: every value says where it came from, and what nobody stated is said to be assumed."""

from decimal import Decimal
from pathlib import Path

import pytest

from scenarios.load import library, load, read
from scenarios.provenance import DEFAULT, NOT_STATED, assumed_paths, provenance
from scenarios.scenario import Scenario
from scenarios.vary import leaves, with_factors

NOT_PARAMETERS = {"title", "about", "sources"}


def numbers(scenario: Scenario) -> set[str]:
    tree = scenario.model_dump(by_alias=True, exclude=NOT_PARAMETERS)
    return {path for path, value in leaves(tree) if isinstance(value, int | float | Decimal)}


@pytest.mark.parametrize("name", library())
def test_every_number_has_a_provenance(name: str) -> None:
    """Law 8: each number of a bundled scenario is given, fitted or assumed, and what is assumed says why."""
    scenario = load(name)
    speaks = dict(provenance(scenario))
    assert len(numbers(scenario)) > 350
    assert numbers(scenario) <= speaks.keys()
    silent = [path for path, source in speaks.items() if source.source == NOT_STATED]
    assert [path for path in silent if speaks[path].kind == "assumed"] == []


def test_every_section_with_parameters_has_somebody_who_speaks_for_it() -> None:
    """A new section is given or assumed until somebody says otherwise; worked examples of pay are no parameters."""
    assert set(Scenario.model_fields) - NOT_PARAMETERS - {"examples"} == DEFAULT.keys()


def test_the_longest_path_speaks() -> None:
    """A value's source is the most precise one, whatever the order, and an id beats `*`."""
    rows = (
        f'{{path: "{path}", kind: {kind}, source: {word}}}'
        for path, kind, word in [
            ("people.reps[E101].skills", "fitted", "test"),
            ("people", "given", "roster"),
            ("people.reps[*].skills", "assumed", "guess"),
            ("people.reps[*].skills.product", "given", "exam"),
            ("market.demand[0]", "given", "contract"),
        ]
    )
    said = f"sources=[{', '.join(rows)}]"
    speaks = {path: source.source for path, source in provenance(load("baseline", [said]))}
    assert speaks["people.levels[senior].base"] == "roster"
    assert speaks["people.reps[E102].skills.process"] == "guess"
    assert speaks["people.reps[E101].skills.process"] == "test"
    assert speaks["people.reps[E101].skills.product"] == "exam"
    assert speaks["market.demand[0].leads_per_year"] == "contract"
    assert speaks["market.demand[1].leads_per_year"] == NOT_STATED


def test_what_nobody_stated_is_assumed_of_the_world_and_given_of_the_company() -> None:
    """Without sources the company, people, targets, plan and opening are given; market to mind are assumed."""
    silent = load("baseline", ["sources=[]"])
    kinds = {path.partition(".")[0]: source.kind for path, source in provenance(silent)}
    given = [key for key, kind in kinds.items() if kind == "given"]
    assert given == ["company", "people", "targets", "plan", "opening"]
    assert assumed_paths(silent) == ("market", "funnel", "customers", "mind")


def test_assumed_paths_are_those_that_speak() -> None:
    """The baseline's assumptions are told in its own words, and a source that speaks for nothing is left out."""
    paths = assumed_paths(load("baseline"))
    assert {"mind.effort.cost", "company.calendar", "market.demand[*].leads_per_year"} <= set(paths)
    assert "people" not in paths


STRANGE = [
    ("mind.efort.cost", "leads nowhere in this scenario (got mind.efort.cost), did you mean `effort`?"),
    ("minds", "leads nowhere in this scenario (got minds), did you mean `mind`?"),
    ("people.reps[E11].skills", "did you mean `E101`?"),
    ("people.levels[boss]", "known here: senior, middle, junior"),
    ("market.demand[*].leads", "known here: territory, segment, channel, leads_per_year, dispersion"),
    ("market.demand[4]", "known here: 0, 1, 2, 3"),
    ("targets.company.amount", "leads nowhere in this scenario (got targets.company.amount)"),
]


@pytest.mark.parametrize(("path", "said"), STRANGE)
def test_a_source_that_speaks_for_nothing_is_a_fault(tmp_path: Path, path: str, said: str) -> None:
    """A path that leads nowhere is a fault on its own line, with what could have been meant."""
    text = f"extends: baseline\nsources:\n  - {{path: targets, kind: given, source: x}}\n  - path: '{path}'\n"
    (tmp_path / "a.yaml").write_text(f"{text}    kind: given\n    source: x\n", encoding="utf-8")
    (fault,) = read(tmp_path / "a.yaml")[1]
    assert fault.line == 4
    assert said in str(fault)


def test_sources_of_what_a_child_removes_are_passed_over(tmp_path: Path) -> None:
    """What the parent says of a market, a rep or a component that the child removes is no fault, and speaks no more."""
    text = """extends: baseline
market: {kind: direct}
funnel: null
customers: null
opening: null
plan: {components: [{id: scorecard, remove: true}]}
"""
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    scenario = load(tmp_path / "a.yaml")
    assert "funnel.stages" in {source.path for source in scenario.sources}
    assert not any(path.startswith("funnel") for path, _ in provenance(scenario))
    assert "funnel" not in assumed_paths(scenario)


RANGES = [
    ("mind.effort", "[0.5, 2]", "a range needs the path of a number (got [0.5, 2])"),
    ("market.segments[key].name", "[0.5, 2]", "a range needs the path of a number"),
    ("customers.terms.prepaid", "[0.5, 4]", "times 4, customers.terms.prepaid is refused: Input should be less than"),
    ("mind.effort.usual", "[0.5, 1]", "times 0.5, mind.effort is refused"),
]


@pytest.mark.parametrize(("path", "factor", "said"), RANGES)
def test_a_range_that_cannot_be_used_is_a_fault(path: str, factor: str, said: str) -> None:
    """A range of what is no number, or one that leaves what is possible, is refused before anything is simulated."""
    (fault,) = read("baseline", [f"sources=[{{path: '{path}', kind: assumed, source: x, factor: {factor}}}]"])[1]
    assert fault.path == "sources[0].factor"
    assert said in str(fault)


def test_factors_reach_items_by_id_position_and_star() -> None:
    """A factor multiplies the number its path names, by whichever name of the list's items."""
    base = load("baseline")
    for path in ("people.levels[senior].base", "people.levels[0].base", "people.levels[*].base"):
        assert with_factors(base, {path: 2}).people.levels[0].base == 28_000
    assert with_factors(base, {"people.levels[boss].base": 2, "nowhere": 2}) == base
