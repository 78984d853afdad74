"""How hard a rep works this month: as usual, as suits her this month, or as she has planned for where she stands."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.borrow import lent
from sim.jit import jit
from sim.mind.beliefs import Beliefs
from sim.mind.myopic import best_now
from sim.mind.policy import planned_effort
from sim.pay.table import PayTable

FORWARD = 2


@jit
def choose_effort(
    behaviour: Any, table: PayTable, beliefs: Beliefs, rep: int, month: int, sums: npt.NDArray[np.float64]
) -> float:
    """Effort for the month. `behaviour`: the BEHAVIOUR row; `sums`: float [period, rep, column], the year so far."""
    if behaviour.kind == 0 or behaviour.high <= behaviour.low:
        return float(behaviour.usual)
    plan, outlook = lent(table), lent(beliefs)
    if behaviour.kind == FORWARD:
        return planned_effort(outlook.policy, plan, rep, month, sums)
    return best_now(behaviour, plan, outlook, rep, month, sums)
