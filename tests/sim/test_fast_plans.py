"""Planning a year quickly: each shortcut against the slow and obvious way."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from sim.draws import uniform
from sim.mind.later import left_to_earn
from sim.mind.policy import between
from sim.mind.prospects import Prospect
from sim.mind.steps import best_efforts, on_line
from sim.policies import NODES
from sim.rules.effort import effort_cost
from sim.tables import table
from sim.world.minds import BEHAVIOUR

Floats = npt.NDArray[np.float64]
ROWS, COLUMNS, PLACES = 9, 13, 26
WEIGHTS = np.exp(-0.5 * NODES**2) / np.exp(-0.5 * NODES**2).sum()
LUCK = np.stack([NODES, WEIGHTS])


class Sums(NamedTuple):
    """Two quarters in half a year: where she may stand, by month and side."""

    ahead: Prospect
    low: Floats
    step: Floats


def half_year() -> Sums:
    """Each month brings 5 and 4 for a unit of effort up to 2, with a spread of 3."""
    since = np.array([[0, 3 * (month // 3)] for month in range(6)])
    until = np.array([[5, 3 * (month // 3) + 2] for month in range(6)])
    amounts = np.tile(np.array([5.0, 4.0, 3.0]), (2, 6, 1))
    ahead = Prospect(amounts, np.zeros((0, 6, 2, 3)), np.array([3, 2]), np.array([0, 1]), since, until, 0.0)
    gone = np.array([[since[month, 1], month - since[month, 1]] for month in range(6)])
    low, high = 5.0 * gone - 15.0 * np.sqrt(gone), 13.0 * gone + 15.0 * np.sqrt(gone)
    return Sums(ahead, low, (high - low) / np.array([ROWS - 1, COLUMNS - 1]))


def some_value() -> Floats:
    """What the next morning is worth: rising, with a corner and a bump."""
    across, down = np.meshgrid(np.linspace(0, 1, COLUMNS), np.linspace(0, 1, ROWS))
    return np.asarray(3.0 * down + 2.0 * across + np.maximum(across + down - 1.1, 0.0) * 5.0 + np.sin(6.0 * across))


def plainly(month: int, sums: Sums, reach: Floats, later: Floats) -> Floats:
    """Every row, place and luck on its own."""
    found = np.zeros((ROWS, PLACES))
    for row in range(ROWS):
        for place in range(PLACES):
            come = reach[0] + reach[1] * place + 3.0 * NODES
            if month == 2:
                year = sums.low[month, 0] + row * sums.step[month, 0] + come
                at = [(float(y - sums.low[month + 1, 0]) / sums.step[month + 1, 0], 0.0) for y in year]
            else:
                at = [(float(row), float(c - sums.low[month + 1, 1]) / sums.step[month + 1, 1]) for c in come]
            found[row, place] = sum(w * between(later, *here) for w, here in zip(WEIGHTS, at, strict=True))
    return found


@pytest.mark.parametrize(("month", "close"), [(1, 1e-12), (4, 1e-12), (2, 5e-3)])
def test_luck_is_averaged_over_as_in_the_plain_sum(month: int, close: float) -> None:
    """Within a period to 1e-12; over its end to 5e-3 of values up to 6, by straight lines between sixteenths."""
    sums, later, one_to_one = half_year(), some_value(), np.array([0.0, 1.0])
    gone = month - int(sums.ahead.since[month, 1])
    least, most = 5.0 * (gone + 1), 13.0 * (gone + 1)
    reach = np.array([least, (most - least) / (PLACES - 1)])
    found = left_to_earn(sums.ahead, month, ROWS, PLACES, one_to_one, reach, sums.low, sums.step, later, LUCK)
    np.testing.assert_allclose(found, plainly(month, sums, reach, later), rtol=0, atol=close)


def test_after_the_last_period_nothing_of_it_is_left() -> None:
    """As the year ends, nothing; where a longer sum begins anew, what its first morning is worth."""
    sums, later, one_to_one = half_year(), some_value(), np.array([0.0, 1.0])
    reach = np.array([0.0, 1.0])
    assert not left_to_earn(sums.ahead, 5, 1, 4, one_to_one, reach, sums.low, sums.step, later, LUCK).any()
    until = sums.ahead.until.copy()
    until[:3, 0] = 2
    anew = left_to_earn(sums.ahead._replace(until=until), 2, 1, 4, one_to_one, reach, sums.low, sums.step, later, LUCK)
    assert (anew == later[0, 0]).all()


def mind(power: float) -> Any:
    one = {"kind": 2, "free": 0.2, "usual": 1.0, "low": 0.0, "high": 2.0, "cost": 1.5, "bend": power, "discount": 0.9,
           "bias": 0.8, "risk": 0.0, "power": 0.0, "unit": 1.0}  # fmt: skip
    return table(BEHAVIOUR, [tuple(one[name] for name in BEHAVIOUR.names or ())])[0]


@pytest.mark.parametrize("power", [1.5, 2.0, 3.0])
def test_no_effort_tried_is_better_than_the_one_found(power: float) -> None:
    """Random rows of pay with a corner, several places, three costs of effort: within 2e-4 of the best of 401."""
    way, moves, places, reach = mind(power), np.array([1.0, 3.0, 2.0]), np.arange(400.0), np.array([0.0, 0.05])
    once = np.sqrt(np.linspace(0.0, 1.0, 65))
    for case in range(3):
        bend, at = uniform(0, 0, 1, case, 0), 4.0 + 12.0 * uniform(0, 0, 1, case, 1)
        paid, hoped = np.maximum(0.05 * places - at, 0.0) * bend, 2.0 * np.tanh((0.05 * places - at) / 3.0)
        effort, value = np.empty(5), np.empty(5)
        best_efforts(way, 1.0, 2.0, moves, once, paid, hoped, reach, effort, value)
        for column in range(5):
            there = (2.0 + 2.0 * column) / 0.05
            tables = (there, once, paid, hoped, power)
            best = max(gain(tried, 0.8, *tables) for tried in np.linspace(0.0, 2.0, 401))
            assert gain(effort[column], 0.8, *tables) > best - 2e-4
            assert value[column] == pytest.approx(gain(effort[column], 1.0, *tables), abs=1e-12)


def gain(tried: float, bias: float, there: float, once: Floats, paid: Floats, hoped: Floats, power: float) -> float:
    """What an effort is worth, from the place where none leads to."""
    at = there + 3.0 * tried / 0.05
    now = on_line(paid, at) + on_line(once, 32.0 * tried)
    return float(now + bias * 0.9 * on_line(hoped, at) - effort_cost(tried, 0.2, 1.5, power))
