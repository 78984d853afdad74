"""What the sales world costs: the bare funnel and the world with all its parts, side by side on one core.

Both are lived by people who do not react to pay, turn by turn on the same replications, so that a busy machine slows
both. Preparing (compiling, resolving) is timed apart.
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
from sim.engine import Year, prepare
from sim.kernel import run

NOBODY_REACTS = ("mind.kind=none",)


def main() -> None:
    wanted = arguments()
    begin = time.perf_counter()
    years = [prepare(load(name, NOBODY_REACTS), 1) for name in (wanted.bare, wanted.full)]
    for year in years:
        lived(year, 0, 1)
    print(f"prepared and compiled in {time.perf_counter() - begin:.1f} s")
    seconds: list[list[float]] = [[], []]
    for turn in range(wanted.rounds):
        for place, year in enumerate(years):
            seconds[place].append(lived(year, turn * wanted.replications, wanted.replications))
    for name, year, taken in zip((wanted.bare, wanted.full), years, seconds, strict=True):
        a_second = year.shape[1] * wanted.replications / median(taken)
        spread = f"{min(taken):.2f} to {max(taken):.2f} s"
        print(f"{name:>16}: {a_second:>8,.0f} rep-years a second (median of {len(taken)}; {spread})")
    ratios = [full / bare for bare, full in zip(*seconds, strict=True)]
    print(f"with all parts a year takes {median(ratios):.2f} times as long ({min(ratios):.2f} to {max(ratios):.2f})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory {peak / (2**20 if sys.platform == 'darwin' else 2**10):,.0f} MB")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--bare", default="baseline", help="bundled scenario or file")
    parser.add_argument("--full", default="sales_world", help="bundled scenario or file")
    parser.add_argument("--replications", type=int, default=50, help="of each, each round")
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


def lived(year: Year, first: int, count: int) -> float:
    """Seconds that replications take on one core."""
    values = np.full((count, *year.shape), np.nan)
    begin = time.perf_counter()
    run.run(year.world, year.beliefs, year.seed, first, values, workers=1)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
