"""A customer's year in plain arithmetic, as slow and obvious as can be: what the formulas are checked against."""

import math
from dataclasses import dataclass


@dataclass
class Settings:
    """The few numbers the plain story needs; names as in `scenarios/customer_life.py`."""

    half_life: float | None = 12.0
    gain: float = 0.15
    speed: float = 0.3
    relation: float = 8.0
    start: float = 0.5
    effect: float = 6.0
    loyal: float = 0.5
    loyal_slope: float = 0.6
    loyal_speed: float = 0.25
    lag: int = 2
    yearly: float = 0.1


def relation_in(months: int, settings: Settings, hours: float = 0.0, skill: float = 0.5) -> list[float]:
    """The relation at the end of each month, with the same hours of care in each."""
    found, here = [], settings.start
    for _ in range(months):
        if settings.half_life is not None:
            here = here / 2 ** (1 / settings.half_life)
        for _ in range(1000):  # a thousand short contacts instead of one long one
            here += (1 - here) * (1 - math.exp(-settings.gain * 2 * skill * hours / 1000))
        found.append(here)
    return found


def satisfaction_in(belongs: list[float], settings: Settings, own: float) -> list[float]:
    """Satisfaction at each month's end where it belongs now here, now there."""
    found, here = [], own
    for place in belongs:
        here = here + settings.speed * (place - here)
        found.append(here)
    return found


def loyalty_in(satisfaction: list[float], settings: Settings, own: float) -> list[float]:
    """Loyalty at each month's end; before the first month satisfaction was as usual."""
    found, here = [], settings.loyal
    for month in range(len(satisfaction)):
        then = satisfaction[month - settings.lag] if month >= settings.lag else own
        belongs = settings.loyal + settings.loyal_slope * (then - own) / 100
        here = here + settings.loyal_speed * (belongs - here)
        found.append(here)
    return found


def survivors(months: int, yearly: float) -> float:
    """The part of customers that is left after some months of a constant hazard."""
    return (1 - yearly) ** (months / 12)
