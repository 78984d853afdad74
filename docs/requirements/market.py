"""What meets the requirements of the market, rivals and channels."""

from docs.requirements.record import Row

MARKET: tuple[Row, ...] = ()
