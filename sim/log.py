"""Every entry of one replication: the panel is its sum, measure by measure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ENTRY = np.dtype([("time", "f8"), ("rep", "i8"), ("who", "u8"), ("measure", "i8"), ("amount", "f8")])
"""time: working days since the simulation began. rep: place in the roster. who: the lead, order or rep it is
about. measure: place in the panel. amount: in the measure's unit."""


@dataclass(frozen=True)
class Log:
    """Entries (ENTRY rows) by time, then rep, who, measure and amount: the same from both engines."""

    entries: npt.NDArray[np.void]

    def summed(self, period_end: npt.NDArray[np.float64], reps: int, measures: int) -> npt.NDArray[np.float64]:
        """Sums by [period, rep, measure]; a period's last instant belongs to it."""
        sums = np.zeros((len(period_end), reps, measures))
        period = np.searchsorted(period_end, self.entries["time"], side="left")
        np.add.at(sums, (period, self.entries["rep"], self.entries["measure"]), self.entries["amount"])
        return sums


def in_order(entries: npt.NDArray[np.void]) -> Log:
    """A log from entries in any order."""
    return Log(np.sort(entries, order=["time", "rep", "who", "measure", "amount"], kind="stable"))
