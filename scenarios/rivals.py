"""Competitors: where they are strong, what they do, what we find out of it, and whom customers go to instead of us."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from scenarios.base import Id, Label, NonNegative, Positive, Record, Share

Month = Annotated[int, Field(ge=1, le=60)]


class RivalSegment(Record):
    """How strong a competitor is in one segment."""

    segment: Id
    """Id of a segment."""
    strength: Annotated[float, Field(ge=0, le=5)]
    """Log-odds of going on that it takes from our leads at each of its stages: 0.5 turns 50 % into 38 %."""
    contained: Annotated[float, Field(ge=0, le=5)] = 0.0
    """The part of it that the funnel's chances already contain, since they were seen while it competed."""


class Move(Record):
    """Something a competitor does from a month on: it grows stronger or weaker, or sells at other prices."""

    month: Month
    """Month of the year, counted from 1, with whose first day it begins; it lasts."""
    segment: Id | None = None
    """Id of the segment in which; null for all of its segments."""
    strength: Annotated[float, Field(ge=-5, le=5)] = 0.0
    """Change of its strength, log-odds."""
    price: Annotated[float, Field(ge=-1, le=0.9)] = 0.0
    """The share by which it lowers its prices; below 0 it raises them."""


class Competitor(Record):
    """Somebody else who sells to our customers (竞争对手)."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    segments: Annotated[tuple[RivalSegment, ...], Field(min_length=1)]
    """Where it competes."""
    stages: tuple[Id, ...] = ()
    """Ids of the stages at which it counts; empty for the last two."""
    moves: tuple[Move, ...] = ()
    """What it does during the year."""
    price_effect: Annotated[float, Field(ge=0, le=20)] = 2.0
    """Strength gained by a price cut of 100 %: 2 makes 0.2 of a cut of 10 %. Assumed."""
    uncertainty: Annotated[float, Field(ge=0, le=3)] = 0.0
    """How far its strength may lie from the one written, a standard deviation; drawn anew in each simulated year."""
    volatility: Annotated[float, Field(ge=0, le=1)] = 0.0
    """How far its strength wanders from month to month, a standard deviation."""


class Research(Record):
    """Finding out how strong competitors are (竞争对手研究): reports that each come near the truth."""

    hours: Annotated[float, Field(ge=0, le=100)] = 0.0
    """Hours a month that each rep gives to it, taken from the hours for leads."""
    budget: NonNegative = Decimal(0)
    """Money a month for reports by others."""
    hours_per_report: Annotated[float, Field(gt=0, le=10_000)] = 40.0
    """Hours that make one report. Assumed."""
    cost_per_report: Positive = Decimal(20_000)
    """Price of a report. Assumed."""
    noise: Annotated[float, Field(gt=0, le=10)] = 0.5
    """How far one report's estimate of a competitor's strength lies from the truth, a standard deviation. Assumed."""
    counter: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    """The share of a competitor's strength that full knowledge takes from it; 0 for knowledge that is not used.
    Assumed."""


class LossReasons(Record):
    """Why a lead is lost (丢单原因): weights by which a reason is drawn for whoever says no. Who waited too long for us
    went cold because we were slow."""

    competitor: Annotated[float, Field(ge=0, le=100)] = 1.0
    """Weight of a competitor for each unit of its strength, price cuts apart."""
    price: Annotated[float, Field(ge=0, le=100)] = 0.3
    """Weight of our price; the strength that competitors have by price cuts is added with their weight."""
    misfit: Annotated[float, Field(ge=0, le=100)] = 0.4
    """Weight of what we sell not being what is needed, for a lead of average fit; it falls with fit and rises with
    what drifting needs or a wrong playbook cost."""
    timing: Annotated[float, Field(ge=0, le=100)] = 0.6
    """Weight of no decision: no budget, not now."""


class Volume(Record):
    """What customers of a segment buy from others without asking us: the part of the market that we do not see."""

    segment: Id
    """Id of a segment."""
    value: NonNegative
    """Money a year of average season that competitors win there beside what they win from us."""
    cv: Annotated[float, Field(ge=0, le=3)] = 0.0
    """Standard deviation over mean of a month of it."""
    growth: Annotated[float, Field(ge=-0.9, le=9)] = 0.0
    """By which share it grows a year beside the market's growth; the outlook counts it, too."""


class NeedDrift(Record):
    """Customers of a segment come to need something else."""

    segment: Id
    """Id of a segment."""
    month: Month = 1
    """Month of the year, counted from 1, in which it begins."""
    start: Share = 0.0
    """Share of customers who have the new need before it begins."""
    per_month: Annotated[float, Field(ge=0, le=1)] = 0.0
    """By how much that share grows each month, that one included, up to all of them."""


class Needs(Record):
    """What customers need changes; reps take time to notice, less of it if they are briefed (市场趋势)."""

    drifts: Annotated[tuple[NeedDrift, ...], Field(min_length=1)]
    """Where needs change; each segment once."""
    misfit: Annotated[float, Field(ge=0, le=3)] = 0.5
    """Log-odds of going on that are lost at each stage with customers of the new need, until reps adapt. Assumed."""
    lag: Annotated[float, Field(gt=0, le=60)] = 6.0
    """Months after which reps have adapted by 63 %, without briefings. Assumed."""
    briefing: Annotated[float, Field(ge=0, le=100)] = 0.0
    """Hours a month of briefings on the market for each rep, taken from the hours for leads."""
    briefing_effect: Annotated[float, Field(ge=0, le=10)] = 0.25
    """How much an hour a month hastens adapting: the lag is divided by 1 + this · hours. Assumed."""
