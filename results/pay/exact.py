"""Amounts and shares as they stand in an agreement: exact, never to four figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from scenarios.company import Currency


def exact_money(coins: int | Fraction, currency: Currency, always: bool = False) -> str:
    """Coins as currency: ¥1,234.50; without decimals where there are none, unless `always`."""
    digits = currency.minor_digits
    whole = int(Fraction(coins) + Fraction(1, 2)) if coins >= 0 else -int(Fraction(-coins) + Fraction(1, 2))
    units, rest = divmod(abs(whole), 10**digits)
    tail = f".{rest:0{digits}d}" if digits and (rest or always) else ""
    return f"{'-' if whole < 0 else ''}{currency.symbol}{units:,}{tail}"


def exact_share(share: Decimal | Fraction | float) -> str:
    """0.025 as 2.5 %, with as many decimals as it has, six at most."""
    percent = Fraction(str(share) if isinstance(share, float) else share) * 100
    text = f"{float(round(percent, 6)):,.6f}".rstrip("0").rstrip(".")
    return f"{text or '0'} %"


def plain_number(number: Decimal | Fraction | int) -> str:
    """A number without idle zeros."""
    text = f"{float(round(Fraction(number), 6)):,.6f}".rstrip("0").rstrip(".")
    return text or "0"


def shown_share(share: Fraction) -> str:
    """An attainment: as written where six decimals say it, else to the hundredth of a percent."""
    near = round(share, 6)
    return exact_share(near if abs(near - share) * 10**8 < 1 and round(share, 4) != near else round(share, 4))
