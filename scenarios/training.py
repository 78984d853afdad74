"""What people learn in the year: courses, coaching, cases shared, help, practice, tests, and what is forgotten."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from scenarios.base import Id, Label, Problem, Problems, Record, Share, Skill
from scenarios.people import People, Skills

Topic = Literal["prospecting", "discovery", "product", "negotiation", "relationship", "process"]
"""One of the six skills of a rep: what a course teaches, what a coach works on."""
TOPICS: tuple[Topic, ...] = get_args(Topic)
TOPIC_NAMES: Mapping[str, Label] = MappingProxyType(
    {
        "prospecting": Label(en="prospecting", zh="客户开发"),
        "discovery": Label(en="discovery", zh="需求沟通"),
        "product": Label(en="product", zh="产品知识"),
        "negotiation": Label(en="negotiation", zh="谈判"),
        "relationship": Label(en="relationship", zh="客户关系"),
        "process": Label(en="process", zh="流程管理"),
    }
)

Hours = Annotated[float, Field(ge=0, le=200)]
Month = Annotated[int, Field(ge=1, le=60)]
Gain = Annotated[float, Field(ge=0, le=5)]
Fee = Annotated[Decimal, Field(ge=0, le=10_000_000, max_digits=14)]


class Course(Record):
    """A training that is held in some months for some people: of one skill, or on the industry of one segment."""

    id: Id
    """Short stable name; luck and references follow it."""
    name: Label
    """What tables and charts show."""
    topic: Topic | None = None
    """The skill it teaches; either this or `segment`."""
    segment: Id | None = None
    """Id of the segment whose industry it teaches: it helps with leads of that segment, and with no others."""
    hours: Hours
    """Hours a session takes each person."""
    months: tuple[Month, ...] = ()
    """Months of the year in which it is held, 1 the first; either these or `every`."""
    every: Annotated[int, Field(ge=1, le=60)] | None = None
    """Held again every so many months, from month `start` on."""
    start: Month = 1
    """The first month of a cadence."""
    for_whom: Literal["all", "roles", "levels", "reps", "targeted"] = "all"
    """Who goes: everybody, those in `roles`, in `levels`, the `reps` named, or the `places` people who need it most."""
    roles: tuple[Id, ...] = ()
    """Ids of roles."""
    levels: tuple[Id, ...] = ()
    """Ids of grades."""
    reps: tuple[Id, ...] = ()
    """Ids of reps."""
    places: Annotated[int, Field(ge=0, le=10_000)] = 0
    """How many people are sent where it is targeted."""
    fee: Fee = Decimal(0)
    """Money for each person and session."""

    @model_validator(mode="after")
    def _is_clear(self) -> "Course":
        found = []
        if (self.topic is None) == (self.segment is None):
            found.append(Problem(("topic",), "a course has either a `topic` or a `segment`", self.topic))
        if bool(self.months) == (self.every is not None):
            found.append(Problem(("months",), "a course has either `months` or `every`", list(self.months)))
        for kind in ("roles", "levels", "reps"):
            named = getattr(self, kind)
            if named and self.for_whom != kind:
                found.append(
                    Problem((kind,), f"has no meaning with `for_whom: {self.for_whom}`; remove it", len(named))
                )
            elif not named and self.for_whom == kind:
                found.append(Problem((kind,), f"is required with `for_whom: {kind}`"))
        if self.places and self.for_whom != "targeted":
            message = f"has no meaning with `for_whom: {self.for_whom}`; remove it"
            found.append(Problem(("places",), message, self.places))
        if self.for_whom == "targeted" and self.topic is None:
            message = "only a course with a `topic` can be targeted: a need is a gap in skill"
            found.append(Problem(("for_whom",), message, self.for_whom))
        if found:
            raise Problems(found)
        return self

    def is_held(self, month: int) -> bool:
        """Whether it is held in a month, counted from 0."""
        if self.every is None:
            return month + 1 in self.months
        return month + 1 >= self.start and (month + 1 - self.start) % self.every == 0


class Diagnosis(Record):
    """How managers find out who needs which training. Assumed: nobody has measured how well they judge."""

    by: Literal["skill", "kpi"] = "skill"
    """skill: by how far a rep's skill, as judged, lies below the norm; kpi: by how much more often than others' her
    leads say no at the stages that ask for the skill."""
    noise: Annotated[float, Field(ge=0, le=1)] = 0.1
    """Standard deviation of a manager's error when a skill is judged; less with better data."""
    prior: Annotated[float, Field(ge=0, le=10_000)] = 20.0
    """kpi: for how many leads the company's own rate counts against a rep's few."""


class Norm(Record):
    """What is expected of people on a level."""

    level: Id
    """Id of a grade."""
    skills: Skills
    """Skill that is expected in each topic."""


class Coaching(Record):
    """A manager works with each rep alone on what the rep needs most. Assumed, as its gain is.

    Source: Sandvik et al. (2020) find lasting gains from structured talks about one's own cases.
    """

    hours: Hours = 0.0
    """A manager's hours for coaching in a month, shared evenly among the manager's reps; the reps give as many."""
    span: Annotated[float, Field(ge=1, le=200)] | None = None
    """How many reps a manager has; null: those of the team who are there, one manager a team."""
    gain: Gain = 0.03
    """Share of the gap to full skill that an hour closes."""


class Sharing(Record):
    """Sessions in which the best of a team tells the others how a case was won; all of them give the hours."""

    hours: Hours = 0.0
    """Hours of a session."""
    every: Annotated[int, Field(ge=1, le=60)] = 1
    """A session every so many months, from the first month on."""
    topic: Topic | None = None
    """What cases are about; null: where the best and the weakest of the team are furthest apart."""
    gain: Gain = 0.05
    """Share of the gap to the teller that an hour closes."""
    fading: Share = 0.7
    """What a further case on the same topic brings, of what the one before brought."""


class Helping(Record):
    """In each team the best in a topic helps the weakest with live deals for some hours a month."""

    hours: Hours = 0.0
    """Hours a month that the helper gives."""
    topic: Topic | None = None
    """What they help with; null: where the two are furthest apart, among topics that a stage asks for."""
    lift: Annotated[float, Field(ge=0, le=20)] = 1.0
    """Log-odds that ample help adds, at the stages of the topic, for a whole point of difference in skill."""
    gain: Gain = 0.1
    """How soon help is ample: the share of what is missing that an hour adds."""
    least: Skill = 0.0
    """Nobody helps where the two are less than this apart."""


class StepUp(Record):
    """One step up: from a level to the next."""

    level: Id
    """Id of the grade one comes from."""
    to: Id
    """Id of the grade one is promoted to."""
    skill: Skill
    """Average of the six skills at which one is promoted, from the month after."""


class Promotion(Record):
    """A development path: who has learnt enough moves up a level."""

    steps: Annotated[tuple[StepUp, ...], Field(min_length=1)]
    """Each level has one step up at most."""


class Tests(Record):
    """Tests of knowledge: how good they are as a measurement is assumed."""

    months: tuple[Month, ...] = ()
    """Months at whose end everybody is tested, 1 the first."""
    topic: Topic = "product"
    """What is asked."""
    questions: Annotated[int, Field(ge=1, le=1000)] = 50
    """Questions in a test."""
    pass_mark: Share = 0.6
    """Share of right answers that passes."""
    reliability: Annotated[float, Field(gt=0, le=1)] = 0.8
    """Share of the differences between scores that is knowledge and not luck: the square of their correlation."""
    spread: Annotated[float, Field(gt=0, le=0.5)] | None = None
    """Standard deviation of the skill among those tested, from which luck's follows; null: the roster's own."""
    around_courses: bool = False
    """Whether every course with a topic is preceded and followed by a test, so that its gain shows."""


class Training(Record):
    """Learning and forgetting. Rates are assumed where the scenario's `sources` do not say otherwise.

    Skills move from month to month, at its close; odds, hours and authority of a month are those of its beginning.
    """

    courses: tuple[Course, ...] = ()
    """Trainings held in the year."""
    gain: Gain = 0.008
    """Share of the gap to full skill that an hour of a course closes: more hours bring less and less."""
    lag: Annotated[int, Field(ge=0, le=24)] = 1
    """Whole months after a course's month before it begins to tell; 0: it tells from the next month on."""
    attendance: Share = 1.0
    """Chance that somebody who was assigned a course completes it."""
    forgetting: Share = 0.03
    """Share of what lies above a rep's base that is forgotten in a month."""
    kept: Share = 1.0
    """A rep's base: the share of the skill in the roster that stays without any practice or training."""
    practice: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Share of the gap to full skill that one touch closes, in the skill its stage asks for (learning by doing)."""
    knowledge_effect: Annotated[float, Field(ge=0, le=10)] = 0.5
    """Log-odds that full knowledge of a segment's industry adds at every stage, for leads of that segment."""
    own_time: Share = 0.0
    """Share of all these hours that lies outside the hours for leads, such as Saturdays; the rest comes from them."""
    norms: tuple[Norm, ...] = ()
    """What is expected on a level; levels not named here: the average of their people when the year opens."""
    diagnosis: Diagnosis = Diagnosis()
    coaching: Coaching = Coaching()
    sharing: Sharing = Sharing()
    helping: Helping = Helping()
    tests: Tests = Tests()
    promotion: Promotion | None = None
    """Levels that are reached by learning; null: nobody is promoted."""


def training_problems(training: Training, people: People, segments: tuple[str, ...], months: int) -> Iterator[Problem]:
    """What does not hang together with the rest of a scenario."""
    seen: set[str] = set()
    for index, course in enumerate(training.courses):
        where = ("training", "courses", index)
        if course.id in seen:
            yield Problem((*where, "id"), "this id is used twice; ids are unique", course.id)
        seen.add(course.id)
        yield from _unknown(course, where, people, segments)
        late = [month for month in (*course.months, course.start) if month > months]
        if late:
            yield Problem((*where, "months"), f"the year has {months} months", late[0])
    for month in training.tests.months:
        if month > months:
            yield Problem(("training", "tests", "months"), f"the year has {months} months", month)
    yield from _levels(training, people)


def _unknown(
    course: Course, where: tuple[str | int, ...], people: People, segments: tuple[str, ...]
) -> Iterator[Problem]:
    known = {
        "roles": [role.id for role in people.roles],
        "levels": [level.id for level in people.levels],
        "reps": [rep.id for rep in people.reps],
    }
    for key, ids in known.items():
        for i, name in enumerate(getattr(course, key)):
            if name not in ids:
                yield Problem((*where, key, i), f"there is no such {key[:-1]}; known: {_some(ids)}", name)
    if course.segment is not None and course.segment not in segments:
        yield Problem((*where, "segment"), f"there is no such segment; known: {_some(segments)}", course.segment)


def _levels(training: Training, people: People) -> Iterator[Problem]:
    levels = [level.id for level in people.levels]
    message = f"there is no such level; known: {_some(levels)}"
    named: list[str] = []
    for index, norm in enumerate(training.norms):
        if norm.level not in levels:
            yield Problem(("training", "norms", index, "level"), message, norm.level)
        if norm.level in named:
            yield Problem(("training", "norms", index, "level"), "this level is named twice", norm.level)
        named.append(norm.level)
    left: list[str] = []
    for index, step in enumerate(training.promotion.steps if training.promotion else ()):
        where = ("training", "promotion", "steps", index)
        for key, level in (("level", step.level), ("to", step.to)):
            if level not in levels:
                yield Problem((*where, key), message, level)
        if step.level in left:
            yield Problem((*where, "level"), "this level has a step up already", step.level)
        if step.level == step.to:
            yield Problem((*where, "to"), "is the level one comes from", step.to)
        left.append(step.level)
    yield from _no_circle(training)


def _no_circle(training: Training) -> Iterator[Problem]:
    """Nobody is promoted back to a level one came from."""
    steps = training.promotion.steps if training.promotion else ()
    up = {step.level: step.to for step in steps if step.level != step.to}
    for index, step in enumerate(steps):
        at, seen = step.to, 0
        while at in up and at != step.level and seen < len(up):
            at, seen = up[at], seen + 1
        if at == step.level != step.to:
            message = "leads back to the level one comes from"
            yield Problem(("training", "promotion", "steps", index, "to"), message, step.to)
            return


def _some(ids: list[str] | tuple[str, ...]) -> str:
    return ", ".join(ids[:8]) + (" …" if len(ids) > 8 else "") if ids else "none"
