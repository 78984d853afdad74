"""All of a scenario's numbers in one bundle of tables."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from sim.measures import first_places
from sim.pay.make import simulated
from sim.pay.table import PayTable
from sim.rules.waits import Quantiles
from sim.tables import Table
from sim.world.clock import period_ends, weeks_table, worth_of
from sim.world.customer_life import Life, leads_of_customers, life_of
from sim.world.demand import channels_table, segments_table, streams_table
from sim.world.desks import Desks, desks_of
from sim.world.drive import Drives, drives_of
from sim.world.hours import Hours, hours_of
from sim.world.market import Market, market_of
from sim.world.minds import behaviour_table
from sim.world.pace import knots_table
from sim.world.position import Answers, deals_table, invoices_table, orders_table
from sim.world.process import odds_of, stages_table, steps_table, tempo_of, terms_table
from sim.world.response import direct_table, response_table
from sim.world.roster import reps_table, takers_table
from sim.world.selling import Selling, selling_of
from sim.world.standards import Standards, standards_of
from sim.world.tasks import Tasks, tasks_of
from sim.world.timing import Timing, timing_of
from sim.world.tools import Tools, tools_of
from sim.world.training import Learning, learning_of
from sim.world.turnover import Turnover, turnover_of
from sim.world.waits import quantiles_table, shapes_of


class World(NamedTuple):
    """A scenario in numbers; each table's columns are named where it is made.

    period_end: float [months + 1], working days. takers_first: int [territory · segments + segment]. steps: [segment,
    stage]. odds: float [rep, segment, stage]. tempo: float [rep, segment, outcome]. quantiles: float [row, score].
    knots_first: int [3], by no and yes. worth: float [segment, week], days of average season that
    a week is worth. room: for how many leads that come up during the year there is room at first.
    """

    period_end: npt.NDArray[np.float64]
    weeks: Table
    worth: npt.NDArray[np.float64]
    days: Table
    reps: Table
    takers: Table
    takers_first: npt.NDArray[np.int64]
    streams: Table
    segments: Table
    parts: Table
    channels: Table
    stages: Table
    steps: Table
    odds: npt.NDArray[np.float64]
    tempo: npt.NDArray[np.float64]
    quantiles: Quantiles
    knots: Table
    knots_first: npt.NDArray[np.int64]
    terms: Table
    deals: Table
    orders: Table
    invoices: Table
    response: Table
    direct: Table
    behaviour: Table
    pay: PayTable
    desks: Desks
    selling: Selling
    learning: Learning
    standards: Standards
    tools: Tools
    account: Hours
    market: Market
    life: Life
    timing: Timing
    turnover: Turnover
    drives: Drives
    tasks: Tasks
    room: int


def make_world(scenario: Scenario) -> World:
    """Everything engines and minds need of a scenario; pure: the same scenario gives the same world."""
    period_end, shapes = period_ends(scenario), shapes_of(scenario)
    weeks, days = weeks_table(scenario)
    takers, takers_first = takers_table(scenario)
    segments, parts = segments_table(scenario)
    steps, quantiles = steps_table(scenario, shapes), quantiles_table(shapes)
    knots, knots_first = knots_table(scenario, period_end)
    terms, tempo, odds = terms_table(scenario, shapes), tempo_of(scenario), odds_of(scenario)
    first = first_places(scenario)
    life, pay = life_of(scenario, first["customer_life"]), simulated(scenario)
    return World(
        period_end=period_end,
        weeks=weeks,
        worth=worth_of(scenario),
        days=days,
        reps=reps_table(scenario),
        takers=takers,
        takers_first=takers_first,
        streams=streams_table(scenario),
        segments=segments,
        parts=parts,
        channels=channels_table(scenario),
        stages=stages_table(scenario, shapes),
        steps=steps,
        odds=odds,
        tempo=tempo,
        quantiles=quantiles,
        knots=knots,
        knots_first=knots_first,
        terms=terms,
        deals=deals_table(scenario, Answers(steps, tempo, quantiles, knots, knots_first, float(period_end[0]))),
        orders=orders_table(scenario),
        invoices=invoices_table(scenario),
        response=response_table(scenario),
        direct=direct_table(scenario),
        behaviour=behaviour_table(scenario),
        pay=pay,
        desks=desks_of(scenario, shapes, odds),
        selling=selling_of(scenario, shapes, odds, first["selling"]),
        learning=learning_of(scenario, first["training"]),
        standards=standards_of(scenario, first["process"]),
        tools=tools_of(scenario, first["tools"]),
        account=hours_of(scenario, first["hours"]),
        market=market_of(scenario, first["market"]),
        life=life,
        timing=timing_of(scenario, pay, first["timing"]),
        turnover=turnover_of(scenario, odds, first["turnover"]),
        drives=drives_of(scenario, first["drive"]),
        tasks=tasks_of(scenario, first["tasks"]),
        room=leads_of_customers(life),
    )
