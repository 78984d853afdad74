"""Duties and authority in numbers: late answers, discounts, limits, unclear ownership, colleagues who help."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.authority import Soft
from scenarios.funnel import Negotiation
from scenarios.scenario import Scenario
from sim.quotas import rep_quotas
from sim.rules.money import MICRO
from sim.rules.waits import WAIT
from sim.tables import Table, table
from sim.world.desks import NO_LIMIT
from sim.world.waits import Shape, wait_row

SELLING = np.dtype(
    [
        ("order", "i8"),
        ("late", "i8"),
        ("half_life", "f8"),
        ("hours_a_day", "f8"),
        ("in_time", "f8"),
        ("discounts", "i8"),
        ("discount", "f8"),
        ("sd", "f8"),
        ("skill_effect", "f8"),
        ("most", "f8"),
        ("authority", "i8"),
        ("soft", "i8"),
        ("chance", "f8"),
        ("pressure", "f8"),
        ("further", "i8"),
        ("bad_debt", "f8"),
        ("joint_share", "f8"),
        ("joint_hours", WAIT),
        ("lift", "f8"),
        ("duplicates", "f8"),
        ("unowned", "f8"),
        ("unowned_days", "f8"),
        ("exchange", "f8"),
        ("gap", "f8"),
    ]
)
"""One row. order: 0 first come first served, 1 by rank, 2 newest first. late: 1 where late answers cost. authority: 1
where there are limits, soft: 1 where they can be broken. further: millionths. The rest as in a scenario."""

LIMIT = np.dtype([("deal", "i8"), ("sign", "i8"), ("discount", "i8")])
"""What people of a level may decide alone: coins, coins, millionths."""

ORDERS = {"fifo": 0, "value": 1, "newest": 2}


class Selling(NamedTuple):
    """on: 1 where anything of it is counted. first: place of its first measure. terms: one SELLING row. delays: float
    [2, point]. limits: LIMIT rows [level]; level: int [rep], as the year opens. joins: 1 where specialists join,
    [stage]. returns, back: share of those who say no that are given back, and to which stage, [stage]. negotiation:
    skill above the middle, [rep]. planned: quota of the months before, coins, [rep, month]. suits: log-odds over all
    stages, [rep, segment].
    """

    on: int
    first: int
    terms: Table
    delays: npt.NDArray[np.float64]
    limits: Table
    level: npt.NDArray[np.int64]
    joins: npt.NDArray[np.int64]
    returns: npt.NDArray[np.float64]
    back: npt.NDArray[np.int64]
    negotiation: npt.NDArray[np.float64]
    planned: npt.NDArray[np.float64]
    suits: npt.NDArray[np.float64]


def selling_of(scenario: Scenario, shapes: tuple[Shape, ...], odds: npt.NDArray[np.float64], first: int) -> Selling:
    funnel, quotas = scenario.funnel, rep_quotas(scenario).astype(np.float64)
    stages = funnel.stages if funnel else ()
    ids = [stage.id for stage in stages]
    joins = funnel.presales.stages if funnel and funnel.presales else ()
    points = funnel.response.points if funnel and funnel.response else ()
    return Selling(
        on=int(first >= 0),
        first=first,
        terms=table(SELLING, [_terms(scenario, shapes)]),
        delays=np.array([[np.log(p.hours) for p in points], [p.factor for p in points]], np.float64).reshape(2, -1),
        limits=_limits(scenario),
        level=_levels(scenario),
        joins=np.array([stage.id in joins for stage in stages], np.int64),
        returns=np.array([stage.returns for stage in stages], np.float64),
        back=np.array([ids.index(stage.returns_to) if stage.returns_to else 0 for stage in stages], np.int64),
        negotiation=np.array([rep.skills.negotiation - 0.5 for rep in scenario.people.reps], np.float64),
        planned=np.cumsum(quotas, axis=1) - quotas,
        suits=odds.sum(axis=2),
    )


def _terms(scenario: Scenario, shapes: tuple[Shape, ...]) -> tuple[object, ...]:
    """The SELLING row."""
    funnel, clarity, exchange = scenario.funnel, scenario.people.clarity, scenario.people.exchange
    response, presales = (funnel.response, funnel.presales) if funnel else (None, None)
    given = (funnel.negotiation if funnel else None) or Negotiation()
    soft = scenario.authority.soft if scenario.authority else Soft()
    unclear = 1 - clarity.clear if clarity else 0.0
    return (
        ORDERS[funnel.order] if funnel else 0,
        int(response is not None),
        np.inf if response is None or response.half_life is None else response.half_life,
        response.hours_a_day if response else 8.0,
        response.in_time if response else 24.0,
        int(funnel is not None and funnel.negotiation is not None),
        given.discount, given.sd, given.skill_effect, given.most,
        int(scenario.authority is not None),
        int(scenario.authority is not None and scenario.authority.control == "soft"),
        soft.chance, soft.pressure, round(soft.discount * MICRO), soft.bad_debt,
        presales.share if presales else 0.0,
        wait_row(presales.hours if presales else None, shapes),
        presales.lift if presales else 0.0,
        clarity.duplicates * unclear if clarity else 0.0,
        clarity.unowned * unclear if clarity else 0.0,
        clarity.days if clarity else 0.0,
        exchange.share if exchange else 0.0,
        exchange.gap if exchange else 0.0,
    )  # fmt: skip


def _levels(scenario: Scenario) -> npt.NDArray[np.int64]:
    levels = [level.id for level in scenario.people.levels]
    return np.array([levels.index(rep.level) for rep in scenario.people.reps], np.int64)


def _limits(scenario: Scenario) -> Table:
    coin = 10**scenario.company.currency.minor_digits
    by_level = {limit.level: limit for limit in scenario.authority.limits} if scenario.authority else {}
    rows = []
    for level in scenario.people.levels:
        limit = by_level.get(level.id)
        deal, sign, discount = (limit.deal, limit.sign, limit.discount) if limit else (None, None, None)
        rows.append((
            NO_LIMIT if deal is None else int(deal * coin),
            NO_LIMIT if sign is None else int(sign * coin),
            MICRO if discount is None else round(discount * MICRO),
        ))  # fmt: skip
    return table(LIMIT, rows)
