"""Customers in the compiled engine: rows of a table, who is there when the year opens, and how things are noted."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import RELATION, Word, uniform
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.measured.customer_life import C
from sim.rules.customer_life import own_satisfaction
from sim.rules.leads import owner
from sim.rules.tasks import CARE
from sim.tables import Table, blank
from sim.world.customer_life import Life
from sim.world.world import World

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

OPEN = place(C.CUSTOMERS_OPEN)
FIXED_HERE = place(len(C))
NEVER = place(-1)
BEFORE = place(0)
"""The period before the year."""


CLIENT = np.dtype(
    [
        ("name", "u8"),
        *((name, "i8") for name in ("holder", "segment", "channel")),
        *((name, "f8") for name in ("per_day", "own", "satisfaction", "loyalty", "relation")),
        *((name, "i8") for name in ("active", "bought", "idle", "gone", "due", "term")),
        *((name, "i8") for name in ("complains", "late", "need", "handed")),
        *((name, "f8") for name in ("fallen", "age", "fix", "fatigue", "records", "hours")),
    ]
)
"""A customer. own: satisfaction that is usual. active: 1 while she is one. bought: 1 who signed this month. idle:
months without an order; gone: months since she was lost. due: months to the end of the term; term: 1 where she
was there when it began. complains: 1 while a complaint is open; fallen: points it cost; age: its age and fix: what it
takes, working days. late: 1 where a promise was broken this month. need: 1 where a survey found one. handed: months
since she was handed over, -1 never; records: what was on record then. hours: of care this month."""


class Service(NamedTuple):
    """Everybody who is or was a customer in one replication, and what is at hand to serve them.

    on to home: as in the world's `life`. rows: CLIENT rows; used: int [1], how many there are. past: float [customer,
    slot], satisfaction at the last months' ends. care: float [rep], hours for the month, and planned: those it would be
    by plan; times: multiples of planned hours, [rep]. refunds: int [period,
    rep], coins due; refunded: how many.
    Month state that other parts may write as a month opens: skills float [rep, 2], relationship and product; records
    float [rep], share of what she knows that is on record; fed float [rep, side], what moves the customer's experience;
    rival float [segment], log-odds of leaving that competitors add. replication: as on the floor.
    """

    on: int
    first: int
    rules: Table
    sides: Table
    customers: Table
    newcomers: Table
    worth: Floats
    home: Ints
    channels: Table
    reps: Table
    takers: Table
    takers_first: Ints
    rows: Table
    used: Ints
    past: Floats
    care: Floats
    planned: Floats
    times: Floats
    refunds: Ints
    refunded: Ints
    skills: Floats
    records: Floats
    fed: Floats
    rival: Floats
    book: Book
    seed: Word
    replication: Ints


def make_service(world: World, leads: int, book: Book, seed: Word, replication: Ints) -> Service:
    """Nobody yet, with room for as many as there is room for leads, beside those that the year opens with."""
    life, reps, periods = world.life, len(world.reps), len(world.period_end)
    room, slots, records = 0, 1, 0.0
    if life.on:
        room, slots = len(life.customers) + leads, int(life.rules[0].lag) + 1
        records = float(life.rules[0].hand_records)
    at_hand = {name: getattr(world, name) for name in ("channels", "reps", "takers", "takers_first")}
    stated = {name: getattr(life, name) for name in Life._fields if name != "skills"}
    return Service(
        **stated,
        **at_hand,
        rows=blank(CLIENT, room),
        used=np.zeros(1, np.int64),
        past=np.zeros((room, slots)),
        care=np.zeros(reps),
        planned=np.zeros(reps),
        times=np.full(reps, world.tasks.usual[CARE]),
        refunds=np.zeros((periods, reps), np.int64),
        refunded=np.zeros((periods, reps), np.int64),
        skills=life.skills.copy(),
        records=np.full(reps, records),
        fed=np.zeros((reps, len(life.sides))),
        rival=np.zeros(len(life.newcomers)),
        book=book,
        seed=seed,
        replication=replication,
    )


@jit
def open_stock(service: Service) -> None:
    """Everybody who is a customer when the year opens, with the rep who looks after her."""
    opening = service.book.end[0]
    for i in range(len(service.customers)):
        who = service.customers[i]
        holder = taker(service, who.territory, who.segment, np.nextafter(opening, np.inf), who.name, NEVER)
        welcome(service, who.name, holder, who.segment, who.channel, who.per_day)
        term = service.rules[0].term
        elapsed = int(uniform(service.seed, service.replication[0], RELATION, who.name, 1) * term)
        service.rows[i].due = term - elapsed


@jit
def welcome(service: Service, name: Word, holder: int, segment: int, channel: int, per_day: float) -> int:
    """A new row; nobody knows the customer better or worse than usual."""
    rules = service.rules[0]
    at = service.used[0]
    service.used[0] += 1
    row = service.rows[at]
    row.name, row.holder, row.segment, row.channel, row.per_day = name, holder, segment, channel, per_day
    row.own = own_satisfaction(rules, uniform(service.seed, service.replication[0], RELATION, name, 0))
    row.satisfaction, row.loyalty, row.relation = row.own, rules.loyal, rules.start
    row.active, row.due, row.term, row.handed = 1, rules.term, 1, NEVER
    service.past[at, :] = row.own
    return int(at)


@jit
def taker(service: Service, territory: int, segment: int, time: float, name: Word, but: int) -> int:
    """Who takes a customer or a lead of hers at a time."""
    at = territory * len(service.newcomers) + segment
    takers = service.takers[service.takers_first[at] : service.takers_first[at + 1]]
    return int(owner(takers, time, name, but, service.seed, service.replication[0]))


@jit
def tell(service: Service, month: int, rep: int, who: Word, measure: int, amount: float) -> None:
    """Something is noted at a month's close."""
    note(service.book, service.book.end[month + 1], rep, who, service.first + measure, amount)


@jit
def tell_of_segment(service: Service, month: int, client: int, measure: int) -> None:
    """One more customer open, won, lost or back (measure 0 to 3), all told and of her segment."""
    row = service.rows[client]
    tell(service, month, row.holder, row.name, measure, 1.0)
    tell(service, month, row.holder, row.name, FIXED_HERE + measure * len(service.newcomers) + row.segment, 1.0)


@jit
def count_open(service: Service, period: int) -> None:
    """Customers at a period's end, for each rep and segment."""
    segments = len(service.newcomers)
    for rep in range(len(service.reps)):
        open_here = np.zeros(segments, np.int64)
        for i in range(service.used[0]):
            who = service.rows[i]
            if who.active == 1 and who.holder == rep:
                open_here[who.segment] += 1
        if open_here.sum() > 0:
            name = service.reps[rep].name
            tell(service, period - 1, rep, name, OPEN, float(open_here.sum()))
            for segment in range(segments):
                if open_here[segment] > 0:
                    tell(service, period - 1, rep, name, FIXED_HERE + segment, float(open_here[segment]))
