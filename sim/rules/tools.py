"""How people come to use a tool."""

import math
from typing import Final

from sim.jit import jit

_STEEP: Final = 8.0


@jit
def months_to_learn(ramp: float, skill_effect: float, skill: float) -> float:
    """Months until a rep has come to use a tool as far as she will: fewer with process skill (0 to 1).

    Source: assumed; linear in skill about its middle, 0.5.
    """
    return ramp * (1.0 - skill_effect * (2.0 * skill - 1.0))


@jit
def ramped(months: float, ramp: float, logistic: int) -> float:
    """Share of final adoption reached after so many months of use: 0 before the first, 1 when `ramp` has passed.

    Source: a straight line, or the logistic curve of the diffusion of innovations (Griliches 1957, Econometrica 25)
    between -4 and 4, stretched to run from 0 to 1.
    """
    if months <= 0.0:
        return 0.0
    if months >= ramp:
        return 1.0
    part = months / ramp
    if logistic == 0:
        return part
    return (_squashed(part) - _squashed(0.0)) / (_squashed(1.0) - _squashed(0.0))


@jit
def on_record(written: float, share: float) -> float:
    """What of all that is known of a customer is on record: what people write down anyway, and of the rest the share
    that a tool keeps.
    """
    return written + share * (1.0 - written)


@jit
def _squashed(part: float) -> float:
    return 1.0 / (1.0 + math.exp(_STEEP * (0.5 - part)))
