"""What a section `training` may say: every fault of it is named, with its place."""

from typing import Any

import pytest

from scenarios.load import ScenarioFaults, load
from scenarios.provenance import assumed_paths
from scenarios.training import TOPICS, Course, Training

NAMED = {"id": "a", "name": "A", "hours": 4}


def fault(*overrides: str) -> str:
    with pytest.raises(ScenarioFaults) as caught:
        load("baseline", overrides)
    return str(caught.value)


def training(course: str = "", **keys: str) -> str:
    """The section as an override."""
    told = [f"courses: [{{id: a, name: A, hours: 4, {course}}}]"] if course else []
    return f"training={{{', '.join([*told, *(f'{key}: {value}' for key, value in keys.items())])}}}"


def test_a_section_of_everything_is_read() -> None:
    """Each key of the section can be written, and is kept as written."""
    whole: dict[str, Any] = {
        "courses": [
            NAMED | {"topic": "product", "months": [1, 7], "for_whom": "targeted", "places": 3, "fee": 800},
            NAMED | {"id": "b", "segment": "mid", "every": 3, "start": 2, "for_whom": "levels", "levels": ["junior"]},
            NAMED | {"id": "c", "topic": "process", "months": [2], "for_whom": "reps", "reps": ["E101"]},
            NAMED | {"id": "d", "topic": "discovery", "months": [2], "for_whom": "roles", "roles": ["seller"]},
        ],
        "gain": 0.01, "lag": 2, "attendance": 0.9, "forgetting": 0.04, "kept": 0.8, "practice": 0.001,
        "knowledge_effect": 0.7, "own_time": 0.25,
        "norms": [{"level": "senior", "skills": {"product": 0.8}}],
        "diagnosis": {"by": "kpi", "noise": 0.2, "prior": 30},
        "coaching": {"hours": 12, "span": 8, "gain": 0.04},
        "sharing": {"hours": 2, "every": 2, "topic": "negotiation", "gain": 0.1, "fading": 0.5},
        "helping": {"hours": 5, "topic": "product", "lift": 2, "gain": 0.2, "least": 0.1},
        "tests": {"months": [6, 12], "topic": "product", "questions": 40, "pass_mark": 0.7, "reliability": 0.75,
                  "spread": 0.2, "around_courses": True},
        "promotion": {"steps": [{"level": "junior", "to": "middle", "skill": 0.6}]},
    }  # fmt: skip
    read = Training.model_validate(whole)
    told = read.model_dump(mode="json", exclude_unset=True)
    assert told["courses"][1] == whole["courses"][1] | {"name": {"en": "A", "zh": "A"}}
    assert {key: value for key, value in told.items() if key not in ("courses", "norms")} == {
        key: value for key, value in whole.items() if key not in ("courses", "norms")
    }


def test_courses_are_held_in_their_months() -> None:
    """Months as they are written, or a cadence from its start on."""
    at = Course.model_validate(NAMED | {"topic": "product", "months": [2, 5]})
    assert [month for month in range(12) if at.is_held(month)] == [1, 4]
    again = Course.model_validate(NAMED | {"topic": "product", "every": 4, "start": 3})
    assert [month for month in range(12) if again.is_held(month)] == [2, 6, 10]


@pytest.mark.parametrize(
    ("course", "told"),
    [
        ("months: [1]", "either a `topic` or a `segment`"),
        ("months: [1], topic: product, segment: mid", "either a `topic` or a `segment`"),
        ("topic: product", "either `months` or `every`"),
        ("topic: product, months: [1], every: 2", "either `months` or `every`"),
        ("topic: product, months: [1], places: 2", "has no meaning with `for_whom: all`"),
        ("topic: product, months: [1], reps: [E101]", "has no meaning with `for_whom: all`"),
        ("topic: product, months: [1], for_whom: levels", "is required with `for_whom: levels`"),
        ("segment: mid, months: [1], for_whom: targeted", "only a course with a `topic` can be targeted"),
        ("segment: none-such, months: [1]", "there is no such segment; known: mid, key"),
        ("topic: product, months: [1], for_whom: reps, reps: [E999]", "there is no such rep; known: E101"),
        ("topic: product, months: [1], for_whom: levels, levels: [boss]", "there is no such level; known: senior"),
        ("topic: product, months: [1], for_whom: roles, roles: [boss]", "there is no such role; known: none"),
        ("topic: product, months: [13]", "the year has 12 months"),
        ("topic: product, every: 2, start: 14", "the year has 12 months"),
    ],
)
def test_faults_of_a_course_are_told(course: str, told: str) -> None:
    """What a course leaves open, says twice, or names that is not there is refused with its place."""
    message = fault(training(course))
    assert told in message
    assert "training.courses" in message


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"tests": "{months: [13]}"}, "the year has 12 months"),
        ({"norms": "[{level: boss, skills: {}}]"}, "there is no such level"),
        ({"norms": "[{level: senior, skills: {}}, {level: senior, skills: {}}]"}, "this level is named twice"),
        ({"promotion": "{steps: [{level: boss, to: senior, skill: 1}]}"}, "there is no such level"),
        ({"promotion": "{steps: [{level: senior, to: senior, skill: 1}]}"}, "is the level one comes from"),
        (
            {"promotion": "{steps: [{level: junior, to: middle, skill: 1}, {level: junior, to: senior, skill: 1}]}"},
            "this level has a step up already",
        ),
        (
            {"promotion": "{steps: [{level: junior, to: middle, skill: 1}, {level: middle, to: junior, skill: 1}]}"},
            "leads back to the level one comes from",
        ),
        ({"gain": "-1"}, "training.gain"),
    ],
)
def test_faults_of_the_section_are_told(keys: dict[str, str], told: str) -> None:
    """Levels that are not there, steps that lead round, and months beyond the year are refused."""
    assert told in fault(training(**keys))


def test_the_same_id_twice_is_refused() -> None:
    """Luck follows a course's id, so that two courses need two."""
    twice = "{id: a, name: A, hours: 4, topic: product, months: [1]}"
    assert "this id is used twice" in fault(f"training={{courses: [{twice}, {twice}]}}")


def test_a_direct_market_has_no_training() -> None:
    """Without stages there is nothing that skill could help with."""
    assert "a direct market has none" in fault(
        "market={kind: direct}", "funnel=null", "customers=null", "opening=null", "training={}"
    )


def test_training_is_assumed_unless_somebody_says_otherwise() -> None:
    """Law 8: the section counts as assumed, and is listed so."""
    assert "training" in assumed_paths(load("baseline", ["training={}"]))
    assert "training" not in assumed_paths(load("baseline"))


def test_topics_are_the_skills_of_a_rep() -> None:
    """The order in which tables have them is that of the roster."""
    rep = load("baseline").people.reps[0]
    assert tuple(type(rep.skills).model_fields) == TOPICS
