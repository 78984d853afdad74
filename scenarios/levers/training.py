"""Levers on skills: courses, coaching, sharing, helping."""

from scenarios.levers.record import Lever

TRAINING: tuple[Lever, ...] = ()
