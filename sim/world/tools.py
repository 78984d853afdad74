"""Tools in numbers: who has come to use each of them how far in which month, and what that brings."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.scenario import Scenario
from scenarios.tools import Tool
from sim.rules.funnel import in_ticks
from sim.rules.money import coins
from sim.rules.tools import months_to_learn, ramped
from sim.seats import days_there

Floats = npt.NDArray[np.float64]


class Tools(NamedTuple):
    """on: 1 where the scenario has tools. first: place of their first measure in the panel, -1 without.

    adoption: [tool, rep, month], 0 to 1. cost: coins, learning: hours in ticks, [rep, month]. The rest are shares,
    [rep, month]: reminded, of the steps left out that are then done; records, of what is known of customers that is on
    record; signal, of the noise in what is known of people that is gone; reports, of hours for reports saved; response,
    of the delay before a first touch that is left; quoting, of quotes' hours saved; errors, of quotes' mistakes left.
    """

    on: int
    first: int
    adoption: Floats
    cost: Floats
    learning: Floats
    reminded: Floats
    records: Floats
    signal: Floats
    reports: Floats
    response: Floats
    quoting: Floats
    errors: Floats


def tools_of(scenario: Scenario, first: int = -1) -> Tools:
    """The tools of a scenario; two of one effect leave less and less to save."""
    there = days_there(scenario) > 0
    adoption = np.array([_adoption(scenario, tool) for tool in scenario.tools]).reshape(-1, *there.shape) * there

    def left(effect: str) -> Floats:
        """What tools leave of something: the product of what each leaves of it."""
        shares = np.array([getattr(tool, effect) for tool in scenario.tools]).reshape(-1, 1, 1)
        product: Floats = np.prod(1.0 - shares * adoption, axis=0)
        return product

    return Tools(
        on=int(bool(scenario.tools)),
        first=first,
        adoption=adoption,
        cost=_cost(scenario, there),
        learning=_learning(scenario, adoption),
        reminded=1.0 - left("adherence"),
        records=1.0 - left("records"),
        signal=1.0 - left("signal"),
        reports=1.0 - left("reports"),
        response=left("response"),
        quoting=1.0 - left("quoting"),
        errors=left("errors"),
    )


def _adoption(scenario: Scenario, tool: Tool) -> list[list[float]]:
    """[rep, month]: as it stands at the end of the month, by which the month is lived."""
    return [
        [
            tool.adoption * ramped(used, months_to_learn(tool.ramp, tool.skill_effect, skill), tool.curve == "logistic")
            for used in _months_used(scenario, tool)
        ]
        for skill in (rep.skills.process for rep in scenario.people.reps)
    ]


def _months_used(scenario: Scenario, tool: Tool) -> Iterator[float]:
    return (float(max(0, month + 2 - tool.begins)) for month in range(scenario.company.calendar.months))


def _cost(scenario: Scenario, there: npt.NDArray[np.bool_]) -> Floats:
    """Licences of the seats that somebody fills, coins [rep, month]."""
    coin = 10**scenario.company.currency.minor_digits
    cost = np.zeros(there.shape)
    for tool in scenario.tools:
        cost[:, tool.begins - 1 :] += coins(float(tool.cost * coin))
    return cost * there


def _learning(scenario: Scenario, adoption: Floats) -> Floats:
    """Hours of learning, in ticks: in each month as adoption grows in it."""
    hours = np.zeros(adoption.shape[1:])
    for tool, level in zip(scenario.tools, adoption, strict=True):
        growth = np.maximum(0.0, np.diff(np.maximum.accumulate(level, axis=1), axis=1, prepend=0.0))
        hours += np.vectorize(in_ticks, otypes=[np.float64])(tool.learning * growth)
    return hours
