"""What a plan may ask of a simulated year: only what the simulator counts, of segments and days that there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from scenarios.base import Problem
from scenarios.company import Company, Currency, EvenMonths, WorkingDays
from scenarios.faults import did_you_mean
from scenarios.kpis import known_measures, with_own
from scenarios.legal.wage import least_wage
from scenarios.market import DirectMarket, FunnelMarket, Market
from scenarios.plan import (
    AnyComponent,
    Commission,
    Credited,
    KpiTarget,
    MatrixSchedule,
    Plan,
    Rounding,
    TopUp,
    Variable,
    Where,
    kpis_named,
)
from scenarios.plan.schedule import Path
from scenarios.plan_amounts import records_in

DEALS = (
    "won_deals", "bookings", "gross_margin", "new_customers", "invoiced", "collected", "collected_margin", "bad_debt"
)  # fmt: skip
"""Measures that a simulated year counts deal by deal, so that features and days can be asked of them."""
NOTHING_TO_COUNT = "a direct market has nothing to count; pay by an amount of money"
NO_DEALS = "a direct market has sales by the month and no single deals; remove it"


def plan_in_year(plan: Plan, company: Company, market: Market, sections: Collection[str] = ()) -> Iterator[Problem]:
    """Everything a plan asks for that this company's simulated year does not have; paths from the scenario.

    sections: those of SECTIONS that the scenario has.
    """
    for problem in _in_year(plan, company, market, sections):
        yield Problem(("plan", *problem.path), problem.message, problem.got, problem.hint)


def _in_year(plan: Plan, company: Company, market: Market, sections: Collection[str]) -> Iterator[Problem]:
    yield from rounding_problems(plan, company.currency)
    direct = isinstance(market, DirectMarket)
    for i, component in enumerate(plan.components):
        at: Path = ("components", i)
        yield from _counted(plan, component, at, direct, sections)
        yield from _below(at, _days(component, company, direct))
        if isinstance(component, TopUp) and component.minimum is None and least_wage(company) is None:
            yield Problem((*at, "minimum"), "is required where neither `company.minimum_wage` nor the city's is stated")
        if isinstance(market, FunnelMarket):
            yield from _below(at, _features(component, market))
        else:
            yield from _below(at, _single_deals(component))


def rounding_problems(plan: Plan, currency: Currency) -> Iterator[Problem]:
    """Steps of rounding that are no whole number of the currency's smallest coins; paths from the plan."""
    roundings: list[tuple[Path, Rounding]] = [(("rounding",), plan.rounding)]
    for i, each in enumerate(plan.components):
        if isinstance(each, Variable) and each.rounding is not None:
            roundings.append((("components", i, "rounding"), each.rounding))
    for path, rounding in roundings:
        if rounding.to is not None and (Fraction(rounding.to) * 10**currency.minor_digits).denominator != 1:
            smallest = Fraction(1, 10**currency.minor_digits)
            message = f"should be a whole number of the smallest coin, {float(smallest):g}"
            yield Problem((*path, "to"), message, rounding.to)


def paid_without_quota(plan: Plan, roles: Sequence[str]) -> Iterator[Problem]:
    """Components that go by a rep's own quota and would pay people in roles without one; paths from the scenario."""
    for i, component in enumerate(plan.components):
        strange = [role for role in roles if not component.roles or role in component.roles]
        if strange and _by_own_quota(component):
            message = (
                f"is paid by the rep's quota, and people in the role {strange[0]} have none; name the roles it pays"
            )
            yield Problem(("plan", "components", i, "roles"), message)


def _by_own_quota(component: AnyComponent) -> bool:
    """Whether pay is held against the rep's own quota; against a team's, or a number, it may pay whoever has none."""
    if getattr(component, "scope", "own") != "own":
        return False
    if any(isinstance(part, KpiTarget) and part.of_quota is not None for _, part in records_in(component)):
        return True
    if isinstance(component, Commission) and isinstance(component.schedule, MatrixSchedule):
        return False
    edges = getattr(getattr(component, "schedule", None), "edges", "amount")
    return edges == "attainment" and getattr(component, "quota", None) is None


# ── what is counted ─────────────────────────────────────────────────────────────────────────────


def _counted(
    plan: Plan, component: AnyComponent, at: Path, direct: bool, sections: Collection[str]
) -> Iterator[Problem]:
    """KPIs of which no simulated year has the measures, and none of a direct one."""
    known, inputs = with_own(plan.kpis), known_measures()
    for path, name in kpis_named(component, at):
        measures = known[name].parsed.measures
        if missing := known[name].lacks(sections):
            wanted = sorted({inputs[m].section if m in inputs else "" for m in missing})
            what = f"the simulator does not make {', '.join(missing)} here"
            if direct or not all(wanted):
                yield Problem(path, f"{what}; `quotalab pay` can pay for it", name)
            else:
                yield Problem(path, f"{what}; add `{'`, `'.join(wanted)}`, or pay for it with `quotalab pay`", name)
        elif direct and any(inputs[m].unit != "money" for m in measures):
            yield Problem(path, NOTHING_TO_COUNT, name)
        elif not direct and (asks := _asked_of_deals(component, path[len(at) :])):
            strange = [m for m in measures if m not in DEALS]
            if strange:
                message = (
                    f"the simulator counts {', '.join(strange)} by the month, not by single deals; remove `{asks}`"
                )
                yield Problem(path, message, name)


def _asked_of_deals(component: AnyComponent, path: Path) -> str:
    """The key that asks of a KPI named there which deals count; empty where all do."""
    if component.starts is not None or component.ends is not None:
        return "starts" if component.starts is not None else "ends"
    holder: object = component
    for key in path[:-1]:
        holder = holder[key] if isinstance(holder, tuple) and isinstance(key, int) else getattr(holder, str(key))
    if holder is component and isinstance(component, Credited):
        if isinstance(component, Commission) and component.basis == "deal":
            return "basis: deal"
        return next((key for key in Credited.model_fields if getattr(component, key)), "")
    return "where" if getattr(holder, "where", None) is not None else ""


def _single_deals(component: AnyComponent) -> Iterator[Problem]:
    """What looks at deals one by one."""
    if isinstance(component, Commission) and component.basis == "deal":
        yield Problem(("basis",), "a direct market has sales by the month and no single deals; write `basis: period`",
                      component.basis)  # fmt: skip
    for path, part in (((), component), *records_in(component)):
        keys = Credited.model_fields if isinstance(part, Credited) else ("where",)
        yield from (Problem((*path, key), NO_DEALS) for key in keys if getattr(part, key, None))


def _features(component: AnyComponent, market: FunnelMarket) -> Iterator[Problem]:
    """Segments and channels that the market does not have."""
    there = {"segments": [s.id for s in market.segments], "channels": [c.id for c in market.channels]}
    for path, part in records_in(component):
        for key, known in there.items() if isinstance(part, Where) else ():
            for i, name in enumerate(getattr(part, key)):
                if name not in known:
                    message = f"there is no such {key[:-1]}; known: {', '.join(known[:8])}"
                    yield Problem((*path, key, i), message, name, did_you_mean(name, known))


# ── from when to when ───────────────────────────────────────────────────────────────────────────


def _days(component: AnyComponent, company: Company, direct: bool) -> Iterator[Problem]:
    """Days in a year without dates, and parts of months where sales come by the month."""
    calendar = company.calendar
    for key, day in (("starts", component.starts), ("ends", component.ends)):
        if day is None:
            continue
        if isinstance(calendar, EvenMonths):
            yield Problem((key,), "an even calendar has no dates; write `kind: working_days`", day)
        elif direct and not _at_a_months_edge(calendar, day if key == "starts" else day + timedelta(days=1)):
            edge = "first" if key == "starts" else "last"
            yield Problem((key,), f"a direct market has sales by the month; name the {edge} day of one", day)


def _at_a_months_edge(calendar: WorkingDays, day: date) -> bool:
    starts = [calendar.month_start(month) for month in range(calendar.months + 1)]
    return day in starts or not starts[0] < day < starts[-1]


def _below(path: Path, problems: Iterator[Problem]) -> Iterator[Problem]:
    return (Problem((*path, *p.path), p.message, p.got, p.hint) for p in problems)
