"""How much of a month's sales can be moved over its end, from when, and at what price."""

import numpy as np

from sim.jit import jit
from sim.rules.money import part_of

NOTHING, VALUE, MARGIN, DEALS = range(4)
"""What of an order a counted column counts."""
PARTS = 10
"""Where sales come without orders, moving them is tried in so many equal parts."""


@jit
def movable(expected: float, days: float, of_days: float, part: int) -> int:
    """Coins in so many parts of the sales of a month's first or last `days`, of as many as the month has."""
    if expected <= 0.0 or of_days <= 0.0:
        return 0
    return int(expected * min(days / of_days, 1.0) * part / PARTS)


@jit
def last_days_from(begin: float, end: float, hold: float) -> float:
    """The instant of a month (its limits, working days) from which signatures can wait for the next one."""
    return float(max(np.nextafter(begin, np.inf), end - hold))


@jit
def given_early(amount: int, discount: int) -> int:
    """Coins given away for signing an amount early, at a discount in millionths; nothing for what is held back."""
    return int(part_of(amount, discount)) if amount > 0 else 0
