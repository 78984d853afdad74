"""Compiles the simulator ahead of its first year: `python -m sim.kernel`. Does nothing where that has been done.

Where there are two cores, a second process compiles the close of a month and the plans of those who think ahead; the
first finds them when it comes to them. `python -m sim.kernel story` compiles what the engine that tells a year calls
from Python.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from time import monotonic

import numpy as np

from scenarios.load import load
from sim.beliefs import beliefs_of
from sim.engine import chunk_of, prepare
from sim.jit import compile_for
from sim.kernel.floor import make_floor
from sim.kernel.run import NO_ENTRIES, cores
from sim.kernel.year import close_alone, components_of
from sim.measures import measures
from sim.policies import policy_of
from sim.world.world import make_world

UNMOVED, THINKING = ("mind.kind=none",), ("mind.kind=forward", "mind.pilot=4")


def the_simulator() -> None:
    """One year of the bundled baseline: all worlds are lived by the same compiled code."""
    beside = subprocess.Popen([sys.executable, "-m", "sim.kernel", "closing"]) if cores() > 1 else None
    chunk_of(prepare(load("baseline", THINKING), seed=1), 0, 1)
    if beside:
        beside.wait()


def the_story() -> None:
    chunk_of(prepare(load("baseline", UNMOVED), seed=1), 0, 1, "simpy")


def closing() -> None:
    """Compiled for the kinds of tables that every world has; no year is lived."""
    scenario = load("baseline", UNMOVED)
    world = make_world(scenario)
    beliefs = beliefs_of(scenario, world, 1)
    floor, _ = make_floor(world, world.room, np.uint64(1), len(measures(scenario)), NO_ENTRIES)
    paid = np.zeros((len(world.reps), components_of(world.pay)), np.int64)
    compile_for(close_alone, floor, 0, world.direct, world.response, beliefs, world.pay, world.behaviour, paid)
    policy_of(make_world(load("baseline", THINKING)), beliefs)


TOLD: Mapping[str, Callable[[], None]] = {"the simulator": the_simulator, "the story": the_story}


def main(arguments: list[str]) -> None:
    if "closing" in arguments:
        closing()
        return
    what = "the story" if "story" in arguments else "the simulator"
    print(f"compiling {what}, if that has not been done (once, some minutes)", file=sys.stderr)
    begin = monotonic()
    TOLD[what]()
    print(f"{what} is compiled, after {monotonic() - begin:.0f} s", file=sys.stderr)


main(sys.argv[1:])
