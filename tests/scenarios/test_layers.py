"""One layer over another: what stays, what goes, and what a new kind takes with it."""

from pathlib import Path

import pytest

from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario

DIRECT = """
market: {kind: direct, base: 0.2, effect: 0.8}
funnel: null
customers: null
opening: null
plan: {components: [{id: scorecard, remove: true}]}
"""


def child(folder: Path, text: str, parent: str = "baseline") -> Scenario:
    (folder / "child.yaml").write_text(f"extends: {parent}\n{text}", encoding="utf-8")
    return load(folder / "child.yaml")


def schedule_of(scenario: Scenario) -> dict[str, object]:
    component = scenario.plan.components[1]
    assert component.kind == "commission"
    return component.schedule.model_dump()


@pytest.mark.parametrize("mode", ["whole", "overage"])
def test_another_way_to_read_tiers_keeps_them(tmp_path: Path, mode: str) -> None:
    """`mode: whole` over `marginal` changes the word and keeps edges and tiers."""
    changed = child(tmp_path, f"plan: {{components: [{{id: commission, schedule: {{mode: {mode}}}}}]}}\n")
    assert schedule_of(changed) == schedule_of(load("baseline")) | {"mode": mode}


def test_steps_drop_tiers_and_keep_what_steps_know(tmp_path: Path) -> None:
    """`mode: step` over `marginal` drops the tiers, which steps do not know, and keeps `closed`, which they do."""
    first = "plan: {components: [{id: commission, schedule: {closed: lower}}]}\n"
    child(tmp_path, first)
    (tmp_path / "child.yaml").rename(tmp_path / "first.yaml")
    steps = "{mode: step, pays: money, points: [{at: 0, pays: 0}, {at: 1, pays: 1000}]}"
    changed = child(tmp_path, f"plan: {{components: [{{id: commission, schedule: {steps}}}]}}\n", "first.yaml")
    assert schedule_of(changed).keys() == {"mode", "edges", "closed", "points", "pays", "beyond"}
    assert schedule_of(changed)["closed"] == "lower"


def test_steps_over_a_line_drop_what_only_lines_know(tmp_path: Path) -> None:
    """`mode: step` over `interpolated` keeps the points and drops `beyond`."""
    changed = child(tmp_path, "plan: {components: [{id: year_bonus, schedule: {mode: step}}]}\n")
    before, after = load("baseline").plan.components[3], changed.plan.components[3]
    assert before.kind == after.kind == "commission"
    assert after.schedule.model_dump() == before.schedule.model_dump() | {"mode": "step", "beyond": None}


def test_another_mind_keeps_effort(tmp_path: Path) -> None:
    """`mind: {kind: none}` keeps effort and everything else that both kinds know."""
    changed = child(tmp_path, "mind: {kind: none}\n")
    assert changed.mind.model_dump() == load("baseline").mind.model_dump() | {"kind": "none"}


def test_a_market_of_another_kind_begins_anew(tmp_path: Path) -> None:
    """A direct market over a funnel market keeps none of its segments, channels, demand and seasons."""
    changed = child(tmp_path, DIRECT)
    assert changed.market.model_dump(exclude_defaults=True) == {"kind": "direct", "base": 0.2, "effect": 0.8}
    assert (changed.funnel, changed.customers) == (None, None)


def test_a_calendar_of_another_kind_keeps_its_months(tmp_path: Path) -> None:
    """Even months over the real calendar drop holidays and keep the number of months."""
    (tmp_path / "child.yaml").write_text("extends: baseline\ncompany: {calendar: {kind: even}}\n", encoding="utf-8")
    calendar = load(tmp_path / "child.yaml").company.calendar
    assert (calendar.kind, calendar.months) == ("even", 12)


@pytest.mark.parametrize(
    ("wait", "kept"),
    [
        ("{kind: fixed, mean: 3}", {"kind": "fixed", "mean": 3.0}),
        ("{kind: geometric, unit: 20}", {"kind": "geometric", "mean": 25.0, "unit": 20.0}),
        ("{kind: lognormal}", {"mean": 25.0, "cv": 0.6}),
    ],
)
def test_another_wait_drops_the_spread_it_does_not_have(tmp_path: Path, wait: str, kept: dict[str, object]) -> None:
    """A wait of another kind drops an inherited `cv` that has no meaning in it, and keeps its mean."""
    changed = child(tmp_path, f"customers: {{terms: {{delivery: {wait}}}}}\n")
    assert changed.customers is not None
    assert changed.customers.terms.delivery.model_dump(exclude_defaults=True) == kept


def test_what_the_upper_file_writes_is_never_dropped(tmp_path: Path) -> None:
    """Only inherited keys are dropped: one that the same file writes beside the new kind is a fault."""
    with pytest.raises(ScenarioFaults) as caught:
        child(tmp_path, "customers: {terms: {delivery: {kind: fixed, cv: 0.5}}}\n")
    (fault,) = caught.value.faults
    assert (fault.line, fault.path) == (2, "customers.terms.delivery.cv")
    assert fault.message == "has no meaning with `kind: fixed`; remove it"


def test_set_follows_the_same_rule() -> None:
    """A kind or a mode set on the command line drops what a file that extends would drop."""
    sets = ["customers.terms.delivery.kind=fixed", "plan.components[commission].schedule.mode=whole", "mind.kind=none"]
    changed = load("baseline", sets)
    assert changed.customers is not None
    assert (changed.customers.terms.delivery.cv, changed.mind.effort) == (0.0, load("baseline").mind.effort)
    direct = ["market.kind=direct", "funnel=null", "customers=null", "opening=null"]
    assert load("baseline", [*direct, "plan.components[scorecard].kpis=[{kpi: collected, weight: 1, target: "
                             "{of_quota: 1}}]"]).market.kind == "direct"  # fmt: skip


def test_an_unknown_kind_drops_nothing_and_is_one_fault(tmp_path: Path) -> None:
    """A misspelt kind is told as such, without faults about keys it would have known."""
    with pytest.raises(ScenarioFaults) as caught:
        child(tmp_path, "market: {kind: driect}\n")
    assert [fault.path for fault in caught.value.faults] == ["market.kind"]


def test_sources_merge_by_path(tmp_path: Path) -> None:
    """A child states a source of its own, changes one by its path or removes it, and keeps all others."""
    text = """sources:
  - {path: targets, kind: assumed, source: a proposal}
  - {path: plan.components, kind: given, source: the contract}
  - {path: people.reps, remove: true}
"""
    before, after = load("baseline").sources, child(tmp_path, text).sources
    assert [s.path for s in after] == [*(s.path for s in before if s.path != "people.reps"), "plan.components"]
    assert {s.path: s.source for s in after}["targets"] == "a proposal"


def test_a_removed_source_must_be_there(tmp_path: Path) -> None:
    """Removing a source that nobody stated is a fault."""
    with pytest.raises(ScenarioFaults, match="removes a path that is not there"):
        child(tmp_path, "sources: [{path: plan.name, remove: true}]\n")
