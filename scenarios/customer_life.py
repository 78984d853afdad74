"""Customers as people who remember: how they feel, whom they deal with, whether they stay, come back and bring others.

Every effect here is assumed unless the scenario's sources say otherwise: published links from service to satisfaction
and from there to sales are weak, so the defaults are small.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, NonNegative, Problem, Problems, Record, Share
from scenarios.market import FunnelMarket

Points = Annotated[float, Field(ge=0, le=100)]
Effect = Annotated[float, Field(ge=0, le=10)]
Months = Annotated[int, Field(ge=1, le=120)]


class Satisfaction(Record):
    """How content a customer is, from 0 to 100; it drifts to where experience and the relation would have it."""

    baseline: Points = 75.0
    """Of the average customer when nothing is better or worse than usual."""
    sd: Annotated[float, Field(ge=0, le=30)] = 5.0
    """Standard deviation between customers of what is usual for each."""
    speed: Share = 0.3
    """Part of the way to where it belongs that it goes in a month."""
    relation: Annotated[float, Field(ge=0, le=100)] = 8.0
    """Points between no relation and the closest one."""


class Loyalty(Record):
    """How attached a customer is, from 0 to 1; it follows satisfaction some months later."""

    baseline: Share = 0.5
    """Of a customer whose satisfaction is what is usual for her."""
    satisfaction: Annotated[float, Field(ge=0, le=5)] = 0.6
    """What loyalty moves in the end for 100 points of satisfaction; 0 cuts the link."""
    lag: Annotated[int, Field(ge=0, le=24)] = 2
    """Months until a change of satisfaction begins to show."""
    speed: Share = 0.25
    """Part of the way that it then goes in a month."""


class Relation(Record):
    """How close a customer and the rep who looks after her are, from 0 to 1."""

    start: Share = 0.5
    """When the year opens, and of a new customer."""
    half_life: Annotated[float, Field(gt=0, le=1200)] | None = 12.0
    """Months without contact in which half of it is gone; null: it keeps."""


class CareWeight(Record):
    """How much care a segment gets against others."""

    segment: Id
    """Id of a segment."""
    weight: Annotated[float, Field(ge=0, le=100)] = 1.0
    """1 as others, 0 none."""


class Care(Record):
    """Time that reps spend with customers they have, to keep them close."""

    hours: Annotated[float, Field(ge=0, le=300)] = 0.0
    """Hours a rep and month; only of reps who look after customers."""
    by: Literal["even", "score", "random"] = "even"
    """even: something for every customer; score: visits where most value is saved; random: visits by chance."""
    visit: Annotated[float, Field(gt=0, le=40)] = 2.0
    """Hours of a visit, where care is given by visits."""
    gain: Effect = 0.15
    """How quickly care closes the distance to the closest relation: an hour closes 1 - exp(-gain), with a rep whose
    relationship skill is 0.5; twice that skill acts like twice the hours."""
    takes: Share = 1.0
    """Part of these hours that is missing for leads."""
    segments: tuple[CareWeight, ...] = ()
    """Segments that get more or less than others."""


class FollowUps(Record):
    """Things promised to customers that have to be done by a day."""

    promised: Share = 0.0
    """Chance that a customer is promised something in a month."""
    on_time: Share = 0.85
    """Part of the promises that is kept on time."""
    late: Effect = 1.0
    """Log-odds that a broken promise adds to the chance of a complaint in the same month."""


class Reasons(Record):
    """What complaints are about, as weights."""

    product: Annotated[float, Field(ge=0, le=100)] = 4.0
    """The product does not do what was said."""
    delivery: Annotated[float, Field(ge=0, le=100)] = 3.0
    """It came late or not complete."""
    service: Annotated[float, Field(ge=0, le=100)] = 2.0
    """Nobody answered, nobody came."""
    price: Annotated[float, Field(ge=0, le=100)] = 1.0
    """Invoice or price."""

    @model_validator(mode="after")
    def _something(self) -> "Reasons":
        if not (self.product or self.delivery or self.service or self.price):
            raise Problems([Problem(("product",), "not all reasons may have weight 0", 0)])
        return self


class Complaints(Record):
    """Justified complaints, and what they do to a customer's satisfaction."""

    chance: Annotated[Share, Field(lt=1)] = 0.0
    """Chance that a customer of average satisfaction complains in a month."""
    satisfaction: Effect = 0.3
    """Log-odds of a complaint for 10 points of satisfaction less."""
    drop: Points = 10.0
    """Points of satisfaction that a complaint costs."""
    reasons: Reasons = Reasons()


class Recovery(Record):
    """How complaints are settled; the quicker, the more trust comes back."""

    days: Annotated[float, Field(ge=0, le=500)] = 10.0
    """Working days to settle one, on average."""
    cv: Annotated[float, Field(ge=0, le=5)] = 0.5
    """Coefficient of variation."""
    capacity: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """How many a rep can settle in a month; null: all of them."""
    restores: Share = 0.8
    """Part of the drop that comes back where a complaint is settled at once."""
    fades: Annotated[float, Field(gt=0, le=1000)] = 20.0
    """Working days after which 1/e of that is left."""


class Refunds(Record):
    """Deals in which the customer was promised something else than she got."""

    chance: Annotated[Share, Field(lt=1)] = 0.0
    """Chance that a deal turns out so, sold by a rep of product skill 0.5."""
    skill: Effect = 2.0
    """Log-odds of it that a product skill of 0 has more than one of 1."""
    lag: Annotated[int, Field(ge=0, le=60)] = 2
    """Months from the month of the signature to that of the refund."""
    share: Share = 0.3
    """Part of the contract that is given back. Bookings stay as they were signed."""
    drop: Points = 10.0
    """Points of satisfaction that it costs at once."""


class Churn(Record):
    """Whether customers stay; every month, by log-odds."""

    yearly: Annotated[Share, Field(lt=1)] = 0.1
    """Part of the customers that is lost in a year when nothing is better or worse than usual."""
    satisfaction: Effect = 0.25
    """Log-odds of leaving for 10 points of satisfaction less."""
    relation: Effect = 0.8
    """Log-odds of leaving between the closest relation and none."""
    loyalty: Effect = 0.8
    """Log-odds of leaving between the highest loyalty and none."""
    complaint: Effect = 0.5
    """Log-odds of leaving while a complaint is open."""
    term: Months = 12
    """Months for which contracts run; at the end of a term it is counted who renewed."""


class WinBack(Record):
    """Customers who left and may return: they order again when a lead of theirs is won."""

    after: Months = 6
    """Months without an order after which an order counts as a reactivation, and a lost customer may ask again."""
    chance: Share = 0.0
    """Chance a month that a customer lost for so long asks again."""


class Orders(Record):
    """Leads that customers bring for themselves; how many is said with the accounts."""

    loyalty: Share = 0.3
    """Part of these leads that comes from usual loyalty: without any loyalty 1 less this is left."""
    channel: Id | None = None
    """Channel of customers won in the year; null: that of the first accounts of their segment."""
    leads_per_customer: Annotated[float, Field(ge=0, le=100)] | None = None
    """Leads a year of customers won in the year; null: as the first accounts of their segment; none: none."""


class Referrals(Record):
    """Leads that loyal customers bring from others; their fit is that of their channel."""

    channel: Id
    """Id of a channel in which a won deal makes a new customer."""
    per_customer: Annotated[float, Field(ge=0, le=100)] = 0.1
    """Leads a year that a customer of usual loyalty brings; in proportion to loyalty."""


class CrossSell(Record):
    """Needs that customers mention when they are asked, and that become leads."""

    channel: Id
    """Id of the channel of such leads."""
    chance: Share = 0.05
    """Chance that an answer to a survey opens one."""


class Survey(Record):
    """Asking customers how content they are: the figure that the company sees."""

    every: Months = 3
    """Months from one survey to the next."""
    sample: Share = 0.5
    """Part of the customers that is asked."""
    response: Share = 0.35
    """Part of those asked that answers, if they have not been asked for long."""
    fatigue: Effect = 0.3
    """Log of the share of answers lost to each survey still in mind."""
    half_life: Annotated[float, Field(gt=0, le=120)] = 4.0
    """Months in which half of a survey is forgotten."""
    bias: Annotated[float, Field(ge=-50, le=50)] = 0.0
    """Points that answers are above what is true on average: who answers is no fair sample."""
    sd: Annotated[float, Field(ge=0, le=50)] = 8.0
    """Points by which a single answer misses, as standard deviation; answers stay within 0 and 100."""
    cost: NonNegative = Decimal(0)
    """Money for each customer asked."""


class Touchpoint(Record):
    """One side of the customer's experience."""

    weight: Share = 0.25
    """Its weight in the experience index; the four weights sum to 1."""
    score: Annotated[float, Field(ge=-1, le=1)] = 0.0
    """How it stands against the usual: 0 as ever, 1 as good and -1 as bad as can be."""
    spend: NonNegative = Decimal(0)
    """Money a month to improve it."""
    gain: Share = 0.5
    """What unlimited money would add to its score."""
    scale: Annotated[float, Field(gt=0)] = 50_000.0
    """Money a month that brings 1 - 1/e of it."""


class Experience(Record):
    """The experience index: a weighted sum of four sides, neutral at 0; it moves where satisfaction belongs."""

    effect: Annotated[float, Field(ge=0, le=100)] = 6.0
    """Points of satisfaction for an index of 1; 0 cuts the link."""
    response: Touchpoint = Touchpoint()
    """How soon the customer hears from us."""
    accuracy: Touchpoint = Touchpoint()
    """Whether what is said is right."""
    friction: Touchpoint = Touchpoint()
    """How easy it is to deal with us."""
    after_sales: Touchpoint = Touchpoint()
    """What happens after the sale."""

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> "Experience":
        total = sum(side.weight for side in self.sides)
        if abs(total - 1) > 1e-9:
            raise Problems([Problem(("response", "weight"), "the four weights should sum to 1", round(total, 6))])
        return self

    @property
    def sides(self) -> tuple[Touchpoint, ...]:
        return self.response, self.accuracy, self.friction, self.after_sales


class HandOver(Record):
    """What is lost when the rep who looked after a customer has left and another takes over."""

    loss: Share = 0.5
    """Part of the relation that goes with her where nothing is on record."""
    records: Share = 0.0
    """Part of what she knew that is on record, such as in a CRM; it keeps that part of the loss from happening."""
    deals: Share = 1.0
    """Part of her open deals that is lost where nothing is on record; the others go to whoever takes over."""
    odds: Effect = 0.0
    """Log-odds at every further stage that deals handed over, and the orders of customers handed over, lose where
    nothing is on record."""
    months: Months = 6
    """For how long orders of a customer handed over are hurt."""


class Life(Record):
    """What customers live through; without it they bring leads at an even rate for ever."""

    satisfaction: Satisfaction = Satisfaction()
    loyalty: Loyalty = Loyalty()
    relation: Relation = Relation()
    care: Care = Care()
    follow_ups: FollowUps = FollowUps()
    complaints: Complaints = Complaints()
    recovery: Recovery = Recovery()
    refunds: Refunds = Refunds()
    churn: Churn = Churn()
    win_back: WinBack = WinBack()
    orders: Orders = Orders()
    referrals: Referrals | None = None
    cross_sell: CrossSell | None = None
    survey: Survey | None = None
    experience: Experience = Experience()
    hand_over: HandOver = HandOver()

    @property
    def amounts(self) -> Iterator[tuple[tuple[str, ...], Decimal]]:
        """Every amount of money written here, with its place."""
        for key in ("response", "accuracy", "friction", "after_sales"):
            yield ("experience", key, "spend"), getattr(self.experience, key).spend
        if self.survey:
            yield ("survey", "cost"), self.survey.cost


def life_problems(life: Life, market: FunnelMarket) -> Iterator[Problem]:
    """Segments and channels that there are not, and channels that mean something else."""
    here = ("customers", "life")
    segments, channels = [segment.id for segment in market.segments], {c.id: c for c in market.channels}
    named = [row.segment for row in life.care.segments]
    for i, name in enumerate(named):
        if name not in segments:
            message = f"there is no such segment; known: {', '.join(segments)}"
            yield Problem((*here, "care", "segments", i, "segment"), message, name)
        elif name in named[:i]:
            yield Problem((*here, "care", "segments", i, "segment"), "this segment is named twice", name)
    for key, new in (("orders", False), ("referrals", True), ("cross_sell", False)):
        section = getattr(life, key)
        channel: str | None = section.channel if section else None
        if channel is not None and channel not in channels:
            message = f"there is no such channel; known: {', '.join(channels)}"
            yield Problem((*here, key, "channel"), message, channel)
        elif channel is not None and channels[channel].new_customer != new:
            makes = (
                "makes no new customer; choose one that does" if new else "makes a new customer; choose one of old ones"
            )
            yield Problem((*here, key, "channel"), f"a deal won there {makes}", channel)
