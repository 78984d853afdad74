"""Compiles the simulator ahead of its first year: `python -m sim.kernel`. Does nothing where that has been done.

With `story`, what the engine that tells a year calls from Python is compiled, too.
"""

import sys
from time import monotonic

from scenarios.load import load
from sim.engine import Engine, chunk_of, prepare

THINKING = ("mind.kind=forward", "mind.pilot=4", "mind.timing.pull=5")


def main(engines: tuple[Engine, ...]) -> None:
    """One year of the bundled baseline by reps who plan it: all worlds are lived by the same compiled code."""
    print("compiling the simulator, if that has not been done (once, some minutes)", file=sys.stderr)
    begin = monotonic()
    year = prepare(load("baseline", THINKING), seed=1)
    for engine in engines:
        chunk_of(year, 0, 1, engine)
    print(f"the simulator is compiled, after {monotonic() - begin:.0f} s", file=sys.stderr)


main(("kernel", "simpy") if "story" in sys.argv[1:] else ("kernel",))
