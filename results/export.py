"""The simulated company's own books: what its CRM, its HR department and its sales manager would hand over."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from results.export_deals import opportunities_of
from results.workdays import Diary, month_starts
from scenarios.company import WorkingDays
from scenarios.crm.tables import Company, Orders, Quotas, Roster
from scenarios.load import Fault, ScenarioFaults
from scenarios.market import DirectMarket
from scenarios.scenario import Scenario
from sim.engine import Engine, Year, trace, year_in
from sim.log import Log
from sim.quotas import rep_quotas
from sim.world.world import World, make_world


def exported(
    scenario: Scenario, seed: int = 1, replication: int = 0, as_of: date | None = None, engine: Engine = "kernel"
) -> Company:
    """One simulated year as canonical tables; with `as_of` as they stood that evening, all later things unknown.

    Opportunities open when the year begins are among them with their real dates; those that a warm-up closed
    before are not. Raises ScenarioFaults where a scenario has no dates.
    """
    calendar = _calendar(scenario, as_of)
    year = _prepared(scenario, seed)
    log = trace(year, replication, engine)[1]
    diary = Diary(calendar, int(year.world.period_end[0]))
    starts = month_starts(calendar)
    last = np.datetime64(as_of or starts[-1], "D")
    return Company(
        opportunities=opportunities_of(scenario, year, replication, log, diary, last),
        orders=_orders(scenario, year, log, diary, last),
        roster=_roster(scenario),
        quotas=_quotas(scenario, starts, last),
        currency=scenario.company.currency.code,
    )


@lru_cache(maxsize=4)
def _prepared(scenario: Scenario, seed: int) -> Year:
    """As `sim.engine.prepare`; kept, because it costs more than the year itself and all replications share it."""
    return year_in(_world(scenario), scenario, seed)


@lru_cache(maxsize=4)
def _world(scenario: Scenario) -> World:
    """The same for every seed."""
    return make_world(scenario)


def _calendar(scenario: Scenario, as_of: date | None) -> WorkingDays:
    """The calendar, which must have dates, and this one not before its first."""
    calendar = scenario.company.calendar
    name = scenario.title.en
    if not isinstance(calendar, WorkingDays):
        message = "even months have no dates, so nothing can be exported; `kind: working_days` with a `start` has them"
        raise ScenarioFaults([Fault(name, 0, "company.calendar.kind", message, calendar.kind)])
    if as_of and as_of < calendar.start:
        message = f"is before the first day of the simulated year, {calendar.start}"
        raise ScenarioFaults([Fault(name, 0, "--as-of", message, str(as_of))])
    return calendar


def _orders(scenario: Scenario, year: Year, log: Log, diary: Diary, last: np.datetime64) -> Orders | None:
    """A direct market's sales: one row for each rep and month, on the month's last working day."""
    if not isinstance(scenario.market, DirectMarket):
        return None
    names = [measure.name for measure in year.measures]
    sold, margin = (log.entries[log.entries["measure"] == names.index(n)] for n in ("bookings", "gross_margin"))
    coin = 10**scenario.company.currency.minor_digits
    date_of = diary.moments(sold["time"]).astype("datetime64[D]")
    owner = np.array([rep.id for rep in scenario.people.reps])[sold["rep"]]
    rows = pd.DataFrame(
        {
            "id": [f"DD-{rep}-{day}" for rep, day in zip(owner, date_of.astype("datetime64[M]"), strict=True)],
            "owner": owner,
            "account": "",
            "segment": "all",
            "date": date_of.astype("datetime64[s]"),
            "amount": sold["amount"] / coin,
            "cost": (sold["amount"] - margin["amount"]) / coin,
        }
    )
    return Orders(rows[date_of <= last].reset_index(drop=True))


def _roster(scenario: Scenario) -> Roster:
    """Everybody, with pay as agreed; a scenario tells no managers, and of days only those within its year."""
    reps, levels = scenario.people.reps, {level.id: level for level in scenario.people.levels}
    rows = pd.DataFrame(
        {
            "id": [rep.id for rep in reps],
            "name": [rep.name.zh for rep in reps],
            "team": [rep.team for rep in reps],
            "level": [rep.level for rep in reps],
            "manager": "",
            "hired": np.array([rep.joins for rep in reps], "datetime64[s]"),
            "left": np.array([rep.leaves for rep in reps], "datetime64[s]"),
            "base": [float(levels[rep.level].base) for rep in reps],
            "variable": [float(levels[rep.level].variable) for rep in reps],
        }
    )
    return Roster(rows)


def _quotas(scenario: Scenario, starts: Sequence[date], last: np.datetime64) -> Quotas:
    """Each rep's quota of each month. They are given out for twelve months at once, when the first of them begins."""
    given = rep_quotas(scenario) / 10**scenario.company.currency.minor_digits
    known = sum(bool(np.datetime64(starts[m - m % 12]) <= last) for m in range(len(starts) - 1))
    carried = [(rep.id, given[place, :known]) for place, rep in enumerate(scenario.people.reps) if given[place].any()]
    bounds = np.array(starts[: known + 1], "datetime64[s]")
    rows = pd.DataFrame(
        {
            "owner": np.repeat([owner for owner, _ in carried], known),
            "start": np.tile(bounds[:-1], len(carried)),
            "end": np.tile(bounds[1:], len(carried)),
            "amount": np.concatenate([amounts for _, amounts in carried]),
        }
    )
    return Quotas(rows)
