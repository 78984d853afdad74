"""Where the kernel writes: sums by period, rep and measure, and on request every single entry."""

from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from sim.draws import Word
from sim.jit import jit
from sim.tables import Table


class Book(NamedTuple):
    """sums: float [period, rep, measure], period 0 before the year. end: float [period], last instants.

    made: int [1], entries made so far; entries: as many of them as there is room for.
    """

    sums: npt.NDArray[np.float64]
    end: npt.NDArray[np.float64]
    made: npt.NDArray[np.int64]
    entries: Table


def place(measure: int) -> int:
    """A measure's place in the panel, as a number and no constant: for each constant that compiled functions are called
    with they are compiled anew.
    """
    return cast(int, np.int64(measure))


@jit
def note(book: Book, time: float, rep: int, who: Word, measure: int, amount: float) -> None:
    """Adds an amount to a measure at an instant up to year's end; a month's last instant belongs to it."""
    period = 0
    while period < len(book.end) - 1 and book.end[period] < time:
        period += 1
    book.sums[period, rep, measure] += amount
    if book.made[0] < len(book.entries):
        entry = book.entries[book.made[0]]
        entry.time, entry.rep, entry.who, entry.measure, entry.amount = time, rep, who, measure, amount
    book.made[0] += 1
