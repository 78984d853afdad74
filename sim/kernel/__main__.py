"""Compiles the simulator ahead of its first year: `python -m sim.kernel`. Does nothing where that has been done."""

import sys
from time import monotonic

from scenarios.load import load
from sim.engine import chunk_of, prepare

THINKING = ("mind.kind=forward", "mind.pilot=4")


def main() -> None:
    """One year of the bundled baseline by reps who plan it: all worlds are lived by the same compiled code."""
    print("compiling the simulator, if that has not been done (once, some minutes)", file=sys.stderr)
    begin = monotonic()
    chunk_of(prepare(load("baseline", THINKING), seed=1), 0, 1)
    print(f"the simulator is compiled, after {monotonic() - begin:.0f} s", file=sys.stderr)


main()
