"""Levers on who does what: roles, authority, response, pools, priority."""

from scenarios.levers.record import Lever

PEOPLE: tuple[Lever, ...] = ()
