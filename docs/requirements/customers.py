"""What meets the requirements of customers."""

from docs.requirements.record import Row

CUSTOMERS: tuple[Row, ...] = ()
