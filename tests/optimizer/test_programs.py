"""The step program as text, one golden for each family of rows (law 6); and what its rows mean."""

import re
from pathlib import Path

import pytest
from small_worlds import GOLDEN, SMALL, len_world, simulate

from optimizer.levers import Levers
from optimizer.program import Program
from optimizer.rails import make_rails
from optimizer.response import learn
from optimizer.search import FIRST, GROUPS, step_program
from optimizer.targets import fair_split
from scenarios.load import load
from scenarios.scenario import Scenario

PROGRAMS = GOLDEN / "programs"
MIND_NONE = ("mind.kind=none", "market.noise={kind: none}")
"""Without luck and reaction slopes are arithmetic, the same on every machine."""
SCORECARD = (
    "plan.components=[{kind: base, id: base, name: Base}, {kind: scorecard, id: card, name: Card, period: quarter, "
    "target_share: 1, kpis: [{kpi: bookings, weight: 0.6, target: {of_quota: 1}}, "
    "{kpi: collected, weight: 0.4, target: {of_quota: 0.9}}]}]",
)
POINTS = (
    "plan.components=[{kind: base, id: base, name: Base}, {kind: commission, id: pay, name: Pay, measure: bookings, "
    "period: year, target_share: 1, schedule: {mode: interpolated, pays: target, beyond: continue, "
    "points: [{at: 0, pays: 0}, {at: 1, pays: 1}]}}]",
)


def program(scenario: Scenario, folder: Path, names: tuple[str, ...], rails: tuple[str, ...]) -> Program:
    levers = Levers(scenario, names, 0.2)  # type: ignore[arg-type]
    live = simulate(levers, folder, 2)
    group = next(group for group in GROUPS if set(names) & set(group))
    around = make_rails(scenario, rails, live(levers.today), None)  # type: ignore[arg-type]
    response = learn(levers, levers.today, live, FIRST, 1, around.risk_aversion, group)
    return step_program(levers, around, response, FIRST, group)


def worlds() -> dict[str, tuple[Scenario, tuple[str, ...], tuple[str, ...]]]:
    tiers = load(SMALL, MIND_NONE)
    land = load(SMALL, (*MIND_NONE, "market.unit=money", "market.base=30_000", "market.effect=90_000"))
    wage = load(SMALL, (*MIND_NONE, "company.minimum_wage=8100"))
    return {
        "targets": (land, ("targets",), ("cost", "people")),
        "curve": (tiers, ("curve",), ("cost", "people")),
        "points": (load(SMALL, (*MIND_NONE, *POINTS)), ("curve",), ("cost",)),
        "weights": (load(SMALL, (*MIND_NONE, *SCORECARD)), ("weights",), ("cost", "people")),
        "salary": (wage, ("salary",), ("cost",)),
        "participation": (len_world(1, 0.3, 1.0, "market.noise={kind: none}"), ("curve", "salary"), ("participation",)),
    }


FAMILIES = {
    "targets": {"sum", "cost", "people"},
    "curve": {"least", "most", "rising", "cost", "people"},
    "points": {"rising", "steeper", "cost"},
    "weights": {"sum", "cost", "people"},
    "salary": {"legal", "cost"},
    "participation": {"least", "most", "participation"},
}


@pytest.mark.parametrize("name", FAMILIES)
def test_the_program_is_as_written(name: str, tmp_path: Path) -> None:
    """A program's text is the one that was looked at and kept; REWRITE by hand is no way to change it."""
    scenario, levers, rails = worlds()[name]
    made = program(scenario, tmp_path, levers, rails)
    assert str(made) == (PROGRAMS / f"{name}.lp").read_text(encoding="utf-8")
    assert {row.family for row in made.rows} == FAMILIES[name]


def test_the_fair_split_is_as_written() -> None:
    """The program of the published fair split, with its floors."""
    made = fair_split(300, (100, 80, 60, 40), (0, 0, 70, 55), (300,) * 4)
    assert str(made) == (PROGRAMS / "fair.lp").read_text(encoding="utf-8")


def test_every_family_of_rows_has_a_golden_text() -> None:
    """Families named in the optimizer's files are those that some golden shows, and each says itself in words."""
    source = "".join(path.read_text(encoding="utf-8") for path in (GOLDEN.parents[1] / "optimizer").glob("*.py"))
    shown = set().union(*FAMILIES.values()) | {"fair"}
    named = set(re.findall(r'Row\(f?"([a-z]+)[\["]', source)) | set(re.findall(r'row\(f?"([a-z]+)[\["]', source))
    assert named == shown
