"""A plan in which every component and KPI stands alone: what it pays where each comes to a stated share of its 100 %.

Each place at which the plan looks at a KPI gets a number of its own, so that all of them can be at one attainment at
once, whatever deals, segments and other people would have to be like for that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scenarios.kpis import with_own
from scenarios.plan import Contest, Override, Plan, Pool, Scorecard
from scenarios.plan.schedule import Path

NOBODY = "nobody"
AT_TARGET = {"each": 1}
CREDITED = ("where", "counts", "days_to_pay", "large_deals")
GROUPED = (Pool, Contest)
"""Kinds that pay by what other people do, too."""


@dataclass(frozen=True)
class Site:
    """A place at which a component looks at a KPI: its measure, a line of a score, a gate, a coefficient.

    name: of the number that stands there now. path: in the plan. moves: whether it takes the stated attainment; else it
    is at its target.
    """

    name: str
    component: int
    path: Path
    kpi: str
    moves: bool


@dataclass
class LevelField:
    """The changed plan, its sites, and what was left out of it by component.

    open_: KPIs without a target, whose gates are taken as open and coefficients as 1. alone: components that pay by
    what others do. whole: components that count some deals otherwise than others, and count all in full here.
    """

    plan: Plan
    sites: tuple[Site, ...]
    moved: frozenset[str]
    open_: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def moved_kpis(plan: Plan) -> frozenset[str]:
    """What is sold: what some component pays for by one measure, and bookings; in a plan of scorecards everything."""
    known = with_own(plan.kpis)
    paid = {c.measure for c in plan.components if not isinstance(c, Contest) and hasattr(c, "measure")}
    lines = {line.kpi for c in plan.components if isinstance(c, Scorecard) for line in c.kpis}
    if not paid and "bookings" not in lines:
        return frozenset(known)
    return frozenset(paid | {"bookings"})


def level_field(plan: Plan) -> LevelField:
    """The plan with every site apart."""
    return _Levelling(plan).levelled()


@dataclass
class _Levelling:
    plan: Plan
    sites: list[Site] = field(default_factory=list)
    open_: list[str] = field(default_factory=list)
    own: list[dict[str, Any]] = field(default_factory=list)

    def levelled(self) -> LevelField:
        self.known, self.moved = with_own(self.plan.kpis), moved_kpis(self.plan)
        written = self.plan.model_dump(by_alias=True)
        alone, whole = [], []
        for place, component in enumerate(self.plan.components):
            row = written["components"][place]
            if isinstance(component, GROUPED):
                row["roles"] = (NOBODY,)
                alone.append(component.id)
                continue
            if isinstance(component, Override):
                alone.append(component.id)
            if getattr(component, "by_deal", False):
                whole.append(component.id)
            for key in CREDITED:
                if key in row:
                    row[key] = None if key in ("where", "large_deals") else ()
            self._component(row, place)
        written["kpis"] = [*written["kpis"], *self.own]
        changed = Plan.model_validate(written)
        found = dict.fromkeys(self.open_)
        return LevelField(changed, tuple(self.sites), self.moved, tuple(found), tuple(alone), tuple(whole))

    def _component(self, row: dict[str, Any], place: int) -> None:
        at: Path = ("components", place)
        if isinstance(row.get("measure"), str):
            row["measure"] = self._site(row["measure"], place, (*at, "measure"), True, None)
        if row["kind"] == "scorecard":
            self._score(row, place, at)
        if row.get("gates"):
            row["gates"] = self._gates(row["gates"], place, (*at, "gates"))
        kept: list[dict[str, Any]] = []
        for modifier in row.get("modifiers", ()):
            if self._modifier(modifier, place, (*at, "modifiers", len(kept))):
                kept.append(modifier)
        if "modifiers" in row:
            row["modifiers"] = kept
        schedule = row.get("schedule")
        if schedule and schedule["mode"] == "matrix":
            self._matrix(schedule, place, (*at, "schedule"))

    def _gates(self, gates: dict[str, Any], place: int, at: Path) -> dict[str, Any] | None:
        kept: list[dict[str, Any]] = []
        for condition in gates["conditions"]:
            if self._indicator(condition, place, (*at, "conditions", len(kept))):
                kept.append(condition)
        dropped = len(gates["conditions"]) - len(kept)
        if not kept or (dropped and gates["need"] == "any"):
            self.sites = [site for site in self.sites if site.path[: len(at)] != at]
            return None
        return gates | {"conditions": kept}

    def _modifier(self, modifier: dict[str, Any], place: int, at: Path) -> bool:
        """Whether the coefficient stays."""
        if modifier["kind"] == "tenure":
            return True
        if modifier["kind"] == "score":
            self._score(modifier["score"], place, (*at, "score"))
            return True
        looks = [(modifier[axis]["by"], (*at, axis, "by")) for axis in ("rows", "columns") if axis in modifier]
        looks += [(by, (*at, "by", i)) for i, by in enumerate(modifier.get("by", ()))]
        known = [self._indicator(by, place, path) for by, path in looks]
        if all(known):
            return True
        self.sites = [site for site in self.sites if site.path[: len(at)] != at]
        return False

    def _score(self, score: dict[str, Any], place: int, at: Path) -> None:
        for i, line in enumerate(score["kpis"]):
            self._indicator(line, place, (*at, "kpis", i))
        for key in ("red_lines", "extra_points"):
            kept: list[dict[str, Any]] = []
            for row in score[key]:
                if self._indicator(row, place, (*at, key, len(kept))):
                    kept.append(row)
            score[key] = kept

    def _matrix(self, schedule: dict[str, Any], place: int, at: Path) -> None:
        """An axis of which nobody knows where its target is, is taken at its middle."""
        for axis in ("rows", "columns"):
            side = schedule[axis]
            if self._indicator(side["by"], place, (*at, axis, "by")):
                continue
            middle = len(side["from"]) // 2
            if axis == "rows":
                schedule["values"] = [schedule["values"][middle]]
            else:
                schedule["values"] = [[row[middle]] for row in schedule["values"]]
            side["from"] = [0]
            side["by"]["target"] = AT_TARGET
            self._indicator(side["by"], place, (*at, axis, "by"))

    def _indicator(self, by: dict[str, Any], place: int, at: Path) -> bool:
        """Gives an indicator a number of its own; False where it has no target and does not move."""
        kpi, target = by["kpi"], by.get("target")
        unit, moves = self.known[kpi].unit if kpi in self.known else "count", kpi in self.moved
        if target is None and not (moves and unit == "money"):
            self.open_.append(kpi)
            return False
        by["where"] = None
        if not moves:
            by["target"] = AT_TARGET
            if "to_date" in by:
                by["to_date"] = False
        elif not (unit in ("money", "count") and self.known[kpi].additive):
            by["target"] = {"each": 1_000_000}
        by["kpi"] = self._site(kpi, place, at, moves, by.get("target"))
        return True

    def _site(self, kpi: str, place: int, at: Path, moves: bool, target: Any) -> str:
        name = f"site_{len(self.own) + 1}"
        found = self.known[kpi]
        counted = not moves or found.unit not in ("money", "count") or not found.additive
        self.own.append(
            {"id": name, "name": kpi, "unit": "count" if counted else found.unit, "formula": name, "given": [name]}
        )
        self.sites.append(Site(name, place, at, kpi, moves))
        return name


def record_at(plan: Plan, path: Path) -> Any:
    """What stands at a path of a plan."""
    found: Any = plan
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found
