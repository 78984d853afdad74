"""How reps react to the plan: an assumption with a range, never a fit."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, NonNegative, Problem, Problems, Record
from scenarios.tasks import Tasks
from scenarios.timing import Timing


class Effort(Record):
    """How hard a rep works; 1 is the contract's ordinary day. A month costs cost · (effort - free)^power / power."""

    free: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Effort given without any incentive."""
    usual: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Effort of a rep who does not react, and what everyone expects of later months."""
    low: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Least effort a rep can give."""
    high: Annotated[float, Field(gt=0, le=10)] = 2.0
    """Most effort a rep can give."""
    cost: NonNegative
    """Money a month, for a unit of effort to `power`, and times `power`: with a power of 2, a unit beyond what is free
    costs half of it."""
    power: Annotated[float, Field(gt=1, le=10)] = 2.0
    """How fast effort becomes dearer: 2 makes each further unit dearer by as much; below 2 the first ones are dear at
    once and the last ones little more, above 2 the first ones are nearly free and the last ones very dear."""

    @model_validator(mode="after")
    def _bounds_in_order(self) -> "Effort":
        found = []
        if self.low > self.high:
            found.append(Problem(("low",), f"lowest effort exceeds the highest, {self.high}", self.low))
        elif not self.low <= self.usual <= self.high:
            found.append(Problem(("usual",), f"should be between {self.low} and {self.high}", self.usual))
        if found:
            raise Problems(found)
        return self


Kind = Literal["none", "myopic", "forward"]
Patience = Annotated[float, Field(gt=0, le=1)]


class RoleMind(Record):
    """How people in a role react, where they do so otherwise than everybody else (岗位差异); null: as everybody."""

    role: Id
    """Id of a role."""
    kind: Kind | None = None
    """Whether they react to the plan, and how far they look."""
    effort_cost: Annotated[float, Field(gt=0, le=100)] = 1.0
    """What effort costs them, as a multiple of what it costs everybody."""
    risk_aversion: NonNegative | None = None
    """For each unit of money a year."""
    discount: Patience | None = None
    """What waiting a month leaves of pay's worth."""
    present_bias: Patience | None = None
    """What anything beyond this month is worth against this month."""


Differ = Annotated[float, Field(ge=0, le=3)]


class Differences(Record):
    """How much one rep differs from the next (个体差异): each one's number is the stated one times a lognormal of mean
    1 and of this coefficient of variation. A person's draw follows her id: it is the same in every year and plan."""

    effort_cost: Differ = 0.0
    """Of what effort costs."""
    risk_aversion: Differ = 0.0
    """Of aversion to risk."""
    impatience: Differ = 0.0
    """Of what a month's delay takes off pay's worth, and of the bias for what is at hand; at most half of it."""


class Mind(Record):
    """`none`: effort is always the usual one. `myopic`: each month where marginal pay meets marginal cost. `forward`:
    so, too, but with what it means for all later months, by backward induction over the year."""

    kind: Kind
    """Whether reps react to the plan, and how far they look."""
    effort: Effort
    pilot: Annotated[int, Field(ge=4, le=10_000)] = 64
    """Replications of a quiet year from which reps learn what their effort is worth (funnel only)."""
    risk_aversion: NonNegative = Decimal(0)
    """For each unit of money a year: a year's pay of variance v is worth ½ · this · v less than its mean. It counts
    where a search asks whether people would stay; effort is chosen by expected pay, but for reps who think ahead
    (`forward`), who weigh what is uncertain by it too."""
    discount: Patience = 1.0
    """What waiting a month leaves of pay's worth to a rep: 0.95 values pay in a year at 0.54. It weakens pay that comes
    at the end of long periods or in instalments."""
    present_bias: Patience = 1.0
    """What anything beyond this month is worth against this month's pay and effort, whenever it comes: 0.7 puts off
    effort whose pay is not this month's. The rep knows that she will think so again. `forward` only."""
    outside: Decimal | None = None
    """What a year elsewhere is worth to a rep, in money for sure and without effort; null where nobody says."""
    income_power: Annotated[float, Field(gt=0, lt=1)] | None = None
    """What a month's pay, salary and all, is worth to a rep: its power, over the power; 0.5 makes it 2·√pay. A coin
    more means less to who has more, and the cost of effort is then in that worth, not in money. `forward` only, in
    place of `risk_aversion`; null: pay counts as money."""
    roles: tuple[RoleMind, ...] = ()
    """Roles whose people react otherwise."""
    differ: Differences = Differences()
    """How people differ from one another. Assumed."""
    timing: Timing = Timing()
    """Whether people have orders signed before their time, or after it, where it pays them."""
    hours: Tasks | None = None
    """Whether those who react divide their hours as the plan pays; null: hours are as planned."""

    @model_validator(mode="after")
    def _one_attitude_to_risk(self) -> "Mind":
        averse = self.risk_aversion or any(role.risk_aversion for role in self.roles)
        if self.income_power is not None and averse:
            message = "shies at risk in its own way: remove it, or every `risk_aversion`"
            raise Problems([Problem(("income_power",), message, self.income_power)])
        if self.income_power is not None and "myopic" in {self.kind, *(role.kind for role in self.roles)}:
            message = "is for those who think ahead: say `kind: forward`, of everybody and of each role, or remove it"
            raise Problems([Problem(("income_power",), message, self.income_power)])
        return self

    @property
    def reacts(self) -> bool:
        """Whether the plan moves anybody's effort."""
        return self.kind != "none" or any(role.kind not in (None, "none") for role in self.roles)
