"""Formulas of learning and forgetting, against what they must do at their ends and what they are defined by."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.training import (
    below_norm,
    faded,
    help_lift,
    judged,
    learnt,
    learnt_lift,
    mean_skill,
    message_accuracy,
    right_answers,
    shortfall,
    taken_up,
    told_share,
)
from sim.rules.training import test_noise as noise_of_test

SKILL = st.floats(0, 1)


@given(skill=SKILL, gain=st.floats(0, 1), first=st.floats(0, 100), second=st.floats(0, 100))
def test_hours_add_up_whenever_they_are_given(skill: float, gain: float, first: float, second: float) -> None:
    """Two sessions leave the skill that one of all their hours leaves; it never passes 1 and never falls."""
    in_two = learnt(learnt(skill, gain, first), gain, second)
    assert in_two == pytest.approx(learnt(skill, gain, first + second), abs=1e-12)
    assert skill <= in_two <= 1


@given(skill=SKILL)
def test_nothing_learnt_is_nothing_changed(skill: float) -> None:
    """Without gain, without hours, without forgetting and without a teller ahead, skill is the same to the bit."""
    assert learnt(skill, 0.0, 60.0) == learnt(skill, 0.5, 0.0) == faded(skill, 0.3, 0.0) == skill
    assert taken_up(skill, 0.0, 0.5) == taken_up(skill, 1.0, 0.0) == faded(skill, skill, 0.4) == skill
    assert learnt_lift(2.0, skill, skill, 1.0, 0.0, 0.0) == 0.0


def test_forgetting_halves_in_its_half_life() -> None:
    """What is above the base shrinks by its share a month: at 0.1 a month to 0.9 ** 12 in a year."""
    skill = 0.9
    for _ in range(12):
        skill = faded(skill, 0.5, 0.1)
    assert skill == pytest.approx(0.5 + 0.4 * 0.9**12, rel=1e-12)
    assert faded(0.9, 0.5, 1.0) == pytest.approx(0.5)


def test_cases_bring_a_share_of_the_gap_that_fades() -> None:
    """The second case brings `fading` of the first; a listener ahead of the teller loses nothing."""
    assert told_share(0.1, 4, 0.7, 1) == pytest.approx(0.7 * told_share(0.1, 4, 0.7, 0))
    assert told_share(0.1, 4, 0.7, 0) == pytest.approx(1 - math.exp(-0.4))
    assert taken_up(0.2, 0.8, 0.5) == pytest.approx(0.5)
    assert taken_up(0.9, 0.8, 0.5) == 0.9


def test_help_lifts_by_the_gap_and_never_lowers() -> None:
    """Twice the gap is twice the lift; none where the helper knows less, and none without hours."""
    assert help_lift(2.0, 0.1, 10, 0.9, 0.5) == pytest.approx(2 * help_lift(2.0, 0.1, 10, 0.7, 0.5))
    assert help_lift(2.0, 0.1, 10, 0.4, 0.5) == 0.0
    assert help_lift(2.0, 0.1, 0, 0.9, 0.5) == 0.0


def test_lift_adds_up_what_was_learnt() -> None:
    """Skill since the roster, industry knowledge and help, each with its own weight."""
    assert learnt_lift(2.0, 0.7, 0.5, 1.5, 0.2, 0.1) == pytest.approx(2 * 0.2 + 1.5 * 0.2 + 0.1)


def test_judgements_err_by_their_noise() -> None:
    """At luck one half a judgement is right; one standard deviation of luck errs by the noise."""
    assert judged(0.4, 0.2, 0.5) == 0.4
    assert judged(0.4, 0.2, 0.8413447460685429) == pytest.approx(0.6)
    assert judged(0.4, 0.0, 0.99) == 0.4


@pytest.mark.parametrize("reliability", [0.2, 0.5, 0.9])
def test_noise_of_a_test_leaves_its_reliability(reliability: float) -> None:
    """Variance of knowledge over variance of scores is the reliability; a perfect test has no noise."""
    noise = noise_of_test(0.15, reliability)
    assert 0.15**2 / (0.15**2 + noise**2) == pytest.approx(reliability)
    assert noise_of_test(0.15, 1.0) == 0.0


def test_answers_are_whole_and_within_the_questions() -> None:
    """Rounded to whole questions, no fewer than none and no more than all."""
    assert right_answers(0.62, 0.0, 50, 0.3) == 31
    assert right_answers(0.9, 0.5, 50, 0.999) == 50
    assert right_answers(0.1, 0.5, 50, 0.001) == 0


def test_shortfall_is_drawn_to_the_company_where_there_is_little() -> None:
    """No answers: no shortfall; few: a part of it; many: nearly all of it; nobody answered: none."""
    assert shortfall(0, 0, 300, 1000, 20) == pytest.approx(0, abs=1e-12)
    few, many = shortfall(4, 5, 300, 1000, 20), shortfall(800, 1000, 300, 1000, 20)
    assert 0 < few < many < 0.5
    assert shortfall(4, 5, 0, 0, 20) == 0.0


def test_what_is_said_of_the_product_is_right_by_skill() -> None:
    """F10: who knows the product says all of it right, who knows nothing the least; in between on a line."""
    assert [message_accuracy(skill, 0.6) for skill in (0.0, 0.5, 1.0)] == [0.6, pytest.approx(0.8), 1.0]


def test_below_norm_needs_more_than_the_margin() -> None:
    """F12: a gap no larger than the margin is none; a larger one is."""
    assert below_norm(0.3, 0.5, 0.1)
    assert not below_norm(0.45, 0.5, 0.1)
    assert not below_norm(0.6, 0.5, 0.1)


def test_mean_of_six_skills() -> None:
    """A promotion looks at the plain average of all six."""
    assert mean_skill(np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])) == pytest.approx(0.35)
