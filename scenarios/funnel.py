"""How a lead becomes a contract: the stages, the work each takes, and what decides."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, Label, Problem, Problems, Record, Share, Waiting


class Work(Record):
    """Hours a rep spends on one touch: lognormal by mean and coefficient of variation."""

    mean: Annotated[float, Field(ge=0, le=1000)]
    """Average hours."""
    cv: Annotated[float, Field(ge=0, le=5)] = 0.0
    """Standard deviation over mean."""


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
