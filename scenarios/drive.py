"""What moves people beside pay (动力): goals, deadlines, colleagues, mood, fairness, news of where they stand."""

from typing import Annotated, Literal

from pydantic import Field

from scenarios.base import Record, Share

Part = Annotated[float, Field(ge=0, le=0.5)]
"""Of effort: by how much a single effect may raise or lower it."""
Months = Annotated[int, Field(ge=0, le=12)]
Hours = Annotated[float, Field(ge=0, le=40)]


class Difficulty(Record):
    """Effort rises to a target that is hard but can be reached, and falls where it is too easy (坐等) or out of reach
    (放弃): an inverted U of what is left of the cycle's quota over what the rep expects of the time left. Assumed."""

    push: Part = 0.15
    """What the best difficulty adds to effort."""
    slack: Part = 0.2
    """What it loses far away from there, on either side."""
    best: Annotated[float, Field(gt=0, le=5)] = 1.1
    """The difficulty at which effort is highest; 1: usual effort is expected to reach the target."""
    width: Annotated[float, Field(gt=0, le=3)] = 0.3
    """How far from it effort still holds: standard deviation, in logarithms."""


class Deadline(Record):
    """Effort grows as the quota cycle nears its end (截止效应), while the gap can be closed; not where the target is
    safe or lost. A cycle of one month has no course: effort is decided month by month. Assumed."""

    strength: Part = 0.2
    """What it adds in the cycle's last month, growing evenly from nothing in its first."""
    ease: Part = 0.1
    """What is lost there where the target is safe or lost."""
    lost: Annotated[float, Field(gt=1, le=10)] = 2.0
    """The difficulty at which people see that it cannot be reached."""


class GoalClarity(Record):
    """How clear it is to everybody what is wanted of them (目标清晰度). Assumed. Who has no target is not concerned."""

    clear: Share = 1.0
    """Part of the effects of goals that is left: of difficulty, deadline and ranking; and of commitment."""
    waste: Part = 0.2
    """Most of a month's effort that goes astray where nothing is clear; how much of it is drawn by rep and month."""


class Ranking(Record):
    """Near rivals spur (比拼), the far ahead discourage; only where results are seen (`visible`). Attainment of the
    year so far is compared. Assumed."""

    push: Part = 0.1
    """What a colleague with equal attainment adds to effort."""
    near: Annotated[float, Field(gt=0, le=5)] = 0.15
    """How near a colleague has to be: standard deviation of the difference of attainment."""
    discourage: Part = 0.15
    """What is lost by who is far behind the others' average."""
    far: Annotated[float, Field(gt=0, le=5)] = 0.5
    """How far behind that average, in attainment, all of it is lost; it begins at `near`."""


class Motivation(Record):
    """How much somebody wants to (积极性), from 0 to 1, and how tired she is (疲劳), month by month. Assumed."""

    weight: Part = 0.3
    """What full motivation adds to effort against none, half of it above the usual where that is 0.5."""
    usual: Share = 0.5
    """Motivation of somebody to whom nothing happens; at it effort is as it is."""
    recover: Share = 0.3
    """Part of the way back to it that is made in a month."""
    success: Share = 0.05
    """What a month with its quota reached adds."""
    setback: Share = 0.1
    """What a month without a signature takes."""
    strain: Share = 0.3
    """Fatigue that a month with twice the usual effort brings; less effort than usual brings none."""
    rest: Share = 0.3
    """Part of fatigue that a month takes off."""
    tired: Part = 0.3
    """What full fatigue takes off effort."""
    recognitions: Annotated[int, Field(ge=0, le=1000)] = 0
    """How many people are publicly recognised each month (表彰): the highest attainment of the month before. No pay."""
    recognised: Share = 0.2
    """What that adds to motivation, for a time."""
    recognised_months: Annotated[int, Field(ge=1, le=12)] = 2
    """For how many months."""


class Commitment(Record):
    """How far people make their target their own (承诺), from 0 to 1; it keeps effort up after a month without a
    signature. Assumed."""

    start: Share = 0.4
    """Of a target that is handed down."""
    rounds: Annotated[int, Field(ge=0, le=12)] = 0
    """Rounds of talks about targets before they are set (共识)."""
    gain: Share = 0.3
    """Part of what is missing of full commitment that a round brings."""
    hours: Hours = 4.0
    """Each rep's hours for a round, in the year's first month."""
    drop: Part = 0.25
    """What a month without a signature takes off the effort of somebody without commitment."""
    recover: Share = 0.3
    """Part of it that somebody without commitment has got over a month later; with commitment it is more."""


class Fairness(Record):
    """Who is paid less than her teammates, each against her pay at target, does less (公平感). Assumed."""

    weight: Part = 0.15
    """What is lost at most."""
    tolerance: Share = 0.05
    """Gap, as a part of pay at target, that nobody minds."""
    full: Annotated[float, Field(gt=0, le=5)] = 0.4
    """Gap at which all of it is lost."""


class Feedback(Record):
    """How and when people learn where they stand (反馈): until then they go by what they expect. Assumed."""

    every: Annotated[int, Field(ge=1, le=12)] = 1
    """Months from one report to the next."""
    delay: Months = 0
    """Months that a report is old when it comes."""
    fade: Annotated[float, Field(gt=0, le=100)] = 3.0
    """Months after which news moves people 1/e as much as fresh news does."""
    hours: Hours = 0.0
    """Each rep's hours for a report."""
    misjudged: Annotated[float, Field(ge=0, le=2)] = 0.3
    """How much people misjudge what they have sold: standard deviation of the logarithm, drawn once for each person."""
    keeps: Share = 0.7
    """What a report, or a review, leaves of the misjudgement: 0.7 halves it in two."""
    drift: Share = 0.2
    """Part of what was cleared up that is misjudged again a month later."""


class Reviews(Record):
    """Meetings in which results are gone through (业绩评估会): they take hours, tell of the month before whatever
    reports do, and sharpen what people see as a report does. Assumed."""

    a_month: Annotated[int, Field(ge=0, le=22)] = 1
    """Meetings a month."""
    hours: Hours = 1.5
    """Each rep's hours for one."""


Visible = Literal["none", "own", "team", "all"]


class Drive(Record):
    """What moves people beside pay. Each part is off where it is null, and none moves effort beyond the mind's lowest
    and highest. All of it is assumed: directions are published, sizes are not."""

    cycle: Literal["month", "quarter", "year"] = "quarter"
    """The quota cycle that difficulty and deadline look at."""
    visible: Visible = "own"
    """Whose results a rep sees: nobody's, not even hers; her own; her team's; everybody's."""
    transparency: Share = 1.0
    """How well reps see what the plan will pay them: this part of the way from usual effort to that which they would
    choose (薪酬透明度)."""
    difficulty: Difficulty | None = None
    deadline: Deadline | None = None
    clarity: GoalClarity | None = None
    ranking: Ranking | None = None
    motivation: Motivation | None = None
    commitment: Commitment | None = None
    fairness: Fairness | None = None
    feedback: Feedback | None = None
    reviews: Reviews | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts that are on."""
        known = ("difficulty", "deadline", "clarity", "ranking", "motivation", "commitment", "fairness", "feedback")
        return tuple(name for name in (*known, "reviews") if getattr(self, name) is not None)

    @property
    def acts(self) -> bool:
        """Whether anything here can move effort."""
        return bool(self.parts) or self.transparency < 1
