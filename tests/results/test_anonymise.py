"""Codes in place of names: stable, not to be worked out, and kept to this machine."""

import hashlib
import json
import os
import stat
from pathlib import Path

import pytest
from lived import SMALL

from results.anonymise import MAPPING, Codes
from scenarios.load import load, resolved_text
from scenarios.scenario import Scenario

SCENARIO = load(SMALL)
REPS = SCENARIO.people.reps


def said(scenario: Scenario) -> list[str]:
    """Everything by which a rep is known."""
    return [word for rep in scenario.people.reps for word in (rep.id, rep.name.en, rep.name.zh)]


def test_every_rep_has_a_code_of_its_own(tmp_path: Path) -> None:
    """Eight reps, eight codes, none of which holds the id or a name."""
    codes = Codes(tmp_path, SCENARIO)
    found = [codes.code(rep.id) for rep in REPS]
    assert len(set(found)) == len(REPS)
    assert not [word for word in said(SCENARIO) for code in found if word in code]


def test_codes_are_stable_over_runs_and_scenarios(tmp_path: Path) -> None:
    """The same rep has the same code in every run and every scenario of one folder, and another elsewhere."""
    first = Codes(tmp_path, SCENARIO).code("K-31")
    fewer = Scenario.model_validate(
        SCENARIO.model_dump(by_alias=True)
        | {"people": SCENARIO.people.model_dump() | {"reps": [r.model_dump() for r in REPS[:2]]}}
    )
    assert Codes(tmp_path, fewer).code("K-31") == first
    assert Codes(tmp_path, load("baseline"), SCENARIO).code("K-31") == first
    assert Codes(tmp_path / "elsewhere", SCENARIO).code("K-31") != first


def test_codes_cannot_be_worked_out_from_the_id(tmp_path: Path) -> None:
    """A code is not a plain hash of the id: without the folder's secret nobody can look it up."""
    code = Codes(tmp_path, SCENARIO).code("K-31").removeprefix("rep-")
    plain = [hashlib.new(kind, b"K-31").hexdigest() for kind in ("md5", "sha1", "sha256")]
    assert not [digest for digest in plain if digest.startswith(code)]
    assert len(json.loads((tmp_path / MAPPING).read_text(encoding="utf-8"))["secret"]) >= 32


def test_who_is_who_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    """The mapping stands in the home of the runs, readable by its owner only, and grows with every scenario."""
    umask = os.umask(0)  # the most careless of machines
    try:
        codes = Codes(tmp_path, SCENARIO)
        Codes(tmp_path, load("baseline"))
    finally:
        os.umask(umask)
    path = tmp_path / MAPPING
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    names = json.loads(path.read_text(encoding="utf-8"))["names"]
    assert len(names) == len(REPS) + 24
    assert names[codes.code("K-31")] == "K-31 Ada Quill 欧阳甲"
    assert os.listdir(tmp_path) == [MAPPING]


def test_mapping_is_never_readable_by_others_even_while_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft has its mode before it has any content."""
    modes = []
    real = Path.write_text

    def watched(path: Path, text: str, **how: str) -> int:
        modes.append(stat.S_IMODE(path.stat().st_mode))
        return real(path, text, **how)

    monkeypatch.setattr(Path, "write_text", watched)
    Codes(tmp_path, SCENARIO)
    assert modes == [0o600]


def test_scenario_under_codes_names_nobody_and_is_otherwise_the_same(tmp_path: Path) -> None:
    """Ids, names, and both in titles and sources, become codes; every number stays."""
    written = SCENARIO.model_dump(by_alias=True)
    source = {"path": "people.reps[K-32].hours_per_day", "kind": "given", "source": "told by Ben Sorrel"}
    written |= {"title": "What if 司马乙 leaves", "about": "Ada Quill asked", "sources": (source,)}
    scenario = Scenario.model_validate(written)
    codes = Codes(tmp_path, scenario)
    text = resolved_text(codes.scenario(scenario))
    assert not [word for word in said(scenario) if word in text]
    back = text
    for rep in REPS:
        back = back.replace(codes.code(rep.id), "someone")
    plain = resolved_text(scenario)
    for word in sorted(said(scenario), key=len, reverse=True):
        plain = plain.replace(word, "someone")
    assert back.replace('"', "") == plain.replace('"', "")


def test_a_name_inside_a_word_is_not_a_name(tmp_path: Path) -> None:
    """Text is coded where a name stands by itself: `Ada Quill's` but not `Ada Quilla`; ids in paths only."""
    codes = Codes(tmp_path, SCENARIO)
    code = codes.code("K-31")
    assert codes.text("Ada Quill's and Ada Quilla's") == f"{code}'s and Ada Quilla's"
    assert codes.text("people.reps[K-31].skills × 2") == f"people.reps[{code}].skills × 2"
    assert codes.text("people.reps[*].skills") == "people.reps[*].skills"


def test_open_deals_of_a_rep_are_under_her_code(tmp_path: Path) -> None:
    """A rep who holds an opening deal has her code there, too; a team keeps its id."""
    deal = "segment: mid, channel: marketing, stage: needs, count: 1, amount: 9"
    scenario = load("baseline", [f"opening.pipeline=[{{{deal}, rep: E101}}, {{{deal}, team: south}}]"])
    codes = Codes(tmp_path, scenario)
    coded = codes.scenario(scenario)
    assert [(row.rep, row.team) for row in coded.opening.pipeline] == [(codes.code("E101"), None), (None, "south")]
    assert "E101" not in resolved_text(coded)


def test_who_keeps_to_the_process_stands_under_a_code(tmp_path: Path) -> None:
    """A line on one rep's adherence names her code instead, and is about the same rep; one on a level stays."""
    lines = "[{level: senior, adherence: 0.5}, {rep: E101, adherence: 0.9}]"
    scenario = load("baseline", [f"funnel.process={{keeping: {lines}}}"])
    codes = Codes(tmp_path, scenario)
    hidden = codes.scenario(scenario)
    assert hidden.funnel is not None
    assert hidden.funnel.process is not None
    assert [(line.level, line.rep) for line in hidden.funnel.process.keeping] == [
        ("senior", None),
        (None, codes.code("E101")),
    ]
    assert "E101" not in resolved_text(hidden)


def test_courses_for_some_reps_are_under_their_codes(tmp_path: Path) -> None:
    """A course that names reps names their codes instead, and is for the same people."""
    course = "{id: a, name: A, topic: product, hours: 8, months: [1], for_whom: reps, reps: [E101]}"
    scenario = load("baseline", [f"training={{courses: [{course}]}}"])
    codes = Codes(tmp_path, scenario)
    hidden = codes.scenario(scenario)
    assert hidden.training is not None
    assert hidden.training.courses[0].reps == (codes.code("E101"),)
    assert "E101" not in resolved_text(hidden)
