"""KPI weights (指标权重): what counts how much in a scorecard."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from optimizer.decision import Decision, Move, Patch, Values
from optimizer.program import Row
from scenarios.base import Label
from scenarios.difference import written_form
from scenarios.kpis import with_own
from scenarios.plan import Scorecard
from scenarios.scenario import Scenario

STEP = 0.4
"""A change of a weight of ordinary size."""
FINEST = 100
"""Weights are written in hundredths."""
LEAST = 0.01
"""A KPI that is in a scorecard keeps at least this weight, or what it has."""


class Weights:
    """Weights of every scorecard that adds up two KPIs or more; each scorecard's sum to one."""

    def __init__(self, scenario: Scenario, within: float) -> None:
        components = scenario.plan.components
        self._cards = [c for c in components if isinstance(c, Scorecard) and len(c.kpis) > 1 and c.target_share > 0
                       and c.combine == "additive"]  # fmt: skip
        self._within, self._known = within, with_own(scenario.plan.kpis)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(d for card in self._cards for d in self._of(card))

    def _of(self, card: Scorecard) -> list[Decision]:
        found = []
        for place, line in enumerate(card.kpis):
            now, name = float(line.weight), self._known[line.kpi].name
            again = sum(other.kpi == line.kpi for other in card.kpis[:place])
            own = f"weights[{card.id}.{line.kpi}{again or ''}]"
            says = Label(en=f"weight of {name.en.lower()} in {card.name.en}", zh=f"{card.name.zh}中{name.zh}的权重")
            low, high = max(now * (1 - self._within), min(now, LEAST)), min(1.0, now * (1 + self._within))
            found.append(Decision(own, "weights", says, now, low, high, STEP))
        return found

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(f"sum[weights.{card.id}]", tuple((d.name, 1.0) for d in self._of(card)), "=", 1.0,
                Label(en=f"weights of {card.name.en} sum to one", zh=f"{card.name.zh}的权重之和为一"))
            for card in self._cards
        )  # fmt: skip

    def moves(self, at: Values, size: float, side: int) -> list[Move]:
        """Each weight against the heaviest one, whose own slope is then zero: only exchanges have a meaning."""
        found = []
        for card in self._cards:
            decisions = self._of(card)
            heaviest = max(decisions, key=lambda d: at[d.name])
            for other in decisions:
                if other is not heaviest:
                    change = min(size * STEP, 0.9 * at[other.name], 0.9 * at[heaviest.name])
                    shift = side * change
                    ahead = {other.name: at[other.name] + shift, heaviest.name: at[heaviest.name] - shift}
                    found.append(Move(other.name, ahead, {}))
        return found

    def patch(self, values: Values) -> Patch:
        cards = [card for card in self._cards if any(values[d.name] != d.now for d in self._of(card))]
        if not cards:
            return {}
        components = []
        for card in cards:
            shares = _to_one([values[d.name] for d in self._of(card)])
            lines = [written_form(line) | {"weight": w} for line, w in zip(card.kpis, shares, strict=True)]
            components.append({"id": card.id, "kpis": lines})
        return {"plan": {"components": components}}

    def rounded(self, values: Values) -> dict[str, float]:
        """Moved weights in hundredths, by largest remainder; those that stay keep what they have."""
        found: dict[str, float] = {}
        for card in self._cards:
            decisions = self._of(card)
            moved = [d for d in decisions if abs(values[d.name] - d.now) > 0.5 / FINEST]
            found |= {d.name: d.now for d in decisions}
            rest = sum(d.now for d in moved) * FINEST
            exact = [values[d.name] * rest / sum(values[m.name] for m in moved) for d in moved]
            whole = [max(1, int(share + 1e-9)) for share in exact]
            by_rest = sorted(range(len(whole)), key=lambda i: whole[i] - exact[i])
            for i in by_rest[: max(0, round(rest) - sum(whole))]:
                whole[i] += 1
            if len(moved) > 1:
                found |= {d.name: w / FINEST for d, w in zip(moved, whole, strict=True)}
                found[moved[-1].name] = round(rest / FINEST - sum(found[d.name] for d in moved[:-1]), 6)
        return found


def _to_one(weights: list[float]) -> list[Decimal]:
    """As a scenario states them: to a millionth, and with the sum exact."""
    millionths = [Decimal(round(weight * 10**6)) for weight in weights]
    millionths[millionths.index(max(millionths))] += 10**6 - sum(millionths)
    return [part / 10**6 for part in millionths]
