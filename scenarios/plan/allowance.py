"""An allowance by grade, earned in one period and paid month by month in the next."""

from typing import Literal

from pydantic import model_validator

from scenarios.base import Id, Problem, Problems
from scenarios.plan.counting import Credited
from scenarios.plan.schedule import PointSchedule
from scenarios.plan.terms import Variable


class Allowance(Credited, Variable):
    """A monthly allowance by the result of the period before (职级津贴): it begins with the next month."""

    kind: Literal["allowance"]
    measure: Id
    """What the grade goes by."""
    period: Literal["quarter", "half", "year"]
    """Over what the result is added up, and how long the allowance then lasts."""
    schedule: PointSchedule
    """`mode: step` and `pays: money`: money a month by grade."""

    @model_validator(mode="after")
    def _steps_of_money(self) -> "Allowance":
        found = []
        if self.schedule.mode != "step":
            found.append(Problem(("schedule", "mode"), "an allowance goes by grades; write `mode: step`",
                                 self.schedule.mode))  # fmt: skip
        if self.schedule.pays != "money":
            found.append(Problem(("schedule", "pays"), "an allowance is money; write `pays: money`", "target"))
        if found:
            raise Problems(found)
        return self
