"""A plan before the judge: on years that no search has seen, and over what nobody has measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.rails import FLOOR, TOLERANCE, Rails
from optimizer.sample import Sample
from results.assumptions import Variant, variants
from results.estimate import Difference, difference_of
from scenarios.crm.fit.interval import Z
from scenarios.scenario import Scenario

FRESH = 10_000_000
"""Seeds of fresh years lie this far, and multiples of it, from the search's."""
JOINT = 16
"""Draws of all assumptions together."""
EACH = 50
"""Replications of each draw at most."""
ROBUST = 0.8
"""Share of assumption draws in which a plan that may be called robust beats today's."""
CAREFUL = 0.98
"""A step back goes this much further than pay on straight lines would ask for."""
COST = "mind.effort.cost"
Live = Callable[[Scenario, int, int], Sample]
"""Scenario, seed and replications to years."""


@dataclass(frozen=True)
class Held:
    """One guard rail on fresh years: what it demands, and what came of it.

    short: by which share it is missed, 0 where it is kept. luck: the part of it that luck explains (95 %).
    """

    rail: str
    demanded: float
    found: float
    short: float
    luck: float = 0.0

    @property
    def missed(self) -> float:
        """By how much more than luck explains."""
        return self.short if self.short > self.luck else 0.0


@dataclass(frozen=True)
class Draw:
    """One set of assumptions: by how much the plan's margin after pay differs from today's there."""

    variant: Variant
    margin: Difference


@dataclass(frozen=True)
class Verdict:
    """Today's plan and the other on the same fresh years of a seed."""

    seed: int
    base: Sample
    best: Sample
    held: tuple[Held, ...]

    @property
    def margin(self) -> Difference:
        return difference_of(self.base.margin, self.best.margin)

    @property
    def missed(self) -> bool:
        """Whether a rail is missed by more than luck explains."""
        return any(held.missed for held in self.held)

    @property
    def kept(self) -> bool:
        """Whether every rail is kept on these very years."""
        return not any(held.short for held in self.held)

    @property
    def step_back(self) -> float:
        """Which share of the way from today's plan would just keep the rails around it, pay taken as straight."""
        shares = [1.0]
        for held in self.held:
            if held.rail == "people" and held.short:
                shares.append((1 - FLOOR) / (1 - held.found))
            elif held.rail == "cost" and held.short:
                shares.append(TOLERANCE / held.short)
        return CAREFUL * min(shares) if min(shares) < 1 else 1.0


def verdict(rails: Rails, base: Sample, best: Sample, seed: int) -> Verdict:
    """Rails are about today's expected pay on the same years."""
    held = []
    if rails.cost is not None:
        off = abs(best.cost / rails.cost - 1) if rails.cost else float(best.cost > 0)
        held.append(Held("cost", rails.cost, best.cost, off if off > TOLERANCE else 0.0))
    if rails.today is not None and (base.expected_pay > 0).any():
        ratio = np.where(base.expected_pay > 0, best.expected_pay / np.maximum(base.expected_pay, 1e-12), np.inf)
        rep = int(ratio.argmin())
        change = (best.pay - FLOOR * base.pay)[:, rep]
        luck = Z * float(change.std(ddof=1)) / np.sqrt(len(change)) if len(change) > 1 else 0.0
        short = max(0.0, FLOOR - float(ratio[rep]))
        held.append(Held("people", FLOOR, float(ratio[rep]), short, luck / float(base.expected_pay[rep])))
    if rails.outside is not None:
        least = float(best.certain_worth(rails.risk_aversion).min())
        size = max(abs(rails.outside), float(best.expected_pay.mean()), 1e-9)
        held.append(Held("participation", rails.outside, least, max(0.0, rails.outside - least) / size, TOLERANCE))
    return Verdict(seed, base, best, tuple(held))


def draws_of(scenario: Scenario) -> list[Variant]:
    """As written; no response, a weak and a strong one to incentives; and draws of all assumptions together."""
    stated = {s.path: s.factor for s in scenario.sources if s.factor is not None and s.kind != "given"}
    low, high = stated.get(COST) or (0.5, 2.0)
    found = [Variant("as written")]
    if scenario.mind.reacts:
        found += [Variant("reps do not react", mind="none"),
                  Variant("weak response to pay", ((COST, high),)),
                  Variant("strong response to pay", ((COST, low),))]  # fmt: skip
    every = variants(scenario, JOINT)
    joint = [variant for variant in every if variant.name.startswith("joint")]
    return found + (joint or [v for v in every if len(v.factors) == 1 and v.factors[0][0] != COST])


def over_assumptions(base: Scenario, best: Scenario, live: Live, seed: int, replications: int) -> list[Draw]:
    """Both plans under each set of assumptions, on the same years."""
    count = min(replications, EACH)
    found = []
    for variant in draws_of(base):
        years = [live(variant.of(scenario), seed, count) for scenario in (base, best)]
        found.append(Draw(variant, difference_of(years[0].margin, years[1].margin)))
    return found


def share_better(draws: list[Draw]) -> float:
    """The share of assumption draws in which the plan beats today's."""
    return float(np.mean([draw.margin.mean > 0 for draw in draws]))
