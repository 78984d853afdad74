"""Hours that follow pay: what is paid gets them, what is not loses them (Holmstrom & Milgrom, 1991)."""

import numpy as np
import pytest
from task_worlds import commission, office, scorecard
from training_worlds import interval

from results.explain.hours import hours_of, hours_section
from results.measure_words import unnamed
from results.render.sections import section_data
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario
from sim.beliefs import beliefs_of
from sim.engine import Year, chunk_of, prepare
from sim.hours_learnt import hours_bring
from sim.measures import believed, measures
from sim.mind.beliefs import Beliefs
from sim.mind.policy import no_policy
from sim.mind.tasks import worth_of_hour
from sim.panel import Panel
from sim.rules.leads import leads_in_week
from sim.rules.tasks import CARE, PROSPECTING, found_at, hours_at, least_times, times_planned
from sim.world.world import World, make_world

COINS = 100
FREE = {"cost": 10, "low": 0.2, "high": 2}
"""Hours that leave the plan easily."""


def place(scenario: Scenario, name: str) -> int:
    """A measure's place among what reps hold beliefs of."""
    return believed(scenario).index([measure.name for measure in measures(scenario)].index(name))


def stated(scenario: Scenario, brings: dict[str, tuple[float, float]]) -> Year:
    """A year in which reps believe that nothing else comes, and that an hour of (care, prospecting) brings so much;
    relations are rated ten times a month, at 50 points.
    """
    world = make_world(scenario)
    shape = (len(world.reps), len(world.period_end) - 1, len(believed(scenario)))
    level = np.zeros(shape)
    level[:, :, place(scenario, "relation_points")], level[:, :, place(scenario, "relation_ratings")] = 500.0, 10.0
    table = np.zeros((2, shape[2]))
    for name, both in brings.items():
        table[:, place(scenario, name)] = both
    return Year(world, Beliefs(level, np.zeros(shape), np.zeros(shape), no_policy(), table), measures(scenario), 1)


def worth(year: Year, activity: int) -> float:
    """Of an hour to the first rep in the first month, at usual effort; coins."""
    way, sums = year.world.behaviour[0], np.zeros(year.shape)
    return float(worth_of_hour(way, year.world.pay, year.beliefs, 0, 0, sums, 1.0, activity))


# ── what an hour is worth ───────────────────────────────────────────────────────────────────────


def test_an_hour_is_worth_what_the_plan_pays_for_what_it_brings() -> None:
    """Commissions of .1 on bookings and of 30 on each contract: -500 in bookings and .4 contracts are worth -38."""
    plan = office(commission("bookings", 0.1), commission("won_deals", 30), hours=FREE)
    year = stated(plan, {"bookings": (-500 * COINS, 200 * COINS), "won_deals": (0.4, 0.0)})
    assert worth(year, CARE) == pytest.approx((-50 + 12) * COINS, rel=1e-9)
    assert worth(year, PROSPECTING) == pytest.approx(20 * COINS, rel=1e-9)


@pytest.mark.parametrize("weight", [0.2, 0.5, 0.8])
def test_an_hour_is_worth_its_weight_in_the_scorecard(weight: float) -> None:
    """2,000 a month, attainment of a mean of 50 points against 80: ten points more on ten ratings are one in 80."""
    year = stated(office(scorecard(weight), hours=FREE), {"relation_points": (10.0, 0.0)})
    assert worth(year, CARE) == pytest.approx(2000 * COINS * weight / 80, rel=1e-6)


def test_what_is_not_paid_is_worth_nothing() -> None:
    """Null twin: an hour that moves what no line looks at is worth nothing, whatever the plan pays."""
    year = stated(
        office(commission("bookings", 0.1), hours=FREE), {"relation_points": (10.0, 10.0), "renewals": (1, 1)}
    )
    assert worth(year, CARE) == 0.0


def test_more_weight_on_the_measured_task_takes_hours_from_the_other() -> None:
    """Holmstrom & Milgrom: as the rate on bookings rises from nothing, care falls step by step to the least."""
    given = []
    for rate in (0.0, 0.01, 0.05, 0.1, 0.5):
        year = stated(office(commission("bookings", rate), hours=FREE), {"bookings": (-100 * COINS, 0.0)})
        given.append(times_planned(worth(year, CARE), 10 * COINS, 0.2, 2.0))
    assert given == pytest.approx([1.0, 0.9, 0.5, 0.2, 0.2])


def test_hours_leave_the_plan_where_marginal_worth_meets_marginal_cost() -> None:
    """Worth per hour less ½ · cost · share²: the best of 1,001 multiples is the one chosen, between the bounds."""
    for value in (-300.0, -40.0, 0.0, 25.0, 90.0, 1000.0):
        tried = np.linspace(0.25, 2.0, 1001)
        best = tried[np.argmax(value * tried - 0.5 * 100.0 * (tried - 1.0) ** 2)]
        assert times_planned(value, 100.0, 0.25, 2.0) == pytest.approx(best, abs=1e-3)


# ── what hours do ───────────────────────────────────────────────────────────────────────────────


def test_more_hours_find_more_leads_and_lose_none() -> None:
    """A lead is found from its multiple of the planned hours on: as many as a week at that multiple brings."""
    world = make_world(office(hours=FREE))
    stream, seed = world.market.own[0], np.uint64(3)
    for week in world.weeks:
        most = leads_in_week(stream, week, week.days * found_at(stream, 2.0), seed, 0)
        needs = [least_times(stream, week, number, 0.2, 2.0, seed, 0) for number in range(most)]
        assert needs == sorted(needs)
        for times in (0.2, 0.7, 1.0, 1.6, 2.0):
            found = leads_in_week(stream, week, week.days * found_at(stream, times), seed, 0)
            assert sum(least <= times for least in needs) == found


def test_hours_as_planned_change_nothing() -> None:
    """Null twin: where nobody reacts, or nothing else than the plan is possible, the year is the same to the bit."""
    plan = commission("bookings", 0.1)
    without = prepare(office(plan, mind={"kind": "none"}))
    plain = chunk_of(without, 0, 2)
    for hours, kind in ((FREE, "none"), ({"cost": 1, "low": 1, "high": 1}, "myopic")):
        bound = office(plan, hours=hours, mind={"kind": kind, "effort": {"low": 1, "high": 1}})
        year = stated(bound, {"bookings": (-500 * COINS, 900 * COINS)})
        panel = chunk_of(year, 0, 2)
        np.testing.assert_array_equal(panel.values[..., : plain.values.shape[3]], plain.values)
        assert panel.measures[: len(plain.measures)] == plain.measures
        np.testing.assert_array_equal(panel.of("planned_hours:care"), panel.of("hours_care"))
        np.testing.assert_array_equal(panel.of("planned_hours:prospecting"), panel.of("hours_prospecting"))


def test_hours_go_where_they_are_worth_more_and_leads_lack_them() -> None:
    """Care worth -5 an hour at a cost of 10 gets half its hours, prospecting worth 4 gets 1.4 of its own; both engines
    agree to the bit, and what is planned and what it is worth is told.
    """
    plan = office(commission("bookings", 0.1), hours=FREE)
    year = stated(plan, {"bookings": (-50 * COINS, 40 * COINS)})
    machine, story = (chunk_of(year, 0, 2, engine) for engine in ("kernel", "simpy"))
    np.testing.assert_array_equal(machine.values, story.values)
    for activity, share, each in (("care", 0.5, -5), ("prospecting", 1.4, 4)):
        planned, given = machine.of(f"planned_hours:{activity}"), machine.of(f"hours_{activity}")
        assert (planned == 20).all()
        assert given == pytest.approx(share * planned, abs=1e-5)
        assert machine.of(f"worth_of_hours:{activity}") == pytest.approx(each * COINS * planned)
    assert hours_at(20.0, 1.0) == 20.0


# ── what is learnt, and what comes of it ────────────────────────────────────────────────────────


def learnt(scenario: Scenario) -> Panel:
    """Years of reps who learnt what their hours bring."""
    return chunk_of(prepare(scenario), 0, 8)


def test_pilots_tell_what_an_hour_brings() -> None:
    """An hour of care is missing on leads and brings relations closer; one of prospecting finds leads: by 3 SE each,
    with 4 pilots.
    """
    plan = office(commission("bookings", 0.1), hours=FREE)
    found = hours_bring(plan, make_world(plan), 1)
    points, ratings = (found[:, CARE, place(plan, name)] for name in ("relation_points", "relation_ratings"))
    brought = {
        "closer than 50 points": points - 50 * ratings,
        "found": found[:, PROSPECTING, place(plan, "prospected_leads")],
        "not touched for care": -found[:, CARE, place(plan, "touches")],
        "not touched for looking": -found[:, PROSPECTING, place(plan, "touches")],
    }
    for what, each in brought.items():
        assert each.mean() > 3 * each.std(ddof=1) / np.sqrt(len(each)), what
    for activity, name in ((CARE, "hours_care"), (PROSPECTING, "hours_prospecting")):
        assert found[:, activity, place(plan, name)].mean() == pytest.approx(1.0)


def test_care_that_no_kpi_pays_for_is_neglected_and_with_weight_it_is_not() -> None:
    """A bonus for bookings alone: care falls below the plan; with half its weight on relations it does not, relations
    are closer and customers stay (α = .001).
    """
    alone, balanced = (learnt(office(scorecard(weight), hours={"cost": 5})) for weight in (0.0, 0.5))
    for panel, neglected in ((alone, True), (balanced, False)):
        given, planned = panel.of("hours_care").sum(), panel.of("planned_hours:care").sum()
        assert (given < 0.9 * planned) == neglected
    closer = (balanced.of("relation_points") / balanced.of("relation_ratings")).mean(axis=(1, 2))
    low, _ = interval(closer - (alone.of("relation_points") / alone.of("relation_ratings")).mean(axis=(1, 2)))
    assert low > 0


def test_there_must_be_hours_to_divide() -> None:
    """Without hours of care or prospecting in the plan, and in a direct market, the key is refused with what to do."""
    with pytest.raises(ScenarioFaults, match=r"mind\.hours: has nothing to divide"):
        load("baseline", ("mind.hours={cost: 100}",))
    with pytest.raises(ScenarioFaults, match="cost: should be"):
        load("baseline", ("mind.hours={cost: 0}",))


def test_beliefs_reach_over_every_measure_only_where_hours_follow_pay() -> None:
    """Off, reps hold beliefs of the fixed measures alone, as before; on, of all but pay, whatever the plan."""
    known: list[int] = []
    for plan in ((commission("bookings", 0.1),), (commission("bookings", 0.1), commission("won_deals", 1))):
        off, on = office(*plan, mind={"kind": "none"}), office(*plan, hours=FREE, mind={"kind": "none"})
        assert believed(off) == tuple(range(21))
        known.append(len(believed(on)))
        names = [measures(on)[at].name for at in believed(on)]
        assert not [name for name in names if name.startswith("pay:")]
        world: World = make_world(on)
        assert beliefs_of(on, world, 1).level.shape[2] == known[-1]
    assert known[0] == known[1]


def test_hours_that_follow_pay_are_told_against_the_plan() -> None:
    """Twelve hours of care in place of eighty planned, at a worth of -7: neglected; prospecting as planned."""
    scenario = office(commission("bookings", 0.1), hours=FREE)
    names = [measure.name for measure in measures(scenario)]
    values = np.zeros((5, 5, 2, len(names)))
    year = {"hours_care": 12, "planned_hours:care": 80, "worth_of_hours:care": -56_000, "hours_prospecting": 80,
            "planned_hours:prospecting": 80}  # fmt: skip
    for name, amount in year.items():
        values[:, 1:, 0, names.index(name)] = amount / 4
    lived = hours_of(Panel(values, measures(scenario)), scenario, 0)
    rows = section_data([hours_section(scenario, 0, lived)])["hours"]["rows"]
    assert [row["does"]["en"] for row in rows] == ["neglects it", "as planned"]
    assert [row["given"]["value"] for row in rows] == [12, 80]
    assert rows[0]["worth"]["value"] == pytest.approx(-7.0)
    assert unnamed(measures(scenario), scenario) == []
    assert hours_of(Panel(values, measures(scenario)), office(commission("bookings", 0.1)), 0) == {}


def test_another_part_of_the_world_is_another_lesson() -> None:
    """What pilots taught without goals is not taken for what they teach with them: each has its own measures."""
    plan = commission("bookings", 0.1)
    for drive in (None, {"motivation": {}}, None):
        scenario = office(plan, hours=FREE, mind={"kind": "myopic", "pilot": 4}, drive=drive)
        beliefs = prepare(scenario).beliefs
        assert beliefs.level.shape[2] == beliefs.brings.shape[1] == len(believed(scenario))
