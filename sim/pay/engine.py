"""What a pay line pays for an amount, exactly; and what it is expected to pay if the amount is uncertain."""

from typing import Any

from sim.jit import jit
from sim.pay.table import PayTable
from sim.rules.distributions import Phi, phi
from sim.rules.money import MICRO, proportion, rounded
from sim.tables import Table


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
def expected_pay(pieces: Table, mean: float, sd: float) -> tuple[float, float]:
    """Expected pay in coins, and its growth with the mean, where the amount is normal(mean, sd).

    The mind's view of a curve: exact for straight pieces and jumps, coins not rounded.
    Source: over each piece, E of a + r·x for normal x between two edges, by its distribution and density.
    """
    if sd <= 0.0:
        return _certain_pay(pieces, mean)
    pay, growth = 0.0, 0.0
    below, density = 0.0, 0.0
    last = len(pieces) - 1
    for place in range(last + 1):
        rate = _rate(pieces[place])
        above, next_density = 1.0, 0.0
        if place < last:
            edge = (pieces[place + 1].start - mean) / sd
            above, next_density = Phi(edge), phi(edge)
            growth += _jump(pieces, place) * next_density / sd
        share = above - below
        pay += _line(pieces[place], mean) * share + rate * sd * (density - next_density)
        growth += rate * share
        below, density = above, next_density
    return pay, growth


@jit
def _certain_pay(pieces: Table, amount: float) -> tuple[float, float]:
    place = 0
    while place + 1 < len(pieces) and amount >= pieces[place + 1].start:
        place += 1
    return _line(pieces[place], amount), _rate(pieces[place])


@jit
def _jump(pieces: Table, place: int) -> float:
    """Coins gained on reaching the next piece's start."""
    edge = float(pieces[place + 1].start)
    return _line(pieces[place + 1], edge) - _line(pieces[place], edge)


@jit
def _line(piece: Any, amount: float) -> float:
    """A piece's straight line, in coins."""
    return float(piece.constant / MICRO + _rate(piece) * (amount - piece.anchor))


@jit
def _rate(piece: Any) -> float:
    """Coins of pay for each coin (or thing) more."""
    return float(piece.slope / piece.over / MICRO)


@jit
def pieces_of(table: PayTable, curve: int) -> Table:
    """The pieces of one curve."""
    return table.pieces[table.first[curve] : table.first[curve + 1]]
