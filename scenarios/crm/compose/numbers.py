"""The process as a scenario states it: chances by segment, and what each rep and channel adds in log-odds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from scenarios.crm.compose.sources import Tree, number
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.interval import logit
from scenarios.crm.fit.process import Stage

Floats = npt.NDArray[np.float64]
SKILLS = ("prospecting", "discovery", "product", "negotiation", "relationship", "process")
WIDEST = 0.45
"""How far from the middle of its scale the best rep's skill may lie, so that a what-if can still go further."""
STEEPEST = 10.0
"""Log-odds between the worst skill and the best that a scenario may state."""
FITTEST = 2.9
"""The best channel's fit in standard deviations: so large that luck in fit, which is not fitted, is small beside."""


@dataclass(frozen=True)
class StageNumbers:
    """advance: chance of going on of all who come. by_segment: the same by segment. by_rep, by_channel: log-odds
    above the average rep and the usual channel. suits: log-odds of [rep, segment] beyond both."""

    advance: float
    by_segment: Floats
    by_rep: Floats
    by_channel: Floats
    suits: Floats


@dataclass(frozen=True)
class Scale:
    """stages: numbers of each. skill: log-odds between skill 0 and skill 1. fit: log-odds of a standard deviation."""

    stages: tuple[StageNumbers, ...]
    skill: float
    fit: float

    def skills(self, rep: int) -> Tree:
        """A rep's skills that are not the middle one."""
        found = {skill_of(k): number(0.5 + float(n.by_rep[rep]) / self.skill, 4) for k, n in enumerate(self.stages)}
        return {key: value for key, value in found.items() if value != 0.5}

    def channel_fit(self, channel: int) -> float:
        return number(self._channels[channel] / self.fit, 4) if self.fit > 0 else 0.0

    @property
    def suits(self) -> Floats:
        """Log-odds of [rep, segment] beyond the rep's and the segment's own, of an average stage."""
        return np.asarray(np.mean([n.suits for n in self.stages], axis=0))

    @property
    def _channels(self) -> list[float]:
        return [float(x) for x in np.mean([n.by_channel for n in self.stages], axis=0)]


def skill_of(stage: int) -> str:
    """Which skill counts at a stage: one for each, the last for all that follow."""
    return SKILLS[min(stage, len(SKILLS) - 1)]


def scale_of(fit: Fit) -> Scale:
    """Numbers of all stages, and the scales on which skills and fit express what reps and channels add."""
    stages = tuple(_numbers(stage, len(fit.reps)) for stage in fit.process.stages)
    widest = max(float(np.max(np.abs(x), initial=0.0)) for n in stages for x in (n.by_rep, n.suits))
    channels = np.mean([n.by_channel for n in stages], axis=0)
    apart = float(np.max(np.abs(channels), initial=0.0))
    return Scale(
        stages, number(min(max(1.0, widest / WIDEST), STEEPEST), 4), number(apart / FITTEST, 4) if apart > 1e-3 else 0.0
    )


def _numbers(stage: Stage, reps: int) -> StageNumbers:
    """Of deals that anybody closes and of those nobody ever does, together."""
    odds, never = stage.fit.odds, stage.fit.never
    segments, channels = len(odds.cells.segments), len(odds.cells.channels)

    def goes_on(segment: int | None = None, rep: int | None = None, channel: int | None = None) -> float:
        p = float(special.expit(odds.eta(segment, rep, channel)))
        return p * (1 - float(special.expit(never.eta(segment, rep, channel)))) if never else p

    usual = logit(goes_on())
    by_segment = np.array([logit(goes_on(segment=s)) for s in range(segments)])
    by_rep = np.array([logit(goes_on(rep=r)) - usual for r in range(reps)])
    pairs = np.zeros((reps, segments))
    if stage.fit.suits_somebody:
        own = [[logit(goes_on(segment=s, rep=r)) for s in range(segments)] for r in range(reps)]
        pairs = np.array(own) - by_segment - by_rep[:, None]
    return StageNumbers(
        advance=float(np.clip(goes_on(), 0.001, 0.999)),
        by_segment=np.clip(special.expit(by_segment), 0.001, 0.999),
        by_rep=by_rep,
        by_channel=np.array([logit(goes_on(channel=c)) - usual for c in range(channels)]),
        suits=pairs,
    )
