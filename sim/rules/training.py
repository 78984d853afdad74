"""How skill is won and lost, how it shows, and what it costs: pure formulas. Skills run from 0 to 1."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.rules.distributions import normal_quantile

PROSPECTING: Final = 0
DISCOVERY: Final = 1
PRODUCT: Final = 2
NEGOTIATION: Final = 3
RELATIONSHIP: Final = 4
PROCESS: Final = 5
SKILLS: Final = 6
"""The six skills, in the order in which tables have them; industry knowledge of each segment follows them."""
MIDDLE: Final = 0.5
"""Skill in the middle of the field."""


@jit
def learnt(skill: float, gain: float, amount: float) -> float:
    """Skill after so many hours (or touches): each closes the same share of the gap to full skill.

    gain: per hour. Source: the exponential learning curve, ds/dh = gain · (1 - s); Towill (1976), Int. J. Production
    Research 14. That it holds for sales skill is assumed.
    """
    return skill + (1.0 - skill) * (1.0 - math.exp(-gain * amount))


@jit
def faded(skill: float, base: float, forgetting: float) -> float:
    """Skill a month later without any learning: a share of what lies above (or below) the base is gone.

    Source: exponential forgetting, as in Jaber & Bonney (1997); its rate in a sales office is assumed.
    """
    return skill - (skill - base) * forgetting


@jit
def taken_up(skill: float, teller: float, share: float) -> float:
    """Skill of a listener after a case: a share of the gap to the teller is closed; nobody unlearns. Assumed."""
    return skill + max(0.0, teller - skill) * share


@jit
def told_share(gain: float, hours: float, fading: float, before: int) -> float:
    """Share of the gap to the teller that a session of so many hours closes, after so many on the same topic. Assumed.

    Source: diminishing returns as a geometric row: the same kind of case again brings `fading` of the one before.
    """
    return (1.0 - math.exp(-gain * hours)) * fading**before


@jit
def help_lift(lift: float, gain: float, hours: float, helper: float, helped: float) -> float:
    """Log-odds that so many hours of help add to a colleague's deals: more the further the two are apart. Assumed."""
    return lift * max(0.0, helper - helped) * (1.0 - math.exp(-gain * hours))


@jit
def learnt_lift(
    effect: float, now: float, written: float, knowledge_effect: float, knowledge: float, helped: float
) -> float:
    """Log-odds that learning adds at a stage: skill won or lost since the roster was written, industry, help.

    effect: between skill 0 and 1, the same that the roster's skill has; knowledge: of the lead's segment.
    """
    return effect * (now - written) + knowledge_effect * knowledge + helped


@jit
def mean_skill(skills: npt.NDArray[np.float64]) -> float:
    """Average of the six skills, float [skill]: what a promotion looks at."""
    total = 0.0
    for skill in range(len(skills)):
        total += skills[skill]
    return total / len(skills)


@jit
def judged(skill: float, noise: float, u: float) -> float:
    """Skill as a manager judges it who errs by a standard deviation `noise`, with luck u. Source: normal error."""
    return skill + noise * normal_quantile(u)


@jit
def test_noise(spread: float, reliability: float) -> float:
    """Standard deviation of a test's luck at which a share `reliability` of the variance of scores is knowledge.

    spread: standard deviation of knowledge among those tested.
    Source: classical test theory, reliability = var(true) / var(observed); Lord & Novick (1968), ch. 3.
    """
    return spread * math.sqrt((1.0 - reliability) / reliability)


@jit
def right_answers(skill: float, noise: float, questions: int, u: float) -> int:
    """Questions answered rightly, of so many, by knowledge and luck u; no fewer than none and no more than all."""
    score = min(1.0, max(0.0, skill + noise * normal_quantile(u)))
    return math.floor(score * questions + 0.5)


@jit
def shortfall(no: float, answers: float, all_no: float, all_answers: float, prior: float) -> float:
    """How much more often a rep's leads said no than the company's, drawn to it where the rep had few: a share.

    Source: shrinkage by `prior` leads at the company's rate, the mean of a beta posterior.
    """
    if all_answers <= 0.0:
        return 0.0
    rate = all_no / all_answers
    return (no + prior * rate) / max(answers + prior, 1e-12) - rate


@jit
def message_accuracy(product: float, least: float) -> float:
    """Share of what a rep says of the product that is right: from `least` without any product skill to all of it.

    Assumed: a straight line. What is said wrongly comes back after the signature as complaints and refunds.
    """
    return least + (1.0 - least) * product


@jit
def below_norm(skill: float, norm: float, margin: float) -> bool:
    """Whether skill lies below what is expected by more than a margin: training, not pressure, is what is missing."""
    return norm - skill > margin
