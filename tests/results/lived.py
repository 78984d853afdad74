"""Years lived through once for all tests of a process: small ones, since the facts do not need large ones."""

from functools import cache
from pathlib import Path

from results.live import live
from results.outcome import Outcome
from scenarios.load import load

SMALL = Path(__file__).parents[1] / "cli" / "small_company.yaml"
PILOT = "mind.pilot=4"
"""A short pilot: these tests are about what is made of a year, not about how well reps learn."""


@cache
def baseline(*overrides: str, replications: int = 16, seed: int = 1) -> Outcome:
    """The bundled baseline with a short pilot. 16 replications: a mean is then exact in binary."""
    return _lived("baseline", (PILOT, *overrides), replications, seed)


@cache
def capped(replications: int = 16, seed: int = 1) -> Outcome:
    return _lived("capped", (PILOT,), replications, seed)


@cache
def small(*overrides: str, replications: int = 16, seed: int = 1) -> Outcome:
    """Eight reps who sell without leads; the fastest year there is."""
    return _lived(SMALL, overrides, replications, seed)


def _lived(source: str | Path, overrides: tuple[str, ...], replications: int, seed: int) -> Outcome:
    return live(load(source, overrides), replications, seed, "kernel", lambda _: None)
