"""Random duties, authority and ways between desks for a random world with a funnel."""

from typing import Any

Written = dict[str, Any]


def with_selling(dice: Any, world: Written) -> Written:
    """The same world in which work passes between people: each part with some chance."""
    funnel, people = world["funnel"], world["people"]
    stages = [stage["id"] for stage in funnel["stages"]]
    for stage in funnel["stages"]:
        stage["returns"] = dice.one([0.0, 0.0, 0.3])
        stage["returns_to"] = dice.one([None, stage["id"], stages[0]])
        stage["hours"]["kind"] = dice.one(["lognormal", "gamma"])
    funnel["order"] = dice.one(["fifo", "value", "newest"])
    if dice.chance(0.5):
        funnel["response"] = dice.one(
            [
                {"half_life": 30.0},
                {"points": [{"hours": 1, "factor": 1}, {"hours": 24, "factor": 0.4}], "hours_a_day": 10, "in_time": 5},
            ]
        )
    if dice.chance(0.5):
        funnel["negotiation"] = {"discount": dice.number(0, 0.3), "sd": dice.one([0.0, 0.1]), "skill_effect": 0.2}
    if dice.chance(0.5):
        people["clarity"] = {"clear": dice.one([0.0, 0.6]), "days": dice.one([0.0, 3.0, 200.0])}
    if dice.chance(0.5):
        people["exchange"] = {"share": dice.number(0.2, 1), "gap": dice.one([0.0, 0.5])}
    for team in world["company"]["teams"]:
        team["pool"] = dice.chance(0.3)
    if dice.chance(0.5):
        _roles(dice, world, stages)
    if dice.chance(0.4):
        _presales(dice, world, stages)
    if dice.chance(0.5):
        world["authority"] = _authority(dice, world)
    return world


def _roles(dice: Any, world: Written, stages: list[str]) -> None:
    """Some people work the first stages only; where others are left who work all of them."""
    cut = dice.whole(1, len(stages))
    world["people"].setdefault("roles", []).append({"id": "hunter", "name": "Hunter", "stages": stages[:cut]})
    home = {team["id"]: team["territory"] for team in world["company"]["teams"]}
    seen = set()
    for rep in world["people"]["reps"]:
        place = rep["territory"] or home[rep["team"]]
        if place in seen and not rep.get("role") and dice.chance(0.5):
            rep["role"] = "hunter"
        seen.add(place)


def _presales(dice: Any, world: Written, stages: list[str]) -> None:
    """A specialist more, who takes no leads."""
    people = world["people"]
    people.setdefault("roles", []).append({"id": "presales", "name": "Presales"})
    like = people["reps"][0]
    people["reps"].append(
        like | {"id": "specialist", "name": "Specialist", "role": "presales", "lead_share": 0, "quota_weight": 1}
        | {"joins": None, "leaves": None}
    )  # fmt: skip
    world["funnel"]["presales"] = {
        "role": "presales", "stages": dice.some(stages) or stages[:1], "share": dice.one([0.3, 1.0]),
        "hours": {"mean": 2, "cv": dice.one([0.0, 0.5])}, "lift": dice.one([0.0, 0.7]),
    }  # fmt: skip


def _authority(dice: Any, world: Written) -> Written:
    low = dice.whole(100, 4_000)
    limits = [
        {"level": level["id"], "deal": low * (i + 1), "sign": dice.one([None, low * (i + 2)]), "discount": 0.1}
        for i, level in enumerate(world["people"]["levels"])
    ]
    signs = [limit["sign"] is None for limit in limits]
    if any(signs):
        for limit in limits:
            limit["sign"] = None
    first = {"id": "lead", "name": "Lead", "limit": 2 * low, "review": {"mean": 1, "cv": dice.one([0.0, 1.0])}}
    first["teams"] = [world["company"]["teams"][0]["id"]] if dice.chance(0.5) else []
    last = {"id": "director", "name": "Director", "hands": dice.whole(1, 2), "hours_per_day": 1.0}
    return {
        "control": dice.one(["hard", "soft"]),
        "limits": limits,
        "approvers": [first, last] if dice.chance(0.7) else [last],
        "soft": {"chance": 0.2, "pressure": 1.0, "discount": 0.1, "bad_debt": 0.3},
    }
