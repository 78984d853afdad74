"""Who leaves and who comes: what drives the chance, what an empty seat is, and that nothing else changes."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from results.outcome import condensed
from results.seen.reading import Reading
from results.seen.turnover import turnover_sections
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario
from sim.engine import prepare, simulate
from sim.panel import Panel
from sim.quotas import rep_quotas
from sim.rules.turnover import (
    MOST,
    chance_of_leaving,
    empty_months,
    falls_short,
    leaves,
    newness,
    paid_of_target,
)

Floats = npt.NDArray[np.float64]
SMALL = Path(__file__).parents[1] / "levers" / "small.yaml"
YEARLY = 0.27
"""Share of a sales force that leaves in a year, at most, by surveys (HBR, 2017)."""


def office(turnover: str, *changes: str) -> Scenario:
    """Nine reps in a market without leads, whose effort does not react."""
    return load("evidence/office", ("mind.kind=none", f"turnover={turnover}", *changes))


def small(turnover: str, *changes: str) -> Scenario:
    """Six reps with a funnel, six months."""
    return load(SMALL, ("mind.kind=none", f"turnover={turnover}", *changes))


def terms(**changes: float) -> Any:
    """Terms under which nothing drives anybody away, by their names."""
    zero = dict.fromkeys(("pay", "attainment", "peers", "fairness", "tenure", "vacancy", "differ"), 0.0)
    usual = {"monthly": 0.02, "middle": 0.8, "width": 0.25, "start": 0.4, "months": 6.0}
    return SimpleNamespace(**{**zero, **usual, **changes})


def plain(formula: Any) -> Any:
    """A formula as it is written: terms that are no table row are not for compiled code."""
    return getattr(formula, "py_func", formula)


def chance(short: float = 0.0, reached: float = 1.0, gone: float = 0.0, unfair: float = 0.0, years: float = 0.0,
           **pushes: float) -> float:  # fmt: skip
    return plain(chance_of_leaving)(terms(**pushes), short, reached, gone, unfair, years)


def without(panel: Panel) -> list[str]:
    """Measures that do not tell of turnover."""
    told = ("leavers", "leaving_chance", "newcomers", "empty_seats", "hiring_cost")
    return [measure.name for measure in panel.measures if measure.name not in told]


# ── formulas ────────────────────────────────────────────────────────────────────────────────────


def test_without_a_push_the_chance_is_the_stated_one() -> None:
    """Whatever a rep earns, reaches and sees, the monthly chance is that of the yearly share."""
    assert {chance(short, reached, 0.5, 0.5, 3.0) for short in (-1, 1) for reached in (-1, 0, 2)} == {0.02}


@pytest.mark.parametrize(
    ("push", "more", "less"),
    [("pay", {"short": 0.5}, {"short": -0.5}), ("peers", {"gone": 0.5}, {"gone": 0.1}),
     ("fairness", {"unfair": 0.4}, {"unfair": 0.0}), ("tenure", {"years": 0.5}, {"years": 4.0}),
     ("attainment", {"reached": 0.8}, {"reached": 1.4}),
     ("attainment", {"reached": 0.8}, {"reached": 0.1})],
)  # fmt: skip
def test_each_push_moves_the_chance_its_way(push: str, more: dict[str, float], less: dict[str, float]) -> None:
    """What drives people away raises the chance, and what keeps them lowers it."""
    assert chance(**more, **{push: 1.0}) > chance(**less, **{push: 1.0})


def test_nobody_is_more_likely_to_leave_than_to_stay() -> None:
    """However much drives her away."""
    assert chance(short=1.0, pay=20.0) == MOST


def test_who_is_paid_what_she_is_after_falls_short_of_nothing() -> None:
    """Half of a year's pay in six months; pay at target is expected of the months to come."""
    assert plain(falls_short)(600.0, 6.0, 1200.0, 1200.0) == 0
    assert plain(falls_short)(0.0, 12.0, 1200.0, 1200.0) == 1
    assert plain(falls_short)(600.0, 6.0, 1200.0, 2400.0) == 0.5
    assert plain(falls_short)(1200.0, 12.0, 1200.0, 600.0) == -1
    assert plain(paid_of_target)(300.0, 6.0, 1200.0) == 0.5


def test_a_higher_chance_only_adds_leavers() -> None:
    """Law 3: luck belongs to the rep and the month."""
    low, high = ([leaves(share, 7, year, 99, 3) for year in range(400)] for share in (0.1, 0.3))
    assert sum(low) < sum(high)
    assert not any(few and not many for few, many in zip(low, high, strict=True))


def test_a_seat_is_empty_for_so_many_months_on_average() -> None:
    """Waiting without memory: mean 2 within 3 standard errors over 20,000 leavers; never where it is 0."""
    months = np.array([plain(empty_months)(terms(vacancy=2.0), 7, year, 99, 3) for year in range(20_000)])
    assert abs(months.mean() - 2.0) < 3 * months.std() / np.sqrt(len(months))
    assert plain(empty_months)(terms(), 7, 0, 99, 3) == 0


def test_a_newcomer_sells_more_month_by_month() -> None:
    """From the start to all of it in six months; who is named by the roster and always there sells all of it."""
    shares = [plain(newness)(terms(), float(age), 1, 7, 0, 99) for age in range(8)]
    assert shares[:6] == pytest.approx([0.45, 0.55, 0.65, 0.75, 0.85, 0.95])
    assert shares[6:] == [1.0, 1.0]
    assert plain(newness)(terms(), 1200.0, 0, 7, 0, 99) == 1.0


# ── years ───────────────────────────────────────────────────────────────────────────────────────

NOBODY = "{yearly: 0, pay: 5, attainment: 5, peers: 5, fairness: 5, tenure: 1, cost: 1000}"


@pytest.mark.parametrize("world", [office, small], ids=["direct", "funnel"])
def test_where_nobody_leaves_nothing_changes(world: Any) -> None:
    """Null twin: with a yearly share of 0 every other measure is equal to the bit, whatever else is written."""
    ours, theirs = simulate(world(NOBODY), 4), simulate(world("null"), 4)
    assert [name for name in without(ours) if not np.array_equal(ours.of(name), theirs.of(name))] == []
    assert not ours.of("leavers").any()


def test_as_many_leave_in_a_year_as_stated() -> None:
    """E13: of people whom nothing drives away the yearly share leaves, within 3 standard errors (9,000 rep-years)."""
    left = simulate(office(f"{{yearly: {YEARLY}, vacancy: 24, newcomers: {{start: 1}}}}"), 1000).of("leavers")
    once = left.sum(axis=1) > 0
    assert abs(once.mean() - YEARLY) < 3 * np.sqrt(YEARLY * (1 - YEARLY) / once.size)


def test_middling_results_carry_the_highest_chance() -> None:
    """E12: leavers counted by attainment to date: more in the middle than at either end, by 3 standard errors."""
    scenario = office("{yearly: 0.2, attainment: 1.5, vacancy: 0, newcomers: {start: 1}}")
    panel = simulate(scenario, 600)
    sold = panel.of("bookings").cumsum(axis=1) / rep_quotas(scenario).T.cumsum(axis=0)
    shares = [panel.of("leavers")[(sold >= low) & (sold < high)] for low, high in ((-9, 0.4), (0.6, 1.0), (1.3, 9))]
    low, middle, high = (share.mean() for share in shares)
    errors = [share.std() / np.sqrt(share.size) for share in shares]
    assert middle - low > 3 * np.hypot(errors[0], errors[1])
    assert middle - high > 3 * np.hypot(errors[2], errors[1])


def test_who_is_after_more_leaves_sooner_and_nobody_else_does() -> None:
    """A12: one rep's aspiration above her pay raises her own chance; everybody else's is equal to the bit."""
    turnover, aims = "{yearly: 0.2, pay: 3}", "people.reps[fair-2].aspires=500000"
    base, more = (simulate(office(turnover, *changes), 50) for changes in ((), (aims,)))
    place = [rep.id for rep in office(turnover).people.reps].index("fair-2")
    raised = more.of("leaving_chance") - base.of("leaving_chance")
    assert raised[:, 0, place].min() > 0
    assert not np.delete(raised, place, axis=2).any()


def test_unequal_targets_drive_people_away() -> None:
    """G08: the same people on the same sales with targets dealt out unfairly: those paid less than teammates think of
    leaving, and more are to be expected to leave (alpha .001); with `fairness` off nothing moves.
    """
    unequal = ("people.reps[fair-1].quota_weight=2", "people.reps[fair-2].quota_weight=0.4")
    tiers = "schedule: {mode: marginal, edges: attainment, tiers: [{from: 0, rate: 0}, {from: 0.8, rate: 0.1}]}"
    base, name = "{kind: base, id: base, name: {en: Base, zh: 底薪}}", "name: {en: Pay, zh: 提成}"
    commission = f"{{kind: commission, id: pay, {name}, measure: bookings, period: month, {tiers}}}"
    pay = (f"plan.components=[{base}, {commission}]", "market.noise={kind: none}")

    def total(fairness: float, *changes: str) -> Floats:
        turnover = f"{{yearly: 0.2, fairness: {fairness}, vacancy: 0, newcomers: {{start: 1}}}}"
        summed: Floats = simulate(office(turnover, *pay, *changes), 40).of("leaving_chance").sum(axis=(1, 2))
        return summed

    difference = total(2.0, *unequal) - total(2.0)
    assert difference.mean() > 3.5 * difference.std() / np.sqrt(len(difference))
    assert not (total(0.0, *unequal) - total(0.0)).any()


def test_colleagues_who_leave_draw_others_after_them() -> None:
    """In the three months after somebody left, teammates' chances are higher, and only then."""
    panel = simulate(office("{yearly: 0.2, peers: 3, vacancy: 24, newcomers: {start: 1}}"), 100)
    left, odds = panel.of("leavers").sum(axis=2), panel.of("leaving_chance").max(axis=2)
    plain = odds[:, 0].max()
    for year, month in np.ndindex(left.shape):
        of_late = left[year, max(0, month - 3) : month].sum()
        assert (odds[year, month] > plain) == (of_late > 0 and odds[year, month] > 0)


def test_an_empty_seat_sells_nothing_and_is_paid_nothing() -> None:
    """No effort, no lead comes in, no sale without leads; nothing is paid, not even for cash that still comes in."""
    for world in (office, small):
        panel = simulate(world("{yearly: 0.5, vacancy: 3}"), 30)
        empty = panel.of("empty_seats") > 0
        assert empty.any()
        names = ["effort", "leads", *(m.name for m in panel.measures if m.name.startswith("pay:"))]
        names += ["bookings"] if world is office else []
        assert [name for name in names if panel.of(name)[empty].any()] == []


def test_leads_go_to_those_who_are_there() -> None:
    """Law 5: as many leads come in whoever left, month by month, and colleagues take those of an empty seat."""
    ours, theirs = simulate(small("{yearly: 0.8, vacancy: 4}"), 30), simulate(small("null"), 30)
    assert np.array_equal(ours.of("leads").sum(axis=2), theirs.of("leads").sum(axis=2))
    assert (ours.of("leads") != theirs.of("leads")).any()


def test_each_newcomer_takes_a_seat_that_somebody_left() -> None:
    """Leavers of all months but the last are newcomers, or seats still empty in the last month; each has her price."""
    panel = simulate(small("{yearly: 0.8, vacancy: 2, cost: 1000}"), 40)
    left, came = panel.of("leavers")[:, :-1].sum(axis=(1, 2)), panel.of("newcomers").sum(axis=(1, 2))
    assert np.array_equal(left, came + panel.of("empty_seats")[:, -1].sum(axis=1))
    assert np.array_equal(panel.of("hiring_cost").sum(axis=(1, 2)), 100_000 * came)


@pytest.mark.parametrize("world", [office, small], ids=["direct", "funnel"])
def test_a_slow_start_costs_sales(world: Any) -> None:
    """Newcomers who sell less at first cost sales (paired, alpha .001); who begin at once as good as all do not."""
    slow, quick = (
        simulate(world(f"{{yearly: 0.8, vacancy: 0, newcomers: {{start: {start}}}}}"), 60).of("bookings")
        for start in (0.2, 1)
    )
    difference = (quick - slow).sum(axis=(1, 2))
    assert difference.mean() > 3.5 * difference.std() / np.sqrt(len(difference))


def test_who_joins_by_the_roster_is_new_too() -> None:
    """A rep who joins in April sells what a newcomer sells until she knows how, and then what she would have sold."""
    calendar = "company.calendar={kind: working_days, start: 2027-01-01, months: 12}"
    joins, still = "people.reps[fair-2].joins=2027-04-01", "market.noise={kind: none}"
    ours, theirs = (
        simulate(office(turnover, calendar, joins, still), 1).of("bookings")[0, :, 4]
        for turnover in ("{yearly: 0, newcomers: {start: 0.4, months: 5}}", "null")
    )
    assert not ours[:3].any()
    assert ours[3:8] / theirs[3:8] == pytest.approx([0.46, 0.58, 0.7, 0.82, 0.94], abs=1e-5)
    assert np.array_equal(ours[8:], theirs[8:])


def test_a_newcomer_sells_like_the_others_of_her_grade() -> None:
    """Whoever left, who follows her sells what people of the grade sell on average."""
    scenario = office("{yearly: 0.9, vacancy: 0, newcomers: {start: 1}}", "market.noise={kind: none}",
                      "market.unit=quota", "market.base=1", "market.effect=0")  # fmt: skip
    panel = simulate(scenario, 20)
    sold, new = panel.of("bookings"), panel.of("newcomers").cumsum(axis=1) > 0
    assert len(set(sold[0, 0].tolist())) > 1
    assert sold[new] == pytest.approx(np.full(new.sum(), sold[0, 0].mean()), rel=1e-5)


def test_pilot_years_are_of_people_who_stay() -> None:
    """What reps believe of their effort is the same whether anybody may leave."""
    think = ("mind.kind=myopic", "mind.pilot=8")
    ours, theirs = (prepare(small(turnover, *think)).beliefs for turnover in ("{yearly: 0.8}", "null"))
    assert np.array_equal(ours.level, theirs.level)
    assert np.array_equal(ours.slope, theirs.slope)


def test_what_a_run_shows_of_it() -> None:
    """Leavers, the share of seats, newcomers, months of empty seats and what hiring cost, each once."""
    scenario = small("{yearly: 0.8, vacancy: 2, cost: 1000}")
    (section,) = turnover_sections(Reading(condensed(scenario, simulate(scenario, 20))))
    assert [row[0].en for row in section.rows] == [
        "People who left", "Of all seats", "Leavers to be expected", "Newcomers", "Months of empty seats",
        "Finding and teaching newcomers",
    ]  # fmt: skip


def test_faults_are_told_by_key() -> None:
    """Every value that cannot be is named at once."""
    with pytest.raises(ScenarioFaults) as caught:
        small("{yearly: 1, vacancy: -1, pays: 1, newcomers: {start: 0}}")
    told = str(caught.value)
    assert [key for key in ("yearly", "vacancy", "pays", "start") if key not in told] == []
