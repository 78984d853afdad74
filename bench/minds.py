"""What it takes to think: the minds of many reps, no two alike, solved under a new plan, against one year of theirs.

The bundled baseline many times over: each rep with a cost of effort and a patience of her own, so that nobody shares a
plan. One core for the year; plans are solved on all cores. Preparing (compiling, pilot years) is timed apart.
"""

import argparse
import resource
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import prepare
from sim.kernel import run
from sim.policies import policy_of
from sim.world.world import make_world

MINDS = ("mind.kind=forward", "mind.pilot=4", "mind.differ={effort_cost: 0.3, impatience: 0.3}", "mind.discount=0.99")


def main() -> None:
    wanted = arguments()
    begin = time.perf_counter()
    year = prepare(company_of(wanted.reps, 1.0), 1)
    print(f"prepared and compiled in {time.perf_counter() - begin:.1f} s")
    solving, living = [], []
    for turn in range(wanted.rounds):
        world = make_world(company_of(wanted.reps, 1.01 + 0.01 * turn))
        begin = time.perf_counter()
        policy = policy_of(world, year.beliefs)
        solving.append(time.perf_counter() - begin)
        values = np.full((1, *year.shape), np.nan)
        begin = time.perf_counter()
        run.run(world, year.beliefs._replace(policy=policy), year.seed, turn, values, workers=1)
        living.append(time.perf_counter() - begin)
    plans = len(policy.effort)
    print(f"{wanted.reps} reps, {plans} plans: {median(solving):.2f} s to solve, {median(living):.3f} s for one year")
    print(f"solving takes {median(s / y for s, y in zip(solving, living, strict=True)):.1f} times one replication")
    begin = time.perf_counter()
    policy_of(world, year.beliefs)
    print(f"the same again, kept: {time.perf_counter() - begin:.3f} s")
    held = sum(part.nbytes for part in policy)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"plans {held / 2**20:,.0f} MB; peak memory {peak / (2**20 if sys.platform == 'darwin' else 2**10):,.0f} MB")


def company_of(reps: int, target: float) -> Scenario:
    """The baseline with its people again and again, at so many times its target: quotas, and so plans, are others."""
    base = load("baseline", MINDS)
    like, demand = base.people.reps, base.market.model_dump(mode="json")["demand"]
    people = [like[place % len(like)].model_copy(update={"id": f"R{place}"}) for place in range(reps)]
    times = reps / len(like)
    more = [stream | {"leads_per_year": stream["leads_per_year"] * times} for stream in demand]
    written = {name: getattr(base, name) for name in Scenario.model_fields}
    written["people"] = base.people.model_dump(mode="json") | {"reps": [rep.model_dump(mode="json") for rep in people]}
    written["market"] = base.market.model_dump(mode="json") | {"demand": more}
    written["targets"] = base.targets.model_dump(mode="json") | {
        "company": float(base.targets.company) * times * target
    }
    written |= {"opening": {}, "sources": ()}
    return Scenario.model_validate(written)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reps", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
