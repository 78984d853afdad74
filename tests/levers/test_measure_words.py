"""Every measure that any lever's world counts has a name in both languages, and levels are known to be levels."""

import re

import pytest
from trying import worlds

from results.measure_words import is_level, measure_name, unnamed
from scenarios.levers import LEVERS
from scenarios.load import load
from sim.measures import measures


@pytest.mark.parametrize("lever", LEVERS, ids=[lever.id for lever in LEVERS])
def test_measures_of_a_levers_world_have_names(lever: object) -> None:
    """What is counted at the lever's test dose can be told in tables and stories, in English and in Chinese."""
    scenario = worlds(lever)[1]  # type: ignore[arg-type]
    found = measures(scenario)
    assert unnamed(found, scenario) == []
    names = [measure_name(measure.name, scenario) for measure in found]
    assert all(name and name.en and re.search("[\u4e00-\u9fff]", name.zh) for name in names)
    told = ("a level", "not to be added up", "not to be summed", "1 from the month")
    assert [m.name for m in found if is_level(m.name) != any(word in m.definition for word in told)] == []


def test_measures_of_the_bundled_sales_world_have_names() -> None:
    """With every part on, in `sales_world`, nothing is counted that has no name."""
    scenario = load("sales_world")
    assert len(measures(scenario)) > 150
    assert unnamed(measures(scenario), scenario) == []


def test_a_measure_without_a_name_is_noticed() -> None:
    """The count of unnamed measures can fail."""
    scenario = worlds(LEVERS[0])[0]
    strange = measures(scenario)[0].__class__("strange:thing", "count", "Strange.")
    assert unnamed((strange,), scenario) == ["strange:thing"]
