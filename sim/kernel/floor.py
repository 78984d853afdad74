"""Everything at hand while a replication is lived: the world's tables, and its leads, desks and book."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.kernel.book import Book
from sim.kernel.desk import BACK
from sim.pay.credit import Watch, watch_of
from sim.rules.waits import Quantiles
from sim.tables import Table
from sim.world.world import World


class Floor(NamedTuple):
    """The shop floor; in compiled code nothing here is owned (see `borrow`).

    reps to deals: as in the world. watch: what the plan counts deal by deal. desks: [rep]. leads, heap: [lead], each
    rep's rows together.
    """

    reps: Table
    stages: Table
    steps: Table
    odds: npt.NDArray[np.float64]
    tempo: npt.NDArray[np.float64]
    channels: Table
    segments: Table
    parts: Table
    quantiles: Quantiles
    knots: Table
    knots_first: npt.NDArray[np.int64]
    terms: Table
    deals: Table
    watch: Watch
    leads: Table
    desks: Table
    heap: Table
    book: Book
    seed: Word
    replication: int


def make_floor(world: World, leads: Table, desks: Table, book: Book, seed: Word, replication: int) -> Floor:
    """The floor on the first morning."""
    at_hand = {name: getattr(world, name) for name in Floor._fields if name in World._fields}
    return Floor(
        **at_hand,
        watch=watch_of(world.pay),
        leads=leads,
        desks=desks,
        heap=np.zeros(len(leads), BACK),
        book=book,
        seed=seed,
        replication=replication,
    )
