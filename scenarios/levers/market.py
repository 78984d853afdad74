"""Levers on the market: prospecting, channels, research, focus."""

from scenarios.levers.record import Lever

MARKET: tuple[Lever, ...] = ()
