"""How much of a month's sales can be moved over its end."""

from sim.jit import jit

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
