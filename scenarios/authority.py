"""Who may decide what alone (权限): limits by level, and the people who approve what lies above them."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, Label, NonNegative, Positive, Problem, Problems, Record, Share
from scenarios.funnel import Work


class SigningLimit(Record):
    """What people of a level may decide without asking; null: there is no limit."""

    level: Id
    """Id of a level."""
    deal: NonNegative | None = None
    """Largest deal they may agree on."""
    sign: NonNegative | None = None
    """Largest contract that is valid with their signature alone."""
    discount: Share | None = None
    """Deepest discount they may give."""


class Approver(Record):
    """A manager, or several who share the work, to whom deals above the limits go; first come, first served."""

    id: Id
    """Short stable name; references follow it."""
    name: Label
    """What tables and charts show."""
    teams: tuple[Id, ...] = ()
    """Ids of the teams they approve for; empty for all."""
    limit: Positive | None = None
    """Largest amount they may approve; null for any."""
    hands: Annotated[int, Field(ge=1, le=1000)] = 1
    """How many they are."""
    hours_per_day: Annotated[float, Field(gt=0, le=24)] = 2.0
    """Hours a working day that each has for approvals."""
    review: Work = Work(mean=1)
    """Hours that looking at one deal takes."""


class Soft(Record):
    """How people go beyond their authority where nobody stops them; assumed, there is no published magnitude."""

    chance: Share = 0.02
    """Chance that somebody on target signs a deal above the limits without asking."""
    pressure: Annotated[float, Field(ge=0, le=10)] = 0.5
    """What being behind target by all of it adds to that chance."""
    discount: Annotated[Share, Field(lt=1)] = 0.05
    """Further discount given in such a deal, as a share of its value."""
    bad_debt: Share = 0.05
    """Further share of such deals that are never paid."""


class Authority(Record):
    """Limits of authority and what happens above them: an approval that waits for somebody's time."""

    control: Literal["hard", "soft"] = "hard"
    """hard: nothing above a limit is signed without approval. soft: some is, the more the further behind target."""
    limits: Annotated[tuple[SigningLimit, ...], Field(min_length=1)]
    """By level; levels not named have no limits."""
    approvers: Annotated[tuple[Approver, ...], Field(min_length=1)]
    """From the lowest to the highest."""
    soft: Soft = Soft()

    @model_validator(mode="after")
    def _makes_sense(self) -> "Authority":
        found = []
        for key in ("limits", "approvers"):
            names = [getattr(row, "level" if key == "limits" else "id") for row in getattr(self, key)]
            found += [Problem((key, i), "is named twice", name) for i, name in enumerate(names) if name in names[:i]]
        last = self.approvers[-1]
        if last.limit is not None:
            message = "the last approver needs no limit (null): somebody has to approve the largest deal"
            found.append(Problem(("approvers", len(self.approvers) - 1, "limit"), message, last.limit))
        if last.teams:
            message = "the last approver approves for all teams; leave it out"
            found.append(Problem(("approvers", len(self.approvers) - 1, "teams"), message, list(last.teams)))
        lowest: dict[tuple[Id, ...], float] = {}
        for i, approver in enumerate(self.approvers):
            limit = float("inf") if approver.limit is None else float(approver.limit)
            if limit < lowest.get(approver.teams, 0.0):
                message = "is below that of an approver before; write them from the lowest to the highest"
                found.append(Problem(("approvers", i, "limit"), message, approver.limit))
            lowest[approver.teams] = limit
        if found:
            raise Problems(found)
        return self
