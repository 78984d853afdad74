"""A scenario in numbers: units, ids and places resolved once, for both engines."""
