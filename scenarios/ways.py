"""Ways to the market: what channels and campaigns cost, channels on trial, who may claim a lead, own prospecting."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from scenarios.base import Id, Label, NonNegative, Positive, Problem, Problems, Record, Share
from scenarios.rivals import Month


class ChannelCost(Record):
    """What a channel costs us."""

    fixed: NonNegative = Decimal(0)
    """Money a month, whatever comes of it."""
    per_lead: NonNegative = Decimal(0)
    """Money for each lead that comes in."""
    share: Share = 0.0
    """The part of a contract's value that the partner keeps (渠道分成)."""


class Campaign(Record):
    """Money spent on leads of a channel (获客投放): the more is spent, the less each further coin brings."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    territory: Id
    """Id of the territory where its leads come in."""
    segment: Id
    """Id of the segment of its leads."""
    channel: Id
    """Id of the channel under which leads and cost are counted."""
    budget: NonNegative
    """Money a month."""
    cost_per_lead: Positive
    """What the first leads cost."""
    half: Positive | None = None
    """Monthly spend at which a further lead costs twice as much; null for the same price for every lead."""
    dispersion: Annotated[float, Field(gt=0, le=100)] = 1.0
    """Variance over mean of a week's count."""


class Claim(Record):
    """Two channels say that a lead is theirs."""

    channel: Id
    """Id of the channel whose leads another claims, too."""
    also: Id
    """Id of the other channel; without registration it is paid its share of the value, too."""
    share: Share
    """Of the channel's leads."""


class Registration(Record):
    """Rules of engagement between channels (报备): who registered a lead is paid for it, and nobody else."""

    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """How often leads are claimed twice; each channel once."""
    registered: bool = False
    """Whether deals are registered, so that a channel's share is paid once."""
    fee: NonNegative = Decimal(0)
    """What registering a lead of these channels costs."""


class Pilot(Record):
    """A channel on trial (渠道试点): some leads a month show what it brings, then it is adopted or dropped."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    channel: Id
    """Id of a channel that has no other leads; its fit is the truth that the trial is to find out."""
    territory: Id
    """Id of the territory where its leads come in."""
    segment: Id
    """Id of the segment of its leads."""
    leads: Annotated[float, Field(ge=0, le=10_000)]
    """Expected leads a month while on trial."""
    adopted: Annotated[float, Field(ge=0, le=100_000)]
    """Expected leads a month once it is adopted."""
    hurdle: NonNegative
    """Gross margin that a lead should bring on average for the channel to be adopted."""
    prior: NonNegative
    """What a lead is thought to bring before the trial: gross margin."""
    prior_sd: Positive
    """How far that may be wrong, a standard deviation."""
    lead_sd: Positive
    """How far one lead's gross margin lies from the average, a standard deviation."""
    certainty: Annotated[float, Field(gt=0.5, lt=1)] = 0.9
    """Chance that a lead brings more than the hurdle from which it is adopted; dropped at one minus this."""
    month: Month = 1
    """Month of the year, counted from 1, in which the trial begins."""
    wait: Annotated[int, Field(ge=1, le=60)] = 3
    """No verdict before the end of so many months: those who say no are quicker than those who buy."""
    months: Annotated[int, Field(ge=1, le=60)] = 12
    """At the end of so many months the likelier of the two is chosen."""


class Prospecting(Record):
    """Reps look for customers themselves (寻找潜在客户): hours turn into leads of their own, ever fewer each hour."""

    hours: Annotated[float, Field(ge=0, le=300)]
    """Hours a month that each rep gives to it, taken from the hours for leads."""
    leads_per_hour: Annotated[float, Field(ge=0, le=100)]
    """Leads of the first hour for a rep of prospecting skill 0.5."""
    half: Annotated[float, Field(gt=0, le=10_000)] = 40.0
    """Monthly hours at which a further hour brings half as much. Assumed."""
    skill_effect: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Log of leads between prospecting skill 0 and skill 1."""
    channel: Id
    """Id of the channel under which these leads are counted."""
    segments: Annotated[tuple["ProspectShare", ...], Field(min_length=1)]
    """Where reps look."""
    roles: tuple[Id, ...] = ()
    """Ids of the roles whose people prospect; empty for everybody."""
    dispersion: Annotated[float, Field(gt=0, le=100)] = 1.0
    """Variance over mean of a week's count."""


class ProspectShare(Record):
    """A segment in which reps look for customers."""

    segment: Id
    """Id of a segment."""
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    """Of the hours."""


class Focus(Record):
    """Which segments we pursue (定位): leads of the others are declined."""

    segments: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of the segments pursued."""
    match: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Log-odds of going on that an offer made for these segments alone adds at each stage. Assumed."""


class PlaybookFit(Record):
    """How a playbook does in a segment."""

    segment: Id
    """Id of a segment."""
    lift: Annotated[float, Field(ge=-3, le=3)]
    """Log-odds of going on that it adds at each stage."""


class Playbook(Record):
    """A way of selling (打法): how much work a touch takes, what is given away, where it works."""

    id: Id
    """Short stable name."""
    name: Label
    """What tables and charts show."""
    segments: tuple[Id, ...] = ()
    """Ids of the segments in which it is used; a segment has one at most."""
    hours: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Hours of each touch, as a multiple of the stage's."""
    discount: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """The share of a contract's value that is given away."""
    suits: tuple[PlaybookFit, ...] = ()
    """What it does in which segment, used there or not; nothing where it is not named."""

    @model_validator(mode="after")
    def _once_each(self) -> "Playbook":
        named = [row.segment for row in self.suits]
        found = [
            Problem(("suits", i, "segment"), "this segment is named twice", name)
            for i, name in enumerate(named)
            if name in named[:i]
        ]
        if found:
            raise Problems(found)
        return self


class Learning(Record):
    """What lost customers say changes whom we pursue: segments that we do not fit get less of our time."""

    threshold: Annotated[float, Field(ge=0, le=1)] = 0.4
    """Share of a segment's losses for misfit above which fewer of its leads are taken."""
    step: Annotated[float, Field(ge=0, le=1)] = 0.25
    """By how much the share of leads taken falls each month, and rises again when the reason is gone."""
    least: Share = 0.2
    """The share of leads that is always taken, so that there is something to learn from."""
    losses: Annotated[int, Field(ge=1, le=100_000)] = 10
    """Fewer losses than these in the window tell nothing."""
    window: Annotated[int, Field(ge=1, le=60)] = 3
    """Months that are looked back on."""


Prospecting.model_rebuild()
