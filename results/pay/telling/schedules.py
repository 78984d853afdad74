"""Schedules and matrices as tables, with both ends of each tier said, and what 100 % is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from results.pay.exact import exact_share, plain_number
from results.pay.speaker import Speaker
from results.pay.telling.record import Grid
from scenarios.plan import Commission, MatrixSchedule, TierSchedule
from sim.pay.table import MONTHS


def quota_in_words(component: Any, to: Speaker) -> list[str]:
    """What is 100 % of a component's measure."""
    if component.quota is not None:
        said = [to.say("quota", target=to.target(component.quota, component.measure))]
    elif component.scope != "own":
        said = [to.say("quota_of_group", scope=to.say(component.scope))]
    else:
        resets = getattr(component, "resets", None)
        said = [to.say("quota_of_rep", period=to.say(resets or component.period))]
    if getattr(component, "ramp", ()):
        said.append(to.say("ramp", shares=to.joined(exact_share(share) for share in component.ramp)))
    return said


def target_in_words(share: float, period: str, to: Speaker) -> list[str]:
    """What a component is to pay at 100 %; nothing without a person."""
    if to.person is None:
        return []
    pays = to.person.variable * Fraction(str(share)) * MONTHS[period] / 12
    return [to.say("target_share", amount=to.coins(pays), share=exact_share(share), period=to.say(period))]


def schedule_in_words(schedule: Any, measure: str, to: Speaker) -> tuple[Grid, list[str]]:
    """A schedule's table, and how it is to be read."""
    if isinstance(schedule, TierSchedule):
        return _tiers(schedule, measure, to)
    target = schedule.pays == "target"
    pays = [f"×{plain_number(p.pays)}" if target else to.money(p.pays) for p in schedule.points]
    heads = (to.say("at"), to.say("pays_times" if target else "pays"))
    edges = [to.edge(point.at, schedule.edges, measure) for point in schedule.points]
    straight = schedule.mode == "interpolated"
    rules = [to.say(schedule.mode), to.say(schedule.beyond if straight else f"closed_{schedule.closed}")]
    return Grid(heads, tuple(zip(edges, pays, strict=True))), rules


def _tiers(schedule: TierSchedule, measure: str, to: Speaker) -> tuple[Grid, list[str]]:
    upper, starts = schedule.closed == "upper", [tier.start for tier in schedule.tiers]
    shown = ["–" if start is None else to.edge(start, schedule.edges, measure) for start in starts]
    money = to.unit(measure) == "money"
    rates = [exact_share(t.rate) if money else to.say("each", money=to.money(t.rate)) for t in schedule.tiers]
    heads = (to.say("from" if upper else "over"), to.say("to" if upper else "up_to"), to.say("rate"))
    rules = [to.say(schedule.mode)]
    rules += [to.say("negative")] if starts[0] is None else []
    rules += [to.say(f"closed_{schedule.closed}")] if len(starts) > 1 else []
    return Grid(heads, tuple(zip(shown, [*shown[1:], "–"], rates, strict=True))), rules


def matrix_in_words(schedule: MatrixSchedule, to: Speaker) -> Grid:
    rows, columns = schedule.rows, schedule.columns
    corner = f"{to.indicator(rows.by)} ↓ / {to.indicator(columns.by)} →"
    heads = (corner, *(f"≥ {to.level_of(start, columns.by)}" for start in columns.starts))
    ways: Mapping[str, Callable[[Decimal], str]] = {
        "money": to.money,
        "target": lambda value: f"×{plain_number(value)}",
        "rate": exact_share,
    }
    cells = [tuple(ways[schedule.pays](value) for value in row) for row in schedule.values]
    return Grid(heads, tuple((f"≥ {to.level_of(s, rows.by)}", *row) for s, row in zip(rows.starts, cells, strict=True)))


def limits_in_words(component: Commission, edges: str, to: Speaker) -> list[str]:
    """Threshold, cap and floor."""
    said, period = [], to.say(component.period)
    if component.threshold is not None:
        said.append(to.say("threshold", edge=to.edge(component.threshold, edges, component.measure)))
    if component.cap is not None and component.cap.at is not None:
        said.append(to.say("cap_at", edge=to.edge(component.cap.at, edges, component.measure)))
    if component.cap is not None and component.cap.payout is not None:
        said.append(to.say("cap_pay", amount=to.money(component.cap.payout), period=period))
    if component.floor is not None:
        said.append(to.say("floor", amount=to.money(component.floor), period=period))
    return said


def cap_in_words(component: Any, to: Speaker) -> list[str]:
    """Most money a period."""
    if component.cap is None:
        return []
    return [to.say("cap_pay", amount=to.money(component.cap), period=to.say(component.period))]
