"""Files become a Scenario, or every fault at once with its file, line and path."""

# ruff: noqa: E501 - a broken case to a line reads as a table

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field, model_validator
from thorough import times

from scenarios.base import Record
from scenarios.load import LIBRARY, ScenarioFaults, library, load, read
from scenarios.tree import Section
from scenarios.verdicts import check
from scenarios.yaml_text import parse

BASELINE = (LIBRARY / "baseline.yaml").read_text(encoding="utf-8")

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files into one folder; the last of them is handed back."""

    def files(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path / f"{name}.yaml"

    return files


def faults_of(source: Path | str, *overrides: str) -> list[str]:
    """The faults of a source as text, without the folder it happens to lie in."""
    with pytest.raises(ScenarioFaults) as caught:
        load(source, overrides)
    folder = f"{Path(source).parent}/" if isinstance(source, Path) else ""
    return [str(fault).replace(folder, "") if folder else str(fault) for fault in caught.value.faults]


# ── one broken line at a time ───────────────────────────────────────────────────────────────────

# What is wrong; the text of the baseline it replaces, # for any number; the text written instead; how many
# lines below the start of that text the fault stands; and what the fault says.
BROKEN = [
    ("text for a number", "bad_debt: #", "bad_debt: few", 0, "customers.terms.bad_debt: should be a number (got few)"),
    ("a quoted number", "months: 12", 'months: "12"', 0, "company.calendar.months: should be a whole number (got 12), write it without quotes"),
    ("a fraction for a whole number", "months: 12", "months: 12.5", 0, "should be a whole number (got 12.5)"),
    ("true for a number", "bad_debt: #", "bad_debt: true", 0, "should be a number (got true)"),
    ("a number for a yes or no", "new_customer: true", "new_customer: 1", 0, "new_customer: should be true or false (got 1)"),
    ("NO for false", "new_customer: true", "new_customer: NO", 0, "market.channels[marketing].new_customer: should be true or false (got NO), write false"),
    ("a number for an id", "id: E101", "id: 101", 0, "people.reps[101].id: should be text (got 101), put it in quotes"),
    ("nothing for an id", "id: E101", "id:", 0, "people.reps[0].id: should be text (got nothing)"),
    ("an id with a space", "id: E101", "id: E 101", 0, "people.reps[E 101].id: should be letters, digits"),
    ("a number for a label", "name: {en: Sales plan 2027, zh: 2027 年销售激励方案}", "name: 2027", 0, "plan.name: should be text, or {en: …, zh: …} (got 2027), put it in quotes"),
    ("half a label", "name: {en: Sales plan 2027, zh: 2027 年销售激励方案}", "name: {en: x}", 0, "plan.name.zh: is required"),
    ("a key given twice", "months: 12\n", "months: 12\n    months: 6\n", 1, "company.calendar.months: is already given on line"),
    ("not a number", "cost: #", "cost: .nan", 0, "mind.effort.cost: is not a finite number (got .nan)"),
    ("nan as a word", "cost: #", "cost: nan", 0, "mind.effort.cost: should be a number (got nan)"),
    ("infinity", "skill_effect: #", "skill_effect: .inf", 0, "funnel.skill_effect: is not a finite number (got .inf)"),
    ("a negative quota weight", "quota_weight: #", "quota_weight: -6", 0, "people.levels[senior].quota_weight: should be at least 0 (got -6)"),
    ("a share above one", "prepaid: #", "prepaid: 30", 0, "customers.terms.prepaid: should be at most 1 (got 30)"),
    ("an unknown word", "kind: myopic", "kind: miopic", 0, "mind.kind: should be one of none, myopic, forward (got miopic), did you mean `myopic`?"),
    ("an unknown measure", "measure: bookings", "measure: booking", 0, "plan.components[commission].measure: should be one of bookings, gross_margin"),
    ("an unknown kind", "kind: funnel", "kind: funel", 0, "market.kind: should be one of funnel, direct (got funel), did you mean `funnel`?"),
    ("a missing kind", "    kind: working_days\n", "", 0, "company.calendar.kind: is required: one of working_days, even"),
    ("an unknown mode", "mode: marginal", "mode: progressive", 0, "plan.components[commission].schedule.mode: should be one of marginal, whole, overage"),
    ("a missing mode", "        mode: marginal\n", "", 0, "plan.components[commission].schedule: `mode` is required: at 1.25, `marginal`"),
    ("a misspelt key", "bad_debt: #", "bad_dept: 0.008", 0, "customers.terms.bad_dept: is not a key here, did you mean `bad_debt`?"),
    ("a misspelt required key", "measure: bookings", "mesure: bookings", 0, "plan.components[commission].mesure: is not a key here, did you mean `measure`?"),
    ("a key of nowhere", "over_assignment: #", "zzz: 1", 0, "targets.zzz: is not a key here, keys here: company, over_assignment, phasing"),
    ("a misspelt section", "\ntargets:\n", "\ntarget:\n", 1, "target: is not a key here, did you mean `targets`?"),
    ("a date with slashes", "start: 2027-01-01", "start: 2027/1/1", 0, "company.calendar.start: should be a date like 2027-01-01 (got 2027/1/1)"),
    ("a date as a number", "start: 2027-01-01", "start: 20270101", 0, "company.calendar.start: should be a date like 2027-01-01 (got 20270101)"),
    ("a day that is not", "start: 2027-01-01", "start: 2027-02-30", 0, "company.calendar.start: is not a day of the calendar"),
    ("a date in quotes", "start: 2027-01-01", 'start: "2027-01-01"', 0, "should be a date like 2027-01-01 (got 2027-01-01), write it without quotes"),
    ("a leading zero", "months: 12", "months: 012", 0, "company.calendar.months: a number with a leading zero (got 012), write 12"),
    ("a base-60 number", "months: 12", "months: 12:30", 0, "could be a time or a base-60 number"),
    ("a thousands comma", "cost: #", "cost: 12,000", 0, "mind.effort: a key must be a word (got 000), write 1000 or 1_000, never 1,000"),
    ("a full-width comma", "phasing: [#, #,", "phasing: [6，4,", 0, "targets.phasing[0]: should be a number (got 6，4), full-width ， found"),
    ("a full-width colon", "  over_assignment: #", "  over_assignment：0.03", 0, "full-width ： found: write :"),
    ("a scalar for a section", "answer: {kind: fixed, mean: #}", "answer: 1", 0, "funnel.stages[planning].answer: should be a section of keys (got 1)"),
    ("a section for a number", "advance: #", "advance: {mean: 1}", 0, "funnel.stages[planning].advance: should be a number (got a section)"),
    ("a scalar for a list", "season: [", "season: 1 # [", 0, "market.season: should be a list (got 1)"),
    ("a list too short", "factor: [#, #]", "factor: [0.5]", 0, "].factor[1]: is required"),
    ("a list too long", "factor: [#, #]", "factor: [0.5, 1, 1.5]", 0, "].factor: should have at most 2 item(s) (got 3)"),
    ("an unknown stage", "pipeline:\n", "pipeline:\n    - {team: south, segment: mid, channel: existing, stage: need, count: 1, amount: 5}\n", 1, "opening.pipeline[0].stage: there is no such stage"),
    ("an unknown team in the opening", "pipeline:\n", "pipeline:\n    - {team: west, segment: mid, channel: existing, stage: needs, count: 1, amount: 5}\n", 1, "opening.pipeline[0].team: there is no such team; known: east-1, east-2, south (got west)"),
    ("an unknown level", "team: south, level: junior", "team: south, level: trainee", 0, "level: there is no such level; known: senior, middle, junior (got trainee)"),
    ("an id used twice", "id: E102", "id: E101", 0, "people.reps[1].id: this id is used twice"),
    ("weights that are not one", "kpi: collected, weight: #", "kpi: collected, weight: 1", 0, "plan.components[scorecard].kpis: weights should sum to 1 (got 1."),
    ("tiers out of order", "{from: #, rate: #}\n          - {from: #,", "{from: 0, rate: 0}\n          - {from: 0,", 1, "schedule.tiers[1].from: should be above the one before, 0 (got 0)"),
    ("months that do not fit", "phasing: [#, #,", "phasing: [4,", 0, "targets.phasing: should have one number for each of the 12 months (got 11)"),
    ("a second colon", "measure: bookings", "measure: bookings: net", 0, "a colon where no key can start"),
    ("a tab", "\n  company: #", "\n\tcompany: 8", 1, "a tab, indent with spaces"),
    ("a tag", "id: E101", "id: !rep E101", 0, "people.reps[E101].id: tags are not used here (got !rep)"),
    ("a merge key", "id: E101", "<<: {team: south}, id: E101", 0, "merge keys (<<) are not used here, use `extends`"),
    ("an unknown alias", "id: E101", "id: *rep", 0, "an alias * whose anchor & is not above it"),
    ("a section removed from nowhere", "pipeline:\n", "pipeline:\n    - {id: x, remove: true}\n", 1, "opening.pipeline[x]: removes an id that is not there"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "below", "said"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_line_is_named(write: Write, old: str, new: str, below: int, said: str) -> None:
    """One mistake in the baseline is one fault, on its line, with its path, its value and a hint."""
    found = re.search(re.escape(old).replace(r"\#", "[0-9._]+"), BASELINE)
    assert found, f"the baseline no longer contains {old!r}"
    line = BASELINE[: found.start()].count("\n") + 1 + below
    (fault,) = faults_of(write(broken=BASELINE[: found.start()] + new + BASELINE[found.end() :]))
    assert fault.startswith(f"broken.yaml:{line}: ")
    assert said in fault


def test_faults_of_all_sections_come_at_once(write: Write) -> None:
    """Mistakes in four sections are four faults in the order of the file."""
    text = BASELINE.replace("months: 12", "months: 0").replace("level: senior,", "level: 5,", 1)
    text = text.replace("bad_debt: ", "bad_debt: x").replace("kind: myopic", "kind: wise")
    faults = faults_of(write(broken=text))
    said = ["calendar.months", "reps[E101].level", "terms.bad_debt", "mind.kind"]
    assert len(faults) == len(said)
    assert all(path in fault for path, fault in zip(said, faults, strict=True))


def test_what_the_whole_checks_comes_at_once(write: Write) -> None:
    """References that lead nowhere in three sections are three faults."""
    text = BASELINE.replace("territory: south}", "territory: north}").replace("team: south,", "team: west,", 1)
    text = text.replace("segment: key, channel: existing", "segment: big, channel: existing", 1)
    faults = faults_of(write(broken=text))
    assert [fault.split(": ")[1] for fault in faults if "no such" in fault] == [
        "company.teams[south].territory",
        "people.reps[S101].team",
        "customers.accounts[1].segment",
    ]


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def test_every_bundled_scenario_loads() -> None:
    """Every name in the library is a scenario without a fault."""
    assert "baseline" in library()
    for name in library():
        assert read(name)[1] == [], name


def test_a_path_and_a_name_give_the_same_scenario() -> None:
    """A bundled scenario is the same by name and by path."""
    assert load("baseline") == load(LIBRARY / "baseline.yaml") == load(str(LIBRARY / "baseline.yaml"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.yaml:1: is empty"),
        (b"- title\n", "a.yaml:1: a scenario is a section of keys such as `title:` (got a list)"),
        (BASELINE.encode("utf-16"), "a.yaml:1: is not UTF-8; it looks like UTF-16, save it as UTF-8"),
        (BASELINE.encode("gb18030"), "is not UTF-8; it looks like GBK, save it as UTF-8"),
    ],
)
def test_files_that_are_no_scenario(tmp_path: Path, data: bytes, said: str) -> None:
    """An empty file, a list and a file in another encoding are one fault each."""
    (tmp_path / "a.yaml").write_bytes(data)
    (fault,) = faults_of(tmp_path / "a.yaml")
    assert said in fault


def test_a_bom_changes_nothing(tmp_path: Path) -> None:
    """A file saved by Windows with a BOM is the same scenario."""
    (tmp_path / "a.yaml").write_bytes(BASELINE.encode("utf-8-sig"))
    assert load(tmp_path / "a.yaml") == load("baseline")


def test_an_alias_bomb_is_a_fault(write: Write) -> None:
    """Aliases that multiply to a billion values are refused in the scenario too."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (fault,) = faults_of(write(bomb="\n".join(lines)))
    assert "aliases that expand to more than 100,000 values" in fault


def test_unknown_names_get_a_suggestion(write: Write) -> None:
    """A name that is neither bundled nor a file is a fault that offers the nearest of both."""
    assert faults_of("basline") == [
        "basline: there is no such file and no bundled scenario of that name, did you mean `baseline`?"
    ]
    near = write(my_plan="title: x").with_name("my_plam.yaml")
    assert "did you mean `my_plan.yaml`?" in faults_of(near)[0]


@pytest.mark.parametrize("source", ["", "a\0b", "x" * 5000, "no/such/folder/a.yaml", Path()])
def test_impossible_names_are_faults(source: str | Path) -> None:
    """A source that cannot be a file is a fault, never another exception."""
    assert len(faults_of(source)) == 1


# ── extends ─────────────────────────────────────────────────────────────────────────────────────

CHILD = """extends: baseline
title: Capped
plan:
  components:
    - id: commission
      cap: {at: 1.5}
    - {id: year_bonus, remove: true}
    - {kind: base, id: allowance, name: Allowance}
targets: {phasing: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}
"""


def test_a_child_changes_only_what_it_names(write: Write) -> None:
    """Sections merge, items merge by id, `remove` removes, new ids come last, other lists are replaced."""
    base, child = load("baseline"), load(write(child=CHILD))
    assert [c.id for c in child.plan.components] == ["base", "commission", "scorecard", "allowance"]
    before, after = base.plan.components[1], child.plan.components[1]
    assert after.kind == before.kind == "commission"
    assert after.schedule == before.schedule
    assert after.cap is not None
    assert after.cap.at == Decimal("1.5")
    assert child.targets.phasing == (Decimal(1),) * 12
    assert (child.targets.company, child.people) == (base.targets.company, base.people)


def test_another_mode_replaces_the_schedule(write: Write) -> None:
    """A child that names another mode brings a whole schedule: the old tiers would not fit it."""
    text = """extends: baseline
plan:
  components:
    - id: commission
      schedule: {mode: step, pays: money, points: [{at: 0, pays: 0}, {at: 1, pays: 1000}]}
"""
    component = load(write(child=text)).plan.components[1]
    assert component.kind == "commission"
    assert component.schedule.mode == "step"
    assert component.measure == "bookings"


def test_another_kind_keeps_id_and_name(write: Write) -> None:
    """A component of another kind in the place of an old one keeps its id and its name alone."""
    text = "extends: baseline\nplan: {components: [{id: commission, kind: base}]}\n"
    component = load(write(child=text)).plan.components[1]
    assert (component.kind, component.id, component.name.en) == ("base", "commission", "Commission")


def test_null_replaces(write: Write) -> None:
    """A child's null removes an optional section or value."""
    text = "extends: baseline\nfunnel: {stages: [{id: needs, patience: null}]}\n"
    funnel = load(write(child=text)).funnel
    assert funnel is not None
    assert [stage.id for stage in funnel.stages if stage.patience is None] == ["needs"]


def test_files_extend_files_in_a_chain(write: Write) -> None:
    """A path is relative to the file that says it, and the nearest file has the last word."""
    source = write(
        first="extends: baseline\ntitle: First\ntargets: {company: 1_000_000, over_assignment: 0.5}\n",
        second="extends: first.yaml\ntargets: {company: 2_000_000}\n",
    )
    scenario = load(source)
    assert (scenario.title.en, scenario.targets.company) == ("First", 2_000_000)
    assert scenario.targets.over_assignment == 0.5


def test_a_fault_names_the_file_that_wrote_the_value(write: Write) -> None:
    """In a chain each fault names the file and the line where its value was written."""
    faults = faults_of(
        write(
            first="extends: baseline\ntargets:\n  company: -1\n",
            second="extends: first.yaml\n\nmind: {effort: {cost: -1}}\n",
        )
    )
    assert [fault.split(": ")[0] for fault in faults] == ["first.yaml:3", "second.yaml:3"]


def test_what_no_file_of_a_chain_gives_is_missing_in_the_nearest(write: Write) -> None:
    """A section that every file of a chain leaves incomplete is located in the file that is being loaded."""
    first, second = "title: x\nzzz: 1\n", "extends: first.yaml\nzzz: 2\n"
    faults = faults_of(write(first=first, second=second))
    assert faults[0] == "second.yaml:1: company: is required"
    assert faults[-1].startswith("second.yaml:2: zzz: is not a key here")


def test_broken_texts_of_a_whole_chain_come_at_once(write: Write) -> None:
    """Values that cannot be read are told for every file of the chain together."""
    faults = faults_of(
        write(first="extends: baseline\ntitle: 010\n", second="extends: first.yaml\nabout: .inf\nabout: 1\n")
    )
    assert [fault.split(": ")[0] for fault in faults] == ["first.yaml:2", "second.yaml:2", "second.yaml:3"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title: x\nextends: basline\n", 2, "extends: there is no such file and no bundled scenario of that name (got basline), did you mean `baseline`?"),
        ("extends: 5\n", 1, "extends: should be the name of a bundled scenario, or a path (got 5)"),
        ("extends: [baseline]\n", 1, "extends: should be the name of a bundled scenario, or a path (got a list)"),
        ("extends: child.yaml\n", 1, "extends: comes back to itself: child.yaml → child.yaml"),
        ("extends: baseline\nplan:\n  components:\n    - {id: comission, remove: true}\n", 4, "plan.components[comission]: removes an id that is not there (got comission), did you mean `commission`?"),
        ("extends: baseline\nplan:\n  components:\n    - {id: base}\n    - {id: base}\n", 5, "plan.components[1].id: this id is already used on line 4 (got base)"),
        ("extends: baseline\nplan:\n  components:\n    - {id: extra, name: x}\n", 4, "plan.components[extra].kind: is required: one of base, commission, scorecard"),
        ("extends: baseline\nmarket: {kind: direct, effct: 1}\nfunnel: null\ncustomers: null\n", 2, "market.effct: is not a key here, did you mean `effect`?"),
        ("extends: baseline\nmarket: {kind: direct}\nfunnel: null\nopening: null\nplan: {components: [{id: scorecard, remove: true}]}\n", 1, "customers: a direct market has none; remove it"),
    ],
)  # fmt: skip
def test_a_broken_child_is_named(write: Write, text: str, line: int, said: str) -> None:
    """A mistake in a file that extends another is one fault on that file's own line."""
    faults = faults_of(write(child=text))
    assert any(said in fault for fault in faults), faults
    assert len(faults) == 1
    if "a direct market" not in said:
        assert faults[0].startswith(f"child.yaml:{line}: ")


def test_a_cycle_prints_its_chain(write: Write) -> None:
    """Files that extend one another in a circle are a fault that prints the circle."""
    source = write(a="extends: b.yaml\n", b="extends: c.yaml\n", c="title: x\nextends: a.yaml\n")
    (fault,) = faults_of(source)
    assert fault == "b.yaml:1: extends: comes back to itself: c.yaml → a.yaml → b.yaml → c.yaml"


def test_a_chain_has_an_end(write: Write) -> None:
    """Ten files may extend one another, and an eleventh is a fault."""
    texts = {"f0": "extends: baseline\n"} | {f"f{n}": f"extends: f{n - 1}.yaml\n" for n in range(1, 10)}
    source = write(**texts)
    assert "more than 10 files extend one another" in faults_of(source)[0]
    assert load(source.with_name("f8.yaml")) == load("baseline")


# ── --set ───────────────────────────────────────────────────────────────────────────────────────


def test_overrides_reach_every_place() -> None:
    """A path by keys, ids and positions sets a value, read by the same rules as in a file."""
    overrides = [
        "targets.company=90_000_000",
        "plan.components[commission].schedule.tiers[1].rate=0.05",
        "plan.components[1].schedule.mode=whole",
        "targets.phasing=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]",
        "mind.pilot=10",
        "people.reps[E101].quota_weight=7.5",
        "title=Larger target = more",
    ]
    scenario = load("baseline", overrides)
    component = scenario.plan.components[1]
    assert component.kind == "commission"
    assert component.schedule.mode == "whole"
    assert component.schedule.tiers[1].rate == Decimal("0.05")
    assert (scenario.targets.company, scenario.targets.phasing[11]) == (90_000_000, 2)
    assert (scenario.mind.pilot, scenario.people.reps[0].quota_weight) == (10, Decimal("7.5"))
    assert scenario.title.en == "Larger target = more"


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("targets.compny=1", "--set: targets.compny: is not a key here, did you mean `company`?"),
        ("target.company=1", "--set: target: is not a key here, did you mean `targets`?"),
        ("targets.company=-1", "--set: targets.company: should be above 0 (got -1)"),
        ("targets.company=010", "--set: targets.company: a number with a leading zero (got 010), write 10, or quote it"),
        ("targets.company=", "--set: targets.company: should be a number (got nothing)"),
        ("targets.phasing=[1", "--set: targets.phasing: a list [ that is not closed"),
        ("plan.components[comission].cap=null", "--set: plan.components[comission]: there is no such list item (got comission), did you mean `commission`?"),
        ("plan.components[9].id=x", "--set: plan.components[9]: there is no such list item (got 9), one of: base, commission"),
        ("plan.components.base.id=x", "is a list; name an item in brackets (got base), one of: base, commission"),
        ("plan.component[0].id=x", "--set: plan.component: there is no such list (got component), did you mean `components`?"),
        ("targets.company", "--set: should be path=value, such as targets.company=90_000_000 (got targets.company)"),
        ("=5", "--set: should be path=value"),
        ("a..b=5", "--set: should be path=value"),
        ("[0]=5", "--set: should be path=value"),
        ("a[=5", "--set: should be path=value"),
        ("people.reps[E101].level=boss", "--set: people.reps[E101].level: there is no such level; known: senior, middle, junior (got boss)"),
    ],
)  # fmt: skip
def test_a_broken_override_is_named(override: str, said: str) -> None:
    """A mistake on the command line is one fault that names `--set` and the path."""
    (fault,) = faults_of("baseline", override)
    assert said in fault


def test_all_overrides_are_judged_at_once() -> None:
    """Two wrong overrides are two faults."""
    assert len(faults_of("baseline", "targets.company=-1", "mind.kind=wise")) == 2


# ── models of other shapes ──────────────────────────────────────────────────────────────────────


class Ball(Record):
    kind: Literal["ball"]
    radius: Annotated[float, Field(gt=0)]


class Box(Record):
    kind: Literal["box"]
    box: float  # a key named like the kind, which pydantic's paths cannot tell apart


class Sized(Record):
    size: int


class Named(Record):
    label: str
    size: int

    @model_validator(mode="after")
    def _fits(self) -> Named:
        if self.size > 9:
            error = ValueError("is too large for its label")
            error.path = ("size",)  # type: ignore[attr-defined]
            raise error
        return self


class Shelf(Record):
    things: tuple[Annotated[Ball | Box, Field(discriminator="kind")], ...] = ()
    either: Sized | Named | None = None
    many: int | tuple[int, ...] | None = None


def shelf(text: str) -> list[str]:
    tree, _ = parse(text, "a.yaml")
    assert isinstance(tree, Section)
    return [str(fault) for fault in check(tree, Shelf)[1]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("things: [{kind: box, box: x}]", "a.yaml:1: things[0].box: should be a number (got x)"),
        ("things: [{kind: ball, radius: 0}]", "a.yaml:1: things[0].radius: should be above 0 (got 0)"),
        ("things: [{radius: 1}]", "a.yaml:1: things[0].kind: is required: one of ball, box"),
        ("things: [5]", "a.yaml:1: things[0]: should be a section of keys (got 5)"),
        ("either: {size: x, label: y}", "a.yaml:1: either.size: should be a whole number (got x)"),
        ("either: {label: y}", "a.yaml:1: either.size: is required"),
        ("either: {label: y,\n size: 10}", "a.yaml:2: either.size: is too large for its label"),
        ("many: {a: 1}", "a.yaml:1: many: should be a whole number or a list (got a section)"),
        ("many: [1, x]", "a.yaml:1: many[1]: should be a whole number (got x)"),
    ],
)
def test_unions_give_one_fault_for_one_cause(text: str, said: str) -> None:
    """Of the alternatives pydantic tried, a person is told about the one that was meant."""
    assert shelf(text) == [said]


# ── anything at all ─────────────────────────────────────────────────────────────────────────────

LINES = BASELINE.splitlines()
JUNK = [
    "{",
    "]",
    ": ",
    "- ",
    "\t",
    "'",
    '"',
    "&a ",
    "*a",
    "!x ",
    "<<: ",
    "：",
    "，",
    "null",
    "NO",
    ".nan",
    "012",
    "1e99",
]
JUNK += ["-1", "[]", "{}", "12:30", "#", "|", "\u2028", "\x00", "🙂", "extends: baseline\n", "remove: true"]

where = st.integers(0, len(BASELINE) - 1)
line = st.integers(0, len(LINES) - 1)


def without_line(text: str, at: int) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[: at % len(lines)] + lines[at % len(lines) + 1 :]) if lines else ""


def with_swap(text: str, at: int) -> str:
    at %= max(len(text) - 1, 1)
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def with_junk(text: str, at: int, junk: str) -> str:
    return text[: at % (len(text) + 1)] + junk + text[at % (len(text) + 1) :]


def with_value(text: str, at: int, junk: str) -> str:
    """Another value after some colon."""
    colons = [found.end() for found in re.finditer(": ", text)]
    start = colons[at % len(colons)] if colons else 0
    return text[:start] + junk + re.sub(r"^[^,}\n]*", "", text[start:])


step = st.one_of(
    st.builds(lambda at: lambda text: without_line(text, at), line),
    st.builds(lambda at: lambda text: with_swap(text, at), where),
    st.builds(lambda at, junk: lambda text: with_junk(text, at, junk), where, st.sampled_from(JUNK)),
    st.builds(lambda at, junk: lambda text: with_value(text, at, junk), where, st.sampled_from(JUNK)),
)


@settings(max_examples=times(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, min_size=1, max_size=4))
def test_a_damaged_baseline_gives_a_scenario_or_faults(write: Write, steps: list[Callable[[str], str]]) -> None:
    """However the baseline is damaged, loading gives a scenario or located faults and nothing else."""
    text = BASELINE
    for damage in steps:
        text = damage(text)
    scenario, faults = read(write(damaged=text))
    assert (scenario is None) == bool(faults)
    assert all(fault.file and fault.message for fault in faults)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="abcdepln.[]=0123 {}'\"：ts", max_size=30), st.sampled_from(JUNK))
def test_any_override_gives_a_scenario_or_faults(path: str, junk: str) -> None:
    """Whatever is set, the outcome is a scenario or faults and nothing else."""
    scenario, faults = read("baseline", [f"{path}={junk}", f"plan.components[commission].{path}={junk}"])
    assert (scenario is None) == bool(faults)
