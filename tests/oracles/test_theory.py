"""Exact theory through the engine: contracts, budgets and funnels whose answers are known.

The scenarios are in tests/golden/; the answers are those of theory.json, written out here.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import Engine, chunk_of, prepare, trace
from sim.log import Log
from sim.measures import M
from sim.panel import Panel

Floats = npt.NDArray[np.float64]
GOLDEN = Path(__file__).parents[1] / "golden"
ORACLES = Path(__file__).parents[2].parent / "shared" / "oracles" / "theory.json"
FAR = 4.0
"""Standard errors: fails by chance once in 15,000. The seeds are fixed."""


def off(draws: Floats, expected: float) -> float:
    """How many standard errors the mean of some draws lies from what it should be."""
    return float(abs(draws.mean() - expected) / (draws.std(ddof=1) / np.sqrt(len(draws))))


def lived(scenario: Scenario, replications: int, engine: Engine = "kernel", seed: int = 1) -> Panel:
    return chunk_of(prepare(scenario, seed), 0, replications, engine)


# ── the linear contract ─────────────────────────────────────────────────────────────────────────

LEN = [("len_1", 0.5, 1.0, 1.0, 0.5, 0.0), ("len_2", 0.25, 2.0, 3.0, 0.125, 0.03125)]
"""File, rate, cost, noise variance, effort, salary; effect 1 and no base sales."""


@pytest.mark.parametrize("engine", ["kernel", "simpy"])
@pytest.mark.parametrize(("name", "rate", "cost", "s2", "effort", "salary"), LEN)
def test_linear_contract_is_worked_as_theory_says(
    name: str, rate: float, cost: float, s2: float, effort: float, salary: float, engine: Engine
) -> None:
    """LEN-1, LEN-2: effort is rate · effect / cost to 1e-9 in every month of every replication."""
    panel = lived(load(GOLDEN / f"{name}.yaml"), 200 if engine == "kernel" else 5, engine)
    assert abs(panel.of("effort") - effort).max() < 1e-9
    assert effort == pytest.approx(rate / cost, abs=1e-15)


@pytest.mark.parametrize(("name", "rate", "cost", "s2", "effort", "salary"), LEN)
def test_linear_contract_sells_and_pays_as_theory_says(
    name: str, rate: float, cost: float, s2: float, effort: float, salary: float
) -> None:
    """LEN-1, LEN-2: mean sales, pay and profit within 4 SE, and the noise's variance within 4 SE.

    Each of four checks fails by chance once in 15,000; the seed is fixed.
    """
    panel = lived(load(GOLDEN / f"{name}.yaml"), 2_000)
    sales, pay = (values.reshape(-1) / 1e6 for values in (panel.of("bookings"), panel.pay()))
    assert off(sales, effort) < FAR
    assert off(pay, salary + rate * effort) < FAR
    assert off(sales - pay, effort - salary - rate * effort) < FAR
    assert off((sales - effort) ** 2, s2) < FAR
    np.testing.assert_allclose(pay, salary + rate * sales, atol=1.01e-6)


@pytest.mark.skipif(not ORACLES.exists(), reason="the oracles are not beside this checkout")
@pytest.mark.parametrize(("name", "rate", "cost", "s2", "effort", "salary"), LEN)
def test_linear_contracts_are_those_of_the_oracles(
    name: str, rate: float, cost: float, s2: float, effort: float, salary: float
) -> None:
    """The numbers above are those of theory.json, and the contract is worth its stated profit."""
    oracle = oracle_of(name.upper().replace("_", "-"))
    outputs = oracle["outputs"]
    assert (outputs["beta"], outputs["effort"], outputs["salary"]) == (rate, effort, salary)
    assert (oracle["inputs"]["c"], oracle["inputs"]["s2"]) == (cost, s2)
    assert outputs["profit"] == pytest.approx(effort - salary - rate * effort, abs=1e-12)


def oracle_of(name: str) -> Any:
    return next(o for o in json.loads(ORACLES.read_text(encoding="utf-8")) if o["id"] == name)


def test_effort_does_not_depend_on_what_was_sold() -> None:
    """Under a linear plan the same effort is chosen in every month and replication, to the last bit."""
    effort = lived(load(GOLDEN / "len_1.yaml"), 50).of("effort")
    assert len(np.unique(effort)) == 1


# ── the commission budget ───────────────────────────────────────────────────────────────────────

BUDGET, BUDGET_SD = 2_859_381.91, 102_174.77
"""PBPYTHON: exact mean and standard deviation; part of the latter comes from targets drawn at random."""
TARGETS = {75: 150, 100: 150, 200: 100, 300: 50, 400: 25, 500: 25}
"""Thousands, and how many reps have them."""


def exact_commission(target: float) -> tuple[float, float]:
    """Mean and standard deviation of one rep's commission, from the normal distribution itself."""
    attainment = np.arange(0, 2.5, 0.01).round(2)
    shares = stats.norm.cdf(attainment + 0.005, 1, 0.1) - stats.norm.cdf(attainment - 0.005, 1, 0.1)
    rate = np.where(attainment <= 0.90, 0.02, np.where(attainment <= 0.99, 0.03, 0.04))
    pay = rate * attainment * target
    mean = float((shares * pay).sum())
    return mean, float(np.sqrt((shares * (pay - mean) ** 2).sum()))


def test_the_published_budget_is_exact() -> None:
    """PBPYTHON: the published expectation follows from the normal distribution, to the cent."""
    mean = sum(count * exact_commission(1000.0 * target)[0] for target, count in TARGETS.items())
    assert mean == pytest.approx(BUDGET, abs=0.01)


def test_a_commission_budget_comes_out() -> None:
    """PBPYTHON: mean commission of 500 reps within 3 published SE and 4 of its own; its spread within 4 SE.

    Targets are given here and drawn there, so that the spread is the smaller, exact one of given targets.
    Each check fails by chance at most once in 370; the seed is fixed.
    """
    panel = lived(load(GOLDEN / "pbpython.yaml"), 400)
    pay = panel.pay()[:, 0] / 100
    total = pay.sum(axis=1)
    assert total.shape == (400,)
    assert abs(total.mean() - BUDGET) < 3 * BUDGET_SD / np.sqrt(len(total))
    assert off(total, BUDGET) < FAR
    variance = sum(count * exact_commission(1000.0 * target)[1] ** 2 for target, count in TARGETS.items())
    assert off((total - BUDGET) ** 2, variance) < FAR


def test_each_budgeted_target_pays_its_expectation() -> None:
    """PBPYTHON: mean commission by target within 4.5 SE each: six checks, by chance once in 24,000."""
    scenario = load(GOLDEN / "pbpython.yaml")
    pay = lived(scenario, 200).pay()[:, 0] / 100
    for target, count in TARGETS.items():
        mine = [i for i, rep in enumerate(scenario.people.reps) if rep.level == f"t{target}"]
        assert len(mine) == count
        assert off(pay[:, mine].reshape(-1), exact_commission(1000.0 * target)[0]) < 4.5


# ── the absorbing funnel ────────────────────────────────────────────────────────────────────────

MONTH = 20.0
WIN, TIME, TIME_OF_WINS, VARIANCE = 0.125, 2.6428571, 5.0952381, 3.9710884
LIVES = 30


def chain() -> tuple[Floats, Floats, int]:
    """Months to the end of each lead won and of each lead lost, and leads in all, from the logs."""
    year = prepare(load(GOLDEN / "markov.yaml"))
    won, lost, leads = [], [], 0
    for replication in range(LIVES):
        entries = trace(year, replication)[1].entries
        won.append(entries["amount"][entries["measure"] == M.DAYS_TO_WIN] / MONTH)
        lost.append(entries["amount"][entries["measure"] == M.DAYS_TO_LOSS] / MONTH)
        leads += int((entries["measure"] == M.LEADS).sum())
    return np.concatenate(won), np.concatenate(lost), leads


def test_an_absorbing_funnel_follows_its_chain() -> None:
    """MARKOV: win rate, time to the end, its variance, and time of those won, each within 4 SE.

    Each of four checks fails by chance once in 15,000; the seed is fixed. Time is from lead to end, in months.
    """
    won, lost, leads = chain()
    assert len(won) + len(lost) == leads > 50_000
    ends = np.concatenate([won, lost])
    assert off(np.repeat([1.0, 0.0], [len(won), len(lost)]), WIN) < FAR
    assert off(ends, TIME) < FAR
    assert off(won, TIME_OF_WINS) < FAR
    assert off((ends - TIME) ** 2, VARIANCE) < FAR
    whole = np.rint(ends)
    assert abs(ends - whole).max() < 1e-6
    assert whole.min() == 1


@pytest.mark.skipif(not ORACLES.exists(), reason="the oracles are not beside this checkout")
def test_the_chain_is_that_of_the_oracle() -> None:
    """The numbers above are those of theory.json, and of the chain written in the scenario."""
    outputs = oracle_of("MARKOV")["outputs"]
    expected = {"Pwin": WIN, "Et": TIME, "Et_given_win": TIME_OF_WINS, "var_t": VARIANCE}
    assert outputs == expected
    funnel = load(GOLDEN / "markov.yaml").funnel
    assert funnel is not None
    assert np.prod([stage.advance for stage in funnel.stages]) == pytest.approx(WIN, abs=1e-12)
    months = [stage.answer.mean / MONTH for stage in funnel.stages]
    assert sum(months) == pytest.approx(TIME_OF_WINS, abs=1e-7)


# ── a market that does not change ───────────────────────────────────────────────────────────────


def steady(warm_up: int) -> Scenario:
    """The sample company in even months without season, phasing or reaction, after a warm-up."""
    overrides = ["company.calendar={kind: even, months: 12, days_per_month: 20}", "targets.phasing=[]"]
    overrides += ["market.season=[]", "mind.kind=none", f"opening={{warm_up_days: {warm_up}}}"]
    return load("baseline", overrides)


def open_at(log: Log, moment: float) -> int:
    """Leads that have come in and not ended by a moment."""
    entries = log.entries[log.entries["time"] <= moment]
    ends = np.isin(entries["measure"], [M.WON_DEALS, M.LOST_DEALS, M.COLD_LEADS])
    return int((entries["measure"] == M.LEADS).sum() - ends.sum())


def test_under_constant_demand_the_first_month_is_like_the_last() -> None:
    """After 500 days of warm-up month 1 equals month 12 in leads, bookings, invoices, cash and wins: 4 SE.

    Paired by replication: each of five checks fails by chance once in 15,000; the seed is fixed.
    """
    panel = lived(steady(500), 60)
    for name in ("leads", "bookings", "invoiced", "collected", "won_deals"):
        months = panel.of(name).sum(axis=2)
        assert months.min() > 0
        assert off(months[:, 11] - months[:, 0], 0.0) < FAR, name


def test_without_a_warm_up_the_first_month_is_not_like_the_last() -> None:
    """The check above can fail: a year that opens with nothing books far less in month 1."""
    months = lived(steady(0), 30).of("bookings").sum(axis=2)
    assert off(months[:, 11] - months[:, 0], 0.0) > 10


def test_under_constant_demand_the_stock_of_open_leads_stays() -> None:
    """After 500 days of warm-up as many leads are open on the first morning as on the last evening: 4 SE.

    Paired by replication; fails by chance once in 15,000; the seed is fixed.
    """
    year = prepare(steady(500))
    ends = year.world.period_end
    logs = [trace(year, replication)[1] for replication in range(16)]
    stock = np.array([[open_at(log, ends[0]), open_at(log, ends[-1])] for log in logs], np.float64)
    assert stock.min() > 0
    assert off(stock[:, 1] - stock[:, 0], 0.0) < FAR
