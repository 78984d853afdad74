"""Everything at hand while a replication is lived: the world's tables, and its leads, desks and book."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.kernel.book import Book
from sim.kernel.cash import Till
from sim.kernel.clients import Service, make_service
from sim.kernel.moving import Moving, moving_of
from sim.kernel.queue import NODE, Queue
from sim.kernel.school import School, make_school
from sim.measured.selling import S
from sim.pay.credit import watch_of
from sim.rules.waits import Quantiles
from sim.tables import Table, blank
from sim.world.desks import Desks
from sim.world.hours import Hours
from sim.world.market import Market
from sim.world.selling import Selling
from sim.world.standards import Standards
from sim.world.tools import Tools
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
    place among the levels. All [rep] but shift.
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


class Floor(NamedTuple):
    """The shop floor; in compiled code nothing here is owned (see `borrow`).

    reps to account: as in the world. till: what follows contracts to their cash. leads: LEAD rows; used: int [2], how
    many there are, and 1 once there was no room for another. queue: what happens next. waiting: WAITING rows by desk.
    free: when each hand is free. moving: what of the market changes within the year.
    school: what people know. stage_skill: int [stage], which skill a stage asks for; empty without training.
    service: customers, where they are lived one by one.
    """

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
    stage_skill: Ints
    till: Till
    leads: Table
    used: Ints
    queue: Queue
    waiting: Table
    free: Floats
    now: Now
    moving: Moving
    school: School
    service: Service
    book: Book
    seed: Word
    replication: int


def make_floor(world: World, leads: Table, used: int, book: Book, seed: Word, replication: int) -> Floor:
    """The floor on the first morning, everybody at usual effort."""
    at_hand = {name: getattr(world, name) for name in Floor._fields if name in World._fields}
    desks = len(world.desks.desks)
    nodes = blank(NODE, desks + len(leads))
    nodes["tie"][:desks] = np.arange(desks)
    nodes["tie"][desks : desks + used] = leads["name"][:used]
    waiting = blank(WAITING, desks)
    waiting.first, waiting.last = -1, -1
    reps = len(world.reps)
    now = Now(
        effort=np.full(reps, float(world.behaviour[0].usual)),
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
    )
    return Floor(
        **at_hand,
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
        leads=leads,
        used=np.array([used, 0], np.int64),
        queue=Queue(nodes, desks, np.full(world.desks.groups, -1, np.int64)),
        waiting=waiting,
        free=world.desks.hands.since.copy(),
        now=now,
        moving=moving_of(world.market, seed, replication),
        school=make_school(world, book, now, seed, replication),
        service=make_service(world, len(leads), book, seed, replication),
        book=book,
        seed=seed,
        replication=replication,
    )
