"""A plan file: a plan with as much of the company and its people as pay needs; a scenario file is one, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from scenarios.base import Label, NonNegative, Problem, Problems, Record, repeated_ids
from scenarios.company import Currency, EvenMonths, WorkingDays
from scenarios.faults import Fault
from scenarios.layers import layered, with_overrides
from scenarios.load import ScenarioFaults, chain
from scenarios.people import Level, Role
from scenarios.plan import Example, Plan
from scenarios.plan_examples import example_problems
from scenarios.plan_in_year import rounding_problems
from scenarios.scenario import role_problems
from scenarios.tree import Section
from scenarios.verdicts import check


class PlanCompany(Record):
    """What pay has to know of the company."""

    name: Label = Label(en="", zh="")
    """What tables and charts show."""
    currency: Currency = Currency()
    calendar: Annotated[WorkingDays | EvenMonths, Field(discriminator="kind")] = EvenMonths(kind="even")
    """The fiscal year; statements on real deals need one with dates."""
    minimum_wage: NonNegative | None = None
    """Least pay of a month that the law allows where these people work; null: as the city's profile says."""
    city: str = "none"
    """Whose legal limits hold: a bundled profile or a file; none: abstract units, and no legal row is checked."""


class PlanPeople(Record):
    """Grades and roles, without anybody in them."""

    levels: tuple[Level, ...] = ()
    roles: tuple[Role, ...] = ()


class PlanFile(Record):
    """What the `pay` commands read. Other sections, such as a scenario's market, are left aside."""

    title: Label = Label(en="", zh="")
    """What statements and letters call the plan."""
    company: PlanCompany = PlanCompany()
    people: PlanPeople = PlanPeople()
    plan: Plan
    examples: tuple[Example, ...] = ()
    """Given this, the plan pays that: run by `quotalab pay check`."""

    @model_validator(mode="after")
    def _hangs_together(self) -> PlanFile:
        found = [*repeated_ids(self.people.levels, ("people", "levels")), *role_problems(self.people.roles, self.plan)]
        company, people = self.company, self.people
        found += example_problems(self.examples, self.plan, people.levels, people.roles, company.currency)
        found += [Problem(("plan", *p.path), p.message, p.got) for p in rounding_problems(self.plan, company.currency)]
        if found:
            raise Problems(found)
        return self


KEPT: dict[str, Sequence[str]] = {
    "company": ("name", "currency", "calendar", "minimum_wage", "city"), "people": ("levels", "roles")
}  # fmt: skip
"""What is read of a scenario's sections."""


def load_plan(source: str | Path, overrides: Sequence[str] = ()) -> PlanFile:
    """The plan in a file, or of a bundled plan or scenario, with `path=value` overrides applied."""
    made, faults = read_plan(source, overrides)
    if made is None:
        raise ScenarioFaults(faults)
    return made


def read_plan(source: str | Path, overrides: Sequence[str] = ()) -> tuple[PlanFile | None, list[Fault]]:
    """Like `load_plan`, but hands back the faults instead of raising them."""
    faults: list[Fault] = []
    layers = chain(source, faults, plans=True)[::-1]
    faults[:] = [replace(fault, message=_of_a_plan(fault.message)) for fault in faults]
    if not layers:
        return None, sorted(set(faults))
    tree = with_overrides(layered(layers, PlanFile, faults), overrides, PlanFile, faults)
    if faults:
        return None, sorted(set(faults))
    return check(_of_pay(tree), PlanFile)


def _of_a_plan(message: str) -> str:
    """A message of the YAML reader, which speaks of scenarios, in this file's words."""
    return message.replace("a scenario is", "a plan file is").replace("`title:`", "`plan:`")


def _of_pay(tree: Section) -> Section:
    """The sections that pay has to know, without what only the rest of a scenario needs."""
    if not any(section in tree.entries for section in ("market", "targets", "mind")):
        return tree
    entries: dict[str, Any] = {key: node for key, node in tree.entries.items() if key in PlanFile.model_fields}
    for key, kept in KEPT.items():
        section = entries.get(key)
        if isinstance(section, Section):
            inner = {name: node for name, node in section.entries.items() if name in kept}
            entries[key] = replace(section, entries=inner, keys={name: section.keys[name] for name in inner})
    return replace(tree, entries=entries, keys={key: tree.keys[key] for key in entries})
