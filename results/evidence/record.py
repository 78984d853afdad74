"""What a published result is, and what is claimed of it here: a pair of scenarios and what must differ between them."""

from dataclasses import dataclass
from typing import Literal

from results.evidence.indicators import Indicator

Verdict = Literal["reproduced", "sign only", "not reproduced", "for comparison"]
Told = Literal["not modelled", "reproduced elsewhere"]
Texts = tuple[str, ...]
COSTS: tuple[Texts, ...] = (("mind.effort.cost=15000",), ("mind.effort.cost=60000",))
"""Effort at half and twice its cost: the range that the bundled scenarios state."""


@dataclass(frozen=True)
class Claim:
    """Something a published result says, put as a difference between two scenarios lived on the same draws.

    sign: which way the effect must go; 0 where nothing is claimed and the figure stands for comparison. band: where it
    must lie to be reproduced, None where only the sign was published. changes: the paths in which the scenarios may
    differ. overrides: over both. varied: assumptions under which the effect is told again. listed: the verdict that the
    documentation gives, which the run has to confirm.
    """

    id: str
    says: str
    before: str
    after: str
    indicator: Indicator
    sign: Literal[1, -1, 0]
    listed: Verdict
    band: tuple[float, float] | None = None
    changes: Texts = ()
    overrides: Texts = ()
    varied: tuple[Texts, ...] = COSTS
    replications: int = 200
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A published result. claims: what is tried of it; else `told` says why not, or which tests show it.

    tag: READ where the source was seen, RECALLED where it is from memory; with a confidence (H, M, L).
    """

    id: str
    source: str
    published: str
    tag: str
    claims: tuple[Claim, ...] = ()
    told: Told | None = None
    why: str = ""
    tests: Texts = ()
