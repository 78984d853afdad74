"""Before the year: reps learn what effort brings, plan on it, and see what comes of it when everybody does."""

from scenarios.scenario import Scenario
from sim.beliefs import beliefs_of, corrected
from sim.hours_learnt import with_hours
from sim.mind.beliefs import Beliefs
from sim.mind.choice import FORWARD
from sim.policies import policy_of
from sim.world.world import World

ROUNDS = 2
"""Times that plans are made anew on what came of them; each brings beliefs some ten times as near to what is lived."""


def expected(scenario: Scenario, world: World, seed: int) -> Beliefs:
    """What reps believe, with the plans of those who think ahead; in a funnel their plans and beliefs agree."""
    beliefs = with_hours(scenario, world, seed, beliefs_of(scenario, world, seed))
    beliefs = beliefs._replace(policy=policy_of(world, beliefs))
    alike = world.direct[0].on == 1 or not (world.behaviour.kind == FORWARD).any()
    for _ in range(0 if alike else ROUNDS):
        beliefs = corrected(scenario, world, seed, beliefs)
        beliefs = beliefs._replace(policy=policy_of(world, beliefs))
    return beliefs
