"""Queueing truth: a world reduced to a queue waits as long as theory says, within three standard errors.

A team that works from one queue is a row of servers; so are managers who approve. Years are lived after a stated
warm-up; standard errors come from replications. One working day is the unit of time, and an hour of work takes a day.
With three standard errors a true figure is missed once in 370; seeds are fixed.
"""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from queue_worlds import ALWAYS, Written, stage, world

from scenarios.scenario import Scenario
from sim.engine import Engine, prepare, simulate, trace
from sim.measures import FIXED, M

Floats = npt.NDArray[np.float64]
YEARS = 60
FEW = 6
"""Replications of the kernel, and of the story, which is slower and whose errors are larger."""
ENGINES = pytest.mark.parametrize(
    ("engine", "years"), [("kernel", YEARS), pytest.param("simpy", FEW, marks=pytest.mark.verify)]
)


def sums(scenario: Scenario, engine: Engine, years: int, *names: str) -> list[Floats]:
    """Totals of measures in each replication's year."""
    panel = simulate(scenario, years, seed=3, engine=engine)
    return [panel.of(name).sum(axis=(1, 2)) for name in names]


def agrees(top: Floats, per: Floats, truth: float) -> None:
    """A ratio of totals is the truth within three standard errors (delta method over replications)."""
    ratio = top.sum() / per.sum()
    residual = top - ratio * per
    error = math.sqrt(residual.var(ddof=1) / len(top)) / per.mean()
    assert abs(ratio - truth) < 3 * error, f"{ratio:.5f} ± {error:.5f} against {truth:.5f}"
    assert error < 0.5 * abs(truth)


@ENGINES
@pytest.mark.parametrize(("servers", "wait", "later"), [(3, 4.4444444, 0.163502), (4, 0.86956522, None)])
def test_a_team_waits_like_erlang_c(engine: Engine, years: int, servers: int, wait: float, later: float | None) -> None:
    """M/M/3 and M/M/4 (MMC-MM3, MMC-MM4): the mean wait, and the share of M/M/3 that waits longer than ten days."""
    response = {"response": {"half_life": 100_000, "hours_a_day": 1.0, "in_time": 10.0}}
    queue = world([stage("work", {"kind": "exponential", "mean": 10})], 0.2, [servers], funnel=response)
    waited, given, soon = sums(queue, engine, years, "answer_hours", "answers_given", "answers_in_time")
    agrees(waited, given, wait)
    if later is not None:
        agrees(given - soon, given, later)


@ENGINES
@pytest.mark.parametrize(
    ("hours", "wait"),
    [
        ({"kind": "fixed", "mean": 1}, 2.0),
        ({"kind": "gamma", "mean": 1, "cv": math.sqrt(0.5)}, 3.0),
        ({"kind": "exponential", "mean": 1}, 4.0),
        ({"kind": "lognormal", "mean": 1, "cv": math.sqrt(math.e - 1)}, 5.43656),
    ],
    ids=["fixed", "erlang-2", "exponential", "lognormal"],
)
def test_one_rep_waits_like_pollaczek_and_khinchine(engine: Engine, years: int, hours: Written, wait: float) -> None:
    """M/G/1 at 0.8: fixed 2, Erlang-2 3, exponential 4 (M/M/1), lognormal with sigma 1 5.43656."""
    queue = world([stage("work", hours)], 0.8, [1])
    waited, given = sums(queue, engine, years, "answer_hours", "answers_given")
    agrees(waited, given, wait)


@ENGINES
def test_managers_who_approve_are_servers(engine: Engine, years: int) -> None:
    """M/M/3 at the approvers' desk: every deal is above the limit, and waits and review take 14.4444 days."""
    authority = {
        "limits": [{"level": "level", "deal": 0}],
        "approvers": [
            {
                "id": "boss",
                "name": "Boss",
                "hands": 3,
                "hours_per_day": 1,
                "review": {"kind": "exponential", "mean": 10},
            }
        ],
    }
    queue = world([stage("work", ALWAYS)], 0.2, [1], authority=authority)
    days, approvals = sums(queue, engine, years, "approval_days", "approvals")
    agrees(days, approvals, 14.4444444)


@ENGINES
@pytest.mark.parametrize(("days", "open_"), [(30, 38.8387), (90, 57.8215), (180, 63.6147)])
def test_a_young_pipeline_fills_up(engine: Engine, years: int, days: int, open_: float) -> None:
    """M/G/∞ with lognormal(3, 1) days to an answer and two leads a day: what is open after 30, 90 and 180 days."""
    answer = {"kind": "lognormal", "mean": math.exp(3.5), "cv": math.sqrt(math.e - 1)}
    pipeline = world([stage("work", ALWAYS, answer=answer)], 2.0, [1], months=days // 30, days=30, warm_up=0)
    (found,) = sums(pipeline, engine, 10 * years, "open:work")
    agrees(found, np.ones(len(found)), open_)
    assert abs(found.var(ddof=1) / found.mean() - 1) < 4 * math.sqrt(2 / len(found)), "Poisson"


@ENGINES
def test_impatient_customers_leave_like_erlang_a(engine: Engine, years: int) -> None:
    """Erlang-A (10 a day, 8 servers, patience 2 days): who waits .869794, who gives up .227218, queue 4.54437."""
    patience = {"kind": "exponential", "mean": 2}
    queue = world([stage("work", {"kind": "exponential", "mean": 1}, patience=patience)], 10.0, [8], months=30)
    names = ("leads", "cold_leads", "answers_given", "answers_in_time", "answer_hours", "days_to_loss")
    leads, cold, given, soon, waited, lost = sums(queue, engine, years, *names)
    agrees(cold, leads, 0.227218)
    agrees(cold + given - soon, leads, 0.869794)
    agrees((waited + lost) / (30 * 20), np.ones(years), 4.54437)


@pytest.mark.verify
@pytest.mark.parametrize(("engine", "years"), [("kernel", YEARS), ("simpy", FEW)])
def test_a_funnel_of_teams_is_a_jackson_network(engine: Engine, years: int) -> None:
    """10 a day through 12, 6 and 5 servers, a tenth of the last given back to the second: waits .224694, .374529 and
    .392003 days, 22.4238 in the house, 2.24238 days each, one in twenty won.
    """
    stages = [
        stage("first", {"kind": "exponential", "mean": 1}, advance=0.4),
        stage("second", {"kind": "exponential", "mean": 1 / 0.9}, advance=0.4),
        stage("third", {"kind": "exponential", "mean": 2}, advance=0.3, returns=1 / 7, returns_to="second"),
    ]
    funnel = world(stages, 10.0, [12, 6, 5], months=12)
    waits: dict[int, list[tuple[float, float]]] = {0: [], 1: [], 2: []}
    inside, leads, won = [], [], []
    for replication in range(years):
        year = prepare(funnel, 3)
        panel, log = trace(year, replication, engine)
        lives = pd.DataFrame(log.entries).sort_values(["who", "time"], kind="stable")
        for place in range(3):
            waits[place].append(_waits(lives, place, float(year.world.period_end[0])))
        end, begin = float(year.world.period_end[-1]), float(year.world.period_end[0])
        inside.append(_in_house(lives, begin, end))
        leads.append(float(panel.of("leads").sum()))
        won.append(float(panel.of("won_deals").sum()))
    for place, truth in enumerate((0.224694, 0.374529, 0.392003)):
        total, count = np.array(waits[place]).T
        agrees(total, count, truth)
    days = 12 * 20
    agrees(np.array(inside), np.ones(years), 22.4238)
    agrees(np.array(inside) * days, np.array(leads), 2.24238)
    agrees(np.array(won), np.array(leads), 0.5 / 10)


def _waits(lives: pd.DataFrame, place: int, since: float) -> tuple[float, float]:
    """Days waited for a stage's touch since an instant, summed, and how many touches: every entering has one."""
    came = lives[lives.measure.between(FIXED, FIXED + 2)]
    served = lives[lives.measure == M.TOUCHES]
    came = came.assign(turn=came.groupby("who").cumcount())
    served = served.assign(turn=served.groupby("who").cumcount())
    both = came.merge(served, on=["who", "turn"], suffixes=("", "_served"))
    both = both[(both.measure == FIXED + place) & (both.time_served > since)]
    return float((both.time_served - both.time).sum()), float(len(both))


def _in_house(lives: pd.DataFrame, begin: float, end: float) -> float:
    """Leads in the house on average between two instants."""
    came = lives[lives.measure == M.LEADS].set_index("who").time
    gone = lives[lives.measure.isin([M.LOST_DEALS, M.WON_DEALS])].set_index("who").time
    left = gone.reindex(came.index).fillna(end).clip(begin, end)
    return float((left - came.clip(begin, end)).sum() / (end - begin))


@ENGINES
def test_an_absorbing_funnel_wins_and_lasts_as_long_as_its_chain(engine: Engine, years: int) -> None:
    """MARKOV: three stages left each month with a given chance: .125 won, after 5.09524 months; 2.64286 for all."""
    leave = [(0.7, 0.3), (0.6, 0.35), (0.5, 0.25)]
    stages = [
        stage(name, ALWAYS, advance=on / out, answer={"kind": "geometric", "mean": 20 / out, "unit": 20})
        for name, (out, on) in zip("LQP", leave, strict=True)
    ]
    chain = world(stages, 0.05, [1, 1, 1], months=60, warm_up=500)
    names = ("won_deals", "lost_deals", "days_to_win", "days_to_loss")
    won, lost, to_win, to_loss = sums(chain, engine, 5 * years, *names)
    agrees(won, won + lost, 0.125)
    agrees(to_win / 20, won, 5.0952381)
    agrees((to_win + to_loss) / 20, won + lost, 2.6428571)
