"""Numbers as people read them."""

import math

from results.figures import Unit
from results.render.words import Language
from scenarios.company import Currency


class Format:
    """How one company's numbers are shown in one language: 万 in Chinese, millions in English.

    `beside`: other numbers of the same row, so that all are shown in one unit.
    """

    def __init__(self, currency: Currency, language: Language) -> None:
        self.currency, self.language = currency, language

    def value(self, number: float, unit: Unit, signed: bool = False, beside: tuple[float, ...] = ()) -> str:
        """A figure, or with `signed` a difference of two: shares then differ in percentage points."""
        if math.isinf(number) or math.isnan(number):
            return "?"
        if unit == "money":
            return self.money(number, signed, beside)
        if unit == "share":
            return self._points(number) if signed else f"{100 * number:.1f} %"
        return f"{number:{'+' if signed and number else ''},.{_digits(number)}f}"

    def money(self, coins: float, signed: bool = False, beside: tuple[float, ...] = ()) -> str:
        """An amount in coins as currency, to about four figures."""
        amount = coins / 10**self.currency.minor_digits
        largest = max(abs(x) for x in (coins, *beside) if math.isfinite(x)) / 10**self.currency.minor_digits
        sign = "-" if amount < 0 else "+" if signed and amount > 0 else ""
        size = abs(amount)
        if self.language == "zh" and largest >= 10_000:
            return f"{sign}{self.currency.symbol}{size / 10_000:,.1f} 万"
        if largest >= 1_000_000:
            return f"{sign}{self.currency.symbol}{size / 1_000_000:,.2f} m"
        digits = 0 if largest >= 1000 else min(self.currency.minor_digits, 4)
        return f"{sign}{self.currency.symbol}{size:,.{digits}f}"

    def interval(self, low: float, high: float, unit: Unit, signed: bool = False) -> str:
        return " … ".join(self.value(bound, unit, signed, (low, high)) for bound in (low, high))

    def with_margin(self, number: float, margin: float, unit: Unit, signed: bool = False) -> str:
        """A number and half the width of its 95 % interval."""
        half = self.value(margin, unit, beside=(number,))
        return f"{self.value(number, unit, signed, (margin,))} (±{half.removesuffix(' %')})"

    def tick(self, coins: float, signed: bool = False, largest: float = 0.0) -> str:
        """An amount on an axis whose largest amount is given, without idle zeros."""
        return self.money(coins, signed, (largest,)).replace(".00", "").replace(".0 万", " 万")

    def _points(self, difference: float) -> str:
        points = 100 * difference
        digits, name = 1 if abs(points) >= 1 else 2, "百分点" if self.language == "zh" else "pp"
        return f"{points:{'+' if points else ''}.{digits}f} {name}"


def _digits(number: float) -> int:
    size = abs(number)
    return 0 if size >= 1000 else 1 if size >= 10 else 3
