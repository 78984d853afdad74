"""People who come and go within the year: their seats, their leads and their pay."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from small_funnel import NAMED, SEED, Written, coming, funnel, stage, stated

from results.figures import EVERYBODY, FIGURES
from results.outcome import condensed
from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import chunk_of, prepare, trace
from sim.measures import M
from sim.pay.statement import statement
from sim.seats import days_of_months, days_there
from sim.world.world import make_world

YEAR = {"calendar": {"kind": "working_days", "start": date(2027, 1, 1)}}
JULY = date(2027, 7, 1)
"""The 129th working day is over as it begins: weekends are off and there are no holidays."""
DAYS_TO_JULY = 129
ENGINES = ("kernel", "simpy")


def reps(*changes: Written) -> list[Written]:
    """The reps a, b, …, each with her changes; each carries the same quota."""
    usual = {**NAMED, "team": "t", "level": "l", "quota_weight": 1}
    return [usual | {"id": name} | change for name, change in zip("abcd", changes, strict=False)]


def world(*changes: Written, **sections: Written) -> Scenario:
    """Some reps who share a territory's leads in 2027, weekends off."""
    people = {"reps": reps(*changes), **sections.pop("people", {})}
    return funnel(company=YEAR, people=people, market={"demand": coming(600)}, **sections)


def log_of(scenario: Scenario, replication: int = 0) -> Any:
    return trace(prepare(scenario, SEED), replication)[1].entries


def came(scenario: Scenario) -> dict[int, tuple[float, int]]:
    """When each lead came in, and to whom."""
    rows = log_of(scenario)
    return {int(row["who"]): (float(row["time"]), int(row["rep"])) for row in rows[rows["measure"] == M.LEADS]}


# ── days and dates ──────────────────────────────────────────────────────────────────────────────


def test_days_there_are_counted_by_the_calendar() -> None:
    """Who joins on Wednesday 14 July 2027 is there on 13 of July's 22 working days, who leaves then on 9."""
    scenario = world({"joins": date(2027, 7, 14)}, {"leaves": date(2027, 7, 14)})
    whole = days_of_months(scenario)
    assert whole.tolist() == [21, 20, 23, 22, 21, 22, 22, 22, 22, 21, 22, 23]
    newcomer, leaver = days_there(scenario)
    assert newcomer.tolist() == [0, 0, 0, 0, 0, 0, 13, *whole[7:].tolist()]
    assert leaver.tolist() == [*whole[:6].tolist(), 9, 0, 0, 0, 0, 0]
    assert whole[:6].sum() == DAYS_TO_JULY


@pytest.mark.parametrize(
    "dates",
    [
        {"joins": date(2026, 5, 5)},
        {"joins": date(2027, 1, 1)},
        {"leaves": date(2028, 1, 1)},
        {"joins": date(2020, 1, 1), "leaves": date(2030, 1, 1)},
    ],
)
def test_dates_outside_the_year_mean_nothing(dates: Written) -> None:
    """Null twin: somebody who came before the year and leaves after it lives the year of somebody without dates."""
    ours, theirs = (chunk_of(prepare(world({}, rep), SEED), 0, 2).values for rep in (dates, {}))
    assert ours.tobytes() == theirs.tobytes()


@pytest.mark.parametrize("dates", [{"leaves": date(2026, 12, 1)}, {"joins": date(2028, 1, 1)}])
def test_who_left_before_or_joins_after_the_year_is_never_there(dates: Written) -> None:
    """An empty seat gets no lead and no salary all year."""
    panel = chunk_of(prepare(world({}, dates, people={"levels": [LEVEL]}), SEED), 0, 2)
    assert panel.of("leads")[:, :, 0].sum() > 0
    assert panel.pay()[:, :, 0].sum() > 0
    assert not panel.values[:, :, 1].any()


def test_an_even_calendar_has_no_dates() -> None:
    """Law 2: on a calendar without dates both keys are refused, each with its path."""
    with pytest.raises(ValueError, match="even calendar has no dates") as refused:
        funnel(people={"reps": reps({"joins": JULY}, {"leaves": JULY})})
    assert str(refused.value).count("no dates") >= 2


def test_nobody_leaves_before_she_joins() -> None:
    """Law 2: a last day on or before the first is refused."""
    world({"joins": JULY, "leaves": JULY + timedelta(days=1)})
    with pytest.raises(ValueError, match="after she joins"):
        world({"joins": JULY, "leaves": JULY})


# ── leads ───────────────────────────────────────────────────────────────────────────────────────


def test_leads_of_an_empty_seat_go_to_the_others() -> None:
    """Before the day every lead is where it would be; after it those of the rep who left are with others."""
    stays, goes = came(world({}, {}, {})), came(world({}, {}, {"leaves": JULY}))
    assert stays.keys() == goes.keys()
    early = {lead for lead, (time, _) in stays.items() if time <= DAYS_TO_JULY}
    others = {lead for lead, (_, rep) in stays.items() if rep != 2}
    assert all(goes[lead] == stays[lead] for lead in early | others)
    moved = stays.keys() - early - others
    assert len(moved) > 50
    assert {goes[lead][1] for lead in moved} == {0, 1}
    assert all(goes[lead][0] == stays[lead][0] for lead in moved)


def test_a_newcomer_gets_leads_from_her_first_day() -> None:
    """Before her first day a newcomer has no lead; from then on exactly those she would have had anyway."""
    always, late = came(world({}, {})), came(world({}, {"joins": JULY}))
    hers = {lead for lead, (time, rep) in always.items() if rep == 1 and time > DAYS_TO_JULY}
    assert {lead for lead, (_, rep) in late.items() if rep == 1} == hers
    assert len(hers) > 50


def test_who_leaves_changes_nobody_elses_draws() -> None:
    """Law 3: where each rep has a territory of her own, a rep who leaves moves no number of another, to the bit."""
    places = [{**NAMED, "id": place} for place in "pq"]
    demand = [row | {"territory": place} for place in "pq" for row in coming(300)]
    sections = {"market": {"demand": demand}}
    values = [
        chunk_of(prepare(two_places(places, rep, sections), SEED), 0, 2).values
        for rep in ({"territory": "q"}, {"territory": "q", "leaves": JULY})
    ]
    assert values[0][:, :, 0].tobytes() == values[1][:, :, 0].tobytes()
    assert (values[0][:, 7:, 1] != values[1][:, 7:, 1]).any()


def two_places(places: list[Written], second: Written, sections: dict[str, Any]) -> Scenario:
    people = {"reps": reps({"territory": "p"}, second)}
    return funnel(company=YEAR | {"territories": places}, people=people, **sections)


@pytest.mark.parametrize("patience", [None, {"kind": "fixed", "mean": 4}])
def test_leads_wait_on_a_desk_where_nobody_is_there(patience: Written | None) -> None:
    """Law 5: with every seat empty leads come in all the same, and go cold after their patience or stay open."""
    scenario = world({"leaves": JULY}, {"leaves": JULY}, funnel={"stages": [stage(patience=patience)]})
    entries = log_of(scenario)
    late = entries[(entries["measure"] == M.LEADS) & (entries["time"] > DAYS_TO_JULY)]
    assert len(late) > 100
    touched = entries[entries["measure"] == M.TOUCHES]
    assert touched["time"].max() <= DAYS_TO_JULY
    ends = entries[np.isin(entries["who"], late["who"]) & (entries["measure"] == M.COLD_LEADS)]
    if patience is None:
        assert len(ends) == 0
    else:
        arrived = dict(zip(late["who"].tolist(), late["time"].tolist(), strict=True))
        assert all(row["time"] == arrived[int(row["who"])] + 4 for row in ends)
        assert len(ends) == (late["time"] + 4 <= prepare(scenario).world.period_end[-1]).sum()


def test_a_newcomer_finds_what_waited_on_her_desk() -> None:
    """Law 5: leads that nobody was there for wait for whoever joins, and are worked on from her first day."""
    entries = log_of(world({"joins": JULY}))
    waited = entries[(entries["measure"] == M.LEADS) & (entries["time"] <= DAYS_TO_JULY)]["who"]
    touches = entries[entries["measure"] == M.TOUCHES]
    assert len(waited) > 100
    assert np.isin(waited, touches["who"]).all()
    assert touches["time"].min() == np.nextafter(DAYS_TO_JULY, np.inf)


def test_answers_under_way_are_signed_after_she_left() -> None:
    """A deal whose work is done may still be won on the name of who left, and pays her commission."""
    deals = {"pipeline": [stated(count=400, rep="a")]}
    stages = {"stages": [stage(answer={"kind": "exponential", "mean": 150})]}
    plan = {"components": [{**NAMED, "kind": "commission", "id": "c", "measure": "bookings", "period": "month",
                            "target_share": 1, "schedule": {"mode": "marginal", "edges": "amount",
                                                            "tiers": [{"from": 0, "rate": 0.1}]}}]}  # fmt: skip
    scenario = world({"leaves": JULY}, opening=deals, funnel=stages, plan=plan)
    panel = chunk_of(prepare(scenario, SEED), 0, 1)
    assert panel.of("won_deals")[0, 6:, 0].sum() > 20
    np.testing.assert_array_equal(panel.pay()[0, :, 0], panel.of("bookings")[0, :, 0] / 10)


@pytest.mark.parametrize("engine", ENGINES)
def test_hands_that_come_as_patience_ends_come_too_late(engine: Any) -> None:
    """Law 4: in both engines a lead whose patience ends on a newcomer's first morning has gone cold."""
    deals = {"pipeline": [stated(count=3, rep="a", stage="first")], "warm_up_days": 0}
    wait = {"kind": "fixed", "mean": DAYS_TO_JULY}
    first = stage(id="first", answer={"kind": "fixed", "mean": 0}, advance=0.999999)
    fates = []
    for longer in (0.0, 2.0**-20):
        patience = wait | {"mean": DAYS_TO_JULY + longer}
        stages = {"stages": [first, stage(id="last", patience=patience)]}
        scenario = funnel(company=YEAR, people={"reps": reps({"joins": JULY})}, opening=deals, funnel=stages)
        panel, _ = trace(prepare(scenario, SEED), 0, engine)
        fates.append((panel.of("cold_leads").sum(), panel.of("touches").sum()))
    assert fates == [(3, 0), (0, 3)]


def test_opening_deals_are_handed_to_who_is_there() -> None:
    """Deals of a team are shared among those who are there on the first morning, of all where nobody is."""
    deals = {"pipeline": [stated(count=90) | {"rep": None, "team": "t"}]}
    held = [
        np.bincount(prepare(world(*who, opening=deals)).world.deals.rep, minlength=3).tolist()
        for who in (({}, {}, {}), ({}, {"joins": JULY}, {}), ({}, {}, {"leaves": JULY}), ({"joins": JULY},) * 3)
    ]
    assert held == [[30, 30, 30], [45, 0, 45], [30, 30, 30], [30, 30, 30]]


# ── pay and effort ──────────────────────────────────────────────────────────────────────────────

LEVEL = {**NAMED, "id": "l", "base": 7_777, "variable": 1000, "quota_weight": 1}


def test_salary_is_paid_by_the_day_to_the_cent() -> None:
    """Law 5: a month's salary is the base times days there over working days, half a cent rounded up."""
    scenario = world({"joins": date(2027, 3, 9)}, {"leaves": date(2027, 10, 20)}, people={"levels": [LEVEL]})
    pay = chunk_of(prepare(scenario, SEED), 0, 1).pay()[0]
    days, whole = days_there(scenario), days_of_months(scenario)
    exact = [[Fraction(777_700) * int(days[r, m]) / int(whole[m]) for m in range(12)] for r in range(2)]
    expected = np.array([[int(cents + Fraction(1, 2)) for cents in rep] for rep in exact]).T
    np.testing.assert_array_equal(pay, expected)
    assert pay[2, 0] == 574_822  # 17 of 23 days of 7777.00, by hand
    assert pay[5].tolist() == [777_700, 777_700]


def test_statement_says_for_how_many_days_a_salary_is() -> None:
    """The pay statement of a month cut short names the days; that of a whole month does not."""
    scenario = world({"joins": date(2027, 3, 9)}, people={"levels": [LEVEL]})
    year = prepare(scenario, SEED)
    panel = chunk_of(year, 0, 1)
    lines = statement(scenario, year.world.pay, 0, panel.values[0, 1:, 0])
    assert lines[2].why == "salary of 17 of the month's 23 working days"
    assert (lines[2].pay, lines[3].why) == (574_822, "salary of the month")


def direct(*changes: Written, **market: Any) -> Scenario:
    """The same people in a market without leads."""
    sold: Written = {"kind": "direct", "unit": "money", "base": 100, "effect": 900, "margin": 0.5, **market}
    tree = funnel().model_dump(by_alias=True)
    tree |= {"market": sold, "funnel": None, "customers": None, "opening": None}
    tree["company"] |= YEAR
    tree["people"] |= {"reps": reps(*changes)}
    return Scenario.model_validate(tree)


def test_a_direct_month_brings_what_its_days_do() -> None:
    """In a direct market sales, effect and spread of a month are those of the days on which the rep is there."""
    scenario = direct({"joins": date(2027, 3, 9)}, {}, noise={"kind": "normal", "sd": 80})
    response = make_world(scenario).response
    share = days_there(scenario)[0] / days_of_months(scenario)
    for column, full in (("level", 10_000), ("effect", 90_000), ("sd", 8_000)):
        np.testing.assert_allclose(response[column][0], full * share)
        np.testing.assert_array_equal(response[column][1], full)
    panel = chunk_of(prepare(scenario, SEED), 0, 3)
    assert not panel.of("bookings")[:, :2, 0].any()
    assert (panel.of("bookings")[:, 3:] > 0).all()


def test_effort_is_that_of_those_who_are_there() -> None:
    """Who is away all month chooses no effort, and the company's mean effort does not count her month."""
    scenario = world({}, {"leaves": JULY})
    panel = chunk_of(prepare(scenario, SEED), 0, 2)
    np.testing.assert_array_equal(panel.of("effort")[0], [[1, 1]] * 6 + [[1, 0]] * 6)
    effort = next(figure for figure in FIGURES if figure.key == "effort")
    np.testing.assert_array_equal(effort.of(condensed(scenario, panel), EVERYBODY), [1.0, 1.0])


def test_reps_expect_nothing_of_months_in_which_they_are_away() -> None:
    """Beliefs: of months after she left a rep expects no bookings, and what pilots showed of the others is kept."""
    year = prepare(world({}, {"leaves": JULY}, mind={"kind": "myopic"}), SEED)
    usual = year.beliefs.level + year.beliefs.slope
    assert not usual[1, 6:, M.BOOKINGS].any()
    assert (usual[1, :6, M.BOOKINGS] > 0).all()
    assert (usual[0, :, M.BOOKINGS] > 0).all()


def test_the_bundled_company_with_a_rep_less_sells_less() -> None:
    """The sample company without its two best from July on wins less, and pays no salary to empty seats."""
    few = ["mind.kind=none", "people.reps[E101].leaves=2027-07-01", "people.reps[E102].leaves=2027-07-01"]
    before, after = (chunk_of(prepare(load("baseline", words), SEED), 0, 4) for words in (few[:1], few))
    assert after.of("bookings").sum() < before.of("bookings").sum()
    assert after.of("pay:base")[:, 6:, :2].sum() == 0
    np.testing.assert_array_equal(after.of("pay:base")[:, :6], before.of("pay:base")[:, :6])
