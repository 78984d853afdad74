"""Formulas of the market: what hours and money bring, what research tells, why leads are lost, what trials show."""

import math
from typing import Any

import numpy as np
import pytest

from sim.draws import name_id, uniform
from sim.rules.rivals import loss_reason, pull, research_step, rival_paths, strength_now, unseen_value
from sim.rules.ways import (
    ADOPTED,
    DROPPED,
    TRIED,
    adapted,
    is_claimed,
    is_taken,
    leads_of_hours,
    leads_of_money,
    needs_anew,
    opportunity,
    taken_next,
    verdict,
    worth_so_far,
)
from sim.tables import table
from sim.world.rivals import LOSS, RIVAL
from sim.world.ways import LEARNING, TRIAL

WEIGHTS = table(LOSS, [(1.0, 0.3, 0.4, 0.6)])[0]
LEADS = [np.uint64(name_id("lead", i)) for i in range(4000)]


def trial(**changes: float) -> Any:
    """A TRIAL row."""
    usual = {"prior": 100.0, "prior_sd": 50.0, "lead_sd": 200.0, "hurdle": 120.0, "certainty": 0.9}
    row = np.zeros(1, TRIAL).view(np.recarray)[0]
    for key, value in {**usual, "month": 0, "wait": 3, "months": 6, **changes}.items():
        row[key] = value
    return row


def test_each_further_hour_of_prospecting_brings_less() -> None:
    """C02: the first hour brings its leads, the one at `half` half as many, and hours 0 bring none."""
    assert leads_of_hours(0.0, 0.2, 40.0) == 0.0
    slope = [(leads_of_hours(h + 1e-6, 0.2, 40.0) - leads_of_hours(h, 0.2, 40.0)) / 1e-6 for h in (0.0, 40.0, 120.0)]
    assert slope == pytest.approx([0.2, 0.1, 0.05], rel=1e-4)


def test_further_leads_cost_more() -> None:
    """D03: at `half` a further lead costs twice the first; without it every lead costs the same."""
    assert leads_of_money(5000.0, 100.0, math.inf) == 50.0
    slope = [(leads_of_money(b + 1e-3, 100.0, 4000.0) - leads_of_money(b, 100.0, 4000.0)) / 1e-3 for b in (0, 4000)]
    assert slope == pytest.approx([0.01, 0.005], rel=1e-4)
    assert leads_of_money(0.0, 100.0, 4000.0) == 0.0


def test_reps_adapt_after_the_lag_and_sooner_with_briefings() -> None:
    """F11: 63 % after the lag; four hours at 0.25 halve the lag; nothing before needs change."""
    assert adapted(6.0, 6.0, 0.0, 0.25) == pytest.approx(1 - math.exp(-1))
    assert adapted(3.0, 6.0, 4.0, 0.25) == adapted(6.0, 6.0, 0.0, 0.25)
    assert adapted(0.0, 6.0, 4.0, 0.25) == 0.0


def test_research_narrows_what_we_know() -> None:
    """L03: precisions add; no reports leave the spread as it is, and what wanders widens it."""
    gain, left = research_step(0.25, 0.0, 4.0, 1.0)
    assert left == pytest.approx(1 / (1 / 0.25 + 4))
    assert gain == pytest.approx(0.25 / (0.25 + 0.25))
    assert research_step(0.25, 0.0, 0.0, 1.0) == (0.0, 0.25)
    assert research_step(0.25, 0.5, 0.0, 1.0) == (0.0, 0.75)


def paths(gain: float, report_sd: float, replications: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Truth and estimate at the end of three months, [replication]."""
    rivals = table(RIVAL, [(name_id("competitor", "x"), 0.5, 0.1)])
    known = np.zeros((1, 3), [("gain", "f8"), ("report_sd", "f8")]).view(np.recarray)
    variance = 0.0
    for month in range(3):
        known[0, month].report_sd = report_sd
        known[0, month].gain, variance = research_step(variance, 0.25 if month == 0 else 0.01, gain, report_sd)
    truth, estimate = np.zeros((replications, 1, 3)), np.zeros((replications, 1, 3))
    for r in range(replications):
        rival_paths(rivals, known, np.uint64(3), r, truth[r], estimate[r])
    return truth[:, 0, 2], estimate[:, 0, 2]


def test_estimates_of_strength_are_as_wrong_as_they_say() -> None:
    """L03: with reports the estimate's error has the filter's standard deviation; without them it stays at nothing."""
    truth, estimate = paths(1.0, 0.3)
    variance = 0.0
    for month in range(3):
        _, variance = research_step(variance, 0.25 if month == 0 else 0.01, 1.0, 0.3)
    assert np.std(truth - estimate) == pytest.approx(math.sqrt(variance), rel=0.15)
    assert np.std(truth) == pytest.approx(math.sqrt(0.27), rel=0.15)
    blind, nothing = paths(0.0, 0.3)
    assert np.array_equal(blind, truth)
    assert not nothing.any()


def test_nobody_helps_us_and_knowledge_takes_strength_away() -> None:
    """Strength is never below 0; what we counter is taken off before what the funnel contains."""
    assert strength_now(0.2, -0.5) == 0.0
    assert pull(0.8, 0.0, 0.0) == 0.8
    assert pull(0.8, 0.3, 0.25) == pytest.approx(0.3)
    assert pull(0.5, 0.5, 0.0) == 0.0


def reasons(strengths: list[float], cuts: list[float], fit_odds: float = 0.0, gap: float = 0.0) -> list[float]:
    """Shares of competitor 0, 1, …, price, misfit and timing."""
    drawn = [
        loss_reason(WEIGHTS, np.array(strengths), np.array(cuts), fit_odds, gap, uniform(5, 0, 23, lead, 0))
        for lead in LEADS
    ]
    return [drawn.count(i) / len(drawn) for i in range(len(strengths) + 3)]


def test_reasons_come_by_their_weights() -> None:
    """L04, K06: competitors by strength, a price cut counts as price, a bad fit as misfit; nobody strong, nobody
    blamed."""
    near = pytest.approx
    assert reasons([], []) == near([0.3 / 1.3, 0.4 / 1.3, 0.6 / 1.3], abs=0.025)
    assert reasons([0.7, 0.0], [0.0, 0.0]) == near([0.35, 0.0, 0.15, 0.2, 0.3], abs=0.025)
    assert reasons([0.7], [0.5]) == near([0.1, 0.4, 0.2, 0.3], abs=0.025)
    assert reasons([], [], fit_odds=1.0)[1] == near(0.4 * math.exp(-1) / (0.9 + 0.4 * math.exp(-1)), abs=0.02)
    assert reasons([], [], gap=1.0)[1] == near(0.4 * math.e / (0.9 + 0.4 * math.e), abs=0.025)


def test_what_is_bought_elsewhere_has_its_mean_and_spread() -> None:
    """A03: the unseen part of a month is its mean to the coin without spread, and lognormal with one."""
    assert unseen_value(7, 0, 1234.4, 0.0, np.uint64(1), 0) == 1234
    values = [unseen_value(7, 0, 1e6, 0.5, np.uint64(1), r) for r in range(2000)]
    assert np.mean(values) == pytest.approx(1e6, rel=0.05)
    assert np.std(values) == pytest.approx(5e5, rel=0.15)


def test_shares_of_leads_are_as_stated_and_lasting() -> None:
    """Which customers need something new, are pursued or are claimed twice: a share of them, and a larger share keeps
    those of the smaller."""
    for rule in (needs_anew, is_taken, is_claimed):
        few, many = ([rule(lead, share, np.uint64(1), 0) for lead in LEADS] for share in (0.3, 0.6))
        assert np.mean(few) == pytest.approx(0.3, abs=0.03)
        assert np.mean(many) == pytest.approx(0.6, abs=0.03)
        assert not [1 for a, b in zip(few, many, strict=True) if a and not b]
        assert not any(rule(lead, 0.0, np.uint64(1), 0) for lead in LEADS)
        assert all(rule(lead, 1.0, np.uint64(1), 0) for lead in LEADS)


def test_what_a_trial_brings_is_learnt_by_bayes() -> None:
    """M05: no leads leave what was thought; many leads leave their own average."""
    assert worth_so_far(trial(), 0.0, 0.0) == pytest.approx((100.0, 50.0))
    mean, sd = worth_so_far(trial(), 16.0, 16 * 300.0)
    assert (mean, sd) == pytest.approx((200.0, math.sqrt(0.5) * 50.0))
    assert worth_so_far(trial(), 1e9, 3e11)[0] == pytest.approx(300.0)


def test_a_trial_ends_by_its_rule() -> None:
    """M05: no verdict before `wait`, then by certainty, and at the end of its months by the likelier of the two."""
    assert verdict(trial(), 1, 500.0, 10.0) == TRIED
    assert verdict(trial(), 2, 500.0, 10.0) == ADOPTED
    assert verdict(trial(), 2, 0.0, 10.0) == DROPPED
    assert verdict(trial(), 2, 121.0, 10.0) == TRIED
    assert verdict(trial(), 5, 121.0, 10.0) == ADOPTED
    assert verdict(trial(), 5, 119.0, 10.0) == DROPPED
    assert verdict(trial(month=3), 5, 500.0, 10.0) == ADOPTED
    assert verdict(trial(month=4), 5, 500.0, 10.0) == TRIED


def test_feedback_lowers_what_is_taken_and_lets_it_rise_again() -> None:
    """K09: a step down while too many losses are misfits, never below the least; a step up otherwise, at most all."""
    rule = table(LEARNING, [(0.4, 0.25, 0.2, 10.0, 3)])[0]
    assert taken_next(rule, 1.0, 20.0, 9.0) == 0.75
    assert taken_next(rule, 0.3, 20.0, 9.0) == 0.2
    assert taken_next(rule, 0.75, 20.0, 8.0) == 1.0
    assert taken_next(rule, 0.5, 9.0, 9.0) == 0.75
    assert taken_next(rule, 0.0, 20.0, 20.0) == 0.0


def test_opportunity_is_growth_less_competition() -> None:
    """L02: more growth makes a segment more attractive, stronger competitors less."""
    assert opportunity(0.2, 0.1) > opportunity(0.1, 0.1) > opportunity(0.1, 0.3)
