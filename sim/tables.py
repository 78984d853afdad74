"""Tables: one noun, one array of rows, whose columns have names and kinds."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Table = Any
"""A numpy record array; rows and columns by name, in Python and in compiled code alike."""


def table(columns: npt.DTypeLike, rows: Sequence[tuple[Any, ...]]) -> Table:
    """Rows with named columns."""
    return np.array(list(rows), columns).view(np.recarray)


def blank(columns: npt.DTypeLike, rows: int) -> Table:
    """So many rows of zeros."""
    return np.zeros(rows, columns).view(np.recarray)
