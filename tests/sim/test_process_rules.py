"""Formulas of process, tools and hours, against values worked out by hand."""

import numpy as np
import pytest

from sim.rules.hours import LEAST, hours_left, overlap, part_of_rest, whole_ticks
from sim.rules.process import adherence_of, evened_out, hours_of_step, is_done, known_of_need, planned
from sim.rules.tools import months_to_learn, on_record, ramped


@pytest.mark.parametrize(
    ("stated", "effect", "skill", "reminded", "expected"),
    [
        (0.6, 0.0, 0.9, 0.0, 0.6),
        (0.6, 0.5, 0.5, 0.0, 0.6),
        (0.6, 0.5, 0.7, 0.0, 0.7),
        (0.6, 2.0, 1.0, 0.0, 1.0),
        (0.3, 2.0, 0.0, 0.0, 0.0),
        (0.6, 0.0, 0.5, 0.25, 0.7),
        (0.6, 0.0, 0.5, 1.0, 1.0),
    ],
)
def test_adherence(stated: float, effect: float, skill: float, reminded: float, expected: float) -> None:
    """Adherence rises with process skill and with a tool that reminds, and stays between 0 and 1."""
    assert adherence_of(stated, effect, skill, reminded) == pytest.approx(expected)


def test_script_takes_from_the_able_and_gives_to_the_others() -> None:
    """Full adherence takes the written share of each rep's own part, half of it half, none nothing."""
    assert evened_out(0.8, 0.5, 1.0) == -0.4
    assert evened_out(-0.8, 0.5, 0.5) == 0.2
    assert evened_out(0.8, 0.5, 0.0) == 0.0
    assert evened_out(0.8, 0.0, 1.0) == 0.0


def test_hard_gate_leaves_no_choice() -> None:
    """Behind a hard gate a step is done by whoever; behind a soft one as often as a rep keeps to it."""
    assert is_done(1, 0.999, 0.0)
    assert not is_done(0, 0.5, 0.5)
    assert is_done(0, 0.49, 0.5)


def test_hours_of_a_step_that_a_tool_shares() -> None:
    """A tool that saves a quarter of two hours leaves an hour and a half; without one all is left."""
    assert hours_of_step(2.0, 0.25) == 1.5
    assert hours_of_step(2.0, 0.0) == 2.0
    assert hours_of_step(2.0, 1.0) == 0.0


def test_what_is_known_of_a_need() -> None:
    """Nothing is known without asking, two thirds after half the hours, eight ninths after all of them."""
    assert known_of_need(0.0, 2.0) == 0.0
    assert known_of_need(1.0, 2.0) == pytest.approx(2 / 3)
    assert known_of_need(2.0, 2.0) == pytest.approx(8 / 9)


def test_plan_is_complete_after_enough_hours() -> None:
    """Half the hours make half a plan; more than enough make no more than a whole one."""
    assert (planned(0.0, 8.0), planned(4.0, 8.0), planned(8.0, 8.0), planned(20.0, 8.0)) == (0.0, 0.5, 1.0, 1.0)


def test_ramp_of_adoption() -> None:
    """A straight ramp grows by equal steps, a logistic one slowly, quickly, slowly; both begin at 0 and end at 1."""
    assert [ramped(month, 4.0, 0) for month in (0, 1, 2, 4, 9)] == [0.0, 0.25, 0.5, 1.0, 1.0]
    curve = [ramped(month, 4.0, 1) for month in range(5)]
    assert (curve[0], curve[2], curve[4]) == (0.0, pytest.approx(0.5), 1.0)
    assert curve[1] < 0.25
    assert curve[3] > 0.75
    assert ramped(1.0, 0.0, 1) == 1.0


def test_months_to_learn_a_tool() -> None:
    """Process skill 1 halves the ramp at an effect of one half, skill 0 adds as much; the middle keeps it."""
    assert [months_to_learn(6.0, 0.5, skill) for skill in (0.0, 0.5, 1.0)] == [9.0, 6.0, 3.0]


def test_hours_left_for_leads() -> None:
    """Twenty hours of training in a month of 20 days of 5 hours leave four a day; nothing taken leaves all of them."""
    assert hours_left(5.0, 20.0, 20.0) == 4.0
    assert hours_left(5.1, 21.0, 0.0) == 5.1
    assert hours_left(5.0, 20.0, 500.0) == LEAST
    assert hours_left(5.0, 0.0, 8.0) == 5.0


def test_parts_in_ticks_never_exceed_the_whole() -> None:
    """Ticks are rounded down, so that thirds of an hour add up to no more than the hour."""
    third = whole_ticks(1 / 3)
    assert third <= 1 / 3
    assert third * 2**20 == np.floor(2**20 / 3)
    assert 3 * third <= 1
    assert part_of_rest(2.0, 1.0) == 2.0
    assert part_of_rest(2.0, 0.5) == 1.0


def test_days_that_two_spans_share() -> None:
    """Spans that overlap share their common part, others nothing."""
    assert overlap(0.0, 5.0, 3.0, 9.0) == 2.0
    assert overlap(0.0, 2.0, 3.0, 9.0) == 0.0
    assert overlap(4.0, 5.0, -np.inf, np.inf) == 1.0


def test_what_is_on_record_of_a_customer() -> None:
    """A tool keeps its share of what people do not write down; without one it is what they write, to the bit."""
    assert on_record(0.3, 0.0) == 0.3
    assert on_record(0.3, 0.5) == pytest.approx(0.65)
    assert on_record(0.3, 1.0) == pytest.approx(1.0)
