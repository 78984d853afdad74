"""What meets the requirements of process, tools and time."""

from docs.requirements.record import Row

PROCESS: tuple[Row, ...] = ()
