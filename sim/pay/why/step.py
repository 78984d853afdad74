"""One step of an explanation, and how its numbers are written: exact, the same in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scenarios.base import Label
from scenarios.company import Currency

MILLION = 1_000_000


@dataclass(frozen=True)
class Step:
    """kind: amount, tier, coefficient, gate, cap, floor, rounding, share, rank, balance, part, or said.

    pay: coins that it adds to, or leaves as, the line's pay, exact; None where it is no money.
    """

    kind: str
    text: Label
    pay: Fraction | None = None


def said(kind: str, en: str, zh: str, pay: Fraction | int | None = None) -> Step:
    return Step(kind, Label(en=en, zh=zh), None if pay is None else Fraction(pay))


class Figures:
    """Numbers of one currency, written out in full."""

    def __init__(self, currency: Currency) -> None:
        self.digits, self.symbol = currency.minor_digits, currency.symbol

    def money(self, coins: Fraction | int) -> str:
        """¥1,234.50; where a coin is not whole, up to six more digits."""
        amount = Fraction(coins) / 10**self.digits
        sign, size = "-" if amount < 0 else "", abs(amount)
        more = self.digits if (size * 10**self.digits).denominator == 1 else self.digits + 6
        text = f"{_decimal(size, more):,.{more}f}"
        if more > self.digits:
            whole, _, rest = text.partition(".")
            text = f"{whole}.{rest.rstrip('0').ljust(self.digits, '0')}"
        return f"{sign}{self.symbol}{text}"

    def amount(self, number: Fraction | int, unit: str) -> str:
        """Of a measure: coins as money, things as a number."""
        return self.money(number) if unit == "money" else plain(Fraction(number))


def plain(number: Fraction) -> str:
    """A number without idle zeros, six decimals at most."""
    text = f"{_decimal(number, 6):,.6f}".rstrip("0").rstrip(".")
    return text or "0"


def percent(share: Fraction) -> str:
    """0.804 as 80.4 %; at most four decimals, never rounded up over an edge."""
    floored = Fraction(int(share * MILLION) if share >= 0 else -int(-share * MILLION), MILLION)
    return f"{plain(floored * 100)} %"


def _decimal(number: Fraction, digits: int) -> Decimal:
    scaled = number * 10**digits
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(-digits)
