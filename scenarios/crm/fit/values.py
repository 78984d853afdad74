"""What a won deal is worth: one lognormal, or as many as the amounts need.

Source: Cox's interval of a lognormal mean (Zhou & Gao 1997, Stat. Med. 16); Dempster, Laird & Rubin (1977) for
mixtures; Schwarz (1978) for how many parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from scenarios.crm.fit.interval import Fitted, positive, spread

Floats = npt.NDArray[np.float64]
MOST_PARTS = 6
BETTER = 10.0
"""Points of Schwarz's criterion by which another part must be better: strong evidence in the usual words."""
CLOSE = 0.05
"""Largest gap between a law and the amounts' own distribution at which the law is as good as needed."""
LOOKED_AT = 4_000
"""Amounts that families and mixtures are fitted to; more are thinned evenly by rank."""
ENOUGH = 50  # amounts from which more than one part is looked for
NARROWEST = 0.02  # spread of logs of a part: narrower ones would chase single prices


@dataclass(frozen=True)
class Part:
    """One lognormal of a mixture: share of the deals, mean and coefficient of variation."""

    share: float
    mean: float
    cv: float


@dataclass(frozen=True)
class Family:
    """A one-humped law tried on numbers, by its usual parameters; aic: the lower the better. distance: the largest
    gap between it and the numbers' own distribution, as a share."""

    name: str
    parameters: tuple[float, ...]
    aic: float
    distance: float


@dataclass(frozen=True)
class ValueFit:
    """mean: of the won deals. cv: standard deviation over mean. parts: more than one where one lognormal does not
    do. families: what else was tried, best first."""

    mean: Fitted
    cv: Fitted
    parts: tuple[Part, ...]
    families: tuple[Family, ...]


def fit_value(amounts: Floats) -> ValueFit:
    """amounts: float by won deal, all above 0; at least one."""
    logs, n = np.log(amounts), len(amounts)
    mu, sigma = float(logs.mean()), float(logs.std(ddof=1)) if n > 1 else 0.0
    looked = _thinned(logs)
    parts = _mixture(looked, mu, sigma) if n >= ENOUGH else ((1.0, mu, sigma),)
    mean, cv = _of_lognormal(mu, sigma, n) if len(parts) == 1 else _of_any(amounts)
    found = tuple(Part(w, float(np.exp(m + s**2 / 2)), float(np.sqrt(np.expm1(s**2)))) for w, m, s in parts)
    return ValueFit(mean, cv, found, families(np.exp(looked)))


def _of_lognormal(mu: float, sigma: float, n: int) -> tuple[Fitted, Fitted]:
    """Mean and coefficient of variation of one lognormal, by the mean and spread of its logs."""
    error = np.sqrt(sigma**2 / n + sigma**4 / (2 * max(n - 1, 1)))
    logs = spread(sigma, n)
    low, value, high = (float(np.sqrt(np.expm1(min(s, 5.0) ** 2))) for s in (logs.low, logs.value, logs.high))
    return positive(float(np.exp(mu + sigma**2 / 2)), float(error), n), Fitted(value, low, high, n)


def _of_any(amounts: Floats) -> tuple[Fitted, Fitted]:
    """The same of amounts of whatever law, by their own moments."""
    n, mean = len(amounts), float(amounts.mean())
    cv = float(amounts.std(ddof=1) / mean)
    fourth = float(np.mean((amounts / mean - 1) ** 4))
    error = np.sqrt(max(fourth - cv**4, 0.0) / n) / (2 * cv**2)
    return positive(mean, cv / np.sqrt(n), n), positive(cv, float(np.hypot(error, cv / np.sqrt(n))), n)


def families(amounts: Floats) -> tuple[Family, ...]:
    """Laws of one hump, by maximum likelihood, best first; none for fewer than 20 numbers or equal ones."""
    amounts = np.sort(_thinned(amounts))
    if len(amounts) < 20 or amounts[0] <= 0 or amounts[-1] == amounts[0]:
        return ()
    tried = [
        _tried("gamma", stats.gamma, stats.gamma.fit(amounts, floc=0), amounts),
        _tried("weibull", stats.weibull_min, stats.weibull_min.fit(amounts, floc=0), amounts),
        _tried("lognormal", stats.lognorm, stats.lognorm.fit(amounts, floc=0), amounts),
        _tried("normal", stats.norm, stats.norm.fit(amounts), amounts),
    ]
    return tuple(sorted(tried, key=lambda family: family.aic))


def _tried(name: str, law: object, parameters: tuple[float, ...], amounts: Floats) -> Family:
    frozen = law(*parameters)  # type: ignore[operator]
    free = len(parameters) - (name != "normal")
    told = tuple(float(p) for place, p in enumerate(parameters) if name == "normal" or place != len(parameters) - 2)
    steps = np.arange(1, len(amounts) + 1) / len(amounts)
    distance = float(np.max(np.abs(frozen.cdf(amounts) - steps)))
    return Family(name, told, float(2 * free - 2 * frozen.logpdf(amounts).sum()), distance)


def _thinned(values: Floats) -> Floats:
    """Evenly by rank, so that no chance is needed."""
    if len(values) <= LOOKED_AT:
        return values
    return np.sort(values)[np.linspace(0, len(values) - 1, LOOKED_AT).astype(np.int64)]


Triple = tuple[float, float, float]


def _mixture(logs: Floats, mu: float, sigma: float) -> tuple[Triple, ...]:
    """Share, mean and spread of logs of each part; parts are added until the law is close to the amounts, while
    Schwarz's criterion says so."""
    best: tuple[Triple, ...] = ((1.0, mu, sigma),)
    if sigma < NARROWEST:
        return best
    points, counts = np.unique(logs, return_counts=True)
    weights = counts.astype(np.float64)
    score = _schwarz(points, weights, best)
    for count in range(2, MOST_PARTS + 1):
        if _gap(points, weights, best) < CLOSE:
            break
        parts = _em(points, weights, count)
        found = _schwarz(points, weights, parts)
        if found < score - BETTER:
            best, score = parts, found
    return tuple(sorted(best, key=lambda part: part[1]))


def _gap(points: Floats, weights: Floats, parts: tuple[Triple, ...]) -> float:
    """Largest distance between a mixture's distribution and that of the numbers, halfway up each of their steps."""
    steps = (np.cumsum(weights) - weights / 2) / weights.sum()
    law = sum(w * stats.norm.cdf(points, m, s) for w, m, s in parts)
    return float(np.max(np.abs(law - steps)))


def _log_density(logs: Floats, parts: tuple[Triple, ...]) -> Floats:
    return np.stack([np.log(w) + stats.norm.logpdf(logs, m, s) for w, m, s in parts], axis=1)


def _schwarz(points: Floats, weights: Floats, parts: tuple[Triple, ...]) -> float:
    likelihood = float(weights @ special.logsumexp(_log_density(points, parts), axis=1))
    return (3 * len(parts) - 1) * float(np.log(weights.sum())) - 2 * likelihood


def _em(points: Floats, weights: Floats, count: int) -> tuple[Triple, ...]:
    """From parts cut at even ranks and at the widest gaps, whichever fits better."""
    even = points[np.searchsorted(np.cumsum(weights), np.arange(1, count) / count * weights.sum())]
    gaps = np.argsort(np.diff(points))[::-1][: count - 1]
    wide = np.sort((points[gaps] + points[gaps + 1]) / 2)
    tried = [_climb(points, weights, cuts) for cuts in (even, wide)]
    return min(tried, key=lambda parts: _schwarz(points, weights, parts))


def _climb(points: Floats, weights: Floats, cuts: Floats) -> tuple[Triple, ...]:
    member = np.eye(len(cuts) + 1)[np.searchsorted(cuts, points)] * weights[:, None]
    total, before = weights.sum(), -np.inf
    parts: tuple[Triple, ...] = ()
    for _ in range(200):
        size = np.maximum(member.sum(axis=0), 1e-9)
        mean = member.T @ points / size
        sd = np.sqrt(np.maximum((member * (points[:, None] - mean) ** 2).sum(axis=0) / size, NARROWEST**2))
        parts = tuple(zip((size / total).tolist(), mean.tolist(), sd.tolist(), strict=True))
        density = _log_density(points, parts)
        each = special.logsumexp(density, axis=1)
        member = np.exp(density - each[:, None]) * weights[:, None]
        likelihood = float(weights @ each)
        if likelihood - before < 1e-6 * total:
            break
        before = likelihood
    return parts
