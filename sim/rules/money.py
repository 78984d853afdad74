"""Money as whole coins: rounding and exact proportions."""

import math

from sim.jit import jit

MICRO = 1_000_000
"""Millionths of a coin, in which pay is added up before its one rounding."""


@jit
def coins(amount: float) -> int:
    """An amount counted in coins, rounded half up to whole ones."""
    return math.floor(amount + 0.5)


@jit
def part_of(amount: int, millionths: int) -> int:
    """A share of an amount, the share in millionths, rounded half up to whole coins."""
    return proportion(amount, millionths, MICRO, MICRO // 2)


@jit
def rounded(micro: int) -> int:
    """Millionths of a coin as whole coins, half a coin rounded up."""
    return (micro + 500_000) // MICRO


@jit
def proportion(amount: int, times: int, over: int, more: int = 0) -> int:
    """(amount · times + more) / over, rounded down, exact although the product may need 128 bits; over > more >= 0.

    Source: schoolbook long division, one bit of `amount` at a time, where a plain product could overflow.
    """
    if abs(float(amount) * float(times)) + float(more) < 9.0e18:
        return (amount * times + more) // over
    negative = (amount < 0) != (times < 0)
    a, t = abs(amount), abs(times)
    whole, rest = t // over, t % over
    quotient, remainder = 0, 0
    for bit in range(62, -1, -1):
        quotient, remainder = 2 * quotient, 2 * remainder
        if (a >> bit) & 1:
            remainder += rest
        while remainder >= over:
            remainder -= over
            quotient += 1
    quotient += a * whole
    if negative:
        quotient, remainder = (-quotient - 1, over - remainder) if remainder > 0 else (-quotient, remainder)
    return quotient + (remainder + more) // over
