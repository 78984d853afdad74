"""Law 4: the story (SimPy) and the machine (Numba) are twins, to the bit."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from random_worlds import Written, random_world, written

from scenarios.load import library, load
from scenarios.plan import KINDS_OF_COMPONENT
from scenarios.scenario import Scenario
from sim.engine import Year, chunk_of, prepare, trace
from sim.kernel import run
from sim.measures import M

WORLDS = range(50)
MORE_WORLDS = range(50, 450)


def differences(year: Year, replications: int) -> list[str]:
    """Where the two engines differ, in words; the kernel's numbers start as NaN and must all be written."""
    machine, story = (chunk_of(year, 0, replications, engine) for engine in ("kernel", "simpy"))
    found = [
        f"replication {r}, period {t}, rep {i}, {year.measures[m].name}: "
        f"kernel {machine.values[r, t, i, m]}, simpy {story.values[r, t, i, m]}"
        for r, t, i, m in np.argwhere(machine.values != story.values)
    ]
    (_, ours), (_, theirs) = (trace(year, replications - 1, engine) for engine in ("kernel", "simpy"))
    if not np.array_equal(ours.entries, theirs.entries):
        found.append(f"logs of replication {replications - 1} differ")
    return found


PLANS_OF_BASELINE = ("accelerated", "capped", "stretch_target")
"""Which differ from `baseline` in plan or targets alone; `make verify` lives them for longer."""


@pytest.mark.parametrize("name", [name for name in library() if name not in PLANS_OF_BASELINE])
def test_twins_agree_on_the_library(name: str) -> None:
    """Law 4: both engines give one panel and one log, to the bit, on the bundled scenarios."""
    assert differences(prepare(load(name)), replications=1) == []


@pytest.mark.parametrize("number", WORLDS)
def test_twins_agree_on_random_worlds(number: int) -> None:
    """Law 4: both engines give one panel and one log, to the bit, on 50 worlds varied in everything."""
    assert differences(prepare(random_world(number), seed=number), replications=2) == []


@pytest.mark.verify
@pytest.mark.parametrize("number", MORE_WORLDS)
def test_twins_agree_on_many_more_random_worlds(number: int) -> None:
    """Law 4: the same on 400 more worlds; fixed waits make two things fall on one instant in some of them."""
    assert differences(prepare(random_world(number), seed=number), replications=2) == []


@pytest.mark.verify
@pytest.mark.parametrize("name", library())
def test_twins_agree_on_the_library_for_longer(name: str) -> None:
    """Law 4: the same on every bundled scenario for 8 replications of another seed."""
    assert differences(prepare(load(name), seed=7), replications=8) == []


# ── the comparison itself ───────────────────────────────────────────────────────────────────────

Live = Callable[..., int]


def does_nothing(live: Live) -> Live:
    return lambda *world: 0


def zeros(live: Live) -> Live:
    """A kernel that lives nothing but fills its numbers."""

    def mutant(*world: Any) -> int:
        world[4][:] = 0.0
        return 0

    return mutant


def a_coin_too_much(live: Live) -> Live:
    """A kernel whose bookings of the last month are off by one coin, for one rep."""

    def mutant(*world: Any) -> int:
        entries = live(*world)
        world[4][:, -1, 0, M.BOOKINGS] += 1.0
        return entries

    return mutant


def a_last_bit_of_effort(live: Live) -> Live:
    """A kernel whose effort differs in its last bit."""

    def mutant(*world: Any) -> int:
        entries = live(*world)
        effort = world[4][:, 1, 0, M.EFFORT]
        world[4][:, 1, 0, M.EFFORT] = np.nextafter(effort, np.inf)
        return entries

    return mutant


def another_seed(live: Live) -> Live:
    return lambda world, beliefs, seed, *rest: live(world, beliefs, seed + np.uint64(1), *rest)


@pytest.mark.parametrize("mutation", [does_nothing, zeros, a_coin_too_much, a_last_bit_of_effort, another_seed])
@pytest.mark.parametrize("number", [0, 3])
def test_comparison_turns_red_for_a_mutant(
    monkeypatch: pytest.MonkeyPatch, mutation: Callable[[Live], Live], number: int
) -> None:
    """Law 4: a kernel that does nothing, or is off by one coin or one bit, is found out."""
    year = prepare(random_world(number), seed=number)
    assert differences(year, replications=2) == []
    monkeypatch.setattr(run, "live_years", mutation(run.live_years))
    assert differences(year, replications=2) != []


def test_comparison_turns_red_when_only_the_log_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4: logs are compared entry by entry, not only by their sums."""
    year, live = prepare(random_world(0), seed=0), run.live_years

    def mutant(*world: Any) -> int:
        made = live(*world)
        if len(world[5]):
            world[5]["time"][0] += 2.0**-20
        return made

    monkeypatch.setattr(run, "live_years", mutant)
    assert differences(year, replications=2) == ["logs of replication 1 differ"]


def words(thing: Any) -> set[str]:
    """Every `key: value` written anywhere in a scenario, and every key that is not null."""
    if isinstance(thing, dict):
        found = {f"{key}: {value}" for key, value in thing.items() if not isinstance(value, dict | list)}
        found |= {key for key, value in thing.items() if value not in (None, [], {}, 0)}
        return found.union(*(words(value) for value in thing.values()))
    return set().union(*(words(value) for value in thing)) if isinstance(thing, list) else set()


def test_random_worlds_are_varied_in_everything() -> None:
    """The 50 worlds between them hold every mode, wait, noise, calendar, period and opening there is."""
    said: set[str] = set()
    stages, months, reps, teams = set(), set(), set(), set()
    for number in WORLDS:
        world = random_world(number)
        said |= words(json.loads(world.model_dump_json(by_alias=True)))
        stages.add(len(world.funnel.stages) if world.funnel else 0)
        months.add(world.company.calendar.months)
        reps.add(len(world.people.reps))
        teams.add(len(world.company.teams))
    modes = ["marginal", "whole", "overage", "step", "interpolated"]
    waits = ["fixed", "exponential", "lognormal", "geometric", "gamma", "weibull", "quantiles"]
    expected = {f"mode: {mode}" for mode in modes} | {f"kind: {wait}" for wait in waits}
    expected |= {f"kind: {noise}" for noise in ("none", "normal", "gamma", "lognormal", "myopic", "direct")}
    expected |= {f"kind: {kind}" for kind in ("funnel", "even", "working_days", "base", "scorecard")}
    expected |= {f"period: {period}" for period in ("month", "quarter", "year")}
    expected |= {f"edges: {edges}" for edges in ("attainment", "amount")}
    expected |= {"closed: upper", "closed: lower", "from: None", "patience: None", "patience", "holidays"}
    expected |= {"beyond: flat", "beyond: continue", "pays: money", "pays: target", "cap: None", "threshold"}
    expected |= {"at", "payout", "warm_up_days", "pipeline", "orders", "receivables", "accounts", "season"}
    expected |= {"phasing", "lead_share: 0.0", "quota_weight: 0", "prepaid: 0.0", "prepaid: 1.0", "lot"}
    expected |= {"refusal: None", "refusal", "advance: None", "in_stage: None", "in_stage: 0.0", "in_stage", "rep"}
    expected |= {"parts", "weekdays", "growth: 0.0", "growth: 0.6", "growth: -0.5", "effort_effect: 1.5", "yes", "no"}
    expected |= {"bad_debt: 0.0", "bad_debt: 0.1", "bad_debt: 1.0", "unit: quota", "unit: money"}
    expected |= {f"dispersion: {d}" for d in (0.3, 0.8, 1.0, 1.6, 4.0)}
    expected |= {f"minor_digits: {digits}" for digits in range(4)}
    expected |= {"joins: None", "joins", "leaves: None", "leaves"}
    expected |= {f"kind: {kind.model_fields['kind'].annotation.__args__[0]}" for kind in KINDS_OF_COMPONENT}
    expected |= {f"kind: {kind}" for kind in ("bands", "line", "matrix", "score", "tenure")} | {"mode: matrix"}
    expected |= {f"basis: {basis}" for basis in ("period", "deal", "cumulative")} | {"period: half", "ramp", "floor"}
    expected |= {f"scope: {scope}" for scope in ("own", "team", "company")} | {"where", "counts", "large_deals"}
    expected |= {f"rule: {rule}" for rule in ("half_up", "half_even", "down", "up")} | {"days_to_pay", "gates"}
    expected |= {"need: any", "need: all", "better: less", "combine: multiplicative", "red_lines", "extra_points"}
    expected |= {"grades", "ceiling", "to_date: True", "roles", "carries_quota: False", "starts", "ends", "instalments"}
    expected |= {f"ties: {ties}" for ties in ("share", "all", "second")} | {"stake: 5", "unit: 1000", "discount: 0.7"}
    expected |= {"kpi: own_cash", "kpi: own_sum", "pays: rate", "new_customers: False", "segments", "channels"}
    expected |= {"life", "by: even", "by: score", "by: random", "survey", "referrals", "cross_sell", "win_back"}
    assert expected - said == set()
    assert stages == set(range(7))
    assert {1, 12, 13} <= months
    assert reps == set(range(1, 7))
    assert teams == {1, 2, 3}


# ── worlds on the edge ──────────────────────────────────────────────────────────────────────────


def edge_world(number: int, **changes: Any) -> Scenario:
    """A random funnel with some sections replaced key by key, and nothing that hangs on its months.

    Other stages have no process: the random one asks for steps at stages that are not there any more.
    """
    world: Written = written(number, direct=False)
    world["targets"] |= {"phasing": []}
    world["market"] |= {"season": [], "segments": [s | {"season": []} for s in world["market"]["segments"]]}
    world["funnel"] |= {"pace": {}}
    if "stages" in changes.get("funnel", {}):
        world["funnel"].pop("process", None)
    for section, change in changes.items():
        world[section] = {**world[section], **change}
    return Scenario.model_validate(world)


def stage(**changes: Any) -> Written:
    """A stage with fixed hours and waits: what happens falls on whole days."""
    fixed = {"kind": "fixed", "mean": 1}
    usual = {"id": "only", "name": "Only", "skill": "process", "hours": {"mean": 5}, "answer": fixed}
    return {**usual, "advance": 0.5, "patience": None, **changes}


@pytest.mark.parametrize("patience", [1, 2, 3])
def test_twins_agree_when_patience_ends_as_hands_become_free(patience: int) -> None:
    """Law 4: a lead whose patience ends at the very instant at which the rep is free meets one fate.

    Stated deals join the queue on the first morning; each touch takes one day, and patience whole days.
    """
    rep = {"id": "a", "name": "A", "team": "t", "level": "l", "hours_per_day": 5.0}
    deals = {"team": "t", "segment": "segment0", "channel": "channel0", "stage": "first", "count": 9}
    instantly, wait = {"kind": "fixed", "mean": 0}, {"kind": "fixed", "mean": patience}
    world = edge_world(
        0,
        company={
            "calendar": {"kind": "even", "months": 2},
            "territories": [{"id": "p", "name": "P"}],
            "teams": [{"id": "t", "name": "T", "territory": "p"}],
        },
        people={
            "levels": [{"id": "l", "name": "L", "base": 1, "variable": 1, "quota_weight": 1}],
            "reps": [rep],
        },
        market={"demand": []},
        customers={"accounts": []},
        funnel={
            "stages": [
                stage(id="first", answer=instantly, advance=0.99),
                stage(id="last", answer=instantly, patience=wait),
            ]
        },
        opening={"warm_up_days": 0, "pipeline": [deals | {"amount": 600}], "orders": [], "receivables": []},
        mind={"kind": "none"},
    )
    assert differences(prepare(world), replications=2) == []


@pytest.mark.parametrize("number", [627])
def test_twins_agree_on_worlds_where_things_coincide(number: int) -> None:
    """Law 4: of the first thousand worlds, one in which patience and free hands fall on one instant."""
    assert differences(prepare(random_world(number), seed=number), replications=1) == []


def test_no_patience_at_all_is_refused() -> None:
    """A lead that cannot wait an instant is refused at load: within one instant nobody is first."""
    some, none = ({"kind": "fixed", "mean": mean} for mean in (0.1, 0))
    edge_world(0, funnel={"stages": [stage(patience=some)]}, opening={"pipeline": []})
    with pytest.raises(ValueError, match="patience"):
        edge_world(0, funnel={"stages": [stage(patience=none)]}, opening={"pipeline": []})


@pytest.mark.parametrize("number", [3, 4, 6, 7])
def test_twins_agree_on_a_month_without_working_days(number: int) -> None:
    """Law 4: a month that is all holidays is refused at load, or lived alike: salary, effort and close."""
    february = [date(2027, 2, 1) + timedelta(days=day) for day in range(28)]
    calendar = {"kind": "working_days", "start": date(2027, 1, 1), "months": 4, "holidays": february}
    try:
        world = edge_world(number, company={"calendar": calendar})
    except ValueError as refused:
        if "working day" not in str(refused):
            raise
        return
    assert differences(prepare(world), replications=2) == []
