"""What meets the requirements of roles, authority, response and priority."""

from docs.requirements.record import Row

PEOPLE: tuple[Row, ...] = ()
