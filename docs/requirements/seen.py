"""What meets the requirements of what is counted and shown."""

from docs.requirements.record import Row

SEEN: tuple[Row, ...] = ()
