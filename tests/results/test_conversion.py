"""Conversion by age against what is known: the true chance, worked by hand, and young leads that mislead nobody."""

from pathlib import Path

import numpy as np
import pytest

from results.conversion import AGES, LOST, OPEN, WON, Lives, as_it_reads, lives_of, of_closed, won_by
from scenarios.load import load
from sim.engine import prepare, trace

TINY = Path(__file__).with_name("tiny_story.yaml")
CHANCE = 0.6 * 0.6
"""What two stages with a chance of 0.6 each come to, for leads that nobody keeps waiting."""
MANY = (
    "market.demand[0].leads_per_year=3000", "funnel.stages[needs].hours.mean=0", "funnel.stages[offer].hours.mean=0",
    "company.calendar.months=6",
)  # fmt: skip


def lived(*overrides: str, years: int = 4) -> Lives:
    year = prepare(load(TINY, (*MANY, *overrides)), 5)
    logs = [trace(year, place)[1] for place in range(years)]
    return lives_of(logs, year.measures, float(year.world.period_end[0]))


def test_cohort_and_period_rates_come_to_the_true_chance() -> None:
    """I04: of leads that came in early enough to have ended, and of all that ended in the year, 0.36 are won."""
    lives = lived()
    early = lives.came < 60
    cohort = Lives(*(part[early] for part in lives))
    assert (cohort.end != OPEN).all()
    for rate, count in ((of_closed(cohort), early.sum()), (of_closed(lives), (lives.end != OPEN).sum())):
        error = np.sqrt(CHANCE * (1 - CHANCE) / count)
        assert abs(rate - CHANCE) < 4 * error
    assert as_it_reads(cohort) == of_closed(cohort)


def test_a_young_cohort_is_not_read_as_a_low_one() -> None:
    """I05: of leads of the last weeks, few are won yet; by age they convert like all others, where ages are reached."""
    lives = lived()
    young = Lives(*(part[lives.came > 105] for part in lives))
    assert as_it_reads(young) < 0.6 * CHANCE
    old = Lives(*(part[lives.came < 60] for part in lives))
    reached = (5.0, 7.0)
    error = 4 * np.sqrt(CHANCE / len(young.end))
    assert won_by(young, reached) == pytest.approx(won_by(old, reached), abs=error)


def test_by_hand() -> None:
    """Five leads: won at 1 and 3, lost at 2, open since 2.5 and 4; at 3 two are at risk of whom one is won."""
    lives = Lives(np.zeros(5), np.array([1.0, 2.0, 2.5, 3.0, 4.0]), np.array([WON, LOST, OPEN, WON, OPEN]))
    assert won_by(lives, (0.5, 1, 2, 3, 10)) == pytest.approx((0, 0.2, 0.2, 0.2 + 0.6 / 2, 0.5))
    assert of_closed(lives) == pytest.approx(2 / 3)
    assert as_it_reads(lives) == 0.4
    assert won_by(Lives(np.zeros(0), np.zeros(0), np.zeros(0, np.int64))) == (0.0,) * len(AGES)


def test_without_open_leads_nothing_is_corrected() -> None:
    """Null twin: where every lead has ended, the share won by the last age is the plain share."""
    lives = Lives(np.zeros(4), np.array([1.0, 2.0, 3.0, 4.0]), np.array([WON, LOST, WON, LOST]))
    assert won_by(lives, (10,)) == pytest.approx((0.5,))
    assert as_it_reads(lives) == of_closed(lives) == 0.5
