"""Law 3 through the engine: luck belongs to names, so that a change moves only what it is about."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from random_worlds import Written, all_stay, random_world, written

from scenarios.scenario import Scenario
from sim.engine import chunk_of, prepare, simulate, trace
from sim.kernel import run
from sim.log import Log
from sim.measures import M
from sim.panel import Panel

WORLDS = range(20)
MORE = 1.5
"""Hours a day by which somebody's are lengthened."""
Floats = npt.NDArray[np.float64]


def quiet(number: int, direct: bool = False) -> Written:
    """A world whose reps do not react, and each of whom carries the quota written beside her name.

    Reps who react, move orders or see one another's results share what their company learns of effort, quotas share one
    target, and leads of who leaves go to others: there a change to one rep rightly reaches the others. Where a paid day
    is accounted for, it has room for longer hours.
    """
    world = written(number, direct=direct)
    world["mind"] |= {"kind": "none", "timing": {}}
    world["drive"] = world["turnover"] = None
    for place, rep in enumerate(world["people"]["reps"]):
        rep["quota_weight"] = 1 + place % 3
    if "time" in world:
        longest = max(rep["hours_per_day"] for rep in world["people"]["reps"])
        world["time"]["day"] = max(world["time"]["day"], longest + MORE)
    return world


def year_of(world: Written, replications: int = 2) -> Panel:
    return chunk_of(prepare(Scenario.model_validate(world), seed=3), 0, replications)


def log_of(world: Written) -> Log:
    return trace(prepare(Scenario.model_validate(world), seed=3), 1)[1]


def by_rep(world: Written, panel: Panel) -> dict[str, Floats]:
    return {rep["id"]: panel.values[:, :, place] for place, rep in enumerate(world["people"]["reps"])}


def arrivals(world: Written) -> dict[int, tuple[float, str]]:
    """When each lead came in, and to whom."""
    entries = log_of(world).entries
    ids = [rep["id"] for rep in world["people"]["reps"]]
    came = entries[entries["measure"] == M.LEADS]
    return {int(lead["who"]): (float(lead["time"]), ids[lead["rep"]]) for lead in came}


@pytest.mark.parametrize("number", range(8))
def test_order_chunks_and_workers_change_nothing(number: int) -> None:
    """Law 3: one seed gives byte-identical panels however replications are ordered, cut and shared out."""
    year = prepare(random_world(number), seed=5)
    whole = chunk_of(year, 0, 7).values.tobytes()
    singly = [chunk_of(year, i, 1).values for i in reversed(range(7))]
    assert np.concatenate(singly[::-1]).tobytes() == whole
    assert np.concatenate([chunk_of(year, 0, 3).values, chunk_of(year, 3, 4).values]).tobytes() == whole
    for workers in (1, 2, 5):
        values = np.full((7, *year.shape), np.nan)
        run.run(year.world, year.beliefs, year.seed, 0, values, workers)
        assert values.tobytes() == whole


def _in_another_process(number: int) -> bytes:
    return simulate(random_world(number), 2, seed=5).values.tobytes()


def test_another_process_gives_the_same_bytes() -> None:
    """Law 3: a fresh process prepares and simulates the same worlds to the same bytes."""
    numbers = [0, 1, 2]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        theirs = list(pool.map(_in_another_process, numbers))
    assert theirs == [_in_another_process(number) for number in numbers]


def test_another_seed_or_replication_gives_another_year() -> None:
    """Law 3: the seed and the replication are parts of every draw's name."""
    world = random_world(0)
    first = simulate(world, 2, seed=5).values
    assert (first[0] != first[1]).any()
    assert (first != simulate(world, 2, seed=6).values).any()


def more_skill(rep: Written) -> Written:
    return rep | {"skills": {skill: min(1.0, value + 0.3) for skill, value in rep["skills"].items()}}


def more_hours(rep: Written) -> Written:
    return rep | {"hours_per_day": rep["hours_per_day"] + MORE}


def another_level(rep: Written) -> Written:
    return rep | {"level": "new"}


CHANGES = [more_skill, more_hours, another_level]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("number", WORLDS)
def test_changing_one_rep_changes_no_other(number: int, change: Any) -> None:
    """Law 3: a rep's skill, hours or level moves no number of any other rep, pay included, to the bit."""
    before = quiet(number)
    new = {"id": "new", "name": "New", "base": 777, "variable": 8_888, "quota_weight": 1}
    before["people"]["levels"].append(new)
    after = {**before, "people": {**before["people"], "reps": list(before["people"]["reps"])}}
    changed = number % len(after["people"]["reps"])
    after["people"]["reps"][changed] = change(after["people"]["reps"][changed])
    ours, theirs = year_of(before).values, year_of(after).values
    others = [place for place in range(ours.shape[2]) if place != changed]
    assert ours[:, :, others].tobytes() == theirs[:, :, others].tobytes()


@pytest.mark.parametrize("change", CHANGES)
def test_these_changes_do_move_the_rep_herself(change: Any) -> None:
    """The changes above are not idle: in most worlds each moves the changed rep's own numbers."""
    moved = 0
    for number in WORLDS:
        before = quiet(number)
        before["funnel"]["skill_effect"] = 2.0
        before["people"]["reps"][0]["lead_share"] = 2.0
        new = {"id": "new", "name": "New", "base": 777, "variable": 8_888, "quota_weight": 1}
        before["people"]["levels"].append(new)
        reps = [change(before["people"]["reps"][0]), *before["people"]["reps"][1:]]
        after = {**before, "people": {**before["people"], "reps": reps}}
        moved += not np.array_equal(year_of(before).values[:, :, 0], year_of(after).values[:, :, 0])
    assert moved >= len(WORLDS) // 2


@pytest.mark.parametrize("place", [0, 1, -1])
@pytest.mark.parametrize("number", WORLDS)
def test_one_more_rep_takes_leads_and_moves_none(number: int, place: int) -> None:
    """Law 3: a new rep takes some leads from the others; no lead goes from one of them to another."""
    before = quiet(number)
    before["opening"] = {}  # stated deals are handed round the roster, and so do change hands
    reps = list(before["people"]["reps"])
    new = reps[0] | {"id": "newcomer", "lead_share": 1.5}
    reps.insert(place % (len(reps) + 1), new)
    old, now = arrivals(before), arrivals({**before, "people": {**before["people"], "reps": reps}})
    assert old.keys() == now.keys()
    kept = {lead for lead, (_, rep) in now.items() if rep != "newcomer"}
    assert all(now[lead] == old[lead] for lead in kept)
    assert {old[lead][0] for lead in now} == {now[lead][0] for lead in now}


def test_a_newcomer_does_take_leads() -> None:
    """The newcomer above is not idle: with a lead share of 1.5 she gets leads in most worlds."""
    busy = 0
    for number in WORLDS:
        world = quiet(number)
        world["people"]["reps"].append(world["people"]["reps"][0] | {"id": "newcomer", "lead_share": 1.5})
        busy += any(rep == "newcomer" for _, rep in arrivals(world).values())
    assert busy >= len(WORLDS) // 2


@pytest.mark.parametrize("number", WORLDS)
def test_more_demand_adds_leads_and_changes_none(number: int) -> None:
    """Law 3: demand 20 % higher keeps every old lead, its moment and its rep, and adds new ones."""
    before = quiet(number)
    rows = [row | {"leads_per_year": row["leads_per_year"] * 1.2} for row in before["market"]["demand"]]
    old, now = arrivals(before), arrivals({**before, "market": {**before["market"], "demand": rows}})
    assert old.items() <= now.items()


def test_more_demand_does_add_leads() -> None:
    """Twenty per cent more demand brings more leads over the worlds together."""
    old = new = 0
    for number in WORLDS:
        world = quiet(number)
        rows = [row | {"leads_per_year": row["leads_per_year"] * 1.2} for row in world["market"]["demand"]]
        old += len(arrivals(world))
        new += len(arrivals({**world, "market": {**world["market"], "demand": rows}}))
    assert new > 1.05 * old


@pytest.mark.parametrize("number", WORLDS)
def test_order_of_rows_means_nothing(number: int) -> None:
    """Law 3: reps, teams, territories, segments, channels and demand written in another order live one year.

    The target divides evenly here, so that no quota depends on who stands first for a left-over coin.
    """
    before = quiet(number)
    before["opening"] = {}  # stated deals are handed round in roster order
    before["targets"] = {"company": 27_720 * sum(rep["quota_weight"] for rep in before["people"]["reps"])}
    before["company"]["calendar"] = {"kind": "even", "months": 12}
    before["people"] = all_stay(before["people"])
    same = [segment | {"season": []} for segment in before["market"]["segments"]]
    before["market"] |= {"season": [], "weekdays": [], "segments": same}  # days have their order
    before["funnel"]["pace"] = {}
    for segment in before["market"]["segments"]:  # so have the parts of a mixture
        segment["value"] = {"mean": 2_000, "cv": 0.5}
    sections = ("company", "people", "market", "customers")
    after = before | {section: _turned(before[section]) for section in sections}
    ours, theirs = by_rep(before, year_of(before)), by_rep(after, year_of(after))
    assert ours.keys() == theirs.keys()
    assert all(ours[rep].tobytes() == theirs[rep].tobytes() for rep in ours)


def _turned(section: Written) -> Written:
    """The same section, each of its lists last row first."""
    return {key: value[::-1] if isinstance(value, list) else value for key, value in section.items()}
