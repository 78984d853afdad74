"""The opening position: every open deal, order and invoice with its owner and its luck's name."""

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import count, cycle
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.draws import descendant, name_id
from sim.quotas import minor_units, split
from sim.rules.pace import NO, YES, days_run
from sim.rules.waits import Quantiles
from sim.tables import Table, table
from sim.world.roster import members_on_first_morning
from sim.world.waits import share_above

DEAL = np.dtype(
    [
        ("name", "u8"),
        ("rep", "i8"),
        ("value", "i8"),
        ("segment", "i8"),
        ("channel", "i8"),
        ("stage", "i8"),
        ("age", "f8"),
        ("known", "i8"),
        ("shift", "f8"),
        ("aged_yes", "f8"),
        ("aged_no", "f8"),
        ("above_yes", "f8"),
        ("above_no", "f8"),
    ]
)
"""An open deal. value: coins. age: working days on the first morning. known: 1 where it is known how long the
answer has been awaited. aged: for so many days on the clock of a yes or a no. above: the share of those who say so
that take longer. shift: log-odds that the wait adds to a yes."""

BILL = np.dtype([("name", "u8"), ("rep", "i8"), ("amount", "i8")])
"""A signed order not yet delivered, or an invoice not yet paid. amount: coins."""


RAREST = 1e-12
"""The least share that is taken to wait longer than anybody should."""


class Answers(NamedTuple):
    """What tells how customers answer: the world's tables of that name."""

    steps: Table
    tempo: npt.NDArray[np.float64]
    quantiles: Quantiles
    knots: Table
    knots_first: npt.NDArray[np.int64]
    opening: float


def deals_table(scenario: Scenario, answers: Answers) -> Table:
    market, funnel = scenario.market, scenario.funnel
    if not isinstance(market, FunnelMarket) or funnel is None:
        return table(DEAL, [])
    places = {
        "segment": [s.id for s in market.segments],
        "channel": [c.id for c in market.channels],
        "stage": [s.id for s in funnel.stages],
    }
    rows = []
    for name, rep, amount, row in _shared(scenario, "deal", scenario.opening.pipeline, tuple(places)):
        segment, channel, stage = (ids.index(getattr(row, key)) for key, ids in places.items())
        waited = _waited(answers, rep, segment, stage, row.in_stage)
        rows.append((name, rep, amount, segment, channel, stage, row.age, *waited))
    return table(DEAL, rows)


def _waited(answers: Answers, rep: int, segment: int, stage: int, in_stage: float | None) -> tuple[float, ...]:
    """The columns of a deal from `known` on.

    Source: Bayes: of those who have said nothing for a days, yes : no is as p S_yes(a) : (1 - p) S_no(a).
    """
    if in_stage is None:
        return 0, 0.0, 0.0, 0.0, 1.0, 1.0
    step, first, opening = answers.steps[segment, stage], answers.knots_first, answers.opening
    aged, above = [], []
    for outcome, wait in ((YES, step.answer), (NO, step.refusal)):
        aged.append(days_run(answers.knots, first, outcome, opening - in_stage, opening))
        usual = aged[-1] / float(answers.tempo[rep, segment, outcome])
        above.append(max(RAREST, share_above(wait, answers.quantiles, usual)))
    return 1, math.log(above[0]) - math.log(above[1]), *aged, *above


def orders_table(scenario: Scenario) -> Table:
    rows = _shared(scenario, "order", scenario.opening.orders)
    return table(BILL, [row[:3] for row in rows])


def invoices_table(scenario: Scenario) -> Table:
    rows = _shared(scenario, "invoice", scenario.opening.receivables)
    return table(BILL, [row[:3] for row in rows])


def _shared(
    scenario: Scenario, what: str, rows: Iterable[Any], keys: tuple[str, ...] = ()
) -> Iterator[tuple[int, int, int, Any]]:
    """(name, rep, amount, row) of each thing in the rows: handed round the team's people, amounts split to the coin.

    A thing is named by its row's holder and keys and a running number under them, so that other rows keep their luck.
    """
    turn = {team: cycle(members) for team, members in members_on_first_morning(scenario).items() if members}
    places = {rep.id: place for place, rep in enumerate(scenario.people.reps)}
    numbers: dict[int, count[int]] = {}
    for row in rows:
        family = name_id("opening", what, row.team or row.rep, *(getattr(row, key) for key in keys))
        number = numbers.setdefault(family, count())
        amounts = split(minor_units(Fraction(row.amount), scenario.company), [Fraction(1)] * row.count)
        for amount in amounts:
            rep = next(turn[row.team]) if row.team else places[row.rep]
            yield int(descendant(family, next(number))), rep, amount, row
