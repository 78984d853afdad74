"""Levers on process, tools and time."""

from scenarios.levers.record import Lever

PROCESS: tuple[Lever, ...] = ()
