"""The search as a whole on small worlds: it earns where people react, and nothing where they do not."""

from pathlib import Path

import numpy as np
import pytest
from small_worlds import SMALL, memory, searched, simulate

from optimizer.answer import Answer
from optimizer.elasticity import Trial, elasticities
from optimizer.levers import Levers
from optimizer.rails import FLOOR, make_rails
from optimizer.search import Clash, search
from optimizer.verdict import draws_of, verdict
from optimizer.why import why_sections
from scenarios.load import load

MONEY = ("market.unit=money", "market.base=30_000", "market.effect=90_000")
RAILS = ("cost", "people")
EVERYTHING = ("targets", "weights", "curve")


def test_a_better_plan_is_found_where_reps_react(tmp_path: Path) -> None:
    """Margin after pay rises on the search's years and on fresh ones (95 %), pay cost within 1 %, nobody below 95 %."""
    levers, rails, found = searched(load(SMALL), ("curve",), 0.2, RAILS, tmp_path, 200, 4)
    fresh = simulate(levers, tmp_path, 200, seed=99)
    judged = verdict(rails, fresh(levers.today), fresh(found.values), 99)
    assert rails.merit(found.sample) > float(found.sample.margin.mean()) - 1
    assert judged.margin.low > 0
    assert found.sample.cost == pytest.approx(rails.cost, rel=0.01)
    assert judged.kept


@pytest.mark.parametrize("lever", EVERYTHING)
def test_nothing_is_earned_where_reps_do_not_react(tmp_path: Path, lever: str) -> None:
    """The null twin: with mind none, today's plan is the answer to the last digit, whichever lever."""
    scenario = load("baseline", ("mind.kind=none",))
    levers, _, found = searched(scenario, (lever,), 0.2, RAILS, tmp_path, 3, 2)  # type: ignore[arg-type]
    assert found.values == levers.today
    assert found.steps == ()


def test_a_search_is_the_same_every_time_and_a_memory_saves_its_years(tmp_path: Path) -> None:
    """From nothing or from years that are kept, half of them gone: the same plan, steps and prices."""
    scenario = load(SMALL)
    first = searched(scenario, ("curve",), 0.2, RAILS, tmp_path / "a", 20, 2)[2]
    kept = sorted((tmp_path / "a").iterdir())
    for path in kept[::2]:
        path.unlink()
    kept[1].write_bytes(kept[1].read_bytes()[:100])
    again = searched(scenario, ("curve",), 0.2, RAILS, tmp_path / "a", 20, 2)[2]
    assert again.values == first.values
    assert again.steps == first.steps
    assert [turn.answer for turn in again.turns] == [turn.answer for turn in first.turns]


def test_demands_that_clash_are_named(tmp_path: Path) -> None:
    """Half of today's pay cost and 95 % of everybody's pay cannot both be: budget and people are named."""
    scenario = load(SMALL)
    levers = Levers(scenario, ("curve",), 0.2)
    live = simulate(levers, tmp_path, 8)
    base = live(levers.today)
    rails = make_rails(scenario, RAILS, base, 0.5 * base.cost)
    with pytest.raises(Clash) as clash:
        search(levers, rails, live, 2)
    families = {row.family for row in clash.value.rows}
    assert "cost" in families
    assert families <= {"cost", "people", "least"}
    short = clash.value.relaxations[[row.name for row in clash.value.rows].index("cost")]
    assert short is not None
    assert 0 < short < 0.5 * base.cost


def test_more_budget_is_spent_and_earns_more(tmp_path: Path) -> None:
    """With 3 % more to spend, pay costs 3 % more, and gross margin is above today's."""
    scenario = load(SMALL)
    levers = Levers(scenario, ("curve",), 0.3)
    live = simulate(levers, tmp_path, 100)
    base = live(levers.today)
    rails = make_rails(scenario, RAILS, base, 1.03 * base.cost)
    found = search(levers, rails, live, 4)
    assert found.sample.cost == pytest.approx(1.03 * base.cost, rel=0.01)
    assert found.sample.gross_margin.sum() > base.gross_margin.sum()


def test_more_to_spend_brings_nothing_where_reps_do_not_react(tmp_path: Path) -> None:
    """With mind none, one per cent more pay costs one per cent of pay: its price has the sign of a loss."""
    scenario = load(SMALL, ("mind.kind=none",))
    levers = Levers(scenario, ("curve",), 0.3)
    live = simulate(levers, tmp_path, 20)
    base = live(levers.today)
    rails = make_rails(scenario, RAILS, base, 1.02 * base.cost)
    found = search(levers, rails, live, 2)
    judged = verdict(rails, base, found.sample, 1)
    answer = Answer(levers, rails, found, base, found.values, found.sample, 1.0, judged, ())
    (section,) = [section for section in why_sections(answer, False) if section.key == "binding"]
    worth = {row[0].en: row[1] for row in section.rows}
    assert worth["1 % more to spend on pay"] == pytest.approx(-0.0102 * base.cost, rel=0.01)
    assert judged.margin.mean == pytest.approx(-0.02 * base.cost, rel=0.2)


def test_who_is_not_there_toils_not(tmp_path: Path) -> None:
    """A rep who leaves in the middle of the year is charged effort for the months she was there, at what it was."""
    away = load("baseline", ("mind.pilot=4", "people.reps[E104].leaves=2027-07-01"))
    place = [rep.id for rep in away.people.reps].index("E104")
    live = memory(tmp_path)
    whole, half = (live.sample(scenario, 1, 4) for scenario in (load("baseline", ("mind.pilot=4",)), away))
    assert half.toil[:, place].mean() < 0.7 * whole.toil[:, place].mean()
    assert half.effort[:, place].mean() == pytest.approx(whole.effort[:, place].mean(), rel=0.1)


def test_quota_moves_touch_only_their_rep(tmp_path: Path) -> None:
    """Reps do not meet in a plan: one rep's quota moved leaves every other's year as it was, to the last coin."""
    scenario = load("baseline", ("mind.pilot=4",))
    levers = Levers(scenario, ("targets",), 0.2)
    live = simulate(levers, tmp_path, 3)
    names = [d.name for d in levers.decisions]
    moved = levers.today | {names[0]: 0.8 * levers.today[names[0]]}
    moved[names[1]] = levers.today[names[1]] + 0.2 * levers.today[names[0]]
    before, after = live(levers.today), live(moved)
    others = np.arange(before.pay.shape[1]) > 1
    drift = np.abs(after.pay[:, others] / before.pay[:, others] - 1).max()
    assert drift < 1e-4  # quotas of the others move by less than a cent in a million, being shares of one sum
    assert np.abs(after.pay[:, 0] - before.pay[:, 0]).max() > 0


def test_sharp_trials_speak_for_themselves_and_blurred_ones_for_all() -> None:
    """Elasticities that agree are pooled; without luck each trial keeps its own; no effort moved is none."""
    blurred = [Trial(change, 50.0, 100.0) for change in (20.0, 40.0, 60.0)]
    pooled = elasticities(blurred)
    assert [mean for mean, _ in pooled] == pytest.approx([0.4, 0.4, 0.4])
    assert pooled[0][1] == pytest.approx(0.5 / np.sqrt(3))
    with_a_sharp_one = elasticities([*blurred, Trial(0.0, 0.0, 1e-6)])
    assert with_a_sharp_one[:3] == pooled
    sharp = [Trial(change, 0.0, 100.0) for change in (20.0, 60.0)]
    assert elasticities(sharp) == [(0.2, 0.0), (0.6, 0.0)]
    assert elasticities([Trial(0.0, 0.0, 0.0)]) == [(0.0, 0.0)]
    far_apart = elasticities([Trial(0.0, 1.0, 100.0), Trial(100.0, 1.0, 100.0)])
    assert far_apart[0][0] == pytest.approx(0.0, abs=0.01)
    assert far_apart[1][0] == pytest.approx(1.0, abs=0.01)


def test_assumptions_are_drawn_with_no_weak_and_strong_response() -> None:
    """As written, no reaction, weak and strong response are always among the draws; joint ones where ranges are."""
    names = [draw.name for draw in draws_of(load("baseline"))]
    assert names[:4] == ["as written", "reps do not react", "weak response to pay", "strong response to pay"]
    assert sum(name.startswith("joint draw") for name in names) == 16
    assert "reps do not react" not in [d.name for d in draws_of(load("baseline", ("mind.kind=none",)))]


def test_a_rail_that_is_missed_is_missed_in_the_verdict(tmp_path: Path) -> None:
    """A plan that takes a tenth off everybody's pay misses both rails, and says how far to step back."""
    scenario = load(SMALL)
    levers = Levers(scenario, ("curve",), 0.9)
    live = simulate(levers, tmp_path, 50)
    base = live(levers.today)
    rails = make_rails(scenario, RAILS, base, None)
    poorer = live(levers.today | {"curve[commission@0]": 0.012, "curve[commission@0.8]": 0.012})
    judged = verdict(rails, base, poorer, 1)
    assert {held.rail: held.missed > 0 for held in judged.held} == {"cost": True, "people": True}
    assert not judged.kept
    assert 0 < judged.step_back < 1
    assert judged.held[1].found < FLOOR


def test_memory_tells_of_years_before_and_after(tmp_path: Path) -> None:
    """Progress is told of every year asked for and every year done, kept ones too."""
    told: list[tuple[int, bool]] = []
    kept = memory(tmp_path)
    loud = type(kept)(tmp_path, lambda years, done: told.append((years, done)))
    for _ in range(2):
        loud.sample(load(SMALL), 1, 4)
    assert told == [(4, False), (4, True), (4, False), (4, True)]
