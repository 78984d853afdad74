"""Keeping to a process: how far, what it evens out, what steps cost, and what planning and discovery are worth."""

import math
from typing import Final

from sim.jit import jit
from sim.rules.funnel import in_ticks

_NINTH: Final = 9.0


@jit
def adherence_of(stated: float, skill_effect: float, skill: float, reminded: float) -> float:
    """Share of the soft steps that a rep does: what is stated, more or less by process skill (0 to 1), and of the
    rest the share that a tool reminds her of.

    Source: assumed; linear in skill about its middle, 0.5, and kept between 0 and 1.
    """
    own = min(1.0, max(0.0, stated + skill_effect * (skill - 0.5)))
    return own + reminded * (1.0 - own)


@jit
def evened_out(own: float, share: float, adherence: float) -> float:
    """Log-odds that keeping to the process takes from `own`, a rep's odds beside those of a rep of skill 0.5.

    Who follows the script does less of what only she can do, for better or worse.
    Source: assumed; in proportion to adherence, `share` of the difference at full adherence.
    """
    return -own * share * adherence


@jit
def hours_of_step(hours: float, share: float) -> float:
    """Hours of a step of which a tool takes over a share, in ticks."""
    return in_ticks(hours * (1.0 - share))


@jit
def known_of_need(hours: float, enough: float) -> float:
    """Share of what a customer needs that so many hours find out: two thirds in half of `enough`, eight ninths in all.

    Source: assumed; what is left falls by the same share in each hour.
    """
    return 1.0 - math.pow(_NINTH, -hours / enough)


@jit
def planned(hours: float, enough: float) -> float:
    """How complete a plan is, from 0 to 1. Source: assumed; in proportion to hours until there are enough."""
    return min(1.0, hours / enough)


@jit
def is_done(hard: int, luck: float, adherence: float) -> bool:
    """Whether a step is done: always behind a hard gate, else as often as the rep keeps to the process."""
    return hard == 1 or luck < adherence
