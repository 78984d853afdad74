"""What is learnt of relationships and of products reaches customers: F04 and F10, from the month in which it tells."""

from typing import Any

import numpy as np
import pytest
from customer_worlds import QUIET, company, merged
from training_worlds import interval, total

from sim.engine import simulate
from sim.panel import Panel

CARED: dict[str, Any] = {
    "care": {"hours": 10},
    "satisfaction": {"relation": 30},
    "loyalty": {"satisfaction": 3},
    "churn": {"yearly": 0.3},
    "refunds": {"chance": 0.3, "lag": 2, "share": 0.5},
}


def taught(hours: float, topic: str, gain: float = 0.03) -> Panel:
    """Years in which everybody takes so many hours of a course in the fourth month, in her own time."""
    course = {"id": "class", "name": "Class", "hours": hours, "topic": topic, "months": [4]}
    training = {"lag": 0, "forgetting": 0, "gain": gain, "own_time": 1, "courses": [course]}
    return simulate(company(merged(QUIET, CARED), quiet=False, training=training), 100, 5)


@pytest.mark.parametrize(("topic", "measure", "sign"), [("relationship", "renewals", 1), ("product", "refunds", -1)])
def test_what_is_learnt_shows_in_customers_once_it_tells(topic: str, measure: str, sign: int) -> None:
    """F04, F10: forty hours win renewals, or save refunds, after the course and never before it (α = .001)."""
    without, with_it = (taught(hours, topic) for hours in (0, 40))
    later = slice(4, None)
    low, high = interval(total(with_it, measure, later) - total(without, measure, later))
    assert (low > 0) if sign > 0 else (high < 0)
    assert np.array_equal(without.of(measure)[:, :4], with_it.of(measure)[:, :4])


@pytest.mark.parametrize("topic", ["relationship", "product"])
def test_a_course_that_teaches_nothing_reaches_nobody(topic: str) -> None:
    """Null: without gain the course moves nothing but its own hours."""
    without, with_it = (taught(hours, topic, gain=0) for hours in (0, 40))
    moved = {m.name for m in without.measures if not np.array_equal(without.of(m.name), with_it.of(m.name))}
    assert moved == {"hours_training"}
