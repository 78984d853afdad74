"""Everything at hand while a replication is lived: the world's tables, and its leads, desks and book."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.kernel.book import Book
from sim.kernel.cash import Till
from sim.kernel.clients import Service, make_service
from sim.kernel.lead import LEAD
from sim.kernel.morning import Morning, in_one_place
from sim.kernel.moving import Moving, moving_of
from sim.kernel.queue import NODE, Queue
from sim.kernel.school import School, make_school
from sim.measured.selling import S
from sim.pay.credit import watch_of
from sim.rules.tasks import PROSPECTING
from sim.rules.waits import Quantiles
from sim.tables import Table, blank
from sim.world.desks import Desks
from sim.world.drive import Drives
from sim.world.hours import Hours
from sim.world.market import Market
from sim.world.selling import Selling
from sim.world.standards import Standards
from sim.world.tasks import Tasks
from sim.world.timing import Timing
from sim.world.tools import Tools
from sim.world.turnover import Seats, Turnover, seats_of, with_own_seats
from sim.world.world import World

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WAITING = np.dtype([("first", "i8"), ("last", "i8"), ("called", "i8")])
"""Who waits at a desk: leads in the order in which they will be served, -1 for none. called: 1 where the desk is among
what comes next."""


class Now(NamedTuple):
    """How things stand in the month that is lived; a month's opening writes it anew.

    effort, hours: of each rep, hours a day for leads. shift: log-odds beside the world's, [rep, segment, stage].
    negotiation: skill above the middle. gap: how far behind target. prompt: multiple of the time to a first answer.
    process: skill. adherence: share of the soft steps done. quoting: share of quotes' hours that tools save; mistakes:
    share of their mistakes that is left. taken: hours of the month that go elsewhere. level:
    place among the levels. worth: coins of an hour taken from leads, [activity, rep]. All others [rep] but shift.
    """

    effort: Floats
    hours: Floats
    shift: Floats
    negotiation: Floats
    gap: Floats
    prompt: Floats
    process: Floats
    adherence: Floats
    quoting: Floats
    mistakes: Floats
    taken: Floats
    level: Ints
    worth: Floats


class Moves(NamedTuple):
    """Orders that reps move over a month's end, all [rep]. carried: coins that the next month begins with, less where
    they were had early. holds: 1 while signatures wait for the next month.
    """

    carried: Ints
    holds: Ints


class Floor(NamedTuple):
    """The shop floor; in compiled code nothing here is owned (see `borrow`).

    weeks to account: as in the world. till: what follows contracts to their cash. leads: LEAD rows; used: int [2], how
    many there are, and for how many there should have been room, 0 where there was enough. drawn: LEAD rows as they
    are drawn, before each rep's are put together. queue: what happens next. waiting: WAITING rows by desk.
    free: when each hand is free; took: as at desks. moving: what of the market changes within the year.
    school: what people know. stage_skill: int [stage], which skill a stage asks for; empty without training.
    seats: who sits where, where people may leave. driven: what moves each rep beside pay, DRIVEN rows. service:
    customers, where they are lived one by one. replication: int [1], the one that is lived.
    """

    weeks: Table
    worth: Floats
    days: Table
    streams: Table
    reps: Table
    stages: Table
    steps: Table
    odds: Floats
    tempo: Floats
    channels: Table
    segments: Table
    parts: Table
    quantiles: Quantiles
    knots: Table
    knots_first: Ints
    terms: Table
    deals: Table
    takers: Table
    takers_first: Ints
    desks: Desks
    selling: Selling
    standards: Standards
    tools: Tools
    account: Hours
    market: Market
    timing: Timing
    turnover: Turnover
    seats: Seats
    drives: Drives
    tasks: Tasks
    stage_skill: Ints
    till: Till
    leads: Table
    drawn: Table
    used: Ints
    queue: Queue
    waiting: Table
    free: Floats
    took: Ints
    now: Now
    driven: Table
    moves: Moves
    moving: Moving
    school: School
    service: Service
    book: Book
    seed: Word
    replication: Ints


def make_floor(world: World, room: int, seed: Word, columns: int, entries: Table) -> tuple[Floor, Morning]:
    """The floor on the first morning, everybody at usual effort; and what it takes to have that morning again.

    room: for how many leads. columns: how many measures are counted. entries: rows for what is noted, one by one.
    """
    periods, reps = len(world.period_end), len(world.reps)
    here = with_own_seats(world) if world.turnover.terms[0].on else world
    book = Book(np.zeros((periods, reps, columns)), world.period_end, np.zeros(1, np.int64), entries)
    return in_one_place(_furnished(here, room, book, seed), (world, (entries,)))


def _furnished(world: World, room: int, book: Book, seed: Word) -> Floor:
    at_hand = {name: getattr(world, name) for name in Floor._fields if name in World._fields}
    desks, replication = len(world.desks.desks), np.zeros(1, np.int64)
    waiting = blank(WAITING, desks)
    waiting.first, waiting.last = -1, -1
    reps = len(world.reps)
    now = Now(
        effort=world.behaviour.usual.copy(),
        hours=world.reps.hours_per_day.copy(),
        shift=np.zeros(world.odds.shape),
        negotiation=world.selling.negotiation.copy(),
        gap=np.zeros(reps),
        prompt=np.ones(reps),
        process=world.standards.skill.copy(),
        adherence=np.zeros(reps),
        quoting=np.zeros(reps),
        mistakes=np.ones(reps),
        taken=np.zeros(reps),
        level=world.selling.level.copy(),
        worth=np.zeros((len(world.tasks.usual), reps)),
    )
    return Floor(
        **at_hand,
        seats=seats_of(world),
        stage_skill=world.learning.stage_skill,
        till=Till(
            book=book,
            watch=watch_of(world.pay),
            terms=world.terms,
            selling=world.selling.terms,
            leakage=world.selling.first + S.LEAKAGE,
            quantiles=world.quantiles,
            seed=seed,
            replication=replication,
        ),
        leads=blank(LEAD, room),
        drawn=blank(LEAD, room),
        used=np.zeros(2, np.int64),
        queue=Queue(blank(NODE, desks + room), desks, np.full(world.desks.groups, -1, np.int64)),
        waiting=waiting,
        free=world.desks.hands.since.copy(),
        took=np.zeros(len(world.desks.hands), np.int64),
        now=now,
        driven=world.drives.opening.copy(),
        moves=Moves(np.zeros(reps, np.int64), np.zeros(reps, np.int64)),
        moving=moving_of(world.market, np.full(reps, world.tasks.usual[PROSPECTING])),
        school=make_school(world, book, now, seed, replication),
        service=make_service(world, room, book, seed, replication),
        book=book,
        seed=seed,
        replication=replication,
    )
