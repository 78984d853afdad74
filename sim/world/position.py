"""The opening position: every open deal, order and invoice with its owner and its luck's name."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import count, cycle
from typing import Any

import numpy as np

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.draws import descendant, name_id
from sim.quotas import minor_units, split
from sim.tables import Table, table
from sim.world.roster import team_members

DEAL = np.dtype(
    [
        ("name", "u8"),
        ("rep", "i8"),
        ("value", "i8"),
        ("segment", "i8"),
        ("channel", "i8"),
        ("stage", "i8"),
        ("age", "f8"),
    ]
)
"""An open deal. value: coins. age: working days on the first morning."""

BILL = np.dtype([("name", "u8"), ("rep", "i8"), ("amount", "i8")])
"""A signed order not yet delivered, or an invoice not yet paid. amount: coins."""


def deals_table(scenario: Scenario) -> Table:
    market, funnel = scenario.market, scenario.funnel
    if not isinstance(market, FunnelMarket) or funnel is None:
        return table(DEAL, [])
    places = {
        "segment": [s.id for s in market.segments],
        "channel": [c.id for c in market.channels],
        "stage": [s.id for s in funnel.stages],
    }
    rows = _shared(scenario, "deal", scenario.opening.pipeline, ("team", *places))
    return table(
        DEAL,
        [
            (name, rep, amount, *(ids.index(getattr(row, key)) for key, ids in places.items()), row.age)
            for name, rep, amount, row in rows
        ],
    )


def orders_table(scenario: Scenario) -> Table:
    rows = _shared(scenario, "order", scenario.opening.orders, ("team",))
    return table(BILL, [row[:3] for row in rows])


def invoices_table(scenario: Scenario) -> Table:
    rows = _shared(scenario, "invoice", scenario.opening.receivables, ("team",))
    return table(BILL, [row[:3] for row in rows])


def _shared(
    scenario: Scenario, what: str, rows: Iterable[Any], keys: tuple[str, ...]
) -> Iterator[tuple[int, int, int, Any]]:
    """(name, rep, amount, row) of each thing in the rows: handed round the team, amounts split to the coin.

    A thing is named by its row's keys and a running number under them, so that other rows keep their luck.
    """
    turn = {team: cycle(members) for team, members in team_members(scenario).items() if members}
    numbers: dict[int, count[int]] = {}
    for row in rows:
        family = name_id("opening", what, *(getattr(row, key) for key in keys))
        number = numbers.setdefault(family, count())
        amounts = split(minor_units(Fraction(row.amount), scenario.company), [Fraction(1)] * row.count)
        for amount in amounts:
            yield int(descendant(family, next(number))), next(turn[row.team]), amount, row
