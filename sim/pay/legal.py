"""The legal limits as sums, exact in coins: what may be deducted, what is topped up, what a yearly bonus leaves.

The law's numbers come from a city profile (`scenarios/legal/`); shares are given in millionths.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise

from scenarios.legal.city import CityProfile
from scenarios.legal.numbers import LegalNumber
from scenarios.legal.tax import BonusTax, Bracket, bonus_tax
from sim.jit import jit
from sim.rules.money import MICRO

A_FIFTH = MICRO // 5
"""20 % of a month's wage, the most that is taken from it for a loss (L1)."""


# ── deductions and the minimum wage ─────────────────────────────────────────────────────────────


@jit
def deductible(wage: int, asked: int, minimum: int, share: int = A_FIFTH) -> int:
    """What may be taken out of a month's wage for a loss, in coins; never below 0. Exact up to 9·10¹² coins.

    The share of the wage is rounded down to the coin. `minimum`: what has to be left, 0 where no minimum is stated.
    Source: 工资支付暂行规定 art. 16 (rule L1).
    """
    return max(0, min(asked, wage * share // MICRO, wage - minimum))


@jit
def top_up(eligible: int, minimum: int) -> int:
    """What the company adds to a month's eligible wage so that it reaches the minimum, in coins.

    Source: 最低工资规定 art. 12 (rule L2).
    """
    return max(0, minimum - eligible)


def deduct(wages: Sequence[int], asked: Sequence[int], minimum: int, share: int = A_FIFTH) -> list[tuple[int, int]]:
    """Month by month, what is taken out of the wage and what is carried forward, in coins.

    `asked`: what each month newly asks for, [month]; it is added to what the months before could not take. All that
    is taken and what is carried at the end add up to all that was asked (law 5).
    """
    months, carried = [], 0
    for wage, new in zip(wages, asked, strict=True):
        carried += new
        taken = deductible(wage, carried, minimum, share)
        carried -= taken
        months.append((taken, carried))
    return months


def eligible_wage(wage: int, parts: Mapping[str, int], city: CityProfile) -> int:
    """The part of a month's wage that counts towards the minimum: all but what the city excludes.

    `parts`: coins of the wage by the ids of `excluded` in a profile, such as {"overtime": 80_000}.
    """
    return wage - sum(parts.get(one.id, 0) for one in city.excluded)


def millionths(share: LegalNumber) -> int:
    """A share of a profile in millionths, rounded down."""
    return int(share.value * MICRO)


def coins_of(amount: LegalNumber, digits: int) -> int:
    """An amount of a profile in coins, a part of a coin counted as one: nobody is paid less than the law says."""
    return math.ceil(Fraction(amount.value) * Fraction(10) ** digits)


# ── tax on a one-off annual bonus ───────────────────────────────────────────────────────────────


def annual_bonus_tax(amount: int, digits: int = 2, table: BonusTax | None = None) -> int:
    """Tax on a one-off annual bonus that is taxed alone, in coins, half a coin rounded up.

    A twelfth of the bonus finds the bracket; its rate is taken on the whole bonus, less the quick deduction. An
    amount that ends a bracket belongs to it.
    """
    coin = 10**digits
    brackets = (table or bonus_tax()).brackets
    bracket = next(b for b in brackets if b.up_to is None or amount <= 12 * Fraction(b.up_to) * coin)
    return _tax(amount, bracket, coin)


def dead_zones(digits: int = 2, table: BonusTax | None = None) -> list[tuple[int, int]]:
    """Bonuses that leave less than a smaller one does: (from, to) in coins, for each edge where tax jumps.

    `from` is the last amount before the jump, `to` the first one that leaves at least as much. Every amount between
    the two leaves less than `from`.
    """
    zones, coin = [], 10**digits
    brackets = (table or bonus_tax()).brackets
    for index, (lower, _) in enumerate(pairwise(brackets)):
        edge = _last_coin(lower, coin)
        to = _first_that_leaves(_left(edge, lower, coin), edge + 1, brackets[index + 1 :], coin)
        if to > edge + 1:
            zones.append((edge, to))
    return zones


def _tax(amount: int, bracket: Bracket, coin: int) -> int:
    exact = Fraction(bracket.rate) * amount - Fraction(bracket.quick_deduction) * coin
    return max(0, math.floor(exact + Fraction(1, 2)))


def _last_coin(bracket: Bracket, coin: int) -> int:
    """The largest bonus of a bracket that has an end."""
    assert bracket.up_to is not None
    return math.floor(12 * Fraction(bracket.up_to) * coin)


def _first_that_leaves(kept: int, start: int, brackets: Sequence[Bracket], coin: int) -> int:
    """The first bonus from `start` on that leaves at least `kept`; within a bracket more never leaves less."""
    for bracket in brackets:
        enough = start + math.ceil(kept / (1 - Fraction(bracket.rate))) + coin
        amounts = range(start, enough if bracket.up_to is None else _last_coin(bracket, coin) + 1)
        found = bisect_left(amounts, kept, key=partial(_left, bracket=bracket, coin=coin))
        if found < len(amounts):
            return amounts[found]
        start = amounts.stop
    raise AssertionError("the last bracket has no end, and its rate is below 1")


def _left(amount: int, bracket: Bracket, coin: int) -> int:
    return amount - _tax(amount, bracket, coin)
