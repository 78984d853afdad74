"""How a rep's touch takes a lead one stage on."""

import math

from sim.jit import jit

_TICKS_A_DAY = 1_048_576.0


@jit
def advance_probability(log_odds: float, fit_effect: float, fit: float) -> float:
    """Chance that a lead goes on after a touch: logistic in the rep's odds at this stage and the lead's fit.

    `log_odds` is log(p/(1-p)) of an average lead with this rep; fit is in standard deviations.
    Source: logistic choice, the usual form for stage conversion.
    """
    return 1.0 / (1.0 + math.exp(-(log_odds + fit_effect * fit)))


@jit
def working_days(hours: float, hours_per_day: float, effort: float) -> float:
    """Days a piece of work takes a rep who works this many hours a day on leads, at this effort."""
    return hours / (hours_per_day * effort)


@jit
def in_ticks(duration: float) -> float:
    """A duration to the millionth of a day (2**-20), so that sums do not depend on their order."""
    return math.floor(duration * _TICKS_A_DAY + 0.5) / _TICKS_A_DAY
