"""Target splits (目标分解): how the year's target is shared among reps, its sum unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from optimizer.decision import Decision, Move, Patch, Values, digits
from optimizer.program import Program, Row, Variable
from optimizer.solve import solve
from scenarios.base import Label
from scenarios.market import DirectMarket
from scenarios.scenario import Scenario
from sim.quotas import rep_quotas

EXACT = 1e-9
"""Sums of quotas that differ by less, as a share, are one sum."""


class Targets:
    """Each rep's quota of the year, in currency; who carries none today is left alone.

    Nothing moves where the market states sales as multiples of quota: there a quota would make its own sales.
    """

    def __init__(self, scenario: Scenario, within: float) -> None:
        self._scenario, self._within = scenario, within
        coin = 10**scenario.company.currency.minor_digits
        self._quotas = [float(quota) / coin for quota in rep_quotas(scenario).sum(axis=1)]

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        market = self._scenario.market
        if isinstance(market, DirectMarket) and market.unit == "quota":
            return ()
        people = zip(self._scenario.people.reps, self._quotas, strict=True)
        return tuple(
            Decision(f"targets[{rep.id}]", "targets", _says(rep.name), quota,
                     quota * max(0.0, 1 - self._within), quota * (1 + self._within), quota)
            for rep, quota in people if quota > 0
        )  # fmt: skip

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        says = Label(en="all quotas together come to what they come to today", zh="全部配额之和与现在相同")
        return (Row("sum[targets]", tuple((d.name, 1.0) for d in self.decisions), "=", self._total, says),)

    @property
    def _total(self) -> float:
        return sum(d.now for d in self.decisions)

    def moves(self, at: Values, size: float, side: int) -> list[Move]:
        """Everybody's quota at once, up and down: reps do not meet in a plan, so each shows her own answer."""
        ahead, behind = ({d.name: at[d.name] * (1 + sign * size) for d in self.decisions} for sign in (1, -1))
        carried = {d.name for d in self.decisions}
        names = (f"targets[{rep.id}]" for rep in self._scenario.people.reps)
        return [Move("", ahead, behind, tuple(name if name in carried else "" for name in names))]

    def patch(self, values: Values) -> Patch:
        """Weights that make the quotas; where all move and their sum with them, the company's target moves along."""
        moved = [d for d in self.decisions if values[d.name] != d.now]
        if not moved:
            return {}
        scale = sum(values[d.name] for d in self.decisions) / self._total
        reps = [
            {"id": d.name[len("targets[") : -1], "quota_weight": self._weight(d, values[d.name] / scale)} for d in moved
        ]
        patch: Patch = {"people": {"reps": reps}}
        if abs(scale - 1) > EXACT:
            company = Decimal(f"{float(self._scenario.targets.company) * scale:.2f}")
            patch["targets"] = {"company": company}
        return patch

    def rounded(self, values: Values) -> dict[str, float]:
        """To three digits of what they are against today's; what that adds to the sum, moved quotas share."""
        near = {d.name: d.now * digits(values[d.name] / d.now, 3) for d in self.decisions}
        near = {d.name: min(max(near[d.name], d.low), d.high) for d in self.decisions}
        free = [d.name for d in self.decisions if near[d.name] not in (d.now, d.low, d.high)]
        if free:
            share = 1 + (self._total - sum(near.values())) / sum(near[name] for name in free)
            near |= {name: near[name] * share for name in free}
        return near

    def _weight(self, decision: Decision, quota: float) -> Decimal:
        """The rep's weight that makes her quota, in the measure of today's weights."""
        levels = {level.id: level.quota_weight for level in self._scenario.people.levels}
        rep = next(rep for rep in self._scenario.people.reps if f"targets[{rep.id}]" == decision.name)
        today = rep.quota_weight if rep.quota_weight is not None else levels[rep.level]
        return Decimal(f"{float(today) * quota / decision.now:.6g}")


def _says(name: Label) -> Label:
    return Label(en=f"quota of {name.en}", zh=f"{name.zh} 的配额")


def fair_quotas(
    total: float, potentials: Sequence[float], lows: Sequence[float], highs: Sequence[float]
) -> list[float]:
    """The split whose hardest quota is as easy as can be, then the next hardest, and so on.

    A rep whose bound makes hers the hardest keeps it, and the others share what is left. Who can sell nothing carries
    as little as may be. Source: lexicographic min-max; Ogryczak (1997), Eur. J. Oper. Res. 99.
    """
    quotas = [low if potential <= 0 else 0.0 for low, potential in zip(lows, potentials, strict=True)]
    free = [i for i, potential in enumerate(potentials) if potential > 0]
    while free:
        rest = total - sum(quotas[i] for i in range(len(quotas)) if i not in free)
        lists = ([numbers[i] for i in free] for numbers in (potentials, lows, highs))
        answer = solve(fair_split(rest, *lists))
        hardest = answer.values["hardest"]
        held = [i for i in free if lows[i] >= hardest * potentials[i] * (1 - EXACT)]
        for i in held or free:
            quotas[i] = lows[i] if held else min(highs[i], hardest * potentials[i])
        free = [i for i in free if held and i not in held]
    return quotas


def fair_split(total: float, potentials: Sequence[float], lows: Sequence[float], highs: Sequence[float]) -> Program:
    """Quotas with one sum, of which the hardest, quota over what the rep can sell, is as easy as can be.

    The variable `hardest` is that ratio. Source: max-min fairness; Rawls (1971), and Bertsekas & Gallager (1992) §6.5.
    """
    names = [f"quota[{place}]" for place in range(len(potentials))]
    quotas = tuple(Variable(name, low, high) for name, low, high in zip(names, lows, highs, strict=True))
    says = Label(en="quotas sum to the target", zh="配额之和等于目标")
    rows = [Row("sum[targets]", tuple((name, 1.0) for name in names), "=", total, says)]
    for place, (name, potential) in enumerate(zip(names, potentials, strict=True)):
        says = Label(en=f"quota {place + 1} is no harder than the hardest", zh=f"配额 {place + 1} 不难于最难者")
        rows.append(Row(f"fair[{place}]", ((name, 1.0), ("hardest", -potential)), "<=", 0.0, says))
    return Program("fair split", (Variable("hardest", 0.0), *quotas), tuple(rows), (("hardest", 1.0),))
