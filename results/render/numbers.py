"""Numbers as people read them."""

import math

from results.estimate import Estimate
from results.figures import Unit
from results.render.words import Language
from scenarios.company import Currency


class Format:
    """How one company's numbers are shown in one language: 万 in Chinese, millions and thousands in English."""

    def __init__(self, currency: Currency, language: Language) -> None:
        self.currency, self.language = currency, language

    def value(self, number: float, unit: Unit, signed: bool = False) -> str:
        if math.isinf(number) or math.isnan(number):
            return "?"
        if unit == "money":
            return self.money(number, signed)
        if unit == "share":
            return f"{100 * number:{'+' if signed else ''}.1f} %"
        return f"{number:{'+' if signed else ''},.{_digits(number)}f}"

    def money(self, coins: float, signed: bool = False) -> str:
        """An amount in coins as currency, to about four figures."""
        amount = coins / 10**self.currency.minor_digits
        sign = "-" if amount < 0 else "+" if signed and amount > 0 else ""
        size = abs(amount)
        if self.language == "zh" and size >= 10_000:
            return f"{sign}{self.currency.symbol}{size / 10_000:,.1f} 万"
        if size >= 1_000_000:
            return f"{sign}{self.currency.symbol}{size / 1_000_000:,.2f} m"
        if size >= 1000:
            return f"{sign}{self.currency.symbol}{size:,.0f}"
        return f"{sign}{self.currency.symbol}{size:,.{min(self.currency.minor_digits, 4)}f}"

    def tick(self, coins: float, signed: bool = False) -> str:
        """The same on an axis, without idle zeros."""
        return self.money(coins, signed).replace(".00", "").replace(".0 万", " 万")

    def interval(self, low: float, high: float, unit: Unit, signed: bool = False) -> str:
        return f"{self.value(low, unit, signed)} … {self.value(high, unit, signed)}"

    def estimate(self, estimate: Estimate, unit: Unit) -> str:
        return self.value(estimate.mean, unit)


def _digits(number: float) -> int:
    size = abs(number)
    return 0 if size >= 1000 else 1 if size >= 10 else 3
