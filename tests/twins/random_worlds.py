"""Random small companies, varied in everything a scenario can say: the ground for twins, law 3 and law 5.

A world is a pure function of its number, so that a failing one can be called back by it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from random_customer_life import enrich
from random_market import with_market
from random_plans import enriched
from random_process import with_process
from random_selling import with_selling
from random_training import with_training

from scenarios.scenario import Scenario
from sim.draws import PURPOSES, name_id, uniform

T = TypeVar("T")
Written = dict[str, Any]
SKILLS = ("prospecting", "discovery", "product", "negotiation", "relationship", "process")
PLAIN = 3
"""Every fourth world has a plain plan: salary, commissions by period, scorecards."""
SPRING = [date(2027, 2, 1) + timedelta(days=day) for day in range(14)]


class Dice:
    """Throws that depend on nothing but the world's number and how many came before."""

    def __init__(self, number: int, about: str = "random world") -> None:
        self.who, self.thrown = name_id(about, number), 0

    def number(self, low: float, high: float) -> float:
        self.thrown += 1
        return round(low + (high - low) * uniform(0, 0, min(PURPOSES), self.who, self.thrown), 3)

    def whole(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return min(high, int(self.number(low, high + 1)))

    def chance(self, share: float) -> bool:
        return self.number(0, 1) < share

    def one(self, of: Sequence[T]) -> T:
        return of[self.whole(0, len(of) - 1)]

    def some(self, of: Sequence[T]) -> list[T]:
        """Each with an even chance, and at least one."""
        return [thing for thing in of if self.chance(0.5)] or [self.one(of)]


def random_world(number: int, **changes: Any) -> Scenario:
    """The world of that number; `changes` replace whole sections. Every third world is a direct one."""
    return Scenario.model_validate({**written(number, rich=number % 4 != PLAIN), **changes})


def random_funnel(number: int, **changes: Any) -> Scenario:
    """The same, always with a funnel."""
    return Scenario.model_validate({**written(number, direct=False, rich=number % 4 != PLAIN), **changes})


def written(number: int, direct: bool | None = None, rich: bool = False) -> Written:
    """A scenario as a person might write it. rich: with a plan in which people's pay looks at one another."""
    dice = Dice(number)
    direct = number % 3 == 2 if direct is None else direct
    company = _company(dice)
    people = _people(dice, company)
    months = company["calendar"]["months"]
    world: Written = {
        "title": f"Random world {number}",
        "company": company,
        "people": people,
        "targets": _targets(dice, months),
        "plan": {"name": "Plan", "components": _components(dice, direct)},
        "mind": _mind(dice),
    }
    world |= _direct(dice) if direct else _funnel_world(dice, company, people, months)
    if company["calendar"]["kind"] == "working_days":
        _come_and_go(dice, people, company["calendar"]["start"], 31 * months)
    if rich:
        enriched(Dice(number, "random plan"), world, direct)
    if rich and not direct and number % 2:
        with_selling(Dice(number, "random selling"), world)
    if not direct and number % 5 in (0, 2, 3):
        with_process(Dice(number, "random process"), world)
    if rich and not direct and Dice(number, "has a market").chance(0.5):
        with_market(Dice(number, "random market"), world)
    if rich and not direct and (dice := Dice(number, "random training")).chance(0.5):
        with_training(dice, world)
    if rich and not direct and number % 5 < 3:
        enrich(Dice(number, "random customer life"), world)
    if (dice := Dice(number, "random timing")).chance(0.4):
        days = {"pull": dice.one([0, 5, 15, 60]), "hold": dice.one([0, 3, 8, 40])}
        world["mind"]["timing"] = days | {"discount": dice.one([0, 0.01, 0.1])}
    if (dice := Dice(number, "random turnover")).chance(0.4):
        world["turnover"] = _turnover(dice, people)
    if _hours_planned(world) and (dice := Dice(number, "random hours")).chance(0.7):
        world["mind"]["hours"] = {"cost": dice.one([1, 20, 500]), "low": dice.one([0, 0.5]), "high": dice.one([1, 3])}
    if (dice := Dice(number, "random drive")).chance(0.4):
        world["drive"] = drive(dice)
    return world


def _turnover(dice: Dice, people: Written) -> Written:
    """More people leave than anywhere; some are after more than they get."""
    for rep in people["reps"]:
        if dice.chance(0.3):
            rep["aspires"] = dice.one([0, 1000, 1_000_000])
    pushes = {key: dice.number(0, 3) for key in ("pay", "attainment", "peers", "fairness") if dice.chance(0.6)}
    newcomers = {"start": dice.number(0.1, 1), "months": dice.one([0, 1, 6]), "differ": dice.one([0, 0.4])}
    more = {"tenure": dice.number(0, 1), "vacancy": dice.one([0, 0.5, 2, 5]), "cost": dice.whole(0, 5000)}
    return {"yearly": dice.number(0.3, 0.95), **pushes, **more, "newcomers": newcomers}


def _hours_planned(world: Written) -> bool:
    """Whether hours of care or of prospecting are planned, which a mind may move."""
    life = (world.get("customers") or {}).get("life") or {}
    looks = world["market"].get("prospecting") or {}
    return bool((life.get("care") or {}).get("hours") or looks.get("hours"))


def drive(dice: Dice) -> Written:
    """What moves people beside pay: parts of it, or all."""
    parts: Written = {
        "difficulty": {"best": dice.one([0.9, 1.1]), "width": dice.one([0.1, 0.5])},
        "deadline": {"lost": dice.one([1.2, 3.0])},
        "clarity": {"clear": dice.one([0.0, 0.4, 1.0])},
        "ranking": {"near": dice.one([0.05, 0.5]), "far": dice.one([0.05, 1.0])},
        "motivation": {"recognitions": dice.whole(0, 3), "recognised_months": dice.whole(1, 3)},
        "commitment": {"rounds": dice.whole(0, 3)},
        "fairness": {"tolerance": dice.one([0.0, 0.1])},
        "feedback": {"every": dice.whole(1, 3), "delay": dice.whole(0, 2), "hours": dice.one([0.0, 1.3])},
        "reviews": {"a_month": dice.whole(0, 4)},
    }
    chosen = {part: parts[part] for part in (parts if dice.chance(0.3) else dice.some(list(parts)))}
    chosen |= {"cycle": dice.one(["month", "quarter", "year"]), "visible": dice.one(["none", "own", "team", "all"])}
    return chosen | {"transparency": dice.one([1.0, 0.6])}


def _company(dice: Dice) -> Written:
    months = dice.whole(1, 13)
    calendar: Written = {"kind": "even", "months": months, "days_per_month": dice.whole(5, 25)}
    if dice.chance(0.5):
        start = date(2027, 1, 1) + timedelta(days=dice.whole(0, 364))
        calendar = {"kind": "working_days", "start": start, "months": months}
        week = {"makeup_days": [date(2027, 2, 20)]} if dice.chance(0.7) else {"days_a_week": 7}
        calendar |= {"holidays": SPRING[: dice.whole(0, 14)]} | week
    places = [{"id": f"place{i}", "name": f"Place {i}"} for i in range(dice.whole(1, 2))]
    teams = [
        {"id": f"team{i}", "name": f"Team {i}", "territory": dice.one(places)["id"]} for i in range(dice.whole(1, 3))
    ]
    currency = {"code": "XXX", "symbol": "", "minor_digits": dice.whole(0, 3)}
    return {
        "name": "Company",
        "currency": currency,
        "calendar": calendar,
        "territories": places,
        "teams": teams,
    }


def _people(dice: Dice, company: Written) -> Written:
    levels = [
        {
            "id": f"level{i}",
            "name": f"Level {i}",
            "base": dice.whole(0, 900),
            "variable": dice.whole(0, 9_000),
            "quota_weight": dice.one([1, 0.7, 2.5]),
        }
        for i in range(dice.whole(1, 3))
    ]
    reps = [
        {
            "id": f"rep{i}",
            "name": f"Rep {i}",
            "team": dice.one(company["teams"])["id"],
            "level": dice.one(levels)["id"],
            "skills": {skill: dice.number(0, 1) for skill in SKILLS},
            "hours_per_day": dice.one([2.0, 5.0, 7.5]),
            "lead_share": dice.one([1.0, 1.0, 0.4, 2.0, 0.0]),
            "territory": dice.one(company["territories"])["id"] if dice.chance(0.2) else None,
        }
        for i in range(dice.whole(1, 6))
    ]
    if dice.chance(0.3) and len(reps) > 1:
        reps[0]["quota_weight"] = 0
    return {"levels": levels, "reps": reps}


def _come_and_go(dice: Dice, people: Written, start: date, days: int) -> None:
    """Some reps join and some leave, within the year or somewhat before or after it."""
    for rep in people["reps"]:
        if dice.chance(0.25):
            rep["joins"] = start + timedelta(days=dice.whole(-20, days))
        if dice.chance(0.25):
            rep["leaves"] = rep.get("joins", start) + timedelta(days=dice.whole(1, days))


def all_stay(people: Written) -> Written:
    """The same people, nobody of whom comes or goes: an even calendar has no dates."""
    return people | {"reps": [rep | {"joins": None, "leaves": None} for rep in people["reps"]]}


def _targets(dice: Dice, months: int) -> Written:
    phasing = [dice.one([0, 1, 2.5, 3]) for _ in range(months)] if dice.chance(0.5) else []
    return {
        "company": dice.whole(20_000, 900_000),
        "over_assignment": dice.one([0.0, 0.03, 0.1]),
        "phasing": phasing if any(phasing) else [],
    }


def _mind(dice: Dice) -> Written:
    low, high = dice.number(0.1, 0.9), dice.number(1.1, 3.0)
    effort = {"free": dice.number(0, 1), "usual": 1.0, "low": low, "high": high}
    effort["cost"] = dice.one([0, 50, 500, 5_000])
    return {"kind": dice.one(["none", "myopic", "myopic"]), "effort": effort, "pilot": 4}


# ── the plan ────────────────────────────────────────────────────────────────────────────────────


def _components(dice: Dice, direct: bool) -> list[Written]:
    components: list[Written] = [{"kind": "base", "id": "base", "name": "Base"}] if dice.chance(0.7) else []
    for i in range(dice.whole(1, 4)):
        make = _scorecard if dice.chance(0.3) else _commission
        components.append(make(dice, direct) | {"id": f"part{i}", "name": f"Part {i}"})
    return components


def _commission(dice: Dice, direct: bool) -> Written:
    money = dice.chance(0.75) or direct
    edges = dice.one(["attainment", "amount"]) if money else "amount"
    scale = 1 if edges == "attainment" else 20_000 if money else 4
    written: Written = {
        "kind": "commission",
        "measure": dice.one(
            ["bookings", "bookings", "gross_margin", "invoiced", "collected"]
            if money
            else ["won_deals", "new_customers", "touches"]
        ),
        "period": dice.one(["month", "quarter", "year"]),
        "schedule": random_schedule(dice, edges, scale, per_thing=not money),
        "target_share": dice.number(0, 1),
    }
    if dice.chance(0.4):
        written["threshold"] = dice.one([0, round(0.5 * scale, 6), round(1.0 * scale, 6)])
    if dice.chance(0.4):
        written["cap"] = {"at": round(scale * dice.number(1.2, 3), 6)}
    elif dice.chance(0.4):
        written["cap"] = {"payout": dice.whole(0, 900)}
    return written


def random_schedule(dice: Dice, edges: str, scale: float, per_thing: bool = False) -> Written:
    """A schedule of any mode; `scale`: the amount around which its edges lie."""
    mode = dice.one(["marginal", "whole", "overage", "step", "interpolated"])
    places = sorted({0.0} | {round(scale * dice.number(0.1, 2), 6) for _ in range(dice.whole(1, 4))})
    common = {"mode": mode, "edges": edges, "closed": dice.one(["upper", "lower"])}
    if mode in ("step", "interpolated"):
        pays = dice.one(["money", "target"])
        unit = 1 if pays == "target" else 500
        points = [{"at": place, "pays": round(unit * dice.number(0, 2), 2)} for place in places]
        beyond = {"beyond": dice.one(["flat", "continue"])} if mode == "interpolated" else {}
        return {**common, "points": points, "pays": pays, **beyond}
    rates = [dice.number(0, 90.0 if per_thing else 0.2) for _ in places]
    tiers = [{"from": place, "rate": rate} for place, rate in zip(places, rates, strict=True)]
    if dice.chance(0.3):
        tiers[0]["from"] = None
    return {**common, "tiers": tiers}


def _scorecard(dice: Dice, direct: bool) -> Written:
    kpis: list[Written] = [
        {"kpi": "collected", "target": {"of_quota": dice.number(0.2, 1.2)}},
        {"kpi": "gross_margin", "target": {"each": dice.whole(100, 20_000)}},
    ]
    if not direct:
        kpis.append({"kpi": dice.one(["won_deals", "touches"]), "target": {"each": dice.whole(1, 9)}})
    weights = {1: [1], 2: [0.6, 0.4], 3: [0.5, 0.3, 0.2]}[len(kpis)]
    for kpi, weight in zip(kpis, weights, strict=True):
        kpi |= {"weight": weight, "threshold": dice.number(0, 0.9), "cap": dice.number(1, 2)}
    return {
        "kind": "scorecard",
        "period": dice.one(["month", "quarter", "year"]),
        "target_share": dice.number(0, 1),
        "kpis": kpis,
    }


# ── the market ──────────────────────────────────────────────────────────────────────────────────


def _direct(dice: Dice) -> Written:
    noise: Written = {"kind": dice.one(["none", "normal", "gamma", "lognormal"])}
    if noise["kind"] == "normal":
        noise["sd"] = dice.number(0, 0.6)
    elif noise["kind"] != "none":
        noise["cv"] = dice.one([0.0, 0.2, 0.7, 2.0])
    unit = dice.one(["quota", "money"])
    big = 1 if unit == "quota" else 5_000
    if "sd" in noise:
        noise["sd"] *= big
    market = {
        "kind": "direct",
        "unit": unit,
        "base": big * dice.number(-0.2, 1),
        "effect": big * dice.number(0, 1),
        "noise": noise,
        "lot": dice.one([0.0, 0.01 * big]),
        "margin": dice.number(0, 1),
    }
    return {"market": market}


def _funnel_world(dice: Dice, company: Written, people: Written, months: int) -> Written:
    segments = [
        {
            "id": f"segment{i}",
            "name": f"Segment {i}",
            "value": _value(dice),
            "margin": dice.number(0, 1),
            "season": [dice.one([0.2, 1.0, 1.5]) for _ in range(months)] if dice.chance(0.3) else [],
        }
        for i in range(dice.whole(1, 2))
    ]
    channels = [
        {"id": f"channel{i}", "name": f"Channel {i}", "new_customer": i == 0, "fit": dice.number(-1, 1)}
        for i in range(dice.whole(1, 2))
    ]
    territory = {team["id"]: team["territory"] for team in company["teams"]}
    staffed = sorted({rep["territory"] or territory[rep["team"]] for rep in people["reps"] if rep["lead_share"] > 0})
    for rep in people["reps"]:
        rep["segments"] = [_suited(dice, segment) for segment in segments if dice.chance(0.2)]
    streams = [
        {"territory": place, "segment": segment["id"], "channel": channel["id"]}
        for place in staffed
        for segment in segments
        for channel in channels
    ]
    demand = [
        stream | {"leads_per_year": dice.one([0.0, 30.0, 80.0, 150.0]), "dispersion": _dispersion(dice)}
        for stream in streams
        if dice.chance(0.8)
    ]
    accounts = [
        stream | {"count": dice.whole(0, 20), "leads_per_customer": 1.5, "dispersion": _dispersion(dice)}
        for stream in streams
        if dice.chance(0.4)
    ]
    season = [dice.one([0.0, 0.5, 1.0, 1.7]) for _ in range(months)] if dice.chance(0.5) else []
    stages = [_stage(dice, i, segments) for i in range(dice.whole(1, 6))]
    terms = {
        "prepaid": dice.one([0.0, 0.3, 0.333333, 1.0]),
        "delivery": _wait(dice, 30),
        "payment": _wait(dice, 60),
        "bad_debt": dice.one([0.0, 0.1, 1.0]),
    }
    return {
        "market": {
            "kind": "funnel",
            "segments": segments,
            "channels": channels,
            "demand": demand,
            "season": [1.0] * months if season and not any(season) else season,
            "weekdays": dice.one([[], [1.0, 1.0, 0.0, 2.0, 0.7], [0.0, 0.3, 1.0, 1.4, 0.0]]),
            "growth": dice.one([0.0, 0.0, 0.6, -0.5]),
        },
        "funnel": {
            "stages": stages,
            "skill_effect": dice.one([0.0, 1.2]),
            "fit_effect": dice.one([0.0, 0.5]),
            "effort_effect": dice.one([0.0, 0.0, 1.5]),
            "pace": {"yes": _pace(dice, months), "no": _pace(dice, months)},
        },
        "customers": {"accounts": accounts, "terms": terms},
        "opening": _opening(dice, people, segments, channels, stages),
    }


def _suited(dice: Dice, segment: Written) -> Written:
    """How a segment suits a rep."""
    times = {key: dice.one([1.0, 0.5, 1.7]) for key in ("answer", "refusal")}
    return {"segment": segment["id"], "skill": dice.number(0, 1)} | times


def _dispersion(dice: Dice) -> float:
    return dice.one([0.3, 0.8, 1.0, 1.6, 4.0])


def _value(dice: Dice) -> Written:
    mean = dice.whole(200, 9_000)
    if dice.chance(0.6):
        return {"mean": mean, "cv": dice.one([0.0, 0.5, 1.5])}
    few = dice.number(0.05, 0.3)
    small = {"share": 1 - few, "mean": 0.5, "cv": dice.one([0.0, 0.4])}
    large = {"share": few, "mean": (1 - 0.5 * (1 - few)) / few, "cv": dice.one([0.0, 0.8])}
    return {"mean": mean, "parts": dice.one([[small, large], [large, small], [{"share": 1, "mean": 1, "cv": 0.6}]])}


def _pace(dice: Dice, months: int) -> list[float]:
    return [dice.one([0.4, 1.0, 1.0, 2.5]) for _ in range(months)] if dice.chance(0.4) else []


def _stage(dice: Dice, place: int, segments: list[Written]) -> Written:
    return {
        "id": f"stage{place}",
        "name": f"Stage {place}",
        "skill": dice.one(SKILLS),
        "hours": {"mean": dice.one([0.0, 0.5, 3.0, 8.0]), "cv": dice.one([0.0, 0.6])},
        "advance": dice.number(0.2, 0.95),
        "answer": _wait(dice, 12),
        "refusal": _wait(dice, 20) if dice.chance(0.4) else None,
        "patience": _patience(dice) if dice.chance(0.5) else None,
        "segments": [_segment_step(dice, segment) for segment in segments if dice.chance(0.3)],
    }


def _segment_step(dice: Dice, segment: Written) -> Written:
    return {
        "segment": segment["id"],
        "advance": dice.number(0.2, 0.95) if dice.chance(0.5) else None,
        "answer": _wait(dice, 12) if dice.chance(0.5) else None,
        "refusal": _wait(dice, 6) if dice.chance(0.5) else None,
    }


def _patience(dice: Dice) -> Written:
    """Some patience: with none at all no lead could ever wait."""
    wait = _wait(dice, 20)
    return wait | {"mean": wait["mean"] or 1.0}


def _wait(dice: Dice, longest: float) -> Written:
    kind = dice.one(["fixed", "exponential", "lognormal", "geometric", "gamma", "weibull", "quantiles"])
    if kind == "fixed":
        return {"kind": kind, "mean": dice.one([0.0, 1.0, longest / 3])}
    if kind == "geometric":
        return {"kind": kind, "unit": 5.0, "mean": 5.0 + dice.one([0.0, longest])}
    mean = dice.number(0, longest)
    if kind == "quantiles":
        return {"kind": kind, "mean": mean, "at": dice.one([[0.0, 2.0], [0.5, 1.0, 1.5], [0.0, 0.0, 0.4, 0.6, 6.0]])}
    cv = {} if kind == "exponential" else {"cv": dice.one([0.0, 0.8, 2.5])}
    return {"kind": kind, "mean": mean, **cv}


def _opening(
    dice: Dice, people: Written, segments: list[Written], channels: list[Written], stages: list[Written]
) -> Written:
    """A warm-up, a stated position, or nothing."""
    kind = dice.one(["warm_up", "stated", "stated", "nothing"])
    if kind == "warm_up":
        return {"warm_up_days": 5 * dice.whole(1, 24)}
    if kind == "nothing":
        return {}

    def rows() -> list[Written]:
        teams = dice.some(sorted({rep["team"] for rep in people["reps"]}))
        return [
            {"team": team, "count": dice.whole(1, 7), "amount": dice.whole(1, 30_000)}
            for team in teams
            for _ in range(2)
        ]

    pipeline = [
        row
        | {"segment": dice.one(segments)["id"], "channel": dice.one(channels)["id"]}
        | {"stage": dice.one(stages)["id"], "age": dice.number(0, 90)}
        | {"in_stage": dice.one([None, 0.0, 5.0, dice.number(0, 40)])}
        for row in rows()
    ]
    for row in pipeline:
        if dice.chance(0.4):
            row |= {"team": None, "rep": dice.one(people["reps"])["id"]}
    return {"pipeline": pipeline, "orders": rows(), "receivables": rows()}
