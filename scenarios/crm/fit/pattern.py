"""What all deals' coming in has in common: growth, season, weekday; by a log-linear model of each day's number.

Source: McCullagh & Nelder (1989), Generalized Linear Models, ch. 6 and 9 (quasi-likelihood).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from scenarios.crm.fit.interval import Fitted, Z, positive
from scenarios.crm.fit.weeks import Weeks

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
YEAR = 365.25
TWO_YEARS = 700  # days from which a season can be told from growth
FEWEST_WEEKS = 8  # from which weekdays, and chance in weeks, can be told
SURE = 0.01  # p-value below which a pattern is taken into the scenario
DUE = 8.0  # deals that should have come in on a day without any, for it to be taken for a day off
NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Pattern:
    """What all streams share.

    growth: of a year, as a share (0.1 = 10 %), around the middle of the time seen. months, weekdays: multiples of
    their average with intervals, January and Monday first, empty where the data cannot tell. p_values: how often
    chance alone would make growth, season or weekday as plain. growth_used, month [12], weekday [7]: the plain ones;
    else none. off: bool by day, days on which nobody came in although many were due.
    """

    growth: Fitted | None
    months: tuple[Fitted, ...]
    weekdays: tuple[Fitted, ...]
    p_values: dict[str, float]
    growth_used: float
    month: Floats
    weekday: Floats
    off: Bools


@dataclass(frozen=True)
class _Block:
    """One pattern's columns in the model. kinds: which months or weekdays they tell apart, empty for growth."""

    columns: Floats
    kinds: Ints


@dataclass(frozen=True)
class _Model:
    """A fitted log-linear model: coefficients and covariance by block, and expected numbers by day."""

    part: dict[str, Floats]
    variance: dict[str, Floats]
    expected: Floats


def fit_pattern(counts: Floats, calendar: pd.DatetimeIndex) -> tuple[Pattern, Floats]:
    """The pattern of daily numbers, and how many were expected each day; 0 on days off."""
    weekday, month = np.asarray(calendar.day_of_week), np.asarray(calendar.month) - 1
    off = _days_off(counts, weekday)
    blocks = _blocks(len(counts), weekday, month, counts, off)
    weeks = Weeks(calendar)
    full = _fitted(counts, blocks, off, weeks)
    p_values = {
        name: float(stats.chi2.sf(part @ np.linalg.solve(full.variance[name], part), len(part)))
        for name, part in full.part.items()
    }
    kept = {name: block for name, block in blocks.items() if p_values[name] < SURE}
    used = _fitted(counts, kept, off, weeks)
    return Pattern(
        growth=_growth(full, len(counts)),
        months=_multiples(full, blocks, "season", counts, month, 12),
        weekdays=_multiples(full, blocks, "weekday", counts, weekday, 7),
        p_values=p_values,
        growth_used=float(np.expm1(used.part["growth"][0])) if "growth" in kept else 0.0,
        month=_weights(used, blocks, "season", 12),
        weekday=_weights(used, blocks, "weekday", 7),
        off=off,
    ), used.expected


def _days_off(counts: Floats, weekday: Ints) -> Bools:
    """Weekdays on which nothing ever comes in, and single days without any where many were due."""
    mean = np.bincount(weekday, counts, minlength=7) / np.maximum(np.bincount(weekday, minlength=7), 1)
    return np.asarray((counts == 0) & ((mean[weekday] > DUE) | (mean[weekday] == 0)))


def _blocks(days: int, weekday: Ints, month: Ints, counts: Floats, off: Bools) -> dict[str, _Block]:
    """As many patterns as the time seen can tell apart."""
    blocks: dict[str, _Block] = {}
    if days >= YEAR:
        years = np.asarray((np.arange(days) - (days - 1) / 2) / YEAR, np.float64)
        blocks["growth"] = _Block(years[:, None], np.zeros(0, np.int64))
    if days >= TWO_YEARS:
        blocks["season"] = _against_average(month, np.arange(12))
    seen = np.unique(weekday[~off & (np.bincount(weekday, counts, minlength=7)[weekday] > 0)])
    if days >= 7 * FEWEST_WEEKS and len(seen) > 1:
        blocks["weekday"] = _against_average(weekday, seen)
    return blocks


def _against_average(which: Ints, kinds: Ints) -> _Block:
    """Effects that sum to zero, the last being minus the sum of the others."""
    columns = (which[:, None] == kinds[None, :-1]).astype(np.float64) - (which == kinds[-1])[:, None]
    return _Block(columns, kinds)


def _fitted(counts: Floats, blocks: dict[str, _Block], off: Bools, weeks: Weeks) -> _Model:
    """Quasi-Poisson, days off left out; the error of coefficients grows with the scatter of weeks."""
    design = np.hstack([np.ones((len(counts), 1)), *(block.columns for block in blocks.values())])[~off]
    seen = counts[~off]
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(max(seen.mean(), NEGLIGIBLE)) if len(seen) else 0.0
    for _ in range(50):
        mean = np.exp(np.clip(design @ beta, -30, 30))
        information = (design.T * mean) @ design + NEGLIGIBLE * np.eye(len(beta))
        step = np.linalg.solve(information, design.T @ (seen - mean))
        beta = beta + np.clip(step, -1, 1)
        if np.max(np.abs(step)) < 1e-10:
            break
    expected = np.zeros(len(counts))
    expected[~off] = np.exp(np.clip(design @ beta, -30, 30))
    scatter = _scatter(weeks.sums(counts), weeks.sums(expected), len(beta))
    covariance = np.asarray(np.linalg.inv(information) * scatter, np.float64)
    part: dict[str, Floats] = {}
    variance: dict[str, Floats] = {}
    at = 1
    for name, block in blocks.items():
        where = slice(at, at + block.columns.shape[1])
        part[name], variance[name] = beta[where], covariance[where, where]
        at = where.stop
    return _Model(part, variance, expected)


def _scatter(seen: Floats, due: Floats, used: int) -> float:
    """Variance over mean of a week's count: sums over many days scatter as weeks do, not as days do."""
    if len(seen) < FEWEST_WEEKS:
        return 1.0
    worked = due > NEGLIGIBLE
    free = max(int(worked.sum()) - used * 0.7, worked.sum() / 2)  # a weekday takes no freedom from weeks
    return float(np.sum((seen - due)[worked] ** 2 / due[worked]) / max(free, 1.0))


def _growth(model: _Model, days: int) -> Fitted | None:
    if "growth" not in model.part:
        return None
    slope, error = float(model.part["growth"][0]), float(np.sqrt(model.variance["growth"][0, 0]))
    low, value, high = (float(np.expm1(slope + k * error)) for k in (-Z, 0.0, Z))
    return Fitted(value, low, high, days)


def _multiples(
    model: _Model, blocks: dict[str, _Block], name: str, counts: Floats, which: Ints, all_kinds: int
) -> tuple[Fitted, ...]:
    """Effects as multiples of their plain average; 0 for a weekday on which nothing ever comes in."""
    if name not in model.part:
        return ()
    part = model.part[name]
    every = np.vstack([np.eye(len(part)), -np.ones(len(part))])
    effect, kinds = np.exp(every @ part), blocks[name].kinds
    share = effect / effect.sum()  # the average moves with each effect
    turn = every - share @ every
    error = np.sqrt(np.diag(turn @ model.variance[name] @ turn.T))
    sizes = np.bincount(which, counts, minlength=all_kinds)
    found = [Fitted(0.0, 0.0, 0.0, 0)] * all_kinds
    for place, kind in enumerate(kinds.tolist()):
        found[kind] = positive(float(effect[place] / effect.mean()), float(error[place]), int(sizes[kind]))
    return tuple(found)


def _weights(model: _Model, blocks: dict[str, _Block], name: str, all_kinds: int) -> Floats:
    """Multiples of the average, 0 for what never occurs; where the pattern is not plain, all that occur are alike."""
    weights = np.ones(all_kinds)
    if name in blocks:
        kinds = blocks[name].kinds
        part = model.part.get(name, np.zeros(len(kinds) - 1))
        effect = np.exp(np.append(part, -part.sum()))
        weights[:] = 0.0
        weights[kinds] = effect
    return np.asarray(weights / weights.mean())
