"""Ways to the market: what hours and money bring in leads, how a trial is judged, whom feedback steers us away from."""

import math
from typing import Any, Final

from sim.draws import DUPLICATE, NEED, TAKEN, Word, uniform
from sim.jit import jit
from sim.rules.distributions import Phi

TRIED: Final = 1
ADOPTED: Final = 2
DROPPED: Final = 3
"""How a trial stands; 0 before it begins."""

OWN: Final = 1
WHILE_TRIED: Final = 2
ONCE_ADOPTED: Final = 3
"""Where a lead is from: 0 the market, OWN the rep's own prospecting, the others a channel on trial as it stands."""


@jit
def leads_of_hours(hours: float, first_hour: float, half: float) -> float:
    """Leads that hours of prospecting a month bring: each further hour brings first_hour / (1 + hours / half).

    Source: logarithmic response, the simplest with diminishing returns; assumed.
    """
    return first_hour * half * math.log1p(hours / half)


@jit
def leads_of_money(budget: float, cost: float, half: float) -> float:
    """Leads that money a month brings: a further one costs cost · (1 + budget / half); half infinite for no end.

    Source: as `leads_of_hours`; assumed.
    """
    if math.isinf(half):
        return budget / cost
    return half / cost * math.log1p(budget / half)


@jit
def adapted(months: float, lag: float, hours: float, effect: float) -> float:
    """How far reps have adapted, 0 to 1, so many months after needs began to change.

    Source: exponential adjustment with rate (1 + effect · briefing hours) / lag a month; assumed.
    """
    return 0.0 if months <= 0.0 else -math.expm1(-months * (1.0 + effect * hours) / lag)


@jit
def needs_anew(lead: Word, share: float, seed: Word, replication: int) -> bool:
    """Whether the customer behind a lead has the new need that a share of them have."""
    return uniform(seed, replication, NEED, lead, 0) < share


@jit
def is_taken(lead: Word, share: float, seed: Word, replication: int) -> bool:
    """Whether we pursue a lead of a segment of whose leads we take a share."""
    return uniform(seed, replication, TAKEN, lead, 0) < share


@jit
def is_claimed(lead: Word, share: float, seed: Word, replication: int) -> bool:
    """Whether another channel, too, says that a lead is its own."""
    return uniform(seed, replication, DUPLICATE, lead, 2) < share


@jit
def worth_so_far(trial: Any, leads: float, margin: float) -> tuple[float, float]:
    """What a lead of a channel on trial (TRIAL row) is taken to bring, and how far that may be wrong; coins.

    leads: those that came to an end; margin: their gross margin, coins.
    Source: normal mean with a normal prior and known spread (Gelman et al., Bayesian Data Analysis, 2.5).
    """
    precision = 1.0 / (trial.prior_sd * trial.prior_sd) + leads / (trial.lead_sd * trial.lead_sd)
    mean = (trial.prior / (trial.prior_sd * trial.prior_sd) + margin / (trial.lead_sd * trial.lead_sd)) / precision
    return mean, 1.0 / math.sqrt(precision)


@jit
def verdict(trial: Any, month: int, mean: float, sd: float) -> int:
    """How a trial stands after a month: adopted or dropped once it is likely enough, or at the end of its time."""
    lived = month - trial.month + 1
    if lived < trial.wait:
        return TRIED
    chance = Phi((mean - trial.hurdle) / sd)
    if chance >= trial.certainty:
        return ADOPTED
    if chance <= 1.0 - trial.certainty:
        return DROPPED
    if lived >= trial.months:
        return ADOPTED if mean >= trial.hurdle else DROPPED
    return TRIED


@jit
def taken_next(learning: Any, taken: float, losses: float, misfits: float) -> float:
    """The share of a segment's leads taken next month (LEARNING row), from its losses and those for misfit."""
    if losses >= learning.losses and misfits > learning.threshold * losses:
        return float(max(min(taken, learning.least), taken - learning.step))
    return float(min(1.0, taken + learning.step))


@jit
def comes(source: int, stands: int) -> bool:
    """Whether a lead of a channel on trial comes in, by how the trial stands."""
    return stands == (TRIED if source == WHILE_TRIED else ADOPTED)


@jit
def opportunity(growth: float, competition: float) -> float:
    """How attractive a segment is: yearly growth less competitors' strength, log-odds; for ranking only.

    Source: growth against rivalry, as in portfolio grids (McKinsey/GE); the two weigh alike by convention, assumed.
    """
    return growth - competition
