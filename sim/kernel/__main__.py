"""Compiles the simulator ahead of its first year: `python -m sim.kernel`. Does nothing where that has been done.

`python -m sim.kernel story` compiles what the engine that tells a year calls from Python; both can be done at once.
"""

import sys
from time import monotonic

from scenarios.load import load
from sim.engine import chunk_of, prepare

THINKING = ("mind.kind=forward", "mind.pilot=4")


def main(story: bool) -> None:
    """One year of the bundled baseline: all worlds are lived by the same compiled code."""
    print("compiling the simulator, if that has not been done (once, some minutes)", file=sys.stderr)
    begin = monotonic()
    if story:
        chunk_of(prepare(load("baseline", ("mind.kind=none",)), seed=1), 0, 1, "simpy")
    else:
        chunk_of(prepare(load("baseline", THINKING), seed=1), 0, 1)
    what = "the story" if story else "the simulator"
    print(f"{what} is compiled, after {monotonic() - begin:.0f} s", file=sys.stderr)


main("story" in sys.argv[1:])
