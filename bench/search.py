"""The whole search for a better plan against one plan told by SimPy, side by side: seconds and memory.

Both run in this process, one after the other, so that a busy machine slows both. The search is what
`quotalab optimize` does: slopes, programs, fresh years, assumptions. Compiling is done before either is timed.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from optimizer import optimizing
from results import store
from scenarios.load import load
from sim.engine import chunk_of, prepare


class Quiet:
    """A progress bar that only counts."""

    years = 0

    def expect(self, years: int) -> None:
        self.years += years

    def __call__(self, years: int) -> None:
        pass


def main() -> None:
    wanted = arguments()
    scenario = load(wanted.scenario)
    year = prepare(scenario, wanted.seed)
    chunk_of(year, 0, 1)
    chunk_of(year, 0, 1, "simpy")
    years, search = searched(wanted)
    print(f"{wanted.scenario}: {year.shape[1]} reps, {wanted.replications} replications")
    print(f"the whole search: {search:.1f} s for {years:,} simulated years; {memory()}")
    begin = time.perf_counter()
    for first in range(wanted.replications):
        chunk_of(year, first, 1, "simpy")
    story = time.perf_counter() - begin
    print(f"one candidate told by SimPy: {story:.1f} s for {wanted.replications:,} years; {memory()}")
    print(f"one candidate takes {story / search:.2f} times as long as the whole search")


def searched(wanted: argparse.Namespace) -> tuple[int, float]:
    """Years and seconds of a search that finds nothing in its memory."""
    options = {
        "levers": ("targets", "weights", "curve"), "budget": None, "within": 0.2, "rails": ("cost", "people"),
        "aim": "margin", "turns": wanted.turns, "overrides": (), "seed": wanted.seed,
        "replications": wanted.replications, "assumptions": True, "lang": "en", "per_rep": False, "anonymise": False,
    }  # fmt: skip
    bar = Quiet()
    with tempfile.TemporaryDirectory() as folder:
        store.home = lambda: Path(folder)
        begin = time.perf_counter()
        optimizing.optimize_scenario(wanted.scenario, Path(folder) / "better.yaml", "bench", bar, options)
        return bar.years, time.perf_counter() - begin


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--scenario", default="baseline", help="bundled scenario or file")
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def memory() -> str:
    return f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


if __name__ == "__main__":
    main()
