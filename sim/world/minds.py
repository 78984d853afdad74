"""How each rep weighs effort against pay: what is stated of everybody, of her role, and how people differ."""

import numpy as np

from scenarios.mind import RoleMind
from scenarios.scenario import Scenario
from sim.draws import PERSON, name_id, uniform
from sim.rules.distributions import lognormal_quantile
from sim.tables import Table, table

MINDS = {"none": 0, "myopic": 1, "forward": 2}

BEHAVIOUR = np.dtype(
    [
        ("kind", "i8"),
        ("free", "f8"),
        ("usual", "f8"),
        ("low", "f8"),
        ("high", "f8"),
        ("cost", "f8"),
        ("bend", "f8"),
        ("discount", "f8"),
        ("bias", "f8"),
        ("risk", "f8"),
        ("power", "f8"),
        ("unit", "f8"),
    ]
)
"""One row a rep. kind: as in MINDS. free to high: efforts. cost: coins a month for a unit of effort to the power of
`bend`, and times `bend`. discount: what a month's delay leaves of pay's worth. bias: what anything later is worth
beside. risk: absolute risk aversion, for each coin a year. power: of a month's pay in its worth, 0 where pay counts as
money; its cost is then in that worth. unit: coins."""
AS_EVERYBODY = RoleMind(role="everybody")
MOST_TAKEN = 0.5
"""What differences of patience may take off at most."""
COST, RISK, IMPATIENCE = range(3)


def behaviour_table(scenario: Scenario) -> Table:
    """Everybody's BEHAVIOUR row."""
    mind, coin, rows = scenario.mind, 10**scenario.company.currency.minor_digits, []
    power, bend = mind.income_power or 0.0, mind.effort.power
    own = {role.role: role for role in mind.roles}
    for rep in scenario.people.reps:
        role = own.get(rep.role or "", AS_EVERYBODY)
        name = name_id("rep", rep.id)
        cost = float(mind.effort.cost) * role.effort_cost * _times(name, COST, mind.differ.effort_cost)
        risk = float(mind.risk_aversion if role.risk_aversion is None else role.risk_aversion)
        haste = _times(name, IMPATIENCE, mind.differ.impatience)
        patience = [
            _patience(role.discount, mind.discount, haste),
            _patience(role.present_bias, mind.present_bias, haste),
        ]
        efforts = (mind.effort.free, mind.effort.usual, mind.effort.low, mind.effort.high)
        cost *= 1 if power else coin
        risk *= _times(name, RISK, mind.differ.risk_aversion)
        rows.append((MINDS[role.kind or mind.kind], *efforts, cost, bend, *patience, risk / coin, power, coin))
    return table(BEHAVIOUR, rows)


def _times(name: int, what: int, cv: float) -> float:
    """By what a person's number is multiplied; she is the same in every year, so no year's luck is asked."""
    return lognormal_quantile(uniform(0, 0, PERSON, name, what), 1.0, cv) if cv > 0.0 else 1.0


def _patience(of_role: float | None, of_all: float, haste: float) -> float:
    """What is left after a delay that takes so many times as much."""
    taken = 1.0 - (of_all if of_role is None else of_role)
    return 1.0 - min(haste * taken, max(taken, MOST_TAKEN))
