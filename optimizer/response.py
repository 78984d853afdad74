"""How the year answers when a decision moves: slopes between plans nearby, all on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer.decision import BlockName, Values
from optimizer.elasticity import EVERYBODY, Trial, elasticities, trial
from optimizer.levers import Levers
from optimizer.sample import Sample

Floats = npt.NDArray[np.float64]
Simulate = Callable[[Values], Sample]


@dataclass(frozen=True)
class Response:
    """Per unit of each decision, near a plan (`at`, lived through in `here`).

    gross: float [decision], the company's gross margin; gross_error: its standard error. pay: float [rep, decision].
    worth: float [rep, decision], what the year is worth to a rep for sure.
    """

    at: dict[str, float]
    here: Sample
    gross: Floats
    gross_error: Floats
    pay: Floats
    worth: Floats

    @property
    def margin(self) -> Floats:
        """Of gross margin after pay, [decision]."""
        return np.asarray(self.gross - self.pay.sum(axis=0))


@dataclass(frozen=True)
class _Tried:
    """A decision tried out on either side: on all reps, or on the one to whom alone it speaks."""

    name: str
    gap: float
    reps: slice
    ahead: Sample
    behind: Sample

    @property
    def trial(self) -> Trial:
        return trial(self.ahead, self.behind, self.reps)


def learn(
    levers: Levers,
    at: Values,
    simulate: Simulate,
    size: float,
    side: int,
    risk_aversion: Floats,
    group: Collection[BlockName],
) -> Response:
    """Simulates the plans around `at` in which a group's decisions move; slopes of all others are left at zero.

    size: how far they lie, in each decision's step. side: 1 or -1.
    """
    here = simulate(at)
    shared: list[_Tried] = []
    single: list[_Tried] = []
    for move in levers.moves(at, size, side, group):
        ahead, behind = (simulate(dict(at) | change) if change else here for change in (move.ahead, move.behind))
        names = move.own or (move.decision,)
        for place, name in enumerate(names):
            if name:
                reps = slice(place, place + 1) if move.own else EVERYBODY
                gap = move.ahead[name] - move.behind.get(name, at[name])
                (single if move.own else shared).append(_Tried(name, gap, reps, ahead, behind))
    places = {d.name: j for j, d in enumerate(levers.decisions)}
    width, people = len(places), here.pay.shape[1]
    found = Response(dict(at), here, *(np.zeros(shape) for shape in (width, width, (people, width), (people, width))))
    for alike in (shared, single):
        for tried, elasticity in zip(alike, elasticities([each.trial for each in alike]), strict=True):
            _note(found, places[tried.name], tried, elasticity, risk_aversion)
    return found


def _note(found: Response, column: int, tried: _Tried, elasticity: tuple[float, float], risk_aversion: Floats) -> None:
    """A decision's slopes, from what two plans brought to those whom it touches."""
    if tried.gap == 0:
        return
    expected, who = tried.trial.expected / tried.gap, tried.reps
    found.gross[column], found.gross_error[column] = elasticity[0] * expected, elasticity[1] * abs(expected)
    found.pay[who, column] = (tried.ahead.expected_pay - tried.behind.expected_pay)[who] / tried.gap
    worth = tried.ahead.certain_worth(risk_aversion) - tried.behind.certain_worth(risk_aversion)
    found.worth[who, column] = worth[who] / tried.gap
