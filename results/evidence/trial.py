"""How a claim is tried: both scenarios lived on the same draws, the effect year by year, and the verdict."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from results.estimate import Difference, difference_of
from results.evidence.record import Claim, Verdict
from results.live import live
from results.outcome import Outcome
from scenarios.load import load

SEED = 20270101


@dataclass(frozen=True)
class Trial:
    """A claim with its effect, the 95 % interval of it, and the lowest and highest effect over what was varied."""

    claim: Claim
    effect: Difference
    varied: tuple[float, ...]

    @property
    def verdict(self) -> Verdict:
        """What the figures say, whatever is listed."""
        return verdict_of(self.claim, self.effect)

    @property
    def as_listed(self) -> bool:
        """Whether the figures bear out what the documentation says."""
        return self.verdict == self.claim.listed


def verdict_of(claim: Claim, effect: Difference) -> Verdict:
    """Reproduced: the whole interval is on the right side, and the effect within the band where there is one; where no
    effect was published, the whole interval is within the band.
    """
    if claim.sign == 0 and not claim.band:
        return "for comparison"
    if claim.sign == 0 and claim.band:
        return "reproduced" if claim.band[0] <= effect.low <= effect.high <= claim.band[1] else "not reproduced"
    if not (effect.low > 0 if claim.sign > 0 else effect.high < 0):
        return "not reproduced"
    if claim.band and not claim.band[0] <= effect.mean <= claim.band[1]:
        return "sign only"
    return "reproduced"


@cache
def tried(claim: Claim) -> Trial:
    """A claim, and the same under each assumption that is varied."""
    others = [effect_of(claim, overrides).mean for overrides in claim.varied]
    return Trial(claim, effect_of(claim, ()), tuple(others))


def effect_of(claim: Claim, overrides: tuple[str, ...], lived: Callable[..., Outcome] | None = None) -> Difference:
    """The effect with further overrides over both scenarios."""
    lives = lived or year_of
    texts = (*claim.overrides, *overrides)
    pair = [lives(name, texts, claim.replications) for name in (claim.before, claim.after)]
    return difference_of(*claim.indicator.of(*pair))


@cache
def year_of(name: str, overrides: tuple[str, ...], replications: int) -> Outcome:
    """A scenario lived through, once for all claims that ask for it."""
    return live(load(name, overrides), replications, SEED, "kernel", lambda _: None)
