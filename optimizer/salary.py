"""Base salaries (底薪) by grade: the part of pay that no result moves."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from optimizer.decision import Decision, Move, Patch, Values, move_to, readable
from optimizer.program import Row
from scenarios.base import Label
from scenarios.legal.wage import least_wage
from scenarios.plan import Base
from scenarios.scenario import Scenario


class Salary:
    """The salary a month of each grade that the plan pays one; nothing where it pays none."""

    def __init__(self, scenario: Scenario, within: float) -> None:
        salaries = [component for component in scenario.plan.components if isinstance(component, Base)]
        filled = {rep.level for rep in scenario.people.reps
                  if any(not base.roles or rep.role in base.roles for base in salaries)}  # fmt: skip
        self._levels = [level for level in scenario.people.levels if level.id in filled]
        self._within, self._wage = within, least_wage(scenario.company)
        self._most = max((float(level.base + level.variable / 12) for level in self._levels), default=0.0)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        found = []
        for level in self._levels:
            now = float(level.base)
            step = now or self._most or 1.0
            says = Label(en=f"base salary of {level.name.en}", zh=f"{level.name.zh}底薪")
            low, high = max(0.0, now - self._within * step), now + self._within * step
            found.append(Decision(f"salary[{level.id}]", "salary", says, now, low, high, step))
        return tuple(found)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The month without a sale pays the salary alone, which the law wants to be a living."""
        if self._wage is None:
            return ()
        return tuple(
            Row(f"legal[{d.name[7:-1]}]", ((d.name, 1.0),), ">=", float(self._wage),
                Label(en=f"{d.says.en} is no less than the minimum wage", zh=f"{d.says.zh}不低于最低工资"))
            for d in self.decisions
        )  # fmt: skip

    def moves(self, at: Values, size: float, side: int) -> list[Move]:
        return [move_to(d, at, size, side) for d in self.decisions]

    def patch(self, values: Values) -> Patch:
        moved = [d for d in self.decisions if values[d.name] != d.now]
        levels = [{"id": d.name[len("salary[") : -1], "base": Decimal(f"{values[d.name]:.6f}")} for d in moved]
        return {"people": {"levels": levels}} if levels else {}

    def rounded(self, values: Values) -> dict[str, float]:
        """Moved salaries to three digits; none below the minimum wage."""
        return {d.name: max(readable(d, values[d.name]), float(self._wage or 0)) for d in self.decisions}
