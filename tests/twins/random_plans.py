"""Random plans that hold every kind of component, modifier, gate and score: what random worlds are paid by.

`enriched` takes a plain random world as a person might have written it and lets its plan ask for more.
"""

from datetime import date, timedelta
from typing import Any, Protocol

Written = dict[str, Any]
PERIODS = ["month", "quarter", "half", "year"]
BY_DEAL = ["bookings", "gross_margin", "invoiced", "collected", "won_deals", "new_customers"]
MONEY = ["bookings", "gross_margin", "invoiced", "collected"]
RATIOS = ["gross_margin_rate", "own_cash"]
COUNTS = ["won_deals", "new_customers", "touches"]
OWN = [
    {"id": "own_cash", "name": "Cash share", "unit": "ratio", "formula": "collected / bookings"},
    {"id": "own_sum", "name": "Sum", "unit": "money", "formula": "2 * gross_margin + collected"},
]


class Thrower(Protocol):
    """What throws the dice."""

    def number(self, low: float, high: float) -> float: ...
    def whole(self, low: int, high: int) -> int: ...
    def chance(self, share: float) -> bool: ...
    def one(self, of: Any) -> Any: ...
    def some(self, of: Any) -> list[Any]: ...


def enriched(dice: Thrower, world: Written, direct: bool) -> None:
    """Roles, a discount, and a plan with components of every kind, in place."""
    _roles(dice, world["people"])
    world["mind"]["discount"] = dice.one([1.0, 0.95, 0.7])
    plan = Plans(dice, world, direct)
    components = [plan.more(component) for component in world["plan"]["components"]]
    for make in (plan.pool, plan.spif, plan.contest, plan.allowance, plan.by_deal, plan.cumulative, plan.matrix):
        if dice.chance(0.3) and (component := make()) is not None:
            components.append(component)
    for i, component in enumerate(components):
        component |= {"id": f"part{i}", "name": f"Part {i}"}
    for make_of in (plan.override, plan.guarantee, plan.draw, plan.holdback, plan.limit, plan.top_up):
        if dice.chance(0.35):
            components.append(make_of([c["id"] for c in components]) | {"id": f"part{len(components)}", "name": "More"})
    helped = any(rep.get("role") == "engineer" for rep in world["people"]["reps"])
    for component in components:
        if "quota" in str(component) or component.get("schedule", {}).get("edges", "attainment") == "attainment":
            component["roles"] = ["seller"] if helped or dice.chance(0.15) else []
        elif dice.chance(0.15):
            component["roles"] = [dice.one(["seller", "engineer"])]
    rounding = {"to": dice.one([None, None, 1, 100]), "rule": dice.one(["half_up", "half_even", "down", "up"])}
    world["plan"] |= {"components": components, "kpis": OWN, "unit": dice.one([1, 1, 1000]), "rounding": rounding}


def _roles(dice: Thrower, people: Written) -> None:
    """Some sell and some help; whoever has carried the quota so far goes on doing so."""
    name = {"name": "x"}
    people["roles"] = [name | {"id": "seller"}, name | {"id": "engineer", "carries_quota": False}]
    for rep in people["reps"][:-1]:
        rep["role"] = dice.one([None, "seller", "engineer"])
        if rep["role"] == "engineer":
            rep["quota_weight"] = None
    people["reps"][-1]["role"] = dice.one([None, "seller"])


class Plans:
    """Components for one world: a direct one has no deals and nothing to count, an even calendar no dates."""

    def __init__(self, dice: Thrower, world: Written, direct: bool) -> None:
        self.dice, self.direct = dice, direct
        self.start: date | None = world["company"]["calendar"].get("start")
        self.months: int = world["company"]["calendar"]["months"]
        market = world["market"]
        self.segments = [] if direct else [segment["id"] for segment in market["segments"]]
        self.channels = [] if direct else [channel["id"] for channel in market["channels"]]
        self.windowed = False

    # ── what any of them may have ───────────────────────────────────────────────────────────────

    def where(self) -> Written:
        """Features of deals; at least one of them."""
        found: Written = {}
        if self.dice.chance(0.5):
            found["segments"] = self.dice.some(self.segments)
        if self.dice.chance(0.4):
            found["channels"] = self.dice.some(self.channels)
        return found or {"new_customers": self.dice.chance(0.5)}

    def credited(self, measure: str) -> Written:
        """What counts of single deals."""
        found: Written = {}
        if self.direct or measure not in BY_DEAL:
            return found
        if self.dice.chance(0.4):
            found["where"] = self.where()
        if self.dice.chance(0.4):
            rows = range(self.dice.whole(1, 2))
            found["counts"] = [self.where() | {"counts": self.dice.number(0, 2)} for _ in rows]
        if self.dice.chance(0.3):
            found["large_deals"] = {"above": self.dice.whole(1, 4_000), "counts": self.dice.one([0, 0.25])}
        if measure == "collected" and self.dice.chance(0.7):
            later = self.dice.whole(1, 90)
            found["days_to_pay"] = [{"from": 0, "counts": 1.1}, {"from": later, "counts": self.dice.number(0, 1)}]
        return found

    def window(self, measures: list[str]) -> Written:
        """Days from which and up to which it holds, where all that it looks at is counted deal by deal."""
        self.windowed = False
        if self.start is None or not self.dice.chance(0.25) or not set(measures) <= set(BY_DEAL):
            return {}
        days = (31 * self.months) // 2
        begin = self.start + timedelta(days=self.dice.whole(-20, days))
        end = begin + timedelta(days=self.dice.whole(1, 2 * days))
        if self.direct:
            begin, end = self._edge(begin), self._edge(end) - timedelta(days=1)
            end = max(end, begin)
            end = self._edge(end + timedelta(days=32)) - timedelta(days=1)
        found = {"starts": begin, "ends": end}
        return {key: found[key] for key in self.dice.some(["starts", "ends"])}

    def _edge(self, day: date) -> date:
        """The first day of the fiscal month around a day."""
        assert self.start is not None
        months = (day.year - self.start.year) * 12 + day.month - self.start.month
        from scenarios.company import months_after

        found = months_after(self.start, months)
        return found if found <= day else months_after(self.start, months - 1)

    def indicator(self, target: bool | None = None) -> Written:
        """A KPI beside what is paid: a ratio or an amount as it is, or an amount against a target."""
        dice = self.dice
        if not (dice.chance(0.6) if target is None else target):
            found: Written = {"kpi": dice.one(RATIOS if dice.chance(0.8) else MONEY)}
        elif self.direct or self.windowed or dice.chance(0.7):
            goal = dice.one([{"of_quota": dice.number(0.2, 1.2)}, {"each": dice.whole(100, 9_000)}])
            found = {"kpi": dice.one([*MONEY, "own_sum"]), "target": goal}
        else:
            found = {"kpi": dice.one(COUNTS), "target": {"each": dice.whole(1, 8)}}
        if not self.direct and found["kpi"] != "touches" and dice.chance(0.25):
            found["where"] = self.where()
        return found | {"to_date": dice.chance(0.25)}

    def gates(self) -> Written:
        conditions = [self.indicator() | {"at_least": self.dice.number(0, 1)} for _ in range(self.dice.whole(1, 2))]
        return {"need": self.dice.one(["all", "any"]), "conditions": conditions}

    def modifier(self) -> Written:
        dice = self.dice
        edges = sorted({0.0} | {dice.number(0.05, 1.5) for _ in range(dice.whole(1, 3))})
        several = [self.indicator() for _ in range(dice.whole(1, 2))]
        times = [dice.number(0, 1.5) for _ in edges]
        times = sorted(times) if len(several) > 1 else times
        kind = dice.one(["bands", "line", "matrix", "score", "tenure"])
        if kind == "bands":
            bands = [{"from": edge, "times": time} for edge, time in zip(edges, times, strict=True)]
            return {"kind": kind, "by": several, "closed": dice.one(["upper", "lower"]), "bands": bands}
        if kind == "line":
            points = [{"at": edge, "times": time} for edge, time in zip(edges, times, strict=True)]
            return {"kind": kind, "by": several, "points": points, "empty": dice.number(0, 1)}
        if kind == "matrix":
            return {"kind": kind, **self.axes(edges), "times": [times, times[::-1]]}
        if kind == "score":
            return {"kind": kind, "score": self.score()}
        return {"kind": kind, "months": [{"from": 0, "times": 0.5}, {"from": dice.whole(1, 30), "times": 1.25}]}

    def axes(self, edges: list[float]) -> Written:
        """Two rows by one indicator, a column for each edge by another."""
        return {"rows": {"by": self.indicator(), "from": [0, 0.5]}, "columns": {"by": self.indicator(), "from": edges}}

    def score(self) -> Written:
        """A score of one or two lines with everything that may stand beside them."""
        dice = self.dice
        combine = dice.one(["additive", "additive", "multiplicative"])
        weights = [1, 1] if combine == "multiplicative" else dice.one([[1], [0.75, 0.25]])
        kpis = []
        for weight, kpi in zip(weights, ["collected", "gross_margin_rate"], strict=False):
            target: Written = {"each": 0.3} if kpi == "gross_margin_rate" else {"of_quota": dice.number(0.3, 1)}
            kpis.append({"kpi": kpi, "weight": weight, "target": target, "better": dice.one(["more", "less"]),
                         "threshold": dice.one([0, 0.4]), "cap": dice.number(1, 2)})  # fmt: skip
        found: Written = {"combine": combine, "kpis": kpis}
        if dice.chance(0.3):
            found["red_lines"] = [self.indicator() | {"at_least": 0.1}]
        if dice.chance(0.3):
            found["extra_points"] = [self.indicator() | {"at_least": 0.5, "adds": dice.one([0.05, -0.1])}]
        if dice.chance(0.3):
            found |= {"floor": 0.2, "ceiling": 1.3}
        if dice.chance(0.3):
            found["grades"] = [{"from": 0, "times": 0.4}, {"from": 0.7, "times": 1}, {"from": 1, "times": 1.2}]
        return found

    def pays(self) -> Written:
        """Instalments and rounding."""
        found: Written = {}
        if self.dice.chance(0.25):
            found["instalments"] = [{"share": 0.6}, {"share": 0.4, "months_later": self.dice.whole(1, 6)}]
        if self.dice.chance(0.2):
            found["rounding"] = {"to": 10, "rule": self.dice.one(["half_up", "half_even", "down", "up"])}
        return found

    # ── components ──────────────────────────────────────────────────────────────────────────────

    def more(self, component: Written) -> Written:
        """A plain component that asks for more."""
        dice = self.dice
        if component["kind"] == "base":
            return component
        measures = [component["measure"]] if "measure" in component else [line["kpi"] for line in component["kpis"]]
        component |= self.window(measures) | self.pays()
        self.windowed = "starts" in component or "ends" in component
        if component["kind"] == "scorecard":
            if dice.chance(0.5):
                component |= {key: value for key, value in self.score().items() if key != "combine" and key != "kpis"}
            if dice.chance(0.2):
                component["cap"] = dice.whole(10, 900)
        else:
            component |= self.credited(component["measure"]) | self.of_quota(component)
            component["scope"] = dice.one(["own", "own", "own", "team", "company"])
            if dice.chance(0.2):
                component["floor"] = dice.whole(0, 300)
        if dice.chance(0.35):
            component["gates"] = self.gates()
        if dice.chance(0.45):
            component["modifiers"] = [self.modifier() for _ in range(dice.whole(1, 2))]
        self.windowed = False
        return component

    def of_quota(self, component: Written) -> Written:
        """Another 100 % than the rep's quota, and a ramp."""
        found: Written = {}
        if component["schedule"]["edges"] == "attainment":
            if self.dice.chance(0.2):
                found["quota"] = self.dice.one([{"of_quota": 0.8}, {"each": self.dice.whole(500, 20_000)}])
            if self.dice.chance(0.2):
                found["ramp"] = [0.25, 0.5]
        return found

    def measured(self, money: bool = True) -> Written:
        """A measure with what counts of it."""
        measure = self.dice.one(MONEY if money or self.direct else BY_DEAL)
        return {"measure": measure, "period": self.dice.one(PERIODS)} | self.window([measure]) | self.credited(measure)

    def pool(self) -> Written:
        dice = self.dice
        tiers = [{"from": None if dice.chance(0.5) else 0, "rate": dice.number(0, 0.1)}, {"from": 0.8, "rate": 0.03}]
        people = [{"role": "seller", "counts": 1.3}, {"rep": "rep0", "counts": dice.number(0, 2)}]
        divided: list[Written] = [{"part": 0.7, "coefficients": people, "measure": dice.one(["bookings", "collected"])}]
        divided.append({"part": 0.3} | ({"score": self.score()} if dice.chance(0.5) else {}))
        found = self.measured() | {"kind": "pool", "schedule": {"mode": "marginal", "tiers": tiers}, "divided": divided}
        found |= {"scope": dice.one(["team", "company"]), "threshold": dice.one([None, 0.3])}
        if "starts" in found or "ends" in found:
            found["divided"] = [{"coefficients": people}]
        return found | {"cap": dice.one([None, dice.whole(50, 2_000)])} | self.pays()

    def spif(self) -> Written | None:
        if self.start is None:
            return None
        dice = self.dice
        measure = "bookings" if self.direct else dice.one(["bookings", "won_deals", "new_customers"])
        begin = self.start + timedelta(days=dice.whole(-10, 25 * self.months))
        end = begin + timedelta(days=dice.whole(0, 100))
        if self.direct:
            begin = self._edge(begin)
            end = self._edge(begin + timedelta(days=40)) - timedelta(days=1)
        found: Written = {"kind": "spif", "measure": measure, "starts": begin, "ends": end}
        found |= {"each": dice.number(0.01, 0.1) if measure == "bookings" else dice.whole(1, 50)}
        found |= {"at_least": dice.one([None, 2]), "cap": dice.one([None, 90])}
        return found | self.credited(measure)

    def contest(self) -> Written:
        dice = self.dice
        ties = dice.one(["share", "all", "second"])
        found: Written = {"kind": "contest", "prizes": [500, 300, 101][: dice.whole(1, 3)], "ties": ties}
        found |= {"scope": dice.one(["team", "company"]), "stake": dice.one([0, 0, 5])}
        found |= {"tie_break": "collected"} if ties == "second" else {}
        found |= {"at_least": dice.one([None, 1])}
        return self.measured(money=False) | found

    def allowance(self) -> Written:
        points = [{"at": 0, "pays": 0}, {"at": 0.5, "pays": 20}, {"at": 1, "pays": self.dice.whole(20, 90)}]
        schedule = {"mode": "step", "pays": "money", "points": points}
        return {"kind": "allowance", "measure": "bookings", "period": self.dice.one(PERIODS[1:]), "schedule": schedule,
                **self.credited("bookings")}  # fmt: skip

    def by_deal(self) -> Written | None:
        if self.direct:
            return None
        dice = self.dice
        tiers = [{"from": 0, "rate": dice.number(0, 0.1)}, {"from": dice.whole(500, 4_000), "rate": 0.07}]
        schedule = {"mode": dice.one(["marginal", "whole"]), "edges": "amount", "tiers": tiers}
        found = {"kind": "commission", "basis": "deal", "schedule": schedule, **self.measured()}
        return found | ({"modifiers": [self.modifier()]} if dice.chance(0.4) and "starts" not in found
                        and "ends" not in found else {})  # fmt: skip

    def cumulative(self) -> Written:
        resets = self.dice.one([1, 2, 3])
        tiers = [{"from": 0, "rate": 0.02}, {"from": 0.6, "rate": self.dice.number(0, 0.1)}]
        found = self.measured() | {"period": PERIODS[self.dice.whole(0, resets - 1)], "basis": "cumulative"}
        return found | {"kind": "commission", "resets": PERIODS[resets], "schedule": {"mode": "whole", "tiers": tiers}}

    def matrix(self) -> Written:
        dice = self.dice
        pays = dice.one(["money", "target", "rate"])
        big = {"money": 200, "target": 1, "rate": 0.1}[pays]
        values = [[round(big * dice.number(0, 1), 4) for _ in range(2)] for _ in range(2)]
        schedule = {"mode": "matrix", **self.axes([0, 0.7]), "values": values, "pays": pays}
        found: Written = {"kind": "commission", "measure": dice.one(MONEY), "period": dice.one(PERIODS)}
        return found | {"schedule": schedule, "target_share": 0.2}

    # ── components that look at others ──────────────────────────────────────────────────────────

    def of(self, above: list[str]) -> list[str]:
        return sorted(self.dice.some(above))

    def override(self, above: list[str]) -> Written:
        dice = self.dice
        return {"kind": "override", "of": self.of(above), "rate": dice.number(0, 0.2), "period": dice.one(PERIODS),
                "scope": dice.one(["team", "company"]), "cap": dice.one([None, 400])} | self.pays()  # fmt: skip

    def guarantee(self, above: list[str]) -> Written:
        return self._amount("guarantee", above)

    def draw(self, above: list[str]) -> Written:
        more = {"recovered": self.dice.one([1, 0.5]), "at_year_end": self.dice.one(["carried", "forgiven"])}
        return self._amount("draw", above) | more

    def _amount(self, kind: str, above: list[str]) -> Written:
        dice = self.dice
        return {"kind": kind, "of": dice.one([[], self.of(above)]), "amount": dice.whole(10, 900),
                "period": dice.one(PERIODS), "months": dice.one([None, 6])}  # fmt: skip

    def holdback(self, above: list[str]) -> Written:
        dice = self.dice
        found: Written = {"kind": "holdback", "of": self.of(above), "share": dice.one([0.1, 0.333333])}
        found["period"] = dice.one(PERIODS[1:])
        found |= {"gates": self.gates()} if dice.chance(0.4) else {}
        return found | ({"modifiers": [self.modifier()]} if dice.chance(0.4) else {})

    def limit(self, above: list[str]) -> Written:
        most = self.dice.one([{"at_most": self.dice.whole(100, 2_000)}, {"times_target": 1.5}])
        return {"kind": "limit", "of": self.dice.one([[], self.of(above)]), "period": self.dice.one(PERIODS)} | most

    def top_up(self, above: list[str]) -> Written:
        return {"kind": "top_up", "minimum": self.dice.whole(10, 400)}
