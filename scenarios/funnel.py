"""How a lead becomes a contract: the stages, the work each takes, and what decides."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, Kinded, Label, MeantFor, Problem, Problems, Record, Share, Waiting
from scenarios.process import Process


class Work(Kinded):
    """Hours that a piece of work takes: lognormal by mean and coefficient of variation, unless `kind` says else."""

    meant_for: ClassVar[MeantFor] = {"cv": ("lognormal", "gamma")}

    kind: Literal["lognormal", "gamma", "exponential", "fixed"] = "lognormal"
    """Its distribution."""
    mean: Annotated[float, Field(ge=0, le=1000)]
    """Average hours."""
    cv: Annotated[float, Field(ge=0, le=5)] = 0.0
    """Standard deviation over mean; lognormal and gamma only."""


class SegmentStep(Record):
    """How one segment's customers answer at a stage, where they differ from the others."""

    segment: Id
    """Id of a segment."""
    advance: Annotated[Share, Field(gt=0, lt=1)] | None = None
    """Its own chance of going on; null for the stage's."""
    answer: Waiting | None = None
    """How long its customers take to say yes; null for the stage's."""
    refusal: Waiting | None = None
    """How long its customers take to say no; null for the stage's, or where that is null, too, as long as a yes."""


class Stage(Record):
    """One step: the rep works on the lead, the customer takes time to answer, and says yes or no."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    skill: Literal["prospecting", "discovery", "product", "negotiation", "relationship", "process"]
    """Which of the rep's skills counts here."""
    hours: Work
    advance: Annotated[Share, Field(gt=0, lt=1)]
    """Chance of going on, for an average lead in the hands of a rep of skill 0.5."""
    answer: Waiting
    """How long a customer takes to say yes; and to say no, unless `refusal` tells."""
    refusal: Waiting | None = None
    """How long a customer takes to say no; null: as long as a yes takes."""
    patience: Waiting | None = None
    """How long the lead waits for the rep's touch before it goes cold; null for ever."""
    returns: Annotated[Share, Field(lt=1)] = 0.0
    """Share of those who say no here that are given back to be worked anew (退回公海), by whoever of the territory then
    takes them."""
    returns_to: Id | None = None
    """Id of the stage from which those are worked anew, this one or one before; null for the first."""
    segments: tuple[SegmentStep, ...] = ()
    """Segments whose customers answer in another way here."""

    @model_validator(mode="after")
    def _leaves_time_for_a_touch(self) -> "Stage":
        if self.patience is not None and self.patience.mean == 0:
            raise Problems(
                [Problem(("patience", "mean"), "patience of 0 leaves no time for a touch; null waits for ever")]
            )
        return self


Weights = tuple[Annotated[float, Field(gt=0, le=20)], ...]


class Pace(Record):
    """How quickly customers decide in each month of the year against the average, such as before a quarter ends."""

    yes: Weights = ()
    """Pace of those who will say yes, one number for each month; empty for an even one."""
    no: Weights = ()
    """Pace of those who will say no, one number for each month; empty for an even one."""


class Delay(Record):
    """A point of the curve by which a late first answer costs conversion."""

    hours: Annotated[float, Field(gt=0, le=10_000)]
    """From enquiry to first touch."""
    factor: Annotated[Share, Field(gt=0)]
    """What is then left of the chance of going on."""


class Response(Record):
    """How soon somebody gets back to a new lead, and what it costs to be late (跟进及时性).

    The chance of going on at the first stage is multiplied by a factor that falls with the hours from enquiry to first
    touch: halved every `half_life`, or by straight lines over the logarithm of time between `points`.
    """

    half_life: Annotated[float, Field(gt=0, le=100_000)] | None = None
    """Hours in which the chance halves."""
    points: tuple[Delay, ...] = ()
    """Or a curve, such as one measured: level before the first and beyond the last point."""
    hours_a_day: Annotated[float, Field(gt=0, le=24)] = 8.0
    """Hours of a working day, in which delays are counted."""
    in_time: Annotated[float, Field(gt=0, le=10_000)] = 24.0
    """Hours within which a first answer counts as in time."""

    @model_validator(mode="after")
    def _one_curve(self) -> "Response":
        found = []
        if (self.half_life is None) == (not self.points):
            found.append(Problem(("half_life",), "either this or `points` tells the curve", self.half_life))
        for i, (before, after) in enumerate(pairwise(self.points)):
            if after.hours <= before.hours or after.factor > before.factor:
                message = "should be later than the point before, and its factor no higher"
                found.append(Problem(("points", i + 1), message, f"{after.hours:g} h, {after.factor:g}"))
        if found:
            raise Problems(found)
        return self


class Negotiation(Record):
    """The discount a customer gets when the contract is signed; assumed where no list prices are known."""

    discount: Annotated[Share, Field(lt=1)] = 0.0
    """Usual discount off the list value, with a negotiator of skill 0.5."""
    sd: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    """Its standard deviation between deals."""
    skill_effect: Annotated[float, Field(ge=0, le=1)] = 0.0
    """How much less is given between negotiation skill 0 and 1, as a share of the list value."""
    most: Annotated[Share, Field(lt=1)] = 0.5
    """No discount is deeper than this."""


class Presales(Record):
    """Specialists who join a deal: after the rep's own work a deal waits for one of them (售前支持)."""

    role: Id
    """Id of the role whose people do it; they take no leads of their own."""
    stages: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of the stages at which they join."""
    share: Share = 1.0
    """Share of the deals that need them."""
    hours: Work = Work(mean=3)
    """What it takes them."""
    lift: Annotated[float, Field(ge=-5, le=5)] = 0.0
    """Log-odds that their part adds to a yes."""


class Funnel(Record):
    """The sales process; any number of stages."""

    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=20)]
    skill_effect: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Log-odds of advancing between skill 0 and skill 1."""
    fit_effect: Annotated[float, Field(ge=0, le=5)] = 0.0
    """Log-odds of advancing for each standard deviation of a lead's fit."""
    effort_effect: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Log-odds of advancing for each unit of effort above the usual one, when the rep's work on the stage begins."""
    pace: Pace = Pace()
    order: Literal["fifo", "value", "newest"] = "fifo"
    """What a rep works on next: what has waited longest; what promises most value an hour; what is newest."""
    response: Response | None = None
    """What a late first answer costs; null for nothing."""
    negotiation: Negotiation | None = None
    """Discounts; null where contracts are signed at their list value."""
    presales: Presales | None = None
    """Specialists who join deals; null for none."""
    process: Process | None = None
    """Steps, planning and discovery, and how far people keep to them; null where nobody looks at that."""
