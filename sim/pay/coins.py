"""Exact pay of a curve, its coefficient and its one rounding."""

from sim.jit import jit
from sim.rules.money import MICRO, proportion, rounded
from sim.tables import Table

HALF_UP, HALF_EVEN, DOWN, UP = range(4)
RULES = {"half_up": HALF_UP, "half_even": HALF_EVEN, "down": DOWN, "up": UP}
MOST = 4 * 10**18
"""No cap: more coins than anybody is paid."""


@jit
def curve_value(pieces: Table, amount: int) -> tuple[int, int, int]:
    """Pay for an amount (coins or things) on one curve, exactly: whole millionths of a coin, and part / over of one.

    Exact for amounts up to 9·10¹² and pay up to 9·10¹² coins.
    """
    place = 0
    while place + 1 < len(pieces) and amount >= pieces[place + 1].start:
        place += 1
    piece = pieces[place]
    beyond, over = amount - piece.anchor, piece.over
    more = proportion(piece.slope, beyond, over, piece.more)
    part = piece.slope * beyond + piece.more - more * over  # wraps as the product does: exact, and below `over`
    return int(piece.constant + more), int(part), int(over)


@jit
def line_pay(pieces: Table, amount: int) -> int:
    """Pay in coins for an amount (coins or things) on one curve; half a coin is rounded up.

    Exact for amounts up to 9·10¹² and whatever they pay, as long as that is below 9·10¹⁸.
    """
    place = 0
    while place + 1 < len(pieces) and amount >= pieces[place + 1].start:
        place += 1
    piece = pieces[place]
    beyond, coin = amount - piece.anchor, piece.over * MICRO
    whole = piece.slope // coin  # coins for each coin; kept apart, so that millionths fit 64 bits
    rest = piece.constant % MICRO + proportion(piece.slope - whole * coin, beyond, piece.over, piece.more)
    return int(whole * beyond + piece.constant // MICRO + rounded(rest))


@jit
def multiplied(whole: int, part: int, over: int, factor: int) -> tuple[int, int]:
    """(whole + part / over) · factor / 10⁶, exactly: whole millionths, and 1 where a part of one is left.

    Source: floor((a + b) / n) from floors of a and b, b below one step; see `proportion`.
    """
    if factor == MICRO:
        return whole, 1 if part > 0 else 0
    first = proportion(whole, factor, MICRO)
    left = whole * factor - first * MICRO  # wraps as the product does, so that the difference is exact
    second = proportion(part, factor, over)
    over_second = part * factor - second * over
    micro = first + (left + second) // MICRO
    more = 1 if (left + second) % MICRO > 0 or over_second > 0 else 0
    return int(micro), more


@jit
def to_steps(micro: int, more: int, step: int, rule: int) -> int:
    """Millionths of a coin as coins, in steps of `step` coins; more: 1 where a part of a millionth is left."""
    size = step * MICRO
    below, rest = micro // size, micro % size
    if rule == HALF_UP:
        return int((below + (1 if 2 * rest >= size else 0)) * step)
    if rule == HALF_EVEN:
        if 2 * rest == size and more == 0:
            return int((below + below % 2) * step)
        return int((below + (1 if 2 * rest >= size else 0)) * step)
    exact = rest == 0 and more == 0
    away = (micro >= 0) == (rule == UP)
    return int((below + (1 if away and not exact else 0)) * step)
