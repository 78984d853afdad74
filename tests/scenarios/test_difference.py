"""A scenario has one canonical text, and two scenarios have a list of what differs."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.difference import ABSENT, Change, difference, fingerprint, resolved_text
from scenarios.load import library, load
from scenarios.scenario import Scenario

TINY = Path(__file__).parents[1] / "results" / "tiny_story.yaml"
"""What is tried on many texts is tried on few lines around them."""


def reread(scenario: Scenario, folder: Path) -> Scenario:
    file = folder / "resolved.yaml"
    file.write_text(resolved_text(scenario), encoding="utf-8")
    return load(file)


def child(folder: Path, text: str) -> Scenario:
    file = folder / "child.yaml"
    file.write_text("extends: baseline\n" + text, encoding="utf-8")
    return load(file)


# ── canonical text ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", library())
def test_the_canonical_text_reads_back_to_an_equal_scenario(name: str, tmp_path: Path) -> None:
    """Every bundled scenario, written out and read back, is equal, and so are its text and fingerprint."""
    scenario = load(name)
    again = reread(scenario, tmp_path)
    assert again == scenario
    assert resolved_text(again) == resolved_text(scenario)
    assert fingerprint(again) == fingerprint(scenario)


def test_the_canonical_text_is_complete_and_readable() -> None:
    """Defaults are written out, Chinese is not escaped, numbers and dates are not quoted."""
    text = resolved_text(load("baseline"))
    for line in ("hours_per_day: 5", "zh: 华东", "start: 2027-01-01", "mode: marginal", "warm_up_days: 0"):
        assert line in text
    assert "\\u" not in text
    assert "extends" not in text


@pytest.mark.parametrize("path", ["targets.over_assignment", "targets.company"], ids=["float", "decimal"])
def test_one_number_has_one_fingerprint(path: str) -> None:
    """0.5, 0.50 and 5e-1 are the same number and give the same text; 0.51 does not."""
    texts = [resolved_text(load("baseline", [f"{path}={number}"])) for number in ("0.5", "0.50", "5e-1")]
    assert len(set(texts)) == 1
    assert resolved_text(load("baseline", [f"{path}=0.51"])) != texts[0]


def test_the_fingerprint_is_a_sha256() -> None:
    """A fingerprint is 64 hexadecimal digits and changes with any input."""
    before, after = (
        fingerprint(load("baseline")),
        fingerprint(load("baseline", ["people.reps[E101].level=junior"])),
    )
    assert re.fullmatch("[0-9a-f]{64}", before)
    assert before != after


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    en=st.text(max_size=30),
    zh=st.text("真：，是 no:#-'\"{}[]&*!|>%@`\\\t\n\x85\u2028\ufeff🙂12.e", max_size=12),
)
@pytest.mark.parametrize("base", [load(TINY)], ids=["tiny"])
def test_any_text_survives(tmp_path: Path, base: Scenario, en: str, zh: str) -> None:
    """A title of any signs, even those YAML would fold, refuse or read as numbers, reads back the same."""
    record = {name: getattr(base, name) for name in Scenario.model_fields}
    scenario = Scenario.model_validate({**record, "title": {"en": en, "zh": zh}})
    assert reread(scenario, tmp_path) == scenario


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.decimals("0.000001", "99999999999", places=6), st.floats(0, 1))
@pytest.mark.parametrize("base", [load(TINY)], ids=["tiny"])
def test_any_number_survives(tmp_path: Path, base: Scenario, amount: Decimal, share: float) -> None:
    """Amounts and shares of any size are written exactly."""
    record = {name: getattr(base, name) for name in Scenario.model_fields}
    targets = {"company": amount, "over_assignment": share}
    scenario = Scenario.model_validate({**record, "targets": targets})
    assert reread(scenario, tmp_path) == scenario


# ── difference ──────────────────────────────────────────────────────────────────────────────────


def test_a_scenario_does_not_differ_from_itself() -> None:
    """Two loads of one file have no difference."""
    assert difference(load("baseline"), load("baseline")) == []


def test_changed_values_are_named_by_path() -> None:
    """Each changed value is one line with its path, by id, and both values."""
    base = load("baseline", ["targets.company=80_000_000"])
    other = load("baseline", ["targets.company=80_500_000.50", "people.reps[E103].level=senior"])
    changes = difference(base, other)
    assert [str(change) for change in changes] == [
        "people.reps[E103].level: middle → senior",
        "targets.company: 80000000 → 80500000.5",
    ]
    assert changes[1] == Change("targets.company", Decimal(80_000_000), Decimal("80_500_000.50"))


def test_lists_without_ids_differ_as_wholes_or_by_position() -> None:
    """A list of numbers is one change; records without id are compared one by one."""
    other = load(
        "baseline",
        ["targets.phasing=[]", "plan.components[commission].schedule.tiers[1].rate=0.03", "sources=[]"],
    )
    changes = {change.path: change for change in difference(load("baseline"), other)}
    assert list(changes) == [
        "targets.phasing",
        "plan.components[commission].schedule.tiers[1].rate",
        "sources",
    ]
    assert changes["targets.phasing"].after == []


def test_added_and_removed_items_are_one_change_each(tmp_path: Path) -> None:
    """An item that only one scenario has is one change, with nothing on the other side."""
    text = "plan: {components: [{id: year_bonus, remove: true}, {kind: base, id: car, name: Car}]}\n"
    removed, added = difference(load("baseline"), child(tmp_path, text))
    assert (removed.path, removed.after) == ("plan.components[year_bonus]", ABSENT)
    assert (added.path, added.before) == ("plan.components[car]", ABSENT)
    whole = "{kind: base, id: car, name: {en: Car, zh: Car}, roles: [], starts: null, ends: null}"
    assert str(added) == f"plan.components[car]: (absent) → {whole}"


def test_an_order_that_changed_is_said() -> None:
    """Stages in another order are another process, even with the same fields."""
    base = load("baseline")
    assert base.funnel is not None
    stages = base.funnel.stages
    funnel = {name: getattr(base.funnel, name) for name in type(base.funnel).model_fields}
    funnel["stages"] = (stages[1], stages[0], *stages[2:])
    record = {name: getattr(base, name) for name in Scenario.model_fields}
    (change,) = difference(base, Scenario.model_validate({**record, "funnel": funnel}))
    assert change.path == "funnel.stages (order)"
    assert change.before[:2] == ["planning", "prospecting"]


def test_another_kind_shows_its_fields(tmp_path: Path) -> None:
    """Where the kind changes, the fields that only one side has are shown as absent on the other."""
    text = """plan:
  components:
    - id: commission
      schedule: {mode: step, pays: money, points: [{at: 0, pays: 0}]}
"""
    changes = {c.path.rpartition(".")[2]: c for c in difference(load("baseline"), child(tmp_path, text))}
    assert list(changes) == ["mode", "tiers", "points", "pays", "beyond"]
    assert changes["tiers"].after is ABSENT
    assert changes["points"].before is ABSENT


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["targets.company=9", "mind.effort.cost=1", "title=x", "mind.pilot=5"])))
def test_no_difference_means_one_fingerprint(overrides: list[str]) -> None:
    """Two scenarios differ in a path exactly when their fingerprints differ, and either way round."""
    a, b = load("baseline"), load("baseline", overrides)
    there, back = difference(a, b), difference(b, a)
    assert bool(there) == (fingerprint(a) != fingerprint(b)) == (a != b)
    assert [(c.path, c.before, c.after) for c in there] == [(c.path, c.after, c.before) for c in back]
