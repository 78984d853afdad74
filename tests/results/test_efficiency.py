"""What an hour and a person bring, where paid hours go, what tools are worth: against sums done by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from results.efficiency import efficiency, forecast_error, open_by_stage, worth_of_hours, worth_of_tools
from results.outcome import Outcome
from results.time_use import TAKERS, USES, WASTE, time_use, waste_pareto
from scenarios.load import load
from scenarios.scenario import Scenario
from sim.measures import measures
from sim.panel import Panel

Written = dict[str, Any]
SMALL = Path(__file__).parents[1] / "levers" / "small.yaml"


def three_reps(**changes: Any) -> Scenario:
    """Three reps in a year of twelve months."""
    written = load(SMALL).model_dump(mode="json", by_alias=True)
    written["company"]["calendar"] = {"kind": "even", "months": 12}
    written["people"]["reps"] = [rep | {"team": "north"} for rep in written["people"]["reps"][:3]]
    written["opening"] = None
    return Scenario.model_validate({**written, **changes})


def outcome(scenario: Scenario, **years: list[float]) -> Outcome:
    """One year of three reps with these sums, and nothing else."""
    columns = [measure.name for measure in measures(scenario)]
    reps = np.zeros((1, 3, len(columns)))
    for name, values in years.items():
        reps[0, :, columns.index(name)] = values
    return Outcome(scenario, reps, np.zeros((1, 12, 2, len(columns))))


def with_tools(**years: list[float]) -> Outcome:
    tool = {"id": "crm", "name": "CRM", "kind": "pipeline", "cost": 10}
    return outcome(three_reps(tools=[tool]), **years)


def with_hours(**years: list[float]) -> Outcome:
    return outcome(three_reps(time={}), **years)


def test_efficiency_is_what_one_works_out_by_hand() -> None:
    """Three reps sold 900, 300 and 0 in 10, 20 and 30 hours: 20 an hour and 400 a head; margins likewise."""
    year = outcome(three_reps(), bookings=[900, 300, 0], gross_margin=[300, 60, 0], hours=[10, 20, 30])
    found = efficiency(year)
    assert (found.hours[0], found.heads) == (60.0, 3.0)
    assert (found.bookings_per_hour[0], found.margin_per_hour[0]) == (20.0, 6.0)
    assert (found.bookings_per_head[0], found.margin_per_head[0]) == (400.0, 120.0)
    alone = efficiency(year, [1])
    assert (alone.bookings_per_hour[0], alone.margin_per_head[0], alone.heads) == (15.0, 60.0, 1.0)
    assert efficiency(outcome(three_reps(), bookings=[1, 1, 1])).bookings_per_hour[0] == 0.0


def test_every_hour_is_in_one_use() -> None:
    """Hands on leads are divided as the work begun is, all else stands for itself; together it is the capacity."""
    year = with_hours(
        hours_capacity=[100, 100, 100], hours_busy=[40, 40, 20], hours_meetings=[20, 20, 20],
        hours_travel=[15, 15, 15], hours_reports=[10, 10, 10], hours_idle=[15, 15, 35], hours=[50, 50, 0],
    )  # fmt: skip
    used = time_use(year)
    assert list(used) == list(USES)
    assert used["selling"][0] == 100.0
    assert (used["meetings"][0], used["travel"][0], used["idle"][0]) == (60.0, 45.0, 65.0)
    assert sum(hours[0] for hours in used.values()) == 300.0
    assert all(used[use][0] == 0 for use in TAKERS)


def test_waste_and_use_make_the_whole() -> None:
    """Waste is listed from the largest, with running shares that end at 1; with what is useful it is the capacity."""
    year = with_hours(
        hours_capacity=[100, 0, 0], hours_travel=[15, 0, 0], hours_idle=[25, 0, 0], hours_reports=[60, 0, 0]
    )
    rows = waste_pareto(year)
    assert [row.use for row in rows][:2] == ["idle", "travel"]
    assert {row.use for row in rows} == set(WASTE)
    assert [round(row.together, 6) for row in rows] == [0.625, 1.0, 1.0, 1.0]
    useful = sum(hours.mean() for use, hours in time_use(year).items() if use not in WASTE)
    assert useful + sum(row.hours for row in rows) == 100.0


def test_without_a_time_account_there_is_no_division() -> None:
    """Where nobody says how long a paid day is, its uses are not made up."""
    with pytest.raises(KeyError, match="section `time`"):
        time_use(outcome(three_reps(), hours=[1, 1, 1]))


def test_worth_of_hours_saved_is_net_of_licences_and_learning() -> None:
    """50 hours saved at 100 an hour, 20 of learning and licences of 4000 leave 1000 too little."""
    year = with_tools(hours_saved=[50, 0, 0], hours_learning=[0, 20, 0], tool_cost=[2000, 1000, 1000])
    worth = worth_of_hours(year, 100.0)
    assert (worth.saved[0], worth.learning[0], worth.licences[0], worth.net[0]) == (5000, 2000, 4000, -1000)


def test_worth_of_tools_is_more_margin_less_pay_and_licences() -> None:
    """Against the same year without them: 800 more margin, 100 more pay and licences of 300 leave 400."""
    without = outcome(three_reps(), gross_margin=[1000, 0, 0], **{"pay:base": [50, 0, 0]})
    with_them = with_tools(gross_margin=[1500, 300, 0], tool_cost=[100, 100, 100], **{"pay:base": [150, 0, 0]})
    worth = worth_of_tools(without, with_them)
    assert (worth.margin[0], worth.pay[0], worth.licences[0], worth.net[0]) == (800, 100, 300, 400)


# ── forecasts from the pipeline ─────────────────────────────────────────────────────────────────


def panel(**columns: Any) -> tuple[Panel, list[str]]:
    """One of three reps; columns: values by period, the time before the year first. With two stages to look at."""
    known = measures(three_reps())
    values = np.zeros((1, 13, 3, len(known)))
    for name, by_period in columns.items():
        values[0, : len(by_period), 0, [m.name for m in known].index(name)] = by_period
    return Panel(values, known), ["planning", "prospecting"]


def test_open_leads_are_those_that_came_less_those_that_left() -> None:
    """Ten come before the year, four go on and one is lost in January: five are left at the first stage in February."""
    year, stages = panel(
        **{"entered:planning": [10], "entered:prospecting": [0, 4], "lost:planning": [0, 1], "won_deals": [0, 0, 3]}
    )
    found = open_by_stage(year, stages)
    assert found[0, :4, 0].tolist() == [[10, 0], [5, 4], [5, 1], [5, 1]]


def test_forecast_that_fits_has_no_error() -> None:
    """Where each open lead brings the same amount in the next quarter the weighted pipeline misses nothing."""
    open_leads = np.array([8.0, 6, 9, 3, 7, 5, 4, 6, 8, 2, 9, 1, 5])
    entered = np.diff(open_leads, prepend=0.0)
    bookings = np.zeros(13)
    for month in range(1, 13):
        before = bookings[max(1, month - 2) : month].sum() if month > 2 else 0.0
        bookings[month] = 100 * open_leads[max(0, month - 3)] - before if month > 2 else 0.0
    year, stages = panel(**{"entered:planning": entered, "bookings": bookings})
    assert forecast_error(year, stages)[0] == pytest.approx(0.0, abs=1e-9)
    noisy, stages = panel(**{"entered:planning": entered, "bookings": bookings + 50 * np.arange(13) % 7})
    assert forecast_error(noisy, stages)[0] > 0.0
