"""Guard rails: what a better plan may not be bought with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from optimizer.program import Row, Sense, linear
from optimizer.response import Response
from optimizer.sample import Sample
from scenarios.base import Label
from scenarios.scenario import Scenario
from sim.world.minds import behaviour_table

Floats = npt.NDArray[np.float64]
RailName = Literal["cost", "people", "participation"]
TOLERANCE = 0.01
"""Expected pay cost may miss what is to be spent by this share."""
CLOSE = 0.0025
"""By how much a plan on the way may miss it and be worth as much as one that does not."""
FLOOR = 0.95
"""No rep's expected pay falls below this share of today's."""
MARGIN = 0.015
"""A search keeps this much above the floor, because it sees only some years."""
PRICE = 5.0
"""What a unit of money by which a rail is missed costs a plan on the way."""


@dataclass(frozen=True)
class Rails:
    """cost: what pay is to come to in expectation. today: each rep's expected pay now, [rep]; people keep FLOOR of it.
    outside: what each year has to be worth to each rep. None: no such rail. margin: how far above the floor to stay.
    """

    scenario: Scenario
    cost: float | None
    today: Floats | None
    outside: float | None
    margin: float = MARGIN

    @property
    def risk_aversion(self) -> Floats:
        """Of each rep, for each unit of money."""
        risk = behaviour_table(self.scenario).risk * 10**self.scenario.company.currency.minor_digits
        return np.asarray(risk)

    def rooms(self, sample: Sample) -> dict[str, float]:
        """By row: how much more there is than is demanded, in currency."""
        found: dict[str, float] = {}
        names = [rep.id for rep in self.scenario.people.reps]
        if self.cost is not None:
            found["cost"] = sample.cost - self.cost
        if self.today is not None:
            rooms = sample.expected_pay - (FLOOR + self.margin) * self.today
            found |= {f"people[{name}]": float(room) for name, room in zip(names, rooms, strict=True)}
        if self.outside is not None:
            rooms = sample.certain_worth(self.risk_aversion) - self.outside
            found |= {f"participation[{name}]": float(room) for name, room in zip(names, rooms, strict=True)}
        return found

    def missed(self, sample: Sample) -> float:
        """By how much money a plan misses the rails, all together; half of what a search keeps away does not count."""
        missed = 0.0
        if self.cost is not None:
            missed += max(0.0, abs(sample.cost - self.cost) - CLOSE * self.cost)
        if self.today is not None:
            floor = (FLOOR + self.margin / 2) * self.today
            missed += float(np.maximum(0.0, floor - sample.expected_pay).sum())
        if self.outside is not None:
            missed += float(np.maximum(0.0, self.outside - sample.certain_worth(self.risk_aversion)).sum())
        return missed

    def price(self, sample: Sample) -> float:
        """What the rails that a plan misses count for."""
        return PRICE * self.missed(sample)

    def merit(self, sample: Sample) -> float:
        """Expected margin after pay, less the price of every rail missed."""
        return float(sample.margin.mean()) - self.price(sample)

    def rows(self, names: list[str], response: Response) -> Iterator[Row]:
        """The rails as rows, as far as slopes tell. `names`: the decisions."""
        at, rooms = np.array([response.at[name] for name in names]), self.rooms(response.here)

        def row(name: str, slopes: Floats, sense: Sense, says: Label) -> Row:
            return Row(name, linear(zip(names, slopes, strict=True)), sense, float(slopes @ at) - rooms[name], says)

        if self.cost is not None:
            says = Label(en="expected pay cost comes to what is to be spent", zh="预期薪酬成本等于预算")
            yield row("cost", response.pay.sum(axis=0), "=", says)
        for place, rep in enumerate(self.scenario.people.reps):
            if self.today is not None:
                says = Label(en=f"expected pay of {rep.name.en} keeps 95 % of today's",
                             zh=f"{rep.name.zh} 的预期收入不低于现在的 95%")  # fmt: skip
                yield row(f"people[{rep.id}]", response.pay[place], ">=", says)
            if self.outside is not None:
                says = Label(en=f"the year is worth to {rep.name.en} what another job would be",
                             zh=f"这一年对 {rep.name.zh} 的价值不低于外部机会")  # fmt: skip
                yield row(f"participation[{rep.id}]", response.worth[place], ">=", says)


def make_rails(scenario: Scenario, names: tuple[RailName, ...], base: Sample, budget: float | None) -> Rails:
    """The rails of these names around today's plan, lived through in `base`; `budget` takes the place of its cost."""
    outside = scenario.mind.outside
    return Rails(
        scenario,
        cost=(base.cost if budget is None else budget) if "cost" in names else None,
        today=base.expected_pay if "people" in names else None,
        outside=float(outside) if "participation" in names and outside is not None else None,
    )
