"""Who a log's entries are about: the last entry of each, found for all at once."""

import numpy as np
import numpy.typing as npt

from sim.log import Log

Rows = npt.NDArray[np.intp]
Names = npt.NDArray[np.uint64]


def latest(log: Log, wanted: npt.NDArray[np.bool_]) -> tuple[Names, Rows]:
    """Everybody whom one of the wanted entries is about, sorted, and the row of the last entry about each."""
    rows = np.flatnonzero(wanted)[::-1]
    who, first = np.unique(log.entries["who"][rows], return_index=True)
    return who, rows[first]


def rows_of(asked: Names, who: Names, rows: Rows) -> Rows:
    """The row that belongs to each of those asked for among `who` (sorted); -1 where there is none."""
    if not len(who):
        return np.full(len(asked), -1)
    place = np.minimum(np.searchsorted(who, asked), len(who) - 1)
    return np.where(who[place] == asked, rows[place], -1)
