"""Open deals of who has left, in the compiled engine: they go to who takes the territory's leads, or nowhere."""

from typing import Any

from sim.draws import HAND_OVER, uniform
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.clients import Service, taker
from sim.measured.customer_life import C
from sim.rules.customer_life import lift_lost
from sim.rules.duties import ROUND

HANDED = place(C.DEALS_HANDED_OVER)


@jit
def inherit(service: Service, row: Any, time: float) -> bool:
    """A deal (LEAD row) goes to whoever takes it now; False where it is lost on the way, or nobody is there."""
    rules, unknown = service.rules[0], 1.0 - service.records[row.rep]
    u = uniform(service.seed, service.replication[0], HAND_OVER, row.name, 1 + row.stage + ROUND * row.turn)
    if u < rules.hand_deals * unknown:
        return False
    heir = taker(service, service.home[row.rep], row.segment, time, row.name, row.rep)
    if not service.reps[heir].since <= time <= service.reps[heir].until:
        return False
    row.rep = heir
    row.lift -= lift_lost(rules, unknown)
    note(service.book, time, heir, row.name, service.first + HANDED, 1.0)
    return True
