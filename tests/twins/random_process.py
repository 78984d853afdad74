"""Random settings of process, tools and the paid day for a random world."""

from typing import Any

Written = dict[str, Any]


def with_process(dice: Any, world: Written) -> Written:
    """The same world with a process, tools and a time account, each with some chance."""
    stages = [stage["id"] for stage in world["funnel"]["stages"]]
    months = world["company"]["calendar"]["months"]
    if dice.chance(0.7):
        world["funnel"]["process"] = _process(dice, stages, world["people"], months)
    if dice.chance(0.6):
        world["tools"] = [_tool(dice, number, months) for number in range(dice.whole(1, 3))]
    if dice.chance(0.6):
        world["time"] = _time(dice)
    return world


def _process(dice: Any, stages: list[str], people: Written, months: int) -> Written:
    keeping = [
        {"rep": dice.one(people["reps"])["id"], "adherence": dice.number(0, 1)},
        {"level": dice.one(people["levels"])["id"], "adherence": dice.number(0, 1)},
    ]
    return {
        "adherence": dice.number(0, 1),
        "skill_effect": dice.one([0.0, 0.8]),
        "evens_out": dice.one([0.0, 0.5, 1.0]),
        "keeping": keeping[: dice.whole(0, 2)],
        "steps": [_step(dice, number, stages) for number in range(dice.whole(0, 5))],
        "planning": _planning(dice, stages, months) if dice.chance(0.5) else None,
        "discovery": _discovery(dice, stages[:-1]) if len(stages) > 1 and dice.chance(0.6) else None,
    }


def _discovery(dice: Any, stages: list[str]) -> Written:
    return {
        "stage": dice.one(stages),
        "hours": dice.one([0.0, 1.5]),
        "lift": dice.one([0.0, 0.7]),
        "early": 0.2,
        "miss": dice.number(0, 1),
        "cost": 1.0,
    }


def _step(dice: Any, number: int, stages: list[str]) -> Written:
    return {
        "id": f"step{number}",
        "name": f"Step {number}",
        "stage": dice.one(stages),
        "hours": dice.one([0.0, 0.3, 2.0]),
        "lift": dice.one([0.0, 0.4, -0.3]),
        "gate": dice.one(["hard", "soft", "soft"]),
        "compliance": dice.one(["mandatory", "optional"]),
        "document": dice.chance(0.5),
        "quote": dice.chance(0.5),
        "error": dice.one([0.0, 0.2, 1.0]),
        "rework": dice.one([0.0, 1.0]),
        "delay": dice.one([0.0, 1.0, 2.5]),
    }


def _planning(dice: Any, stages: list[str], months: int) -> Written:
    return {
        "hours": dice.one([0.0, 4.0, 12.0]),
        "enough": 8.0,
        "skipped": [dice.whole(1, months)] if dice.chance(0.5) else [],
        "effect": dice.number(0, 1.5),
        "stage": dice.one([None, dice.one(stages)]),
        "saves": dice.one([0.0, 0.4]),
    }


def _tool(dice: Any, number: int, months: int) -> Written:
    kind = dice.one(["customers", "pipeline", "analysis", "reminders", "quotes"])
    own = {"customers": "records", "pipeline": "adherence", "analysis": "signal", "reminders": "response"}
    effects = {own.get(kind, "quoting"): dice.number(0, 1)}
    if kind == "quotes":
        effects["errors"] = dice.number(0, 1)
    if kind in ("pipeline", "analysis"):
        effects["reports"] = dice.one([0.0, 0.5])
    return {
        "id": f"tool{number}",
        "name": f"Tool {number}",
        "kind": kind,
        "cost": dice.one([0, 120, 99.99]),
        "begins": dice.whole(1, months),
        "adoption": dice.one([0.0, 0.6, 1.0]),
        "ramp": dice.whole(0, 8),
        "curve": dice.one(["linear", "logistic"]),
        "skill_effect": dice.one([0.0, 0.6]),
        "learning": dice.one([0.0, 10.0, 60.0]),
        **effects,
    }


def _time(dice: Any) -> Written:
    """Parts that are no round numbers, and days that are all for leads."""
    meetings = dice.number(0, 0.5)
    travel = dice.number(0, 0.5)
    cuts = [dice.one([0.0, 0.3, 1.0]) for _ in range(3)]
    parts = [meetings, travel, round(1 - meetings - travel, 6)]
    uses = zip(("meetings", "travel", "reports"), parts, cuts, strict=True)
    return {"day": dice.one([7.5, 8.0, 9.3])} | {name: {"part": part, "cut": cut} for name, part, cut in uses}
