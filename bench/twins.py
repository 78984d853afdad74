"""The compiled kernel against its SimPy twin, side by side: rep-years a second, their ratio, and memory.

Both run in this process, turn by turn on the same replications, so that a busy machine slows both. The kernel is
timed on one core, as SimPy is, and then on all. Preparing (compiling, pilot years) is timed apart.
"""

import argparse
import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from scenarios.load import load
from sim.engine import Year, chunk_of, prepare
from sim.kernel import run
from sim.panel import Floats


def main() -> None:
    wanted = arguments()
    begin = time.perf_counter()
    year = prepare(load(wanted.scenario), wanted.seed)
    on_cores(year, 0, 1, 1)
    stories(year, 0, 1)
    print(f"{wanted.scenario}: {year.shape[1]} reps, {year.shape[0] - 1} months; Python {platform.python_version()}")
    print(f"prepared and compiled in {time.perf_counter() - begin:.1f} s; {memory()}")
    kernel, simpy = side_by_side(year, wanted.rounds, wanted.replications, wanted.replications_simpy)
    parallel = [timed(on_cores, year, 0, wanted.replications, run.cores())[0] for _ in range(wanted.rounds)]
    reps = year.shape[1]
    show("kernel, 1 core", kernel, reps * wanted.replications)
    show(f"kernel, {run.cores()} cores", parallel, reps * wanted.replications)
    show("SimPy, 1 core", simpy, reps * wanted.replications_simpy)
    ratio = median(simpy) / wanted.replications_simpy / (median(kernel) / wanted.replications)
    print(f"one core against one: the kernel is {ratio:.0f} times as fast; {memory()}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--scenario", default="baseline", help="bundled scenario or file")
    parser.add_argument("--replications", type=int, default=50, help="of the kernel, each round")
    parser.add_argument("--replications-simpy", type=int, default=2, help="of SimPy, each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def on_cores(year: Year, first: int, count: int, workers: int) -> Floats:
    """Replications by the kernel; what it does not write stays NaN."""
    values = np.full((count, *year.shape), np.nan)
    run.run(year.world, year.beliefs, year.seed, first, values, workers)
    return values


def stories(year: Year, first: int, count: int) -> Floats:
    return chunk_of(year, first, count, "simpy").values


def side_by_side(year: Year, rounds: int, ours: int, theirs: int) -> tuple[list[float], list[float]]:
    """Seconds of each round of both, turn by turn; stops where their numbers differ."""
    kernel, simpy = [], []
    for turn in range(rounds):
        seconds, machine = timed(on_cores, year, turn * theirs, ours, 1)
        kernel.append(seconds)
        seconds, story = timed(stories, year, turn * theirs, theirs)
        simpy.append(seconds)
        if not np.array_equal(machine[:theirs], story[:ours]):
            sys.exit("the engines differ: there is nothing to time")
    return kernel, simpy


def timed(work: Callable[..., Floats], *about: object) -> tuple[float, Floats]:
    begin = time.perf_counter()
    done = work(*about)
    return time.perf_counter() - begin, done


def show(name: str, seconds: list[float], rep_years: int) -> None:
    middle = median(seconds)
    print(
        f"{name:>16}: {rep_years / middle:>10,.0f} rep-years a second "
        f"(median of {len(seconds)}; {min(seconds):.2f} to {max(seconds):.2f} s for {rep_years})"
    )


def memory() -> str:
    """Largest memory this process has held (kilobytes on Linux, bytes on macOS)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"peak memory {peak / (2**20 if sys.platform == 'darwin' else 2**10):,.0f} MB"


if __name__ == "__main__":
    main()
