"""Rules on whether a person can read the plan: how many components and tiers, and names in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from results.pay.lint.material import Material
from results.pay.lint.ranges import MOST_COMPONENTS, MOST_TIERS
from results.pay.lint.rule import Found, Rule, told
from scenarios.plan import Allowance, Base, Commission, Pool


def _components(material: Material) -> Iterator[Found]:
    roles: list[str | None] = [role.id for role in material.file.people.roles] or [None]
    for role in roles:
        mine = [c for c in material.plan.components if not isinstance(c, Base) and (not c.roles or role in c.roles)]
        if len(mine) > MOST_COMPONENTS:
            yield Found(
                role or "",
                told(
                    "{role}{n} components beside the salary; more than {most} are hard to keep in mind",
                    "{role}底薪之外有 {n} 个组成；超过 {most} 个难以记住",
                    role=f"{role}: " if role else "",
                    n=len(mine),
                    most=MOST_COMPONENTS,
                ),
                {"components": len(mine)},
            )


def _tiers(material: Material) -> Iterator[Found]:
    for component in material.plan.components:
        schedule = getattr(component, "schedule", None)
        count = len(getattr(schedule, "tiers", None) or getattr(schedule, "points", None) or ())
        if count > MOST_TIERS:
            yield Found(
                component.id,
                told(
                    "{n} tiers; more than {most} are hard to read",
                    "{n} 档；超过 {most} 档不易理解",
                    n=count,
                    most=MOST_TIERS,
                ),
                {"tiers": count},
            )


RULES = (
    Rule(
        "many-components",
        told("Many components", "组成过多"),
        "note",
        "own",
        f"more than {MOST_COMPONENTS}",
        _components,
    ),
    Rule(
        "many-tiers",
        told("Many tiers", "档位过多"),
        "note",
        "own",
        f"more than {MOST_TIERS}",
        _tiers,
        (Commission, Pool, Allowance),
    ),
)
