"""The registry of levers: everything management can set, each with the indicator it must move."""

from collections.abc import Mapping
from types import MappingProxyType

from scenarios.levers.customers import CUSTOMERS
from scenarios.levers.market import MARKET
from scenarios.levers.minds import MINDS
from scenarios.levers.people import PEOPLE
from scenarios.levers.process import PROCESS
from scenarios.levers.record import Indicator, Lever
from scenarios.levers.training import TRAINING

__all__ = ["FAMILIES", "LEVERS", "Indicator", "Lever"]

FAMILIES: Mapping[str, tuple[Lever, ...]] = MappingProxyType(
    {
        "people": PEOPLE,
        "process": PROCESS,
        "training": TRAINING,
        "customers": CUSTOMERS,
        "market": MARKET,
        "minds": MINDS,
    }
)
LEVERS: tuple[Lever, ...] = tuple(lever for levers in FAMILIES.values() for lever in levers)
