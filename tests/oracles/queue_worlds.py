"""A world reduced to a queue: leads at a steady rate, stages with servers of their own, no reaction to pay."""

from typing import Any

from scenarios.scenario import Scenario

Written = dict[str, Any]
SURE = 1 - 1e-9
ALWAYS = {"mean": 0, "kind": "fixed"}


def world(stages: list[Written], a_day: float, servers: list[int], **more: Any) -> Scenario:
    """A team at work: so many leads a day, each stage with servers of its own."""
    roles = [{"id": f"role{i}", "name": "Role", "stages": [stage["id"]]} for i, stage in enumerate(stages)]
    reps = [
        {"id": f"rep{i}-{k}", "name": "Rep", "team": "team", "level": "level", "role": f"role{i}", "hours_per_day": 1.0}
        | {"lead_share": 1.0 if i == 0 else 0.0}
        for i, count in enumerate(servers)
        for k in range(count)
    ]
    calendar = {"kind": "even", "months": more.pop("months", 60), "days_per_month": more.pop("days", 20)}
    opening = {"warm_up_days": more.pop("warm_up", 500)}
    place = {"territory": "land", "segment": "all", "channel": "door"}
    return Scenario.model_validate({
        "title": "Queue",
        "company": {
            "name": "Company", "calendar": calendar, "currency": {"code": "XXX", "symbol": "", "minor_digits": 0},
            "territories": [{"id": "land", "name": "Land"}],
            "teams": [{"id": "team", "name": "Team", "territory": "land", "pool": True}],
        },
        "people": {
            "levels": [{"id": "level", "name": "Level", "base": 0, "variable": 0, "quota_weight": 1}],
            "roles": roles, "reps": reps,
        },
        "targets": {"company": 1_000_000},
        "plan": {"name": "Plan", "components": [{"kind": "base", "id": "base", "name": "Base"}]},
        "market": {
            "kind": "funnel",
            "segments": [{"id": "all", "name": "All", "value": {"mean": 100}, "margin": 0.5}],
            "channels": [{"id": "door", "name": "Door"}],
            "demand": [place | {"leads_per_year": 250 * a_day}],
        },
        "funnel": {"stages": stages, "response": {"half_life": 100_000, "hours_a_day": 1.0, "in_time": 1e-9}}
        | more.pop("funnel", {}),
        "customers": {},
        "opening": opening,
        "mind": {"kind": "none", "effort": {"cost": 0}},
        **more,
    })  # fmt: skip


def stage(name: str, hours: Written, **more: Any) -> Written:
    """A stage whose customers answer at once."""
    return {
        "id": name, "name": name, "skill": "process", "hours": hours, "advance": SURE,
        "answer": {"kind": "fixed", "mean": 0}, **more,
    }  # fmt: skip
