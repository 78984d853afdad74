"""Amounts that can be counted: the simulation counts coins in whole numbers, exact up to a size."""

from collections.abc import Iterator
from typing import Protocol

from scenarios.base import Problem
from scenarios.company import Company
from scenarios.customers import Customers
from scenarios.market import DirectMarket, Market
from scenarios.market_amounts import market_amounts
from scenarios.opening import Opening
from scenarios.people import People
from scenarios.plan import Plan
from scenarios.plan_amounts import ALL, ONE, Amounts, plan_amounts
from scenarios.targets import Targets


class Stated(Protocol):
    """The sections of a scenario that state amounts of money."""

    @property
    def company(self) -> Company: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def people(self) -> People: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def market(self) -> Market: ...
    @property
    def customers(self) -> Customers | None: ...
    @property
    def opening(self) -> Opening: ...


def too_large(s: Stated) -> Iterator[Problem]:
    """Every amount that has too many coins."""
    digits = s.company.currency.minor_digits
    bigger = "currency.minor_digits: 0" if digits else "thousands"
    for path, amount, most in _amounts(s):
        if amount is not None and abs(amount) > (limit := most // 10**digits):
            message = f"is above {limit:,} and too large to count to the coin; count in bigger units, such as {bigger}"
            yield Problem(path, message, amount)


def _amounts(s: Stated) -> Amounts:
    yield ("targets", "company"), s.targets.company, ALL
    for i, level in enumerate(s.people.levels):
        yield ("people", "levels", i, "base"), level.base, ONE
        yield ("people", "levels", i, "variable"), level.variable, ONE
    yield ("company", "minimum_wage"), s.company.minimum_wage, ONE
    yield from ((("plan", *path), amount, most // s.plan.unit) for path, amount, most in plan_amounts(s.plan))
    yield from _of_market(s)
    if s.customers and s.customers.life:
        yield from ((("customers", "life", *path), amount, ONE) for path, amount in s.customers.life.amounts)
    for key in ("pipeline", "receivables", "orders"):
        for i, row in enumerate(getattr(s.opening, key)):
            yield ("opening", key, i, "amount"), row.amount, min(ALL, ONE * row.count)


def _of_market(s: Stated) -> Amounts:
    market = s.market
    if not isinstance(market, DirectMarket):
        for i, segment in enumerate(market.segments):
            value, where = segment.value, ("market", "segments", i, "value")
            yield (*where, "mean"), value.mean, ONE
            yield from (((*where, "parts", j, "mean"), float(value.mean) * part.mean, ONE)
                        for j, part in enumerate(value.parts))  # fmt: skip
        yield from market_amounts(market)
    elif market.unit == "money":
        yield from ((("market", key), getattr(market, key), ONE) for key in ("base", "effect", "lot"))
        yield ("market", "noise", "sd"), market.noise.sd, ONE
