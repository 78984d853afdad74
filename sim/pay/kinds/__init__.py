"""How each kind of component becomes lines: one function a kind, registered here."""

from collections.abc import Callable, Mapping
from typing import Any

from scenarios.plan import (
    Allowance,
    Base,
    Commission,
    Contest,
    Draw,
    Guarantee,
    Holdback,
    Limit,
    Override,
    Pool,
    Scorecard,
    Spif,
    TopUp,
)
from sim.pay.kinds.curves import make_allowance, make_base, make_commission, make_scorecard, make_spif
from sim.pay.kinds.groups import make_contest, make_override, make_pool
from sim.pay.kinds.recovery import make_draw, make_guarantee, make_holdback, make_limit, make_top_up
from sim.pay.maker import Maker

MAKERS: Mapping[type, Callable[[Maker, Any], None]] = {
    Base: make_base,
    Commission: make_commission,
    Scorecard: make_scorecard,
    Pool: make_pool,
    Override: make_override,
    Allowance: make_allowance,
    Spif: make_spif,
    Contest: make_contest,
    Guarantee: make_guarantee,
    Draw: make_draw,
    Holdback: make_holdback,
    Limit: make_limit,
    TopUp: make_top_up,
}
