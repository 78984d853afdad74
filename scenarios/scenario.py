"""A scenario: everything a simulated year rests on, in one frozen record."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import field_validator, model_validator

from scenarios.amounts import too_large
from scenarios.authority import Authority
from scenarios.base import Label, Problem, Problems, Record, repeated_ids
from scenarios.company import Company, EvenMonths
from scenarios.customer_life import life_problems
from scenarios.customers import Customers
from scenarios.drive import Drive
from scenarios.duties import duty_problems
from scenarios.funnel import Funnel
from scenarios.hours import TimeAccount
from scenarios.kpis import SECTIONS
from scenarios.market import DirectMarket, FunnelMarket, Market
from scenarios.market_checks import market_problems
from scenarios.mind import Mind
from scenarios.opening import Opening
from scenarios.people import People, Role
from scenarios.plan import Example, Plan
from scenarios.plan_in_year import paid_without_quota, plan_in_year
from scenarios.process import process_problems
from scenarios.sources import Source
from scenarios.targets import Targets
from scenarios.tasks import task_problems
from scenarios.tools import Tool
from scenarios.training import Training, training_problems
from scenarios.turnover import Turnover


class Scenario(Record):
    """One company, one year, one plan: what `run` lives through and `compare` sets apart."""

    title: Label
    """What tables and charts call this scenario."""
    about: Label = Label(en="", zh="")
    """A sentence for whoever opens the file."""
    company: Company
    people: People
    targets: Targets
    plan: Plan
    market: Market
    """Where sales come from: a funnel of leads, or a direct response to effort."""
    funnel: Funnel | None = None
    customers: Customers | None = None
    opening: Opening = Opening()
    authority: Authority | None = None
    """Limits of authority and approvals; null where everybody decides alone."""
    mind: Mind
    drive: Drive | None = None
    """What moves people beside pay: goals, colleagues, mood; null: nothing does."""
    tools: tuple[Tool, ...] = ()
    """CRM modules and automation; funnel market only."""
    time: TimeAccount | None = None
    """Where everybody's paid hours go; null where nobody looks at that; funnel market only."""
    training: Training | None = None
    """How people learn and forget; null: skills stay as the roster has them."""
    turnover: Turnover | None = None
    """Who leaves and who comes instead; null: people come and go by the roster's dates alone."""
    examples: tuple[Example, ...] = ()
    """Given this, the plan pays that: run by `quotalab pay check`."""
    sources: tuple[Source, ...] = ()

    @field_validator("opening", mode="before")
    @classmethod
    def _null_is_nothing(cls, written: Any) -> Any:
        return {} if written is None else written

    @model_validator(mode="after")
    def _hangs_together(self) -> "Scenario":
        found = [*_ids(self), *_roster(self), *_world(self), *duty_problems(self), *_phasing(self), *too_large(self)]
        found += market_problems(self)
        found += [*_learning(self), *task_problems(self)]
        if found := [*found, *plan_in_year(self.plan, self.company, self.market, sections_of(self))]:
            raise Problems(found)
        return self


def sections_of(s: Scenario) -> tuple[str, ...]:
    """Those of SECTIONS that a scenario has: a simulated year then has their measures."""
    return tuple(section for section in SECTIONS if _has(s, section))


def _has(s: Scenario, section: str) -> bool:
    at: Any = s
    for key in section.split("."):
        at = getattr(at, key, None)
    return bool(at)


def _ids(s: Scenario) -> Iterator[Problem]:
    yield from repeated_ids(s.company.territories, ("company", "territories"))
    yield from repeated_ids(s.company.teams, ("company", "teams"))
    yield from repeated_ids(s.people.levels, ("people", "levels"))
    yield from repeated_ids(s.people.reps, ("people", "reps"))
    if isinstance(s.market, FunnelMarket):
        yield from repeated_ids(s.market.segments, ("market", "segments"))
        yield from repeated_ids(s.market.channels, ("market", "channels"))
    if s.funnel:
        yield from repeated_ids(s.funnel.stages, ("funnel", "stages"))
    paths = [source.path for source in s.sources]
    for index, path in enumerate(paths):
        if path in paths[:index]:
            yield Problem(("sources", index, "path"), "this path is used twice", path)


def _roster(s: Scenario) -> Iterator[Problem]:
    yield from _known(s.company.teams, ("company", "teams"), territory=s.company.territories)
    places: dict[str, Any] = {"team": s.company.teams, "territory": s.company.territories}
    yield from _known(s.people.reps, ("people", "reps"), **places, level=s.people.levels)
    yield from _roles(s)
    weights = {level.id: level.quota_weight for level in s.people.levels}
    without = {role.id for role in s.people.roles if not role.carries_quota}
    carried = [rep.quota_weight if rep.quota_weight is not None else weights.get(rep.level, 1)
               for rep in s.people.reps if rep.role not in without]  # fmt: skip
    if not any(carried):
        yield Problem(("people", "reps"), "nobody carries a quota: every quota weight is 0")
    if isinstance(s.company.calendar, EvenMonths):
        message = "an even calendar has no dates; write `kind: working_days` for people who come or go in the year"
        for index, rep in enumerate(s.people.reps):
            for key, day in (("joins", rep.joins), ("leaves", rep.leaves)):
                if day is not None:
                    yield Problem(("people", "reps", index, key), message, day)


def _roles(s: Scenario) -> Iterator[Problem]:
    """Roles are known, and nobody without a quota is given one."""
    yield from role_problems(s.people.roles, s.plan)
    known = [role.id for role in s.people.roles]
    without = {role.id for role in s.people.roles if not role.carries_quota}
    for index, mind in enumerate(s.mind.roles):
        if mind.role not in known:
            message = f"there is no such role; known: {', '.join(known) or 'none (people.roles)'}"
            yield Problem(("mind", "roles", index, "role"), message, mind.role)
        elif mind.role in [other.role for other in s.mind.roles[:index]]:
            yield Problem(("mind", "roles", index, "role"), "this role is used twice", mind.role)
    yield from paid_without_quota(s.plan, sorted(without & {rep.role for rep in s.people.reps if rep.role}))
    for index, rep in enumerate(s.people.reps):
        if rep.role is not None and rep.role not in known:
            message = f"there is no such role; known: {', '.join(known) or 'none (people.roles)'}"
            yield Problem(("people", "reps", index, "role"), message, rep.role)
        elif rep.role in without and rep.quota_weight:
            message = f"people in the role {rep.role} carry no quota; remove it"
            yield Problem(("people", "reps", index, "quota_weight"), message, rep.quota_weight)


def role_problems(roles: Sequence[Role], plan: Plan) -> Iterator[Problem]:
    """Roles that stand twice, and components for roles that nobody has."""
    yield from repeated_ids(roles, ("people", "roles"))
    known = [role.id for role in roles]
    for index, component in enumerate(plan.components):
        for i, role in enumerate(component.roles):
            if role not in known:
                message = f"there is no such role; known: {', '.join(known) or 'none (people.roles)'}"
                yield Problem(("plan", "components", index, "roles", i), message, role)


def _world(s: Scenario) -> Iterator[Problem]:
    if isinstance(s.market, DirectMarket):
        for section in ("funnel", "customers", "authority", "training"):
            if getattr(s, section) is not None:
                yield Problem((section,), "a direct market has none; remove it (or set it to null)")
        for key in ("tools", "time"):
            if getattr(s, key):
                yield Problem((key,), "has no meaning without leads to work on; remove it")
        if s.opening != Opening():
            yield Problem(("opening",), "a direct market opens with nothing; remove it (or set it to null)")
        return
    missing = [section for section in ("funnel", "customers") if getattr(s, section) is None]
    yield from (Problem((section,), "is required in a funnel market") for section in missing)
    if not missing:
        yield from _funnel_references(s, s.market)
    yield from _ways_of_working(s)
    if (s.mind.reacts or (s.drive and s.drive.acts)) and s.mind.effort.low == 0:
        yield Problem(("mind", "effort", "low"), "should be above 0: without effort no piece of work ever ends", 0)


def _learning(s: Scenario) -> Iterator[Problem]:
    if s.training is not None and isinstance(s.market, FunnelMarket):
        segments = tuple(segment.id for segment in s.market.segments)
        yield from training_problems(s.training, s.people, segments, s.company.calendar.months)


def _funnel_references(s: Scenario, market: FunnelMarket) -> Iterator[Problem]:
    assert s.funnel is not None
    assert s.customers is not None
    lead: dict[str, Any] = {"segment": market.segments, "channel": market.channels}
    place: dict[str, Any] = {"territory": s.company.territories}
    yield from _known(market.demand, ("market", "demand"), **place, **lead)
    yield from _known(s.customers.accounts, ("customers", "accounts"), **place, **lead)
    teams: dict[str, Any] = {"team": s.company.teams}
    holders: dict[str, Any] = {**teams, "rep": s.people.reps}
    yield from _known(s.opening.pipeline, ("opening", "pipeline"), **holders, **lead, stage=s.funnel.stages)
    yield from _known(s.opening.receivables, ("opening", "receivables"), **teams)
    yield from _known(s.opening.orders, ("opening", "orders"), **teams)
    if s.customers.life:
        yield from life_problems(s.customers.life, market)
    yield from _segments_named(s, s.funnel, market)
    yield from _everyone_reachable(s, market)


def _ways_of_working(s: Scenario) -> Iterator[Problem]:
    """Process, tools and the paid day speak of stages and people that there are."""
    yield from repeated_ids(s.tools, ("tools",))
    if s.funnel and s.funnel.process:
        stages, roles, levels, reps = (
            [each.id for each in those] for those in (s.funnel.stages, s.people.roles, s.people.levels, s.people.reps)
        )
        for problem in process_problems(s.funnel.process, stages, roles, levels, reps):
            yield Problem(("funnel", "process", *problem.path), problem.message, problem.got)
    for index, rep in enumerate(s.people.reps):
        if s.time and rep.hours_per_day > s.time.day:
            message = f"is longer than the paid day, {s.time.day:g} hours (time.day)"
            yield Problem(("people", "reps", index, "hours_per_day"), message, rep.hours_per_day)


def _segments_named(s: Scenario, funnel: Funnel, market: FunnelMarket) -> Iterator[Problem]:
    """Stages and reps speak of segments that there are, and each of them once."""
    stages = ((("funnel", "stages", index, "segments"), stage.segments) for index, stage in enumerate(funnel.stages))
    reps = ((("people", "reps", index, "segments"), rep.segments) for index, rep in enumerate(s.people.reps))
    both: tuple[tuple[tuple[str | int, ...], tuple[Any, ...]], ...] = (*stages, *reps)
    for where, rows in both:
        yield from _known(rows, where, segment=market.segments)
        names = [row.segment for row in rows]
        for i, name in enumerate(names):
            if name in names[:i]:
                yield Problem((*where, i, "segment"), "this segment is named twice", name)


def _everyone_reachable(s: Scenario, market: FunnelMarket) -> Iterator[Problem]:
    """Leads need someone to work them, and stated deals need a team with people."""
    assert s.customers is not None
    territory = {team.id: team.territory for team in s.company.teams}
    staffed = {rep.territory or territory.get(rep.team) for rep in s.people.reps if rep.lead_share > 0}
    for index, demand in enumerate(market.demand):
        if demand.leads_per_year and demand.territory not in staffed:
            yield Problem(("market", "demand", index, "territory"), "no rep there takes leads", demand.territory)
    for index, row in enumerate(s.customers.accounts):
        if row.count * row.leads_per_customer and row.territory not in staffed:
            yield Problem(("customers", "accounts", index, "territory"), "no rep there takes leads", row.territory)
    teams = {rep.team for rep in s.people.reps}
    for key, rows in _stated_rows(s):
        for index, row in enumerate(rows):
            if row.team in territory and row.team not in teams:
                yield Problem(("opening", key, index, "team"), "nobody is in this team", row.team)


def _phasing(s: Scenario) -> Iterator[Problem]:
    months = s.company.calendar.months
    for path, weights in _monthly(s):
        if weights and len(weights) != months:
            yield Problem(path, f"should have one number for each of the {months} months", len(weights))
        elif weights and not any(weights):
            yield Problem(path, "not all may be 0")
    if s.opening.warm_up_days and any(rows for _, rows in _stated_rows(s)):
        yield Problem(("opening", "warm_up_days"), "either state the opening deals or warm up, not both")


def _monthly(s: Scenario) -> Iterator[tuple[tuple[str | int, ...], Sequence[Any]]]:
    """Everything that has one number for each month of the year, or none."""
    yield ("targets", "phasing"), s.targets.phasing
    if isinstance(s.market, FunnelMarket):
        yield ("market", "season"), s.market.season
        yield from ((("market", "segments", i, "season"), own.season) for i, own in enumerate(s.market.segments))
    if s.funnel:
        yield ("funnel", "pace", "yes"), s.funnel.pace.yes
        yield ("funnel", "pace", "no"), s.funnel.pace.no


def _known(rows: Iterable[Any], where: tuple[str | int, ...], **lists: Iterable[Any]) -> Iterator[Problem]:
    """Every id that a row names must exist in its list."""
    ids = {key: [record.id for record in records] for key, records in lists.items()}
    for index, row in enumerate(rows):
        for key, known in ids.items():
            if (name := getattr(row, key)) is not None and name not in known:
                some = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
                yield Problem((*where, index, key), f"there is no such {key}; known: {some}", name)


def _stated_rows(s: Scenario) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "pipeline", s.opening.pipeline
    yield "receivables", s.opening.receivables
    yield "orders", s.opening.orders
