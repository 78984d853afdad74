"""What the commands do: live through scenarios, and ask again over the ranges of what is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass

from results.assumed import Kept, Means
from results.assumptions import Variant, variants
from results.compare import Range, estimate
from results.estimate import Estimate
from results.figures import EVERYBODY, Figure, Members, figures_of
from results.live import Progress, live
from results.outcome import Outcome
from scenarios.scenario import Scenario

ASSUMPTION_REPLICATIONS = 50
"""Replications of each set of assumptions: the first of the run itself, on the same draws."""

WRITTEN = Variant("as written")


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


def over_assumptions(
    scenario: Scenario, replications: int, seed: int, progress: Progress, kept: Kept | None = None
) -> Spread | None:
    """A run's figures over its assumptions; None where it states no ranges. What is `kept` is not simulated again."""
    means = _means([scenario], replications, seed, progress, [kept])
    return spread_of([(variant, by[0]) for variant, by in means]) if means else None


def differences_over_assumptions(
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    progress: Progress,
    kept: Sequence[Kept | None] = (),
) -> list[Spread | None]:
    """The same for the difference of each scenario from the first, all under the first one's assumptions."""
    means = _means(scenarios, replications, seed, progress, kept or [None] * len(scenarios))
    if not means:
        return [None] * (len(scenarios) - 1)
    return [
        spread_of([(variant, less(figures[other], figures[0])) for variant, figures in means])
        for other in range(1, len(scenarios))
    ]


def assumption_years(scenarios: Sequence[Scenario], replications: int) -> int:
    """How many years the ranges of the assumptions cost, for a progress bar."""
    return len(sets_of(scenarios[0])) * len(scenarios) * assumed_replications(replications)


def assumed_replications(replications: int) -> int:
    """How many of a run's replications each set of assumptions is asked with."""
    return min(replications, ASSUMPTION_REPLICATIONS)


def sets_of(scenario: Scenario) -> list[Variant]:
    """What is written, and every other set of assumptions to ask under; empty where there is no other."""
    others = variants(scenario)
    return [WRITTEN, *others] if others else []


def _means(
    scenarios: Sequence[Scenario], replications: int, seed: int, progress: Progress, kept: Sequence[Kept | None]
) -> list[tuple[Variant, list[Means]]]:
    """Mean figures of each scenario under the written assumptions and under each other set; empty without sets."""
    count = assumed_replications(replications)
    return [
        (variant, [_mean(variant, s, count, seed, progress, k) for s, k in zip(scenarios, kept, strict=True)])
        for variant in sets_of(scenarios[0])
    ]


def _mean(variant: Variant, scenario: Scenario, count: int, seed: int, progress: Progress, kept: Kept | None) -> Means:
    """Mean figures under one set of assumptions: read where they are kept, else simulated and kept."""
    if kept and (known := kept.find(variant)):
        progress(count)
        return known
    means = _mean_figures(live(variant.of(scenario), count, seed, "kernel", progress))
    if kept:
        kept.add(variant, means)
    return means


def less(other: Means, base: Means) -> Means:
    """What other has more than base, figure by figure."""
    return {key: other[key] - base[key] for key in base if key in other}


def _mean_figures(outcome: Outcome) -> Means:
    return {figure.key: float(figure.of(outcome, EVERYBODY).mean()) for figure in figures_of(outcome)}


def spread_of(means: Sequence[tuple[Variant, Means]]) -> Spread:
    """Ranges and swings from figures under each set of assumptions, the written one first."""
    keys = means[0][1]
    ranges = {key: (min(m[key] for _, m in means), max(m[key] for _, m in means)) for key in keys}
    written = means[0][1]["margin_after_pay"]
    swings = [Swing(variant.name, m["margin_after_pay"] - written) for variant, m in means[1:]]
    return Spread(ranges, tuple(sorted(swings, key=lambda swing: -abs(swing.change))))
