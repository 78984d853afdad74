"""Turnover in numbers: what drives people away, and the seats that fall empty and are filled."""

from fractions import Fraction
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt

from scenarios.company import WorkingDays
from scenarios.scenario import Scenario
from scenarios.turnover import Turnover as WrittenTurnover
from sim.jit import jit
from sim.pay.payees import months_of_service, payees_of
from sim.quotas import minor_units, rep_quotas
from sim.rules.money import MICRO
from sim.seats import days_there
from sim.tables import Table, table
from sim.world.response import response_table
from sim.world.roster import instants

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
W = TypeVar("W")
ALWAYS = -1200.0
"""In which month somebody began who was always there."""
FILLED = -1
"""Where nobody is waited for."""

TERMS = np.dtype(
    [("on", "i8"), ("first", "i8"), ("monthly", "f8")]
    + [(name, "f8") for name in ("pay", "attainment", "middle", "width", "peers", "fairness", "tenure", "vacancy")]
    + [("cost", "i8"), ("start", "f8"), ("months", "f8"), ("differ", "f8")]
)
"""One row. on: 1 where people may leave. first: place of the first measure. monthly: chance to leave at a month's end
where nothing drives anybody away. cost: coins. The rest as in the scenario."""


class Turnover(NamedTuple):
    """What a year begins with, by rep. target, aspires: coins a year. quota: coins from the year's first month to
    each, [rep, month]. began: month in which she began, 0 the year's first. until: her last instant by the roster.
    others: log-odds by which an average colleague of her role and grade is better, [rep, segment, stage]; times: what
    one of them sells over what she does, where there are no leads.
    """

    terms: Table
    target: Floats
    aspires: Floats
    quota: Floats
    began: Floats
    until: Floats
    others: Floats
    times: Floats


class Seats(NamedTuple):
    """What changes as a seat falls empty or is filled. reps, takers, duties, hands: rows with the last instant at
    which somebody is there. lessons, paid, plans: her working days to learn and to be paid for, and her hours for the
    market, all [rep, month]. back: month in which a newcomer begins, FILLED where the seat is; began: in which who
    sits there began; number: of newcomers so far. worth: millionths of her sales, where there are no leads.
    """

    reps: Table
    takers: Table
    duties: Table
    hands: Table
    lessons: Ints
    paid: Floats
    plans: Table
    back: Ints
    began: Floats
    number: Ints
    worth: Ints


def turnover_of(scenario: Scenario, odds: Floats, first: int) -> Turnover:
    """The section, resolved; nothing where there is none. odds: as in the world."""
    reps = len(scenario.people.reps)
    if scenario.turnover is None:
        zero = np.zeros(reps)
        terms = table(TERMS, [(0, first, *(0.0,) * 9, 0, *(0.0,) * 3)])
        return Turnover(terms, zero, zero, np.zeros((reps, 0)), zero, zero, np.zeros((reps, 0, 0)), zero)
    people, alike = payees_of(scenario), _alike(scenario)
    target = np.array([float(12 * base + more) for base, more in zip(people.base, people.variable, strict=True)])
    return Turnover(
        terms=table(TERMS, [_terms(scenario, scenario.turnover, first)]),
        target=target,
        aspires=np.array(
            [
                target[i] * scenario.turnover.elsewhere if rep.aspires is None else float(rep.aspires * people.coin)
                for i, rep in enumerate(scenario.people.reps)
            ]
        ),
        quota=np.cumsum(rep_quotas(scenario), axis=1).astype(np.float64),
        began=_began(scenario),
        until=np.array([instants(scenario, rep)[1] for rep in scenario.people.reps]),
        others=np.stack([odds[mates].mean(axis=0) for mates in alike]) - odds,
        times=_times(scenario, alike),
    )


def _terms(scenario: Scenario, t: WrittenTurnover, first: int) -> tuple[float, ...]:
    monthly, cost = 1.0 - (1.0 - t.yearly) ** (1.0 / 12.0), minor_units(Fraction(t.cost), scenario.company)
    pushes = (t.pay, t.attainment, t.middle, t.width, t.peers, t.fairness, t.tenure)
    return 1, first, monthly, *pushes, t.vacancy, cost, t.newcomers.start, t.newcomers.months, t.newcomers.differ


def _alike(scenario: Scenario) -> list[list[int]]:
    """For each seat the places of those of the same role and grade, her own among them."""
    kind = [(rep.role, rep.level) for rep in scenario.people.reps]
    return [[i for i, other in enumerate(kind) if other == own] for own in kind]


def _times(scenario: Scenario, alike: list[list[int]]) -> Floats:
    """What an average one of those sells in a year at usual effort, over what she does; 1 where there are leads."""
    response, usual = response_table(scenario), scenario.mind.effort.usual
    year = (response.level + response.effect * usual).sum(axis=1)
    mates = np.array([year[places].mean() for places in alike])
    times: Floats = np.divide(mates, year, out=np.ones(len(year)), where=year > 0)
    return times


def _began(scenario: Scenario) -> Floats:
    """In which month each rep began; who has no date was always there."""
    calendar, there = scenario.company.calendar, days_there(scenario) > 0
    start = calendar.start if isinstance(calendar, WorkingDays) else None
    began = np.full(len(there), ALWAYS)
    for rep, joined in enumerate(each.joins for each in scenario.people.reps):
        if start is not None and joined is not None:
            known = joined >= start and there[rep].any()
            began[rep] = float(there[rep].argmax()) if known else -float(months_of_service(joined, start))
    return began


def seats_of(world: Any) -> Seats:
    """The seats of a world, on its own tables."""
    reps, new = len(world.reps), world.turnover.began
    return Seats(
        reps=world.reps,
        takers=world.takers,
        duties=world.desks.takers,
        hands=world.desks.hands,
        lessons=world.learning.days,
        paid=world.account.days,
        plans=world.market.hours,
        back=np.full(reps, FILLED, np.int64),
        began=new.copy(),
        number=np.zeros(reps, np.int64),
        worth=np.full(reps, MICRO, np.int64),
    )


def with_own_seats(world: W) -> W:
    """The same world with tables of its own wherever an empty seat shows, so that a year can write there."""
    held: Any = world
    return cast(
        W,
        held._replace(
            reps=held.reps.copy(),
            takers=held.takers.copy(),
            desks=held.desks._replace(takers=held.desks.takers.copy(), hands=held.desks.hands.copy()),
            learning=held.learning._replace(days=held.learning.days.copy()),
            account=held.account._replace(days=held.account.days.copy()),
            market=held.market._replace(hours=held.market.hours.copy()),
        ),
    )


@jit
def empty_seat(seats: Seats, rep: int, month: int, end: float, wait: int) -> None:
    """Nobody sits there from a month's end on (its last instant), for so many months."""
    seats.back[rep] = month + 1 + wait
    _stay_until(seats, rep, end)
    for later in range(month + 1, min(month + 1 + wait, seats.paid.shape[1])):
        seats.paid[rep, later] = 0.0
        if rep < len(seats.lessons):
            seats.lessons[rep, later] = 0
        plan = seats.plans[rep, later]
        plan.busy, plan.prospecting, plan.researching, plan.briefing = 0.0, 0.0, 0.0, 0.0


@jit
def fill_seat(seats: Seats, rep: int, month: int, until: float) -> None:
    """Somebody new begins with a month, and stays until an instant if nothing drives her away."""
    seats.back[rep] = FILLED
    seats.began[rep] = float(month)
    seats.number[rep] += 1
    _stay_until(seats, rep, until)


@jit
def _stay_until(seats: Seats, rep: int, until: float) -> None:
    seats.reps[rep].until = until
    for i in range(len(seats.takers)):
        if seats.takers[i].rep == rep:
            seats.takers[i].until = until
    for i in range(len(seats.duties)):
        if seats.duties[i].rep == rep:
            seats.duties[i].until = until
    for i in range(len(seats.hands)):
        if seats.hands[i].rep == rep:
            seats.hands[i].until = until
