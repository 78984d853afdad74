"""Waits in numbers: rows for the engines, and for those kinds that have no short formula a table of quantiles."""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import gammainccinv, gammaincinv, gammaln, log_ndtr, ndtr

from scenarios.base import Waiting
from scenarios.funnel import Work
from scenarios.scenario import Scenario
from sim.rules.distributions import EXPONENTIAL, FIXED, GEOMETRIC, LOGNORMAL, Phi
from sim.rules.waits import A_SCORE, FOR_EVER, LOWEST, SCORES, TABLE, Quantiles

Floats = npt.NDArray[np.float64]
KINDS = {"fixed": FIXED, "exponential": EXPONENTIAL, "lognormal": LOGNORMAL, "geometric": GEOMETRIC}
Z = LOWEST + np.arange(SCORES) / A_SCORE
"""The normal scores of a row of quantiles."""
SHORTEST = 1e-6
"""No wait of a table is below this multiple of its mean: nothing takes no time, so that few things coincide."""
STEADY = 1e-3
"""A coefficient of variation below this is none: a day in a thousand days."""

Shape = tuple[str, float, tuple[float, ...]]
"""What makes a row of quantiles: kind, cv, at."""


def shapes_of(scenario: Scenario) -> tuple[Shape, ...]:
    """Every shape of wait that is told by a table, once."""
    return tuple(dict.fromkeys(shape for wait in _waits(scenario) if (shape := _shape(wait)) is not None))


def wait_row(wait: Waiting | Work | None, shapes: tuple[Shape, ...]) -> tuple[int, float, float, float, int]:
    """A WAIT row, of working days or of hours of work; null waits for ever."""
    if wait is None:
        return FOR_EVER, 0.0, 0.0, 1.0, 0
    if isinstance(wait, Work):
        wait = _as_wait(wait)
    shape = _shape(wait)
    if shape is not None:
        return TABLE, wait.mean, wait.cv, wait.unit, shapes.index(shape)
    return KINDS.get(wait.kind, FIXED), wait.mean, wait.cv, wait.unit, 0


def quantiles_table(shapes: tuple[Shape, ...]) -> Quantiles:
    """[shape, score]: waits as multiples of their means."""
    return np.array([_row(shape) for shape in shapes], np.float64).reshape(len(shapes), SCORES)


def share_above(wait: Any, quantiles: Quantiles, days: float) -> float:
    """The share of customers who take longer than so many days (a WAIT row); all of them take longer than none.

    Source: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1, chs. 14 and 19.
    """
    kind, mean, cv, unit, row = wait.item()
    if days <= 0:
        return 1.0
    if kind == TABLE and mean > 0:
        return _above(quantiles[row], days / mean)
    if kind == EXPONENTIAL and mean > 0:
        return math.exp(-days / mean)
    if kind == LOGNORMAL and mean > 0 and cv > 0:
        variance = math.log1p(cv * cv)
        return Phi(-(math.log(days / mean) + variance / 2) / math.sqrt(variance))
    if kind == GEOMETRIC and mean > unit:
        return math.exp(math.floor(days / unit) * math.log1p(-unit / mean))
    return float(days < mean)


def _as_wait(work: Work) -> Waiting:
    """Hours of work as if they were waited for."""
    return Waiting(kind=work.kind, mean=work.mean, cv=work.cv)


def _waits(scenario: Scenario) -> Iterator[Waiting]:
    yield from (_as_wait(work) for work in _works(scenario))
    for stage in scenario.funnel.stages if scenario.funnel else ():
        own = [wait for step in stage.segments for wait in (step.answer, step.refusal)]
        yield from (wait for wait in (stage.answer, stage.refusal, stage.patience, *own) if wait is not None)
    if scenario.customers:
        yield from (scenario.customers.terms.delivery, scenario.customers.terms.payment)


def _works(scenario: Scenario) -> Iterator[Work]:
    if scenario.funnel:
        yield from (stage.hours for stage in scenario.funnel.stages)
        yield from (scenario.funnel.presales.hours,) if scenario.funnel.presales else ()
    yield from (approver.review for approver in (scenario.authority.approvers if scenario.authority else ()))


def _shape(wait: Waiting) -> Shape | None:
    if wait.kind in ("gamma", "weibull") and wait.cv >= STEADY:
        return wait.kind, wait.cv, ()
    return ("quantiles", 0.0, wait.at) if wait.kind == "quantiles" else None


@lru_cache(maxsize=256)
def _row(shape: Shape) -> Floats:
    kind, cv, at = shape
    if kind == "gamma":
        row = _gamma(cv)
    elif kind == "weibull":
        row = _weibull(cv)
    else:
        row = np.interp(ndtr(Z), np.linspace(0, 1, len(at)), at)
    row = np.maximum(row, SHORTEST)
    return row / _mean(row)


def _gamma(cv: float) -> Floats:
    """Source: Johnson, Kotz & Balakrishnan (1994), ch. 17: shape 1 / cv**2."""
    shape = 1 / cv**2
    low, high = gammaincinv(shape, ndtr(Z)), gammainccinv(shape, ndtr(-Z))
    quantiles: Floats = np.where(Z < 0, low, high) / shape
    return quantiles


def _weibull(cv: float) -> Floats:
    """Source: Johnson, Kotz & Balakrishnan (1994), ch. 21: 1 + cv**2 = G(1 + 2/k) / G(1 + 1/k)**2."""
    low, high = math.log(0.01), math.log(1e5)
    for _ in range(100):
        k = math.exp((low + high) / 2)
        wider = gammaln(1 + 2 / k) - 2 * gammaln(1 + 1 / k) > math.log1p(cv * cv)
        low, high = (math.log(k), high) if wider else (low, math.log(k))
    quantiles: Floats = np.exp(np.log(-log_ndtr(-Z)) / k - gammaln(1 + 1 / k))
    return quantiles


def _mean(row: Floats) -> float:
    """The mean of a normal number sent through the straight lines of a row, level outside.

    Source: the integral of (a + b z) phi(z) is a Phi(z) - b phi(z).
    """
    slope = np.diff(row) * A_SCORE
    density = np.exp(-0.5 * Z * Z) / math.sqrt(2 * math.pi)
    share = np.where(Z[1:] > 0, ndtr(-Z[:-1]) - ndtr(-Z[1:]), ndtr(Z[1:]) - ndtr(Z[:-1]))
    inner = (row[:-1] - slope * Z[:-1]) * share - slope * np.diff(density)
    return float(inner.sum() + (row[0] + row[-1]) * ndtr(LOWEST))


def _above(row: Floats, multiple: float) -> float:
    """The share of a row's waits above a multiple of their mean."""
    right = int(np.searchsorted(row, multiple, side="right"))
    if right in (0, SCORES):
        return float(right == 0)
    into = (multiple - row[right - 1]) / (row[right] - row[right - 1])
    return float(ndtr(-(Z[right - 1] + into / A_SCORE)))
