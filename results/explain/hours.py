"""How a rep divides her hours under the plan: what an hour taken from leads is worth to her elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from results.section import Column, Section
from results.time_use import TAKERS, USES
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted, plain
from scenarios.scenario import Scenario
from sim.measured.tasks import moved
from sim.panel import Panel

Floats = npt.NDArray[np.float64]
Lived = Mapping[str, Floats]
"""For each activity hours planned, hours given, and the planned ones times their worth, [replication, month, 3]."""
DIVIDES = Label(en="How {name} divides hours that follow pay", zh="{name}：随薪酬取舍的工时")
HEADS = {
    "activity": Label(en="Activity", zh="活动"),
    "planned": Label(en="Hours planned", zh="计划工时"),
    "given": Label(en="Hours given", zh="实际工时"),
    "worth": Label(en="Worth of an hour to her", zh="每小时对其价值"),
    "does": Label(en="What the plan makes her do", zh="方案促使其"),
}
DOES = {
    "as_planned": Label(en="as planned", zh="按计划"),
    "neglects": Label(en="neglects it", zh="忽视"),
    "does_more": Label(en="does more of it", zh="多做"),
}
LEARNT = Label(
    en="Worth: pay expected of one hour more there and one less on leads, all that it brings by the year's end at what "
    "the plan pays for it in the month. Learnt from quiet pilot years with half the hours, and half as much again. At "
    "{cost} she gives it twice the planned hours; that is assumed (mind.hours.cost).",
    zh="价值：多投入一小时并少跟进一小时线索的预期薪酬，至年末的全部成果按当月方案计。由计划工时减半与加半的静默试跑年习得。"
    "达 {cost} 时投入计划的两倍；此为假设（mind.hours.cost）。",
)
PLAIN = 0.02
"""Hours that differ from the plan by less than this share are as planned."""


def hours_of(panel: Panel, scenario: Scenario, place: int) -> dict[str, Floats]:
    """What a rep's years in a panel say of each activity; empty where hours do not follow pay."""
    found = {}
    for activity in moved(scenario):
        told = (f"planned_hours:{activity}", TAKERS[activity], f"worth_of_hours:{activity}")
        found[activity] = np.stack([panel.of(name)[:, :, place] for name in told], axis=2)
    return found


def hours_section(scenario: Scenario, place: int, lived: Lived) -> Section:
    """The year's hours of each activity against the plan, with intervals."""
    name, coin, rows = scenario.people.reps[place].name, 10.0**scenario.company.currency.minor_digits, []
    for activity, told in lived.items():
        planned, given, worth = np.moveaxis(told.sum(axis=1), 1, 0)
        each = np.divide(worth / coin, planned, out=np.zeros_like(worth), where=planned > 0)
        means = (mean_of_years(values) for values in (planned, given, each))
        rows.append((USES[activity], *means, _does(planned, given)))
    units = {"activity": "text", "planned": "count", "given": "count", "worth": "money", "does": "text"}
    assert scenario.mind.hours is not None
    cost = f"{scenario.mind.hours.cost:f}"
    return Section(
        "hours",
        Label(en=DIVIDES.en.format(name=name.en), zh=DIVIDES.zh.format(name=name.zh)),
        tuple(Column(key, HEADS[key], unit) for key, unit in units.items()),  # type: ignore[arg-type]
        tuple(rows),
        (Label(en=LEARNT.en.format(cost=cost), zh=LEARNT.zh.format(cost=cost)),),
        len(rows),
    )


def mean_of_years(values: Floats) -> Fitted:
    """A mean over simulated years, with its interval."""
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else 0.0
    return plain(float(values.mean()), float(error), len(values))


def _does(planned: Floats, given: Floats) -> Label:
    share = given.sum() / planned.sum() - 1.0 if planned.any() else 0.0
    return DOES["neglects" if share < -PLAIN else "does_more" if share > PLAIN else "as_planned"]
