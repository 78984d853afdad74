"""A plan carried out on paper: on amounts that somebody states instead of simulating them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from scenarios.kpis import known_measures
from scenarios.plan import Plan
from sim.pay.credit import credited, watch_of
from sim.pay.make import make_table
from sim.pay.maker import Setting
from sim.pay.payees import Payees
from sim.pay.run import pay_year
from sim.pay.table import PayTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Deal:
    """What a plan may ask of one deal: its segment and channel, whether the customer is new, days to payment."""

    segment: str | None = None
    channel: str | None = None
    new: bool = False
    days: float = 0.0


@dataclass(frozen=True, eq=False)
class Paper:
    """A year carried out: who was paid what for which sums.

    sums: float [period, rep, column], period 0 being the time before the year. paid: int [month, rep, component],
    coins.
    """

    plan: Plan
    payees: Payees
    setting: Setting
    table: PayTable
    sums: Floats
    paid: Ints

    @property
    def first_pay(self) -> int:
        return self.setting.first_counted - len(self.plan.components)

    def column(self, measure: str) -> Floats:
        """A measure by [month, rep]."""
        return self.sums[1:, :, self.setting.columns[measure]]


class Sheet:
    """The sums of a year while they are being filled in."""

    def __init__(self, plan: Plan, payees: Payees, setting: Setting, table: PayTable | None = None) -> None:
        self.plan, self.payees, self.setting = plan, payees, setting
        self.table = make_table(plan, payees, setting) if table is None else table
        columns = setting.first_counted + len(self.table.events)
        self.sums = np.zeros((payees.months + 1, len(payees.ids), columns))

    def add(self, measure: str, rep: int, month: int, amount: int, deal: Deal | None = None, time: float = 0.0) -> None:
        """An amount, coins or things, of one rep in one month; and what of it the plan counts deal by deal."""
        place = self.setting.columns[measure]
        self.sums[month + 1, rep, place] += amount
        deal = deal or Deal()
        segment = _place(self.setting.segments, deal.segment)
        channel = _place(self.setting.channels, deal.channel)
        for event in np.flatnonzero(self.table.events.measure == place).tolist():
            counts = credited(watch_of(self.table), event, amount, segment, channel, int(deal.new), deal.days, time)
            self.sums[month + 1, rep, self.table.events[event].column] += counts

    def settled(self) -> Paper:
        """Everybody paid, month by month."""
        paid = pay_year(self.table, self.sums, len(self.setting.columns), len(self.plan.components))
        return Paper(self.plan, self.payees, self.setting, self.table, self.sums, paid)


def on_paper(
    plan: Plan,
    segments: tuple[str, ...] = (),
    channels: tuple[str, ...] = (),
    clock: Callable[[date], float] | None = None,
) -> Setting:
    """A setting with a column for every measure there is, and for the numbers that the plan's own KPIs ask for."""
    own = [name for kpi in plan.kpis for name in kpi.given]
    columns = {name: place for place, name in enumerate(dict.fromkeys([*known_measures(), *own]))}
    return Setting(columns, len(columns) + len(plan.components), segments, channels, clock, day=1.0)


def with_features(setting: Setting, deals: list[Deal]) -> Setting:
    """The setting with every segment and channel that some deal has."""
    segments = dict.fromkeys([*setting.segments, *(d.segment for d in deals if d.segment)])
    channels = dict.fromkeys([*setting.channels, *(d.channel for d in deals if d.channel)])
    return replace(setting, segments=tuple(segments), channels=tuple(channels))


def _place(names: tuple[str, ...], name: str | None) -> int:
    return names.index(name) if name in names else -1
