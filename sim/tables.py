"""Tables: one noun, one array of rows, whose columns have names and kinds."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

Part = TypeVar("Part")
Table = Any
"""A numpy record array; rows and columns by name, in Python and in compiled code alike."""


def table(columns: npt.DTypeLike, rows: Sequence[tuple[Any, ...]]) -> Table:
    """Rows with named columns."""
    return np.array(list(rows), columns).view(np.recarray)


def blank(columns: npt.DTypeLike, rows: int) -> Table:
    """So many rows of zeros."""
    return np.zeros(rows, columns).view(np.recarray)


def switched_off(part: Part) -> Part:
    """The same tables of a part of the world that does nothing: its TERMS row says `on`, and now says no."""
    held: Any = part
    terms = held.terms.copy()
    terms.on = 0
    return cast(Part, held._replace(terms=terms))
