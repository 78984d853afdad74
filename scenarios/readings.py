"""What tiers could mean: the same table read two ways, in money."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

CHOICES = "one of marginal, whole, overage, step, interpolated"


def both_readings(tiers: Any) -> str:
    """The same tiers read both ways, so that the writer sees what the word decides; of tiers of any shape."""
    rows = [row for row in tiers if isinstance(row, dict)] if isinstance(tiers, list | tuple) else []
    starts = [row.get("from", "not written") for row in rows]
    edges = [_fraction(0 if start is None else start) for start in starts]
    rates = [_fraction(row.get("rate")) for row in rows]
    if not rows or len(rows) < len(tiers) or None in edges or None in rates:
        return CHOICES
    return _told([edge for edge in edges if edge is not None], [rate for rate in rates if rate is not None])


def _told(edges: list[Fraction], rates: list[Fraction]) -> str:
    sold = edges[-1] * Fraction(5, 4) or Fraction(1)
    bands = zip(rates, edges, [*edges[1:], sold], strict=True)
    marginal = sum((rate * (upper - lower) for rate, lower, upper in bands), Fraction(0))
    return (
        f"at {_plain(sold)}, `marginal` (each rate on its own part) pays {_plain(marginal)} and `whole` "
        f"(the rate reached, on everything) pays {_plain(rates[-1] * sold)}; write {CHOICES}"
    )


def _fraction(number: Any) -> Fraction | None:
    """A number of a size that occurs; anything else is None."""
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal | str):
        return None
    try:
        exact = Decimal(number)
        usual = exact == 0 or Decimal("1e-18") < abs(exact) < Decimal("1e18")
    except ArithmeticError:  # a text that is no number, or a number that cannot be compared
        return None
    return Fraction(exact) if usual else None


def _plain(number: Fraction) -> str:
    return f"{float(number):,.6g}" if abs(number) < 1000 else f"{float(number):,.2f}".rstrip("0").rstrip(".")
