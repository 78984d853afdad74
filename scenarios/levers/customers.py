"""Levers on customers: care, recovery, surveys, records."""

from scenarios.levers.record import Lever

CUSTOMERS: tuple[Lever, ...] = ()
