"""Pools, contests and overrides: pay that looks at other people."""

from fractions import Fraction

import numpy as np

from scenarios.plan import Contest, Division, Override, Pool
from scenarios.plan.terms import Component
from sim.pay.coins import MOST
from sim.pay.curve import Scale, schedule_pieces
from sim.pay.groups import TIES
from sim.pay.indicators import Context, Periods, score_code
from sim.pay.maker import MILLION, Maker
from sim.pay.table import CONTEST, OVERRIDE, POOL, SCOPES
from sim.quotas import half_up


def make_pool(maker: Maker, component: Pool) -> None:
    """The group's pool by a schedule over its amount, and how it is divided."""
    cap = MOST if component.cap is None else half_up(Fraction(component.cap) * maker.money)
    line = maker.line(component, POOL, scope=SCOPES[component.scope], cap=cap)
    periods = maker.periods(line, component, component.period)
    recipe = maker.recipe(component.measure)
    first_term, last_term, _, _ = maker.terms_of(component, recipe, component)
    for first, last in periods:
        for rep in _there(maker, component, first, last):
            scale = Scale(_full(maker, component, rep, first, last), maker.unit(recipe), maker.money, Fraction(0))
            pieces = schedule_pieces(component.schedule, scale, None, component.threshold)
            maker.curves[line][rep, first : last + 1] = maker.curve(pieces)
    rows = [number for division in component.divided for number in _division(maker, component, division, periods)]
    begin, end = maker.keep(rows)
    ahead = int(component.scope != "company")
    maker.lines[line] |= {"first": first_term, "last": last_term, "ahead": ahead, "a": begin, "b": end}


def make_contest(maker: Maker, component: Contest) -> None:
    """Prizes by rank."""
    prizes = maker.keep([half_up(Fraction(prize) * maker.money) for prize in component.prizes])
    recipe = maker.recipe(component.measure)
    least = 0 if component.at_least is None else half_up(Fraction(component.at_least) * maker.unit(recipe))
    line = maker.line(
        component, CONTEST, scope=SCOPES[component.scope], a=prizes[0], b=prizes[1], c=TIES[component.ties],
        d=least if component.at_least is not None else -MOST, e=half_up(Fraction(component.stake) * maker.money),
    )  # fmt: skip
    first, last, _, _ = maker.terms_of(component, recipe, component)
    maker.lines[line] |= {"first": first, "last": last, "ahead": 1}
    if component.tie_break is not None:
        begin, end, _, _ = maker.terms_of(component, maker.recipe(component.tie_break), component)
        maker.lines[line] |= {"gate": begin, "gate_end": end}
    for begin, end in maker.periods(line, component, component.period):
        for rep in _there(maker, component, begin, end):
            maker.curves[line][rep, begin : end + 1] = 0


def make_override(maker: Maker, component: Override) -> None:
    """A rate on what others in the scope are paid."""
    places = [c.id for c in maker.plan.components]
    begin, end = maker.keep([places.index(name) for name in component.of])
    cap = MOST if component.cap is None else half_up(Fraction(component.cap) * maker.money)
    rate = int(Fraction(component.rate) * MILLION)
    line = maker.line(component, OVERRIDE, scope=SCOPES[component.scope], a=begin, b=end, c=rate, cap=cap)
    for first, last in maker.periods(line, component, component.period):
        for rep in _paid(maker, component):
            maker.curves[line][rep, first : last + 1] = 0


def _paid(maker: Maker, component: Component) -> list[int]:
    return [rep for rep in range(len(maker.payees.ids)) if maker.paid(component, rep)]


def _there(maker: Maker, component: Component, first: int, last: int) -> list[int]:
    """Whoever shares or competes: people in the component's roles who are there on some day of the period."""
    return [rep for rep in _paid(maker, component) if maker.payees.part_there(rep, first, last) > 0]


def _full(maker: Maker, component: Pool, rep: int, first: int, last: int) -> int:
    """What is 100 % for a whole group."""
    if component.quota is not None and component.quota.each is not None:
        return half_up(Fraction(component.quota.each) * maker.unit(maker.recipe(component.measure)))
    quota = maker.group_quota(component, rep, component.scope, first, last)
    share = component.quota.of_quota if component.quota is not None else None
    whole = half_up(Fraction(share) * quota) if share is not None else quota
    return whole * maker.recipe(component.measure).over


def _division(maker: Maker, component: Pool, division: Division, periods: Periods) -> list[int]:
    """Part, row of coefficients, terms of the measure, code of the score."""
    coefficients = np.full(maker.shape, MILLION, np.int64)
    for rep in range(maker.shape[0]):
        for row in division.coefficients:
            mine = {"rep": maker.payees.ids[rep], "role": maker.payees.role[rep], "level": maker.payees.level[rep]}
            if any(getattr(row, key) is not None and getattr(row, key) == name for key, name in mine.items()):
                coefficients[rep] = half_up(Fraction(row.counts) * MILLION)
                break
    maker.by_rep.append(coefficients)
    terms = (0, 0)
    if division.measure is not None:
        terms = maker.terms_of(component, maker.recipe(division.measure))[:2]
    code = (0, 0)
    if division.score is not None:
        code = maker.run(score_code(Context(maker, component, periods), division.score))
    return [int(division.part * MILLION), len(maker.by_rep) - 1, *terms, *code]
