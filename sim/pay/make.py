"""A plan and the people it pays, as one table."""

from scenarios.company import WorkingDays
from scenarios.market import FunnelMarket
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from sim.measures import believed, measures
from sim.pay.kinds import MAKERS
from sim.pay.maker import Maker, Setting
from sim.pay.payees import Payees, payees_of
from sim.pay.table import PayTable


def make_table(plan: Plan, payees: Payees, setting: Setting) -> PayTable:
    """The plan's lines for these people.

    Raises UnpayableError where the setting cannot count something, OverflowError where an amount does not fit 64 bits.
    """
    maker = Maker(plan, payees, setting)
    for component in plan.components:
        MAKERS[type(component)](maker, component)
    return maker.made()


def simulated(scenario: Scenario) -> PayTable:
    """A scenario's plan over the simulator's own columns."""
    return make_table(scenario.plan, payees_of(scenario), setting_of(scenario))


def setting_of(scenario: Scenario) -> Setting:
    """What the simulator counts: the panel's measures, then deals counted one by one."""
    market, calendar = scenario.market, scenario.company.calendar
    funnel = isinstance(market, FunnelMarket)
    names = [measure.name for measure in measures(scenario)]
    clock = None
    if isinstance(calendar, WorkingDays):
        from sim.seats import time_of_day

        clock = lambda day: time_of_day(scenario, day)  # noqa: E731 - a clock is a function of a day
    return Setting(
        columns={name: place for place, name in enumerate(names) if ":" not in name},
        first_counted=len(names),
        segments=tuple(s.id for s in market.segments) if funnel else (),  # type: ignore[union-attr]
        channels=tuple(c.id for c in market.channels) if funnel else (),  # type: ignore[union-attr]
        clock=clock,
        delay_worth=scenario.mind.discount,
        beliefs=believed(scenario),
        day=_day_length(scenario),
    )


def _day_length(scenario: Scenario) -> float:
    """Calendar days in a working day, on average."""
    calendar = scenario.company.calendar
    if isinstance(calendar, WorkingDays):
        return (calendar.month_start(calendar.months) - calendar.start).days / sum(1 for _ in calendar.worked_dates())
    return 365.25 / 12 / calendar.days_per_month
