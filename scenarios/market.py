"""Where sales come from: leads by territory, segment and channel, or a direct response to effort."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scenarios.base import (
    AVERAGES_ONE,
    Id,
    Kinded,
    Label,
    MeantFor,
    Positive,
    Problem,
    Problems,
    Record,
    Share,
)
from scenarios.rivals import Competitor, LossReasons, Needs, Research, Volume
from scenarios.ways import Campaign, ChannelCost, Focus, Learning, Pilot, Playbook, Prospecting, Registration

MAX_QUOTAS = 1000
"""Nobody sells a thousand quotas a month: a larger number is an amount of money."""


class ValuePart(Record):
    """Some of a segment's deals, alike in size: lognormal by mean and coefficient of variation."""

    share: Annotated[Share, Field(gt=0)]
    """Of the segment's deals."""
    mean: Annotated[float, Field(gt=0, le=1000)]
    """Their average, as a multiple of the average contract."""
    cv: Annotated[float, Field(ge=0, le=5)] = 0.0
    """Standard deviation over mean."""


SHARES_SUM = 1e-4
"""Shares that are written rounded may miss a sum of 1 by this much; it is then made exact."""


class Value(Record):
    """What a won deal is worth: lognormal by mean and coefficient of variation, or a mixture of such parts."""

    mean: Positive
    """Average contract, in currency."""
    cv: Annotated[float, Field(ge=0, le=5)] = 0.0
    """Standard deviation over mean."""
    parts: tuple[ValuePart, ...] = ()
    """Small, middling and large deals where one lognormal does not fit; their means average 1 by share."""

    @model_validator(mode="after")
    def _parts_make_a_whole(self) -> "Value":
        found = []
        if self.parts and self.cv:
            found.append(Problem(("cv",), "has no meaning with `parts`; remove it", self.cv))
        shares = sum(part.share for part in self.parts)
        mean = sum(part.share * part.mean for part in self.parts)
        if self.parts and abs(shares - 1) > SHARES_SUM:
            found.append(Problem(("parts",), "have shares that should sum to 1", round(shares, 6)))
        elif self.parts and abs(mean - 1) > AVERAGES_ONE:
            message = "have means, multiples of `mean`, that should average 1 by share"
            found.append(Problem(("parts",), message, round(mean, 4)))
        if found:
            raise Problems(found)
        return self


WEEKDAYS = 5


class Segment(Record):
    """A kind of customer."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    value: Value
    margin: Share
    """Gross margin as a share of the contract's value."""
    season: tuple[Annotated[float, Field(ge=0, le=20)], ...] = ()
    """Its own demand of each month against the average; empty for the market's season."""


class Channel(Record):
    """How a lead reaches us."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    new_customer: bool = True
    """Whether a deal won here makes a new customer."""
    fit: Annotated[float, Field(ge=-3, le=3)] = 0.0
    """How much better such leads fit what we sell, in standard deviations of fit."""
    kind: Literal["direct", "partner", "online", "tele"] = "direct"
    """What sort of channel it is, for tables."""
    cost: ChannelCost | None = None
    """What it costs; null where nobody counts it."""


class Demand(Record):
    """Leads that arrive in a territory, spread over the year's working days and seasons."""

    territory: Id
    """Id of a territory."""
    segment: Id
    """Id of a segment."""
    channel: Id
    """Id of a channel."""
    leads_per_year: Annotated[float, Field(ge=0, le=1_000_000)]
    """Expected number in 50 working weeks (250 days, five a week) of average season."""
    dispersion: Annotated[float, Field(gt=0, le=100)] = 1.0
    """Variance over mean of a week's count: 1 Poisson, above 1 clustered, below 1 regular."""


class FunnelMarket(Record):
    """Leads arrive, are worked stage by stage, and are won or lost."""

    kind: Literal["funnel"]
    segments: Annotated[tuple[Segment, ...], Field(min_length=1)]
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    demand: tuple[Demand, ...] = ()
    season: tuple[Annotated[float, Field(ge=0, le=20)], ...] = ()
    """Demand of each month against the average; empty for none."""
    weekdays: tuple[Annotated[float, Field(ge=0, le=20)], ...] = ()
    """Demand of Monday to Friday against each other; empty for none. A worked weekend day is an average one."""
    growth: Annotated[float, Field(ge=-0.9, le=9)] = 0.0
    """By which share demand grows a year, old customers' included; as written in the middle of the simulated year."""
    competitors: tuple[Competitor, ...] = ()
    """Who else sells to these customers."""
    research: Research | None = None
    needs: Needs | None = None
    loss_reasons: LossReasons | None = None
    volume: tuple[Volume, ...] = ()
    """What the market buys from others, so that shares can be told; each segment once."""
    campaigns: tuple[Campaign, ...] = ()
    """Money spent on leads."""
    registration: Registration | None = None
    pilots: tuple[Pilot, ...] = ()
    """Channels on trial."""
    prospecting: Prospecting | None = None
    focus: Focus | None = None
    playbooks: tuple[Playbook, ...] = ()
    """Ways of selling, and where each is used."""
    learning: Learning | None = None

    @model_validator(mode="after")
    def _five_weekdays(self) -> "FunnelMarket":
        if self.weekdays and len(self.weekdays) != WEEKDAYS:
            message = f"should have one number for each of the {WEEKDAYS} days from Monday to Friday"
            raise Problems([Problem(("weekdays",), message, len(self.weekdays))])
        if self.weekdays and not any(self.weekdays):
            raise Problems([Problem(("weekdays",), "not all may be 0")])
        return self


class Noise(Kinded):
    """Luck in a month's sales: normal (by `sd`), or gamma or lognormal (by `cv`, never below zero)."""

    meant_for: ClassVar[MeantFor] = {"sd": ("normal",), "cv": ("gamma", "lognormal")}

    kind: Literal["none", "normal", "gamma", "lognormal"]
    """Its distribution."""
    sd: Annotated[float, Field(ge=0)] = 0.0
    """Standard deviation, in the market's unit; normal only."""
    cv: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Coefficient of variation; gamma and lognormal only."""


class DirectMarket(Record):
    """Sales of a month = base + effect · effort + noise, for each rep: no leads, no pipeline."""

    kind: Literal["direct"]
    unit: Literal["quota", "money"] = "quota"
    """Whether base, effect and sd are shares of the rep's quota of the month or money."""
    base: float = 0.0
    """Sales of a month without effort, in the market's unit."""
    effect: float = 1.0
    """What a unit of effort adds in a month, in the market's unit."""
    noise: Noise = Noise(kind="none")
    lot: Annotated[float, Field(ge=0)] = 0.0
    """Sales come in whole multiples of this, in the market's unit; 0 for any amount."""
    margin: Share = 0.3
    """Gross margin as a share of sales."""

    @model_validator(mode="after")
    def _shares_of_quota_are_shares(self) -> "DirectMarket":
        numbers = {("base",): self.base, ("effect",): self.effect, ("lot",): self.lot, ("noise", "sd"): self.noise.sd}
        message = "is a multiple of quota (1 = all of it); for money write `unit: money`"
        large = [path for path, number in numbers.items() if abs(number) > MAX_QUOTAS]
        if large and self.unit == "quota":
            raise Problems(Problem(path, message, numbers[path]) for path in large)
        return self


Market = Annotated[FunnelMarket | DirectMarket, Field(discriminator="kind")]
