"""The commission plan: components, each a few named choices; amounts and rates exact as written."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from scenarios.base import Label, Problem, Problems, Record, repeated_ids
from scenarios.faults import did_you_mean
from scenarios.kpis import Kpi, OwnKpi, clashes, with_own
from scenarios.plan.allowance import Allowance
from scenarios.plan.base import Base
from scenarios.plan.commission import Commission
from scenarios.plan.contest import Contest
from scenarios.plan.counting import Credited
from scenarios.plan.credit import Clauses, Credit
from scenarios.plan.override import Override
from scenarios.plan.pool import Pool
from scenarios.plan.recovery import Draw, Guarantee, Holdback, Limit, TopUp
from scenarios.plan.schedule import Path
from scenarios.plan.scorecard import Scorecard
from scenarios.plan.spif import Spif
from scenarios.plan.terms import Rounding

KINDS_OF_COMPONENT = (
    Base, Commission, Scorecard, Pool, Override, Allowance, Spif, Contest, Guarantee, Draw, Holdback, Limit, TopUp
)  # fmt: skip
"""The registry: a new kind of component is a file of its own and a name here, and then whatever tests ask for it."""

AnyComponent = (
    Base | Commission | Scorecard | Pool | Override | Allowance | Spif | Contest | Guarantee | Draw | Holdback
    | Limit | TopUp
)  # fmt: skip
RECEIVED = ("collected", "collected_margin")
"""Measures of money received, of which one can ask how soon it came."""
Components = Annotated[AnyComponent, Field(discriminator="kind")]


class Plan(Record):
    """What people are paid."""

    name: Label
    """What tables and charts show."""
    version: str = ""
    """Which version of the plan this is, such as 2027-1; statements name it."""
    published: date | None = None
    """The day on which people were told; rules that begin earlier are shown."""
    unit: Literal[1, 1000, 10_000] = 1
    """Units of currency in which the plan's amounts of money are written: 10000 for 万元. Rates have none."""
    rounding: Rounding = Rounding()
    """How pay becomes whole coins, unless a component says otherwise."""
    credit: Credit = Credit()
    clauses: Clauses = Clauses()
    kpis: tuple[OwnKpi, ...] = ()
    """KPIs of the plan's own, beside those of the registry."""
    components: Annotated[tuple[Components, ...], Field(min_length=1, max_length=60)]
    """Everything people are paid."""

    @model_validator(mode="after")
    def _hangs_together(self) -> "Plan":
        found = [*repeated_ids(self.components, ("components",)), *clashes(self.kpis, ("kpis",))]
        found += [*_kpi_problems(self), *_references(self)]
        for index, component in enumerate(self.components):
            if _pays_target(component) and "target_share" not in component.model_fields_set:
                message = "is required with `pays: target`: without it that is multiples of nothing"
                found.append(Problem(("components", index, "target_share"), message))
        if found:
            raise Problems(found)
        return self


def _pays_target(component: AnyComponent) -> bool:
    return isinstance(component, Commission) and getattr(component.schedule, "pays", "") == "target"


def _kpi_problems(plan: Plan) -> Iterator[Problem]:
    """KPIs that nobody knows, and amounts paid of what has none."""
    known = with_own(plan.kpis)
    for path, name in kpis_named(plan.components, ("components",)):
        if name not in known:
            message = f"should be one of {', '.join(_usual_first(known))}"
            yield Problem(path, message, name, did_you_mean(name, known))
        elif path[-1] == "measure" and not known[name].additive:
            message = "is a ratio, of which no amount can be paid; use it in `modifiers`, `gates` or a scorecard"
            yield Problem(path, message, name)
    own = {kpi.id: kpi.unit for kpi in plan.kpis}
    for index, component in enumerate(plan.components):
        if isinstance(component, Credited) and component.days_to_pay:
            yield from _received(component, known, ("components", index, "days_to_pay"))
        if isinstance(component, Commission) and component.measure in own:
            for problem in component.unit_problems(own[component.measure]):
                yield Problem(("components", index, *problem.path), problem.message, problem.got, problem.hint)


def _received(component: Any, known: Mapping[str, Kpi | OwnKpi], path: Path) -> Iterator[Problem]:
    """Days until the money came, asked of what is no money received."""
    measures = known[component.measure].parsed.measures if component.measure in known else RECEIVED
    if not set(measures) <= set(RECEIVED):
        message = "has a meaning only for money received, such as `measure: collected`; remove it"
        yield Problem(path, message, component.measure)


def _usual_first(known: Iterable[str]) -> list[str]:
    """All names in the registry's order; too many to read are cut."""
    names = list(known)
    return names if len(names) <= 12 else [*names[:12], f"… ({len(names)} in all: `quotalab kpi list`)"]


def kpis_named(record: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every KPI that a plan, or a part of one, names, with its place."""
    if isinstance(record, tuple):
        for index, item in enumerate(record):
            yield from kpis_named(item, (*path, index)) if isinstance(item, Record) else ()
        return
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in ("kpi", "measure", "tie_break") and isinstance(value, str):
            yield (*path, name), value
        elif isinstance(value, Record | tuple):
            yield from kpis_named(value, (*path, name))


def _references(plan: Plan) -> Iterator[Problem]:
    """What looks at other components' pay looks at components above it."""
    above: list[str] = []
    everything = [component.id for component in plan.components]
    for index, component in enumerate(plan.components):
        for i, name in enumerate(getattr(component, "of", ())):
            if name not in above:
                message = "stands below; name components above this one" if name in everything else (
                    f"there is no such component above; there are {', '.join(above) or 'none'}")  # fmt: skip
                yield Problem(("components", index, "of", i), message, name, did_you_mean(name, above))
        above.append(component.id)
