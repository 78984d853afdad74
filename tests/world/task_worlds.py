"""A small office of two where care and prospecting take hours from leads: the ground for tests of hours that follow
pay.
"""

from typing import Any

from customer_worlds import company, merged

from scenarios.scenario import Scenario

Written = dict[str, Any]
LIFE: Written = {
    "care": {"hours": 20, "gain": 0.6},
    "relation": {"half_life": 3},
    "churn": {"yearly": 0.5, "relation": 3},
    "survey": {"every": 1, "sample": 1, "response": 1},
}
"""Customers who forget who does not come, and leave."""


def commission(measure: str, rate: float) -> Written:
    """So much for each coin or thing, month by month."""
    tiers = [{"from": None, "rate": rate}]
    schedule = {"mode": "marginal", "edges": "amount", "tiers": tiers}
    return {
        "kind": "commission",
        "id": measure,
        "name": "x",
        "measure": measure,
        "period": "month",
        "schedule": schedule,
    }


def scorecard(weight: float) -> Written:
    """A monthly bonus by bookings and by how close customers are, which has this weight."""
    kpis = [
        {"kpi": "relation_strength", "weight": weight, "target": {"each": 80}},
        {"kpi": "bookings", "weight": round(1 - weight, 6), "target": {"each": 3000}},
    ]
    asked = [kpi for kpi in kpis if kpi["weight"]]
    return {"kind": "scorecard", "id": "card", "name": "x", "period": "month", "target_share": 1, "kpis": asked}


def office(*components: Written, hours: Written | None = None, demand: float = 120, **changes: Any) -> Scenario:
    """Two reps with ten customers and more leads than hours, for four months."""
    named = {"name": "x"}
    reps = [{**named, "id": f"r{i}", "team": "t", "level": "l", "hours_per_day": 4} for i in range(2)]
    stages = [
        {
            **named,
            "id": stage,
            "skill": skill,
            "hours": {"mean": 12},
            "advance": 0.6,
            "answer": {"kind": "fixed", "mean": 2},
            "patience": {"kind": "fixed", "mean": 8},
        }
        for stage, skill in (("talk", "discovery"), ("sign", "negotiation"))
    ]
    accounts = [{"territory": "p", "segment": "a", "channel": "old", "count": 10, "leads_per_customer": 1.0}]
    world: Written = {
        "company": {"calendar": {"kind": "even", "months": 4}},
        "people": {"levels": [{**named, "id": "l", "base": 0, "variable": 24_000, "quota_weight": 1}], "reps": reps},
        "plan": {**named, "components": [{**named, "kind": "base", "id": "base"}, *components]},
        "market": {
            "demand": [{"territory": "p", "segment": "b", "channel": "new", "leads_per_year": demand}],
            "prospecting": {
                "hours": 20,
                "leads_per_hour": 0.2,
                "channel": "new",
                "segments": [{"segment": "b"}],
            },
        },
        "funnel": {"stages": stages},
        "customers": {"accounts": accounts},
        "mind": {"kind": "myopic", "hours": hours, "effort": {"cost": 1000}, "pilot": 4},
    }
    return company(LIFE, **merged(world, changes))
