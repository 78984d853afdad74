"""The first morning, kept: a worker lives many replications on one floor, and each begins as the first did."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from sim.jit import jit

Array = npt.NDArray[Any]
Bytes = npt.NDArray[np.uint8]
Bundle = TypeVar("Bundle", bound=tuple[Any, ...])
LINE = 64
"""Bytes that memory is read by; each array begins a line."""


class Morning(NamedTuple):
    """All that a year changes, in two stretches of memory: what begins as zeros, and what does not, with a copy of it
    from before the year.
    """

    zeros: Bytes
    others: Bytes
    before: Bytes


def in_one_place(floor: Bundle, lasting: tuple[Any, ...]) -> tuple[Bundle, Morning]:
    """The same tables, moved to where one stroke can put them back; those in `lasting` stay where they are."""
    stay = {id(array) for array in arrays_in(lasting)}
    changing = {id(array): array for array in arrays_in(floor) if id(array) not in stay}
    some = {key: bool(array.view(np.uint8).any()) for key, array in changing.items()}
    places: dict[int, Array] = {}
    zeros = _laid_out([array for key, array in changing.items() if not some[key]], places)
    others = _laid_out([array for key, array in changing.items() if some[key]], places)
    return _with(floor, places), Morning(zeros, others, others.copy())


@jit
def begin(morning: Morning) -> None:
    """Everything is as it was on the first morning."""
    for i in range(len(morning.zeros)):
        morning.zeros[i] = 0
    for i in range(len(morning.others)):
        morning.others[i] = morning.before[i]


def arrays_in(bundle: tuple[Any, ...]) -> Iterator[Array]:
    """Every array of a tuple of tuples."""
    for part in bundle:
        if isinstance(part, tuple):
            yield from arrays_in(part)
        elif isinstance(part, np.ndarray):
            yield part


def _laid_out(arrays: list[Array], places: dict[int, Array]) -> Bytes:
    """One stretch of memory that holds them all; `places` learns where each array (by `id`) now lies."""
    ends = np.cumsum([0, *(-(-array.nbytes // LINE) * LINE for array in arrays)])
    stretch = np.zeros(int(ends[-1]), np.uint8)
    for array, start in zip(arrays, ends, strict=False):
        here = stretch[start : start + array.nbytes].view(array.dtype).reshape(array.shape).view(type(array))
        here[...] = array
        places[id(array)] = here
    return stretch


def _with(bundle: Any, places: dict[int, Array]) -> Any:
    """The same tuple of tuples with other arrays."""
    parts = (_with(part, places) if isinstance(part, tuple) else places.get(id(part), part) for part in bundle)
    return type(bundle)(*parts)
