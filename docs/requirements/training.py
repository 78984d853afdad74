"""What meets the requirements of training and skills."""

from docs.requirements.record import Row

TRAINING: tuple[Row, ...] = ()
