"""Every kind of component in plain words: one function a kind, registered in TELLERS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from results.pay.exact import exact_share, plain_number
from results.pay.speaker import Speaker
from results.pay.telling.record import Grid, capital
from results.pay.telling.schedules import (
    cap_in_words,
    limits_in_words,
    matrix_in_words,
    quota_in_words,
    schedule_in_words,
    target_in_words,
)
from results.pay.telling.scores import score_grid, score_in_words, score_rules
from scenarios.plan import (
    Allowance,
    Base,
    Commission,
    Contest,
    Draw,
    Guarantee,
    Holdback,
    Limit,
    MatrixSchedule,
    Override,
    Pool,
    Scorecard,
    Spif,
    TopUp,
)
from sim.pay.table import MONTHS

Parts: TypeAlias = tuple[list[str], Grid | None, list[str]]
"""Sentences above a table, the table, and sentences below."""


def _base(component: Base, to: Speaker) -> Parts:
    said = to.say("base", amount=to.coins(to.person.base)) if to.person else to.say("base_level")
    return [said], None, []


def _commission(component: Commission, to: Speaker) -> Parts:
    words = {"scope": to.say(component.scope), "measure": to.kpi(component.measure), "period": to.say(component.period)}
    key = {"period": "commission", "deal": "by_deal", "cumulative": "cumulative"}[component.basis]
    before = [to.say(key, **words, resets=to.say(component.resets or "year")), *to.counted(component)]
    schedule = component.schedule
    edges = "amount" if isinstance(schedule, MatrixSchedule) else schedule.edges
    if edges == "attainment":
        before += quota_in_words(component, to)
    if component.target_share and getattr(schedule, "pays", "") == "target":
        before += target_in_words(component.target_share, component.resets or component.period, to)
    if isinstance(schedule, MatrixSchedule):
        before.append(to.say("matrix"))
        return before, matrix_in_words(schedule, to), limits_in_words(component, "amount", to)
    grid, rules = schedule_in_words(schedule, component.measure, to)
    return before, grid, [*rules, *limits_in_words(component, edges, to)]


def _scorecard(component: Scorecard, to: Speaker) -> Parts:
    if to.person is None:
        before = [to.say("scorecard_share", period=to.say(component.period))]
    else:
        full = to.person.variable * Fraction(str(component.target_share)) * MONTHS[component.period] / 12
        before = [to.say("scorecard", amount=to.coins(full), period=to.say(component.period))]
    before.append(to.say(component.combine))
    return before, score_grid(component, to), [*score_rules(component, to), *cap_in_words(component, to)]


def _pool(component: Pool, to: Speaker) -> Parts:
    words = {"scope": capital(to.say(component.scope)), "measure": to.kpi(component.measure)}
    before = [to.say("pool", **words, period=to.say(component.period)), *to.counted(component)]
    if component.schedule.edges == "attainment":
        before += quota_in_words(component, to)
    grid, after = schedule_in_words(component.schedule, component.measure, to)
    if component.threshold is not None:
        edge = to.edge(component.threshold, component.schedule.edges, component.measure)
        after.append(to.say("threshold", edge=edge))
    after += cap_in_words(component, to)
    for division in component.divided:
        ways = []
        if division.coefficients:
            rows = [
                to.say("coefficient", who=_who(row, to), times=plain_number(row.counts))
                for row in division.coefficients
            ]
            ways.append(to.say("coefficients", rows=to.joined([*rows, to.say("others_one")])))
        ways += [to.kpi(division.measure)] if division.measure else []
        ways += [to.say("score")] if division.score else []
        how = to.say("in_proportion", what=" × ".join(ways)) if ways else to.say("equally")
        after.append(to.say("division", part=exact_share(division.part), how=how))
        after += score_in_words(division.score, to) if division.score else []
    return before, grid, after


def _who(row: Any, to: Speaker) -> str:
    return str(row.rep or (to.role(row.role) if row.role else to.level(row.level)))


def _override(component: Override, to: Speaker) -> Parts:
    said = to.say(
        "override",
        rate=exact_share(component.rate),
        scope=to.say(component.scope),
        period=to.say(component.period),
        names=to.named(component.of, "all_variable"),
    )
    return [said, *cap_in_words(component, to)], None, []


def _allowance(component: Allowance, to: Speaker) -> Parts:
    words = {"measure": to.kpi(component.measure), "period": to.say(component.period)}
    before = [to.say("allowance", **words), *to.counted(component)]
    if component.schedule.edges == "attainment":
        before.append(to.say("quota_of_rep", period=to.say(component.period)))
    grid, after = schedule_in_words(component.schedule, component.measure, to)
    return before, Grid((*grid.heads[:-1], to.say("pays_a_month")), grid.rows), after


def _spif(component: Spif, to: Speaker) -> Parts:
    words = {"starts": component.starts, "ends": component.ends, "measure": to.kpi(component.measure)}
    pays = {"share": exact_share(component.each), "money": to.money(component.each)}
    share, after = to.unit(component.measure) == "money", []
    if component.at_least is not None:
        after.append(to.say("at_least", amount=to.amount(component.at_least, component.measure)))
    if component.cap is not None:
        after.append(to.say("cap_person", amount=to.money(component.cap)))
    return [to.say("spif_share" if share else "spif_each", **words, **pays), *to.counted(component)], None, after


def _contest(component: Contest, to: Speaker) -> Parts:
    prizes = [to.say("prize", place=i, amount=to.money(prize)) for i, prize in enumerate(component.prizes, 1)]
    words = {"measure": to.kpi(component.measure), "scope": to.say(component.scope), "period": to.say(component.period)}
    said = to.say("contest", **words, prizes=to.joined(prizes))
    kpi = to.kpi(component.tie_break) if component.tie_break else ""
    after = [to.say(f"ties_{component.ties}", kpi=kpi)]
    if component.at_least is not None:
        after.append(to.say("ranked_from", amount=to.amount(component.at_least, component.measure)))
    if component.stake:
        after.append(to.say("stake", amount=to.money(component.stake)))
    return [said, *to.counted(component)], None, after


def _guarantee(component: Guarantee, to: Speaker) -> Parts:
    return [to.say("guarantee", **_made_up(component, to)), *_first_months(component, to)], None, []


def _draw(component: Draw, to: Speaker) -> Parts:
    said = to.say("draw", **_made_up(component, to), share=exact_share(component.recovered))
    return [said, *_first_months(component, to)], None, [to.say(component.at_year_end)]


def _made_up(component: Guarantee | Draw, to: Speaker) -> dict[str, str]:
    names = to.named(component.of, "all_variable")
    return {"names": names, "amount": to.money(component.amount), "period": to.say(component.period)}


def _first_months(component: Guarantee | Draw, to: Speaker) -> list[str]:
    return [to.say("first_months", months=component.months)] if component.months else []


def _holdback(component: Holdback, to: Speaker) -> Parts:
    words = {"share": exact_share(component.share), "names": to.named(component.of, "all_variable")}
    said = to.say("holdback", **words, period=to.say(component.period))
    return [said], None, [to.say("lost")] if component.gates or component.modifiers else []


def _limit(component: Limit, to: Speaker) -> Parts:
    words = {"names": to.named(component.of, "all_variable"), "period": to.say(component.period)}
    if component.at_most is not None:
        return [capital(to.say("limit", **words, amount=to.money(component.at_most)))], None, []
    return [capital(to.say("limit_times", **words, times=plain_number(component.times_target or Decimal(0))))], None, []


def _top_up(component: TopUp, to: Speaker) -> Parts:
    amount = to.say("minimum_wage")
    if component.minimum is not None:
        amount = to.money(component.minimum)
    elif to.person is not None and to.person.minimum_wage is not None:
        amount = to.say("minimum_of", what=amount, amount=to.coins(to.person.minimum_wage))
    return [to.say("top_up", names=to.named(component.of, "all_above"), amount=amount)], None, []


TELLERS: Mapping[type, Callable[[Any, Speaker], Parts]] = {
    Base: _base,
    Commission: _commission,
    Scorecard: _scorecard,
    Pool: _pool,
    Override: _override,
    Allowance: _allowance,
    Spif: _spif,
    Contest: _contest,
    Guarantee: _guarantee,
    Draw: _draw,
    Holdback: _holdback,
    Limit: _limit,
    TopUp: _top_up,
}
"""A test counts that every kind of component has one."""
