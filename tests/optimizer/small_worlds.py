"""Worlds small enough to search through in a test: one linear contract of theory, and eight reps without leads."""

from collections.abc import Callable
from pathlib import Path

from optimizer.decision import BlockName, Values
from optimizer.levers import Levers
from optimizer.rails import RailName, Rails, make_rails
from optimizer.sample import Memory, Sample
from optimizer.search import Found, search
from scenarios.load import load
from scenarios.scenario import Scenario

HERE = Path(__file__).parents[1]
SMALL = HERE / "cli" / "small_company.yaml"
GOLDEN = HERE / "golden"


def memory(folder: Path) -> Memory:
    return Memory(folder, lambda years, done: None)


def simulate(levers: Levers, folder: Path, replications: int, seed: int = 1) -> Callable[[Values], Sample]:
    kept = memory(folder)
    return lambda values: kept.sample(levers.plan(values), seed, replications)


def searched(
    scenario: Scenario, names: tuple[BlockName, ...], within: float, rails: tuple[RailName, ...], folder: Path,
    replications: int, turns: int,
) -> tuple[Levers, Rails, Found]:  # fmt: skip
    """A whole search without its judgement."""
    levers = Levers(scenario, names, within)
    live = simulate(levers, folder, replications)
    around = make_rails(scenario, rails, live(levers.today), None)
    return levers, around, search(levers, around, live, turns)


def len_world(number: int, rate: float, risk_aversion: float, *more: str) -> Scenario:
    """The linear contract of theory, begun at another rate than the best one, with a job elsewhere worth nothing."""
    return load(
        GOLDEN / f"len_{number}.yaml",
        (
            f"plan.components[commission].schedule.tiers[0].rate={rate}",
            f"mind.risk_aversion={risk_aversion}",
            "mind.outside=0",
            *more,
        ),
    )
