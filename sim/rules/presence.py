"""Who is there: a rep's seat is empty before she joins and after she leaves."""

from typing import Any

from sim.jit import jit


@jit
def is_there(rep: Any, begin: float, end: float) -> bool:
    """Whether a rep (REP row) is there at any instant after `begin` up to `end`, working days."""
    return bool(rep.since <= end and rep.until > begin)
