"""Who is paid: everything about people that a plan asks for, from a scenario or from a company's files."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from scenarios.company import WorkingDays, months_after
from scenarios.legal.wage import least_wage
from scenarios.people import Rep
from scenarios.scenario import Scenario
from sim.quotas import rep_quotas
from sim.seats import days_of_months, days_there

Ints = npt.NDArray[np.int64]
ALWAYS = 10_000
"""Months of service of who was always there."""


@dataclass(frozen=True)
class Payees:
    """People and months of one fiscal year, in the order of the roster.

    coin: coins in one unit of currency. base: coins a month; variable: coins a year at target. quota: coins,
    [rep, month]. there, days: days on which each rep is there and days of each month, [rep, month] and [month].
    team: place of each rep's team. tenure: whole months with the company when a month begins, [rep, month]; negative
    before. start: the year's first day; None where months have no dates.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    coin: int
    base: tuple[Fraction, ...]
    variable: tuple[Fraction, ...]
    quota: Ints = field(compare=False)
    there: Ints = field(compare=False)
    days: Ints = field(compare=False)
    team: Ints = field(compare=False)
    tenure: Ints = field(compare=False)
    role: tuple[str | None, ...] = ()
    level: tuple[str, ...] = ()
    start: date | None = None
    minimum_wage: int | None = None

    @property
    def months(self) -> int:
        return int(self.quota.shape[1])

    def part_there(self, rep: int, first: int, last: int) -> Fraction:
        """The part of some months' days on which a rep is there."""
        return Fraction(int(self.there[rep, first : last + 1].sum()), int(self.days[first : last + 1].sum()))


def payees_of(scenario: Scenario) -> Payees:
    """The people of a scenario in its year."""
    company, reps = scenario.company, scenario.people.reps
    levels = {level.id: level for level in scenario.people.levels}
    teams = [team.id for team in company.teams]
    coin = 10**company.currency.minor_digits
    calendar = company.calendar
    start = calendar.start if isinstance(calendar, WorkingDays) else None
    wage = least_wage(company)
    return Payees(
        ids=tuple(rep.id for rep in reps),
        names=tuple(rep.name.en for rep in reps),
        coin=coin,
        base=tuple(Fraction(levels[rep.level].base) * coin for rep in reps),
        variable=tuple(Fraction(levels[rep.level].variable) * coin for rep in reps),
        quota=rep_quotas(scenario),
        there=days_there(scenario),
        days=days_of_months(scenario),
        team=np.array([teams.index(rep.team) for rep in reps], np.int64),
        tenure=_tenure(reps, start, calendar.months),
        role=tuple(rep.role for rep in reps),
        level=tuple(rep.level for rep in reps),
        start=start,
        minimum_wage=None if wage is None else int(Fraction(wage) * coin),
    )


def _tenure(reps: tuple[Rep, ...], start: date | None, months: int) -> Ints:
    tenure = np.full((len(reps), months), ALWAYS, np.int64)
    for place, rep in enumerate(reps):
        if start is not None and rep.joins is not None:
            tenure[place] = [months_of_service(rep.joins, months_after(start, month)) for month in range(months)]
    return tenure


def months_of_service(joined: date, day: date) -> int:
    """Months with the company on a day; the month of joining counts as 0 from its first day on."""
    return (day.year - joined.year) * 12 + day.month - joined.month
