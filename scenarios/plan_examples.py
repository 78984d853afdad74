"""What is wrong with a plan file's examples before anybody carries them out: unknown names, months past the end."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scenarios.base import Id, Problem, repeated_ids
from scenarios.company import Currency
from scenarios.faults import did_you_mean
from scenarios.kpis import known_measures, with_own
from scenarios.people import Level, Role
from scenarios.plan import Example, Plan
from scenarios.plan.example import Given
from scenarios.plan.schedule import Path

ALONE = "rep"
"""Id of the one person of an example that names nobody."""


def example_problems(
    examples: Sequence[Example], plan: Plan, levels: Sequence[Level], roles: Sequence[Role], currency: Currency
) -> Iterator[Problem]:
    """Everything that keeps examples from being carried out; paths from the file."""
    for i, example in enumerate(examples):
        path: Path = ("examples", i)
        yield from _people(example, levels, roles, path)
        yield from _given(example, plan, currency, path)
        yield from _expected(example, plan, path)


def _people(example: Example, levels: Sequence[Level], roles: Sequence[Role], path: Path) -> Iterator[Problem]:
    yield from repeated_ids(example.people, (*path, "people"))
    for i, person in enumerate(example.people):
        for key, known in (("level", levels), ("role", roles)):
            name = getattr(person, key)
            if name is not None:
                yield from _unknown(name, [one.id for one in known], key, (*path, "people", i, key))


def _given(example: Example, plan: Plan, currency: Currency, path: Path) -> Iterator[Problem]:
    kpis = with_own(plan.kpis)
    own = [name for each in plan.kpis for name in each.given]
    names = dict.fromkeys([*kpis, *known_measures(), *own])
    for i, given in enumerate(example.given):
        spot = (*path, "given", i)
        yield from _unknown(given.rep, _ids(example), "person", (*spot, "rep"))
        yield from _months(example, (("month", given.month), ("cancelled", given.cancelled)), spot)
        if given.cancelled is not None and given.cancelled < given.month:
            yield Problem((*spot, "cancelled"), f"is before the deal, in month {given.month}", given.cancelled)
        if given.kpi not in names:
            message = "there is no such KPI and no such measure (`quotalab kpi list`)"
            yield Problem((*spot, "kpi"), message, given.kpi, did_you_mean(given.kpi, names))
        elif (finest := _finest(given, plan, currency)) is not None and given.amount % finest:
            said = (
                "things are counted in whole numbers" if finest == 1 else f"is finer than {finest}, the smallest coin"
            )
            yield Problem((*spot, "amount"), said, given.amount)


def _finest(given: Given, plan: Plan, currency: Currency) -> Decimal | None:
    """The smallest step of an amount as it is written; None where any number will do."""
    kpi, measure = with_own(plan.kpis).get(given.kpi), known_measures().get(given.kpi)
    if kpi is not None and not kpi.additive:
        return None
    unit: str = kpi.unit if kpi is not None else measure.unit if measure is not None else ""
    if unit == "money":
        return Decimal(1) / Decimal(10**currency.minor_digits * plan.unit)
    return Decimal(1) if unit == "count" else None


def _expected(example: Example, plan: Plan, path: Path) -> Iterator[Problem]:
    ids = [component.id for component in plan.components]
    for i, row in enumerate(example.expects):
        spot = (*path, "expects", i)
        yield from _unknown(row.component, ids, "component", (*spot, "component"))
        yield from _unknown(row.rep, _ids(example), "person", (*spot, "rep"))
        yield from _months(example, (("month", row.month),), spot)


def _ids(example: Example) -> list[Id]:
    return [person.id for person in example.people] or [ALONE]


def _unknown(name: str, known: Sequence[str], what: str, path: Path) -> Iterator[Problem]:
    if name not in known:
        message = f"there is no such {what}; there are {', '.join(known) or 'none'}"
        yield Problem(path, message, name, did_you_mean(name, known))


def _months(example: Example, months: Sequence[tuple[str, int | None]], path: Path) -> Iterator[Problem]:
    for key, month in months:
        if example.months is not None and month is not None and month > example.months:
            yield Problem((*path, key), f"the example has {example.months} months", month)
