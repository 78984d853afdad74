"""A scenario under a shock: a new one, validated anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from scenarios.base import Label
from scenarios.company import WorkingDays, months_after
from scenarios.market import DirectMarket
from scenarios.people import Rep
from scenarios.scenario import Scenario
from scenarios.shocks import Blow, Shock, ShockKind
from scenarios.vary import with_changes

Edits = dict[str, Callable[[Any], Any]]
"""Paths, and what becomes of each value there."""


class CannotHappen(ValueError):  # noqa: N818 - it says why, which need not be an error
    """A shock has no meaning for a scenario; `reason` says why, `hint` what could be done."""

    def __init__(self, reason: Label, hint: str = "") -> None:
        super().__init__(reason.en)
        self.reason, self.hint = reason, hint


def shocked(scenario: Scenario, shock: Shock) -> Scenario:
    """The scenario under a shock, validated anew; under one of no size, the scenario itself.

    Raises CannotHappen where a shock has no meaning, and pydantic's ValidationError where it leads out of bounds.
    """
    for blow in shock.blows:
        if blow.size:
            scenario = with_changes(scenario, _EDITS[blow.kind](scenario, blow))
    return scenario


def at_target(scenario: Scenario, factor: Decimal) -> Scenario:
    """The scenario with a multiple of its target, and the same market.

    A direct market counted in quotas is counted in the new ones: it sells what it sold, whatever the target.
    """
    if factor == 1:
        return scenario
    edits: Edits = {"targets.company": lambda target: target * factor}
    if isinstance(scenario.market, DirectMarket) and scenario.market.unit == "quota":
        edits |= dict.fromkeys(_DIRECT_AMOUNTS, lambda share: share / float(factor))
    return with_changes(scenario, edits)


# ── what each does ──────────────────────────────────────────────────────────────────────────────

_DIRECT_AMOUNTS = ("market.base", "market.effect", "market.noise.sd", "market.lot")


def _demand(scenario: Scenario, blow: Blow) -> Edits:
    """More or fewer leads, from old customers too; what is open already stays. A direct market sells so much less."""
    times = _times(1 + blow.size)
    paths = ("market.demand[*].leads_per_year", "customers.accounts[*].leads_per_customer")
    return dict.fromkeys(_DIRECT_AMOUNTS[:2] if _is_direct(scenario) else paths, times)


def _price(scenario: Scenario, blow: Blow) -> Edits:
    """The same goods for another price at the same cost, deals already open included; signed orders stay."""
    times, factor = _times(1 + blow.size), float(1 + blow.size)
    if any(1 - (1 - margin) / factor < 0 for margin in _margins(scenario)):
        lowest = min(_margins(scenario))
        raise CannotHappen(
            Label(
                en=f"at prices {100 * float(blow.size):+g} % a margin of {100 * lowest:g} % becomes a loss",
                zh=f"价格 {100 * float(blow.size):+g}% 时，{100 * lowest:g}% 的毛利率将变为亏损",
            )
        )

    def margin(share: float) -> float:
        return 1 - (1 - share) / factor

    if _is_direct(scenario):
        return dict.fromkeys(_DIRECT_AMOUNTS, times) | {"market.margin": margin}
    amounts = ("market.segments[*].value.mean", "opening.pipeline[*].amount")
    return dict.fromkeys(amounts, times) | {"market.segments[*].margin": margin}


def _leave(scenario: Scenario, blow: Blow) -> Edits:
    """Those with the highest quotas leave on the first day of a month, and nobody takes their seats."""
    calendar, count = scenario.company.calendar, int(blow.size)
    if not isinstance(calendar, WorkingDays):
        raise CannotHappen(NO_DATES, "write `kind: working_days` under company.calendar")
    if blow.month > calendar.months:
        raise CannotHappen(
            Label(
                en=f"the year has {calendar.months} months, so that nobody leaves in month {blow.month}",
                zh=f"年度只有 {calendar.months} 个月，第 {blow.month} 个月无人离职",
            )
        )
    day = calendar.month_start(blow.month - 1)
    there = [i for i in by_quota(scenario) if _may_leave(scenario.people.reps[i], day)]
    if len(there) < count:
        raise CannotHappen(
            Label(
                en=f"only {len(there)} reps are there in month {blow.month}, so that {count} cannot leave",
                zh=f"第 {blow.month} 个月在岗仅 {len(there)} 人，不可能有 {count} 人离职",
            )
        )
    return {f"people.reps[{scenario.people.reps[i].id}].leaves": _set(day) for i in there[:count]}


def _hiring(scenario: Scenario, blow: Blow) -> Edits:
    """Whoever joins in the year joins so many months later; who would have left by then never comes."""
    late = list(joiners(scenario))
    calendar = scenario.company.calendar
    if not late or not isinstance(calendar, WorkingDays):
        raise CannotHappen(NOBODY_JOINS, "state the first day of newcomers as `joins` under people.reps")
    edits: Edits = {}
    for rep in late:
        assert rep.joins is not None
        day = months_after(rep.joins, int(blow.size))
        never = rep.leaves is not None and rep.leaves <= day
        first = calendar.month_start(calendar.months) if never else day
        edits[f"people.reps[{rep.id}].joins"] = _set(first)
        if never:
            edits[f"people.reps[{rep.id}].leaves"] = _set(None)
    return edits


def _payment(scenario: Scenario, blow: Blow) -> Edits:
    """Customers take longer, or less long, to pay their invoices."""
    if _is_direct(scenario):
        raise CannotHappen(NO_PAYMENT)
    return {"customers.terms.payment.mean": _times(1 + blow.size)}


_EDITS: dict[ShockKind, Callable[[Scenario, Blow], Edits]] = {
    "demand": _demand,
    "price": _price,
    "leave": _leave,
    "hiring": _hiring,
    "payment": _payment,
}
NO_DATES = Label(
    en="an even calendar has no dates on which anybody could leave", zh="等长月份的日历没有日期，无法设定离职日"
)
NOBODY_JOINS = Label(en="nobody joins during the year", zh="年内无人入职")
NO_PAYMENT = Label(en="a direct market has no payment times: what is sold is paid at once",
                   zh="直接市场没有回款时间：售出即回款")  # fmt: skip


def by_quota(scenario: Scenario) -> list[int]:
    """Places of the reps, from the highest quota to the lowest; of equals whoever stands first."""
    level = {level.id: level.quota_weight for level in scenario.people.levels}
    reps = scenario.people.reps
    weights = [rep.quota_weight if rep.quota_weight is not None else level[rep.level] for rep in reps]
    return sorted(range(len(reps)), key=lambda i: -weights[i])


def joiners(scenario: Scenario) -> Iterator[Rep]:
    """Those whose first day lies within the year, and not on its first day."""
    calendar = scenario.company.calendar
    if isinstance(calendar, WorkingDays):
        end = calendar.month_start(calendar.months)
        yield from (rep for rep in scenario.people.reps if rep.joins and calendar.start < rep.joins < end)


def _may_leave(rep: Rep, day: date) -> bool:
    return rep.is_there(day) and rep.joins != day


def _is_direct(scenario: Scenario) -> bool:
    return isinstance(scenario.market, DirectMarket)


def _margins(scenario: Scenario) -> list[float]:
    market = scenario.market
    return [market.margin] if isinstance(market, DirectMarket) else [segment.margin for segment in market.segments]


def _set(value: date | None) -> Callable[[Any], Any]:
    return lambda _: value


def _times(factor: Decimal) -> Callable[[Any], Any]:
    """The same kind of number, money exact to a millionth."""
    return lambda value: round(value * factor, 6) if isinstance(value, Decimal) else value * float(factor)
