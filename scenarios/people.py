"""The people who carry a quota: who they are, what they can do, what they are paid at target."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from scenarios.base import Id, Label, NonNegative, Problem, Problems, Record, Share, Skill


class Skills(Record):
    """How well a rep does each part of the job, from 0 to 1; 0.5 is the middle of the field."""

    prospecting: Skill = 0.5
    """Finding and opening up customers."""
    discovery: Skill = 0.5
    """Finding out what a customer needs."""
    product: Skill = 0.5
    """Knowing and showing the product."""
    negotiation: Skill = 0.5
    """Coming to terms and to a signature."""
    relationship: Skill = 0.5
    """Keeping customers close."""
    process: Skill = 0.5
    """Planning and keeping to the process."""


class Level(Record):
    """What a grade means: pay at target and the usual share of the company's target."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    base: NonNegative
    """Base salary a month (底薪)."""
    variable: NonNegative
    """Variable pay a year at target (目标提成与奖金): OTE = 12 · base + variable."""
    quota_weight: NonNegative
    """The rep's share of the company's target is this over the sum of everybody's."""


class Duty(Record):
    """Something people in a role are there for, and the KPIs by which it shows."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    kpis: tuple[Id, ...] = ()
    """KPIs that tell whether it is done."""


class Role(Record):
    """What somebody does: sells and carries a quota, or helps others to sell (岗位)."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    carries_quota: bool = True
    """Whether people in it carry a quota of their own; others share a team's, or have activity targets."""
    duties: tuple[Duty, ...] = ()
    """What they are there for."""
    stages: tuple[Id, ...] = ()
    """Ids of the stages that people in it work; at another one the deal is handed to somebody of the territory whose
    role has it. Empty for all."""
    segments: tuple[Id, ...] = ()
    """Ids of the segments whose leads they take; empty for all."""


Times = Annotated[float, Field(gt=0, le=100)]


class RepSegment(Record):
    """How a rep does in one segment against her own and the segment's average: products, industries, markets."""

    segment: Id
    """Id of a segment."""
    skill: Skill = 0.5
    """From 0 to 1; 0.5 is no better and no worse than elsewhere. It counts at every stage."""
    answer: Times = 1.0
    """How long her customers there take to say yes, as a multiple of others' time; at every stage."""
    refusal: Times = 1.0
    """How long they take to say no, as a multiple."""


class Rep(Record):
    """A sales representative."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    team: Id
    """Id of the rep's team."""
    level: Id
    """Id of the rep's grade."""
    role: Id | None = None
    """Id of the rep's role; null for a rep who carries a quota like everybody else."""
    territory: Id | None = None
    """Id of a territory of the rep's own, such as a book of accounts; null for the team's."""
    skills: Skills = Skills()
    segments: tuple[RepSegment, ...] = ()
    """Segments that suit the rep more, or less, than others."""
    hours_per_day: Annotated[float, Field(gt=0, le=16)] = 5.0
    """Hours a working day left for leads after meetings, travel and reports."""
    lead_share: Annotated[float, Field(ge=0, le=100)] = 1.0
    """Weight with which the territory's leads come to this rep; 0 for none."""
    quota_weight: NonNegative | None = None
    """Instead of the level's."""
    aspires: NonNegative | None = None
    """Pay a year that she is after, where people may leave (`turnover`); null: as everybody, by her pay at target."""
    joins: date | None = None
    """Her first day; until then her seat is empty. Null, or a day before the year: she is there as it opens."""
    leaves: date | None = None
    """The first day on which she is no longer there; from then on her seat is empty. Null: she stays."""

    @model_validator(mode="after")
    def _comes_before_she_goes(self) -> "Rep":
        if self.joins and self.leaves and self.leaves <= self.joins:
            raise Problems([Problem(("leaves",), f"should be after she joins, {self.joins}", self.leaves)])
        return self

    def is_there(self, day: date) -> bool:
        """Whether she is with the company on a day."""
        return (self.joins is None or self.joins <= day) and (self.leaves is None or day < self.leaves)


class Clarity(Record):
    """How clear it is who does what (职责清晰度); at 1 no lead is worked twice, and none lies about. Assumed."""

    clear: Share = 1.0
    """1: everybody knows which leads are whose."""
    duplicates: Share = 0.2
    """Share of leads that a second rep works, too (撞单), where nothing is clear; her first touch is lost time."""
    unowned: Share = 0.1
    """Share of leads that lie about at first where nothing is clear."""
    days: Annotated[float, Field(ge=0, le=250)] = 5.0
    """Working days until somebody takes care of those."""


class Exchange(Record):
    """Reps who see one another's leads hand those that suit a colleague better to her."""

    share: Share = 1.0
    """Of such leads, how many are handed over."""
    gap: Annotated[float, Field(ge=0, le=20)] = 0.5
    """Log-odds over all stages by which the colleague has to be better."""


class People(Record):
    """Grades and roster."""

    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    roles: tuple[Role, ...] = ()
    """Roles, where not everybody's is the same."""
    reps: Annotated[tuple[Rep, ...], Field(min_length=1)]
    clarity: Clarity | None = None
    """How clear it is whose lead is whose; null: quite."""
    exchange: Exchange | None = None
    """Leads handed to whom they suit better; null for none."""
