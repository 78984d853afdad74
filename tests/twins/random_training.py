"""Random training for a random world: courses of every kind, coaching, cases, help, tests, promotions."""

from itertools import pairwise
from typing import Any

Written = dict[str, Any]
SKILLS = ("prospecting", "discovery", "product", "negotiation", "relationship", "process")


def with_training(dice: Any, world: Written) -> None:
    """Adds a section `training` to a funnel world; a direct one stays as it is."""
    if world["market"]["kind"] != "funnel":
        return
    months = world["company"]["calendar"]["months"]
    world["training"] = {
        "courses": [_course(dice, i, world, months) for i in range(dice.whole(0, 4))],
        "gain": dice.one([0.0, 0.01, 0.1]),
        "lag": dice.one([0, 0, 1, 2, 5]),
        "attendance": dice.one([1.0, 1.0, 0.6, 0.0]),
        "forgetting": dice.one([0.0, 0.05, 0.5, 1.0]),
        "kept": dice.one([1.0, 1.0, 0.7, 0.0]),
        "practice": dice.one([0.0, 0.002, 0.05]),
        "knowledge_effect": dice.one([0.0, 0.5, 2.0]),
        "own_time": dice.one([0.0, 0.0, 0.3, 1.0]),
        "norms": _norms(dice, world) if dice.chance(0.3) else [],
        "diagnosis": {"by": dice.one(["skill", "kpi"]), "noise": dice.one([0.0, 0.1, 0.5]), "prior": dice.one([0, 20])},
        "coaching": _coaching(dice) if dice.chance(0.6) else {},
        "sharing": _sharing(dice) if dice.chance(0.6) else {},
        "helping": _helping(dice) if dice.chance(0.6) else {},
        "tests": _tests(dice, months) if dice.chance(0.7) else {},
        "promotion": _promotion(dice, world) if dice.chance(0.4) else None,
    }


def _course(dice: Any, number: int, world: Written, months: int) -> Written:
    segments, people = world["market"]["segments"], world["people"]
    course: Written = {"id": f"course{number}", "name": f"Course {number}", "hours": dice.one([0.0, 3.5, 16.0, 60.0])}
    course |= {"fee": dice.one([0, 0, 12.5, 300])}
    course |= {"segment": dice.one(segments)["id"]} if dice.chance(0.3) else {"topic": dice.one(SKILLS)}
    if dice.chance(0.5):
        course |= {"every": dice.whole(1, 4), "start": dice.whole(1, min(months, 3))}
    else:
        course |= {"months": [dice.whole(1, months) for _ in range(dice.whole(1, 2))]}
    whom = dice.one(["all", "levels", "reps", "roles", "targeted", "targeted"])
    if whom == "levels":
        course |= {"for_whom": whom, "levels": [dice.one(people["levels"])["id"]]}
    elif whom == "reps":
        course |= {"for_whom": whom, "reps": [rep["id"] for rep in dice.some(people["reps"])]}
    elif whom == "roles" and people.get("roles"):
        course |= {"for_whom": whom, "roles": [dice.one(people["roles"])["id"]]}
    elif whom == "targeted" and "topic" in course:
        course |= {"for_whom": whom, "places": dice.whole(0, 4)}
    return course


def _norms(dice: Any, world: Written) -> list[Written]:
    return [
        {"level": level["id"], "skills": {skill: dice.number(0, 1) for skill in SKILLS}}
        for level in dice.some(world["people"]["levels"])
    ]


def _topic(dice: Any) -> str | None:
    topic: str | None = dice.one([None, None, *SKILLS])
    return topic


def _coaching(dice: Any) -> Written:
    return {"hours": dice.one([4.0, 20.0]), "span": dice.one([None, 1.0, 7.5]), "gain": dice.one([0.0, 0.05])}


def _sharing(dice: Any) -> Written:
    common = {"hours": dice.one([1.0, 4.0]), "every": dice.whole(1, 3), "topic": _topic(dice)}
    return common | {"gain": dice.one([0.0, 0.2]), "fading": dice.one([0.0, 0.6, 1.0])}


def _helping(dice: Any) -> Written:
    common = {"hours": dice.one([2.0, 10.0]), "topic": _topic(dice), "least": dice.one([0.0, 0.0, 0.3])}
    return common | {"lift": dice.one([0.0, 2.0]), "gain": dice.one([0.0, 0.2])}


def _tests(dice: Any, months: int) -> Written:
    return {
        "months": [dice.whole(1, months) for _ in range(dice.whole(0, 3))],
        "topic": dice.one(SKILLS),
        "questions": dice.one([1, 7, 50]),
        "pass_mark": dice.one([0.0, 0.5, 1.0]),
        "reliability": dice.one([0.2, 0.8, 1.0]),
        "spread": dice.one([None, 0.2]),
        "around_courses": dice.chance(0.6),
    }


def _promotion(dice: Any, world: Written) -> Written | None:
    """Up the roster's levels in the order in which they are written."""
    levels = [level["id"] for level in world["people"]["levels"]]
    steps = [{"level": level, "to": to, "skill": dice.number(0.2, 0.8)} for level, to in pairwise(levels)]
    return {"steps": steps} if steps else None
