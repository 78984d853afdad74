"""What goals, colleagues, mood and fairness do to a month's effort: bounded parts of it, as pure formulas.

Directions are published; sizes are assumed. Parts are of effort: 0.1 adds a tenth of it.
"""

import math

from sim.jit import jit


@jit
def difficulty(left: float, expected: float) -> float:
    """How hard a target is: what is left of it over what the time left is expected to bring at usual effort, 0 where
    nothing is left, infinite where nothing is expected.
    """
    if left <= 0.0:
        return 0.0
    return left / expected if expected > 0.0 else math.inf


@jit
def stretch(hard: float, best: float, width: float) -> float:
    """How near a difficulty is to the best one, 1 at it, down to 0 on both sides.

    Source: form assumed; an inverted U as in Atkinson (1958) and, for goals given up, Locke & Latham (2002).
    """
    if hard <= 0.0 or math.isinf(hard):
        return 0.0
    away = math.log(hard / best) / width
    return math.exp(-0.5 * away * away)


@jit
def from_difficulty(hard: float, best: float, width: float, push: float, slack: float) -> float:
    """Part of effort that a target's difficulty adds or takes, from -slack to push."""
    near = stretch(hard, best, width)
    return push * near - slack * (1.0 - near)


@jit
def closable(hard: float, lost: float) -> float:
    """How far it depends on what is done now whether a target is reached: 1 on the edge, 0 where it is safe or lost."""
    if hard <= 1.0:
        return max(hard, 0.0)
    return max(0.0, (lost - hard) / (lost - 1.0))


@jit
def from_deadline(place: int, months: int, hard: float, lost: float, strength: float, ease: float) -> float:
    """Part of effort that the end of a cycle adds or takes; place: months of it gone, of so many.

    Source: goal gradient, Hull (1932), Kivetz, Urminsky & Zheng (2006); linear in time: assumed.
    """
    if months <= 1:
        return 0.0
    near = closable(hard, lost)
    return place / (months - 1) * (strength * near - ease * (1.0 - near))


@jit
def from_ranking(nearest: float, behind: float, near: float, push: float, far: float, discourage: float) -> float:
    """Part of effort that a table of results adds or takes. nearest: distance to the nearest colleague; behind: how
    far behind the others' average; both in attainment.

    Source: Garcia, Tor & Schiff (2013) for near rivals, Rogers & Feller (2016) for discouragement; form assumed.
    """
    close = nearest / near
    lag = 1.0 if far <= near else (behind - near) / (far - near)
    lag = min(max(lag, 0.0), 1.0) if behind > near else 0.0
    return push * math.exp(-0.5 * close * close) - discourage * lag


@jit
def well_placed(clear: float, waste: float, u: float) -> float:
    """What is left of a month's effort where some of it goes astray, by luck u."""
    return 1.0 - waste * (1.0 - clear) * u


@jit
def as_seen(usual: float, chosen: float, transparency: float) -> float:
    """Effort of somebody who sees only so much of what a plan will pay."""
    return chosen if transparency == 1.0 else usual + transparency * (chosen - usual)


@jit
def fresh(delay: float, fade: float) -> float:
    """How much news of so many months ago still moves people. Source: exponential decay, assumed."""
    return math.exp(-delay / fade)


@jit
def misjudging(before: float, keeps: float, drift: float, times: int) -> float:
    """Part of a person's misjudgement that holds, 0 to 1, a month on and after so many looks at the figures."""
    return (before + drift * (1.0 - before)) * keeps**times


@jit
def mood(before: float, usual: float, recover: float, more: float, less: float) -> float:
    """Motivation, 0 to 1, a month on, with what the month added and took."""
    return min(max(before + recover * (usual - before) + more - less, 0.0), 1.0)


@jit
def fatigue(before: float, rest: float, strain: float, effort: float, usual: float) -> float:
    """Fatigue, 0 to 1, after a month of so much effort.

    Source: output falls off with hours beyond the usual, Pencavel (2015); form assumed.
    """
    return min(max(before * (1.0 - rest) + strain * max(0.0, effort / usual - 1.0), 0.0), 1.0)


@jit
def committed(start: float, gain: float, rounds: int, clear: float) -> float:
    """Commitment, 0 to 1, after rounds of talks, each of which brings the same part of what is missing.

    Source: participation raises acceptance of goals, Erez, Earley & Hulin (1985); form assumed.
    """
    return clear * (1.0 - (1.0 - start) * (1.0 - gain) ** rounds)


@jit
def slump(before: float, won: bool, commitment: float, recover: float) -> float:
    """How far a month without a signature still weighs, 0 to 1: the less, and the sooner over, the more commitment."""
    if not won:
        return before + (1.0 - commitment) * (1.0 - before)
    return before * (1.0 - recover) * (1.0 - commitment)


@jit
def unfairness(own: float, others: float, tolerance: float, full: float) -> float:
    """How unfair pay seems, 0 to 1: own and others' pay, each over pay at target.

    Source: equity theory, Adams (1965); behind weighs and ahead does not, as in Fehr & Schmidt (1999); form assumed.
    """
    return min(max((others - own - tolerance) / full, 0.0), 1.0)


@jit
def bounded(effort: float, low: float, high: float) -> float:
    """Effort within the least and the most that a mind has."""
    return min(max(effort, low), high)
