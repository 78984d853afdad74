"""What a curve is expected to pay where the amount is uncertain."""

from typing import Any

from sim.jit import jit
from sim.rules.distributions import Phi, phi
from sim.rules.money import MICRO
from sim.tables import Table


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
