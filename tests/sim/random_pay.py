"""Random plans with every kind of component, people to be paid by them, and a year of sales."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
from slow_pay import Sale, SlowYear, Worker

from scenarios.plan import Plan
from sim.pay.paper import Deal, Sheet, on_paper
from sim.pay.payees import ALWAYS, Payees

Written = dict[str, Any]
START, MONTHS, COIN = date(2027, 1, 1), 12, 100
SEGMENTS, CHANNELS, ROLES = ("pumps", "valves"), ("fair", "web"), ("sales", "lead")
MEASURES = (
    "bookings",
    "gross_margin",
    "collected",
    "invoiced",
    "won_deals",
    "new_customers",
    "satisfaction_points",
    "satisfaction_answers",
    "units",
)
AMOUNTS = ("bookings", "gross_margin", "collected", "won_deals", "existing", "points")
OWN = [
    {"id": "existing", "name": "E", "unit": "money", "formula": "bookings - collected"},
    {"id": "points", "name": "P", "unit": "count", "formula": "0.5 * won_deals + 0.3 * new_customers"},
]
"""KPIs of the plans' own: a difference, and one whose coefficients are no whole numbers."""


class Author:
    """Writes parts of a plan file, all choices from one seeded generator."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def maybe(self, share: float = 0.5) -> bool:
        return self.rng.random() < share

    def number(self, low: str, high: str, places: int = 2) -> Decimal:
        unit = Decimal(1).scaleb(-places)
        return self.rng.randint(int(Decimal(low) / unit), int(Decimal(high) / unit)) * unit

    def rising(self, count: int, low: str, high: str, places: int = 2) -> list[Decimal]:
        return sorted({self.number(low, high, places) for _ in range(count)})

    def of(self, *choices: Any) -> Any:
        return self.rng.choice(choices)

    # ── shared parts ────────────────────────────────────────────────────────────────────────────

    def where(self) -> Written:
        found: Written = {"segments": [self.of(*SEGMENTS)]} if self.maybe() else {}
        found |= {"channels": [self.of(*CHANNELS)]} if self.maybe(0.3) else {}
        return found | ({"new_customers": self.maybe()} if self.maybe(0.4) else {})

    def credited(self, measure: str) -> Written:
        """What counts of a measure; days to payment only of money received."""
        found: Written = {"where": self.where()} if self.maybe(0.3) else {}
        if self.maybe(0.3):
            found["counts"] = [self.where() | {"counts": self.number("0", "2")} for _ in range(self.of(1, 2))]
        if self.maybe(0.2):
            starts = [0, *sorted(self.rng.sample(range(1, 120), 2))]
            rows = [{"from": start, "counts": self.number("0", "1.2")} for start in starts]
            found |= {"days_to_pay": rows} if measure == "collected" else {}
        if self.maybe(0.2):
            found["large_deals"] = {"above": self.number("100", "90000"), "counts": self.of(0, "0.4")}
        return found

    def terms(self) -> Written:
        found: Written = {"roles": [self.of(*ROLES)]} if self.maybe(0.25) else {}
        if self.maybe(0.2):
            found["starts"] = START + timedelta(self.rng.randint(-30, 200))
        if self.maybe(0.2):
            found["ends"] = START + timedelta(self.rng.randint(201, 380))
        return found

    def rounding(self) -> Written:
        if self.maybe(0.7):
            return {}
        return {
            "rounding": {"to": self.of("1", "0.1", "10", "0.01"), "rule": self.of("half_up", "half_even", "down", "up")}
        }

    def target(self, unit: str) -> Written:
        if unit == "money":
            return self.of({"of_quota": self.number("0.2", "1.5")}, {"each": self.number("1000", "90000")})  # type: ignore[no-any-return]
        return {"each": self.rng.randint(1, 20) if unit == "count" else self.number("0.05", "1.2", 3)}

    def indicator(self, whole: bool = True) -> Written:
        """An indicator seen against a target, so that it lies around 1."""
        kpi = self.of("bookings", "won_deals", "gross_margin_rate", "collection_rate", "points", "satisfaction")
        unit = {"bookings": "money", "won_deals": "count", "points": "count"}.get(kpi, "ratio")
        found = {
            "kpi": kpi,
            "target": {"each": self.number("20", "90")} if kpi == "satisfaction" else self.target(unit),
        }
        found |= {"where": self.where()} if self.maybe(0.2) else {}
        return found | ({"to_date": True} if whole and self.maybe(0.2) else {})

    def condition(self) -> Written:
        return self.indicator() | {"at_least": self.number("0", "1.3")}

    def gates(self) -> Written:
        conditions = [self.condition() for _ in range(self.of(1, 2, 3))]
        return {"gates": {"need": self.of("all", "any"), "conditions": conditions}} if self.maybe(0.3) else {}

    def modifiers(self, most: str = "2") -> Written:
        found = [
            getattr(self, self.of("bands", "line", "matrix", "score_modifier", "tenure"))(most)
            for _ in range(self.of(1, 2))
        ]
        return {"modifiers": found} if self.maybe(0.4) else {}

    def bands(self, most: str) -> Written:
        starts: list[Decimal | None] = [None, *self.rising(3, "0.1", "1.5")]
        rows = [{"from": start, "times": self.number("0", most, 3)} for start in starts]
        by = [self.indicator() for _ in range(self.of(1, 1, 2))]
        return {
            "kind": "bands",
            "by": by,
            "closed": self.of("upper", "lower"),
            "bands": rows,
            "empty": self.number("0", "1"),
        }

    def line(self, most: str) -> Written:
        by = [self.indicator() for _ in range(self.of(1, 1, 2))]
        at = self.rising(4, "0", "2")
        at = at if len(at) > 1 else [Decimal(0), Decimal(1)]
        times = [self.number("0", most, 3) for _ in at]
        times = sorted(times) if len(by) > 1 else times
        points = [{"at": a, "times": t} for a, t in zip(at, times, strict=True)]
        return {"kind": "line", "by": by, "points": points, "empty": self.number("0", "1")}

    def axis(self) -> Written:
        return {"by": self.indicator(), "from": self.rising(3, "0", "1.5")}

    def grid(self, most: str) -> tuple[Written, Written, list[list[Decimal]]]:
        rows, columns = self.axis(), self.axis()
        return rows, columns, [[self.number("0", most) for _ in columns["from"]] for _ in rows["from"]]

    def matrix(self, most: str) -> Written:
        rows, columns, cells = self.grid(most)
        return {"kind": "matrix", "rows": rows, "columns": columns, "times": cells, "empty": self.number("0", "1")}

    def score_modifier(self, most: str) -> Written:
        return {"kind": "score", "score": self.score()}

    def tenure(self, most: str) -> Written:
        rows = [{"from": start, "times": self.number("0", most)} for start in (0, 3, 7)]
        return {"kind": "tenure", "months": rows}

    def score(self, plain: bool = False) -> Written:
        kpis = self.rng.sample(
            [("bookings", "money"), ("won_deals", "count"), ("collection_rate", "ratio"), ("points", "count")],
            self.of(1, 2, 3),
        )
        multiplied = not plain and self.maybe(0.2)
        weights = (
            [Decimal(1)] * len(kpis)
            if multiplied
            else {1: ["1"], 2: ["0.65", "0.35"], 3: ["0.5", "0.3", "0.2"]}[len(kpis)]
        )
        lines = []
        for (kpi, unit), each in zip(kpis, weights, strict=True):
            line: Written = {"kpi": kpi, "weight": each, "target": self.target(unit), "cap": self.number("1", "2")}
            line |= {"threshold": self.number("0", "1")} if self.maybe(0.3) else {}
            if not plain:
                line |= {"better": "less"} if self.maybe(0.2) else {}
                line |= {"where": self.where()} if self.maybe(0.2) else {}
            lines.append(line)
        found: Written = {"kpis": lines, "combine": "multiplicative" if multiplied else "additive"}
        if plain:
            return found
        found |= {"red_lines": [self.condition()]} if self.maybe(0.3) else {}
        found |= {"extra_points": [self.condition() | {"adds": self.number("-0.2", "0.2")}]} if self.maybe(0.3) else {}
        found |= {"floor": "0.3"} if self.maybe(0.2) else {}
        found |= {"ceiling": "1.1"} if self.maybe(0.2) else {}
        grades = [{"from": start, "times": self.number("0", "1.5")} for start in (0, "0.6", "0.9")]
        return found | ({"grades": grades} if self.maybe(0.3) else {})

    def schedule(self, target: bool = True, shares: bool = True) -> Written:
        attained = shares and self.maybe()
        high, places = ("2", 3) if attained else ("60000", 2)
        edges = [Decimal(0), *self.rising(self.of(1, 2, 3), "0.1" if attained else "10", high, places)]
        found: Written = {
            "mode": self.of("marginal", "whole", "overage", "step", "interpolated"),
            "edges": "attainment" if attained else "amount",
            "closed": self.of("upper", "lower"),
        }
        if found["mode"] in ("step", "interpolated"):
            found["pays"] = self.of("money", "target") if target else "money"
            most = "3" if found["pays"] == "target" else "9000"
            found["points"] = [{"at": edge, "pays": self.number("0", most)} for edge in edges]
            return found | ({"beyond": self.of("flat", "continue")} if found["mode"] == "interpolated" else {})
        found["tiers"] = [{"from": edge, "rate": self.number("0", "0.3", 4)} for edge in edges]
        if self.maybe(0.3):
            found["tiers"][0]["from"] = None
        return found

    def least(self, edges: str) -> Decimal:
        return self.number("0.1", "1.5") if edges == "attainment" else self.number("10", "40000")

    # ── components ──────────────────────────────────────────────────────────────────────────────

    def component(self, kind: str, number: int, above: list[str]) -> Written:
        name = f"{kind}-{number}"
        shared = {"kind": kind, "id": name, "name": name} | self.terms()
        made: Written = getattr(self, kind)(above)
        return shared | made | ({} if kind == "base" else self.rounding())

    def base(self, above: list[str]) -> Written:
        return {}

    def commission(self, above: list[str]) -> Written:
        basis = self.of("period", "period", "period", "deal", "cumulative")
        measure = self.of(*AMOUNTS)
        counted = measure in ("won_deals", "points")
        found: Written = {
            "measure": measure,
            "basis": basis,
            "scope": self.of("own", "own", "team", "company"),
            "target_share": 0.5,
        }
        found |= {
            "period": "month" if basis == "cumulative" else self.of("month", "quarter", "half", "year")
        } | self.credited(measure)
        found |= (
            {"resets": self.of("quarter", "half", "year")} if basis == "cumulative" else self.gates() | self.modifiers()
        )
        if basis == "period" and self.maybe(0.2):
            rows, columns, cells = self.grid("1")
            found["schedule"] = {
                "mode": "matrix",
                "rows": rows,
                "columns": columns,
                "values": cells,
                "pays": self.of("money", "target", "rate"),
            }
            return found | ({"cap": {"payout": self.number("10", "9000")}} if self.maybe(0.2) else {})
        quota = basis != "deal" and (counted or self.maybe(0.3))
        if quota:
            found["quota"] = {"each": self.rng.randint(1, 30)} if counted else self.target("money")
        found["ramp"] = ["0.25", "0.5", "0.75"] if basis != "deal" and self.maybe(0.3) else []
        found["schedule"] = self.schedule(target=basis != "deal", shares=basis != "deal")
        edges = found["schedule"]["edges"]
        found |= {"threshold": self.least(edges)} if self.maybe(0.2) else {}
        if self.maybe(0.3):
            found["cap"] = self.of({"payout": self.number("10", "9000")}, {"at": self.least(edges)})
        return found | ({"floor": self.number("0", "500")} if basis != "cumulative" and self.maybe(0.2) else {})

    def scorecard(self, above: list[str]) -> Written:
        found: Written = {"period": self.of("month", "quarter", "half", "year"), "target_share": 0.3}
        if self.maybe(0.3):
            return found | self.score(plain=True)
        found |= self.score() | self.gates() | self.modifiers()
        return found | ({"cap": self.number("10", "3000")} if self.maybe(0.3) else {})

    def pool(self, above: list[str]) -> Written:
        parts: list[Any] = self.of(["1"], ["0.8", "0.2"], ["0.5", "0.3", "0.2"])
        divided = []
        for part in parts:
            one: Written = {"part": part}
            if self.maybe():
                one["coefficients"] = [
                    {"role": "lead", "counts": "1.3"},
                    {"level": "senior", "counts": "1.1"},
                    {"rep": "r1", "counts": "0.4"},
                ]
            one |= {"measure": self.of("bookings", "collected")} if self.maybe() else {}
            divided.append(one | ({"score": self.score()} if self.maybe(0.3) else {}))
        found: Written = {
            "measure": self.of(*AMOUNTS[:3]),
            "period": self.of("month", "quarter", "half", "year"),
            "scope": self.of("team", "company"),
        }
        found |= {"schedule": self.schedule(target=False), "divided": divided} | self.credited(found["measure"])
        found |= {"quota": self.target("money")} if self.maybe(0.3) else {}
        found |= {"threshold": self.least(found["schedule"]["edges"])} if self.maybe(0.2) else {}
        return found | ({"cap": self.number("10", "5000")} if self.maybe(0.2) else {})

    def override(self, above: list[str]) -> Written:
        found: Written = {
            "of": self.some(above),
            "rate": self.number("0", "0.3", 4),
            "scope": self.of("team", "company"),
        }
        return (
            found
            | {"period": self.of("month", "quarter", "half", "year")}
            | ({"cap": self.number("10", "900")} if self.maybe(0.2) else {})
        )

    def allowance(self, above: list[str]) -> Written:
        starts = [Decimal(0), *self.rising(3, "0.1", "2")]
        points = [{"at": start, "pays": self.number("0", "900")} for start in starts]
        schedule = {"mode": "step", "pays": "money", "points": points}
        found: Written = {"measure": "bookings", "period": self.of("quarter", "half"), "schedule": schedule}
        return found | self.credited("bookings")

    def spif(self, above: list[str]) -> Written:
        starts = START + timedelta(self.rng.randint(0, 200))
        found: Written = {
            "measure": self.of("won_deals", "bookings"),
            "starts": starts,
            "ends": starts + timedelta(self.rng.randint(0, 150)),
        }
        found |= {"each": self.number("0.01", "0.3", 3)} | self.credited(found["measure"])
        found |= {"at_least": self.number("1", "5", 0)} if self.maybe(0.3) else {}
        return found | ({"cap": self.number("1", "900")} if self.maybe(0.3) else {})

    def contest(self, above: list[str]) -> Written:
        prizes = sorted((self.number("10", "3000") for _ in range(self.of(1, 2, 3))), reverse=True)
        ties = self.of("share", "all", "second")
        found: Written = {
            "measure": self.of("won_deals", "bookings"),
            "period": self.of("month", "quarter", "half"),
            "prizes": prizes,
            "ties": ties,
        }
        found |= {"scope": self.of("team", "company")} | ({"tie_break": "units"} if ties == "second" else {})
        found |= {"at_least": self.rng.randint(1, 3)} if self.maybe(0.4) else {}
        return (
            found
            | ({"stake": self.number("0", "50")} if self.maybe(0.3) else {})
            | ({"where": self.where()} if self.maybe(0.2) else {})
        )

    def some(self, above: list[str]) -> list[str]:
        return sorted(set(self.rng.choices(above, k=3)))

    def of_pay(self, above: list[str]) -> Written:
        return {"of": self.some(above)} if self.maybe(0.7) else {}

    def guarantee(self, above: list[str]) -> Written:
        found = self.of_pay(above) | {
            "amount": self.number("10", "5000"),
            "period": self.of("month", "quarter", "half"),
        }
        return found | ({"months": self.of(3, 6)} if self.maybe(0.3) else {})

    def draw(self, above: list[str]) -> Written:
        return self.guarantee(above) | ({"recovered": self.of("0.5", "0.3")} if self.maybe() else {})

    def holdback(self, above: list[str]) -> Written:
        found: Written = {
            "of": self.some(above),
            "share": self.number("0.05", "0.5"),
            "period": self.of("quarter", "half", "year"),
        }
        return found | self.gates() | self.modifiers("1")

    def limit(self, above: list[str]) -> Written:
        most: Written = self.of({"at_most": self.number("100", "9000")}, {"times_target": self.number("0.5", "2")})
        return self.of_pay(above) | most | {"period": self.of("month", "quarter", "half", "year")}

    def top_up(self, above: list[str]) -> Written:
        return self.of_pay(above) | ({"minimum": self.number("100", "3000")} if self.maybe() else {})

    # ── a plan ──────────────────────────────────────────────────────────────────────────────────

    def plan(self) -> Plan:
        """A base, two commissions, then one of every other kind in the order in which they may refer to one another."""
        first = ["base", "commission", "commission", "scorecard", "spif", "contest", "allowance", "pool", "override"]
        last = ["guarantee", "draw", "limit", "holdback", "top_up"]
        self.rng.shuffle(last)
        components: list[Written] = []
        for number, kind in enumerate([*first, *last]):
            components.append(self.component(kind, number, [c["id"] for c in components]))
        whole: Written = {
            "name": "P",
            "unit": self.of(1, 1, 1000),
            "kpis": OWN,
            "components": components,
        } | self.rounding()
        if whole["unit"] == 1000:
            whole |= {"components": [_thousandths(c) for c in components]}
        return Plan.model_validate(whole)


def _thousandths(part: Any, key: str = "") -> Any:
    """The same money written in thousands, as far as it is money by its key."""
    if isinstance(part, dict):
        return {k: _thousandths(v, k) for k, v in part.items()}
    if isinstance(part, list):
        return [_thousandths(v, key) for v in part]
    return (
        part / 1000
        if key in ("payout", "floor", "amount", "at_most", "minimum", "stake") and isinstance(part, Decimal)
        else part
    )


# ── people and sales ────────────────────────────────────────────────────────────────────────────


def workers(rng: Random) -> list[Worker]:
    """Five people in two teams, some of them new."""
    found = []
    for i in range(5):
        joined = rng.choice([None, None, rng.randint(-5, 6)])
        service = tuple(ALWAYS if joined is None else month - joined for month in range(MONTHS))
        there = tuple(Fraction(0) if s < 0 else Fraction(rng.choice([30, 30, 17]), 30) for s in service)
        quota = tuple(rng.choice([0, rng.randint(1, 2_000_000), rng.randint(10_000, 2_000_000)]) for _ in range(MONTHS))
        found.append(
            Worker(
                f"r{i}",
                i % 2,
                rng.choice([*ROLES, None]),
                rng.choice(["senior", "junior"]),
                Fraction(rng.randint(0, 900_000)),
                Fraction(rng.randint(0, 9_000_000)),
                quota,
                there,
                service,
            )
        )
    return found


def sales(rng: Random, count: int = 250) -> list[Sale]:
    found = []
    for _ in range(count):
        measure = rng.choice(MEASURES)
        money = measure not in ("won_deals", "new_customers", "units", "satisfaction_points", "satisfaction_answers")
        amount = (
            rng.randint(1, 2_500_000) if money else rng.randint(1, 90) if "points" in measure else rng.randint(1, 4)
        )
        amount = -amount if rng.random() < 0.1 else amount
        found.append(
            Sale(
                measure,
                rng.randrange(5),
                START + timedelta(rng.randrange(365)),
                amount,
                rng.choice([*SEGMENTS, None]),
                rng.choice([*CHANNELS, None]),
                rng.random() < 0.4,
                rng.randint(0, 150),
            )
        )
    return found


def payees(people: list[Worker], minimum_wage: int | None = 250_000) -> Payees:
    """The same people as the engine takes them."""
    return Payees(
        ids=tuple(w.id for w in people),
        names=tuple(w.id for w in people),
        coin=COIN,
        base=tuple(w.base for w in people),
        variable=tuple(w.variable for w in people),
        quota=np.array([w.quota for w in people], np.int64),
        there=np.array([[int(part * 30) for part in w.there] for w in people], np.int64),
        days=np.full(MONTHS, 30, np.int64),
        team=np.array([w.team for w in people], np.int64),
        tenure=np.array([w.service for w in people], np.int64),
        role=tuple(w.role for w in people),
        level=tuple(w.level for w in people),
        start=START,
        minimum_wage=minimum_wage,
    )


def engine_pay(plan: Plan, people: list[Worker], sold: list[Sale]) -> dict[tuple[str, int, int], int]:
    """What the engine pays."""
    setting = on_paper(plan, SEGMENTS, CHANNELS, lambda day: float((day - START).days))
    sheet = Sheet(plan, payees(people), setting)
    for sale in sold:
        month = (sale.day.year - START.year) * 12 + sale.day.month - START.month
        deal = Deal(sale.segment, sale.channel, sale.new, float(sale.days))
        sheet.add(sale.measure, sale.rep, month, sale.amount, deal, (sale.day - START).days + 0.5)
    paid = sheet.settled().paid
    return {
        (component.id, month, rep): int(paid[month, rep, place])
        for place, component in enumerate(plan.components)
        for month in range(MONTHS)
        for rep in range(len(people))
    }


def slow_pay(plan: Plan, people: list[Worker], sold: list[Sale]) -> dict[tuple[str, int, int], int]:
    return SlowYear(plan, people, sold, START, MONTHS, COIN, 250_000).settled()
