"""What rests on assumptions: the same question asked again over the ranges of what nobody measured."""

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.scenario import Scenario
from scenarios.vary import with_factors

JOINT_DRAWS = 4
"""Draws in which all assumptions move together."""


@dataclass(frozen=True)
class Variant:
    """One set of assumptions within their ranges."""

    name: str
    factors: tuple[tuple[str, float], ...] = ()
    mind: str | None = None

    def of(self, scenario: Scenario) -> Scenario:
        """The scenario under these assumptions; paths it does not have are passed over."""
        return with_factors(scenario, dict(self.factors), self.mind)


def variants(scenario: Scenario, joint: int = JOINT_DRAWS) -> list[Variant]:
    """Reps who do not react; each assumption alone at either end; and `joint` draws of all together.

    Empty where the scenario states no range and its reps do not react.
    """
    ranges = [(s.path, s.factor) for s in scenario.sources if s.factor is not None and s.kind != "given"]
    found = [Variant("reps do not react", mind="none")] if scenario.mind.reacts else []
    for path, (low, high) in ranges:
        found += [Variant(f"{path} × {factor:g}", ((path, factor),)) for factor in (low, high)]
    if len(ranges) > 1:
        for number, place in enumerate(_spread(joint, len(ranges))):
            factors = tuple(
                (path, low * (high / low) ** u) for (path, (low, high)), u in zip(ranges, place, strict=True)
            )
            found.append(Variant(f"joint draw {number + 1}", factors))
    return found


def _spread(draws: int, dimensions: int) -> Iterator[list[float]]:
    """Points that fill a cube evenly, without chance: the additive recurrence of the generalised golden ratio.

    Source: Roberts (2018), "The unreasonable effectiveness of quasirandom sequences".
    """
    ratio = 1.0
    for _ in range(60):
        ratio = (1 + ratio) ** (1 / (dimensions + 1))
    for i in range(1, draws + 1):
        yield [(0.5 + i * ratio ** -(j + 1)) % 1 for j in range(dimensions)]
