"""Small companies whose customers are lived one by one: the ground for tests of what becomes of them."""

from typing import Any

from scenarios.scenario import Scenario

Written = dict[str, Any]
QUIET: Written = {
    "satisfaction": {"sd": 0, "relation": 0},
    "relation": {"half_life": None},
    "churn": {"yearly": 0},
    "orders": {"loyalty": 0},
    "experience": {"effect": 0},
}
"""Nothing happens to anybody."""


def merged(base: Any, change: Any) -> Any:
    """Two trees of settings, the second over the first."""
    if isinstance(base, dict) and isinstance(change, dict):
        return base | {key: merged(base.get(key), value) for key, value in change.items()}
    return change


def company(life: Written | None = None, quiet: bool = True, **changes: Any) -> Scenario:
    """Six reps, 120 customers in two segments, two even stages that take no time; `changes` go over the sections.

    life: over QUIET, or over the defaults; None for customers who are only a number.
    """
    named = {"name": "x"}
    reps = [{**named, "id": f"r{i}", "team": "t", "level": "l"} for i in range(6)]
    stages = [
        {
            **named,
            "id": stage,
            "skill": skill,
            "hours": {"mean": 0},
            "advance": 0.6,
            "answer": {"kind": "fixed", "mean": 2},
        }
        for stage, skill in (("talk", "discovery"), ("sign", "negotiation"))
    ]
    accounts = [
        {"territory": "p", "segment": segment, "channel": "old", "count": count, "leads_per_customer": leads}
        for segment, count, leads in (("a", 40, 2.0), ("b", 80, 1.0))
    ]
    written: Written = {
        "title": "Customers",
        "company": {
            **named,
            "calendar": {"kind": "even", "months": 12},
            "territories": [{**named, "id": "p"}],
            "teams": [{**named, "id": "t", "territory": "p"}],
        },
        "people": {
            "levels": [{**named, "id": "l", "base": 0, "variable": 1000, "quota_weight": 1}],
            "reps": reps,
        },
        "targets": {"company": 1_000_000},
        "plan": {**named, "components": [{**named, "kind": "base", "id": "base"}]},
        "market": {
            "kind": "funnel",
            "segments": [{**named, "id": s, "value": {"mean": v}, "margin": 0.3} for s, v in (("a", 900), ("b", 100))],
            "channels": [
                {**named, "id": "new", "new_customer": True},
                {**named, "id": "old", "new_customer": False},
                {**named, "id": "warm", "new_customer": True, "fit": 0.5},
            ],
            "demand": [{"territory": "p", "segment": "b", "channel": "new", "leads_per_year": 60}],
        },
        "funnel": {"stages": stages},
        "customers": {"accounts": accounts},
        "opening": {},
        "mind": {"kind": "none", "effort": {"cost": 100, "low": 0.5, "high": 2, "usual": 1}, "pilot": 8},
    }
    if life is not None:
        written["customers"]["life"] = merged(QUIET, life) if quiet else life
    return Scenario.model_validate(merged(written, changes))
