"""A year's outcome in numbers: one float for each replication, month, rep and measure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.measures import Measure

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Panel:
    """Outcomes of some replications of one scenario.

    values: float [replication, period, rep, measure]; period 0 is the time before the year, then the months.
    Money in coins, exact (a float holds whole numbers up to 2**53).
    """

    values: Floats
    measures: tuple[Measure, ...]

    def of(self, name: str) -> Floats:
        """One measure by [replication, month, rep]; KeyError where there is no such measure."""
        return self.values[:, 1:, :, self.place(name)]

    def before(self, name: str) -> Floats:
        """What a measure came to before the year opened, by [replication, rep]."""
        return self.values[:, 0, :, self.place(name)]

    def place(self, name: str) -> int:
        names = [measure.name for measure in self.measures]
        if name not in names:
            raise KeyError(f"no measure {name!r}; there are {', '.join(names)}")
        return names.index(name)

    def pay(self) -> Floats:
        """All pay by [replication, month, rep], in coins."""
        places = [i for i, measure in enumerate(self.measures) if measure.name.startswith("pay:")]
        total: Floats = self.values[:, 1:, :, places].sum(axis=-1)
        return total


def joined(panels: Sequence[Panel]) -> Panel:
    """One panel of all replications, in order; the measures must agree."""
    assert len({panel.measures for panel in panels}) == 1
    return Panel(np.concatenate([panel.values for panel in panels]), panels[0].measures)
