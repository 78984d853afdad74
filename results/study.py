"""What the commands do: live through scenarios, and ask again over the ranges of what is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass

from results.assumptions import Variant, variants
from results.compare import Range, estimate
from results.estimate import Estimate
from results.figures import EVERYBODY, Figure, Members, figures_of
from results.live import Progress, live
from results.outcome import Outcome
from scenarios.scenario import Scenario

ASSUMPTION_REPLICATIONS = 50
"""Replications of each set of assumptions: the first of the run itself, on the same draws."""


@dataclass(frozen=True)
class Swing:
    """How far one set of assumptions moves a figure from where the written values put it."""

    variant: str
    change: float


@dataclass(frozen=True)
class Spread:
    """Figures over the ranges of the assumptions.

    ranges: lowest and highest mean of each figure. swings: of margin after pay, by set of assumptions, largest first.
    """

    ranges: dict[str, Range]
    swings: tuple[Swing, ...]


@dataclass(frozen=True)
class Row:
    """One figure of a run: its estimate, its range over assumptions if asked for."""

    figure: Figure
    estimate: Estimate
    assumed: Range | None = None


def summary(outcome: Outcome, members: Members = EVERYBODY, spread: Spread | None = None) -> list[Row]:
    """Every figure for some of the reps."""
    ranges = spread.ranges if spread else {}
    return [
        Row(figure, estimate(figure, figure.of(outcome, members)), ranges.get(figure.key))
        for figure in figures_of(outcome)
    ]


def over_assumptions(scenario: Scenario, replications: int, seed: int, progress: Progress) -> Spread | None:
    """A run's figures over its assumptions; None where it states no ranges."""
    means = _means([scenario], replications, seed, progress)
    return _spread([(variant, by[0]) for variant, by in means]) if means else None


def differences_over_assumptions(
    scenarios: Sequence[Scenario], replications: int, seed: int, progress: Progress
) -> list[Spread | None]:
    """The same for the difference of each scenario from the first, all under the first one's assumptions."""
    means = _means(scenarios, replications, seed, progress)
    if not means:
        return [None] * (len(scenarios) - 1)
    return [
        _spread([(variant, _less(figures[other], figures[0])) for variant, figures in means])
        for other in range(1, len(scenarios))
    ]


def assumption_years(scenarios: Sequence[Scenario], replications: int) -> int:
    """How many years the ranges of the assumptions cost, for a progress bar."""
    sets = len(variants(scenarios[0]))
    return (sets + 1) * len(scenarios) * min(replications, ASSUMPTION_REPLICATIONS) if sets else 0


def _means(
    scenarios: Sequence[Scenario], replications: int, seed: int, progress: Progress
) -> list[tuple[Variant, list[dict[str, float]]]]:
    """Mean figures of each scenario under the written assumptions and under each other set; empty without sets."""
    sets = variants(scenarios[0])
    count = min(replications, ASSUMPTION_REPLICATIONS)
    return [
        (variant, [_mean_figures(live(variant.of(s), count, seed, "kernel", progress)) for s in scenarios])
        for variant in ([Variant("as written"), *sets] if sets else [])
    ]


def _less(other: dict[str, float], base: dict[str, float]) -> dict[str, float]:
    return {key: other[key] - base[key] for key in base if key in other}


def _mean_figures(outcome: Outcome) -> dict[str, float]:
    return {figure.key: float(figure.of(outcome, EVERYBODY).mean()) for figure in figures_of(outcome)}


def _spread(means: list[tuple[Variant, dict[str, float]]]) -> Spread:
    keys = means[0][1]
    ranges = {key: (min(m[key] for _, m in means), max(m[key] for _, m in means)) for key in keys}
    written = means[0][1]["margin_after_pay"]
    swings = [Swing(variant.name, m["margin_after_pay"] - written) for variant, m in means[1:]]
    return Spread(ranges, tuple(sorted(swings, key=lambda swing: -abs(swing.change))))
