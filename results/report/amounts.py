"""Numbers with their intervals as they stand in sentences and beside pictures."""

from __future__ import annotations

import math

from results.estimate import Difference, Estimate
from results.figures import Unit
from results.render.numbers import Format
from scenarios.base import Label


class Amounts(Format):
    """A company's numbers in one language, with intervals that do not say the unit again."""

    def chance(self, share: float) -> str:
        """A probability, without idle digits."""
        near = 0 < min(share, 1 - share) < 0.01
        return f"{100 * share:.{1 if near else 0}f} %"

    def bracket(self, low: float, high: float, unit: Unit, signed: bool = False) -> str:
        """An interval in brackets behind its number, nothing where a single year gives none."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        span = f"{self._bare(low, high, unit, signed)} … {self._bare(high, low, unit, signed)}"
        return f"（{span}）" if self.language == "zh" else f" ({span})"

    def chance_bracket(self, estimate: Estimate) -> str:
        low, high = (self.chance(bound).removesuffix(" %") for bound in (estimate.low, estimate.high))
        return f"（{low} … {high}）" if self.language == "zh" else f" ({low} … {high})"

    def span(self, low: float, high: float, unit: Unit, signed: bool = False) -> str:
        """From … to, the currency before it and the unit behind."""
        if not math.isfinite(low + high):
            return "–"
        first, last = self.value(low, unit, signed, (high,)), self.value(high, unit, signed, (low,))
        return f"{_without_unit(first)} … {last.replace(self.currency.symbol, '', 1)}"

    def changed(self, change: Difference, unit: Unit) -> str:
        """A difference of means in the unit of its interval."""
        return self.value(change.mean, unit, True, (change.low, change.high))

    def _bare(self, number: float, beside: float, unit: Unit, signed: bool) -> str:
        return _without_unit(self.value(number, unit, signed, (beside,)).replace(self.currency.symbol, "", 1))


def _without_unit(text: str) -> str:
    for ending in (" m", " 万", " %", " pp", " 百分点"):
        text = text.removesuffix(ending)
    return text


def within(name: Label, language: str) -> str:
    """A figure's name inside a sentence."""
    text = name.text(language)
    return text[0].lower() + text[1:] if text[1:2].islower() else text
