"""Deals by what they have in common: the kind of customer, the way they came, and who works on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Deals by what they have in common. segment, channel, rep: int by deal, -1 for a rep nobody named.

    segments, channels, reps: the names these numbers stand for.
    """

    segment: Ints
    channel: Ints
    rep: Ints
    segments: tuple[str, ...]
    channels: tuple[str, ...]
    reps: tuple[str, ...]

    @cached_property
    def _table(self) -> tuple[Ints, Ints]:
        width = (len(self.channels), len(self.reps) + 1)
        code = (self.segment * width[0] + self.channel) * width[1] + self.rep + 1
        codes, place = np.unique(code, return_inverse=True)
        rest, rep = np.divmod(codes, width[1])
        return np.column_stack([*np.divmod(rest, width[0]), rep - 1]), place

    @property
    def rows(self) -> Ints:
        """The distinct (segment, channel, rep), [cell, 3]."""
        return self._table[0]

    @property
    def place(self) -> Ints:
        """Each deal's cell."""
        return self._table[1]

    @cached_property
    def design(self) -> Design:
        return Design(self)

    def count(self, which: npt.NDArray[np.bool_] | None = None) -> Floats:
        """Deals by cell, all or some of them."""
        place = self.place if which is None else self.place[which]
        return np.bincount(place, minlength=len(self.rows)).astype(np.float64)

    def sums(self, weights: Floats) -> Floats:
        """Of a number by deal."""
        return np.asarray(np.bincount(self.place, weights, minlength=len(self.rows)), np.float64)

    def only(self, kept: npt.NDArray[np.bool_]) -> Cells:
        names = (self.segments, self.channels, self.reps)
        return Cells(self.segment[kept], self.channel[kept], self.rep[kept], *names)


class Design:
    """Which coefficients make a cell's log-odds: its segment's, its channel's and its rep's.

    Coefficients are segments, channels, reps one after the other. A cell has three of them, so that sums over cells are
    gathered by place, and no matrix of cells by coefficients is ever made.
    """

    def __init__(self, cells: Cells) -> None:
        self.channels_from = len(cells.segments)
        self.reps_from = self.channels_from + len(cells.channels)
        self.width = self.reps_from + len(cells.reps)
        self._columns = cells.rows + np.array([0, self.channels_from, self.reps_from])
        self._columns[cells.rows[:, 2] < 0, 2] = self.width  # nobody's: a coefficient that is always 0
        self._pairs = (self._columns[:, :, None] * (self.width + 1) + self._columns[:, None, :]).ravel()

    def log_odds(self, beta: Floats) -> Floats:
        """By cell."""
        return np.asarray(np.append(beta, 0.0)[self._columns].sum(axis=1))

    def gathered(self, by_cell: Floats) -> Floats:
        """A number by cell, summed by coefficient."""
        sums = np.bincount(self._columns.ravel(), np.repeat(by_cell, 3), minlength=self.width + 1)
        return np.asarray(sums[: self.width], np.float64)

    def information(self, weight: Floats) -> Floats:
        """Sums of a weight by pair of coefficients, [coefficient, coefficient]."""
        size = self.width + 1
        table = np.bincount(self._pairs, np.repeat(weight, 9), minlength=size * size).reshape(size, size)
        return np.asarray(table[: self.width, : self.width], np.float64)


@dataclass(frozen=True)
class Tally:
    """Answers counted, each a float by cell. sizes: deals that count at all. yes: those that say yes, or how likely
    they are to. untold: what is still open about them, as the variance of their answers."""

    sizes: Floats
    yes: Floats
    untold: Floats

    def chance(self) -> float:
        """Of a yes, all deals together."""
        return float(self.yes.sum() / max(self.sizes.sum(), 1.0))
